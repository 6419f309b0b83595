"""Reads of cycles: loading one or answering 404, what is delivered, what is still to do and where."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, NamedTuple

from flask import abort, url_for
from flask_babel import LazyString
from peewee import JOIN, SQL, Case, Model

from portal import clock
from portal.access import sight
from portal.accounts.models import Assignment, Membership, Person
from portal.cycles import stages
from portal.cycles.facts import Receiver, Stage
from portal.cycles.models import Cycle, Provision
from portal.cycles.rows import IN_PLAN, Rows, facts
from portal.organisation.rules import DEFAULTS
from portal.pupils.models import Guardianship, Placement, Pupil
from portal.register.models import Registration
from portal.timeline.models import Entry
from portal.web.shell import role_name

LETTERS = {"assess": "A", "plan": "P", "do": "D", "review": "R", "learn": "L"}


class Task(NamedTuple):
    """One thing to do, with the page where it is done: what components/missing.html reads."""

    letter: str
    sentence: LazyString
    href: str
    note: str = ""
    blocks: bool = True


def cycle_or_404(cycle: int) -> Cycle:
    """A cycle with its child (`cycle.pupil`), or 404 when it is not in sight."""
    found = Cycle.select(Cycle, Pupil).join(Pupil).where(Cycle.id == cycle).first()
    if found is None:
        abort(404)
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
    ids: dict[str, Any] = {"cycle": cycle.id} | ({name: thing.item} if name else {})
    return url_for(endpoint, **ids)


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


def plan_readers(cycle: Cycle) -> list[Receiver]:
    """Who gets a plan: the family, the teacher who answers for it, those who run its help, the child's teachers.

    Three statements. People without an account are typed in by hand.
    """
    today = clock.today()
    family = (
        Person.select(Person.id, Person.name, Guardianship.relationship)
        .join(Guardianship, on=(Guardianship.person == Person.id))
        .where(
            (Guardianship.pupil == cycle.pupil_id)
            & Guardianship.may_see
            & (Guardianship.ends_on.is_null() | (Guardianship.ends_on >= today))
        )
        .tuples()
    )
    teaching = (
        Assignment.select(Assignment.person)
        .join(Placement, on=(Placement.room == Assignment.room))
        .where(
            (Placement.pupil == cycle.pupil_id)
            & (Placement.state == "current")
            & (Assignment.setting == cycle.setting_id)
            & (Assignment.ends_on.is_null() | (Assignment.ends_on >= today))
        )
    )
    running = Provision.select(Provision.deliverer).where(
        (Provision.pupil == cycle.pupil_id) & Provision.deliverer.is_null(False) & Provision.status.in_(IN_PLAN)
    )
    staff = (
        Person.select(Person.id, Person.name, Membership.role)
        .join(Membership, on=(Membership.person == Person.id))
        .where(
            (Membership.setting == cycle.setting_id)
            & (Membership.ends_on.is_null() | (Membership.ends_on >= today))
            & (Person.id.in_(teaching) | Person.id.in_(running) | (Person.id == (cycle.responsible_teacher_id or 0)))
        )
        .order_by(Person.name)
        .tuples()
    )
    readers = [Receiver(name, relation, person) for person, name, relation in family]
    readers += [Receiver(name, role_name(role), person) for person, name, role in staff]
    return list({reader.person: reader for reader in reversed(readers)}.values())[::-1]


class Logged(NamedTuple):
    """One line of a cycle's log."""

    id: int
    title: str
    body: str
    occurred_on: date
    by: str | None
    audience: str


def log_of(cycle: int, limit: int = 30) -> list[Logged]:
    """The newest sessions and notes of a cycle that the reader may see. One statement.

    Staff of other settings are not named: the setting may be withheld.
    """
    name = Case(None, ((Entry.setting == sight.required().setting, Person.name),), None)
    rows = (
        Entry.select(Entry.id, Entry.title, Entry.body, Entry.occurred_on, name, Entry.audience)
        .join(Person, JOIN.LEFT_OUTER, on=(Entry.author == Person.id))
        .where((Entry.cycle_id == cycle) & (Entry.stage == "do"))
        .order_by(Entry.occurred_on.desc(), Entry.id.desc())
        .limit(limit)
        .tuples()
    )
    return list(map(Logged._make, rows))


def has_plan_by_law(pupil: int) -> bool:
    """Whether the child has an education, health and care plan: E on a register today."""
    found = Registration.select().where(
        (Registration.pupil == pupil) & (Registration.code == "E") & Registration.ends_on.is_null()
    )
    return bool(found.exists())
