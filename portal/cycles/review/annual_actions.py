"""Holding the annual review of an education, health and care plan with the review of a cycle."""

from __future__ import annotations

from flask_babel import gettext as _

from portal.access.acting import Act, Refused
from portal.cycles.custody import held_here, in_stage
from portal.cycles.facts import Stage
from portal.cycles.models import Cycle
from portal.cycles.review.annual_rows import ANNUAL
from portal.ehcp import clock, queries
from portal.ehcp.models import AnnualReview
from portal.timeline.record import Story, record


def hold_annual(act: Act, cycle: Cycle) -> AnnualReview:
    """Make the review of this cycle the annual review of the plan, too: one meeting, one record.

    Raises Refused without an entered plan, or while another annual review waits for its decision.
    """
    held_here(act, cycle)
    in_stage(cycle, Stage.ASSESS, Stage.PLAN, Stage.DO, Stage.REVIEW)
    plan = queries.plan_of(cycle.pupil_id)
    if plan is None:
        raise Refused(_("Enter the education, health and care plan first."))
    if queries.open_review(cycle.pupil_id) is not None:
        raise Refused(_("A annual review is under way already. The authority has not decided on it yet."))
    requests = queries.requests_of(cycle.pupil_id)
    due = clock.review_due(queries.standing(plan, [], requests).stand)
    review = AnnualReview(
        pupil=cycle.pupil_id, setting=act.setting, plan=plan, cycle_id=cycle.id, due_by=due, met_on=cycle.reviewed_on
    )
    cycle.review_kind = ANNUAL
    story = Story(
        "annual_review", "The review of this cycle is the annual review of the plan, too", stage="review",
        data={"due_by": due.isoformat()},
    )  # fmt: skip
    record(act, story, review, cycle, pupil=cycle.pupil_id, cycle=cycle)
    return review
