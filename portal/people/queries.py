"""Reads of who is what: staff of a setting, people around a child, and what somebody owns."""

from datetime import date, timedelta
from typing import Any, NamedTuple

from flask import abort
from peewee import JOIN, fn

from portal import clock
from portal.access import sight
from portal.access.me import Me
from portal.accounts.models import Assignment, Credential, Membership, Person
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Provision, Target
from portal.db import database
from portal.organisation.models import Room, Setting
from portal.pupils.models import Contact, Guardianship, Involvement, Placement, Pupil
from portal.pupils.queries import Child, child_or_404
from portal.register.models import Registration

# Roles that ended are shown this long, so that a handover can be looked up.
_REMEMBERED = timedelta(days=365)


class Member(NamedTuple):
    """Somebody's role. `account`: whether they have chosen a password."""

    id: int
    person: int
    name: str
    email: str
    role: str
    job_title: str
    setting: int | None
    setting_name: str
    starts_on: date
    ends_on: date | None
    account: bool

    @property
    def ended(self) -> bool:
        """Whether the last day has passed."""
        return self.ends_on is not None and self.ends_on < clock.today()


def _members() -> Any:
    return (
        Membership.select(
            Membership.id, Person.id, Person.name, fn.COALESCE(Person.email, ""), Membership.role, Membership.job_title,
            Membership.setting, Setting.name, Membership.starts_on, Membership.ends_on, Credential.id,
        )
        .join(Person, on=Membership.person)
        .join(Credential, JOIN.LEFT_OUTER, on=(Credential.person == Person.id))
        .switch(Membership)
        .join(Setting, JOIN.LEFT_OUTER)
    )  # fmt: skip


def _member(row: tuple[Any, ...]) -> Member:
    *facts, account = row
    facts[7] = facts[7] or ""
    return Member._make([*facts, account is not None])


def members(setting: int | None) -> list[Member]:
    """The people of a setting, or (None) of the authority: in force first, then ended. One statement."""
    ours = (Membership.setting == setting) if setting else Membership.setting.is_null()
    since = clock.today() - _REMEMBERED
    query = _members().where(ours & (Membership.ends_on.is_null() | (Membership.ends_on >= since)))
    found = [_member(row) for row in query.order_by(Person.name, Membership.id).tuples()]
    return sorted(found, key=lambda one: one.ended)


def member_or_404(membership: int, who: Me) -> Member:
    """A role at the reader's setting (for an administrator: any), or 404."""
    row = _members().where(Membership.id == membership).tuples().first()
    found = _member(row) if row else None
    if found is None or (who.role != "la_admin" and found.setting != who.setting):
        abort(404)
    return found


class Place(NamedTuple):
    """A room or child that somebody teaches, keys or covers."""

    id: int
    name: str
    cover: bool
    ends_on: date | None


def places(member: Member) -> list[Place]:
    """What somebody is assigned to at a setting now or later."""
    rows = (
        Assignment.select(Assignment.id, Room.name, Assignment.pupil_id, Assignment.cover, Assignment.ends_on)
        .join(Room, JOIN.LEFT_OUTER)
        .where(
            (Assignment.person == member.person)
            & (Assignment.setting == member.setting)
            & (Assignment.ends_on.is_null() | (Assignment.ends_on >= clock.today()))
        )
        .order_by(Assignment.id)
        .tuples()
    )
    rows = list(rows)
    names = {row.id: row.name for row in Pupil.select().where(Pupil.id.in_([row[2] for row in rows if row[2]]))}
    found = [Place(one, room or names.get(pupil, ""), cover, ends) for one, room, pupil, cover, ends in rows]
    return [place for place in found if place.name]


def rooms(setting: int) -> list[tuple[str, str]]:
    """The rooms of a setting, to choose from."""
    rows = Room.select().where((Room.setting == setting) & Room.ended_on.is_null()).order_by(Room.name)
    return [(str(row.id), row.name) for row in rows]


class Owned(NamedTuple):
    """Something that somebody answers for. kind: provision, target, review, teacher, key_person or register."""

    kind: str
    pupil: int
    child: str
    text: str
    day: date | None = None


