"""A plan for each child's open cycle: aims, help, times, sessions, who met and who has got it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from bench.authority import CYCLES, PROVISIONS, Authority, day
from bench.bulk import Loader, Row
from portal.cycles.do.models import Delivery
from portal.cycles.plan.models import Attendee, Circulation, Outcome, PlanVersion, Provision, Slot, Target

SESSIONS = 8
STRATEGIES = ("Picture timetable", "One instruction at a time", "Quiet corner")


def load(authority: Authority, loader: Loader) -> None:
    """Two outcomes and targets, five kinds of help, eight sessions, three times a week, three receipts, one version."""
    of = authority
    _aims(of, loader)
    loader.load(
        Provision,
        "id pupil_id cycle_id setting_id target_id name kind layer deliverer_id minutes times_a_week weeks starts_on status ended_on",
        chain.from_iterable(_provisions(of, n) for n in of.children),
    )
    loader.load(
        Slot,
        "pupil_id cycle_id setting_id provision_id weekday starts_at minutes",
        ((n, n * CYCLES, of.setting_of(n), n * PROVISIONS, 1 + (n + step) % 5, "09:15", 15) for n in of.children for step in (0, 2, 4)),
    )  # fmt: skip
    loader.load(
        Delivery,
        "pupil_id provision_id cycle_id setting_id given_on given cause engagement by_id",
        (_session(of, n, number) for n in of.children for number in range(SESSIONS)),
    )
    _sent(of, loader)


def _aims(of: Authority, loader: Loader) -> None:
    loader.load(
        Outcome,
        "id pupil_id cycle_id setting_id position text",
        (
            (n * 2 - 2 + p, n, n * CYCLES, of.setting_of(n), p, "Joins in with what her friends play")
            for n in of.children
            for p in (1, 2)
        ),
    )
    loader.load(
        Target,
        "id pupil_id cycle_id outcome_id setting_id position does_what how_well by_when measured_how measured_when measured_by",
        (
            (n * 2 - 2 + p, n, n * CYCLES, n * 2 - 2 + p, of.setting_of(n), 1, "answers a who question with two words",
             "in 4 of 5 tries", day(-20), "tally in the session", "weekly", "the teacher")
            for n in of.children
            for p in (1, 2)
        ),
    )  # fmt: skip


def _provisions(of: Authority, n: int) -> Iterator[Row]:
    last, setting, teacher, first = n * CYCLES, of.setting_of(n), of.teacher_of(n), (n - 1) * PROVISIONS
    for place, name in enumerate(STRATEGIES, 1):
        nothing = (None, None, None)
        yield (
            first + place,
            n,
            last,
            setting,
            None,
            name,
            "strategy",
            "universal",
            teacher,
            *nothing,
            day(200),
            "running",
            None,
        )
    dose = ("intervention", "targeted", teacher, 15, 3, 8)
    yield (first + 4, n, last - 1, setting, None, "Sound group", *dose, day(200), "finished", day(110))
    yield (first + 5, n, last, setting, n * 2 - 1, "Talk partners", *dose, day(80), "running", None)


def _session(of: Authority, n: int, number: int) -> Row:
    given = number % 4 != 3
    return (
        n, n * PROVISIONS, n * CYCLES, of.setting_of(n), day(70 - number * 7), given, "" if given else "absent", 3 + number % 3,
        of.teacher_of(n),
    )  # fmt: skip


def _sent(of: Authority, loader: Loader) -> None:
    def people(n: int) -> Iterator[tuple[int, str, str]]:
        yield of.teacher_of(n), "Class teacher", "teacher"
        yield of.parent_of(n), "Mother", "family"
        yield of.senco_of(n), "SENCO", "senco"

    loader.load(
        Circulation,
        "pupil_id cycle_id setting_id person_id name role sent_on receipt receipt_on",
        ((n, n * CYCLES, of.setting_of(n), *who, day(85), "seen", day(84)) for n in of.children for who in people(n)),
    )
    loader.load(
        Attendee,
        "pupil_id cycle_id setting_id person_id name role invited_on came",
        ((n, n * CYCLES, of.setting_of(n), *who, day(92), True) for n in of.children for who in people(n)),
    )
    loader.load(
        PlanVersion,
        "pupil_id cycle_id setting_id number content circulated_on",
        ((n, n * CYCLES, of.setting_of(n), 1, "{}", day(85)) for n in of.children),
    )
