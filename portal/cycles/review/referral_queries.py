"""Reads of referrals: one with its child, a child's, and those of a setting that are open."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from flask import abort
from peewee import fn

from portal.access.prepared import Prepared
from portal.access.sight import Bind
from portal.cycles.review.models import Referral
from portal.pupils.models import Pupil


class Open(NamedTuple):
    """An open referral of a child at a setting."""

    id: int
    pupil: int
    forename: str
    surname: str
    service: str
    state: str
    considered_on: date
    consent_on: date | None
    sent_on: date | None
    answered_on: date | None
    seen_on: date | None
    advice_on: date | None
    ended_on: date | None
    answer: str

    @property
    def name(self) -> str:
        """The name the child goes by."""
        return f"{self.forename} {self.surname}"


_open: Prepared[Open] = Prepared(
    Open,
    lambda: (
        Referral.select(
            Referral.id, Pupil.id, fn.COALESCE(fn.NULLIF(Pupil.preferred_forename, ""), Pupil.forename),
            fn.COALESCE(fn.NULLIF(Pupil.preferred_surname, ""), Pupil.surname), Referral.service, Referral.state,
            Referral.considered_on, Referral.consent_on, Referral.sent_on, Referral.answered_on, Referral.seen_on,
            Referral.advice_on, Referral.ended_on, Referral.answer,
        )
        .join(Pupil, on=Referral.pupil == Pupil.id)
        .where((Referral.setting == Bind("at")) & Referral.ended_on.is_null())
        .order_by(Referral.considered_on, Referral.id)
    ),
)  # fmt: skip


def open_at(setting: int) -> list[Open]:
    """The open referrals of the children at a setting, the oldest first. One statement."""
    return _open.rows(at=setting)


def of_child(pupil: int) -> list[Referral]:
    """All referrals of a child, the newest first. One statement."""
    return list(
        Referral.select()
        .where(Referral.pupil == pupil)
        .order_by(Referral.ended_on.is_null(False), Referral.considered_on.desc(), Referral.id.desc())
    )


def referral_or_404(referral: int) -> Referral:
    """A referral with its child, or 404 when it is not in sight."""
    found = Referral.select(Referral, Pupil).join(Pupil).where(Referral.id == referral).first()
    if found is None:
        abort(404)
    return found
