"""Reads of cycles: loading one or answering 404, what is delivered, what is still to do and where."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from flask import abort, url_for
from flask_babel import LazyString
from peewee import SQL, Case, Model, fn

from portal import clock
from portal.accounts.models import Membership, Person
from portal.cycles import stages
from portal.cycles.facts import Stage
from portal.cycles.models import Cycle, Delivery, Provision
from portal.cycles.rows import Rows, facts
from portal.pupils.models import Pupil

LETTERS = {"assess": "A", "plan": "P", "do": "D", "review": "R", "learn": "L"}


class Task(NamedTuple):
    """One thing to do, with the page where it is done: what components/missing.html reads."""

    letter: str
    sentence: LazyString
    href: str
    note: str = ""
    blocks: bool = True


class Dose(NamedTuple):
    """Sessions of one provision, planned against delivered; `lost` counts each cause."""

    planned: int | None
    given: int
    lost: dict[str, int]
    engagement: float | None


def cycle_or_404(cycle: int) -> Cycle:
    """A cycle with its child (`cycle.pupil`), or 404 when it is not in sight."""
    found = Cycle.select(Cycle, Pupil).join(Pupil).where(Cycle.id == cycle).first()
    if found is None:
        abort(404)
    return found


def part_or_404(model: type[Model], row: int, cycle: Cycle) -> Any:
    """An outcome, target, training need … of this cycle, or 404."""
    found = model.get_or_none((model.id == row) & (model.cycle == cycle.id))  # type: ignore[attr-defined]
    if found is None:
        abort(404)
    return found


def provision_or_404(provision: int) -> Provision:
    """A provision with its child, or 404 when it is not in sight."""
    found = Provision.select(Provision, Pupil).join(Pupil).where(Provision.id == provision).first()
    if found is None:
        abort(404)
    return found


def open_cycle(pupil: int) -> Cycle | None:
    """The one open cycle of a child."""
    return Cycle.select().where((Cycle.pupil == pupil) & Cycle.closed_on.is_null()).first()


def last_cycle(pupil: int) -> Cycle | None:
    """The newest cycle of a child, open or closed."""
    return Cycle.select().where(Cycle.pupil == pupil).order_by(Cycle.number.desc()).first()


def cycles_of(pupil: int) -> list[Cycle]:
    """A child's cycles, newest first."""
    return list(Cycle.select().where(Cycle.pupil == pupil).order_by(Cycle.number.desc()))


def stage_of(cycle: Cycle) -> Stage:
    """The stage, with `closed` for a closed cycle."""
    return Stage.CLOSED if cycle.closed_on else Stage(cycle.stage)


def state_of(cycle: Cycle, today: date | None = None) -> stages.State:
    """What to call a cycle today."""
    return stages.state_of(
        stage_of(cycle),
        today or clock.today(),
        agreed_on=cycle.agreed_on,
        circulated_on=cycle.circulated_on,
        review_on=cycle.review_on,
        reviewed_on=cycle.reviewed_on,
    )


def task_list(cycle: Cycle, rows: Rows | None = None) -> list[Task]:
    """What is missing before the next stage, with links; up to seven statements, by stage."""
    letter = LETTERS.get(stage_of(cycle), "L")
    return tasks(cycle, letter, stages.missing(facts(rows or Rows(cycle))))


def tasks(cycle: Cycle, letter: str, things: Iterable[stages.Missing]) -> list[Task]:
    """Missing things with the addresses of the pages where they are done."""
    return [Task(letter, thing.sentence, address(cycle, thing), blocks=thing.blocks) for thing in things]


# Where a thing is done: the endpoint, and the name of the id it takes beside the cycle's.
_PAGES: dict[str, tuple[str, str]] = {
    "views": ("cycles.new_view", ""),
    "evidence": ("cycles.new_evidence", ""),
    "sense": ("cycles.sense", ""),
    "understanding": ("cycles.understanding", ""),
    "inherited": ("cycles.inherited", ""),
    "outcomes": ("cycles.new_outcome", ""),
    "outcome": ("cycles.new_target", "outcome"),
    "target": ("cycles.target", "target"),
    "provisions": ("cycles.new_provision", ""),
    "provision": ("cycles.provision", "provision"),
    "training": ("cycles.training", "training"),
    "arrangements": ("cycles.arrangements", ""),
    "agreement": ("cycles.agreement", ""),
    "circulation": ("cycles.circulation", ""),
    "impact": ("cycles.impact", "target"),
    "review-views": ("cycles.new_review_view", ""),
    "review-meeting": ("cycles.meeting", ""),
    "next-step": ("cycles.meeting", ""),
    "learning": ("cycles.learn", ""),
}


def address(cycle: Cycle, thing: stages.Missing) -> str:
    """The page on which a missing thing is done."""
    endpoint, name = _PAGES[thing.where]
    return url_for(endpoint, cycle=cycle.id, **({name: thing.item} if name else {}))


def doses(provisions: Iterable[Provision]) -> dict[int, Dose]:
    """Planned against delivered sessions per provision, since it started. One statement."""
    wanted = {row.id: row for row in provisions}
    if not wanted:
        return {}
    rows = (
        Delivery.select(
            Delivery.provision,
            Delivery.cause,
            fn.COUNT(Delivery.id),
            fn.SUM(Case(None, ((Delivery.given, 1),), 0)),
            fn.SUM(Delivery.engagement),
            fn.COUNT(Delivery.engagement),
        )
        .where(Delivery.provision.in_(list(wanted)))
        .group_by(Delivery.provision, Delivery.cause)
        .tuples()
    )
    found: dict[int, list[tuple[str, int, int, int | None, int]]] = {}
    for provision, *cells in rows:
        found.setdefault(provision, []).append(tuple(cells))
    return {key: _dose(row, found.get(key, [])) for key, row in wanted.items()}


def _dose(row: Provision, counts: list[tuple[str, int, int, int | None, int]]) -> Dose:
    """`planned` is what should have happened by today: times a week since the start, never more than the plan."""
    planned = None
    if row.times_a_week:
        weeks = max((min(row.ended_on or clock.today(), clock.today()) - row.starts_on).days / 7, 0)
        planned = round(min(weeks, row.weeks or weeks) * row.times_a_week)
    rated = sum(marks for *_rest, marks in counts)
    return Dose(
        planned=planned,
        given=sum(int(given) for _cause, _all, given, _sum, _marks in counts),
        lost={cause: total - int(given) for cause, total, given, _sum, _marks in counts if total > int(given)},
        engagement=round(sum(points or 0 for *_r, points, _m in counts) / rated, 1) if rated else None,
    )


def staff_choices(setting: int) -> list[tuple[str, str]]:
    """The people who work at a setting today, for a choice: (id, name). One statement."""
    today = clock.today()
    rows = (
        Person.select(Person.id, Person.name)
        .join(Membership)
        .where(
            (Membership.setting == setting)
            & (Membership.starts_on <= today)
            & (Membership.ends_on.is_null() | (Membership.ends_on >= today))
        )
        .distinct()
        .order_by(SQL("2"))
        .tuples()
    )
    return [(str(person), name) for person, name in rows]
