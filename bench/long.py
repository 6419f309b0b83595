"""A child with a long thread: twenty cycles, and two hundred sessions logged, each with its entry."""

from __future__ import annotations

from collections.abc import Iterator

from bench import words
from bench.authority import CYCLES, LONG, NOW, PROVISIONS, Authority, day
from bench.bulk import Loader, Row
from portal.cycles.do.models import Delivery
from portal.cycles.learn.models import Learning
from portal.cycles.models import Cycle
from portal.timeline.models import Entry

CYCLES_IN_ALL, SESSIONS = 20, 200
BEFORE = CYCLES_IN_ALL - CYCLES
CAUSES = ("", "", "", "absent", "", "", "cover")


def number_of(child: int, number: int) -> int:
    """The number of a child's cycle along their life, where everybody has ``CYCLES`` of them."""
    return number + BEFORE if child == LONG else number


def first_id(authority: Authority) -> int:
    """The id of the long child's first cycle."""
    return len(authority.children) * CYCLES + 1


def load(authority: Authority, loader: Loader) -> None:
    """The earlier cycles with what each taught; the sessions of the two kinds of help that have any."""
    setting, teacher, first = authority.setting_of(LONG), authority.teacher_of(LONG), first_id(authority)
    start = [320 + 60 * (BEFORE - place) for place in range(BEFORE)]
    loader.load(
        Cycle,
        "id pupil_id number follows_id setting_id opened_at_id stage opened_on started_on review_on agreed_on circulated_on reviewed_on closed_on "
        "lead_id responsible_teacher_id impact ordinary_teaching next_step",
        (
            (first + place, LONG, place + 1, first + place - 1 if place else None, setting, setting, "learn", day(days), day(days - 8), day(days - 50),
             day(days - 9), day(days - 9), day(days - 50), day(days - 55), authority.senco_of(LONG), teacher, words.body(place), words.body(place + 1),
             "next_cycle")
            for place, days in enumerate(start)
        ),
    )  # fmt: skip
    loader.load(
        Learning,
        "pupil_id cycle_id setting_id kind text ordinary_teaching learnt_on",
        (
            (LONG, first + place, setting, ("helps", "hinders", "only_when")[kind], words.body(place + kind), words.body(kind), day(days - 55))
            for place, days in enumerate(start)
            for kind in range(3)
        ),
    )  # fmt: skip
    loader.load(
        Delivery,
        "pupil_id provision_id cycle_id setting_id given_on given cause engagement measure by_id",
        (_session(authority, number) for number in range(SESSIONS)),
    )
    loader.load(
        Entry,
        "pupil_id setting_id cycle_id cycle_number kind stage title body occurred_on recorded_at author_id author_role audience data",
        _entries(authority),
    )


def _session(of: Authority, number: int) -> Row:
    finished = number < SESSIONS // 2
    provision = (LONG - 1) * PROVISIONS + (4 if finished else 5)
    cause = CAUSES[number % len(CAUSES)]
    when = day(199 - number * 88 // 100) if finished else day(79 - (number - SESSIONS // 2) * 78 // 100)
    return (
        LONG, provision, of.open_cycle_of(LONG) - finished, of.setting_of(LONG), when, not cause, cause, 2 + number % 4,
        f"{number % 8} of 10", of.teacher_of(LONG),
    )  # fmt: skip


def _entries(of: Authority) -> Iterator[Row]:
    for number in range(SESSIONS):
        _child, provision, cycle, setting, when, given, cause, mark, measure, teacher = _session(of, number)
        yield (
            LONG, setting, cycle, CYCLES_IN_ALL - (number < SESSIONS // 2), "session_logged", "do",
            f"Talk partners: session {'given' if given else 'not given'}", words.body(number), when, NOW, teacher, "teacher", "family",
            f'{{"provision": {provision}, "cause": "{cause}", "engagement": {mark}, "measure": "{measure}"}}',
        )  # fmt: skip
