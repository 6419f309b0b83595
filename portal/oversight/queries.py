"""What the authority reads: counts across all settings, and no column of any child.

The only place that opens `sight.counting()`. Each count is one grouped statement over an index; small
numbers are taken out in `suppression.py` before a page sees them.
"""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from peewee import JOIN, SQL, Case, Model, fn

from portal.access import sight
from portal.accounts.models import Person
from portal.cycles.models import Cycle
from portal.organisation.models import Setting
from portal.oversight.suppression import HIDDEN, Cell, cell, column
from portal.pupils.models import Claim, NamedAccess, Placement
from portal.register.models import Registration
from portal.transitions.models import Transition

WAITING = ("proposed", "agreed", "accepted")
SETTLED = ("continued", "restarted")


class Place(NamedTuple):
    """A setting of the authority, as a public fact."""

    id: int
    name: str
    phase: str
    name_fold: str


def places(authority_code: str, also: set[int]) -> list[Place]:
    """The authority's open settings, and others that hold children, by name. One or two statements."""
    columns = (Setting.id, Setting.name, Setting.phase, Setting.name_fold)
    own = Setting.select(*columns).where((Setting.la_code == authority_code) & (Setting.status != "closed"))
    found = {row[0]: Place(*row) for row in own.tuples()}
    missing = also - found.keys()
    if missing:
        others = Setting.select(*columns).where(Setting.id.in_(sorted(missing))).tuples()
        found.update((row[0], Place(*row)) for row in others)
    return sorted(found.values(), key=lambda place: (place.name_fold, place.id))


class Counts(NamedTuple):
    """Counts by setting. `moves`: on their way to it; `restarts`: of the moves to it since the year began."""

    support: dict[int, int]
    plans: dict[int, int]
    overdue: dict[int, int]
    moves: dict[int, int]
    continued: dict[int, int]
    restarts: dict[int, int]
    # Open cycles by stage, across the authority.
    stages: dict[str, int]


def counts(today: date, year_begins: date) -> Counts:
    """Everything that the board counts. Five statements."""
    with sight.counting():
        codes = _grouped(Registration, (Registration.setting, Registration.code), Registration.ends_on.is_null())
        late = (
            Cycle.closed_on.is_null()
            & Cycle.reviewed_on.is_null()
            & (Cycle.review_on < today)
            & Cycle.stage.in_(("do", "review"))
        )
        overdue = _grouped(Cycle, (Cycle.setting,), late)
        stages = _grouped(Cycle, (Cycle.stage,), Cycle.closed_on.is_null())
        moves = _grouped(
            Transition, (Transition.to_setting,), Transition.state.in_(WAITING) & Transition.to_setting.is_null(False)
        )
        settled = Transition.state.in_(SETTLED) & (Transition.moves_on >= year_begins)
        ended = _grouped(Transition, (Transition.to_setting, Transition.state), settled)
    return Counts(
        support={setting: count for setting, code, count in codes if code == "K"},
        plans={setting: count for setting, code, count in codes if code == "E"},
        overdue=dict(overdue),
        moves=dict(moves),
        continued={setting: count for setting, state, count in ended if state == "continued" and setting},
        restarts={setting: count for setting, state, count in ended if state == "restarted" and setting},
        stages=dict(stages),
    )


def _grouped(model: type[Model], by: tuple[object, ...], where: object) -> list[tuple[Any, ...]]:
    return list(model.select(*by, fn.COUNT(SQL("1"))).where(where).group_by(*by).tuples())


class Row(NamedTuple):
    """One setting of the board, with small numbers taken out."""

    place: Place
    support: Cell
    plans: Cell
    overdue: Cell
    moves: Cell
    restarts: Cell


class Board(NamedTuple):
    """The board: a row for each setting, and the totals of the columns."""

    rows: list[Row]
    total: Row
    stages: list[tuple[str, Cell]]
    continued: Cell
    settled: Cell
    # Per cent continued, None where it would give a small number away.
    share: int | None


