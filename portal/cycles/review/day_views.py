"""Pages of a setting's reviews: what is due and late, a review day of up to twelve children, its running order."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import NamedTuple

from flask import Response, abort, request, url_for
from flask_babel import gettext as _

from portal import clock
from portal.access import audit
from portal.access.me import me
from portal.access.permissions import action, may
from portal.cycles.answering import Answer, bp
from portal.cycles.frame import TONES
from portal.cycles.models import Cycle
from portal.cycles.review.day_actions import MOST, NotAll, hold_day
from portal.cycles.review.day_forms import DayForm
from portal.cycles.review.day_queries import ToReview, of_day, owing, place_in_day, ready, to_come
from portal.cycles.review.late_causes import CAUSES, Late
from portal.organisation.calendar import Calendar, add_school_days
from portal.organisation.calendars import calendar_of
from portal.organisation.rules import Rules, rules
from portal.pupils.models import Pupil
from portal.web.page import done, invalid, page
from portal.web.saving import saving

# Views are asked for a good week before the day.
_NOTICE = 7
_MINUTES = 20


class Line(NamedTuple):
    """One child in the list: the review's state ("late", "due" or "planned") with its days, and what was typed for it."""

    row: ToReview
    state: str
    days: int
    owes: bool
    cause: str
    note: str
    problem: str


@bp.route("/reviews", methods=["GET", "POST"])
@action("review.days")
def reviews() -> Answer:
    """Children whose review is due or late; with a day, the reviews of that day in a row."""
    on = _day(request.args.get("on", ""))
    if on is not None and not request.form:
        return _of_day(on, "cycles/review/day.html")
    if request.method == "POST" and not may(me().role, "cycle.lead"):
        abort(403)
    setting, rule = me().setting or 0, rules()
    calendar = calendar_of(me().setting, me().setting_phase)
    rows = to_come(setting)
    audit.listed((row.pupil for row in rows), "reviews")
    first = add_school_days(calendar, clock.today(), _NOTICE)
    form = DayForm(on=first, first="9am", minutes=_MINUTES)
    form.cycles.choices = [(str(row.cycle), row.name) for row in rows]
    why: dict[int, str] = {}
    if form.validate_on_submit():
        with saving(form) as result:
            why = _save(form, rows, calendar, rule)
        if result.ok and not why:
            return done("cycles.reviews", _("The review day stands. Everybody is asked."), on=form.on.data.isoformat())
    return (invalid if form.is_submitted() else page)(
        "cycles/review/reviews.html",
        form=form if may(me().role, "cycle.lead") else None,
        lines=_lines(rows, rule, owing(setting), why),
        chosen=form.cycles.data or [],
        why=why,
        names={row.cycle: row.name for row in rows},
        causes=CAUSES,
        most=MOST,
        days=_days(rows),
    )


def _save(form: DayForm, rows: list[ToReview], calendar: Calendar, rule: Rules) -> dict[int, str]:
    """Arrange the day; the children who cannot be on it, each with why. Nothing is saved unless all can."""
    wanted = {int(one) for one in form.cycles.data}
    order = [row.cycle for row in rows if row.cycle in wanted]
    found = {one.id: one for one in Cycle.select(Cycle, Pupil).join(Pupil).where(Cycle.id.in_(order))}
    causes = {number: late for number in order if (late := _late(number)).cause}
    try:
        hold_day(form.act(), [found[number] for number in order], form.plan(), causes, calendar, rule)
    except NotAll as not_all:
        return not_all.why
    return {}


def _late(cycle: int) -> Late:
    return Late(request.form.get(f"cause-{cycle}", "")[:20], request.form.get(f"note-{cycle}", "")[:500].strip())


def _lines(rows: list[ToReview], rule: Rules, owed: set[int], why: dict[int, str]) -> list[Line]:
    found = []
    for row in rows:
        days = (row.review_on - clock.today()).days if row.review_on else 0
        state = "late" if days < 0 else "due" if days <= rule.review_due_days or row.stage == "review" else "planned"
        late = _late(row.cycle) if request.method == "POST" else Late(row.late_cause)
        found.append(Line(row, state, abs(days), row.pupil in owed, late.cause, late.note, why.get(row.cycle, "")))
    return found


def _days(rows: list[ToReview]) -> list[tuple[date, int]]:
    """The days to come on which two children or more are reviewed."""
    dated = [row.review_on for row in rows if row.review_on and row.review_on >= clock.today()]
    counted = [(day, len(list(same))) for day, same in groupby(sorted(dated))]
    return [(day, count) for day, count in counted if count > 1]


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


def _of_day(on: date, template: str) -> Answer:
    """The reviews of one day in a row, each with what is ready."""
    rows = of_day(me().setting or 0, on)
    audit.listed((row.pupil for row in rows), "reviews")
    waiting = [row for row in rows if row.reviewed_on is None]
    return page(
        template,
        on=on,
        rows=rows,
        ready=ready(rows),
        held=len(rows) - len(waiting),
        first=url_for("cycles.review", cycle=waiting[0].cycle) if waiting else "",
        first_name=waiting[0].forename if waiting else "",
        where=rows[0].review_where if len({row.review_where for row in rows}) == 1 and rows else "",
        tones=TONES,
        writes=may(me().role, "cycle.lead"),
    )


def next_of_day(cycle: Cycle) -> Response | None:
    """From a review just written down on a review day on to the child who comes next; None outside such a day."""
    place = place_in_day(cycle) if cycle.review_at and cycle.review_on == clock.today() else None
    if place is None or place.next is None:
        return None
    said = _("Saved. Next: %(name)s, %(at)s.", name=place.next.forename, at=place.next.at or _("no time"))
    return done("cycles.review", said, cycle=place.next.cycle)


@bp.route("/reviews/running-order")
@action("review.days")
def running_order() -> Answer:
    """The reviews of one day on a sheet of paper: when, who, who comes."""
    on = _day(request.args.get("on", "")) or abort(404)
    return _of_day(on, "cycles/review/running_order.html")
