"""The week of a class, put together: for each day its sessions, who gives them and what became of each child's. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from flask_babel import gettext as _

from portal.cycles.do.class_week_queries import Help, Logged, Time
from portal.cycles.do.dose import CAUSES
from portal.cycles.help.week import said
from portal.organisation.calendar import Calendar, is_school_day


class Child(NamedTuple):
    """One child in a session: `state` in words, `tone` of its tag ("": nothing to say yet)."""

    pupil: int
    name: str
    state: str
    tone: str


class Session(NamedTuple):
    """One session of one or several children. `provision`: of its first child; `by`: who covered, "" as planned."""

    provision: int
    at: str
    title: str
    place: str
    giver: str
    by: str
    children: list[Child]


class Day(NamedTuple):
    """One day. `closed`: no school, so nothing was to be given."""

    on: date
    closed: bool
    sessions: list[Session]


class Untimed(NamedTuple):
    """Help without a time in the week: how often it was given of how often it should be."""

    provision: int
    pupil: int
    name: str
    title: str
    giver: str
    given: int
    planned: int | None


class Week(NamedTuple):
    """Monday to Friday, help without times, and how many sessions of the week so far are `given` of `due`."""

    days: list[Day]
    untimed: list[Untimed]
    given: int
    due: int

    @property
    def empty(self) -> bool:
        """Whether nothing is planned in the whole week."""
        return not self.untimed and not any(day.sessions for day in self.days)


def week(
    helps: Sequence[Help], times: Iterable[Time], logged: Mapping[tuple[int, date], Logged], calendar: Calendar,
    monday: date, today: date,
) -> Week:  # fmt: skip
    """The week that begins on `monday`."""
    by_help: dict[int, list[Time]] = {}
    for time in times:
        by_help.setdefault(time.provision, []).append(time)
    dates = [monday + timedelta(days=number) for number in range(5)]
    days = [
        Day(on, not is_school_day(calendar, on), _sessions(helps, by_help, logged, on, today)) for on in dates
    ]  # fmt: skip
    days = [day._replace(sessions=[] if day.closed else day.sessions) for day in days]
    untimed = [_untimed(row, logged, dates) for row in helps if row.id not in by_help and row.status == "running"]
    past = [child for day in days if day.on <= today for one in day.sessions for child in one.children if child.tone]
    return Week(days, untimed, sum(child.tone == "ok" for child in past), len(past))


def _sessions(
    helps: Iterable[Help], times: Mapping[int, Sequence[Time]], logged: Mapping[tuple[int, date], Logged], on: date,
    today: date,
) -> list[Session]:  # fmt: skip
    found: dict[tuple[str, str, str], list[tuple[Help, Logged | None]]] = {}
    for row in helps:
        told = logged.get((row.id, on))
        at = [time.at for time in times.get(row.id, ()) if time.weekday == on.isoweekday()]
        if told is None and (not at or not _runs(row, on)):
            continue
        key = (at[0] if at else "", row.group_name or row.name, row.giver)
        found.setdefault(key, []).append((row, told))
    return [
        Session(
            rows[0][0].id, said(at) if at else "", title, rows[0][0].place, giver,
            next((told.by for _row, told in rows if told and told.by), ""),
            [Child(row.pupil, row.child, *_state(told, on, today)) for row, told in rows],
        )
        for (at, title, giver), rows in sorted(_with_their_group(found).items(), key=lambda one: (not one[0][0], one[0]))
    ]  # fmt: skip


def _with_their_group(
    found: dict[tuple[str, str, str], list[tuple[Help, Logged | None]]],
) -> dict[tuple[str, str, str], list[tuple[Help, Logged | None]]]:
    """Who has no time of their own was with the group of the day, where one met at one time."""
    joined = dict(found)
    for at, title, giver in found:
        met = [key for key in found if key[0] and key[1:] == (title, giver)]
        if not at and len(met) == 1:
            joined[met[0]] = joined[met[0]] + joined.pop((at, title, giver))
    return joined


def _runs(row: Help, on: date) -> bool:
    if row.status == "paused":
        return False
    return row.starts_on <= on and (row.ended_on is None or on < row.ended_on)


def _state(told: Logged | None, on: date, today: date) -> tuple[str, str]:
    if told is None:
        if on > today:
            return "", ""
        return (_("not logged yet"), "") if on == today else (_("not logged"), "warn")
    cause = str(CAUSES.get(told.cause, told.cause)) if told.cause else ""
    if told.given:
        return (_("given, %(cause)s", cause=cause) if cause else _("given")), "ok"
    return _("lost: %(cause)s", cause=cause or _("no cause given")), "bad"


def _untimed(row: Help, logged: Mapping[tuple[int, date], Logged], dates: Iterable[date]) -> Untimed:
    given = sum(1 for on in dates if (told := logged.get((row.id, on))) is not None and told.given)
    return Untimed(row.id, row.pupil, row.child, row.group_name or row.name, row.giver, given, row.times_a_week)
