"""Reads of moves: loading one or answering 404, the list of a setting, what was decided."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from flask import abort
from flask_babel import gettext as _
from peewee import JOIN

from portal.access import sight
from portal.accounts.models import Person
from portal.cycles.plan.models import Provision
from portal.organisation.models import Setting
from portal.organisation.names import fold
from portal.pupils.models import Placement, Pupil
from portal.pupils.settings_of import labels
from portal.transitions.models import Decision, ShareItem, Transition, TransitionReceipt
from portal.transitions.states import OPEN


def move_or_404(move: int) -> Transition:
    """A move with its child (`move.pupil`), or 404 when the child is not in sight. One statement."""
    found = Transition.select(Transition, Pupil).join(Pupil).where(Transition.id == move).first()
    if found is None:
        abort(404)
    return found


def label(setting: int | None, withheld: bool, names: dict[int, str], name: str = "") -> str:
    """A setting's name as the reader may know it; `name` is that of a setting outside or not yet lived at."""
    if withheld and (setting is None or setting != sight.required().setting):
        return _("a setting")
    if setting is None:
        return name
    return names.get(setting, name)


class Ends(NamedTuple):
    """The two settings of a move in words, as the reader may know them."""

    before: str
    after: str


def ends_of(move: Transition) -> Ends:
    """From where to where. Two statements."""
    names = labels(move.pupil_id)
    known = {move.from_setting_id, move.to_setting_id} - {None} - names.keys()
    if known:
        plain = dict(Setting.select(Setting.id, Setting.name).where(Setting.id.in_(list(known))).tuples())
        names = {**plain, **names}
    return Ends(
        label(move.from_setting_id, False, names),
        label(move.to_setting_id, move.withheld, names, move.to_name),
    )


class Found(NamedTuple):
    """A setting that a search found."""

    id: int
    name: str
    town: str
    phase: str


def find_settings(words: str, but: int | None = None) -> list[Found]:
    """Open settings whose name has words that begin like these. At most 20."""
    parts = fold(words).split()
    if not parts:
        return []
    rows = Setting.select(Setting.id, Setting.name, Setting.town, Setting.phase).where(Setting.status != "closed")
    for part in parts:
        rows = rows.where(Setting.name_fold.startswith(part) | Setting.name_fold.contains(f" {part}"))
    if but is not None:
        rows = rows.where(Setting.id != but)
    return [Found(*row) for row in rows.order_by(Setting.name_fold).limit(20).tuples()]


class DecidedStrand(NamedTuple):
    """What was decided of one strand, as the family reads it. `setting`: a name, or "a setting"."""

    name: str
    choice: str
    reason: str
    look_again_on: date | None
    by_name: str
    on: date
    setting: str


def decisions_for(pupil: int) -> list[DecidedStrand]:
    """Every decision about a child's strands, newest first. Two statements."""
    rows = (
        Decision.select(
            Provision.name, Decision.choice, Decision.reason, Decision.look_again_on, Decision.by_name, Decision.on,
            Decision.setting,
        )
        .join(Provision)
        .where(Decision.pupil == pupil)
        .order_by(Decision.on.desc(), Decision.id)
        .tuples()
    )  # fmt: skip
    found = list(rows)
    names = labels(pupil) if found else {}
    return [
        DecidedStrand(name, choice, reason, look, by, on, names.get(setting, _("a setting")))
        for name, choice, reason, look, by, on, setting in found
    ]


def waiting_for_family(pupil: int) -> Transition | None:
    """The move about which the family has not answered yet. One statement."""
    return (
        Transition.select()
        .where((Transition.pupil == pupil) & Transition.state.in_(OPEN) & Transition.agreed_on.is_null())
        .order_by(Transition.id.desc())
        .first()
    )


def items_of(move: Transition) -> list[ShareItem]:
    """What may pass, with the answers; for the new setting only what passes."""
    return list(
        ShareItem.select(ShareItem, Person)
        .join(Person, JOIN.LEFT_OUTER, on=ShareItem.answered_by == Person.id)
        .where(ShareItem.transition == move)
        .order_by(ShareItem.id)
    )


# Steps that the new setting takes: who took them works there.
_THEIRS = ("received", "read", "family_met", "check_2_weeks", "check_6_weeks", "question", "early_review")


def receipts_of(move: Transition) -> list[TransitionReceipt]:
    """Every step of the handover, in order; of a withheld new setting without names. One statement."""
    rows = list(TransitionReceipt.select().where(TransitionReceipt.transition == move).order_by(TransitionReceipt.id))
    if move.withheld and move.to_setting_id != sight.required().setting:
        for row in rows:
            row.name = "" if row.step in _THEIRS else row.name
    return rows


def readings_waiting(pupil: int, person: int) -> list[TransitionReceipt]:
    """What a person was asked to read about a child and has not confirmed."""
    return list(
        TransitionReceipt.select().where(
            (TransitionReceipt.pupil == pupil)
            & (TransitionReceipt.step == "read")
            & (TransitionReceipt.person == person)
            & TransitionReceipt.on.is_null()
        )
    )


def place_here(pupil: int, setting: int | None) -> Placement | None:
    """The child's present place at this setting."""
    return Placement.get_or_none(
        (Placement.pupil == pupil) & (Placement.setting == setting) & (Placement.state == "current")
    )
