"""Reads of cycles: loading one or answering 404, what is delivered, what is still to do and where."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, NamedTuple

from flask import abort
from peewee import JOIN, SQL, Case, Model

from portal import clock
from portal.access import sight
from portal.access.prepared import Prepared, built, fields, names, row_type
from portal.access.sight import Bind
from portal.accounts.models import Membership, Person
from portal.cycles import stages
from portal.cycles.facts import Stage
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Provision
from portal.organisation.rules import DEFAULTS
from portal.pupils.models import Pupil
from portal.timeline.models import Entry

LETTERS = {"assess": "A", "plan": "P", "do": "D", "review": "R", "learn": "L"}


def _whole_cycle() -> Any:
    before = Cycle.alias()
    return (
        Cycle.select(
            *fields(Cycle), *fields(Pupil), before.id, before.number, before.next_step_note, Person.id, Person.name
        )
        .join(Pupil)
        .join_from(Cycle, before, JOIN.LEFT_OUTER, on=Cycle.follows == before.id)
        .join_from(Cycle, Person, JOIN.LEFT_OUTER, on=Cycle.responsible_teacher == Person.id)
        .where(Cycle.id == Bind("cycle"))
    )


_CycleRow = row_type(
    "CycleRow", *names(Cycle), *names(Pupil, "child_"), "before", "before_number", "before_note", "teacher", "named"
)
_cycle: Prepared[Any] = Prepared(_CycleRow, _whole_cycle)
_OWN, _ITS_CHILD = len(fields(Cycle)), len(fields(Cycle)) + len(fields(Pupil))


def cycle_or_404(cycle: int) -> Cycle:
    """A cycle with its child, the cycle before it and its responsible teacher, or 404 when it is not in sight."""
    row = _cycle.first(cycle=cycle)
    if row is None:
        abort(404)
    found: Cycle = built(Cycle, row[:_OWN])
    found.__rel__["pupil"] = built(Pupil, row[_OWN:_ITS_CHILD])
    last, teacher = (row.before, row.before_number, row.before_note), (row.teacher, row.named)
    # None says that we have looked: peewee would ask again.
    found.__rel__["follows"] = built(Cycle, last, ("id", "number", "next_step_note")) if row.before else None
    found.__rel__["responsible_teacher"] = built(Person, teacher, ("id", "name")) if row.teacher else None
    return found


def part_or_404(model: type[Model], row: int, cycle: Cycle) -> Any:
    """An outcome, target, training need … of this cycle, or 404."""
    found = model.get_or_none((model.id == row) & (model.cycle == cycle.id))
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


def state_of(cycle: Cycle, today: date | None = None, due_days: int = DEFAULTS.review_due_days) -> stages.State:
    """What to call a cycle today. `due_days`: the authority's rule of when a review counts as due."""
    return stages.state_of(
        stage_of(cycle),
        today or clock.today(),
        agreed_on=cycle.agreed_on,
        circulated_on=cycle.circulated_on,
        review_on=cycle.review_on,
        reviewed_on=cycle.reviewed_on,
        notice=timedelta(days=due_days),
    )


def staff_choices(setting: int) -> list[tuple[str, str]]:
    """The people who work at a setting today, for a choice: (id, name). One statement."""
    today = clock.today()
    rows = (
        Person.select(Person.id, Person.name)
        .join(Membership, on=(Membership.person == Person.id))
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


class Logged(NamedTuple):
    """One line of a cycle's log."""

    id: int
    title: str
    body: str
    occurred_on: date
    by: str | None
    audience: str


def log_of(cycle: Cycle, limit: int = 30) -> list[Logged]:
    """The newest sessions and notes of a cycle that the reader may see. One statement.

    Staff of other settings are not named: the setting may be withheld.
    """
    name = Case(None, ((Entry.setting == sight.required().setting, Person.name),), None)
    rows = (
        Entry.select(Entry.id, Entry.title, Entry.body, Entry.occurred_on, name, Entry.audience)
        .join(Person, JOIN.LEFT_OUTER, on=(Entry.author == Person.id))
        # By the child: entries have no index of their own by cycle.
        .where((Entry.pupil == cycle.pupil_id) & (Entry.cycle_id == cycle.id) & (Entry.stage == "do"))
        .order_by(Entry.occurred_on.desc(), Entry.id.desc())
        .limit(limit)
        .tuples()
    )
    return list(map(Logged._make, rows))
