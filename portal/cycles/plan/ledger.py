"""What earlier cycles taught, and how much of it this plan carries on: the strength of the thread, pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from peewee import JOIN

from portal.access.prepared import Prepared
from portal.access.sight import Bind
from portal.cycles.learn.models import Learning, LearningUse
from portal.cycles.models import Cycle
from portal.cycles.plan.models import IN_PLAN, Provision, Target


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


_COLUMNS = (
    Learning.id, Learning.kind, Learning.text, Learning.ordinary_teaching, Cycle.number, LearningUse.used,
    LearningUse.how, LearningUse.target, LearningUse.provision, Target.name, Target.does_what, Target.dropped_on,
    Provision.name, Provision.status,
)  # fmt: skip


class _Row(NamedTuple):
    id: int
    kind: str
    text: str
    ordinary_teaching: str
    number: int
    used: bool | None
    how: str | None
    target: int | None
    provision: int | None
    target_name: str | None
    does_what: str | None
    dropped_on: date | None
    help_name: str | None
    status: str | None


_learnings: Prepared[_Row] = Prepared(
    _Row,
    lambda: (
        Learning.select(*_COLUMNS)
        .join(Cycle, on=Learning.cycle == Cycle.id)
        .switch(Learning)
        .join(
            LearningUse, JOIN.LEFT_OUTER,
            on=(LearningUse.learning == Learning.id) & (LearningUse.cycle == Bind("cycle")),
        )
        .join(Target, JOIN.LEFT_OUTER, on=LearningUse.target == Target.id)
        .join(Provision, JOIN.LEFT_OUTER, on=LearningUse.provision == Provision.id)
        .where(
            (Learning.pupil == Bind("pupil"))
            & (Cycle.number < Bind("number"))
            & (Learning.retired_on.is_null() | LearningUse.id.is_null(False))
        )
        .order_by(Cycle.number.desc(), Learning.id)
    ),
)  # fmt: skip


def inherited(cycle: Cycle) -> list[Inherited]:
    """What earlier cycles taught: all in force, and what this plan has decided about. Newest cycle first. One statement."""
    return list(map(_inherited, _learnings.rows(pupil=cycle.pupil_id, cycle=cycle.id, number=cycle.number)))


class Place(NamedTuple):
    """Help that goes on and that an earlier cycle named as the place of a learning."""

    provision: int
    name: str


def places_before(cycle: Cycle) -> dict[int, Place]:
    """Where earlier cycles used what they had learnt, for the help that still goes on: learning id → place. One statement."""
    rows = (
        LearningUse.select(LearningUse.learning, Provision.id, Provision.name)
        .join(Cycle, on=LearningUse.cycle == Cycle.id)
        .switch(LearningUse)
        .join(Provision, on=LearningUse.provision == Provision.id)
        .where(
            (LearningUse.pupil == cycle.pupil_id)
            & LearningUse.used
            & (Cycle.number < cycle.number)
            & Provision.status.in_(IN_PLAN)
        )
        .order_by(Cycle.number, LearningUse.id)
        .tuples()
    )
    return {learning: Place(provision, name) for learning, provision, name in rows}


def _inherited(row: _Row) -> Inherited:
    places = [
        (row.target_name or row.does_what or "")[:80] if not row.dropped_on else "",
        (row.help_name or "") if row.status not in _LEFT else "",
    ]
    here = [place for place in places if place]
    gone = bool((row.target or row.provision) and not here)
    return Inherited(
        row.id, row.kind, row.text, row.ordinary_teaching, row.number, row.used, row.how or "", row.target, row.provision,
        ", ".join(here), gone,
    )  # fmt: skip
