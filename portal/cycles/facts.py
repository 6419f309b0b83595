"""The words of a cycle and the facts its rules look at: plain values, loaded by `queries.facts()`."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from flask_babel import LazyString


class Stage(StrEnum):
    """Where a cycle stands, in its only order."""

    ASSESS = "assess"
    PLAN = "plan"
    DO = "do"
    REVIEW = "review"
    LEARN = "learn"
    CLOSED = "closed"


class Source(StrEnum):
    """The six sources that Assess combines."""

    VIEWS = "views"
    IN_HOUSE = "in_house"
    CURRENT = "current"
    PREVIOUS = "previous"
    NATIONAL = "national"
    AGENCY = "agency"


class Rating(StrEnum):
    """How far a target was reached."""

    ACHIEVED = "achieved"
    MOSTLY = "mostly"
    PARTLY = "partly"
    NOT_YET = "not_yet"
    NOT_ASSESSED = "not_assessed"


class NextStep(StrEnum):
    """What a review decides."""

    NEXT_CYCLE = "next_cycle"
    ORDINARY = "ordinary_provision"
    REFERRAL = "referral"


class View(NamedTuple):
    """Whether a person's view was heard, or why it could not be."""

    given: bool = False
    reason_absent: str = ""

    @property
    def settled(self) -> bool:
        """Heard, or its absence explained."""
        return self.given or bool(self.reason_absent.strip())


class TargetFacts(NamedTuple):
    """One SMART target: `label` is how the reader knows it; `measured_by_whom` names a person or a role."""

    id: int
    label: str
    how: str = ""
    when: date | str | None = None
    measured_by_whom: str = ""
    rating: Rating | None = None
    evidence: str = ""
    """What shows the rating; for "not assessed" the reason why."""
    unscaled: bool = False
    """The plan describes levels for it, and which was reached is not said yet."""


class OutcomeFacts(NamedTuple):
    """One outcome and the targets under it."""

    id: int
    label: str
    targets: tuple[TargetFacts, ...] = ()
    rating: Rating | None = None
    evidence: str = ""


class ProvisionFacts(NamedTuple):
    """One adjustment, piece of equipment, support or intervention: `who` runs it and `when`."""

    id: int
    label: str
    who: str = ""
    when: str = ""


class DifferenceFacts(NamedTuple):
    """One difference of view that is still open: `label` says what it is about."""

    id: int
    label: str


class TrainingFacts(NamedTuple):
    """One training need: met on a date, or its delay explained."""

    id: int
    label: str
    met_on: date | None = None
    delay_reason: str = ""


class CycleFacts(NamedTuple):
    """All that the rules look at, loaded by `queries.facts()`. Empty defaults are a cycle opened a moment ago."""

    stage: Stage = Stage.ASSESS
    number: int = 1
    # Assess
    sources: frozenset[Source] = frozenset()
    child_view: View = View()
    family_view: View = View()
    barriers: bool = False
    understanding: bool = False
    views: int = 0
    sense_made: bool = False
    # Areas whose statement was written in an earlier cycle and not looked at in this one.
    revisit: tuple[str, ...] = ()
    differences_open: tuple[DifferenceFacts, ...] = ()
    inherited_open: int = 0
    # Plan
    outcomes: tuple[OutcomeFacts, ...] = ()
    provisions: tuple[ProvisionFacts, ...] = ()
    training: tuple[TrainingFacts, ...] = ()
    responsible: str = ""
    meeting_on: date | None = None
    review_on: date | None = None
    agreed_on: date | None = None
    circulated_on: date | None = None
    # Do: what has changed since the plan was sent
    unsent: int = 0
    # Review
    reviewed_on: date | None = None
    # The day of the review is over, or was when it was held, and nobody has said why.
    late_unexplained: bool = False
    child_review_view: View = View()
    family_review_view: View = View()
    staff_review_view: bool = False
    attended: bool = False
    next_step: NextStep | None = None
    referral_to: str = ""
    # Referrals to services that this review considered.
    referrals: int = 0
    # Learn
    child_reflection: View = View()
    family_reflection: View = View()
    staff_reflection: bool = False
    helps: int = 0
    doesnt_help: int = 0
    ordinary: bool = False
    nothing_helps_reason: str = ""
    nothing_hinders_reason: str = ""

    @property
    def targets(self) -> tuple[TargetFacts, ...]:
        """Every target of every outcome."""
        return tuple(target for outcome in self.outcomes for target in outcome.targets)


class Receiver(NamedTuple):
    """Somebody who gets the plan; `person` where they have an account; `why` they are proposed, in words."""

    name: str
    role: str = ""
    person: int | None = None
    why: str = ""


class Missing(NamedTuple):
    """One thing to do. `where`: the page of the cycle (or 'target', 'provision'… with `item` its id) on which it is done."""

    code: str
    sentence: LazyString
    where: str
    item: int | None = None
    blocks: bool = True
    """False: good practice that the reader is reminded of; the stage may start without it."""
