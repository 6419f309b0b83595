"""Reviews of a setting: those that are to come, those of one day, and what is ready for each; fixed statements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import Any, NamedTuple

from peewee import JOIN, Case, fn

from portal.access import sight
from portal.access.prepared import Prepared
from portal.access.sight import Bind
from portal.cycles.assess.models import Contribution
from portal.cycles.do.dose import doses
from portal.cycles.do.models import Delivery
from portal.cycles.help.tried import FAIR_SHARE
from portal.cycles.models import Cycle
from portal.cycles.plan.models import IN_PLAN, Attendee, Outcome, Provision, Target
from portal.cycles.review.arrange_queries import Expected, heard
from portal.pupils.models import Placement, Pupil
from portal.web.days import clock_words

OWING: list[Callable[[int], set[int]]] = []
"""Who of a setting's children is without a review with the family this term: a later slice knows (the register)."""


class ToReview(NamedTuple):
    """A cycle whose review is to come or was held, with its child."""

    cycle: int
    pupil: int
    forename: str
    surname: str
    year_group: str | None
    number: int
    stage: str
    started_on: date | None
    review_on: date | None
    review_at: str
    review_where: str
    views_asked_on: date | None
    reviewed_on: date | None
    late_cause: str

    @property
    def name(self) -> str:
        """The name the child goes by."""
        return f"{self.forename} {self.surname}"

    @property
    def at(self) -> str:
        """The time in words; "" where it is open."""
        return clock_words(self.review_at) if self.review_at else ""


def _rows(*where: Any) -> Any:
    return (
        Cycle.select(
            Cycle.id, Pupil.id, fn.COALESCE(fn.NULLIF(Pupil.preferred_forename, ""), Pupil.forename),
            fn.COALESCE(fn.NULLIF(Pupil.preferred_surname, ""), Pupil.surname), Placement.year_group, Cycle.number,
            Cycle.stage, Cycle.started_on, Cycle.review_on, Cycle.review_at, Cycle.review_where, Cycle.views_asked_on,
            Cycle.reviewed_on, Cycle.late_cause,
        )
        .join(Pupil, on=Cycle.pupil == Pupil.id)
        .switch(Cycle)
        .join(
            Placement, JOIN.LEFT_OUTER,
            on=(Placement.pupil == Cycle.pupil) & (Placement.setting == Cycle.setting) & (Placement.state == "current"),
        )
        .where((Cycle.setting == Bind("at")), *where)
    )  # fmt: skip


_to_come: Prepared[ToReview] = Prepared(
    ToReview,
    lambda: _rows(Cycle.closed_on.is_null(), Cycle.reviewed_on.is_null(), Cycle.stage.in_(("do", "review"))).order_by(
        Cycle.review_on, Pupil.surname_fold, Cycle.id
    ),
)
_of_day: Prepared[ToReview] = Prepared(
    ToReview,
    lambda: _rows(Cycle.review_on == Bind("day"), Cycle.stage.in_(("do", "review", "learn"))).order_by(
        Cycle.review_at, Pupil.surname_fold, Cycle.id
    ),
)


def to_come(setting: int) -> list[ToReview]:
    """Reviews not held yet of cycles that the setting holds, by their day. One statement."""
    return _to_come.rows(at=setting)


def of_day(setting: int, on: date) -> list[ToReview]:
    """The reviews of one day in their order, also those that were held. One statement."""
    return _of_day.rows(at=setting, day=on)


def owing(setting: int) -> set[int]:
    """The children without a review with their family this term."""
    return {pupil for knows in OWING for pupil in knows(setting)}


class Place(NamedTuple):
    """Where a review stands in its day: "3 of 12", and the one that comes next (None after the last)."""

    number: int
    of: int
    on: date
    next: ToReview | None


def place_in_day(cycle: Cycle) -> Place | None:
    """The place of a cycle's review among the reviews of the same day; None where it stands alone. One statement."""
    if cycle.review_on is None:
        return None
    rows = of_day(cycle.setting_id, cycle.review_on)
    order = [row.cycle for row in rows]
    if len(rows) < 2 or cycle.id not in order:
        return None
    here = order.index(cycle.id)
    waiting = [row for row in (*rows[here + 1 :], *rows[:here]) if row.reviewed_on is None]
    return Place(here + 1, len(rows), cycle.review_on, waiting[0] if waiting else None)


