"""The fullest plan and the fullest Assess page that the portal promises to bear, on a few of the first children."""

from __future__ import annotations

from itertools import product

from bench import words
from bench.authority import CYCLES, FULL_ASSESS, FULL_DRAFT, FULL_PLAN, OUTCOMES, PROVISIONS, Authority, day
from bench.bulk import Loader
from portal.cycles.assess.models import Account, Contribution, Difference, Ground, Understanding
from portal.cycles.circulation.version_queries import content
from portal.cycles.learn.models import Learning, LearningUse
from portal.cycles.models import Cycle
from portal.cycles.plan.models import (
    Attendee,
    Circulation,
    Outcome,
    PlanVersion,
    Provision,
    ProvisionTarget,
    Slot,
    Target,
    TrainingNeed,
)
from portal.cycles.rows import Rows

SOURCES = ("views", "in_house", "current", "previous", "national", "agency")
FULL = {
    "outcomes": 6,
    "targets": 12,
    "provisions": 40,
    "timed": 20,
    "learnings": 8,
    "people": 8,
    "evidence": 30,
    "differences": 4,
}


def load(authority: Authority, loader: Loader) -> None:
    """Two plans, one under way and one being written, and one child being assessed."""
    for place, child in enumerate((FULL_PLAN, FULL_DRAFT)):
        _aims(authority, loader, child, place)
        _help(authority, loader, child, place)
        _learnt(authority, loader, child, place)
        _people(authority, loader, child)
    _assess(authority, loader, FULL_ASSESS)
    _versions(authority, FULL_PLAN)


def _first(of: Authority, each: int, place: int, full: int) -> int:
    """The number before the first id of a crowded child's rows: after everybody's ``each``, and after the crowded child before."""
    return len(of.children) * each + place * full


def _aims(of: Authority, loader: Loader, n: int, place: int) -> None:
    setting, cycle = of.setting_of(n), of.open_cycle_of(n)
    outcomes, targets = (_first(of, OUTCOMES, place, FULL[kind]) for kind in ("outcomes", "targets"))
    loader.load(
        Outcome,
        "id pupil_id cycle_id setting_id position text area aspiration baseline",
        (
            (
                outcomes + k,
                n,
                cycle,
                setting,
                10 + k,
                words.body(k),
                words.AREAS[k % 4],
                words.body(k + 1),
                words.body(k + 2),
            )
            for k in range(1, FULL["outcomes"] + 1)
        ),
    )
    loader.load(
        Target,
        "id pupil_id cycle_id outcome_id setting_id position who does_what how_well how_often in_setting by_when measured_how measured_when "
        "measured_by baseline generalise",
        (
            (targets + k, n, cycle, outcomes + (k + 1) // 2, setting, k, words.forename(n), "retells a story in three pictures", "4 of 5 times",
             "over three weeks", "in English", day(-20), "story sheet", "each Friday", "Jo Hill", "1 of 5", words.body(k))
            for k in range(1, FULL["targets"] + 1)
        ),
    )  # fmt: skip


def _help(of: Authority, loader: Loader, n: int, place: int) -> None:
    setting, cycle, teacher = of.setting_of(n), of.open_cycle_of(n), of.teacher_of(n)
    first, targets = _first(of, PROVISIONS, place, FULL["provisions"]), _first(of, OUTCOMES, place, FULL["targets"])
    kinds = ("strategy", "intervention", "adjustment", "intervention")
    loader.load(
        Provision,
        "id pupil_id cycle_id setting_id target_id name family detail kind layer area deliverer_id owner_id minutes times_a_week weeks group_size "
        "rate_pence materials_pence starts_on status",
        (
            (first + k, n, cycle, setting, targets + 1 + k % FULL["targets"], f"{words.surname(k)} group", words.surname(k).lower(), words.body(k),
             kinds[k % 4], "targeted", words.AREAS[k % 4], teacher, of.senco_of(n), 20, 3, 8, 4, 1800, 500, day(80),
             "planned" if n == FULL_DRAFT else "running")
            for k in range(1, FULL["provisions"] + 1)
        ),
    )  # fmt: skip
    loader.load(
        ProvisionTarget,
        "pupil_id setting_id provision_id target_id",
        ((n, setting, first + k, targets + 1 + (k + 5) % FULL["targets"]) for k in range(1, FULL["provisions"] + 1, 2)),
    )
    loader.load(
        Slot,
        "pupil_id cycle_id setting_id provision_id weekday starts_at minutes",
        (
            (n, cycle, setting, first + k * 2, day_, f"{8 + k % 7:02d}:{k % 4 * 15:02d}", 20)
            for k, day_ in product(range(1, FULL["timed"] + 1), (1, 4))
        ),
    )
    loader.load(
        TrainingNeed,
        "pupil_id cycle_id setting_id who person_id provision_id what by_when met_on",
        (
            (n, cycle, setting, "Class teacher", teacher, first + k, "Half a day with the specialist", day(70), day(75) if k % 2 else None)
            for k in range(1, 7)
        ),
    )  # fmt: skip


