"""What a teacher, assistant, key person or outside professional sees first: their children, groups, what works."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from flask_babel import format_date
from peewee import JOIN, fn

from portal.access.prepared import Prepared
from portal.access.sight import Bind
from portal.cycles.learn.models import Learning
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Provision
from portal.organisation.models import Room, Setting
from portal.pupils.models import Involvement, Placement, Pupil
from portal.register.models import Registration


class MyChild(NamedTuple):
    """A child whom the reader teaches, keys, helps or covers."""

    id: int
    forename: str
    surname: str
    year_group: str | None
    room: str | None
    code: str | None
    starts_on: date
    cycle: int | None
    stage: str | None
    review_on: date | None

    @property
    def name(self) -> str:
        """First name and surname."""
        return f"{self.forename} {self.surname}"

    @property
    def review_day(self) -> str:
        """ "4 Dec"."""
        return str(format_date(self.review_on, "d MMM")) if self.review_on else ""


_FORENAME = fn.COALESCE(fn.NULLIF(Pupil.preferred_forename, ""), Pupil.forename)
_SURNAME = fn.COALESCE(fn.NULLIF(Pupil.preferred_surname, ""), Pupil.surname)

_mine: Prepared[MyChild] = Prepared(
    MyChild,
    lambda: (
        Placement.select(
            Pupil.id, _FORENAME, _SURNAME, Placement.year_group, Room.name, Registration.code, Placement.starts_on,
            Cycle.id, Cycle.stage, Cycle.review_on,
        )
        .join(Pupil, on=Placement.pupil == Pupil.id)
        .join(Room, JOIN.LEFT_OUTER, on=Placement.room == Room.id)
        .join(
            Registration, JOIN.LEFT_OUTER,
            on=(Registration.pupil == Pupil.id) & (Registration.setting == Bind("at")) & Registration.ends_on.is_null(),
        )
        .join(Cycle, JOIN.LEFT_OUTER, on=(Cycle.pupil == Pupil.id) & Cycle.closed_on.is_null())
        .where((Placement.setting == Bind("at")) & Placement.state.in_(("current", "coming")))
        .order_by(Room.name, Pupil.surname_fold, Pupil.id)
    ),
)  # fmt: skip


def my_children(setting: int) -> list[MyChild]:
    """The reader's children at the setting, by room. One statement."""
    return list({row.id: row for row in _mine.rows(at=setting)}.values())


def what_works(pupils: Collection[int], most: int = 3) -> dict[int, list[str]]:
    """The newest things that help each child, at most `most`. One statement; none for no child."""
    found: dict[int, list[str]] = {pupil: [] for pupil in pupils}
    if not found:
        return found
    rows = (
        Learning.select(Learning.pupil, Learning.text)
        .where(Learning.pupil.in_(list(found)) & (Learning.kind == "helps") & Learning.retired_on.is_null())
        .order_by(Learning.learnt_on.desc(), Learning.id.desc())
    )
    for pupil, text in rows.tuples():
        if len(found[pupil]) < most:
            found[pupil].append(text)
    return found


class Session(NamedTuple):
    """A provision that the reader gives, to one child or as part of a group."""

    id: int
    name: str
    group_name: str
    when_text: str
    place: str
    pupil: int
    forename: str
    surname: str


_given: Prepared[Session] = Prepared(
    Session,
    lambda: (
        Provision.select(
            Provision.id, Provision.name, Provision.group_name, Provision.when_text, Provision.place, Pupil.id,
            _FORENAME, _SURNAME,
        )
        .join(Pupil, on=Provision.pupil == Pupil.id)
        .where((Provision.deliverer == Bind("me")) & (Provision.status == "running"))
        .order_by(Provision.name, Provision.group_name, Pupil.surname_fold)
    ),
)  # fmt: skip


class Group(NamedTuple):
    """Children who have the same help at the same time and place."""

    name: str
    when: str
    place: str
    children: list[str]


def my_groups(person: int) -> list[Group]:
    """What the reader gives: children together as far as name, time and place are the same. One statement."""
    found: dict[tuple[str, str, str, str], list[str]] = {}
    for row in _given.rows(me=person):
        key = (row.name, row.group_name or "", row.when_text, row.place)
        found.setdefault(key, []).append(f"{row.forename} {row.surname}")
    return [Group(name, when, place, children) for (name, _group, when, place), children in found.items()]


class Asked(NamedTuple):
    """A child about whom an outside professional was asked, until a date."""

    id: int
    forename: str
    surname: str
    purpose: str
    until: date
    place: str | None
    hidden: bool | None
    review_on: date | None

    @property
    def name(self) -> str:
        """First name and surname."""
        return f"{self.forename} {self.surname}"


_asked: Prepared[Asked] = Prepared(
    Asked,
    lambda: (
        Involvement.select(
            Pupil.id, _FORENAME, _SURNAME, Involvement.purpose, Involvement.until, Setting.name, Placement.withheld,
            Cycle.review_on,
        )
        .join(Pupil, on=Involvement.pupil == Pupil.id)
        .join(
            Placement, JOIN.LEFT_OUTER,
            on=(Placement.pupil == Pupil.id) & (Placement.state == "current") & Placement.main,
        )
        .join(Setting, JOIN.LEFT_OUTER, on=Placement.setting == Setting.id)
        .join(Cycle, JOIN.LEFT_OUTER, on=(Cycle.pupil == Pupil.id) & Cycle.closed_on.is_null())
        .where((Involvement.until >= Bind("today")) & (Involvement.starts_on <= Bind("today")))
        .order_by(Involvement.until, Pupil.surname_fold)
    ),
)  # fmt: skip


def asked_about() -> list[Asked]:
    """The children a professional was asked about, soonest end first. One statement."""
    return _asked.rows()
