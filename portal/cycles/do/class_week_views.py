"""The teacher's week: every session of the children whom the reader teaches or answers for."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from flask import request

from portal import clock
from portal.access import audit
from portal.access.me import me
from portal.access.permissions import LEADERS, action, may
from portal.cycles.answering import Answer, bp
from portal.cycles.do import class_week_queries as queries
from portal.cycles.do.class_week import week
from portal.cycles.do.planned import monday
from portal.organisation.calendars import calendars_of
from portal.timeline import releases
from portal.web.page import page

_WEEK, _TO_FRIDAY = timedelta(weeks=1), timedelta(days=4)
# Years outside of which nobody plans a week, nor can a calendar count.
_YEARS = range(2000, 2100)


class Briefing(NamedTuple):
    """When teacher and support staff talk about a child, as the plan has it; and what is new for them."""

    pupil: int
    name: str
    agreed: str
    news: list[queries.News]


@bp.route("/week")
@action("session.log")
def class_week() -> Answer:
    """Monday to Friday of a week: `?of=` any day of it; `?teacher=` for whose children, where the reader leads."""
    who, first = me(), monday(_day())
    here = who.setting or 0
    helps = queries.helps(here, first, first + _TO_FRIDAY)
    people = queries.teachers({row.teacher for row in helps if row.teacher}) if who.role in LEADERS else []
    chosen = _teacher(people)
    shown = [row for row in helps if chosen is None or row.teacher == chosen]
    audit.listed({row.pupil for row in shown}, "week")
    ids = [row.id for row in shown]
    logged = queries.logged(ids, first, first + _TO_FRIDAY)
    return page(
        "cycles/do/class_week.html",
        week=week(shown, queries.times(ids), logged, calendars_of([here])[here], first, clock.today()),
        briefings=_briefings(shown, queries.news({row.pupil for row in shown}, clock.today() - queries.NEW_FOR)),
        waiting=releases.to_release(here, clock.today() - releases.SHOWN) if may(who.role, "entry.release") else [],
        first=first,
        last=first + _TO_FRIDAY,
        today=clock.today(),
        before=(first - _WEEK).isoformat(),
        after=(first + _WEEK).isoformat(),
        people=people,
        chosen=chosen,
    )


def _day() -> date:
    try:
        asked = date.fromisoformat(request.args.get("of", ""))
    except ValueError:
        return clock.today()
    return asked if asked.year in _YEARS else clock.today()


def _teacher(people: list[tuple[int, str]]) -> int | None:
    """Whose children are shown: the asked teacher's; the reader's own where there are any; else everybody's."""
    ids = [person for person, _name in people]
    if "teacher" in request.args:
        asked = request.args.get("teacher", type=int)
        return asked if asked in ids else None
    return me().person if me().person in ids else None


def _briefings(helps: list[queries.Help], news: list[queries.News]) -> list[Briefing]:
    found = {}
    for row in helps:
        told = [one for one in news if one.pupil == row.pupil]
        if row.briefings or told:
            found[row.pupil] = Briefing(row.pupil, row.child, row.briefings or "", told)
    return sorted(found.values(), key=lambda one: (not one.news, one.name))
