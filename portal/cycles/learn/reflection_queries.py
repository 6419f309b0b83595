"""Reads of the pause to learn: who has said what, side by side."""

from __future__ import annotations

from typing import NamedTuple

from flask_babel import LazyString
from flask_babel import gettext as _

from portal.cycles.learn.models import Learning, LearningGround, Reflection
from portal.cycles.learn.prompts import KIND, PROMPTS, Saying, sayings
from portal.cycles.models import Cycle

# The child speaks first, then the family, then those who teach.
_ORDER = ("child", "family", "teacher", "support_staff", "senco", "professional")


class Answer(NamedTuple):
    """What one person says to one question, in sentences; `used`: keys of those that a learning is made of."""

    whose: str
    name: str
    sayings: list[Saying]


class Asked(NamedTuple):
    """One question with everybody's answers, the child's first. `kind`: what a learning of it would be."""

    prompt: str
    words: LazyString
    kind: str
    answers: list[Answer]


def reflections_of(cycle: Cycle) -> list[Reflection]:
    """Everybody's reflection that the reader may see, the child's first. One statement."""
    rows = Reflection.select().where(Reflection.cycle == cycle.id).order_by(Reflection.given_on, Reflection.id)
    return sorted(rows, key=lambda row: _ORDER.index(row.whose))


def side_by_side(rows: list[Reflection], secret: frozenset[int] = frozenset()) -> list[Asked]:
    """The answers to each question beside each other; questions that nobody answered are left out.

    Nobody of a setting in `secret` is named.
    """
    found = []
    for prompt, words in PROMPTS.items():
        answers = [
            Answer(row.whose, _named(row, secret), sayings(row.id, prompt, getattr(row, prompt)))
            for row in rows
            if getattr(row, prompt).strip()
        ]
        if answers:
            found.append(Asked(prompt, words, KIND[prompt], answers))
    return found


def _named(row: Reflection, secret: frozenset[int]) -> str:
    known = row.setting_id not in secret or row.whose in ("child", "family")
    return row.name if known else _("Somebody at a setting")


def mine(cycle: Cycle, person: int, whose: str = "") -> Reflection | None:
    """What this person said in this cycle, or wrote down for `whose`; the newest."""
    rows = Reflection.select().where((Reflection.cycle == cycle.id) & (Reflection.by == person))
    if whose:
        rows = rows.where(Reflection.whose == whose)
    return rows.order_by(Reflection.id.desc()).first()


def used_sentences(cycle: Cycle) -> set[tuple[int, str]]:
    """Sentences that a learning is made of already, as reflection and words. Two statements."""
    first = Learning.select(Learning.reflection, Learning.text).where(
        (Learning.cycle == cycle.id) & Learning.reflection.is_null(False)
    )
    also = (
        LearningGround.select(LearningGround.reflection, Learning.text)
        .join(Learning, on=LearningGround.learning == Learning.id)
        .where(Learning.cycle == cycle.id)
    )
    return {*first.tuples(), *also.tuples()}
