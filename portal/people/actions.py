"""Giving and ending roles, and inviting the people around a child."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from flask_babel import gettext as _

from portal import clock
from portal.access.acting import Act, Refused
from portal.accounts import actions as accounts
from portal.accounts import sessions
from portal.accounts.models import AUTHORITY_ROLES, Assignment, Membership, Person
from portal.db import database
from portal.organisation.models import Room, Setting
from portal.organisation.names import fold
from portal.people.giving import may_give, may_hold_link
from portal.pupils.models import Guardianship, Involvement, Pupil
from portal.timeline import audiences
from portal.timeline.record import Story, record

# One address, without the signs that mean something else in the header of a letter.
_ADDRESS = re.compile(r"[^@\s,;:<>()\[\]\\\"]+@[^@\s,;:<>()\[\]\\\"]+\.[^@\s,;:<>()\[\]\\\"]+")


class Invited(NamedTuple):
    """What an invitation made. `link` is "" where the person has an account, or was invited elsewhere."""

    person: Person
    link: str


def add_member(
    act: Act, name: str, email: str, role: str, starts_on: date, job_title: str = "", setting: int | None = None
) -> Invited:
    """Give somebody a role, at the actor's setting or (an administrator) at any. Raises Refused."""
    place = setting if act.role == "la_admin" else act.setting
    if not may_give(act, role):
        raise Refused(_("Somebody else gives that role: the head, or the local authority."))
    if role in (*AUTHORITY_ROLES, "professional"):
        place = None
    elif place is None or not Setting.select().where(Setting.id == place).exists():
        raise Refused(_("Choose the setting."))
    person = _person(name, email)
    if person.id is not None and _has(person, role, place, starts_on):
        raise Refused(_("%(name)s has that role already.", name=person.name))
    row = Membership(
        person=person, setting=place, role=role, job_title=job_title, starts_on=starts_on, added_by=act.person
    )
    title = f"{person.name} is {role} from {starts_on.isoformat()}"
    return _invited(act, person, Story("people_changed", title, audience=_ours(act)), row)


def renew_link(act: Act, membership: Membership) -> Invited:
    """A new first link for somebody whose role one may give; the one before stops working. Raises Refused."""
    person = membership.person
    if not may_give(act, membership.role) or not may_hold_link(act, person):
        raise Refused(_("You cannot make a link for this person. They have an account, or were invited elsewhere too."))
    with database.atomic():
        record(act, Story("people_changed", f"{person.name}: a new link was made", audience=_ours(act)), pupil=None)
        return Invited(person, accounts.new_link(person.id, act.person))


def reset_link(act: Act, person: Person) -> Invited:
    """A link for a forgotten password: by an administrator, and on record. Raises Refused."""
    if act.role != "la_admin":
        raise Refused(_("A forgotten password is for the local authority."))
    with database.atomic():
        story = Story("people_changed", f"{person.name}: a link for a new password was made", audience=_ours(act))
        record(act, story, pupil=None)
        return Invited(person, accounts.new_link(person.id, act.person, "reset"))


def end_role(act: Act, membership: Membership, last_day: date) -> None:
    """End a role, and the rooms and children that went with it, after a last day. Raises Refused."""
    if membership.person_id == act.person:
        raise Refused(_("Somebody else ends your role, so that nobody is left without one by mistake."))
    if not may_give(act, membership.role):
        raise Refused(_("Somebody else ends that role: the head, or the local authority."))
    membership.ends_on = last_day
    places = list(
        Assignment.select().where(
            (Assignment.person == membership.person_id)
            & (Assignment.setting == membership.setting_id)
            & (Assignment.ends_on.is_null() | (Assignment.ends_on > last_day))
        )
    )
    for place in places:
        place.ends_on = last_day
    title = f"{membership.person.name} is no longer {membership.role} after {last_day.isoformat()}"
    with database.atomic():
        record(act, Story("people_changed", title, audience=_ours(act)), membership, *places, pupil=None)
        if last_day < clock.today():
            sessions.end_all(membership.person_id)


def assign(act: Act, membership: Membership, room: Room, until: date | None, cover: bool) -> Assignment:
    """Let somebody see the children of a room: to teach or key them, or to cover until a date. Raises Refused."""
    if room.setting_id != membership.setting_id:
        raise Refused(_("That room is not of this setting."))
    if cover and until is None:
        raise Refused(_("Enter the last day of the cover."))
    row = Assignment(
        person=membership.person_id, setting=membership.setting_id, room=room, cover=cover, starts_on=act.today,
        ends_on=until,
    )  # fmt: skip
    title = f"{membership.person.name}: {room.name}"
    record(act, Story("people_changed", title, audience=_ours(act)), row, pupil=None)
    return row


