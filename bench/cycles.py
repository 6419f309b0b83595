"""Three cycles a child: what Assess held, and what was learnt."""

from __future__ import annotations

from bench import long, words
from bench.authority import CYCLES, LONG, Authority, day
from bench.bulk import Loader, Row
from portal.cycles.assess.models import Contribution, Ground, Understanding
from portal.cycles.learn.models import Learning, LearningUse
from portal.cycles.models import Cycle

LEARNT = ("helps", "hinders", "only_when")


def load(authority: Authority, loader: Loader) -> None:
    """Cycles with views, two versions of our understanding, and three learnings, the first of them used again."""
    of = authority
    loader.load(
        Cycle,
        "id pupil_id number follows_id setting_id opened_at_id stage opened_on started_on review_on agreed_on circulated_on "
        "reviewed_on closed_on lead_id responsible_teacher_id",
        (_cycle(of, n, number) for n in of.children for number in range(1, CYCLES + 1)),
    )
    loader.load(
        Understanding,
        "id pupil_id cycle_id setting_id number statement barriers changed why written_on by_id",
        (
            (n * 2 - 2 + v, n, (n - 1) * CYCLES + v + 1, of.setting_of(n), v, words.body(n + v), words.body(n), "More is known", "Review",
             day(310 - v * 90), of.senco_of(n))
            for n in of.children
            for v in (1, 2)
        ),
    )  # fmt: skip
    loader.load(
        Contribution,
        "id pupil_id cycle_id setting_id stage whose name source text given_on by_id",
        (
            (n * 3 - 2 + place, n, n * CYCLES, of.setting_of(n), "assess", whose, words.forename(n), "views", words.body(n), day(95), of.teacher_of(n))
            for n in of.children
            for place, whose in enumerate(words.VIEWS)
        ),
    )  # fmt: skip
    loader.load(
        Ground,
        "pupil_id setting_id understanding_id contribution_id",
        ((n, of.setting_of(n), n * 2, n * 3) for n in of.children),
    )
    _learnt(of, loader)


def _cycle(of: Authority, n: int, number: int) -> Row:
    first = (n - 1) * CYCLES
    closed = number < CYCLES
    start = 320 - (number - 1) * 110
    stage = "learn" if closed else words.STAGES[n % len(words.STAGES)]
    review = day(start - 60) if closed else day(n % 70 - 55)
    return (
        first + number, n, long.number_of(n, number), first + number - 1 if number > 1 else _before(of, n), of.setting_of(n), of.setting_of(n),
        stage, day(start), day(start - 10), review, day(start - 12), day(start - 12),
        day(start - 60) if closed else None, day(start - 100) if closed else None, of.senco_of(n), of.teacher_of(n),
    )  # fmt: skip


def _before(of: Authority, n: int) -> int | None:
    """The cycle that the first of a child's three follows: only the long child has one."""
    return long.first_id(of) + long.BEFORE - 1 if n == LONG else None


def _learnt(of: Authority, loader: Loader) -> None:
    loader.load(
        Learning,
        "id pupil_id cycle_id setting_id kind text learnt_on",
        (
            (n * 3 - 2 + place, n, n * CYCLES - 1, of.setting_of(n), kind, words.body(n), day(110))
            for n in of.children
            for place, kind in enumerate(LEARNT)
        ),
    )
    loader.load(
        LearningUse,
        "pupil_id learning_id cycle_id setting_id used how",
        ((n, n * 3 - 2, n * CYCLES, of.setting_of(n), True, words.body(n)) for n in of.children),
    )