def board(found: Counts, all_places: list[Place], threshold: int) -> Board:
    """The board. Suppression is decided on the whole of it, so that pages and searches of it give nothing away."""
    ids = [place.id for place in all_places]
    columns = [
        column({setting: counts.get(setting, 0) for setting in ids}, threshold, keep_total=counts is found.restarts)
        for counts in (found.support, found.plans, found.overdue, found.moves, found.restarts)
    ]
    rows = [Row(place, *(cells[place.id] for cells, _total in columns)) for place in all_places]
    total = Row(Place(0, "", "", ""), *(total for _cells, total in columns))
    stage_cells, _total = column(found.stages, threshold)
    continued, restarted = sum(found.continued.values()), sum(found.restarts.values())
    # The restarts stand in the table too: with a small number on either side their sum would give it away.
    plain = all(count == 0 or count >= threshold for count in (continued, restarted))
    settled = cell(continued + restarted, threshold) if plain else Cell(None, HIDDEN, threshold)
    return Board(
        rows=rows,
        total=total,
        stages=[(stage, stage_cells.get(stage, cell(0, threshold))) for stage in _STAGES],
        continued=cell(continued, threshold),
        settled=settled,
        share=round(100 * continued / (continued + restarted)) if plain and continued and restarted else None,
    )


_STAGES = ("assess", "plan", "do", "review", "learn")


class Claims(NamedTuple):
    """Children of whom a setting says "this child came to us": waiting, and over their date."""

    waiting: int
    late: int


def claims(today: date) -> Claims:
    """Claims that wait for an answer. One statement."""
    with sight.counting():
        late = fn.SUM(Case(None, (((Claim.due_on < today), 1),), 0))
        row = Claim.select(fn.COUNT(Claim.id), late).where(Claim.state == "waiting").tuples().first()
    return Claims(row[0], row[1] or 0) if row else Claims(0, 0)


class Stuck(NamedTuple):
    """A move past its date. No child's column: settings, kind, state, dates. A withheld setting has no name here."""

    move: int
    kind: str
    state: str
    from_name: str | None
    to_name: str | None
    outside: str
    moves_on: date
    arrived_on: date | None
    decide_by: date | None
    withheld: bool
    from_hidden: int

    @property
    def since(self) -> date:
        """The date that has passed."""
        return self.decide_by if self.arrived_on and self.decide_by else self.moves_on


def stuck(today: date, most: int = 200) -> list[Stuck]:
    """Moves of which a date has passed, longest first. One statement."""
    before, after, place = Setting.alias(), Setting.alias(), Placement.alias()
    with sight.counting():
        hidden = place.select(fn.COUNT(place.id)).where(
            (place.pupil == Transition.pupil) & (place.setting == Transition.from_setting) & place.withheld
        )
        late = (Transition.arrived_on.is_null() & (Transition.moves_on < today)) | (Transition.decide_by < today)
        rows = (
            Transition.select(
                Transition.id, Transition.kind, Transition.state, before.name, after.name, Transition.to_name,
                Transition.moves_on, Transition.arrived_on, Transition.decide_by, Transition.withheld, hidden,
            )
            .join(before, JOIN.LEFT_OUTER, on=Transition.from_setting == before.id)
            .join(after, JOIN.LEFT_OUTER, on=Transition.to_setting == after.id)
            .where(Transition.state.in_(WAITING) & late)
            .order_by(Transition.moves_on, Transition.id)
            .limit(most)
        )  # fmt: skip
        return [Stuck(*row) for row in rows.tuples()]


class Followed(NamedTuple):
    """One child in somebody's caseload, without the child: who follows, since when."""

    id: int
    officer: str
    since: date


def caseloads() -> list[Followed]:
    """Every caseload that stands. The administrator sees who follows how many, not whom. One statement."""
    with sight.counting():
        rows = (
            NamedAccess.select(NamedAccess.id, Person.name, NamedAccess.starts_on)
            .join(Person, on=NamedAccess.person == Person.id)
            .where(NamedAccess.caseload & NamedAccess.until.is_null())
            .order_by(Person.name, NamedAccess.id)
            .limit(500)
        )
        return [Followed(*row) for row in rows.tuples()]
