"""Who has read what works for a child, and which pages changed since somebody read them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import NamedTuple

from peewee import fn

from portal import clock
from portal.accounts.models import Assignment
from portal.cycles.learn.models import Learning, Reading
from portal.cycles.learn.readers import adults
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Provision
from portal.profile.queries import COUNTED, Stand, stand_of
from portal.pupils.models import Placement, Pupil


class Reader(NamedTuple):
    """An adult of the child. `read_on`: when they read last; `done`: as it stands now; `since`: from when it is new to them."""

    person: int
    name: str
    role: str
    read_on: date | None
    done: bool
    since: date | None


def readers_of(pupil: int, setting: int | None) -> list[Reader]:
    """Everybody at the setting who works with the child: those who have not read first. At most five statements."""
    people = adults(pupil, setting)
    stand, read = stand_of(pupil), _readings([pupil])
    changes, came_on = (_changes(pupil), _came_on(pupil, setting)) if people else ([], None)
    found = []
    for one in people:
        known, on = read.get((pupil, one.person), (None, None))
        done = bool(stand.newest == 0 and not stand.retired) or (known is not None and known.covers(stand))
        found.append(
            Reader(one.person, one.name, one.role, on, done, None if done else _since(changes, known, came_on))
        )
    return sorted(found, key=lambda one: one.done)


def _readings(pupils: Iterable[int]) -> dict[tuple[int, int], tuple[Stand, date]]:
    """How the page stood when somebody read it last, by child and person."""
    rows = (
        Reading.select(
            Reading.pupil, Reading.person, fn.MAX(Reading.newest), fn.MAX(Reading.retired), fn.MAX(Reading.read_on)
        )
        .where(Reading.pupil.in_(list(pupils)))
        .group_by(Reading.pupil, Reading.person)
        .tuples()
    )
    return {(pupil, person): (Stand(newest or 0, retired), on) for pupil, person, newest, retired, on in rows}


def _changes(pupil: int) -> list[tuple[int, date, date | None]]:
    """Every learning in order: id, the day it came, the day it was retired."""
    rows = Learning.select(Learning.id, Learning.learnt_on, Learning.retired_on).where(
        (Learning.pupil == pupil) & COUNTED
    )
    return list(rows.order_by(Learning.id).tuples())


def _since(changes: list[tuple[int, date, date | None]], known: Stand | None, came_on: date | None) -> date | None:
    """The first day on which something came, or left, that this reader does not know; not before the child came here."""
    before = known or Stand(0, 0)
    came = [on for number, on, retired in changes if number > before.newest and retired is None]
    left = sorted(retired for _number, _on, retired in changes if retired is not None)[before.retired :]
    first = min([*came[:1], *(left[:1] if known else [])], default=None)
    return max(filter(None, (first, came_on)), default=None)


def _came_on(pupil: int, setting: int | None) -> date | None:
    """Since when the child has been at the setting, or was expected there."""
    place = (Placement.pupil == pupil) & (Placement.setting == setting) & Placement.state.in_(("current", "coming"))
    row = Placement.select(Placement.starts_on).where(place).order_by(Placement.id.desc()).tuples().first()
    return row[0] if row else None


class Changed(NamedTuple):
    """A child's page that changed: what is new on it (kind and words). `first`: the reader has never read it; `left`: how much was taken off."""

    pupil: int
    name: str
    stand: Stand
    first: bool
    new: list[tuple[str, str]]
    left: int


MOST = 60
"""More children than anybody teaches in one list."""


def changed_for(person: int) -> list[Changed]:
    """Pages of the children with whom a person works that changed since they read them, by name. Three statements."""
    children = _with_whom_i_work(person)
    stands = _stands(list(children))
    read = {pupil: stand for (pupil, who), (stand, _on) in _readings(stands).items() if who == person}
    unread = {pupil: stand for pupil, stand in stands.items() if not (pupil in read and read[pupil].covers(stand))}
    if not unread:
        return []
    words = _words(list(unread))
    return [
        Changed(
            pupil,
            children[pupil],
            stand,
            pupil not in read,
            [
                (kind, text)
                for number, kind, text in words.get(pupil, [])
                if number > (read[pupil].newest if pupil in read else 0)
            ],
            stand.retired - read[pupil].retired if pupil in read else 0,
        )
        for pupil, stand in sorted(unread.items(), key=lambda one: children[one[0]])
    ]


def _with_whom_i_work(person: int) -> dict[int, str]:
    """Children whom a person teaches, keys, gives help to or answers for, with their names; at most MOST. One statement."""
    today = clock.today()
    mine = (
        Assignment.select(Assignment.id)
        .where((Assignment.person == person) & (Assignment.setting == Placement.setting))
        .where(Assignment.starts_on <= today)
        .where(Assignment.ends_on.is_null() | (Assignment.ends_on >= today))
        .where((Assignment.pupil_id == Placement.pupil) | (Assignment.room == Placement.room))
    )
    gives = Provision.select(Provision.pupil).where(
        (Provision.deliverer == person) & Provision.status.in_(("planned", "running"))
    )
    answers = Cycle.select(Cycle.pupil).where((Cycle.responsible_teacher == person) & Cycle.closed_on.is_null())
    rows = (
        Pupil.select(Pupil)
        .join(Placement, on=Placement.pupil == Pupil.id)
        .where(Placement.state.in_(("current", "coming")))
        .where((Placement.key_person == person) | fn.EXISTS(mine) | Pupil.id.in_(gives) | Pupil.id.in_(answers))
        .order_by(Pupil.surname_fold, Pupil.id)
        .limit(MOST)
    )
    return {row.id: row.name for row in rows}


def _stands(pupils: list[int]) -> dict[int, Stand]:
    rows = (
        Learning.select(
            Learning.pupil, fn.MAX(Learning.id).filter(Learning.retired_on.is_null()), fn.COUNT(Learning.retired_on)
        )
        .where(Learning.pupil.in_(pupils) & COUNTED)
        .group_by(Learning.pupil)
        .tuples()
    )
    return {pupil: Stand(newest or 0, retired) for pupil, newest, retired in rows}


def _words(pupils: list[int]) -> dict[int, list[tuple[int, str, str]]]:
    rows = (
        Learning.select(Learning.pupil, Learning.id, Learning.kind, Learning.text)
        .where(Learning.pupil.in_(pupils) & Learning.retired_on.is_null())
        .order_by(Learning.pupil, Learning.id.desc())
        .tuples()
    )
    return {
        pupil: [(number, kind, text) for _pupil, number, kind, text in run]
        for pupil, run in groupby(rows, key=lambda r: r[0])
    }
