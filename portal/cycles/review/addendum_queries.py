"""The addenda of a sealed review, as its record shows them wherever it is read."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from flask_babel import gettext as _
from peewee import JOIN

from portal.accounts.models import Person
from portal.pupils.settings_of import hidden
from portal.timeline.models import Entry
from portal.web.shell import role_name


class Addendum(NamedTuple):
    """What was added to a sealed record: `by` is a name and role, or a role alone where the setting is withheld."""

    id: int
    on: date
    by: str
    words: str
    audience: str


def addenda(pupil: int, cycle: int, secret: frozenset[int] | None = None) -> list[Addendum]:
    """The addenda of a cycle's review that the reader may see, oldest first. One statement, or two.

    `secret`: the settings of the child whose people are not named, where the caller has read them already.
    """
    away = hidden(pupil) if secret is None else secret
    rows = (
        Entry.select(
            Entry.id, Entry.occurred_on, Entry.body, Entry.audience, Entry.setting, Entry.author_role, Person.name
        )
        .join(Person, JOIN.LEFT_OUTER, on=(Entry.author == Person.id))
        .where((Entry.pupil == pupil) & (Entry.cycle_id == cycle) & (Entry.kind == "addendum_added"))
        .order_by(Entry.id)
        .tuples()
    )
    return [
        Addendum(entry, on, _by(name, role, setting in away), body or _("Words removed"), audience)
        for entry, on, body, audience, setting, role, name in rows
    ]


def _by(name: str | None, role: str, nameless: bool) -> str:
    said = role_name(role)
    return said if nameless or not name else f"{name}, {said}"
