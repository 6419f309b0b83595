"""The record of a review as it is handed out: what the family may read of it, no withheld setting named."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from flask_babel import gettext as _

from portal import clock
from portal.cycles.assess.models import Contribution
from portal.cycles.do.dose import doses
from portal.cycles.do.generalise_queries import Look, Used, shown
from portal.cycles.do.models import Generalisation
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Outcome, Target
from portal.cycles.plan.smart import Smart, statement
from portal.cycles.review.addendum_queries import Addendum, addenda
from portal.cycles.review.measures import Measured, line, measured
from portal.cycles.review.models import Referral
from portal.cycles.review.opinion_queries import opinions_of
from portal.cycles.review.prepared import Given, given, helped
from portal.cycles.review.referral_states import STATES
from portal.cycles.review.sealing import sealed
from portal.cycles.rows import Rows
from portal.documents.plan_queries import signed
from portal.documents.settings_told import Told, told
from portal.organisation.rules import rules
from portal.timeline.audiences import FAMILY
from portal.timeline.models import AudienceChange, Entry

_ORDER = ("child", "family", "teacher", "support_staff", "senco", "professional")


class Said(NamedTuple):
    """One person's answers to the three questions; `text` where they were not given in three. `name` "": not told."""

    whose: str
    name: str
    better: str
    hard: str
    wish: str
    text: str


class Rated(NamedTuple):
    """A target with what came of it. `rating` "": not rated; `level`: "+1: …" where levels were described."""

    name: str
    does: str
    measured: str
    rating: str
    level: str
    evidence: str


class Result(NamedTuple):
    """An outcome with what came of it, and its targets."""

    text: str
    rating: str
    evidence: str
    targets: list[Rated]


class Agreeing(NamedTuple):
    """One person's opinion of the next step. `name` "": not told."""

    name: str
    agrees: bool
    words: str


class Sent(NamedTuple):
    """A referral that the review considered."""

    service: str
    state: str
    why: str


class Review(NamedTuple):
    """The record of a review for its readers, all of them the same. `on`: None until it was held."""

    forename: str
    number: int
    annual: bool
    place: str
    on: date | None
    came: list[str]
    said: list[Said]
    child_absent: str
    family_absent: str
    given: list[Given]
    results: list[Result]
    used: list[Used]
    impact: str
    next_step: str
    note: str
    agreed: str
    opinions: list[Agreeing]
    referrals: list[Sent]
    addenda: list[Addendum]
    sealed_on: date | None
    advice: str
    made_on: date


def review(cycle: Cycle) -> Review:
    """The review of a cycle as it is written down. A fixed number of statements, however much was said and given."""
    rows, known, pupil = Rows(cycle), told(cycle.pupil_id), cycle.pupil
    nameless, values = known.secret(cycle.setting_id), measured(cycle)
    aims = [row for row in rows.outcomes if row.audience == FAMILY]
    targets = [target for row in aims for target in row.targets if target.audience == FAMILY]
    forename = pupil.preferred_forename or pupil.forename
    return Review(
        forename=forename, number=cycle.number,
        annual=cycle.review_kind == "annual", place=known.named(cycle.setting_id), on=cycle.reviewed_on,
        came=[] if nameless else [one.strip() for one in cycle.attended.splitlines() if one.strip()],
        said=_said(rows.of_stage("review"), known),
        child_absent=cycle.child_review_absent, family_absent=cycle.family_review_absent,
        given=_given(cycle, rows), results=[_result(row, forename, values) for row in aims], used=_used(cycle, targets),
        impact=cycle.impact, next_step=cycle.next_step, note=cycle.next_step_note,
        agreed="" if nameless else cycle.next_step_agreed, opinions=_opinions(cycle, nameless),
        referrals=_referrals(cycle), addenda=_addenda(cycle, known), sealed_on=_sealed_on(cycle),
        advice=rules().advice_service, made_on=clock.today(),
    )  # fmt: skip


def _said(rows: Collection[Contribution], known: Told) -> list[Said]:
    """What each person said, the child first."""
    wanted = sorted(
        (row for row in rows if row.audience == FAMILY), key=lambda row: (_ORDER.index(row.whose), row.given_on, row.id)
    )
    return [
        Said(
            row.whose, "" if known.secret(row.setting_id) and row.whose not in ("child", "family") else row.name,
            row.better, row.hard, row.wish, "" if row.better or row.hard or row.wish else row.text,
        )
        for row in wanted
    ]  # fmt: skip


