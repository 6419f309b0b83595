"""Reads of one entry, and of what a setting wrote about children who have left."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from flask import abort
from peewee import JOIN, fn

from portal.access import sight
from portal.accounts.models import Person
from portal.pupils.models import Placement
from portal.timeline.lines import Line
from portal.timeline.models import AudienceChange, Entry


class Change(NamedTuple):
    """One change of audience, for those who may see that there was one."""

    audience: str
    reason: str
    by: str | None
    at: datetime


class Left(NamedTuple):
    """A child who has left, by the name they had then."""

    id: int
    pupil: int
    name_then: str
    ended_on: date | None


def entry_or_404(entry: int) -> Entry:
    """The entry, or 404 when it is not in sight."""
    found = Entry.get_or_none(Entry.id == entry)
    if found is None:
        abort(404)
    return found


def line_of(entry: Entry) -> Line:
    """The entry as a line of a timeline. One statement."""
    in_force = fn.COALESCE(AudienceChange.audience, Entry.audience)
    author, audience = (
        Entry.select(Person.name, in_force)
        .join(Person, JOIN.LEFT_OUTER, on=Entry.author == Person.id)
        .join(
            AudienceChange,
            JOIN.LEFT_OUTER,
            on=(AudienceChange.entry == Entry.id) & AudienceChange.superseded_at.is_null(),
        )
        .where(Entry.id == entry.id)
        .tuples()
        .first()
    )
    data = Entry.data.db_value(entry.data) or "{}"
    return Line(
        entry.id, entry.kind, entry.stage, entry.title, entry.body, entry.occurred_on, author, entry.author_role,
        entry.words_of, entry.setting_id, audience, entry.look_again_on, entry.supersedes_id, entry.redacted_at, data, 1,
    )  # fmt: skip


def corrections_of(entry: Entry) -> list[Entry]:
    """Later entries that supersede this one, oldest first."""
    return list(Entry.select().where(Entry.supersedes == entry.id).order_by(Entry.id))


def changes_of(entry: Entry) -> list[Change]:
    """How the audience changed, oldest first; empty for readers who may not know that it did."""
    rows = (
        AudienceChange.select(AudienceChange.audience, AudienceChange.reason, Person.name, AudienceChange.at)
        .join(Person, JOIN.LEFT_OUTER, on=AudienceChange.by == Person.id)
        .where(AudienceChange.entry == entry.id)
        .order_by(AudienceChange.id)
        .tuples()
    )
    return [Change(*row) for row in rows]


def left() -> list[Left]:
    """Children who have left this setting, last first."""
    rows = (
        Placement.select(Placement.id, Placement.pupil, Placement.name_then, Placement.ended_on)
        .where((Placement.setting == sight.required().setting) & (Placement.state == "left"))
        .order_by(Placement.ended_on.desc(), Placement.id.desc())
        .limit(500)
        .tuples()
    )
    return [Left(*row) for row in rows]


def left_or_404(placement: int) -> Left:
    """One of them, or 404."""
    found = next((row for row in left() if row.id == placement), None)
    if found is None:
        abort(404)
    return found
