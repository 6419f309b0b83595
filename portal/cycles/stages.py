"""Which stage of a cycle may follow which, and what is still missing: the rules of Assess, Plan, Do, Review, Learn, pure.

Every rule answers with a list of `Missing` (a task list: what, and the page where it is done), never with a bare no.
The rules come from the authority's own pages on the cycle and from the SEND Code of Practice 2015, chapter 6.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from portal.cycles.assess.missing import to_plan
from portal.cycles.facts import CycleFacts, Missing, Stage
from portal.cycles.learn.missing import to_close
from portal.cycles.plan.missing import to_do
from portal.cycles.review.missing import to_learn, to_review

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


_RULES = {
    Stage.ASSESS: to_plan,
    Stage.PLAN: to_do,
    Stage.DO: to_review,
    Stage.REVIEW: to_learn,
    Stage.LEARN: to_close,
}