class Ready(NamedTuple):
    """What is there for one review. `silent`: who was asked and has said nothing.

    Views of those asked; sessions given of those planned; targets with a measured value, and rated, of all targets.
    """

    views: int
    asked: int
    silent: tuple[str, ...]
    coming: tuple[str, ...]
    given: int
    planned: int
    logged: int
    measured: int
    rated: int
    targets: int

    @property
    def lost(self) -> bool:
        """Whether less than half of what was planned took place, as far as it was logged: no fair try (help/tried.py)."""
        return self._little and self.logged * FAIR_SHARE >= self.planned

    @property
    def unlogged(self) -> bool:
        """Whether so little was logged that nobody can say how much took place."""
        return self._little and self.logged * FAIR_SHARE < self.planned

    @property
    def _little(self) -> bool:
        return self.planned > 0 and self.given * FAIR_SHARE < self.planned


def ready(rows: Sequence[ToReview]) -> dict[int, Ready]:
    """What is ready for each review, by cycle. A fixed number of statements for any number of reviews."""
    cycles = [row.cycle for row in rows]
    if not cycles:
        return {}
    guests, views = _asked(cycles), _views(cycles)
    targets, measured = _targets(cycles), _measured(cycles)
    delivered = _delivered([row.pupil for row in rows])
    return {
        row.cycle: _ready(guests.get(row.cycle, []), views.get(row.cycle, []))._replace(
            given=delivered[row.pupil][0],
            planned=delivered[row.pupil][1],
            logged=delivered[row.pupil][2],
            measured=measured[row.cycle],
            rated=targets.get(row.cycle, (0, 0))[1],
            targets=targets.get(row.cycle, (0, 0))[0],
        )
        for row in rows
    }


def _ready(guests: Sequence[tuple[Expected, str]], views: Sequence[Contribution]) -> Ready:
    coming = tuple(guest.name for guest, answer in guests if answer != "not_coming")
    # Who reads this page holds the day: they are not reminded of their own view in every row.
    reader = sight.required().person
    guests = [pair for pair in guests if pair[0].person != reader or heard(pair[0], views)]
    silent = tuple(guest.name for guest, _answer in guests if not heard(guest, views))
    return Ready(len(guests) - len(silent), len(guests), silent, coming, 0, 0, 0, 0, 0, 0)


def _asked(cycles: Collection[int]) -> dict[int, list[tuple[Expected, str]]]:
    rows = (
        Attendee.select(Attendee.cycle, Attendee.person, Attendee.name, Attendee.role, Attendee.answer)
        .where(Attendee.cycle.in_(cycles) & (Attendee.stage == "review") & Attendee.taken_off_on.is_null())
        .order_by(Attendee.id)
        .tuples()
    )
    found: dict[int, list[tuple[Expected, str]]] = {}
    for cycle, person, name, role, answer in rows:
        found.setdefault(cycle, []).append((Expected(person, name, role), answer))
    return found


def _views(cycles: Collection[int]) -> dict[int, list[Contribution]]:
    found: dict[int, list[Contribution]] = {}
    for row in Contribution.select(Contribution.cycle, Contribution.whose, Contribution.name, Contribution.by).where(
        Contribution.cycle.in_(cycles) & (Contribution.stage == "review")
    ):
        found.setdefault(row.cycle_id, []).append(row)
    return found


def _targets(cycles: Collection[int]) -> dict[int, tuple[int, int]]:
    """Targets of each cycle, and how many of them are rated."""
    rows = (
        Target.select(Target.cycle, fn.COUNT(Target.id), fn.SUM(Case(None, ((Target.rating != "", 1),), 0)))
        .join(Outcome, on=Target.outcome == Outcome.id)
        .where(Target.cycle.in_(cycles) & Target.dropped_on.is_null() & Outcome.dropped_on.is_null())
        .group_by(Target.cycle)
        .tuples()
    )
    return {cycle: (count, int(rated or 0)) for cycle, count, rated in rows}


def _measured(cycles: Collection[int]) -> Counter[int]:
    """How many targets of each cycle have a value from its sessions."""
    rows = (
        Delivery.select(Target.cycle, Target.id)
        .join(Provision, on=Delivery.provision == Provision.id)
        .join(Target, on=Provision.target == Target.id)
        .where(Target.cycle.in_(cycles) & Target.dropped_on.is_null() & (Delivery.measure != ""))
        .distinct()
        .tuples()
    )
    return Counter(cycle for cycle, _target in rows)


def _delivered(pupils: Collection[int]) -> dict[int, tuple[int, int, int]]:
    """Sessions given, planned and logged so far of all help of each child that counts its sessions."""
    rows = list(Provision.select().where(Provision.pupil.in_(pupils) & Provision.status.in_(IN_PLAN)))
    told, found = doses(rows), dict.fromkeys(pupils, (0, 0, 0))
    for row in rows:
        dose = told[row.id]
        if dose.planned:
            given, planned, logged = found[row.pupil_id]
            all_logged = logged + dose.given + sum(dose.lost.values())
            found[row.pupil_id] = (given + dose.given, planned + dose.planned, all_logged)
    return found
