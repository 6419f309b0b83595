"""Differences between versions of a plan in words: what is new, what changed from what to what, what was taken out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from flask_babel import LazyString, get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.cycles.circulation.version_differences import PEOPLE, Difference, Value, told
from portal.cycles.help.forms import KINDS
from portal.cycles.help.week import said
from portal.pupils.areas import AREAS
from portal.web.page import day

VERBS = {"improve": _l("Improve"), "develop": _l("Develop"), "achieve": _l("Achieve")}

LABELS: dict[str, LazyString] = {
    "responsible": _l("Who answers for the plan"),
    "review_on": _l("When we look at it together"),
    "senco_support": _l("How the SENCO helps"),
    "briefings": _l("When the adults talk"),
    "verb": _l("What we want to do"),
    "text": _l("What we want"),
    "area": _l("Area"),
    "aspiration": _l("The hope that it serves"),
    "baseline": _l("Where it starts"),
    "name": _l("Name"),
    "who": _l("Who"),
    "does_what": _l("What"),
    "how_well": _l("How well"),
    "how_often": _l("How often"),
    "where": _l("Where"),
    "by_when": _l("By when"),
    "measured_how": _l("How we know"),
    "measured_when": _l("When it is measured"),
    "measured_by": _l("Who measures it"),
    "baseline_value": _l("Number at the start"),
    "goal_value": _l("Number to reach"),
    "unit": _l("Unit"),
    "generalise": _l("Where it is used next"),
    "level_2": _l("Level +2"),
    "level_1": _l("Level +1"),
    "level_0": _l("Level 0, as expected"),
    "level_-1": _l("Level −1"),
    "level_-2": _l("Level −2"),
    "kind": _l("Kind of help"),
    "layer": _l("Layer"),
    "detail": _l("What the adult does"),
    "minutes": _l("Minutes each time"),
    "times_a_week": _l("Times a week"),
    "weeks": _l("For how many weeks"),
    "group_size": _l("Children in the group"),
    "place": _l("Where"),
    "when_text": _l("When"),
    "week": _l("When"),
    "resources": _l("Things it needs"),
    "training": _l("Training it needs"),
    "deliverer": _l("Who gives it"),
    "deliverer_name": _l("Who gives it"),
    "owner": _l("Who sees to it"),
    "paused": _l("Paused"),
    "weekday": _l("Day"),
    "at": _l("Time"),
    "what": _l("What happens"),
    "with_whom": _l("With whom"),
}
"""Fields without a label here (ids of other rows) are not told."""

# For those who give the help, not for a family's page.
_LEVELS = ("level_2", "level_1", "level_0", "level_-1", "level_-2")
_FOR_STAFF = (
    "layer", "kind", "owner", "resources", "training", "area", "baseline_value", "goal_value", "unit", "verb", *_LEVELS,
)  # fmt: skip
# Words that may say who works at a setting, or which it is.
_NAMING = ("deliverer_name", "place", "measured_by", "with_whom")
_OF_PEOPLE = (*PEOPLE, "deliverer_name", "measured_by")
_WORDS: dict[str, Mapping[str, LazyString]] = {"kind": dict(KINDS), "area": AREAS, "verb": VERBS}

HEADS: dict[str, LazyString] = {
    "arrangements": _l("Who and when"),
    "outcome": _l("What we want"),
    "target": _l("Target"),
    "provision": _l("Help"),
    "slot": _l("The week"),
}


class Line(NamedTuple):
    """One field that changed, in words."""

    label: str
    old: str
    new: str


class Shown(NamedTuple):
    """One row that differs, in words. kind: "new", "changed" or "out"."""

    kind: str
    head: str
    name: str
    lines: list[Line]


def shown(
    found: Iterable[Difference],
    hidden: frozenset[int],
    names: Mapping[int, str],
    *,
    family: bool = False,
) -> list[Shown]:
    """The differences in words, with people by `names`. Nobody who works at a setting of `hidden` is named."""
    words = [_shown(one, names, hidden, family=family) for one in _together(found)]
    return [one for one in words if one.lines or one.kind != "changed"]


def _together(found: Iterable[Difference]) -> list[Difference]:
    """Times of the week that came, or went, together: one line for "arrival, Monday, Tuesday … 8:40"."""
    joined: dict[tuple[object, ...], Difference] = {}
    for one in found:
        key: tuple[object, ...] = (one.table, one.row)
        if one.table == "slot" and one.kind != "changed":
            key = (one.kind, *(one.fields.get(name) for name in ("what", "at", "minutes", "place", "with_whom")))
        first = joined.setdefault(key, one)
        if first is not one:
            days = f"{first.fields['weekday']},{one.fields['weekday']}"
            joined[key] = first._replace(fields={**first.fields, "weekday": days})
    return list(joined.values())


def _shown(one: Difference, names: Mapping[int, str], hidden: frozenset[int], *, family: bool) -> Shown:
    away = one.fields.get("_setting") in hidden
    lines = []
    for change in told(one):
        if change.field not in LABELS or (family and change.field in _FOR_STAFF):
            continue
        if away and change.field in (*PEOPLE, *_NAMING):
            continue
        old, new = (_word(change.field, value, names) for value in (change.old, change.new))
        lines.append(Line(str(LABELS[change.field]), old, new))
    return Shown(one.kind, str(HEADS[one.table]), one.name, lines)


def _word(field: str, value: Value, names: Mapping[int, str]) -> str:
    """A value as a reader knows it; "nothing" where nothing stood, of people "nobody named yet"."""
    if field == "paused":
        return _("yes") if value else _("no")
    if value in (None, ""):
        return _("nobody named yet") if field in _OF_PEOPLE else _("nothing")
    if field in PEOPLE and str(value).isdigit():
        return names.get(int(str(value)), _("somebody"))
    if field in ("review_on", "by_when"):
        return day(date.fromisoformat(str(value)))
    if field == "weekday":
        return ", ".join(_weekday(int(number)) for number in str(value).split(","))
    if field == "at":
        return said(str(value))
    if field == "week":
        return ", ".join(_time(part) for part in str(value).split(", "))
    word = _WORDS.get(field, {}).get(str(value))
    return str(word).partition(":")[0] if word else str(value)


def _time(part: str) -> str:
    weekday, _space, at = part.partition(" ")
    return f"{_weekday(int(weekday))} {said(at)}" if weekday.isdigit() else part


def _weekday(number: int) -> str:
    """Monday is 1."""
    return str(get_locale().days["format"]["wide"][(number - 1) % 7])
