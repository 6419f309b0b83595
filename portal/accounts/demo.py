"""The demo's people by setting, for the page that only the demo has."""

from itertools import groupby
from typing import NamedTuple

from flask_babel import gettext as _

from portal.accounts import queries
from portal.accounts.queries import DemoPerson


class Group(NamedTuple):
    """A setting (or the authority, families, professionals) and its people."""

    name: str
    people: list[DemoPerson]


def groups() -> list[Group]:
    """Settings by name, then the authority, professionals and families."""
    people = sorted(queries.demo_people(), key=lambda one: (_order(one), one.place))
    return [
        Group(_title(order, place), list(found))
        for (order, place), found in groupby(people, lambda one: (_order(one), one.place))
    ]


def _order(one: DemoPerson) -> int:
    if one.place:
        return 0
    return {"la_admin": 1, "la_officer": 1, "area_senco": 1, "professional": 2}.get(one.role, 3)


def _title(order: int, place: str) -> str:
    return place if not order else {1: _("The local authority"), 2: _("Professionals"), 3: _("Families")}[order]
