"""Pages of what people say for a review: one's own view, the child's with a scribe, and views as they were told."""

from __future__ import annotations

from typing import Any

from flask import abort, request
from flask_babel import gettext as _

from portal import clock
from portal.access.me import me
from portal.access.permissions import ASSISTANTS, action, may
from portal.cycles import queries
from portal.cycles.answering import Answer, bp, load, saved
from portal.cycles.assess.actions import View, give_view
from portal.cycles.assess.models import Contribution
from portal.cycles.models import Cycle
from portal.cycles.review.answer_actions import change
from portal.cycles.review.answer_forms import QUESTIONS, ChildAnswersForm, MyAnswersForm, ToldForm
from portal.cycles.review.measures import line, measured
from portal.cycles.review.sealing import sealed
from portal.cycles.review.voices import own_view
from portal.cycles.rows import Rows
from portal.cycles.speakers import speaker, speaks_as
from portal.web.page import day, done


def _back() -> str:
    """Where somebody lands afterwards: assistants do not see the review, but the plan."""
    return "cycles.review" if may(me().role, "cycle.reports") else "cycles.plan"


def _thanks(cycle: Cycle) -> str:
    """Where the words go: assistants land on a page that does not show them."""
    if cycle.review_on and cycle.review_on >= clock.today():
        return _("Thank you. It is read at the review on %(day)s.", day=day(cycle.review_on))
    return _("Thank you. It is read at the review.")


def _say(form: Any, cycle: Cycle, row: Contribution | None, view: View) -> Contribution:
    act = form.act()
    return change(act, cycle, form.stands(row), view) if row else give_view(act, cycle, "review", view)


@bp.route("/cycles/<int:cycle>/review/my-view", methods=["GET", "POST"])
@action("view.give")
def my_review_view(cycle: int) -> Answer:
    """One's own answers to the three questions, given before the meeting and changed until it is held."""
    found = load(cycle)
    whose = speaks_as(me().role)
    row = own_view(found, whose, me().person)
    if not request.form and (sealed(found) or (row and found.reviewed_on)):
        return done(_back(), _("The review was held. What was said for it stands as it is."), cycle=found.id)
    form = MyAnswersForm(obj=row, version=row.version if row else None)
    if me().role in ASSISTANTS:
        del form.audience
    value = measured(found)
    return saved(
        form,
        found,
        lambda: _say(form, found, row, form.view(whose, speaker(found, whose))),
        to=_back(),
        message=_thanks(found),
        title=_("How did the plan go?"),
        lead=_(
            "Three short questions for the review. One answer is enough. You can change them until the review is held."
        ),
        template="cycles/review/my_view.html",
        aims=[(row.name or row.does_what, row.how_well, line(row, value.get(row.id))) for row in Rows(found).targets],
        released="audience" not in form,
        free_text=True,
    )


@bp.route("/cycles/<int:cycle>/review/child-view", methods=["GET", "POST"])
@action("view.give")
def child_review_view(cycle: int) -> Answer:
    """The child's own answers, with pictures, big words and somebody who writes."""
    found = load(cycle)
    row = own_view(found, "child", me().person)
    if row is not None and (sealed(found) or found.reviewed_on):
        row = None
    form = ChildAnswersForm(version=row.version if row else None, name=row.name if row else speaker(found, "child"))
    if row is not None and not form.is_submitted():
        form.begin({"better": row.better, "hard": row.hard, "wish": row.wish})
        form.audience.data = row.audience
    return saved(
        form,
        found,
        lambda: _say(form, found, row, form.view()),
        to=_back(),
        title=_("Ask %(name)s", name=found.pupil.preferred_forename or found.pupil.forename),
        template="cycles/review/child_view.html",
        questions=QUESTIONS,
        free_text=True,
    )


@bp.route("/cycles/<int:cycle>/review/views/new", methods=["GET", "POST"])
@action("view.give")
def new_review_view(cycle: int) -> Answer:
    """Somebody's answers as they were told: in person, on paper, on the phone."""
    found = load(cycle)
    whose = request.args.get("whose", "")
    form = ToldForm(whose=whose, name=speaker(found, whose))
    return _told(found, form, None, _("Add a view"))


@bp.route("/cycles/<int:cycle>/review/views/<int:view>", methods=["GET", "POST"])
@action("view.give")
def review_view(cycle: int, view: int) -> Answer:
    """Change what one wrote down for somebody, until the review is held."""
    found = load(cycle)
    row = queries.part_or_404(Contribution, view, found)
    if row.stage != "review":
        abort(404)
    if row.by_id != me().person:
        abort(403)
    form = ToldForm(obj=row, version=row.version, on=row.given_on)
    if not (row.better or row.hard or row.wish) and not form.is_submitted():
        form.better.data = row.text
    return _told(found, form, row, _("Change a view"))


def _told(cycle: Cycle, form: ToldForm, row: Contribution | None, title: str) -> Answer:
    return saved(
        form,
        cycle,
        lambda: _say(form, cycle, row, form.view()),
        to=_back(),
        title=title,
        lead=_("Write it as it was said. Somebody with an account can answer on their own page instead."),
        template="cycles/review/told.html",
        free_text=True,
    )
