"""Questions of a new setting to the one before, which no longer sees the child."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from flask import abort
from peewee import fn

from portal.access import sight
from portal.organisation.models import Setting
from portal.pupils.models import Placement
from portal.transitions.models import Transition, TransitionReceipt


class Question(NamedTuple):
    """A question to us about a child who has left: by name as we knew it."""

    receipt: TransitionReceipt
    move: Transition
    name: str
    asked_by: str


class Open(NamedTuple):
    """A question that waits for our answer."""

    id: int
    name: str
    asked_on: date
    until: date


def open_questions(setting: int) -> list[Open]:
    """Questions to this setting without an answer, oldest first. One statement."""
    answer = TransitionReceipt.alias()
    answered = answer.select(answer.id).where(answer.answers == TransitionReceipt.id)
    rows = (
        TransitionReceipt.select(
            TransitionReceipt.id, Placement.name_then, TransitionReceipt.on, Transition.questions_until
        )
        .join(Transition, on=TransitionReceipt.transition == Transition.id)
        .join(Placement, on=(Placement.pupil == Transition.pupil) & (Placement.setting == setting))
        .where((TransitionReceipt.step == "question") & (Transition.from_setting == setting))
        .where((Placement.state == "left") & ~fn.EXISTS(answered))
        .order_by(TransitionReceipt.id)
        .tuples()
    )
    return [Open(*row) for row in rows]


def question_or_404(asked: int) -> Question:
    """A question to the reader's setting, or 404."""
    here = sight.required().setting
    row = (
        TransitionReceipt.select(TransitionReceipt, Transition)
        .join(Transition, on=TransitionReceipt.transition == Transition.id)
        .where((TransitionReceipt.id == asked) & (TransitionReceipt.step == "question"))
        .where(Transition.from_setting == here)
        .first()
    )
    if row is None:
        abort(404)
    move = row.transition
    place = (
        Placement.select()
        .where((Placement.pupil == move.pupil_id) & (Placement.setting == here))
        .order_by(Placement.id.desc())
        .first()
    )
    after = Setting.get_or_none(Setting.id == move.to_setting_id)
    asker = "" if move.withheld or after is None else f"{row.name}, {after.name}"
    return Question(row, move, place.name_then if place else "", asker)
