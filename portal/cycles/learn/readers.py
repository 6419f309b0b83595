"""The adults who work with a child day by day: they reflect in the pause to learn, and read what works for the child."""

from __future__ import annotations

from typing import NamedTuple

from portal import clock
from portal.accounts.models import Assignment, Membership, Person
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Provision
from portal.pupils.models import Placement

# Cover is there for a day and reads what works then; nobody waits for their receipt.
_ROLES = ("teacher", "childminder", "ta", "senco", "head", "dsl")


class Adult(NamedTuple):
    """Somebody who teaches or supports the child: `role` at the setting, as roles are called in access/permissions.py."""

    person: int
    name: str
    role: str


def adults(pupil: int, setting: int | None) -> list[Adult]:
    """Everybody at a setting who teaches the child or the child's class, is the key person, gives help or answers for the plan.

    By name, each once. One statement; nobody where there is no setting.
    """
    if setting is None:
        return []
    today = clock.today()
    rows = (
        Membership.select(Person.id, Person.name, Membership.role)
        .join(Person, on=Membership.person == Person.id)
        .where((Membership.setting == setting) & (Membership.starts_on <= today) & Person.active)
        .where(Membership.ends_on.is_null() | (Membership.ends_on >= today))
        .where(Membership.role.in_(_ROLES))
        .where(
            Person.id.in_(_assigned(pupil, setting))
            | Person.id.in_(_keyed(pupil, setting))
            | Person.id.in_(_giving(pupil))
            | Person.id.in_(_answering(pupil))
        )
        .order_by(Person.name, Person.id, Membership.id)
        .tuples()
    )
    return list({person: Adult(person, name, role) for person, name, role in reversed(list(rows))}.values())[::-1]


def _here(pupil: int, setting: int) -> object:
    """The child's place at the setting, today or on its way."""
    return (Placement.pupil == pupil) & (Placement.setting == setting) & Placement.state.in_(("current", "coming"))


def _assigned(pupil: int, setting: int) -> object:
    today = clock.today()
    room = Placement.select(Placement.room).where(_here(pupil, setting) & Placement.room.is_null(False))
    return (
        Assignment.select(Assignment.person)
        .where((Assignment.setting == setting) & ~Assignment.cover & (Assignment.starts_on <= today))
        .where(Assignment.ends_on.is_null() | (Assignment.ends_on >= today))
        .where((Assignment.pupil_id == pupil) | Assignment.room.in_(room))
    )


def _keyed(pupil: int, setting: int) -> object:
    return Placement.select(Placement.key_person).where(_here(pupil, setting) & Placement.key_person.is_null(False))


def _giving(pupil: int) -> object:
    return Provision.select(Provision.deliverer).where(
        (Provision.pupil == pupil) & Provision.status.in_(("planned", "running")) & Provision.deliverer.is_null(False)
    )


def _answering(pupil: int) -> object:
    return Cycle.select(Cycle.responsible_teacher).where(
        (Cycle.pupil == pupil) & Cycle.closed_on.is_null() & Cycle.responsible_teacher.is_null(False)
    )
