"""The week of a class: every session of the reader's children from Monday to Friday, and what became of each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from peewee import JOIN, fn

from portal.access.prepared import Prepared
from portal.access.sight import Bind
from portal.accounts.models import Person
from portal.cycles.do.models import Delivery
from portal.cycles.do.session_queries import WITH_SESSIONS
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Provision, Slot
from portal.pupils.models import Pupil
from portal.timeline.models import Entry

_FORENAME = fn.COALESCE(fn.NULLIF(Pupil.preferred_forename, ""), Pupil.forename)
_SURNAME = fn.COALESCE(fn.NULLIF(Pupil.preferred_surname, ""), Pupil.surname)
NEW_FOR = timedelta(weeks=1)
"""How long a change counts as news for those who give the help."""


class Help(NamedTuple):
    """One child's help with sessions. `giver`: who gives it by the plan; `teacher`: who answers for the child's plan."""

    id: int
    pupil: int
    forename: str
    surname: str
    name: str
    group_name: str
    place: str
    status: str
    times_a_week: int | None
    starts_on: date
    ended_on: date | None
    giver_name: str | None
    deliverer_name: str
    cycle: int | None
    stage: str | None
    teacher: int | None
    briefings: str | None

    @property
    def child(self) -> str:
        """First name and surname."""
        return f"{self.forename} {self.surname}"

    @property
    def giver(self) -> str:
        """Who gives it, "" where nobody is named."""
        return self.giver_name or self.deliverer_name


_helps: Prepared[Help] = Prepared(
    Help,
    lambda: (
        Provision.select(
            Provision.id, Pupil.id, _FORENAME, _SURNAME, Provision.name, Provision.group_name, Provision.place,
            Provision.status, Provision.times_a_week, Provision.starts_on, Provision.ended_on, Person.name,
            Provision.deliverer_name, Cycle.id, Cycle.stage, Cycle.responsible_teacher, Cycle.briefings,
        )
        .join(Pupil, on=Provision.pupil == Pupil.id)
        .join_from(Provision, Person, JOIN.LEFT_OUTER, on=Provision.deliverer == Person.id)
        .join_from(
            Provision, Cycle, JOIN.LEFT_OUTER,
            on=(Cycle.pupil == Provision.pupil) & (Cycle.setting == Provision.setting) & Cycle.closed_on.is_null(),
        )
        .where((Provision.setting == Bind("at")) & Provision.kind.in_(WITH_SESSIONS) & (Provision.status != "planned"))
        .where(Provision.starts_on <= Bind("last"))
        .where(Provision.ended_on.is_null() | (Provision.ended_on > Bind("first")))
        .order_by(Provision.name, Pupil.surname_fold, Provision.id)
    ),
)  # fmt: skip


def helps(setting: int, first: date, last: date) -> list[Help]:
    """Help with sessions that runs at a setting between two days, of the children in sight. One statement."""
    return _helps.rows(at=setting, first=first, last=last)


class Time(NamedTuple):
    """A time of the week: weekday 1 (Monday) to 7, clock "09:15"."""

    provision: int
    weekday: int
    at: str


def times(provisions: Iterable[int]) -> list[Time]:
    """The times of the week of some help, those where it is given now first of the day. One statement."""
    rows = (
        Slot.select(Slot.provision, Slot.weekday, Slot.at)
        .join(Provision, on=(Provision.id == Slot.provision) & (Provision.setting == Slot.setting))
        .where(Slot.provision.in_(list(provisions) or [0]) & Slot.ended_on.is_null())
        .order_by(Slot.weekday, Slot.at)
    )
    return list(map(Time._make, rows.tuples()))


class Logged(NamedTuple):
    """What was logged of one session; `by`: who covered, "" as planned."""

    provision: int
    on: date
    given: bool
    cause: str
    covering: str | None
    covered_name: str

    @property
    def by(self) -> str:
        """Who gave it instead, "" where it was given as planned."""
        return self.covering or self.covered_name


def logged(provisions: Iterable[int], first: date, last: date) -> dict[tuple[int, date], Logged]:
    """What was logged of some help between two days, by provision and day. One statement."""
    rows = (
        Delivery.select(
            Delivery.provision, Delivery.on, Delivery.given, Delivery.cause, Person.name, Delivery.covered_name
        )
        .join(Person, JOIN.LEFT_OUTER, on=Delivery.covered_by == Person.id)
        .where(Delivery.provision.in_(list(provisions) or [0]) & Delivery.on.between(first, last))
    )
    return {(row.provision, row.on): row for row in map(Logged._make, rows.tuples())}


class News(NamedTuple):
    """A change of help that those who give it should know."""

    pupil: int
    title: str
    body: str
    on: date


def news(pupils: Iterable[int], since: date) -> list[News]:
    """What changed in the help of some children since a day, newest first, at most ten. One statement."""
    rows = (
        Entry.select(Entry.pupil, Entry.title, Entry.body, Entry.occurred_on)
        .where(Entry.pupil.in_(set(pupils) or {0}) & (Entry.kind == "provision_changed") & (Entry.occurred_on >= since))
        .order_by(Entry.occurred_on.desc(), Entry.id.desc())
        .limit(10)
    )
    return list(map(News._make, rows.tuples()))


def teachers(people: Iterable[int]) -> list[tuple[int, str]]:
    """Teachers by name. One statement, none for nobody."""
    wanted = set(people)
    if not wanted:
        return []
    return list(Person.select(Person.id, Person.name).where(Person.id.in_(wanted)).order_by(Person.name).tuples())
