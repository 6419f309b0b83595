"""The steps of an annual review beside its meeting: papers, what was said of each part, the report, the authority's decision.

That a cycle's review is the annual one, and the day on which it was held, stand in `cycles.review.annual_actions`.
"""

from __future__ import annotations

from datetime import date

from flask_babel import gettext as _

from portal.access.acting import Act, Refused
from portal.ehcp.models import AnnualReview, EhcPlan
from portal.ehcp.standing import here
from portal.notices import recipients
from portal.timeline.record import Story, record

DECISIONS = ("keep", "amend", "cease")
_DECIDED = {
    "keep": "The authority keeps the plan as it is",
    "amend": "The authority changes the plan",
    "cease": "The authority proposes to end the plan",
}


def send_papers(act: Act, review: AnnualReview, on: date) -> AnnualReview:
    """Advice was asked for and sent to everybody who is asked to the meeting (SEND Regulations 2014 reg 20(4))."""
    _open(act, review)
    if on > act.today:
        raise Refused(_("Enter a day that is today or earlier."), "on")
    review.papers_on = on
    _said(act, review, Story("annual_review", "Papers for the annual review sent", occurred_on=on))
    return review


def write_down(act: Act, review: AnnualReview, answers: dict[str, str], note: str) -> AnnualReview:
    """What the meeting said of each outcome and each help, of the child's hopes, and of the next phase.

    `answers`: see `AnnualReview.answers`. It can be written before the report has gone, not after.
    """
    _open(act, review)
    if review.report_on:
        raise Refused(_("The report has gone to the authority. Write a note beside it."))
    if not (note.strip() or any(said.strip() for said in answers.values())):
        raise Refused(_("Say at least one thing about the plan."), "note")
    review.note = note
    review.answers = answers  # type: ignore[assignment]
    typed = [words for key, words in answers.items() if words and not _is_choice(key)]
    story = Story(
        "annual_review", "Annual review: what was said about the plan", "\n\n".join([*typed, *filter(None, [note])]),
        stage="review", data={"answers": answers},
    )  # fmt: skip
    _said(act, review, story)
    return review


def _is_choice(key: str) -> bool:
    """Whether an answer is one of a few, not somebody's words."""
    return key[:2] in ("e:", "f:") and not key.endswith(":words")


def send_report(act: Act, review: AnnualReview) -> AnnualReview:
    """The setting's report goes to the authority: within two weeks of the meeting (reg 20(6))."""
    _open(act, review)
    if review.met_on is None:
        raise Refused(_("Hold the meeting and write it down first."))
    if review.report_on:
        raise Refused(_("The report has gone already."))
    if not (review.answers or review.note.strip()):
        raise Refused(_("Write down what was said about the plan first."))
    review.report_on = act.today
    _said(act, review, Story("annual_review", "Report of the annual review sent to the authority", stage="review"))
    return review


def decide(act: Act, review: AnnualReview, plan: EhcPlan, decided: str, words: str) -> AnnualReview:
    """The authority keeps, amends or proposes to cease (reg 20(10)); the year starts again with the day of the meeting.

    Ceasing ends nothing yet: the plan stands until the authority ends it (Children and Families Act 2014 s45(4)).
    """
    _open(act, review)
    if decided not in DECISIONS:
        raise Refused(_("Choose keep, change or end."), "decided")
    if review.met_on is None:
        raise Refused(_("The meeting has not been held yet."))
    if decided != "keep" and not words.strip():
        raise Refused(_("Give the reasons: the setting and the family read them."), "words")
    review.decided, review.decided_on = decided, act.today
    plan.reviewed_on = review.met_on
    told = [
        *recipients.family(review.pupil_id, "annual_decided", review.pupil_id),
        *recipients.sencos(review.setting_id, "annual_decided", review.pupil_id),
    ]
    story = Story("annual_review", _DECIDED[decided], words, stage="review", data={"decided": decided})
    record(act, story, review, plan, pupil=review.pupil_id, tell=told)
    return review


def _open(act: Act, review: AnnualReview) -> None:
    here(act, review.pupil_id)
    if review.decided:
        raise Refused(_("The authority has decided on this review already."))


def _said(act: Act, review: AnnualReview, story: Story) -> None:
    record(act, story, review, pupil=review.pupil_id)
