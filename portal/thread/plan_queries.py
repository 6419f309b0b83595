"""What a child gets, has learnt and is aiming at: prepared statements, one each whatever the length of a life."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from peewee import JOIN, Value

from portal.access.prepared import Prepared
from portal.access.sight import Bind
from portal.accounts.models import Person
from portal.cycles.assess.models import Contribution
from portal.cycles.do.models import Delivery
from portal.cycles.learn.models import Learning, LearningUse, Reflection
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Outcome, Provision, Target, TrainingNeed
from portal.transitions.models import Decision, Transition


class Help(NamedTuple):
    """One provision, once for each decision about it (decision columns empty where there is none)."""

    id: int
    name: str
    kind: str
    detail: str
    starts_on: date
    status: str
    ended_on: date | None
    status_reason: str
    minutes: int | None
    times_a_week: int | None
    group_size: int | None
    deliverer: str | None
    deliverer_name: str
    deliverer_id: int | None
    when_text: str
    target: int | None
    setting: int | None
    cycle_number: int | None
    choice: str | None
    decided_on: date | None
    reason: str | None
    look_again_on: date | None
    moved_on: date | None


helps: Prepared[Help] = Prepared(
    Help,
    lambda: (
        Provision.select(
            Provision.id, Provision.name, Provision.kind, Provision.detail, Provision.starts_on, Provision.status,
            Provision.ended_on, Provision.status_reason, Provision.minutes, Provision.times_a_week,
            Provision.group_size, Person.name, Provision.deliverer_name, Provision.deliverer,
            Provision.when_text, Provision.target, Provision.setting,
            Provision.started_cycle_number, Decision.choice, Decision.on, Decision.reason, Decision.look_again_on,
            Transition.moves_on,
        )
        .join(Person, JOIN.LEFT_OUTER, on=Provision.deliverer == Person.id)
        .join(Decision, JOIN.LEFT_OUTER, on=Decision.provision == Provision.id)
        .join(Transition, JOIN.LEFT_OUTER, on=Decision.transition == Transition.id)
        .where(Provision.pupil == Bind("pupil"))
        .order_by(Provision.starts_on, Provision.id, Decision.on, Decision.id)
    ),
)  # fmt: skip


class Learnt(NamedTuple):
    """One learning, once for each cycle that used it or set it aside."""

    id: int
    kind: str
    text: str
    learnt_on: date
    retired_on: date | None
    retired_reason: str
    cycle_number: int | None
    use_cycle: int | None
    used: bool | None
    how: str | None
    use_target: int | None = None
    use_provision: int | None = None


def _learnt() -> object:
    using = Cycle.alias()
    return (
        Learning.select(
            Learning.id, Learning.kind, Learning.text, Learning.learnt_on, Learning.retired_on,
            Learning.retired_reason, Cycle.number, using.number, LearningUse.used, LearningUse.how,
            LearningUse.target, LearningUse.provision,
        )
        .join(Cycle, JOIN.LEFT_OUTER, on=Learning.cycle == Cycle.id)
        .join(LearningUse, JOIN.LEFT_OUTER, on=LearningUse.learning == Learning.id)
        .join(using, JOIN.LEFT_OUTER, on=LearningUse.cycle == using.id)
        .where(Learning.pupil == Bind("pupil"))
        .order_by(Learning.learnt_on, Learning.id, LearningUse.id)
    )  # fmt: skip


learnings: Prepared[Learnt] = Prepared(Learnt, _learnt)


class Aim(NamedTuple):
    """One outcome of a cycle, once for each of its targets (target columns empty where there is none)."""

    outcome: int
    outcome_text: str
    target: int | None
    name: str | None
    does_what: str | None
    how_well: str | None
    where: str | None
    by_when: date | None
    measured_how: str | None
    measured_when: str | None
    measured_by: str | None
    baseline: str | None
    baseline_value: str | None
    goal_value: str | None
    unit: str | None
    rating: str | None
    evidence: str | None
    # Levels of Goal Attainment Scaling as they are described, and the one reached.
    scale: dict[str, str] | None
    scaled: int | None
    outcome_rating: str
    outcome_evidence: str


aims: Prepared[Aim] = Prepared(
    Aim,
    lambda: (
        Outcome.select(
            Outcome.id, Outcome.text, Target.id, Target.name, Target.does_what, Target.how_well, Target.where,
            Target.by_when, Target.measured_how, Target.measured_when, Target.measured_by, Target.baseline,
            Target.baseline_value, Target.goal_value, Target.unit, Target.rating, Target.evidence,
            Target.scale, Target.scaled, Outcome.rating, Outcome.evidence,
        )
        .join(Target, JOIN.LEFT_OUTER, on=(Target.outcome == Outcome.id) & Target.dropped_on.is_null())
        .where((Outcome.cycle == Bind("cycle")) & Outcome.dropped_on.is_null())
        .order_by(Outcome.position, Outcome.id, Target.position, Target.id)
    ),
)  # fmt: skip


class Session(NamedTuple):
    """One session of a provision since the cycle began: given or not, and what was measured."""

    provision: int
    on: date
    given: bool
    cause: str
    measure: str
    target: int | None


sessions: Prepared[Session] = Prepared(
    Session,
    lambda: (
        Delivery.select(
            Delivery.provision, Delivery.on, Delivery.given, Delivery.cause, Delivery.measure, Provision.target
        )
        .join(Provision, on=Delivery.provision == Provision.id)
        .where((Delivery.pupil == Bind("pupil")) & (Delivery.on >= Bind("since")))
        .order_by(Delivery.on.desc(), Delivery.id.desc())
        .limit(600)
    ),
)


class Part(NamedTuple):
    """A view or piece of evidence of a cycle ("view", ``on`` the day given) or a training need ("training", the day met)."""

    what: str
    id: int
    stage: str
    whose: str
    source: str
    text: str
    on: date | None
    delay_reason: str


def _parts() -> object:
    views = Contribution.select(
        Value("view"),
        Contribution.id,
        Contribution.stage,
        Contribution.whose,
        Contribution.source,
        Contribution.text,
        Contribution.given_on,
        Value(""),
    ).where(Contribution.cycle == Bind("cycle"))
    needs = TrainingNeed.select(
        Value("training"),
        TrainingNeed.id,
        Value(""),
        Value(""),
        Value(""),
        TrainingNeed.what,
        TrainingNeed.met_on,
        TrainingNeed.delay_reason,
    ).where(TrainingNeed.cycle == Bind("cycle"))
    said = Reflection.select(
        Value("reflection"),
        Reflection.id,
        Value("learn"),
        Reflection.whose,
        Value(""),
        Value(""),
        Reflection.given_on,
        Value(""),
    ).where(Reflection.cycle == Bind("cycle"))
    return views.union_all(needs).union_all(said)


parts: Prepared[Part] = Prepared(Part, _parts)
