"""How many sessions should have taken place: from the times agreed and the setting's own calendar, pure.

A day on which the setting is closed, a day on which the help was paused, and a day before it began or after it ended
hold no session: none of them can be lost. The time between two cycles is like any other: agreed help goes on.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple

from portal.organisation.calendar import (
    Calendar,
    academic_year,
    bank_holidays,
    is_weekday,
    terms_of_year,
    typical_half_terms,
)

SCHOOL_WEEK = 5
_DAY = timedelta(days=1)
# How an event of the timeline leaves help: "paused" until one that sets it going again.
_GOES_ON = ("running", "adapted", "adapt", "stopped", "finished", "stop")
_PAUSES = ("paused", "pause")


class Span(NamedTuple):
    """Days from `first` up to, not with, `until`; None: until further notice."""

    first: date
    until: date | None = None

    def holds(self, day: date) -> bool:
        """Whether a day lies in it."""
        return self.first <= day and (self.until is None or day < self.until)


class Agreed(NamedTuple):
    """When one kind of help is due. `weekdays`: one number (Monday is 1) for each time of the week; empty: times unknown.

    `first` and `last`: the days to count, both included. `weeks`: how many school weeks were agreed, None: until replaced.
    `logged_on`: the day of its last logged session.
    """

    first: date
    last: date
    weekdays: tuple[int, ...] = ()
    times_a_week: int | None = None
    weeks: int | None = None
    pauses: tuple[Span, ...] = ()
    logged_on: date | None = None

    @property
    def a_week(self) -> int:
        """Sessions of a whole week; 0 where no number was agreed."""
        return len(self.weekdays) or self.times_a_week or 0


def school_days(calendar: Calendar, first: date, last: date) -> list[date]:
    """Every day from `first` to `last` on which children are expected, as `is_school_day` has it, in order."""
    if calendar.all_year:
        return [day for day in _weekdays(first, last) if _open(calendar, day)]
    found: list[date] = []
    for year in range(academic_year(first), academic_year(last) + 1):
        for term in terms_of_year(calendar, year):
            own = term in calendar.terms
            breaks = frozenset() if own else typical_half_terms(year)
            days = _weekdays(max(first, term.starts), min(last, term.ends))
            found += [day for day in days if day not in breaks and _open(calendar, day)]
    return found


def _weekdays(first: date, last: date) -> Iterable[date]:
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return (day for day in days if is_weekday(day))


def _open(calendar: Calendar, day: date) -> bool:
    return day not in calendar.closures and day not in bank_holidays(day.year)


def monday(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def due_days(agreed: Agreed, open_days: Sequence[date]) -> list[date]:
    """The days on which sessions were due, in order, a day once for each of its sessions.

    With times of the week: those that fall on a day that is open. Without: the number a week, in proportion to the days
    that the week has ("3 a week" is 2 in a week with a bank holiday), so that a short week asks for less; on the last
    days of the week, so that none is asked for too early. After the agreed weeks help goes on until it is replaced, and
    is due as far as somebody logs it: what nobody asked for in the weeks between two plans is not missing.
    """
    if not agreed.a_week or agreed.last < agreed.first:
        return []
    days = open_days[bisect_left(open_days, agreed.first) : bisect_right(open_days, agreed.last)]
    held = [day for day in days if not any(pause.holds(day) for pause in agreed.pauses)]
    if agreed.weekdays:
        found = [day for day in held for _time in range(agreed.weekdays.count(day.isoweekday()))]
    else:
        found = [day for _week, days in groupby(held, key=monday) for day in _spread(agreed.a_week, list(days))]
    if not agreed.weeks:
        return found
    most = agreed.a_week * agreed.weeks
    return found[:most] + [day for day in found[most:] if agreed.logged_on and day <= agreed.logged_on]


def _spread(a_week: int, days: Sequence[date]) -> list[date]:
    due = (a_week * len(days) * 2 + SCHOOL_WEEK) // (2 * SCHOOL_WEEK)
    return sorted(days[-1 - number % len(days)] for number in range(due))


def by_week(due: Iterable[date]) -> dict[date, int]:
    """Days as numbers of sessions by the Monday of their week; weeks without any are left out."""
    return dict(Counter(map(monday, due)))


def pauses(events: Iterable[tuple[date, str]]) -> tuple[Span, ...]:
    """The pauses of one kind of help from what was done with it, oldest first: (day, "paused", "running", "adapt" …)."""
    found: list[Span] = []
    for day, what in events:
        standing = bool(found) and found[-1].until is None
        if what in _PAUSES and not standing:
            found.append(Span(day))
        elif what in _GOES_ON and standing:
            found[-1] = found[-1]._replace(until=day)
    return tuple(found)


def counted_to(today: date, logged_on: date | None, ended_on: date | None) -> date:
    """The last day to count: yesterday, since today's session may still come, or today once it is logged.

    Help that ended is counted to the day before, or to its last logged session.
    """
    last = today if logged_on == today else today - _DAY
    if ended_on is None:
        return last
    return min(last, max(ended_on - _DAY, logged_on or ended_on - _DAY))
