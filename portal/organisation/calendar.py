"""School days, terms, review dates and school ages, as pure functions over one setting's `Calendar`.

Dates only: no times, so no daylight-saving edge. An academic year is named by the year it starts in
(2025 = 1 September 2025 to 31 August 2026), as the census and the Common Transfer File do.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

import holidays

ONE_DAY = timedelta(days=1)
REVIEW_WEEKS = (6, 8)
SHORTEST_CYCLE = timedelta(weeks=4)
"""When six to eight weeks on is all holiday, a review before the holiday needs at least this long to have something to review."""
LONGEST_CLOSURE = 200
"""Days to look for a school day before saying that the calendar has none."""


class Term(NamedTuple):
    """One term of one setting, both days included. Breaks inside it (half term) are closures."""

    name: str
    starts: date
    ends: date


class Calendar(NamedTuple):
    """When one setting is open to children.

    `terms`: in order, not overlapping; years, and parts of a year, without any get `typical_terms`.
    `closures`: INSET days, half terms, elections, snow: days inside a term without children.
    `all_year`: day nurseries and childminders: every weekday that is no bank holiday and no closure.
    """

    terms: tuple[Term, ...] = ()
    closures: frozenset[date] = frozenset()
    all_year: bool = False


class ReviewWindow(NamedTuple):
    """When a plan that starts on `start` should be reviewed.

    `earliest` to `latest`: six to eight weeks on, or less where a term ends it. `proposed`: a school day,
    inside the window when it holds one (`in_window`), never after `one_term_on(start)`.
    """

    earliest: date
    latest: date
    proposed: date
    in_window: bool


class NoSchoolDayError(ValueError):
    """The calendar has no school day within reach: its terms or closures are wrong."""


@lru_cache(maxsize=64)
def bank_holidays(year: int) -> frozenset[date]:
    """Bank holidays of England in a calendar year, with substitute days."""
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def academic_year(day: date) -> int:
    """The year in which the academic year of `day` starts: it runs from 1 September to 31 August."""
    return day.year if day.month >= 9 else day.year - 1


def academic_year_name(year: int) -> str:
    """2025 -> '2025 to 2026'."""
    return f"{year} to {year + 1}"


def year_group(born: date, on: date) -> int:
    """National Curriculum year by age at 31 August: 0 is Reception, 1 Year 1, -1 nursery (3 to 4), -2 (2 to 3).

    The usual year for the age. A child taught out of year has it on the placement instead.
    """
    return academic_year(on) - academic_year(born) - 5


def age(born: date, on: date) -> int:
    """Whole years; a child born on 29 February has the birthday on 1 March in other years, as in English law."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def end_of_compulsory_school_age(born: date) -> date:
    """The last Friday of June of the school year in which the young person turns 16 (Education Act 1996 s8).

    From that day SEND rights are the young person's own (Children and Families Act 2014 s80 and s83).
    """
    last_day = date(academic_year(born) + 17, 6, 30)
    return last_day - timedelta(days=(last_day.weekday() - 4) % 7)


def is_weekday(day: date) -> bool:
    """Monday to Friday."""
    return day.weekday() < 5


@lru_cache(maxsize=64)
def typical_terms(year: int) -> tuple[Term, ...]:
    """Three terms of an academic year as most English authorities set them, for years nobody has entered yet."""
    easter_break = _friday_on_or_before(min(_easter(year + 1) - timedelta(days=2), date(year + 1, 4, 4)))
    return (
        Term("Autumn", date(year, 9, 2), _friday_on_or_before(date(year, 12, 21))),
        Term("Spring", _monday_on_or_after(date(year + 1, 1, 3)), easter_break),
        Term("Summer", easter_break + timedelta(days=17), _friday_on_or_before(date(year + 1, 7, 23))),
    )


@lru_cache(maxsize=64)
def typical_half_terms(year: int) -> frozenset[date]:
    """The days of the three week-long breaks inside `typical_terms`: late October, mid-February, the last Monday of May."""
    mondays = (
        _monday_on_or_after(date(year, 10, 22)),
        _monday_on_or_after(date(year + 1, 2, 12)),
        _monday_on_or_after(date(year + 1, 5, 25)),
    )
    return frozenset(monday + timedelta(days=n) for monday in mondays for n in range(5))


def _easter(year: int) -> date:
    """Easter Sunday, taken from the Monday that England keeps as a bank holiday."""
    names = holidays.country_holidays("GB", subdiv="ENG", years=year, language="en_GB")
    return next(day for day in sorted(names) if "Easter Monday" in names[day]) - ONE_DAY


def _friday_on_or_before(day: date) -> date:
    return day - timedelta(days=(day.weekday() - 4) % 7)


def _monday_on_or_after(day: date) -> date:
    return day + timedelta(days=-day.weekday() % 7)


