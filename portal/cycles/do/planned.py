"""How many sessions should have taken place: from the times agreed and the setting's own calendar, pure.

A day on which the setting is closed, a day on which the help was paused, and a day before it began or after it ended
hold no session: none of them can be lost. The time between two cycles is like any other: agreed help goes on.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import accumulate, groupby
from math import lcm
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


class Rate(NamedTuple):
    """How often help is due. `weekdays`: one number (Monday is 1) for each time of the week; empty: times unknown."""

    weekdays: tuple[int, ...] = ()
    times_a_week: int | None = None

    @property
    def a_week(self) -> int:
        """Sessions of a whole week; 0 where no number was agreed."""
        return len(self.weekdays) or self.times_a_week or 0

    def due(self, days: Sequence[date]) -> list[date]:
        """The days of sessions among days on which the setting is open and the help not paused."""
        if self.weekdays:
            return [day for day in days for _time in range(self.weekdays.count(day.isoweekday()))]
        if not self.times_a_week:
            return []
        return [day for _week, part in groupby(days, key=monday) for day in _spread(self.times_a_week, list(part))]


class Earlier(NamedTuple):
    """How often help was due before it was changed: up to, not with, the day `until`."""

    until: date
    rate: Rate


class Agreed(NamedTuple):
    """When one kind of help is due. `weekdays`, `times_a_week`: how often now; `earlier`: how often before, oldest first.

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
    earlier: tuple[Earlier, ...] = ()

    @property
    def rates(self) -> list[Earlier]:
        """Every rate with the day on which it ended, oldest first; the one that holds has no end."""
        found: list[Earlier] = []
        for one in (*self.earlier, Earlier(date.max, Rate(self.weekdays, self.times_a_week))):
            if found and found[-1].rate == one.rate:
                # Nothing changed: a week is not counted as two parts of a week.
                found.pop()
            found.append(one)
        return found


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

    Days before a change of the dose are counted by the dose of their own time: what was due then stays due.
    """
    days = open_days[bisect_left(open_days, agreed.first) : bisect_right(open_days, agreed.last)]
    held = [day for day in days if not any(pause.holds(day) for pause in agreed.pauses)]
    found: list[tuple[date, int]] = []
    begun = 0
    for rate in agreed.rates:
        ended = max(begun, bisect_left(held, rate.until))
        found += [(day, rate.rate.a_week) for day in rate.rate.due(held[begun:ended])]
        begun = ended
    if not agreed.weeks:
        return [day for day, _a_week in found]
    # A session is its share of an agreed week: three of them, or once the dose is four, four.
    whole = lcm(*(a_week for _day, a_week in found))
    used = accumulate(whole // a_week for _day, a_week in found)
    return [
        day
        for (day, _a_week), so_far in zip(found, used, strict=True)
        if so_far <= whole * agreed.weeks or (agreed.logged_on and day <= agreed.logged_on)
    ]


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
