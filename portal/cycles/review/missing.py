"""What is missing before a review can be held, and before the pause to learn can start. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import lazy_gettext as _l

from portal.cycles.facts import CycleFacts, Missing, NextStep, OutcomeFacts, Rating, TargetFacts


def to_review(facts: CycleFacts) -> Iterator[Missing]:
    """A review may be held at any time: an early one is never refused. The date is what it is measured against."""
    if not facts.review_on:
        yield Missing("review_on", _l("Set a date for the review."), "arrangements")
    if not facts.responsible.strip():
        # After a move the teacher before is no longer here: somebody new answers for the help that goes on.
        yield Missing(
            "responsible", _l("Name the teacher who answers for the plan day to day."), "arrangements", blocks=False
        )
    yield from _late(facts)
    if facts.unsent:
        sentence = _l("Send what has changed in the plan since it went out: %(num)s.", num=facts.unsent)
        yield Missing("unsent", sentence, "changes", blocks=False)


def _late(facts: CycleFacts) -> Iterator[Missing]:
    """A late review asks for its cause, and delays nothing further by it."""
    if facts.late_unexplained:
        sentence = _l("Say why the review was late.") if facts.reviewed_on else _l("Say why the review is late.")
        yield Missing("late_cause", sentence, "late", blocks=False)


def to_learn(facts: CycleFacts) -> Iterator[Missing]:
    for outcome in facts.outcomes:
        for target in outcome.targets:
            yield from _impact(target)
        yield from _outcome(outcome)
    if not facts.child_review_view.settled:
        sentence = _l("Ask the child how it went, or say why their view could not be heard.")
        yield Missing("child_view", sentence, "review-views")
    if not facts.family_review_view.settled:
        sentence = _l("Ask the family how it went, or say why they could not be heard.")
        yield Missing("family_view", sentence, "review-views")
    if not facts.staff_review_view:
        yield Missing("staff_view", _l("Add the view of the staff who did the work."), "review-views")
    if not facts.attended:
        yield Missing("attended", _l("Write down who took part in the review."), "review-meeting")
    if not facts.reviewed_on:
        yield Missing("reviewed_on", _l("Write down the day of the review."), "review-meeting")
    if not facts.next_step:
        yield Missing("next_step", _l("Choose the next step, and say who agreed."), "next-step")
    elif facts.next_step is NextStep.REFERRAL and not (facts.referrals or facts.referral_to.strip()):
        yield Missing("referral_to", _l("Name the service you refer to."), "referral")
    yield from _late(facts)


def _outcome(outcome: OutcomeFacts) -> Iterator[Missing]:
    """Impact is judged for the outcome as well as for its targets."""
    if not outcome.rating:
        sentence = _l("Say how far the outcome “%(label)s” was reached, with its evidence.", label=outcome.label)
        yield Missing("outcome_rating", sentence, "outcome-impact", outcome.id)
    elif not outcome.evidence.strip():
        sentence = _l("Give the evidence for the outcome “%(label)s”.", label=outcome.label)
        yield Missing("outcome_evidence", sentence, "outcome-impact", outcome.id)


def _impact(target: TargetFacts) -> Iterator[Missing]:
    if not target.rating:
        yield Missing(
            "rating",
            _l("Rate the target “%(label)s” with its evidence.", label=target.label),
            "impact",
            target.id,
        )
    elif not target.evidence.strip():
        sentence = _l("Give the evidence for “%(label)s”.", label=target.label)
        if target.rating is Rating.NOT_ASSESSED:
            sentence = _l("Say why “%(label)s” was not assessed.", label=target.label)
        yield Missing("evidence", sentence, "impact", target.id)
    elif target.unscaled:
        sentence = _l("Say which of its levels “%(label)s” reached.", label=target.label)
        yield Missing("scaled", sentence, "impact", target.id, blocks=False)
