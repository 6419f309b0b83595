"""Whom a note is about: the children of the setting whom the reader sees, their own first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from peewee import JOIN, Case, fn

from portal.access import sight
from portal.access.prepared import Prepared
from portal.access.sight import Bind
from portal.accounts.models import Assignment
from portal.noticing.models import EarlyNote
from portal.organisation.models import Room
from portal.organisation.names import fold
from portal.pupils.models import Placement, Pupil

RECENTLY = timedelta(weeks=4)
MOST = 40
"""Children shown at once; a name narrows them."""


class Child(NamedTuple):
    """A child who has a place here, on the register or not. `mine`: taught, keyed or covered by the reader."""

    id: int
    forename: str
    surname: str
    room: str
    year_group: str
    name_fold: str
    surname_fold: str
    mine: bool

    @property
    def name(self) -> str:
        """First name and surname."""
        return f"{self.forename} {self.surname}"


class Found(NamedTuple):
    """What the page offers: children noted lately, one's own (or all of a small setting), and those whose name fits.

    `own`: the children offered are the reader's; `more`: how many are not shown; `of`: how many have a place here.
    """

    recent: list[Child]
    mine: list[Child]
    named: list[Child]
    more: int
    of: int
    own: bool = False


def _mine() -> object:
    given = (
        Assignment.select(Assignment.id)
        .where(
            (Assignment.person == Bind("me"))
            & (Assignment.setting == Bind("at"))
            & (Assignment.starts_on <= Bind("day"))
            & (Assignment.ends_on.is_null() | (Assignment.ends_on >= Bind("day")))
            & ((Assignment.room == Placement.room) | (Assignment.pupil_id == Placement.pupil))
        )
    )  # fmt: skip
    return Case(None, (((Placement.key_person == Bind("me")) | fn.EXISTS(given), 1),), 0)


_children: Prepared[Child] = Prepared(
    Child,
    lambda: (
        Placement.select(
            Pupil.id, fn.COALESCE(fn.NULLIF(Pupil.preferred_forename, ""), Pupil.forename),
            fn.COALESCE(fn.NULLIF(Pupil.preferred_surname, ""), Pupil.surname), fn.COALESCE(Room.name, ""),
            Placement.year_group, Pupil.name_fold, Pupil.surname_fold, _mine(),
        )
        .join(Pupil, on=Placement.pupil == Pupil.id)
        .join(Room, JOIN.LEFT_OUTER, on=Placement.room == Room.id)
        .where((Placement.setting == Bind("at")) & (Placement.state == "current"))
        .order_by(Room.name, Pupil.name_fold, Pupil.id)
    ),
)  # fmt: skip


def find(typed: str, today: date) -> Found:
    """Children to write about: those whose name begins like every word typed, else the reader's own. Two statements.

    Who teaches a class sees that class; who sees the whole setting finds everybody by name.
    """
    who = sight.required()
    rows = list({row.id: row for row in _children.rows(at=who.setting, me=who.person, day=today)}.values())
    asked = fold(typed).split()
    if asked:
        fitting = [row for row in rows if _fits(row, asked)]
        return Found([], [], fitting[:MOST], max(len(fitting) - MOST, 0), len(rows))
    latest = _lately(who.person, today)
    recent = sorted((row for row in rows if row.id in latest), key=lambda row: latest[row.id], reverse=True)[:5]
    own = [row for row in rows if row.mine] or (rows if who.reach == "class" or len(rows) <= MOST else [])
    mine = [row for row in own if row not in recent]
    return Found(
        recent,
        mine[:MOST],
        [],
        max(len(mine) - MOST, 0),
        len(rows),
        who.reach == "class" or any(row.mine for row in own),
    )


def _fits(row: Child, asked: Iterable[str]) -> bool:
    names = f"{row.name_fold} {row.surname_fold}".split()
    return all(any(name.startswith(word) for name in names) for word in asked)


def _lately(person: int, today: date) -> dict[int, int]:
    """The children whom somebody wrote about in the last weeks: child to newest note."""
    rows = (
        EarlyNote.select(EarlyNote.pupil, fn.MAX(EarlyNote.id))
        .where((EarlyNote.by == person) & (EarlyNote.seen_on >= today - RECENTLY))
        .group_by(EarlyNote.pupil)
    )
    return dict(rows.tuples())