def terms_of_year(calendar: Calendar, year: int) -> tuple[Term, ...]:
    """The terms of an academic year: the setting's own, and typical ones for the part that it has not entered."""
    own = tuple(term for term in calendar.terms if academic_year(term.starts) == year)
    if not own:
        return typical_terms(year)
    before = tuple(term for term in typical_terms(year) if term.ends < own[0].starts)
    after = tuple(term for term in typical_terms(year) if term.starts > own[-1].ends)
    return before + own + after


def term_of(calendar: Calendar, day: date) -> Term | None:
    """The term that `day` lies in (weekends and half terms inside it count); None between terms."""
    return next(
        (term for term in terms_of_year(calendar, academic_year(day)) if term.starts <= day <= term.ends),
        None,
    )


def current_or_next_term(calendar: Calendar, day: date) -> Term:
    """The term that `day` lies in, or the first one that starts after it."""
    year = academic_year(day)
    terms = terms_of_year(calendar, year) + terms_of_year(calendar, year + 1)
    return next(term for term in terms if term.ends >= day)


def is_school_day(calendar: Calendar, day: date) -> bool:
    """Whether children are expected: a weekday in term that is neither bank holiday nor closure."""
    if not is_weekday(day) or day in calendar.closures or day in bank_holidays(day.year):
        return False
    if calendar.all_year:
        return True
    in_term = term_of(calendar, day)
    if in_term is None:
        return False
    return in_term in calendar.terms or day not in typical_half_terms(academic_year(day))


def _school_days(calendar: Calendar, day: date, step: timedelta) -> Iterator[date]:
    """School days from the day beside `day`, forwards or backwards; NoSchoolDayError after a too long gap."""
    gap = 0
    while gap < LONGEST_CLOSURE:
        day += step
        gap += 1
        if is_school_day(calendar, day):
            gap = 0
            yield day
    raise NoSchoolDayError(day)


def add_school_days(calendar: Calendar, day: date, count: int) -> date:
    """The `count`-th school day after `day`; `day` itself is not counted. A negative count goes back; 0 is `day`.

    Raises NoSchoolDayError when the calendar is closed for longer than any holiday.
    """
    if count == 0:
        return day
    days = _school_days(calendar, day, ONE_DAY if count > 0 else -ONE_DAY)
    for _passed in range(abs(count)):
        day = next(days)
    return day


def subtract_school_days(calendar: Calendar, day: date, count: int) -> date:
    """The `count`-th school day before `day`."""
    return add_school_days(calendar, day, -count)


def school_days_between(calendar: Calendar, start: date, end: date) -> int:
    """School days after `start`, up to and with `end`; negative when `end` is the earlier one."""
    if end < start:
        return -school_days_between(calendar, end, start)
    return sum(is_school_day(calendar, start + timedelta(days=n)) for n in range(1, (end - start).days + 1))


def school_day_on_or_after(calendar: Calendar, day: date) -> date:
    """`day` when it is a school day, else the next one."""
    return add_school_days(calendar, day - ONE_DAY, 1)


def school_day_on_or_before(calendar: Calendar, day: date) -> date:
    """`day` when it is a school day, else the one before it."""
    return subtract_school_days(calendar, day + ONE_DAY, 1)


def one_term_on(calendar: Calendar, start: date) -> date:
    """The last date for a review that is still termly: as many school days on as the present term holds.

    Provision must be reviewed at least once a term with child and family (Code 6.65 reads 'at least three times a year').
    """
    term = current_or_next_term(calendar, start)
    length = school_days_between(calendar, term.starts - ONE_DAY, term.ends)
    return add_school_days(calendar, max(start, term.starts), max(length, 1))


def review_limit(start: date, calendar: Calendar, reviews_a_year: int = 3) -> date:
    """The last day for the review of a plan that starts on `start`: a term on, or less where the authority asks for more reviews."""
    limit = one_term_on(calendar, start)
    if reviews_a_year > 3:
        limit = min(limit, school_day_on_or_before(calendar, start + timedelta(days=365 // reviews_a_year)))
    return limit


def review_window(
    start: date, calendar: Calendar, weeks: tuple[int, int] = REVIEW_WEEKS, reviews_a_year: int = 3
) -> ReviewWindow:
    """When to review a plan that starts on `start`: six to eight weeks on, on a school day, never later than a term.

    `weeks` and `reviews_a_year` are the authority's rules: more than three reviews a year shorten the term.

    Where that fortnight holds no school day (summer), the review comes before the holiday if the plan has then run
    four weeks: the people who delivered it are still there. Otherwise it is the first school day after.
    """
    limit = review_limit(start, calendar, reviews_a_year)
    earliest = min(start + timedelta(weeks=weeks[0]), limit)
    latest = min(start + timedelta(weeks=weeks[1]), limit)
    proposed = school_day_on_or_after(calendar, earliest)
    if proposed <= latest:
        return ReviewWindow(earliest, latest, proposed, in_window=True)
    before = school_day_on_or_before(calendar, earliest)
    if before >= start + SHORTEST_CYCLE or proposed > limit:
        proposed = before
    return ReviewWindow(earliest, latest, proposed, in_window=False)
