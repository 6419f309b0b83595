"""The verbs of Review: impact per target, the meeting, the step to the pause to learn."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from flask_babel import gettext as _

from portal.access.acting import Act, Refused
from portal.cycles.custody import held_here, in_stage, may_advance
from portal.cycles.facts import Rating, Stage
from portal.cycles.in_charge import in_charge
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Target
from portal.notices import recipients
from portal.timeline.record import Story, record

NEXT_STEPS = {
    "next_cycle": "Another cycle",
    "ordinary_provision": "Ordinary provision now meets the need",
    "referral": "Referral to a service",
}


class Meeting(NamedTuple):
    """The written record of a review. `attended` and `agreed`: who, in words."""

    on: date
    attended: str
    impact: str
    next_step: str
    note: str
    agreed: str
    referral_to: str = ""


def rate(act: Act, cycle: Cycle, target: Target, *, rating: str, evidence: str) -> Target:
    """Rate a target against its success criteria, with the evidence; or "not assessed" with the reason."""
    held_here(act, cycle)
    in_stage(cycle, Stage.REVIEW)
    if not evidence.strip():
        not_assessed = rating == Rating.NOT_ASSESSED
        raise Refused(_("Say why it was not assessed.") if not_assessed else _("Give the evidence for the rating."))
    target.rating, target.evidence, target.rated_on = rating, evidence, act.today
    title = f"Target rated: {target.name or target.does_what}"[:250]
    story = Story("target_rated", title, evidence, stage="review", data={"rating": rating})
    record(act, story, target, pupil=cycle.pupil_id, cycle=cycle)
    return target


def hold(act: Act, cycle: Cycle, meeting: Meeting) -> Cycle:
    """Write down the review: when, who took part, impact on the outcomes, the next step and who agreed."""
    held_here(act, cycle)
    in_stage(cycle, Stage.REVIEW)
    if meeting.on > act.today:
        raise Refused(_("The review must be today or earlier."))
    if meeting.next_step == "referral" and not meeting.referral_to.strip():
        raise Refused(_("Name the service you refer to."))
    cycle.reviewed_on, cycle.attended, cycle.impact = meeting.on, meeting.attended, meeting.impact
    cycle.next_step, cycle.next_step_note = meeting.next_step, meeting.note
    cycle.next_step_agreed, cycle.referral_to = meeting.agreed, meeting.referral_to
    story = Story(
        "review_held", "Review held", meeting.impact, stage="review", occurred_on=meeting.on,
        data={
            "attended": meeting.attended, "next_step": meeting.next_step, "note": meeting.note,
            "agreed": meeting.agreed, "referral_to": meeting.referral_to,
        },
    )  # fmt: skip
    told = [*in_charge(cycle, "review_held"), *recipients.family(cycle.pupil_id, "review_held", cycle.id)]
    record(act, story, cycle, pupil=cycle.pupil_id, cycle=cycle, tell=told)
    return cycle


def start_learning(act: Act, cycle: Cycle) -> Cycle:
    """From Review to Learn: the pause in which everybody says what was learnt. The review is sealed."""
    may_advance(act, cycle, Stage.REVIEW)
    cycle.stage = Stage.LEARN.value
    story = Story("stage_started", "Learning pause started", stage="learn", data={"stage": "learn"})
    record(act, story, cycle, pupil=cycle.pupil_id, cycle=cycle)
    return cycle
