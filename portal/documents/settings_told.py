"""A child's settings and their people as a paper tells them: a paper lies about, so no withheld setting is named on any."""

from __future__ import annotations

from typing import NamedTuple

from flask_babel import gettext as _
from peewee import fn

from portal import clock
from portal.access.permissions import SENCO
from portal.accounts.models import Membership, Person
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Provision
from portal.organisation.models import Setting
from portal.pupils.models import Placement


class Told(NamedTuple):
    """Names that may stand on a paper. `hidden`: settings that go by "a setting", also for those who work there."""

    names: dict[int, str]
    hidden: frozenset[int]
    people: dict[int, str]

    def secret(self, setting: int | None) -> bool:
        """Whether a setting, and everybody who works there, goes unnamed."""
        return setting in self.hidden

    def named(self, setting: int | None) -> str:
        """A setting's name, or "a setting"."""
        return _("a setting") if setting is None or self.secret(setting) else self.names.get(setting, _("a setting"))

    def person(self, person: int | None, setting: int | None) -> str:
        """Somebody of a setting by name; "" where they are not to be named, or nobody is."""
        return "" if person is None or self.secret(setting) else self.people.get(person, "")

    def giver(self, row: Provision) -> str:
        """Who gives help: by their account, or as typed; "" where they are not to be named."""
        typed = "" if self.secret(row.setting_id) else row.deliverer_name
        return self.person(row.deliverer_id, row.setting_id) or typed


def told(pupil: int) -> Told:
    """The settings of a child and those who answer for a cycle or give help. Two statements."""
    rows = list(
        Placement.select(Placement.setting, Setting.name, Placement.withheld)
        .join(Setting)
        .where(Placement.pupil == pupil)
        .tuples()
    )
    at_work = (
        Provision.select(Provision.deliverer.alias("person"))
        .where((Provision.pupil == pupil) & Provision.deliverer.is_null(False))
        .union(
            Cycle.select(Cycle.responsible_teacher.alias("person")).where(
                (Cycle.pupil == pupil) & Cycle.responsible_teacher.is_null(False)
            )
        )
    )
    people = Person.select(Person.id, fn.COALESCE(Person.name, "")).where(Person.id.in_(at_work)).tuples()
    return Told(
        {setting: name for setting, name, _withheld in rows},
        frozenset(setting for setting, _name, withheld in rows if withheld),
        dict(people),
    )


def senco_of(cycle: Cycle, known: Told) -> str:
    """The SENCO where the cycle is, by name; "" where they are not to be named. At most one statement."""
    if known.secret(cycle.setting_id):
        return ""
    row = (
        Person.select(Person.name)
        .join(Membership, on=(Membership.person == Person.id))
        .where((Membership.setting == cycle.setting_id) & Membership.role.in_(SENCO))
        .where(Membership.ends_on.is_null() | (Membership.ends_on >= clock.today()))
        .order_by(Membership.id)
        .first()
    )
    return row.name if row else ""