def invite_guardian(act: Act, pupil: Pupil, name: str, email: str, relationship: str, responsibility: bool) -> Invited:
    """Let somebody of the family see a child's record. Raises Refused."""
    person = _person(name, email)
    row = None
    if person.id is not None:
        row = Guardianship.get_or_none((Guardianship.pupil == pupil) & (Guardianship.person == person))
    if row is not None and row.may_see and (row.ends_on is None or row.ends_on >= act.today):
        raise Refused(_("%(name)s sees this record already.", name=person.name))
    if row is not None and act.role != "la_admin":
        # Ended at once, as by a court order: whoever comes after may not know why.
        raise Refused(
            _("%(name)s could see this record, and that was ended. Only the local authority opens it again.",
              name=person.name)
        )  # fmt: skip
    if row is None:
        row = Guardianship(pupil=pupil, person=person, starts_on=act.today)
    row.relationship, row.parental_responsibility = relationship, responsibility
    row.may_see, row.ends_on = True, None
    # Not for the family: with parents apart, one need not learn from here when the other was invited.
    story = Story("contact_changed", f"{person.name} was invited to see this record", audience=audiences.SETTING)
    return _invited(act, person, story, row, pupil=pupil)


def end_guardian(act: Act, row: Guardianship, last_day: date, reason: str) -> None:
    """End somebody's sight of a child at once or after a day: a court order, or their own wish."""
    row.ends_on = last_day
    story = Story(
        "contact_changed", f"{row.person.name} no longer sees this record", body=reason,
        audience=audiences.restricted("head", "childminder"),
    )  # fmt: skip
    with database.atomic():
        record(act, story, row, pupil=row.pupil_id)
        if last_day < clock.today():
            sessions.end_all(row.person_id)


def ask_professional(
    act: Act, pupil: Pupil, name: str, email: str, profession: str, organisation: str, purpose: str, until: date
) -> Invited:
    """Ask somebody from outside about a child: they see the child until a date. Raises Refused."""
    if until > act.today + timedelta(days=366):
        raise Refused(_("Choose a day within a year: what is asked for longer is looked at again each year."))
    person = _person(name, email)
    if person.id is None:
        person.profession, person.organisation = profession, organisation
    rows: list[Membership | Involvement] = [
        Involvement(
            pupil=pupil, person=person, setting=act.setting, purpose=purpose, asked_by=act.person,
            starts_on=act.today, until=until,
        )
    ]  # fmt: skip
    if person.id is None or not _has(person, "professional", None, act.today):
        rows.append(Membership(person=person, role="professional", starts_on=act.today, added_by=act.person))
    story = Story("contact_changed", f"{person.name} was asked: {purpose}", audience=audiences.FAMILY)
    return _invited(act, person, story, *rows, pupil=pupil)


def end_involvement(act: Act, row: Involvement) -> None:
    """A professional no longer sees a child, from now on."""
    row.until = act.today - timedelta(days=1)
    story = Story("contact_changed", f"{row.person.name} is no longer asked", audience=audiences.FAMILY)
    record(act, story, row, pupil=row.pupil_id)


def _ours(act: Act) -> str:
    """Who reads an organisation's own record: the setting, or the authority's people."""
    return audiences.SETTING if act.setting else audiences.PROFESSIONALS


def _person(name: str, email: str) -> Person:
    """The person of an e-mail address, or a new one, not yet saved. Raises Refused."""
    address = email.strip().lower()
    if not _ADDRESS.fullmatch(address):
        raise Refused(_("Enter an e-mail address, like name@example.org"))
    person = Person.get_or_none(Person.email == address)
    if person is None:
        return Person(name=name, email=address, created_at=clock.now())
    if not set(fold(person.name).split()) & set(fold(name).split()):
        raise Refused(_("That address belongs to somebody with another name. Check the address and the name."))
    return person


def _has(person: Person, role: str, setting: int | None, on: date) -> bool:
    """Whether somebody has a role on a day."""
    place = Membership.setting.is_null() if setting is None else Membership.setting == setting
    return bool(
        Membership.select()
        .where((Membership.person == person) & (Membership.role == role) & place)
        .where(Membership.ends_on.is_null() | (Membership.ends_on >= on))
        .exists()
    )


def _invited(
    act: Act, person: Person, story: Story, *rows: Membership | Guardianship | Involvement, pupil: Pupil | None = None
) -> Invited:
    """Record what was given; with a link where the actor may hold one."""
    with database.atomic():
        link = may_hold_link(act, person)
        new = (person,) if person.id is None else ()
        record(act, story, *new, *rows, pupil=pupil)
        return Invited(person, accounts.new_link(person.id, act.person) if link else "")
