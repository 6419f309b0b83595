"""Who has looked at a child's record, in plain words: role and setting, never of a withheld setting.

The family's own reads are left out: when one parent looks is not the other's to know.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import NamedTuple

from flask_babel import gettext as _
from peewee import JOIN

from portal import clock
from portal.access.models import AccessList, AccessLog
from portal.accounts.models import Person
from portal.family.queries import Kid
from portal.organisation.models import Setting
from portal.web.shell import role_name

MOST = 500
"""Lines on one page; the log itself is kept whole."""


class Look(NamedTuple):
    """One person's looks of one day; the parts of the record they opened, in words."""

    who: str
    where: str
    what: str


class Day(NamedTuple):
    """The looks of one day."""

    on: date
    looks: list[Look]


_FAMILY = ("parent", "young_person")


def looks(kid: Kid, since: date) -> list[Day]:
    """The days since `since` on which somebody looked, newest first. Two statements."""
    start = datetime.combine(since, time())
    found: dict[tuple[date, int, str, str], set[str]] = {}
    withheld = {setting for setting, name in kid.places.items() if name == _("a setting")}
    for person, role, profession, setting, place, page, at in [*_opened(kid.id, start), *_listed(kid, start)]:
        if setting in withheld:
            continue
        who = profession if role == "professional" and profession else role_name(role)
        key = (clock.local(at).date(), person, who, _place(role, place))
        found.setdefault(key, set()).add(_words(page))
    days: dict[date, list[Look]] = {}
    for (on, _person, who, where), parts in sorted(found.items(), key=lambda row: row[0][0], reverse=True)[:MOST]:
        days.setdefault(on, []).append(Look(who, where, ", ".join(sorted(parts))))
    return [Day(on, rows) for on, rows in days.items()]


_Row = tuple[int, str, str, int | None, str | None, str, datetime]


def _opened(pupil: int, start: datetime) -> list[_Row]:
    rows = (
        AccessLog.select(
            AccessLog.person_id, AccessLog.role, Person.profession, AccessLog.setting_id, Setting.name, AccessLog.page,
            AccessLog.first_at,
        )
        .join(Person, JOIN.LEFT_OUTER, on=AccessLog.person_id == Person.id)
        .join(Setting, JOIN.LEFT_OUTER, on=AccessLog.setting_id == Setting.id)
        .where((AccessLog.pupil_id == pupil) & (AccessLog.hour >= start) & AccessLog.role.not_in(_FAMILY))
        .order_by(AccessLog.first_at.desc())
        .limit(MOST * 4)
    )  # fmt: skip
    return list(rows.tuples())


def _listed(kid: Kid, start: datetime) -> list[_Row]:
    """Lists, searches and exports that named the child (their ids stand in one text, as `[3, 7, 12]`)."""
    settings = list(kid.places)
    named = AccessList.pupil_ids
    one = str(kid.id)
    rows = (
        AccessList.select(
            AccessList.person_id, AccessList.role, Person.profession, AccessList.setting_id, Setting.name,
            AccessList.page, AccessList.at,
        )
        .join(Person, JOIN.LEFT_OUTER, on=AccessList.person_id == Person.id)
        .join(Setting, JOIN.LEFT_OUTER, on=AccessList.setting_id == Setting.id)
        .where(
            (AccessList.at >= start)
            & AccessList.role.not_in(_FAMILY)
            & (AccessList.setting_id.is_null() | AccessList.setting_id.in_(settings))
            & (
                (named.cast("text") == f"[{one}]")
                | (named.cast("text") ** f"[{one}, %")
                | (named.cast("text") ** f"%, {one}, %")
                | (named.cast("text") ** f"%, {one}]")
            )
        )
        .order_by(AccessList.at.desc())
        .limit(MOST)
    )  # fmt: skip
    return list(rows.tuples())


def _place(role: str, place: str | None) -> str:
    if place:
        return place
    return "" if role == "professional" else _("the council")


def _words(page: str) -> str:
    """The part of the record, in plain words."""
    return {
        "child": _("the child’s page"),
        "entry": _("one entry"),
        "cycle": _("the plan and the reviews"),
        "plan": _("the plan"),
        "move": _("the move"),
        "register": _("the register (a list)"),
        "ehc_plan": _("the education, health and care plan"),
        "search": _("a search (a list)"),
        "export": _("a file with a list"),
        "evidence pack": _("an evidence pack"),
        "case sample": _("a case sample"),
        "provision map": _("the map of help (a list)"),
        "today": _("today’s list"),
        "notices": _("the list of what is new and due"),
        "sessions": _("the list for logging sessions"),
        "moves": _("the list of moves"),
    }.get(page, _("part of the record"))
