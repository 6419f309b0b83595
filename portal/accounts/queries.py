"""Reads about people: their roles in force, their sessions, their invitations."""

from datetime import datetime
from typing import NamedTuple

from flask import abort
from peewee import JOIN

from portal import clock
from portal.accounts import sessions
from portal.accounts.models import Credential, Invitation, Membership, Person, Session
from portal.db import database
from portal.organisation.models import Setting


class Role(NamedTuple):
    """A role that somebody can choose. `membership` is None for the family's."""

    membership: int | None
    role: str
    place: str
    job_title: str


def roles_of(person: int) -> list[Role]:
    """The roles in force today, the family's last. Two statements."""
    today = clock.today()
    rows = (
        Membership.select(Membership.id, Membership.role, Setting.name, Membership.job_title)
        .join(Setting, JOIN.LEFT_OUTER)
        .where(
            (Membership.person == person)
            & (Membership.starts_on <= today)
            & (Membership.ends_on.is_null() | (Membership.ends_on >= today))
        )
        .order_by(Setting.name, Membership.id)
        .tuples()
    )
    found = [Role(membership, role, place or "", title) for membership, role, place, title in rows]
    family = _family_role(person)
    return [*found, Role(None, family, "", "")] if family else found


# Guardians stand below this slice, so plain SQL counts them.
_FAMILY = """SELECT COUNT(*), COALESCE(SUM(CASE WHEN relationship = 'self' THEN 1 ELSE 0 END), 0)
 FROM guardianship /*rule*/ WHERE person_id = {0} AND may_see AND starts_on <= {0}
 AND (ends_on IS NULL OR ends_on >= {0})"""


def _family_role(person: int) -> str:
    """ "parent", "young_person" or ""."""
    today = clock.today()
    kept, own = database.execute_sql(_FAMILY.replace("{0}", database.param), [person, today, today]).fetchone()
    return ("young_person" if own else "parent") if kept else ""


class Known(NamedTuple):
    """An account as sign-in needs it."""

    person: int
    password_hash: str


def account(email: str) -> Known | None:
    """The active account of an e-mail address, or None. One statement, whoever asks."""
    row = (
        Person.select(Person.id, Credential.password_hash)
        .join(Credential)
        .where((Person.email == email.strip().lower()) & Person.active)
        .tuples()
        .first()
    )
    return Known(*row) if row else None


def has_account(person: int) -> bool:
    """Whether somebody has chosen a password."""
    return bool(Credential.select().where(Credential.person == person).exists())


class OpenSession(NamedTuple):
    """A browser in which somebody is signed in."""

    id: int
    started_at: datetime
    seen_at: datetime


def open_sessions(person: int) -> list[OpenSession]:
    """Where somebody is signed in now, the newest first."""
    now = clock.now()
    rows = (
        Session.select(Session.id, Session.started_at, Session.seen_at)
        .where(
            (Session.person == person)
            & Session.revoked_at.is_null()
            & (Session.ends_at > now)
            & (Session.seen_at > now - sessions.IDLE)
        )
        .order_by(Session.started_at.desc(), Session.id.desc())
        .tuples()
    )
    return [OpenSession(*row) for row in rows]


def person_or_404(person: int) -> Person:
    """Somebody by id."""
    found = Person.get_or_none(Person.id == person)
    if found is None:
        abort(404)
    return found


def invitation(token: str) -> Invitation | None:
    """The invitation of a link while it can be used; None when used, replaced, too old or invented."""
    return (
        Invitation.select(Invitation, Person)
        .join(Person, on=Invitation.person)
        .where(
            (Invitation.token_hash == sessions.digest(token))
            & Invitation.used_at.is_null()
            & (Invitation.ends_at > clock.now())
            & Person.active
        )
        .first()
    )


class DemoPerson(NamedTuple):
    """Somebody who can be tried out in the demo."""

    person: int
    membership: int | None
    name: str
    role: str
    place: str
    job_title: str


def demo_people() -> list[DemoPerson]:
    """Everybody with a role in the demo, by setting; families last."""
    rows = (
        Membership.select(
            Person.id,
            Membership.id,
            Person.name,
            Membership.role,
            Setting.name,
            Membership.job_title,
            Person.profession,
        )
        .join(Person, on=Membership.person)
        .switch(Membership)
        .join(Setting, JOIN.LEFT_OUTER)
        .where(Person.active & (Membership.ends_on.is_null() | (Membership.ends_on >= clock.today())))
        .order_by(Setting.name, Membership.id)
        .tuples()
    )
    staff = [
        DemoPerson(who, mid, name, role, place or "", title or job) for who, mid, name, role, place, title, job in rows
    ]
    sql = """SELECT p.id, p.name, MAX(CASE WHEN g.relationship = 'self' THEN 1 ELSE 0 END)
 FROM guardianship /*rule*/ g JOIN person p ON p.id = g.person_id WHERE g.may_see GROUP BY p.id, p.name ORDER BY p.id"""
    family = [
        DemoPerson(who, None, name, "young_person" if own else "parent", "", "")
        for who, name, own in database.execute_sql(sql).fetchall()
    ]
    return [*staff, *family]


def demo_person(person: int) -> bool:
    """Whether somebody of the demo can be tried out."""
    return bool(Person.select().where((Person.id == person) & Person.active).exists())
