"""When a plan is reviewed: proposed six to eight weeks ahead on a school day of its setting, never later than a term."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from flask_babel import gettext as _
from flask_babel import ngettext

from portal import clock
from portal.cycles.models import Cycle
from portal.organisation.calendar import (
    Calendar,
    add_school_days,
    bank_holidays,
    is_school_day,
    is_weekday,
    review_limit,
    review_window,
    term_of,
)
from portal.organisation.calendars import calendar_of
from portal.organisation.models import Setting
from portal.organisation.rules import rules
from portal.web.page import day as in_words

# When the last day has passed already, the review is held within two school weeks.
_GRACE = 10
# A break of so many weekdays is a holiday, not a long weekend.
_BREAK = 4


class ReviewDates(NamedTuple):
    """`start`: from when weeks are counted. `proposed` lies between `earliest` and `latest`; `limit` is the last day allowed."""

    start: date
    earliest: date
    latest: date
    proposed: date
    limit: date
    late: bool
    calendar: Calendar

    def reason(self) -> str:
        """Why `proposed`, in words: "6 weeks, a Monday, the week after a holiday"."""
        return reason(self.calendar, self.start, self.proposed)


def review_dates(cycle: Cycle, today: date | None = None) -> ReviewDates:
    """The days of a cycle's review, from its start or, before it, from today. Four statements."""
    today = today or clock.today()
    phase = Setting.select(Setting.phase).where(Setting.id == cycle.setting_id).scalar()
    rule = rules()
    return reckoned(
        cycle.started_on or today,
        today,
        calendar_of(cycle.setting_id, phase),
        (rule.review_weeks_from, rule.review_weeks_to),
        rule.reviews_a_year,
    )


def reckoned(start: date, today: date, calendar: Calendar, weeks: tuple[int, int], reviews_a_year: int) -> ReviewDates:
    """The same, pure. `weeks` and `reviews_a_year` are the authority's rules: it shortens the term, never lengthens it."""
    window = review_window(start, calendar, weeks, reviews_a_year)
    limit = review_limit(start, calendar, reviews_a_year)
    late = limit <= today
    if late:
        limit = add_school_days(calendar, today, _GRACE)
    proposed = window.proposed if window.proposed > today else add_school_days(calendar, today, 1)
    return ReviewDates(start, window.earliest, window.latest, min(proposed, limit), limit, late, calendar)


def refusal(dates: ReviewDates, wanted: date, today: date) -> str:
    """Why a day cannot be the review's, as a sentence for people; "" when it can."""
    if wanted <= today:
        return _("The review must be after today.")
    if wanted <= dates.limit:
        return _nobody_works(dates, wanted, today)
    if dates.late:
        return _("The review is late already. Choose a day up to %(limit)s.", limit=in_words(dates.limit, weekday=True))
    return _(
        "A plan is reviewed at least once a term. The last day for this one is %(limit)s.",
        limit=in_words(dates.limit, weekday=True),
    )


def _nobody_works(dates: ReviewDates, wanted: date, today: date) -> str:
    """Why a weekend or a bank holiday is no day for a review, with the nearest school day; "" on a working day."""
    if is_weekday(wanted) and wanted not in bank_holidays(wanted.year):
        return ""
    around = (add_school_days(dates.calendar, wanted, -1), add_school_days(dates.calendar, wanted, 1))
    near = min(
        (one for one in around if today < one <= dates.limit), key=lambda one: abs(one - wanted), default=dates.proposed
    )
    named, nearest = in_words(wanted, weekday=True), in_words(near, weekday=True)
    if is_weekday(wanted):
        return _("%(day)s is a bank holiday. The nearest school day is %(near)s.", day=named, near=nearest)
    return _("%(day)s is at the weekend. The nearest school day is %(near)s.", day=named, near=nearest)


def warning(dates: ReviewDates, wanted: date) -> str:
    """What to think of before a day is taken that is allowed: closed on it, or outside the window. "" when it is good."""
    if not is_school_day(dates.calendar, wanted):
        return _("You are closed on %(day)s. Is everybody free on it?", day=in_words(wanted, weekday=True))
    if wanted > dates.latest:
        return _("%(day)s is later than the usual time for a review.", day=in_words(wanted, weekday=True))
    return ""


def reason(calendar: Calendar, start: date, chosen: date) -> str:
    """How far on it is, which weekday, and whether a holiday is near."""
    weeks = (chosen - start).days // 7
    parts = [
        ngettext("%(num)d week", "%(num)d weeks", weeks),
        _("a %(weekday)s", weekday=in_words(chosen, weekday=True).split(" ")[0]),
    ]
    return ", ".join([*parts, *filter(None, [_beside(calendar, chosen)])])


def _beside(calendar: Calendar, chosen: date) -> str:
    """Whether a holiday begins or ended within a week of the day."""
    ahead = [chosen + timedelta(days=n) for n in range(1, 15)]
    behind = [chosen - timedelta(days=n) for n in range(1, 15)]
    if closed := _break(calendar, ahead):
        return _("before half term") if _half_term(calendar, closed) else _("before the holidays")
    if closed := _break(calendar, behind):
        return _("after half term") if _half_term(calendar, closed) else _("after the holidays")
    return ""


def _break(calendar: Calendar, days: list[date]) -> date | None:
    """The first closed day of a break that begins within a week of the first of `days`."""
    run: list[date] = []
    for one in days:
        if not is_weekday(one):
            continue
        run = [] if is_school_day(calendar, one) else [*run, one]
        if not run and abs((one - days[0]).days) >= 6:
            return None
        if len(run) >= _BREAK:
            return run[0]
    return None


def _half_term(calendar: Calendar, closed: date) -> bool:
    return term_of(calendar, closed) is not None
