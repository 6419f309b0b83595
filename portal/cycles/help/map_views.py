"""The provision map of a setting: all help by layer and area, who gives it, what of it is given, what it costs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, NamedTuple

from flask import Response, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal import clock
from portal.access import audit
from portal.access.me import me
from portal.access.permissions import action, may
from portal.arrangements.words import layer_choices
from portal.cycles.answering import Answer, bp
from portal.cycles.do.dose import CAUSES
from portal.cycles.help import map_lines
from portal.cycles.help.map_lines import Given, Line, Sessions, TermTime, Wanted
from portal.cycles.help.map_queries import given_at, times_at
from portal.cycles.help.week import warning
from portal.library.money import pounds
from portal.library.words import KINDS
from portal.organisation.calendar import current_or_next_term, is_school_day
from portal.organisation.calendars import calendar_of
from portal.organisation.rules import rules
from portal.pupils.areas import AREAS
from portal.pupils.year_groups import YEAR_GROUPS, year_words
from portal.web import csv_safe
from portal.web.csv_safe import Cell
from portal.web.page import page

_STATES = {"planned": _l("planned"), "running": _l("running"), "paused": _l("paused")}


class _Map(NamedTuple):
    """What both the page and the file are made of. `lines` by layer and area, in the authority's order."""

    wanted: Wanted
    everything: list[Given]
    found: list[Given]
    layers: dict[str, str]
    lines: list[tuple[str, list[tuple[str, list[Line]]]]]


@bp.route("/provision-map")
@action("map.see")
def provision_map() -> Answer:
    """All planned and running help of a setting; a teacher's own children for a teacher."""
    told = _map()
    audit.listed((one.pupil for one in told.found), "provision map")
    return page(
        "cycles/help/map.html",
        map=told,
        wanted=told.wanted,
        choices=_choices(told),
        short=map_lines.emptiest_first(one for one in told.found if one.short),
        unsure=map_lines.emptiest_first(one for one in told.found if one.unsure),
        children=len({one.pupil for one in told.found}),
        bars=map_lines.picture(told.found, told.layers, AREAS),
        people=map_lines.people(told.found, times_at(me().setting or 0)),
        week=_sum(line.week for line in _flat(told)),
        term=_sum(line.term for line in _flat(told)),
        money=may(me().role, "costs.see"),
        may_export=may(me().role, "map.export"),
        **_words(),
    )


@bp.route("/provision-map/export")
@action("map.export")
def provision_map_export() -> Answer:
    """The map as the filters leave it, one line for each child's help; no cell can become a formula."""
    told = _map()
    audit.listed((one.pupil for one in told.found), "export")
    money = may(me().role, "costs.see")
    headers = [
        _("Layer"), _("Area of need"), _("Help"), _("Kind"), _("Child"), _("Year"), _("Who gives it"), _("State"),
        _("Sessions planned so far"), _("Sessions given"), _("Main reason for what is missing"),
    ]  # fmt: skip
    if money:
        headers.append(_("A week, in pounds"))
    content = csv_safe.write(headers, [_cells(one, told.layers, money) for one in told.found])
    name = f"provision-map-{clock.today().isoformat()}.csv"
    return Response(content, mimetype="text/csv", headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _map() -> _Map:
    setting = me().setting or 0
    wanted = Wanted(**{name: request.args.get(name, "")[:120] for name in Wanted._fields})
    everything = given_at(setting)
    found = [one for one in everything if map_lines.fits(one, wanted)]
    layers = dict(layer_choices(rules()))
    layers |= {one.row.layer: one.row.layer.capitalize() for one in everything if one.row.layer not in layers}
    lines = map_lines.lines(found, _term_time(setting))
    areas = [*AREAS, ""]
    return _Map(
        wanted, everything, found, layers,
        [
            (layer, [(area, lines[layer, area]) for area in areas if (layer, area) in lines])
            for layer in layers
            if any((layer, area) in lines for area in areas)
        ],
    )  # fmt: skip


def _term_time(setting: int) -> TermTime:
    """The school days of this term, or in the holidays of the next."""
    calendar, today = calendar_of(setting, me().setting_phase), clock.today()
    term = current_or_next_term(calendar, today)
    days = (term.starts + timedelta(days=number) for number in range((term.ends - term.starts).days + 1))
    return TermTime([day for day in days if is_school_day(calendar, day)], today)


def _flat(told: _Map) -> list[Line]:
    return [line for _layer, areas in told.lines for _area, some in areas for line in some]


def _sum(amounts: Iterable[int | None]) -> int | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known else None


def _choices(told: _Map) -> dict[str, list[tuple[str, Any]]]:
    """What can be filtered by: what somebody here has."""
    years = {one.year for one in told.everything}
    givers = sorted({one.giver for one in told.everything if one.giver})
    areas = {one.row.area for one in told.everything}
    return {
        "year": [(year, year_words(year)) for year in YEAR_GROUPS if year in years],
        "who": [(name, name) for name in givers] + [("none", _("Nobody named yet"))],
        "area": [(area, words) for area, words in AREAS.items() if area in areas]
        + ([("none", _("No area said"))] if "" in areas else []),
        "layer": list(told.layers.items()),
    }


def _words() -> dict[str, Any]:
    return {
        "areas": {**AREAS, "": _("No area said")},
        "kinds": {kind: str(words).partition(":")[0] for kind, words in KINDS},
        "missing": _missing,
        "pounds": pounds,
        "warning": warning,
    }


def _missing(sessions: Sessions) -> str:
    """The main reason why sessions are missing, in words; "" where none are."""
    cause, count = sessions.main_cause
    if not count:
        return ""
    if cause == "unlogged":
        return _("nothing logged: %(count)s", count=count)
    return _("%(cause)s: %(count)s", cause=CAUSES.get(cause, cause), count=count)


def _cells(one: Given, layers: dict[str, str], money: bool) -> list[Cell]:
    row, words = one.row, _words()
    cells: list[Cell] = [
        layers[row.layer], str(words["areas"].get(row.area, "")) if row.area else "", row.name,
        words["kinds"].get(row.kind, row.kind), one.name, year_words(one.year), one.giver,
        str(_STATES.get(row.status, row.status)), one.sessions.planned, one.sessions.given, _missing(one.sessions),
    ]  # fmt: skip
    if money:
        week = map_lines.a_week(row)
        cells.append("" if week is None else f"{week / 100:.2f}")
    return cells
