"""The children whom an officer may open by name: caseload, and those named with a reason in the last 30 days."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from peewee import JOIN, Case, fn

from portal.access.prepared import Prepared
from portal.access.sight import Bind
from portal.accounts.models import Membership, Person
from portal.pupils.models import NamedAccess, Pupil


class Open(NamedTuple):
    """A child whom the reader may open, why, and until when (None: caseload, without an end)."""

    pupil: int
    forename: str
    surname: str
    purpose: str
    caseload: bool
    until: date | None

    @property
    def name(self) -> str:
        """First name and surname."""
        return f"{self.forename} {self.surname}"


_mine: Prepared[Open] = Prepared(
    Open,
    lambda: (
        NamedAccess.select(
            Pupil.id, fn.COALESCE(fn.NULLIF(Pupil.preferred_forename, ""), Pupil.forename),
            fn.COALESCE(fn.NULLIF(Pupil.preferred_surname, ""), Pupil.surname), NamedAccess.purpose,
            NamedAccess.caseload, NamedAccess.until,
        )
        .join(Pupil, on=NamedAccess.pupil == Pupil.id)
        .where(
            (NamedAccess.person == Bind("me"))
            & (NamedAccess.starts_on <= Bind("today"))
            & (NamedAccess.until.is_null() | (NamedAccess.until >= Bind("today")))
        )
        .order_by(Case(None, ((NamedAccess.until.is_null(), 1),), 0), NamedAccess.until, Pupil.surname_fold)
        .limit(100)
    ),
)  # fmt: skip


def mine(person: int) -> list[Open]:
    """Whom the reader may open now, soonest end first. One statement."""
    return list({row.pupil: row for row in reversed(_mine.rows(me=person))}.values())[::-1]


class Officer(NamedTuple):
    """A person of the authority to whom a caseload can be given."""

    id: int
    name: str
    role: str


def officers(today: date) -> list[Officer]:
    """The authority's people by name. One statement."""
    rows = (
        Person.select(Person.id, Person.name, Membership.role)
        .join(Membership, JOIN.INNER, on=Membership.person == Person.id)
        .where(
            Membership.role.in_(("la_admin", "la_officer", "area_senco"))
            & (Membership.starts_on <= today)
            & (Membership.ends_on.is_null() | (Membership.ends_on >= today))
            & Person.active
        )
        .order_by(Person.name)
    )
    return [Officer(*row) for row in rows.tuples()]
