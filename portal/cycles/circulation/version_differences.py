"""What differs between two versions of a plan: new, changed field by field, taken out. Pure.

A version's content is `{table: {row's id: {field: value}}}` with texts, numbers, None or ISO dates as values; see
version_queries.content(). Fields that begin with "_" say where a row stands and are not compared. Versions of one plan share
the ids of their rows: a row is followed by its id, never by its words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

Value = str | int | bool | None
Fields = Mapping[str, Value]
Content = Mapping[str, Mapping[str, Fields]]

TABLES = ("arrangements", "outcome", "target", "provision", "slot")
"""In the order in which a reader is told."""

NAMES = {"outcome": "text", "target": "name", "provision": "name", "slot": "what"}
"""The field by which a reader knows a row."""

PEOPLE = ("responsible", "deliverer", "owner")
"""Fields that hold a person's id."""

# What is said of a row that is new: enough to know it by. The rest stands in the plan.
_OF_NEW = {
    "target": ("does_what", "how_well", "by_when"),
    "provision": ("deliverer", "deliverer_name", "when_text", "minutes", "times_a_week"),
    "slot": ("weekday", "at"),
}


class Change(NamedTuple):
    """One field of a row: what stood there, what stands there now. None or "": nothing."""

    field: str
    old: Value
    new: Value


class Difference(NamedTuple):
    """One row that differs. kind: "new", "changed" or "out"; `name` as it is known now (or was, when taken out)."""

    table: str
    row: int
    kind: str
    name: str
    changes: tuple[Change, ...] = ()
    fields: Fields = {}
    """The whole row, as it stands now or stood last."""


def differences(old: Content, new: Content) -> list[Difference]:
    """What a reader of `old` must be told to know `new`, by table, then in the order of the rows; empty when nothing."""
    return [found for table in TABLES for found in _of_table(table, old.get(table, {}), new.get(table, {}))]


def _of_table(table: str, old: Mapping[str, Fields], new: Mapping[str, Fields]) -> Iterator[Difference]:
    for key, fields in sorted(new.items(), key=_number):
        if key not in old:
            if table != "arrangements":
                yield Difference(table, int(key), "new", _name(table, fields), fields=fields)
        elif changes := _changes(old[key], fields):
            yield Difference(table, int(key), "changed", _name(table, fields), changes, fields)
    for key, fields in sorted(old.items(), key=_number):
        if key not in new and table != "arrangements":
            yield Difference(table, int(key), "out", _name(table, fields), fields=fields)


def _number(pair: tuple[str, Fields]) -> int:
    return int(pair[0])


def _changes(old: Fields, new: Fields) -> tuple[Change, ...]:
    """The fields that differ. A field that one version does not know (an older plan) says nothing."""
    found = {
        name: Change(name, old[name], value)
        for name, value in new.items()
        if name in old and not name.startswith("_") and (old[name] or None) != (value or None)
    }
    if "when_text" in found:
        # The times in words are written from the times of the week: told once.
        found.pop("week", None)
    return _one_giver(found, old, new)


def _one_giver(found: dict[str, Change], old: Fields, new: Fields) -> tuple[Change, ...]:
    """Who gives help stands as a person or as a typed name: told once, as whoever gave it and whoever does now."""
    if "deliverer" in found and "deliverer_name" in found:
        typed = found.pop("deliverer_name")
        person = found["deliverer"]
        if not person.old or not person.new:
            found["deliverer"] = person._replace(old=person.old or typed.old, new=person.new or typed.new)
    elif "deliverer_name" in found and old.get("deliverer") and old.get("deliverer") == new.get("deliverer"):
        # The same person gives it as before: the name typed beside them says nothing new.
        found.pop("deliverer_name")
    return tuple(found.values())


def _name(table: str, fields: Fields) -> str:
    named = str(fields.get(NAMES.get(table, ""), "") or "")
    return named or str(fields.get("does_what", "") or "")


def told(one: Difference) -> Iterable[Change]:
    """The fields of which a reader is told: those that changed, or of a new row those by which it is known."""
    if one.kind != "new":
        return one.changes
    fields = ((name, one.fields.get(name)) for name in _OF_NEW.get(one.table, ()))
    return [Change(name, None, value) for name, value in fields if value not in (None, "", one.name)]


def people(found: Iterable[Difference]) -> set[int]:
    """The ids of the people whom the differences name; a name typed in their place has none."""
    changes = (change for one in found for change in told(one) if change.field in PEOPLE)
    return {int(str(value)) for change in changes for value in (change.old, change.new) if str(value or "").isdigit()}
