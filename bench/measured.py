"""What was measured, and what was noticed before the register."""

from __future__ import annotations

import json
from collections.abc import Iterator

from bench import words
from bench.authority import FULL_ASSESS, Authority, day
from bench.bulk import Loader, Row
from portal.assessments.models import Instrument, Score
from portal.noticing.models import EarlyNote

# Instrument, scale, and the days before today on which everybody sat it: three readings in reading, one in vocabulary.
USUAL = (("ngrt", "sas", 600), ("ngrt", "sas", 350), ("ngrt", "sas", 90), ("bpvs", "ss", 300))
MANY = tuple((code, scale, 40 + 60 * step) for code, scale in (("yarc", "accuracy"), ("wrat", "spelling"), ("sdq", "total"), ("attendance", "sessions")) for step in range(4))  # fmt: skip


def load(authority: Authority, loader: Loader) -> None:
    """Four sittings a child, twenty for the fullest Assess page; an early note for every other child."""
    of = authority
    instruments = {row.code: row.id for row in Instrument.select()}
    loader.load(
        Score,
        "pupil_id setting_id cycle_id instrument_id form tester taken_on age_months results by_id",
        (_sitting(of, n, instruments, *one) for n in of.children for one in _sittings(n)),
    )
    loader.load(
        EarlyNote,
        "pupil_id setting_id kind seen_on area words by_id by_role",
        (
            (n, of.setting_of(n), "noticed", day(20 + n % 90), words.AREAS[n % 4], words.body(n), of.teacher_of(n), "teacher")
            for n in of.children
            if n % 2
        ),
    )  # fmt: skip


def _sittings(n: int) -> Iterator[tuple[str, str, int]]:
    yield from USUAL
    if n == FULL_ASSESS:
        yield from MANY


def _sitting(of: Authority, n: int, instruments: dict[str, int], code: str, scale: str, before: int) -> Row:
    value = 80 + (n + before) % 15
    results = json.dumps({scale: {"value": value, "said": f"Standard score {value}"}})
    return (
        n, of.setting_of(n), of.open_cycle_of(n), instruments[code], "A", "Jo Hill", day(before), 100 + n % 60, results,
        of.teacher_of(n),
    )  # fmt: skip
