"""What earlier cycles taught, and how much of it this plan carries on: the strength of the thread, pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from peewee import JOIN

from portal.cycles.learn.models import Learning, LearningUse
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Provision, Target


class Inherited(NamedTuple):
    """One thing that an earlier cycle taught, with what this plan does with it.

    `used` is None while nobody has decided. `target` and `provision` are ids of what it is linked to, named in `where`;
    `gone`: that target, or that help, was taken out again.
    """

    id: int
    kind: str
    text: str
    ordinary_teaching: str
    cycle_number: int
    used: bool | None
    how: str
    target: int | None
    provision: int | None
    where: str
    gone: bool = False

    @property
    def state(self) -> str:
        """used, aside or open. A use whose place left the plan is open again, and so is one without any place or word."""
        if self.used is None:
            return "open"
        if not self.used:
            return "aside"
        placed = self.target or self.provision
        return "open" if self.gone or not (placed or self.how.strip()) else "used"


class Strength(NamedTuple):
    """How many learnings are carried on, set aside, and not decided yet. What is set aside is not carried."""

    carried: int
    aside: int
    undecided: int

    @property
    def total(self) -> int:
        """All that earlier cycles handed on."""
        return self.carried + self.aside + self.undecided


def strength(learnings: Iterable[Inherited]) -> Strength:
    """The strength of the thread between this plan and the cycles before it; 0 of 0 for a first plan."""
    states = [row.state for row in learnings]
    return Strength(states.count("used"), states.count("aside"), states.count("open"))


# States in which help has left the plan: what it carried is carried no more.
_LEFT = ("stopped", "lost")


def inherited(cycle: Cycle) -> list[Inherited]:
    """What earlier cycles taught: all in force, and what this plan has decided about. Newest cycle first. One statement."""
    rows = (
        Learning.select(
            Learning.id, Learning.kind, Learning.text, Learning.ordinary_teaching, Cycle.number, LearningUse.used,
            LearningUse.how, LearningUse.target, LearningUse.provision, Target.name, Target.does_what,
            Target.dropped_on, Provision.name, Provision.status,
        )
        .join(Cycle, on=(Learning.cycle == Cycle.id))
        .switch(Learning)
        .join(
            LearningUse,
            JOIN.LEFT_OUTER,
            on=((LearningUse.learning == Learning.id) & (LearningUse.cycle == cycle.id)),
        )
        .join(Target, JOIN.LEFT_OUTER, on=(LearningUse.target == Target.id))
        .join(Provision, JOIN.LEFT_OUTER, on=(LearningUse.provision == Provision.id))
        .where(
            (Learning.pupil == cycle.pupil_id)
            & (Cycle.number < cycle.number)
            & (Learning.retired_on.is_null() | LearningUse.id.is_null(False))
        )
        .order_by(Cycle.number.desc(), Learning.id)
        .tuples()
    )  # fmt: skip
    return [_inherited(row) for row in rows]


def _inherited(row: tuple[Any, ...]) -> Inherited:
    number, kind, text, ordinary, cycle, used, how, target, provision, name, does_what, dropped, help_, status = row
    places = [(name or does_what or "")[:80] if not dropped else "", (help_ or "") if status not in _LEFT else ""]
    here = [place for place in places if place]
    gone = bool((target or provision) and not here)
    decided = None if used is None else bool(used)
    return Inherited(
        number, kind, text, ordinary, cycle, decided, how or "", target, provision, ", ".join(here), gone
    )  # fmt: skip
