"""The rows of one cycle, each kind read at most once, and the facts that the rules look at."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from peewee import JOIN, fn, prefetch

from portal import clock
from portal.cycles import facts as f
from portal.cycles.assess.models import Account, Contribution, Difference, Understanding
from portal.cycles.circulation.version_queries import not_sent
from portal.cycles.learn.models import Learning, Reflection
from portal.cycles.models import Cycle
from portal.cycles.plan.ledger import Inherited, inherited, strength
from portal.cycles.plan.models import IN_PLAN, Attendee, Circulation, Outcome, Provision, Slot, Target, TrainingNeed
from portal.cycles.review.models import Referral


class Rows:
    """What hangs on one cycle. Nothing is read before it is asked for."""

    def __init__(self, cycle: Cycle) -> None:
        self.cycle = cycle

    @cached_property
    def outcomes(self) -> list[Outcome]:
        """Outcomes in their order, each with `.targets` (two statements)."""
        outcomes = (
            Outcome.select()
            .where((Outcome.cycle == self.cycle) & Outcome.dropped_on.is_null())
            .order_by(Outcome.position, Outcome.id)
        )
        targets = (
            Target.select()
            .where((Target.cycle == self.cycle) & Target.dropped_on.is_null())
            .order_by(Target.position, Target.id)
        )
        return list(prefetch(outcomes, targets))

    @property
    def targets(self) -> list[Target]:
        """Every target of every outcome."""
        return [target for outcome in self.outcomes for target in outcome.targets]

    @cached_property
    def provisions(self) -> list[Provision]:
        """What the child gets: planned, running or paused, also from cycles before."""
        return list(
            Provision.select()
            .where((Provision.pupil == self.cycle.pupil_id) & Provision.status.in_(IN_PLAN))
            .order_by(Provision.kind, Provision.id)
        )

    @cached_property
    def training(self) -> list[TrainingNeed]:
        """What somebody must learn first."""
        return list(TrainingNeed.select().where(TrainingNeed.cycle == self.cycle).order_by(TrainingNeed.id))

    @cached_property
    def circulations(self) -> list[Circulation]:
        """Who got the plan as it stands now."""
        return list(
            Circulation.select()
            .where((Circulation.cycle == self.cycle) & (Circulation.plan_version == self.cycle.plan_version))
            .order_by(Circulation.id)
        )

    @cached_property
    def contributions(self) -> list[Contribution]:
        """Views and evidence of every stage, in the order given."""
        return list(
            Contribution.select()
            .where(Contribution.cycle == self.cycle)
            .order_by(Contribution.given_on, Contribution.id)
        )

    def of_stage(self, stage: str) -> list[Contribution]:
        """Views and evidence of one stage."""
        return [row for row in self.contributions if row.stage == stage]

    @cached_property
    def understandings(self) -> list[Understanding]:
        """Our understanding in each area as this cycle knows it: the newest version of each, the whole child first.

        A closed cycle shows what was known when it closed. One statement.
        """
        other = Understanding.alias()
        newest = other.select(fn.MAX(other.number)).where(
            (other.pupil == self.cycle.pupil_id) & (other.area == Understanding.area)
        )
        if self.cycle.closed_on:
            newest = newest.where(other.written_on <= self.cycle.closed_on)
        return list(
            Understanding.select()
            .where((Understanding.pupil == self.cycle.pupil_id) & (Understanding.number == newest))
            .order_by(Understanding.area)
        )

    @cached_property
    def differences(self) -> list[Difference]:
        """Views that differ: opened in this cycle, or in an earlier one and still open when it began."""
        return list({row.id: row for row in self._differing}.values())

    @cached_property
    def accounts(self) -> list[Account]:
        """The accounts of `differences` whose words the reader sees, each with its contribution as `.seen`."""
        read = (getattr(row, "account", None) for row in self._differing)
        return [account for account in read if account is not None and getattr(account, "seen", None) is not None]

    @cached_property
    def _differing(self) -> list[Any]:
        """Each difference once for each of its accounts. One statement for both."""
        return list(
            Difference.select(Difference, Account, Contribution)
            .join(Account, JOIN.LEFT_OUTER, on=(Account.difference == Difference.id), attr="account")
            .join(Contribution, JOIN.LEFT_OUTER, on=(Account.contribution == Contribution.id), attr="seen")
            .where(
                (Difference.pupil == self.cycle.pupil_id)
                & (
                    (Difference.state == "open")
                    | (Difference.cycle == self.cycle.id)
                    | (Difference.ended_on >= self.cycle.opened_on)
                )
            )
            .order_by(Difference.id, Account.id)
        )

    @cached_property
    def learnings(self) -> list[Learning]:
        """What this cycle taught."""
        return list(Learning.select().where(Learning.cycle == self.cycle).order_by(Learning.id))

    @cached_property
    def reflections(self) -> list[Reflection]:
        """What everybody said in the pause to learn, in the order given."""
        return list(
            Reflection.select().where(Reflection.cycle == self.cycle).order_by(Reflection.given_on, Reflection.id)
        )

    @cached_property
    def inherited(self) -> list[Inherited]:
        """What earlier cycles taught, with what this plan does with each. One statement."""
        return inherited(self.cycle)

    @cached_property
    def attendees(self) -> list[Attendee]:
        """Who was asked to the meeting of the plan, in the order asked."""
        return list(
            Attendee.select()
            .where((Attendee.cycle == self.cycle) & (Attendee.stage == "plan") & Attendee.taken_off_on.is_null())
            .order_by(Attendee.id)
        )

    @cached_property
    def slots(self) -> list[Slot]:
        """Times of the child's own week, in its order."""
        rows = Slot.select().where((Slot.pupil == self.cycle.pupil_id) & Slot.ended_on.is_null())
        return list(rows.order_by(Slot.weekday, Slot.at, Slot.id))

    @cached_property
    def unsent(self) -> int:
        """How many rows of the plan differ from the version that was sent last. At most five statements."""
        return len(not_sent(self.cycle, self)) if self.cycle.circulated_on else 0


