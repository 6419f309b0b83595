"""Words that went on from one row into another: they follow the first row's audience, and lose its words with it.

A slice that copies words from row to row, or writes words that rest on others, says so in the lists below.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from portal.access import sight
from portal.access.policy import changed_audience
from portal.access.scope import ScopedModel
from portal.timeline.audiences import FAMILY, PROFESSIONALS, SETTING
from portal.timeline.models import Entry, EntryDigest

Rows = list[tuple[Any, int]]
"""Rows as model and id."""

WITHIN: dict[tuple[Any, str], Callable[[Any, Collection[str]], str]] = {}
"""Columns in which others' words stand amid more (a page of a paper): what of a row's column stays without given words."""

WIDTH = (FAMILY, PROFESSIONALS, SETTING, "restricted")
"""From the widest to the narrowest."""

FOLLOWING: list[Callable[[Rows], Rows]] = []
"""Rows that took over the words of given rows: they follow their audience and their removal."""

LIMITS: list[Callable[[Any, int], list[str]]] = []
"""The audiences in force of the rows from which a row took its words over: it is never read more widely than they are."""

RESTING: list[Callable[[Rows], list[int]]] = []
"""Entries whose words rest on given rows: they are held back with them, and opened again by hand only."""


def width(audience: str) -> int:
    """How narrow an audience is: 0 is the family's."""
    return WIDTH.index(audience) if audience in WIDTH else len(WIDTH) - 1


def narrower(one: str, other: str) -> str:
    """The narrower of two audiences; the first where they are alike."""
    return other if width(other) > width(one) else one


def rows_of(entry: Entry) -> Rows:
    """The rows about the child that the entry's action saved, and those that took over their words."""
    rows = saved_by(entry)
    return rows + [row for following in FOLLOWING for row in following([(Entry, entry.id), *rows])]


def saved_by(entry: Entry) -> Rows:
    """The rows about the child that the entry's action saved."""
    tables: dict[str, Any] = {model._meta.table_name: model for model in ScopedModel.__subclasses__()}
    saved = EntryDigest.select(EntryDigest.subject_type, EntryDigest.subject_id).where(EntryDigest.entry == entry.id)
    return [(tables[subject], row) for subject, row in saved.tuples() if subject in tables]


def resting_on(entry: Entry) -> list[int]:
    """The entries whose words rest on what this one saved."""
    rows = rows_of(entry)
    return sorted({number for resting in RESTING for number in resting(rows)} - {entry.id})


def carry_over(entry: Entry, audience: str) -> None:
    """The typed rows that the entry made carry its audience, so that they vanish and appear with it.

    Words that were taken over are never read more widely than where they come from, nor than the entry that took them
    over was narrowed to.
    """
    # Also where the child has gone since, and in papers that only their makers read.
    with sight.system("words follow their entry"):
        own = saved_by(entry)
        followers = [row for following in FOLLOWING for row in following([(Entry, entry.id), *own])]
        for model, row in own:
            _set(model, row, audience)
        for model, row in followers:
            _set(model, row, narrower(audience, narrowed_to(model, row)))


def _set(model: Any, row: int, audience: str) -> None:
    if "audience" not in model._meta.fields or model is Entry:
        return
    for limits in LIMITS:
        for limit in limits(model, row):
            audience = narrower(audience, limit)
    model.update(audience=audience).where(model.id == row).execute()


def narrowed_to(model: Any, row: int) -> str:
    """To what somebody narrowed the entries that wrote a row; the family's where nobody did."""
    written = EntryDigest.select(EntryDigest.entry).where(
        (EntryDigest.subject_type == model._meta.table_name) & (EntryDigest.subject_id == row)
    )
    changes = [changed_audience(number) for (number,) in written.tuples()]
    found = FAMILY
    for change in changes:
        found = narrower(found, change[0]) if change else found
    return found