def _given(cycle: Cycle, rows: Rows) -> list[Given]:
    """What was planned and what took place, with the causes, up to the day of the review."""
    helps = helped(cycle) or rows.provisions
    wanted = [row for row in helps if row.audience == FAMILY]
    return given(wanted, doses(wanted, cycle.started_on, cycle.reviewed_on))


def _result(row: Outcome, forename: str, values: dict[int, Measured]) -> Result:
    wanted = [target for target in row.targets if target.audience == FAMILY]
    targets = [_rated(target, forename, values.get(target.id)) for target in wanted]
    return Result(row.text, row.rating, row.evidence, targets)


def _rated(row: Target, forename: str, value: Measured | None) -> Rated:
    does = statement(
        Smart(row.name, row.does_what, row.how_well, row.where, who=row.who, how_often=row.how_often), forename
    )
    level = ""
    if row.scaled is not None:
        level = ": ".join(filter(None, (signed(row.scaled), row.scale.get(str(row.scaled), ""))))
    return Rated(row.name, does, line(row, value), row.rating, level, row.evidence)


def _used(cycle: Cycle, targets: Sequence[Target]) -> list[Used]:
    """Where skills were planned to be used next, and where they are seen. One statement."""
    looks = (
        Generalisation.select(
            Generalisation.target,
            Generalisation.place,
            Generalisation.state,
            Generalisation.seen_on,
            Generalisation.note,
        )
        .where((Generalisation.cycle == cycle.id) & (Generalisation.audience == FAMILY))
        .order_by(Generalisation.seen_on.desc(), Generalisation.id.desc())
        .tuples()
    )
    return shown(map(Look._make, looks), targets)


def _opinions(cycle: Cycle, nameless: bool) -> list[Agreeing]:
    return [
        Agreeing(
            "" if nameless and not row.own else ", ".join(filter(None, (row.name, row.role))), row.agrees, row.words
        )
        for row in opinions_of(cycle)
        if row.audience == FAMILY
    ]


def _referrals(cycle: Cycle) -> list[Sent]:
    rows = (
        Referral.select(Referral.service, Referral.state, Referral.why)
        .where((Referral.cycle == cycle.id) & (Referral.audience == FAMILY))
        .order_by(Referral.id)
        .tuples()
    )
    found = [Sent(service, str(STATES[state]), why) for service, state, why in rows]
    if not found and cycle.referral_to:
        found = [Sent(cycle.referral_to, "", "")]
    return found


def _addenda(cycle: Cycle, known: Told) -> list[Addendum]:
    """What was added to the sealed record for the family, as its audience is today."""
    rows = [row for row in addenda(cycle.pupil_id, cycle.id, known.hidden) if row.audience == FAMILY]
    changed = (
        AudienceChange.select(AudienceChange.entry)
        .where((AudienceChange.pupil == cycle.pupil_id) & AudienceChange.superseded_at.is_null())
        .where(AudienceChange.entry.in_([row.id for row in rows]) & (AudienceChange.audience != FAMILY))
        .tuples()
    )
    narrowed = {entry for (entry,) in changed} if rows else set()
    return [row for row in rows if row.id not in narrowed and row.words != _("Words removed")]


def _sealed_on(cycle: Cycle) -> date | None:
    """The day on which the pause to learn began; None while the record may still change."""
    if not sealed(cycle):
        return None
    row = (
        Entry.select(Entry.occurred_on)
        .where((Entry.pupil == cycle.pupil_id) & (Entry.cycle_id == cycle.id))
        .where((Entry.kind == "stage_started") & (Entry.stage == "learn"))
        .order_by(Entry.id.desc())
        .first()
    )
    if row:
        return row.occurred_on
    # While it is being sealed its entry is not written yet; a cycle of before the portal has none.
    return clock.today() if not cycle.closed_on else cycle.reviewed_on


def last_review(pupil: int) -> Cycle | None:
    """The newest cycle of a child whose review was held. One statement."""
    return (
        Cycle.select()
        .where((Cycle.pupil == pupil) & Cycle.reviewed_on.is_null(False))
        .order_by(Cycle.number.desc())
        .first()
    )