def facts(rows: Rows) -> f.CycleFacts:
    """The facts of a cycle for its present stage; rows of other stages are not read."""
    cycle = rows.cycle
    stage = f.Stage.CLOSED if cycle.closed_on else f.Stage(cycle.stage)
    base = f.CycleFacts(
        stage=stage,
        number=cycle.number,
        responsible="named" if cycle.responsible_teacher_id else "",
        meeting_on=cycle.met_on,
        review_on=cycle.review_on,
        agreed_on=cycle.agreed_on,
        circulated_on=cycle.circulated_on,
        reviewed_on=cycle.reviewed_on,
        late_unexplained=_unexplained(cycle),
    )
    read = {
        f.Stage.ASSESS: _assess,
        f.Stage.PLAN: _plan,
        f.Stage.DO: _do,
        f.Stage.REVIEW: _review,
        f.Stage.LEARN: _learn,
    }.get(stage)
    return read(rows, base) if read else base


def _unexplained(cycle: Cycle) -> bool:
    """Whether a review was not held, or is not, on its day, and nobody has said why."""
    held = cycle.reviewed_on or clock.today()
    return bool(cycle.review_on and cycle.review_on < held and not (cycle.late_cause and cycle.reviewed_on))


def _view(rows: Rows, stage: str, whose: str, absent: str) -> f.View:
    # Words of a child or family among the evidence of earlier attainment are not their view of today.
    here = [row for row in rows.of_stage(stage) if stage != "assess" or row.source == "views"]
    given = any(row.whose == whose and row.text for row in here)
    return f.View(given, absent)


