"""When a plan is reviewed, by whom what is done for it, and the dates of a phase transfer. Pure: nothing of it is stored.

Sources: Children and Families Act 2014 s44; the SEND Regulations 2014 reg 18 (phase transfer) and reg 20 (reviews at a school);
the SEND Code of Practice 2015, 9.166 to 9.185.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from portal.organisation.calendar import academic_year, year_group

PAPERS = timedelta(weeks=2)
"""Advice reaches everybody who is asked at least two weeks before the meeting (reg 20(4))."""
REPORT = timedelta(weeks=2)
"""The report goes to the authority within two weeks of the meeting (reg 20(6))."""
DECISION = timedelta(weeks=4)
"""The authority decides to keep, amend or cease within four weeks of the meeting (reg 20(10))."""
AHEAD = timedelta(weeks=12)
"""How long before its day an annual review is shown as due: a term, in which a school arranges its meetings."""
YOUNG = 5
"""Under this age the Code asks authorities to think of a review every three to six months (9.178)."""


class Stand(NamedTuple):
    """What the clock looks at. `agreed_for`: by when the authority holds an early review that it agreed to.

    The review under way, if there is one: `due_by` as fixed when it was opened, the day of its meeting as arranged, and
    the days on which its steps were done.
    """

    issued_on: date
    reviewed_on: date | None = None
    agreed_for: date | None = None
    under_way: bool = False
    due_by: date | None = None
    meets_on: date | None = None
    papers_on: date | None = None
    met_on: date | None = None
    report_on: date | None = None


class Step(NamedTuple):
    """What is next, and its last day. `code`: arrange, papers, meet, report or decide (that one is the authority's)."""

    code: str
    by: date


class Transfer(NamedTuple):
    """A move between phases of education next September: the last day to review and amend the plan for it."""

    by: date
    to_post_16: bool


def year_from(day: date) -> date:
    """The last day of the twelve months that start with `day` (s44(1)): 28 February after a 29 February."""
    try:
        again = day.replace(year=day.year + 1)
    except ValueError:
        again = date(day.year + 1, 3, 1)
    return again - timedelta(days=1)


def review_due(stand: Stand) -> date:
    """By when the next review is complete, with the authority's decision (s44(1); Code 9.169).

    Counted from the meeting of the last review, or from the issue; an early review that was agreed comes first.
    """
    if stand.under_way and stand.due_by:
        return stand.due_by
    yearly = year_from(stand.reviewed_on or stand.issued_on)
    return min(yearly, stand.agreed_for) if stand.agreed_for else yearly


def meeting_due(due: date) -> date:
    """The last day for the meeting that leaves the authority its four weeks."""
    return due - DECISION


def papers_due(meeting: date) -> date:
    """By when everybody who is asked has the advice."""
    return meeting - PAPERS


def report_due(met_on: date) -> date:
    """By when the report is with the authority."""
    return met_on + REPORT


def decision_due(met_on: date, due: date) -> date:
    """By when the authority decides: four weeks, within the twelve months. After a late meeting, four weeks."""
    four_weeks = met_on + DECISION
    return min(four_weeks, due) if met_on <= due else four_weeks


def next_step(stand: Stand) -> Step:
    """What has to be done next for the review of a plan, and by when."""
    due = review_due(stand)
    if not stand.under_way:
        return Step("arrange", meeting_due(due))
    if stand.met_on:
        if stand.report_on:
            return Step("decide", decision_due(stand.met_on, due))
        return Step("report", report_due(stand.met_on))
    meeting = stand.meets_on or meeting_due(due)
    return Step("meet", meeting) if stand.papers_on else Step("papers", papers_due(meeting))


def is_near(step: Step, today: date) -> bool:
    """Whether a step is shown as due."""
    return step.by - AHEAD <= today if step.code == "arrange" else True


def early_years(born_on: date, since: date, today: date) -> tuple[date, date] | None:
    """For a child under five, from when to when the Code suggests a review (9.178); None from the fifth birthday on."""
    try:
        fifth = born_on.replace(year=born_on.year + YOUNG)
    except ValueError:
        fifth = date(born_on.year + YOUNG, 3, 1)
    return (_months_on(since, 3), _months_on(since, 6)) if today < fifth else None


def _months_on(day: date, months: int) -> date:
    """The same day so many months on, or the last day of a shorter month."""
    whole = day.year * 12 + day.month - 1 + months
    first = date(whole // 12, whole % 12 + 1, 1)
    following = date((whole + 1) // 12, (whole + 1) % 12 + 1, 1)
    return min(first + timedelta(days=day.day - 1), following - timedelta(days=1))


# The last year before another phase: nursery, Year 6, Year 11; and Year 2 where the school ends there.
_LAST_YEARS = (-1, 6, 11)
INFANT, INFANT_ENDS = 2, 7
"""Year 2, and the age at which an infant school ends."""


def year_number(code: str, born_on: date, today: date) -> int:
    """The National Curriculum year of a census code ("R" is 0); without one, the usual year for the age."""
    if code.isdigit():
        return int(code)
    return {"R": 0, "N2": -1, "N1": -2}.get(code, year_group(born_on, today))


def transfer(year: int, today: date, *, infant_school: bool = False) -> Transfer | None:
    """The phase transfer of a child in this National Curriculum year; None where there is none next September.

    Regulation 18: amended by 15 February of the calendar year of the transfer, by 31 March for a move to post-16.
    """
    if year not in _LAST_YEARS and not (infant_school and year == INFANT):
        return None
    moves_in = academic_year(today) + 1
    post_16 = year == _LAST_YEARS[-1]
    return Transfer(date(moves_in, 3, 31) if post_16 else date(moves_in, 2, 15), post_16)


def prepared(transfer: Transfer, decided_on: date | None) -> bool:
    """Whether the authority has decided on a review of this school year: the one that a phase transfer asks for."""
    return decided_on is not None and decided_on >= date(transfer.by.year - 1, 9, 1)


def year_before(today: date) -> date:
    """The latest day from which the twelve months are over today: `year_from(it) < today`."""
    try:
        return today.replace(year=today.year - 1)
    except ValueError:
        return date(today.year - 1, 2, 28)
