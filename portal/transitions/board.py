"""The moves of a setting: who comes, who goes, and what waits here, each with its one verb."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from flask_babel import gettext as _
from peewee import JOIN, fn

from portal import clock
from portal.access.prepared import Prepared
from portal.access.sight import Bind
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Provision
from portal.organisation.models import Setting
from portal.pupils.models import Placement, Pupil
from portal.transitions.models import Decision, Transition
from portal.transitions.queries import label
from portal.transitions.standing import facts_of
from portal.transitions.states import OPEN, Side, State, Step, next_step

# What still concerns somebody: open moves, and those whose strands are not all decided.
_LIVE = (*OPEN, State.CONTINUED, State.RESTARTED)
_STRANDS = ("running", "paused")


class Row(NamedTuple):
    """One move of the list."""

    id: int
    pupil: int
    forename: str
    surname: str
    preferred_forename: str
    preferred_surname: str
    kind: str
    state: str
    moves_on: date
    proposed_on: date
    family_told_on: date | None
    arrived_on: date | None
    decide_by: date | None
    from_setting: int | None
    to_setting: int | None
    to_name: str
    withheld: bool
    before: str | None
    after: str | None
    strands: int
    decided: int

    @property
    def name(self) -> str:
        """The name the child goes by."""
        return f"{self.preferred_forename or self.forename} {self.preferred_surname or self.surname}"


_After = Setting.alias()


def _rows_query() -> Any:
    # Inherited: begun before the child came. What the new setting planned itself needs no decision.
    inherited = Provision.status.in_(_STRANDS) & (
        Provision.starts_on < fn.COALESCE(Transition.arrived_on, Transition.moves_on)
    )
    strands = Provision.select(fn.COUNT(Provision.id)).where((Provision.pupil == Transition.pupil) & inherited)
    decided = (
        Decision.select(fn.COUNT(Decision.id))
        .join(Provision, on=Decision.provision == Provision.id)
        .where((Decision.transition == Transition.id) & inherited)
    )
    return (
        Transition.select(
            Transition.id, Transition.pupil, Pupil.forename, Pupil.surname, Pupil.preferred_forename,
            Pupil.preferred_surname, Transition.kind, Transition.state, Transition.moves_on, Transition.proposed_on,
            Transition.family_told_on, Transition.arrived_on, Transition.decide_by, Transition.from_setting,
            Transition.to_setting, Transition.to_name, Transition.withheld, Setting.name, _After.name, strands, decided,
        )
        .join(Pupil)
        .join(Setting, JOIN.LEFT_OUTER, on=Transition.from_setting == Setting.id)
        .join(_After, JOIN.LEFT_OUTER, on=Transition.to_setting == _After.id)
        .where(
            ((Transition.from_setting == Bind("here")) | (Transition.to_setting == Bind("here")))
            & Transition.state.in_(_LIVE)
        )
        .order_by(Transition.moves_on, Transition.id)
    )  # fmt: skip


_rows = Prepared(Row, _rows_query)


class Line(NamedTuple):
    """A row with its one verb. `waits_here`: the step is this setting's; `late`: its clock has run out."""

    row: Row
    before: str
    after: str
    arriving: bool
    step: Step | None
    waits_here: bool
    late: bool


class Board(NamedTuple):
    """The moves of a setting: what waits here (late first), then who comes and who goes."""

    waiting: list[Line]
    arriving: list[Line]
    leaving: list[Line]


def board(setting: int) -> Board:
    """Every live move from or to a setting. Two statements, whatever the number."""
    rows = _rows.rows(here=setting)
    hidden = _withheld({row.pupil for row in rows})
    lines = [line for row in rows if (line := _line(row, setting, hidden)) is not None]
    waiting = sorted((line for line in lines if line.waits_here), key=lambda line: (not line.late, _due(line)))
    others = [line for line in lines if not line.waits_here]
    return Board(waiting, [line for line in others if line.arriving], [line for line in others if not line.arriving])


def _due(line: Line) -> date:
    return line.step.due if line.step and line.step.due else date.max


def _withheld(pupils: set[int]) -> set[tuple[int, int]]:
    if not pupils:
        return set()
    rows = Placement.select(Placement.pupil, Placement.setting).where(
        Placement.pupil.in_(sorted(pupils)) & Placement.withheld
    )
    return set(rows.tuples())


def _line(row: Row, setting: int, hidden: set[tuple[int, int]]) -> Line | None:
    arriving = row.to_setting == setting
    facts = facts_of(_as_move(row), max(row.strands - row.decided, 0))
    step = next_step(facts, row.decide_by, row.moves_on)
    if step is None:
        return None
    here = step.side is (Side.RECEIVER if arriving else Side.SENDER)
    names = {
        end: _("a setting") if (row.pupil, end) in hidden and end != setting else name or ""
        for end, name in ((row.from_setting, row.before), (row.to_setting, row.after))
        if end is not None
    }
    return Line(
        row,
        label(row.from_setting, False, names),
        label(row.to_setting, row.withheld, names, row.to_name),
        arriving,
        step,
        here,
        bool(step.due and step.due < clock.today()),
    )


def _as_move(row: Row) -> Transition:
    return Transition(
        state=row.state, family_told_on=row.family_told_on, arrived_on=row.arrived_on, to_setting=row.to_setting,
        kind=row.kind, moves_on=row.moves_on,
    )  # fmt: skip


class Newcomer(NamedTuple):
    """A child whose place here is confirmed though nobody handed over: the thread is held elsewhere."""

    pupil: int
    forename: str
    surname: str
    since: date


def without_handover(setting: int) -> list[Newcomer]:
    """Children who came without a move (a claim was answered) while another setting had them before."""
    earlier = Placement.alias()
    before = earlier.select(earlier.id).where(
        (earlier.pupil == Placement.pupil) & (earlier.setting != setting) & (earlier.state == "left")
    )
    move = Transition.select(Transition.id).where(
        (Transition.pupil == Placement.pupil) & (Transition.to_setting == setting)
    )
    cycle = Cycle.select(Cycle.id).where((Cycle.pupil == Placement.pupil) & (Cycle.opened_at == setting))
    rows = (
        Placement.select(Placement.pupil, Pupil.forename, Pupil.surname, Placement.starts_on)
        .join(Pupil)
        .where((Placement.setting == setting) & (Placement.state == "current") & Placement.main)
        .where(fn.EXISTS(before) & ~fn.EXISTS(move) & ~fn.EXISTS(cycle))
        .order_by(Placement.starts_on, Placement.id)
        .limit(50)
    )
    return [Newcomer(*row) for row in rows.tuples()]
