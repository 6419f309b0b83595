"""The annual review of an education, health and care plan that a cycle's review is, where it is one."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext as _

from portal.access.acting import Refused
from portal.cycles.models import Cycle
from portal.ehcp.models import AnnualReview
from portal.ehcp.queries import plan_of
from portal.ehcp.standing import has_plan

ANNUAL = "annual"


def held_with(cycle: Cycle, on: date) -> list[AnnualReview]:
    """The annual review that is held with the review of the cycle, with the day of its meeting. Not saved yet."""
    if cycle.review_kind != ANNUAL:
        return []
    row = AnnualReview.get_or_none((AnnualReview.cycle_id == cycle.id) & (AnnualReview.decided == ""))
    # Once the report has gone, the day that it names stands.
    if row is None or row.report_on:
        return []
    row.met_on = on
    return [row]


def keeps_its_plan(cycle: Cycle, next_step: str) -> None:
    """Raises Refused where a review would say that ordinary provision is enough for a child with a plan.

    Only the authority ends one (Children and Families Act 2014 s45): a setting asks it for an early review.
    """
    if next_step == "ordinary_provision" and stands(cycle.pupil_id):
        raise Refused(
            _(
                "This child has an education, health and care plan. Only the authority ends it: ask it for an early review."
            ),
            "next_step",
        )


def stands(pupil: int) -> bool:
    """Whether the child has a plan: the register says so, or it is entered. At most two statements."""
    return has_plan(pupil) or plan_of(pupil) is not None
