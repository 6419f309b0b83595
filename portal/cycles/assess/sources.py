"""The six sources of Assess as a picker: what each holds in this cycle, and which is still a gap."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from portal.cycles.assess.earlier import named
from portal.cycles.assess.models import Contribution
from portal.cycles.facts import Source
from portal.cycles.models import Cycle

NAMES: dict[Source, tuple[LazyString, LazyString]] = {
    Source.VIEWS: (_l("Views and hopes of child and family"), _l("Asked in every cycle. An absence needs its reason.")),
    Source.IN_HOUSE: (
        _l("Observations and assessments made here"),
        _l("By different staff; universal (with all children) and targeted."),
    ),
    Source.CURRENT: (_l("Attainment and progress now"), _l("Scores and work of these weeks.")),
    Source.PREVIOUS: (
        _l("Attainment and progress before"),
        _l("What the child could do before, and how the last plan went."),
    ),
    Source.NATIONAL: (_l("Tracking data beside national data"), _l("How far from other children of the same age?")),
    Source.AGENCY: (_l("Advice from outside"), _l("Health, educational psychology, social care.")),
}

# What to do about a gap: never a dead end.
TODO: dict[Source, LazyString] = {
    Source.VIEWS: _l("Ask, and write down their own words."),
    Source.IN_HOUSE: _l("Watch for ten minutes and note what you see, or take over what was noticed before."),
    Source.CURRENT: _l("Add this term’s score, or a piece of work and what it shows."),
    Source.PREVIOUS: _l("Take over what the last review found, or add an earlier score."),
    Source.NATIONAL: _l("Add a score of a national check: England’s figures stand beside it by themselves."),
    Source.AGENCY: _l(
        "Ask the service that knows the child. If there is nothing since the last cycle, say so in one step."
    ),
}


class Held(NamedTuple):
    """One source: how much it holds, the newest day, and what is missing in it (in words; empty when nothing is)."""

    source: str
    name: LazyString
    hint: LazyString
    todo: LazyString
    pieces: int
    newest: date | None
    universal: int
    targeted: int
    missing: str
    nothing_new: bool


def held(cycle: Cycle, rows: Iterable[Contribution]) -> list[Held]:
    """The six sources in their order."""
    rows = list(rows)
    found = []
    for source, (name, hint) in NAMES.items():
        here = [row for row in rows if row.source == source.value]
        found.append(
            Held(
                source=source.value,
                name=name,
                hint=hint,
                todo=TODO[source],
                pieces=sum(not row.nothing_new for row in here),
                newest=max((row.given_on for row in here), default=None),
                universal=sum(row.reach == "universal" for row in here),
                targeted=sum(row.reach == "targeted" for row in here),
                missing=_missing_views(cycle, here) if source is Source.VIEWS else "" if here else str(_l("gap")),
                nothing_new=bool(here) and all(row.nothing_new for row in here),
            )
        )
    return found


def _missing_views(cycle: Cycle, views: list[Contribution]) -> str:
    whose = {row.whose for row in views}
    child = "child" in whose or bool(cycle.child_views_absent.strip())
    family = "family" in whose or bool(cycle.family_views_absent.strip())
    if child and family:
        return ""
    return str(_l("the child’s is missing") if family else _l("the family’s is missing") if child else _l("gap"))


class Shelf(NamedTuple):
    """What one source holds, newest first, each piece with the name of who gave it: the newest, and older ones to unfold."""

    source: str
    name: LazyString
    newest: list[tuple[Contribution, str]]
    older: list[tuple[Contribution, str]]


_AT_ONCE = 3


def shelves(rows: Iterable[Contribution], secret: frozenset[int]) -> list[Shelf]:
    """Views and evidence by source. Of views the newest of each person's is among those shown: nobody's is folded away."""
    newest_first = [
        (row, named(row, secret)) for row in sorted(rows, key=lambda row: (row.given_on, row.id), reverse=True)
    ]
    found = []
    for source, (name, _hint) in NAMES.items():
        here = [pair for pair in newest_first if pair[0].source == source.value]
        shown = _one_of_each(here) if source is Source.VIEWS else here[:_AT_ONCE]
        found.append(Shelf(source.value, name, shown, [pair for pair in here if pair not in shown]))
    return found


def _one_of_each(views: list[tuple[Contribution, str]]) -> list[tuple[Contribution, str]]:
    whose = {(row.whose, name): (row, name) for row, name in reversed(views)}
    return [pair for pair in views if pair in whose.values()]
