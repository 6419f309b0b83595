"""What is told: the timeline's entries, and notices that wait for those whom they concern."""

from __future__ import annotations

from collections.abc import Iterator

from bench import words
from bench.authority import CYCLES, NOW, Authority, day
from bench.bulk import Loader, Row
from portal.notices.models import Notice
from portal.timeline.models import Entry

ENTRIES = 40
ENTRIES_OF_CHILD = {1: 50, 2: 200}


def load(authority: Authority, loader: Loader) -> None:
    """Entries, oldest first; a notice a child for its parent, its teacher and (every other one, unread) its SENCO."""
    of = authority
    loader.load(
        Entry,
        "pupil_id setting_id cycle_id cycle_number kind stage title body occurred_on recorded_at author_id author_role audience",
        _entries(of),
    )
    loader.load(
        Notice,
        "person_id setting_id pupil_id kind about_id made_at read_at",
        _notices(of),
    )


def _notices(of: Authority) -> Iterator[Row]:
    """Three notices a child; the SENCO has read every other one of theirs, the rest are new."""
    for n in of.children:
        setting = of.setting_of(n)
        yield (of.parent_of(n), None, n, "plan_sent", n * CYCLES, NOW, None)
        yield (of.teacher_of(n), setting, n, "plan_sent", n * CYCLES, NOW, NOW)
        yield (of.senco_of(n), setting, n, "plan_sent", n * CYCLES, NOW, None if n % 2 else NOW)


def _entries(of: Authority) -> Iterator[Row]:
    """Oldest first across all children, as a database in service has written them."""
    for number in range(ENTRIES):
        for n in of.children:
            yield _entry(of, n, number, ENTRIES)
    for n, wanted in ENTRIES_OF_CHILD.items():
        for number in range(ENTRIES, wanted):
            yield _entry(of, n, number, wanted)


def _entry(of: Authority, n: int, number: int, wanted: int) -> Row:
    """Entry ``number`` of child ``n``, who has ``wanted`` of them."""
    stage = words.STAGES[number % len(words.STAGES)]
    cycle = min(number * CYCLES // wanted, CYCLES - 1) + 1
    return (
        n, of.setting_of(n), (n - 1) * CYCLES + cycle, cycle, words.KINDS[stage], stage, words.TITLES[stage],
        words.body(n + number), day(320 - number * 310 // wanted), NOW, of.teacher_of(n), "teacher",
        "professionals" if number % 10 == 9 else "family",
    )  # fmt: skip