def _learnt(of: Authority, loader: Loader, n: int, place: int) -> None:
    setting, cycle = of.setting_of(n), of.open_cycle_of(n)
    first, targets = _first(of, 3, place, FULL["learnings"]), _first(of, OUTCOMES, place, FULL["targets"])
    numbers = range(1, FULL["learnings"] + 1)
    loader.load(
        Learning,
        "id pupil_id cycle_id setting_id kind text ordinary_teaching learnt_on",
        ((first + k, n, cycle - 1, setting, ("helps", "hinders")[k % 2], words.body(k), words.body(k + 1), day(110)) for k in numbers),
    )  # fmt: skip
    loader.load(
        LearningUse,
        "pupil_id learning_id cycle_id setting_id used target_id how",
        ((n, first + k, cycle, setting, k % 4 > 0, targets + k if k % 4 else None, words.body(k)) for k in numbers[:-2]),
    )  # fmt: skip


def _people(of: Authority, loader: Loader, n: int) -> None:
    setting, cycle = of.setting_of(n), of.open_cycle_of(n)
    who = [(of.staff_of(setting, p), f"Teacher {p}", "teacher") for p in range(1, FULL["people"] + 1)]
    loader.load(
        Circulation,
        "pupil_id cycle_id setting_id person_id name role sent_on receipt receipt_on",
        ((n, cycle, setting, *one, day(85), "seen", day(84)) for one in who),
    )
    loader.load(
        Attendee,
        "pupil_id cycle_id setting_id person_id name role invited_on came",
        ((n, cycle, setting, *one, day(92), True) for one in who),
    )


def _assess(of: Authority, loader: Loader, n: int) -> None:
    setting, cycle, teacher = of.setting_of(n), of.open_cycle_of(n), of.teacher_of(n)
    evidence, versions = len(of.children) * len(words.VIEWS), len(of.children) * 2
    loader.load(
        Contribution,
        "id pupil_id cycle_id setting_id stage whose name source reach context text given_on by_id",
        (
            (evidence + k, n, cycle, setting, "assess", "teacher", "Jo Hill", SOURCES[k % 6], ("universal", "targeted")[k % 2], "maths lesson",
             words.body(k), day(60 - k), teacher)
            for k in range(1, FULL["evidence"] + 1)
        ),
    )  # fmt: skip
    places = [(place, area, v) for place, (area, v) in enumerate(product(words.AREAS, (1, 2)), 1)]
    loader.load(
        Understanding,
        "id pupil_id cycle_id setting_id area number statement barriers changed why written_on by_id",
        (
            (versions + place, n, cycle - 2 + v, setting, area, v, words.body(place), words.body(v), "More is known", "Review", day(200 - v * 80), teacher)
            for place, area, v in places
        ),
    )  # fmt: skip
    loader.load(
        Ground,
        "pupil_id setting_id understanding_id contribution_id",
        ((n, setting, versions + place, evidence + place + step) for place, _a, _v in places for step in range(3)),
    )
    _differences(of, loader, n, evidence)


def _differences(of: Authority, loader: Loader, n: int, evidence: int) -> None:
    setting, cycle = of.setting_of(n), n * CYCLES
    loader.load(
        Difference,
        "id pupil_id cycle_id setting_id about hypothesis test state opened_on by_id",
        (
            (k, n, cycle, setting, "Talk at home and in class", words.body(k), words.body(k + 1), "open", day(40), of.senco_of(n))
            for k in range(1, FULL["differences"] + 1)
        ),
    )  # fmt: skip
    loader.load(
        Account,
        "pupil_id setting_id difference_id contribution_id may_explain",
        (
            (n, setting, k, evidence + k * 3 + step, words.body(k))
            for k in range(1, FULL["differences"] + 1)
            for step in range(3)
        ),
    )


def _versions(of: Authority, n: int) -> None:
    """The plan was sent, changed in eight places and sent again: everybody has the second version, with what differs."""
    cycle = Cycle.get_by_id(of.open_cycle_of(n))
    whole = content(cycle, Rows(cycle))
    help_ = list(whole["provision"].items())
    earlier = {**whole, "provision": {key: {**row, "minutes": 15} for key, row in help_[4:8]} | dict(help_[8:])}
    first = (PlanVersion.cycle == cycle) & (PlanVersion.number == 1)
    PlanVersion.update(content=earlier).where(first).execute()
    PlanVersion.insert(
        pupil=n, cycle=cycle, setting=cycle.setting_id, number=2, content=whole, circulated_on=day(30)
    ).execute()
    Circulation.update(plan_version=2, since_version=1, receipt="").where(Circulation.cycle == cycle).execute()
    Cycle.update(plan_version=2).where(Cycle.id == cycle.id).execute()
