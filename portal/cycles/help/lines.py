"""The help of a plan as its page tells it: each with its targets, and one line of who gives it, when and how much."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from flask_babel import gettext as _

from portal.cycles.help.queries import Around
from portal.cycles.models import Cycle
from portal.cycles.plan.smart import VagueWord, vague_words
from portal.library.words import KINDS, dose


class Line(NamedTuple):
    """One kind of help. `state`: paused, early, goes_on or "". `aims`: the names of the targets that it serves."""

    row: Any
    kind: str
    state: str
    aims: str
    who: str
    vague: list[VagueWord]


class Helps(NamedTuple):
    """What every adult does; extra help; and targets that nothing serves yet, by id and name."""

    everybody: list[Line]
    extra: list[Line]
    unserved: list[tuple[int, str]]


class Reader(NamedTuple):
    """What the reader may know: names by id as text, settings that go unnamed; and whether the plan is being written."""

    staff: Mapping[str, str]
    hidden: frozenset[int]
    writes: bool


def helps(cycle: Cycle, targets: list[Any], provisions: list[Any], around: Around, reader: Reader) -> Helps:
    """The help of a plan in its order. Questions about vague words are for those who write it. No statement."""
    aims = {row.id: row.name or row.does_what for row in targets}
    kinds = {kind: str(name).partition(":")[0] for kind, name in KINDS}
    serves = {row.id: [row.target_id, *around.also.get(row.id, ())] for row in provisions}
    lines = [
        Line(
            row,
            kinds.get(row.kind, row.kind),
            _state(row, cycle),
            "; ".join(aims[target] for target in serves[row.id] if target in aims),
            _who(row, around.cost.get(row.id, ""), reader),
            vague_words(row.name, row.detail, row.when_text) if reader.writes else [],
        )
        for row in provisions
    ]
    served = {target for some in serves.values() for target in some}
    return Helps(
        [line for line in lines if line.row.kind == "strategy"],
        [line for line in lines if line.row.kind != "strategy"],
        [(target, name) for target, name in aims.items() if target not in served],
    )


def _state(row: Any, cycle: Cycle) -> str:
    if row.status == "paused":
        return "paused"
    if row.status != "running" or cycle.stage not in ("assess", "plan"):
        return ""
    return "early" if row.urgent_reason and row.cycle_id == cycle.id else "goes_on"


def _who(row: Any, cost: str, reader: Reader) -> str:
    """Who gives it, when, how much, where, for what money, and who sees to it. Nobody of a hidden setting is named."""
    away = row.setting_id in reader.hidden
    giver = reader.staff.get(str(row.deliverer_id)) or (_("Somebody at a setting") if away else row.deliverer_name)
    owner = reader.staff.get(str(row.owner_id))
    parts = (
        giver or _("Nobody named yet"),
        row.when_text,
        dose(row),
        "" if away else row.place,
        "" if away else row.group_name,
        cost,
        _("%(name)s sees to it", name=owner) if owner else "",
    )
    return " · ".join(filter(None, parts))