def owned(person: int, name: str, setting: int | None) -> list[Owned]:
    """What is left without an owner when somebody's role at a setting ends. Six statements."""
    here = setting or 0
    found = [
        Owned("provision", row.pupil_id, row.pupil.name, row.name)
        for row in Provision.select(Provision, Pupil)
        .join(Pupil, on=Provision.pupil)
        .where((Provision.deliverer == person) & (Provision.setting == here))
        .where(Provision.status.in_(("running", "planned", "paused")))
    ]
    found += [
        Owned("target", row.pupil_id, row.pupil.name, row.does_what, row.by_when)
        for row in Target.select(Target, Pupil)
        .join(Pupil, on=Target.pupil)
        .switch(Target)
        .join(Cycle, on=Target.cycle)
        .where(Cycle.closed_on.is_null() & (Cycle.setting == here) & Target.measured_by.contains(name))
    ]
    for row in (
        Cycle.select(Cycle, Pupil)
        .join(Pupil, on=Cycle.pupil)
        .where(Cycle.closed_on.is_null() & (Cycle.setting == here))
        .where((Cycle.lead == person) | (Cycle.responsible_teacher == person))
    ):
        kind = "review" if row.lead_id == person else "teacher"
        found.append(Owned(kind, row.pupil_id, row.pupil.name, "", row.review_on))
    found += [
        Owned("key_person", row.pupil_id, row.pupil.name, "")
        for row in Placement.select(Placement, Pupil)
        .join(Pupil, on=Placement.pupil)
        .where((Placement.key_person == person) & (Placement.setting == here) & (Placement.state == "current"))
    ]
    found += [
        Owned("register", row.pupil_id, row.pupil.name, "")
        for row in Registration.select(Registration, Pupil)
        .join(Pupil, on=Registration.pupil)
        .where((Registration.lead == person) & (Registration.setting == here) & Registration.ends_on.is_null())
    ]
    return sorted(found, key=lambda one: (one.child, one.kind))


def child_of_ours_or_404(pupil: int, who: Me) -> Child:
    """A child who is at the reader's setting now (not one still to come), or 404."""
    child = child_or_404(pupil)
    here = (Placement.pupil == pupil) & (Placement.setting == who.setting) & (Placement.state == "current")
    if who.setting is not None and not Placement.select().where(here).exists():
        abort(404)
    return child


class Guardian(NamedTuple):
    """Somebody of a child's family, and whether they see the record."""

    id: int
    name: str
    relationship: str
    responsibility: bool
    may_see: bool
    ends_on: date | None


def guardians(pupil: int) -> list[Guardian]:
    """The family of a child who have a right to see."""
    rows = (
        Guardianship.select(
            Guardianship.id, Person.name, Guardianship.relationship, Guardianship.parental_responsibility,
            Guardianship.may_see, Guardianship.ends_on,
        )
        .join(Person, on=Guardianship.person)
        .where(Guardianship.pupil == pupil)
        .order_by(Guardianship.id)
        .tuples()
    )  # fmt: skip
    return [Guardian(*row) for row in rows]


class Asked(NamedTuple):
    """An outside professional who was asked about a child."""

    id: int
    name: str
    profession: str
    organisation: str
    purpose: str
    until: date


def asked(pupil: int) -> list[Asked]:
    """The professionals asked about a child whose date has not passed."""
    rows = (
        Involvement.select(
            Involvement.id, Person.name, Person.profession, Person.organisation, Involvement.purpose, Involvement.until
        )
        .join(Person, on=Involvement.person)
        .where((Involvement.pupil == pupil) & (Involvement.until >= clock.today()))
        .order_by(Involvement.id)
        .tuples()
    )
    return [Asked(*row) for row in rows]


def contacts(pupil: int) -> list[Contact]:
    """Contacts as files and forms gave them, in their order; for leaders and the authority only. One statement."""
    return list(Contact.select().where(Contact.pupil == pupil).order_by(Contact.position, Contact.id))


def others_children(person: int) -> int:
    """How many children, not in sight of who is looking, somebody is family or professional of."""
    mark = database.param
    sql = (
        "SELECT pupil_id FROM guardianship /*rule*/ WHERE person_id = {0}"
        " UNION SELECT pupil_id FROM involvement /*rule*/ WHERE person_id = {0}"
    )
    known = {row[0] for row in database.execute_sql(sql.replace("{0}", mark), [person, person]).fetchall()}
    seen = {row.id for row in Pupil.select(Pupil.id).where(Pupil.id.in_(list(known)))} if known else set()
    return len(known - seen) if not sight.required().system else 0
