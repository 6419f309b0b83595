"""Which stage of a cycle may follow which, and what is still missing: the rules of Assess, Plan, Do, Review, Learn, pure.

Every rule answers with a list of `Missing` (a task list: what, and the page where it is done), never with a bare no.
The rules come from the authority's own pages on the cycle and from the SEND Code of Practice 2015, chapter 6.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from portal.cycles.assess.understanding_words import area_name
from portal.cycles.facts import CycleFacts, NextStep, Rating, Source, Stage, TargetFacts

REVIEW_NOTICE = timedelta(days=14)


class State(StrEnum):
    """What a reader is told about a cycle today: the stage, made exact by its dates."""

    ASSESSING = "assessing"
    PLANNING = "planning"
    AGREED = "agreed"
    CIRCULATED = "circulated"
    DOING = "doing"
    REVIEW_DUE = "review_due"
    OVERDUE = "overdue"
    REVIEWED = "reviewed"
    LEARNING = "learning"
    CLOSED = "closed"


class Missing(NamedTuple):
    """One thing to do. `where`: the page of the cycle (or 'target', 'provision'… with `item` its id) on which it is done."""

    code: str
    sentence: LazyString
    where: str
    item: int | None = None
    blocks: bool = True
    """False: good practice that the reader is reminded of; the stage may start without it."""


FOLLOWS: dict[Stage, Stage] = {
    Stage.ASSESS: Stage.PLAN,
    Stage.PLAN: Stage.DO,
    Stage.DO: Stage.REVIEW,
    Stage.REVIEW: Stage.LEARN,
    Stage.LEARN: Stage.CLOSED,
}
"""Only forwards: what a stage holds can still be added to later, so nothing needs to go back."""


def next_stage(stage: Stage) -> Stage | None:
    """The stage that follows; None after the last."""
    return FOLLOWS.get(stage)


def may_follow(stage: Stage, wanted: Stage) -> bool:
    """Whether `wanted` is the stage after `stage`, whatever is still missing."""
    return FOLLOWS.get(stage) is wanted


def state_of(
    stage: Stage,
    today: date,
    *,
    agreed_on: date | None = None,
    circulated_on: date | None = None,
    review_on: date | None = None,
    reviewed_on: date | None = None,
    notice: timedelta = REVIEW_NOTICE,
) -> State:
    """What to call a cycle today. A review is due from `notice` (14 days) before its date until it is held, overdue the day after."""
    if stage is Stage.PLAN:
        return State.CIRCULATED if circulated_on else State.AGREED if agreed_on else State.PLANNING
    if stage in (Stage.DO, Stage.REVIEW):
        if stage is Stage.REVIEW and reviewed_on:
            return State.REVIEWED
        if review_on and today > review_on:
            return State.OVERDUE
        if stage is Stage.REVIEW or (review_on and today >= review_on - notice):
            return State.REVIEW_DUE
        return State.DOING
    return {Stage.ASSESS: State.ASSESSING, Stage.LEARN: State.LEARNING, Stage.CLOSED: State.CLOSED}[stage]


def missing(facts: CycleFacts) -> list[Missing]:
    """Everything to do before the stage after the present one can start, in the order of work; empty when it may."""
    rule = _RULES.get(facts.stage)
    return list(rule(facts)) if rule else []


def blocking(things: list[Missing]) -> list[Missing]:
    """Those of `things` that the next stage cannot start without."""
    return [thing for thing in things if thing.blocks]


def may_advance(facts: CycleFacts) -> bool:
    """Whether the next stage may start today."""
    return next_stage(facts.stage) is not None and not blocking(missing(facts))


def missing_to_agree(facts: CycleFacts) -> list[Missing]:
    """Everything to do before the plan can be agreed at its meeting."""
    return list(_agree(facts))


def missing_to_circulate(facts: CycleFacts) -> list[Missing]:
    """Everything to do before the plan can be sent to all who need it."""
    things = missing_to_agree(facts)
    if not facts.agreed_on:
        things.append(Missing("agreed", _l("Agree the plan at a meeting with the family, and record it."), "agreement"))
    return things


def _assess(facts: CycleFacts) -> Iterator[Missing]:
    if not facts.child_view.settled:
        yield Missing("child_view", _l("Ask for the child’s own view, or say why it could not be heard."), "views")
    if not facts.family_view.settled:
        yield Missing(
            "family_view",
            _l("Ask the family for their views and hopes, or say why they could not be heard."),
            "views",
        )
    if not facts.sources & {Source.IN_HOUSE, Source.CURRENT}:
        yield Missing("in_house", _l("Add an observation or an assessment made here."), "evidence")
    if not facts.barriers:
        yield Missing("barriers", _l("Name at least one barrier to learning."), "understanding")
    if not facts.understanding:
        yield Missing(
            "understanding",
            _l("Write what you understand of the need now, and what changed and why."),
            "understanding",
        )
    for area in facts.revisit:
        sentence = _l("Look again at what is written about “%(area)s”: refine it, or confirm it.", area=area_name(area))
        yield Missing(f"revisit_{area}", sentence, "understanding", blocks=False)
    if facts.views > 1 and not facts.sense_made:
        sentence = _l("Do the views differ? Put them side by side and make sense of them.")
        yield Missing("sense", sentence, "differences", blocks=False)
    for source, sentence in SOURCE_REMINDERS.items():
        if source not in facts.sources:
            yield Missing(f"source_{source}", sentence, "evidence", blocks=False)


SOURCE_REMINDERS: dict[Source, LazyString] = {
    Source.PREVIOUS: _l("Look at earlier attainment: what the child could do before."),
    Source.NATIONAL: _l("Compare the tracking data with national data."),
    Source.AGENCY: _l("Add the advice of outside services, if there is any."),
}


def _agree(facts: CycleFacts) -> Iterator[Missing]:
    if facts.inherited_open:
        yield Missing(
            "inherited",
            _l("Decide about what was learnt before: use it, or set it aside with a reason."),
            "inherited",
        )
    yield from _aims(facts)
    yield from _help(facts)
    if not facts.responsible.strip():
        yield Missing("responsible", _l("Name the teacher who answers for the plan day to day."), "arrangements")
    if not facts.review_on:
        yield Missing("review_on", _l("Set a date for the review."), "arrangements")
    for difference in facts.differences_open:
        sentence = _l(
            "“%(about)s” is still seen differently: resolve it, or try it out in the plan.", about=difference.label
        )
        yield Missing("difference", sentence, "difference", difference.id, blocks=False)


def _aims(facts: CycleFacts) -> Iterator[Missing]:
    if not facts.outcomes:
        yield Missing("outcome", _l("Write at least one outcome."), "outcomes")
    for outcome in facts.outcomes:
        if not outcome.targets:
            sentence = _l("Add a target to the outcome “%(label)s”.", label=outcome.label)
            yield Missing("target", sentence, "outcome", outcome.id)
    for target in facts.targets:
        yield from _criteria(target)


def _help(facts: CycleFacts) -> Iterator[Missing]:
    if not facts.provisions:
        yield Missing("provision", _l("Add at least one kind of help: who gives it, and when."), "provisions")
    for provision in facts.provisions:
        if not (provision.who.strip() and provision.when.strip()):
            sentence = _l("Say who runs “%(label)s”, and when.", label=provision.label)
            yield Missing("who_when", sentence, "provision", provision.id)


def _criteria(target: TargetFacts) -> Iterator[Missing]:
    asked = (
        (
            "how",
            bool(target.how.strip()),
            _l("Say how progress on “%(label)s” is measured.", label=target.label),
        ),
        ("when", bool(target.when), _l("Say when progress on “%(label)s” is measured.", label=target.label)),
        (
            "by_whom",
            bool(target.measured_by_whom.strip()),
            _l("Say who measures “%(label)s”.", label=target.label),
        ),
    )
    for code, told, sentence in asked:
        if not told:
            yield Missing(f"criteria_{code}", sentence, "target", target.id)


def _start_doing(facts: CycleFacts) -> Iterator[Missing]:
    yield from missing_to_circulate(facts)
    if not facts.circulated_on:
        yield Missing("circulated", _l("Send the plan to everyone it concerns before it begins."), "circulation")
    for need in facts.training:
        if not (need.met_on or need.delay_reason.strip()):
            yield Missing(
                "training",
                _l("Record the training “%(label)s”, or why it is late.", label=need.label),
                "training",
                need.id,
            )


def _hold_review(facts: CycleFacts) -> Iterator[Missing]:
    """A review may be held at any time: an early one is never refused. The date is what it is measured against."""
    if not facts.review_on:
        yield Missing("review_on", _l("Set a date for the review."), "arrangements")
    if facts.unsent:
        sentence = _l("Send what has changed in the plan since it went out: %(num)s.", num=facts.unsent)
        yield Missing("unsent", sentence, "changes", blocks=False)


def _review(facts: CycleFacts) -> Iterator[Missing]:
    for target in facts.targets:
        yield from _impact(target)
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
    elif facts.next_step is NextStep.REFERRAL and not facts.referral_to.strip():
        yield Missing("referral_to", _l("Name the service you refer to."), "next-step")


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


def _learn(facts: CycleFacts) -> Iterator[Missing]:
    if not (facts.helps or facts.nothing_helps_reason.strip()):
        yield Missing("helps", _l("Write what helps, or say why nothing did."), "learning")
    if not (facts.doesnt_help or facts.nothing_hinders_reason.strip()):
        sentence = _l("Write what does not help, or say why there is nothing to write.")
        yield Missing("doesnt_help", sentence, "learning")
    if not facts.ordinary:
        sentence = _l("Write what ordinary teaching takes on, or say why nothing.")
        yield Missing("ordinary", sentence, "ordinary")


_RULES = {
    Stage.ASSESS: _assess,
    Stage.PLAN: _start_doing,
    Stage.DO: _hold_review,
    Stage.REVIEW: _review,
    Stage.LEARN: _learn,
}
