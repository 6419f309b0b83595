"""A review day: up to twelve children in a row get day, time and place, everybody is asked, in one step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from flask_babel import gettext as _

from portal.access.acting import Act, Refused
from portal.cycles.models import Cycle
from portal.cycles.plan.meeting_actions import When
from portal.cycles.plan.review_dates import reckoned, refusal
from portal.cycles.review.arrange_actions import arrange
from portal.cycles.review.arrange_queries import attendees, proposed
from portal.cycles.review.late_causes import Late, checked, is_late
from portal.db import database
from portal.organisation.calendar import Calendar
from portal.organisation.rules import Rules

MOST = 12
_DAY = 24 * 60


class DayPlan(NamedTuple):
    """A review day. `first`: "09:00", when the first begins; `minutes`: how long each takes."""

    on: date
    first: str
    minutes: int
    where: str = ""

    def times(self, count: int) -> list[str]:
        """When each of `count` reviews begins. Raises Refused where the last would end after midnight."""
        hour, minute = map(int, self.first.split(":"))
        begins = [hour * 60 + minute + self.minutes * place for place in range(count)]
        if begins and begins[-1] + self.minutes > _DAY:
            raise Refused(_("They do not fit into the day. Begin earlier, or take fewer."), "first")
        return [f"{at // 60:02d}:{at % 60:02d}" for at in begins]


class NotAll(Refused):
    """Some of the children cannot be reviewed on that day: `why` says for each cycle. Nothing was written."""

    def __init__(self, why: Mapping[int, str]) -> None:
        super().__init__(_("Not every child can be reviewed on this day."))
        self.why = dict(why)


def hold_day(
    act: Act,
    cycles: Sequence[Cycle],
    plan: DayPlan,
    causes: Mapping[int, Late],
    calendar: Calendar,
    rule: Rules,
) -> None:
    """Set day, time and place of each review in the order given, invite to each and ask for views: all or nothing.

    `causes`: why a review is late, by cycle. Raises NotAll with a sentence for each child whose review may not be on
    that day (Code of Practice 6.65: within a term), or is late without a cause.
    """
    if not cycles:
        raise Refused(_("Choose the children whose reviews are on this day."), "cycles")
    if len(cycles) > MOST:
        raise Refused(_("Choose up to twelve children for one day."), "cycles")
    window = (rule.review_weeks_from, rule.review_weeks_to)
    dates = {
        one.id: reckoned(one.started_on or act.today, act.today, calendar, window, rule.reviews_a_year)
        for one in cycles
    }
    why = {}
    for one in cycles:
        said = refusal(dates[one.id], plan.on, act.today) if plan.on != one.review_on else ""
        if not said and is_late(one, act.today):
            said = _cause_missing(causes.get(one.id, Late()))
        if said:
            why[one.id] = said
    if why:
        raise NotAll(why)
    times = plan.times(len(cycles))
    with database.atomic():
        for one, at in zip(cycles, times, strict=True):
            # One key for each child: sending the form twice arranges nothing twice.
            own = act._replace(key=f"{act.key[:50]}-{one.id}" if act.key else None)
            arrange(
                own,
                one,
                When(plan.on, at, plan.where),
                proposed(one, attendees(one)),
                late=causes.get(one.id),
                dates=dates[one.id],
            )


def _cause_missing(late: Late) -> str:
    try:
        checked(late)
    except Refused as refused:
        return refused.reason
    return ""
