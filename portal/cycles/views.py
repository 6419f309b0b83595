"""The cycle's own page, a child's cycles, opening one, and the step to the next stage."""

from __future__ import annotations

from flask import Response, abort
from flask_babel import gettext as _

from portal.access import audit
from portal.access.me import me
from portal.access.permissions import action, may
from portal.cycles import lead_views, opening, queries
from portal.cycles.answering import Answer, bp, load
from portal.cycles.assess import actions as assess_actions
from portal.cycles.assess import difference_views, understanding_views
from portal.cycles.assess import score_views as assess_score_views
from portal.cycles.assess import views as assess_views
from portal.cycles.circulation import views as circulation_views
from portal.cycles.do import actions as do_actions
from portal.cycles.do import class_week_views, session_views
from portal.cycles.do import views as do_views
from portal.cycles.forms import OpenForm, StageForm
from portal.cycles.frame import STATES, frame
from portal.cycles.help import choice_views as help_choice_views
from portal.cycles.help import cost_views, map_views, training_views, urgent_views, week_views
from portal.cycles.help import views as help_views
from portal.cycles.learn import actions as learn_actions
from portal.cycles.learn import reflection_views
from portal.cycles.learn import views as learn_views
from portal.cycles.models import Cycle
from portal.cycles.plan import agree_actions, arrangement_views, ledger_views, link_views, meeting_views, settle_views
from portal.cycles.plan import aim_views as plan_views
from portal.cycles.plan import page as plan_page
from portal.cycles.review import actions as review_actions
from portal.cycles.review import addendum_views as review_addendum_views
from portal.cycles.review import annual_views as review_annual_views
from portal.cycles.review import answer_views as review_answer_views
from portal.cycles.review import arrange_views as review_arrange_views
from portal.cycles.review import day_views as review_day_views
from portal.cycles.review import rating_views as review_rating_views
from portal.cycles.review import referral_views as review_referral_views
from portal.cycles.review import views as review_views
from portal.cycles.rows import Rows
from portal.pupils.queries import child_or_404
from portal.web.page import done, invalid, page
from portal.web.saving import saving

ADVANCE = {
    "assess": assess_actions.start_planning,
    "plan": agree_actions.start_doing,
    "do": do_actions.start_review,
    "review": review_actions.start_learning,
    "learn": learn_actions.close,
}


@bp.route("/cycles/<int:cycle>")
@action("cycle.see")
def cycle(cycle: int) -> Response:
    """The cycle: its present stage."""
    found = queries.cycle_or_404(cycle)
    stage = found.stage
    if stage in ("assess", "review") and not may(me().role, "cycle.reports"):
        stage = "plan"
    return done(f"cycles.{stage}", cycle=found.id)


@bp.route("/children/<int:pupil>/cycles")
@action("cycle.see")
def of_child(pupil: int) -> Answer:
    """A child's cycles, newest first."""
    child = child_or_404(pupil)
    audit.looked(pupil, "cycles")
    rows = [(row, str(STATES[queries.state_of(row)])) for row in queries.cycles_of(pupil)]
    may_open = may(me().role, "cycle.open") and not any(row.closed_on is None for row, _state in rows)
    return page("cycles/of_child.html", child=child, rows=rows, may_open=may_open)


@bp.route("/children/<int:pupil>/cycles/new", methods=["GET", "POST"])
@action("cycle.open")
def open(pupil: int) -> Answer:
    """Open the first cycle, or the next from what the last one left."""
    child = child_or_404(pupil)
    audit.looked(pupil, "cycles")
    last = queries.last_cycle(pupil)
    form = OpenForm()
    if form.validate_on_submit():
        with saving(form) as result:
            opening.open_cycle(form.act(), pupil)
        if result.ok:
            opened = queries.open_cycle(pupil) or abort(404)
            return done("cycles.assess", _("Cycle %(number)s is open.", number=opened.number), cycle=opened.id)
    inherited = Rows(Cycle(pupil=pupil, number=last.number + 1)).inherited if last else []
    answer = invalid if form.is_submitted() else page
    return answer("cycles/open.html", form=form, child=child, last=last, inherited=inherited)


@bp.route("/cycles/<int:cycle>/stage", methods=["POST"])
@action("cycle.write")
def stage(cycle: int) -> Answer:
    """Take the step to the next stage; what is missing comes back as the list of things to do."""
    found = load(cycle)
    form = StageForm()
    if form.validate_on_submit():
        if form.leaving.data != found.stage:
            return done(f"cycles.{found.stage}", _("The cycle is in another stage now."), cycle=found.id)
        step = ADVANCE[found.stage]
        with saving(form) as result:
            step(form.act(), form.stands(found))
        if result.ok:
            return done(f"cycles.{found.stage}", _("Saved."), cycle=found.id)
    found = queries.cycle_or_404(cycle)
    return invalid("cycles/stage.html", frame=frame(found, Rows(found), form), form=form)


# Each of these hangs its pages on the blueprint.
__all__ = [
    "arrangement_views",
    "assess_score_views",
    "assess_views",
    "bp",
    "circulation_views",
    "class_week_views",
    "cost_views",
    "difference_views",
    "do_views",
    "help_choice_views",
    "help_views",
    "lead_views",
    "learn_views",
    "ledger_views",
    "link_views",
    "map_views",
    "meeting_views",
    "plan_page",
    "plan_views",
    "reflection_views",
    "review_addendum_views",
    "review_annual_views",
    "review_answer_views",
    "review_arrange_views",
    "review_day_views",
    "review_rating_views",
    "review_referral_views",
    "review_views",
    "session_views",
    "settle_views",
    "training_views",
    "understanding_views",
    "urgent_views",
    "week_views",
]
