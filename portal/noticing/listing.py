"""The working list: which worries it shows, in which order. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from portal.noticing.worry import Standing
from portal.timeline.audiences import SETTING

PAGE = 30
FILTERS: dict[str, LazyString] = {
    "": _l("Open"),
    "again": _l("To look at again"),
    "release": _l("Waiting for release"),
    "leaving": _l("Leaving the list soon"),
    "over": _l("Ended, used or off the list"),
}


class Wanted(NamedTuple):
    """What the reader asked for; unknown values narrow nothing."""

    show: str = ""
    room: str = ""
    area: str = ""
    page: int = 1

    @classmethod
    def asked(cls, args: Mapping[str, str]) -> Wanted:
        """From an address."""
        page = args.get("page", "1")
        number = int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1
        show = args.get("show", "")
        return cls(show if show in FILTERS else "", args.get("room", ""), args.get("area", ""), max(number, 1))


class Listed(NamedTuple):
    """One page of the list."""

    rows: list[Standing]
    found: int
    page: int
    pages: int


def _waits(row: Standing) -> bool:
    return any(step.audience == SETTING and step.by_role in ("ta", "cover") for step in row.worry.notes)


def _shown(row: Standing, show: str) -> bool:
    alive = row.state in ("open", "leaving")
    if show == "over":
        return not alive
    return alive and {
        "again": row.then == "look_again",
        "release": _waits(row),
        "leaving": row.state == "leaving",
    }.get(show, True)


def fitting(rows: Sequence[Standing], wanted: Wanted) -> Listed:
    """The rows asked for: what is to be looked at first, then the latest notes."""
    found = [
        row
        for row in rows
        if _shown(row, wanted.show)
        and wanted.room in ("", row.worry.first.room)
        and wanted.area in ("", row.worry.area)
    ]
    found.sort(key=lambda row: (row.then != "look_again", -_number(row.worry.last_on)))
    pages = max(-(-len(found) // PAGE), 1)
    page = min(wanted.page, pages)
    return Listed(found[(page - 1) * PAGE : page * PAGE], len(found), page, pages)


def _number(day: date) -> int:
    return day.toordinal()


def counted(rows: Sequence[Standing]) -> dict[str, int]:
    """How many each filter shows."""
    return {show: sum(_shown(row, show) for row in rows) for show in FILTERS}
