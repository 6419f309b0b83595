"""The verbs of Review: impact per target and per outcome, the written record, the step to the pause to learn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from flask_babel import gettext as _

from portal.access.acting import Act, Refused
from portal.cycles.custody import held_here, in_stage, may_advance
from portal.cycles.facts import Rating, Stage
from portal.cycles.in_charge import in_charge
from portal.cycles.keeping import papers
from portal.cycles.learn.asking import asked
from portal.cycles.models import Cycle
from portal.cycles.plan.meeting_actions import key_of
from portal.cycles.plan.models import Attendee, Outcome, Target
from portal.cycles.review.annual_rows import held_with, keeps_its_plan
from portal.cycles.review.models import Opinion
from portal.cycles.review.opinion_queries import opinions_of
from portal.cycles.review.sealing import unsealed
from portal.notices import recipients
from portal.pupils.settings_of import secret
from portal.timeline.record import Story, record

TOP_LEVEL = 2
"""Goal Attainment Scaling counts from 2 below to 2 above what was expected."""

NEXT_STEPS = {
    "next_cycle": "Another cycle",
    "ordinary_provision": "Ordinary provision now meets the need",
    "referral": "Referral to a service",
}


class Present(NamedTuple):
    """Somebody at a review: `asked` their row among those who were asked, `agrees` with the next step (None: not said)."""

    name: str
    role: str = ""
    person: int | None = None
    asked: Attendee | None = None
    came: bool = True
    agrees: bool | None = None
    words: str = ""


class Meeting(NamedTuple):
    """The written record of a review.

    `attended` and `agreed`: who, in words, where `people` does not name them one by one.
    """

    on: date
    attended: str
    impact: str
    next_step: str
    note: str
    agreed: str = ""
    referral_to: str = ""
    people: Sequence[Present] = ()


def rate(act: Act, cycle: Cycle, target: Target, *, rating: str, evidence: str, scaled: int | None = None) -> Target:
    """Rate a target against its success criteria, with the evidence; or "not assessed" with the reason.

    `scaled`: the level reached, -2 to 2, where the plan described levels (Goal Attainment Scaling; 0 is as expected).
    """
    _evidenced(act, cycle, rating, evidence)
    if scaled is not None and (not target.scale or abs(scaled) > TOP_LEVEL):
        raise Refused(_("The plan has no such level for this target."))
    target.rating, target.evidence, target.rated_on = rating, evidence, act.today
    target.scaled = None if rating == Rating.NOT_ASSESSED else scaled
    title = f"Target rated: {target.name or target.does_what}"[:250]
    story = Story("target_rated", title, evidence, stage="review", data={"rating": rating, "scaled": target.scaled})
    record(act, story, target, pupil=cycle.pupil_id, cycle=cycle)
    return target


def rate_outcome(act: Act, cycle: Cycle, outcome: Outcome, *, rating: str, evidence: str) -> Outcome:
    """Say how far an outcome was reached: what became of the child's life is more than the sum of the targets.

    Impact is judged "both in terms of the desired outcomes and the success criteria" (the authority's page on Review).
    """
    _evidenced(act, cycle, rating, evidence)
    outcome.rating, outcome.evidence, outcome.rated_on = rating, evidence, act.today
    title = f"Outcome rated: {outcome.text}"[:250]
    story = Story("outcome_rated", title, evidence, stage="review", data={"rating": rating})
    record(act, story, outcome, pupil=cycle.pupil_id, cycle=cycle)
    return outcome


def _evidenced(act: Act, cycle: Cycle, rating: str, evidence: str) -> None:
    held_here(act, cycle)
    unsealed(cycle)
    in_stage(cycle, Stage.REVIEW)
    if not evidence.strip():
        not_assessed = rating == Rating.NOT_ASSESSED
        raise Refused(_("Say why it was not assessed.") if not_assessed else _("Give the evidence for the rating."))


def hold(act: Act, cycle: Cycle, meeting: Meeting) -> Cycle:
    """Write down the review: when, who took part, impact on the outcomes, the next step, who agreed and who did not."""
    held_here(act, cycle)
    unsealed(cycle)
    in_stage(cycle, Stage.REVIEW)
    keeps_its_plan(cycle, meeting.next_step)
    if meeting.on > act.today:
        raise Refused(_("The review must be today or earlier."))
    came = [one for one in meeting.people if one.came]
    attended = "\n".join(", ".join(filter(None, (one.name, one.role))) for one in came) or meeting.attended
    if not attended.strip():
        raise Refused(_("Say who took part."))
    cycle.reviewed_on, cycle.attended, cycle.impact = meeting.on, attended, meeting.impact
    cycle.next_step, cycle.next_step_note = meeting.next_step, meeting.note
    cycle.next_step_agreed, cycle.referral_to = meeting.agreed, meeting.referral_to
    opinions = _opinions(act, cycle, meeting)
    # Of a setting that nobody may know no names go into the story: the cycle keeps them.
    nameless = secret(cycle.pupil_id, cycle.setting_id)
    story = Story(
        "review_held", "Review held", meeting.impact, stage="review", occurred_on=meeting.on,
        data={
            "attended": "" if nameless else attended, "next_step": meeting.next_step, "note": meeting.note,
            "agreed": "" if nameless else meeting.agreed, "referral_to": meeting.referral_to,
            "against": sum(not row.agrees for row in opinions), "opinions": [row.words for row in opinions if row.words],
        },
    )  # fmt: skip
    told = [*in_charge(cycle, "review_held"), *recipients.family(cycle.pupil_id, "review_held", cycle.id)]
    rows = [*_attendees(act, cycle, meeting.people), *opinions, *held_with(cycle, meeting.on)]
    record(act, story, cycle, *rows, pupil=cycle.pupil_id, cycle=cycle, tell=told)
    return cycle


def _attendees(act: Act, cycle: Cycle, people: Sequence[Present]) -> list[Attendee]:
    """Those who were asked, with whether they came; and those who came unasked."""
    rows = []
    for one in people:
        row = one.asked or Attendee(
            pupil=cycle.pupil_id, cycle=cycle, setting=act.setting, stage="review", person=one.person,
            name=one.name, role=one.role,
        )  # fmt: skip
        if one.asked or one.came:
            row.came = one.came
            rows.append(row)
    return rows


def _opinions(act: Act, cycle: Cycle, meeting: Meeting) -> list[Opinion]:
    """What each person said of the next step. What somebody said themselves is theirs: nobody writes over it."""
    standing = {key_of(row.person_id, row.name): row for row in opinions_of(cycle) if not row.own}
    rows = []
    for one in meeting.people:
        if one.agrees is None:
            continue
        row = standing.get(key_of(one.person, one.name)) or Opinion(
            pupil=cycle.pupil_id, cycle=cycle, setting=act.setting, person=one.person, name=one.name, role=one.role,
        )  # fmt: skip
        row.agrees, row.words, row.given_on = one.agrees, one.words, meeting.on
        rows.append(row)
    return rows


def start_learning(act: Act, cycle: Cycle) -> Cycle:
    """From Review to Learn: the pause in which everybody says what was learnt. The review is sealed."""
    may_advance(act, cycle, Stage.REVIEW)
    cycle.stage = Stage.LEARN.value
    story = Story("stage_started", "Learning pause started", stage="learn", data={"stage": "learn"})
    # Everybody who worked on it, the family and the child stop and think: the pause is asked for, not hoped for.
    record(act, story, cycle, *papers(act, cycle, "sealed"), pupil=cycle.pupil_id, cycle=cycle, tell=asked(cycle))
    return cycle
