"""Week by week what became of planned sessions: given, lost and why, not logged; as rows and as a small picture. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from portal.cycles.do.planned import by_week, monday

MOST_WEEKS = 10
_WEEK = timedelta(weeks=1)
# Of the picture: how far apart the weeks stand, how wide a bar is, how high one session.
_STEP, _BAR, _HIGH = 22, 16, 9


class Session(NamedTuple):
    """One session as it was logged; `engagement` 1 (not yet) to 5 (fully); `instead`: who covered, "" as planned."""

    on: date
    given: bool
    cause: str = ""
    engagement: int | None = None
    measure: str = ""
    instead: str = ""


class Week(NamedTuple):
    """One week, by its Monday. `lost`: how many by cause; `closed`: no school day in it, so nothing could be lost."""

    monday: date
    planned: int
    given: int
    lost: dict[str, int]
    closed: bool = False

    @property
    def missed(self) -> int:
        """Sessions that were lost, whatever the cause."""
        return sum(self.lost.values())

    @property
    def unlogged(self) -> int:
        """Sessions that were due and of which nobody wrote anything."""
        return max(self.planned - self.given - self.missed, 0)


class Block(NamedTuple):
    """One session in the picture: `kind` is given, lost, unlogged or closed."""

    kind: str
    x: int
    y: int
    width: int
    height: int


class Picture(NamedTuple):
    """A bar for each week, a block for each session, from the ground up; sizes in px."""

    width: int
    height: int
    blocks: list[Block]


def weeks(
    due: Iterable[date], sessions: Sequence[Session], open_days: Collection[date], first: date, last: date
) -> list[Week]:
    """The weeks from `first` to `last`, the newest ten at most, in order."""
    planned, shut = by_week(due), _open_weeks(open_days)
    given = Counter(monday(row.on) for row in sessions if row.given)
    lost: dict[date, Counter[str]] = {}
    for row in sessions:
        if not row.given:
            lost.setdefault(monday(row.on), Counter())[row.cause] += 1
    start = max(monday(first), monday(last) - _WEEK * (MOST_WEEKS - 1))
    days = [start + _WEEK * number for number in range((monday(last) - start).days // 7 + 1)]
    return [
        Week(day, planned.get(day, 0), given[day], dict(lost.get(day, {})), closed=day not in shut and not given[day])
        for day in days
    ]


def _open_weeks(open_days: Collection[date]) -> set[date]:
    return {monday(day) for day in open_days}


def picture(rows: Sequence[Week]) -> Picture | None:
    """The weeks as bars; None where no session was planned or logged in any of them."""
    top = max((max(row.planned, row.given + row.missed) for row in rows), default=0)
    if not top:
        return None
    height = top * _HIGH + 2
    blocks = [block for place, row in enumerate(rows) for block in _bar(row, place * _STEP + 3, height)]
    return Picture(len(rows) * _STEP, height, blocks)


def _bar(row: Week, x: int, height: int) -> list[Block]:
    if row.closed:
        return [Block("closed", x, height - 3, _BAR, 2)]
    kinds = ["given"] * row.given + ["lost"] * row.missed + ["unlogged"] * row.unlogged
    return [Block(kind, x, height - (level + 1) * _HIGH, _BAR, _HIGH - 2) for level, kind in enumerate(kinds)]


def trend(sessions: Sequence[Session]) -> tuple[float, float] | None:
    """How the child joined in: the mean of the last three marks, after that of the marks before; None with fewer than four.

    `sessions`: oldest first. Answers (before, now), each 1 to 5.
    """
    marks = [row.engagement for row in sessions if row.engagement]
    if len(marks) < 4:
        return None
    before, now = marks[:-3], marks[-3:]
    return round(sum(before) / len(before), 1), round(sum(now) / len(now), 1)


def totals(sessions: Iterable[Session]) -> tuple[int, Mapping[str, int]]:
    """How many were given, and how many lost by cause."""
    rows = list(sessions)
    return sum(row.given for row in rows), dict(Counter(row.cause for row in rows if not row.given))
