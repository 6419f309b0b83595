"""Reads of one's own notices, in the role that is open: what is not in sight is not there, and not counted."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from flask import abort
from peewee import JOIN, fn

from portal.access.prepared import Prepared
from portal.access.sight import Bind
from portal.notices.models import Notice
from portal.pupils.models import Pupil


class Told(NamedTuple):
    """A notice with the child's first name ("" where it is about no child)."""

    id: int
    kind: str
    about: int | None
    entry: int | None
    pupil: int | None
    child: str | None
    made_at: datetime
    read_at: datetime | None

    @property
    def on(self) -> date:
        """The day on which it was told."""
        return self.made_at.date()


# More than anybody reads at once; the rest follows when these are read.
MOST_NEW, MOST_READ = 100, 20

_FORENAME = fn.COALESCE(fn.NULLIF(Pupil.preferred_forename, ""), Pupil.forename)

_SHOWN = (
    Notice.id, Notice.kind, Notice.about_id, Notice.entry_id, Notice.pupil, _FORENAME, Notice.made_at, Notice.read_at,
)  # fmt: skip

_new: Prepared[Told] = Prepared(
    Told,
    lambda: (
        Notice.select(*_SHOWN)
        .join(Pupil, JOIN.LEFT_OUTER, on=Notice.pupil == Pupil.id)
        .where((Notice.person == Bind("person")) & Notice.read_at.is_null())
        .order_by(Notice.made_at.desc(), Notice.id.desc())
        .limit(MOST_NEW)
    ),
)

_read: Prepared[Told] = Prepared(
    Told,
    lambda: (
        Notice.select(*_SHOWN)
        .join(Pupil, JOIN.LEFT_OUTER, on=Notice.pupil == Pupil.id)
        .where((Notice.person == Bind("person")) & (Notice.read_at >= Bind("since")))
        .order_by(Notice.read_at.desc(), Notice.id.desc())
        .limit(MOST_READ)
    ),
)

_one: Prepared[Told] = Prepared(
    Told,
    lambda: (
        Notice.select(*_SHOWN)
        .join(Pupil, JOIN.LEFT_OUTER, on=Notice.pupil == Pupil.id)
        .where(Notice.id == Bind("notice"))
    ),
)


def new_of(person: int) -> list[Told]:
    """What somebody has not read yet, the newest first, at most MOST_NEW. One statement."""
    return _new.rows(person=person)


def read_since(person: int, since: datetime) -> list[Told]:
    """What somebody read since, at most MOST_READ. One statement."""
    return _read.rows(person=person, since=since)


def told_or_404(notice: int) -> Told:
    """One of one's own notices."""
    return _one.first(notice=notice) or abort(404)


class Waiting(NamedTuple):
    """New notices that say the same, and how many they are."""

    kind: str
    about: int | None
    entry: int | None
    pupil: int | None
    number: int


_SAME = (Notice.kind, Notice.about_id, Notice.entry_id, Notice.pupil)

_waiting: Prepared[Waiting] = Prepared(
    Waiting,
    lambda: (
        Notice.select(*_SAME, fn.COUNT(Notice.id))
        .where((Notice.person == Bind("person")) & Notice.read_at.is_null())
        .group_by(*_SAME)
    ),
)


def waiting(person: int) -> list[Waiting]:
    """What somebody has not read, of what is in sight. One statement, along the index of the unread."""
    return _waiting.rows(person=person)
