"""The register's list from its lines: what is due, what is not yet right, filters, order, pages. Pure."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from portal.organisation.calendar import Calendar, academic_year, terms_of_year
from portal.organisation.names import fold
from portal.organisation.rules import Rules
from portal.pupils.year_groups import YEAR_GROUPS
from portal.register.queries import Line

PAGE = 50
TERMS_A_YEAR = 3


class Clock(NamedTuple):
    """What the list compares dates with: today, first and last day of the present review period, and the rules."""

    today: date
    period: date
    period_ends: date
    due_days: int
    first_review_weeks: int


class Filters(NamedTuple):
    """What the reader asked for; "" or unknown values narrow nothing."""

    q: str = ""
    provision: str = ""
    need: str = ""
    year: str = ""
    stage: str = ""
    review: str = ""
    gap: str = ""
    sort: str = ""
    page: int = 1


class Row(NamedTuple):
    """One child with what the list says about them. `review` is "", "planned", "due" or "overdue"."""

    line: Line
    review: str
    days: int
    uninformed: bool
    unreviewed: bool


class Counts(NamedTuple):
    """Of all children on the register, whatever the filters."""

    children: int
    k: int
    e: int
    overdue: int
    uninformed: int
    unreviewed: int


class Listed(NamedTuple):
    """One page of the list. `found` counts all rows that the filters leave."""

    rows: list[Row]
    found: int
    page: int
    pages: int
    counts: Counts


def clock_of(calendar: Calendar, rules: Rules, today: date) -> Clock:
    """The clock for a setting today."""
    first, last = review_period(calendar, rules, today)
    return Clock(today, first, last, rules.review_due_days, rules.review_weeks_from)


def review_period(calendar: Calendar, rules: Rules, today: date) -> tuple[date, date]:
    """First and last day of the period in which a review is owed: this term (in a holiday the one that just ended).

    Where the authority asks for two reviews a term, each half of the term is a period.
    """
    year = academic_year(today)
    term = [term for each in (year - 1, year) for term in terms_of_year(calendar, each) if term.starts <= today][-1]
    if rules.reviews_a_year <= TERMS_A_YEAR:
        return term.starts, term.ends
    middle = term.starts + (term.ends - term.starts) / 2
    return (middle, term.ends) if today >= middle else (term.starts, middle)


def row_of(line: Line, clock: Clock) -> Row:
    """What the list says about one child."""
    waiting = line.review_on is not None and line.reviewed_on is None
    days = (line.review_on - clock.today).days if line.review_on and waiting else 0
    review = "" if not waiting else "overdue" if days < 0 else "due" if days <= clock.due_days else "planned"
    return Row(line, review, days, line.informed_on is None, unreviewed(line, clock))


def unreviewed(line: Line, clock: Clock) -> bool:
    """No review with the family in this period, and none on its way."""
    waiting = line.review_on if line.reviewed_on is None else None
    return owes_review(line.since, line.family_review, waiting, clock)


def owes_review(since: date, met_family_on: date | None, planned_for: date | None, clock: Clock) -> bool:
    """Whether a child is without a review with the family in this period.

    Counted once a first review could have been held: so many weeks after the period began, or after the child came on
    the register. A review that is planned before the period ends, and is not overdue, is on its way.
    """
    if clock.today < max(clock.period, since) + timedelta(weeks=clock.first_review_weeks):
        return False
    if planned_for is not None and clock.today <= planned_for <= clock.period_ends:
        return False
    return met_family_on is None or met_family_on < clock.period


def listed(lines: Iterable[Line], clock: Clock, wanted: Filters) -> Listed:
    """One page of the list, as the filters ask for it."""
    rows = [row_of(line, clock) for line in lines]
    typed = fold(wanted.q).split()
    found = in_order([row for row in rows if fits(row, wanted) and named(row.line, typed)], wanted.sort)
    pages = max(-(-len(found) // PAGE), 1)
    page = min(max(wanted.page, 1), pages)
    return Listed(found[(page - 1) * PAGE : page * PAGE], len(found), page, pages, counted(rows))


def counted(rows: Sequence[Row]) -> Counts:
    """The counts above the list."""
    return Counts(
        children=len(rows),
        k=sum(row.line.code == "K" for row in rows),
        e=sum(row.line.code == "E" for row in rows),
        overdue=sum(row.review == "overdue" for row in rows),
        uninformed=sum(row.uninformed for row in rows),
        unreviewed=sum(row.unreviewed for row in rows),
    )


def fits(row: Row, wanted: Filters) -> bool:
    """Whether a row stays under the filters, the name apart."""
    line = row.line
    return (
        wanted.provision in ("", line.code)
        and wanted.need in ("", line.need or "none")
        and wanted.year in ("", line.year_group or "none")
        and wanted.stage in ("", line.stage or "none")
        and (not wanted.review or row.review == wanted.review)
        and (wanted.gap != "uninformed" or row.uninformed)
        and (wanted.gap != "unreviewed" or row.unreviewed)
    )


def named(line: Line, typed: Sequence[str]) -> bool:
    """Whether every word typed (folded) begins a word of the child's name, accents and case apart."""
    if not typed:
        return True
    names = f"{line.name_fold} {line.surname_fold}".split()
    return all(any(name.startswith(word) for name in names) for word in typed)


_LAST = date.max
_YEARS = {year: place for place, year in enumerate(YEAR_GROUPS)}
_ORDERS: dict[str, Callable[[Row], Any]] = {
    "review": lambda row: row.line.review_on if row.review else _LAST,
    "year": lambda row: _YEARS.get(row.line.year_group or "", len(_YEARS)),
    "need": lambda row: row.line.need or "~",
    "provision": lambda row: row.line.code,
    "since": lambda row: row.line.since,
}
"""Orders beside that by name, in which the lines come."""


def in_order(rows: list[Row], sort: str) -> list[Row]:
    """Sorted; within equals by name."""
    return sorted(rows, key=_ORDERS[sort]) if sort in _ORDERS else rows