def _assess(rows: Rows, base: f.CycleFacts) -> f.CycleFacts:
    here = rows.of_stage("assess")
    written = [row for row in rows.understandings if row.cycle_id == rows.cycle.id]
    known = {source.value for source in f.Source}
    return base._replace(
        sources=frozenset(f.Source(row.source) for row in here if row.source in known),
        child_view=_view(rows, "assess", "child", rows.cycle.child_views_absent),
        family_view=_view(rows, "assess", "family", rows.cycle.family_views_absent),
        barriers=any(row.barriers.strip() for row in written),
        understanding=bool(written),
        views=sum(row.source == "views" for row in here),
        # Rows of the source "sense" are how differences were kept before they had a table.
        sense_made=any(row.source == "sense" for row in here)
        or any(row.cycle_id == rows.cycle.id for row in rows.differences),
        revisit=tuple(row.area for row in rows.understandings if row.cycle_id != rows.cycle.id),
    )


def _target(row: Target) -> f.TargetFacts:
    return f.TargetFacts(
        id=row.id,
        label=row.name or row.does_what,
        how=row.measured_how,
        when=row.measured_when or row.by_when,
        measured_by_whom=row.measured_by,
        rating=_rating(row),
        evidence=row.evidence,
        unscaled=bool(row.scale and row.rating and row.rating != f.Rating.NOT_ASSESSED and row.scaled is None),
    )


def _outcomes(rows: Rows) -> tuple[f.OutcomeFacts, ...]:
    return tuple(
        f.OutcomeFacts(row.id, row.text, tuple(map(_target, row.targets)), _rating(row), row.evidence)
        for row in rows.outcomes
    )


def _rating(row: Outcome | Target) -> f.Rating | None:
    return f.Rating(row.rating) if row.rating else None


def _plan(rows: Rows, base: f.CycleFacts) -> f.CycleFacts:
    return base._replace(
        outcomes=_outcomes(rows),
        provisions=tuple(
            f.ProvisionFacts(
                row.id, row.name, row.deliverer_name or ("named" if row.deliverer_id else ""), row.when_text
            )
            for row in rows.provisions
        ),
        training=tuple(f.TrainingFacts(row.id, row.what, row.met_on, row.delay_reason) for row in rows.training),
        inherited_open=strength(rows.inherited).undecided,
        differences_open=tuple(f.DifferenceFacts(row.id, row.about) for row in rows.differences if row.state == "open"),
    )


def _do(rows: Rows, base: f.CycleFacts) -> f.CycleFacts:
    return base._replace(unsent=rows.unsent)


def _review(rows: Rows, base: f.CycleFacts) -> f.CycleFacts:
    cycle = rows.cycle
    return base._replace(
        outcomes=_outcomes(rows),
        child_review_view=_view(rows, "review", "child", cycle.child_review_absent),
        family_review_view=_view(rows, "review", "family", cycle.family_review_absent),
        staff_review_view=any(row.whose in ("teacher", "support_staff", "senco") for row in rows.of_stage("review")),
        attended=bool(cycle.attended.strip()),
        next_step=f.NextStep(cycle.next_step) if cycle.next_step else None,
        referral_to=cycle.referral_to,
        referrals=_referrals(cycle) if cycle.next_step == f.NextStep.REFERRAL else 0,
    )


def _referrals(cycle: Cycle) -> int:
    return int(Referral.select().where(Referral.cycle == cycle.id).count())


def _learn(rows: Rows, base: f.CycleFacts) -> f.CycleFacts:
    cycle = rows.cycle
    kinds = [row.kind for row in rows.learnings]
    said = {row.whose for row in rows.reflections}
    return base._replace(
        child_reflection=f.View("child" in said, cycle.child_learn_absent),
        family_reflection=f.View("family" in said, cycle.family_learn_absent),
        staff_reflection=bool(said - {"child", "family"}),
        helps=kinds.count("helps") + kinds.count("only_when"),
        doesnt_help=kinds.count("hinders"),
        ordinary=bool(cycle.ordinary_teaching.strip()),
        nothing_helps_reason=cycle.nothing_helps_why,
        nothing_hinders_reason=cycle.nothing_hinders_why,
    )
