"""Time across the thread picture: one unit a school term, a quarter where no cycle is open, a gap at each move."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from portal.timeline.thread_facts import Band, Thread

QUIET_TERM = 0.25
OPEN_CYCLE_LEAST = 64.0
# A thread that has only just begun does not stretch one term over the whole page.
UNIT_MOST = 120.0

# A drawing needs one calendar for all settings: these are the days on which a school term has begun anywhere.
_TERM_STARTS = ((1, 1), (4, 16), (9, 1))


class Axis(NamedTuple):
    """Breakpoints in order: days (as ordinals) with the x before and after the day (they differ by the gap of a move)."""

    days: tuple[int, ...]
    before: tuple[float, ...]
    after: tuple[float, ...]
    gap: float
    quiet: tuple[tuple[date, date], ...]

    def at(self, day: date) -> float:
        """The x of a day in px, on the later side of a move; days outside the picture are drawn at its edge."""
        ordinal = day.toordinal()
        index = bisect_right(self.days, ordinal) - 1
        if index < 0:
            return self.after[0]
        if index >= len(self.days) - 1:
            return self.after[-1]
        start, end = self.days[index], self.days[index + 1]
        share = (ordinal - start) / (end - start)
        return self.after[index] + share * (self.before[index + 1] - self.after[index])

    def into(self, day: date) -> float:
        """The x at which the time before ``day`` ends: the earlier side of a move on that day."""
        ordinal = day.toordinal()
        if ordinal in self.days:
            return self.before[self.days.index(ordinal)]
        return self.at(day)

    def middle(self, day: date) -> float:
        """The middle of the gap of a move, or the x of the day where there is no move."""
        return (self.into(day) + self.at(day)) / 2


def main_bands(thread: Thread) -> list[Band]:
    """The settings that hold the thread one after the other; second registrations are not among them."""
    return [band for band in thread.bands if not band.second]


def first_day(thread: Thread) -> date:
    """The day at the left edge: the first placement, notice or cycle."""
    starts = [band.start for band in main_bands(thread)[:1]]
    starts += [link.start for link in thread.links[:1]]
    starts += [thread.noticed] if thread.noticed else []
    return min([*starts, thread.today])


def axis(thread: Thread, left: float, room: float, gap: float) -> Axis:
    """Lay time out from ``left`` px over ``room`` px, with ``gap`` px at each move.

    The open cycle gets at least 64 px (less only where the picture has no room for it).
    """
    first, today = first_day(thread), thread.today
    moves = sorted({band.start for band in main_bands(thread)[1:] if first < band.start <= today})
    opened = _open_start(thread, first)
    terms = list(_terms(first, today))
    cuts = sorted(
        {first, today, *moves, *(start for start, _ in terms if first < start < today), *((opened,) if opened else ())}
    )
    weights = [_weight(thread, start, end) for start, end in pairwise(cuts)]
    widths = _widths(cuts, weights, opened, room - gap * len(moves), alone=len(thread.links) == 1)
    before, after, x = [left], [left], left
    for day, width in zip(cuts[1:], widths, strict=True):
        x += width
        before.append(x)
        x += gap if day in moves else 0.0
        after.append(x)
    quiet = tuple(span for span in pairwise(cuts) if _is_quiet(thread, *span))
    return Axis(tuple(day.toordinal() for day in cuts), tuple(before), tuple(after), gap, quiet)


def _open_start(thread: Thread, first: date) -> date | None:
    for link in thread.links:
        if link.end is None and first <= link.start < thread.today:
            return link.start
    return None


def _widths(cuts: list[date], weights: list[float], opened: date | None, room: float, *, alone: bool) -> list[float]:
    """Pixels of each stretch between two cuts; the stretches of the open cycle together get their least width."""
    total = sum(weights)
    if not total:
        return [0.0 for _ in weights]
    unit = min(room / total, UNIT_MOST)
    if opened is None:
        return [weight * unit for weight in weights]
    split = cuts.index(opened)
    open_total, rest = sum(weights[split:]), sum(weights[:split])
    if open_total * unit >= OPEN_CYCLE_LEAST and not alone:
        return [weight * unit for weight in weights]
    least = min(OPEN_CYCLE_LEAST, room)
    unit = min((room - least) / rest, UNIT_MOST) if rest else 0.0
    open_unit = least / open_total if open_total else 0.0
    return [weight * (unit if index < split else open_unit) for index, weight in enumerate(weights)]


def _weight(thread: Thread, start: date, end: date) -> float:
    """Share of a term between two cuts, a quarter of it where no cycle was open in that term."""
    term_start, term_end = next(_terms(start, start))
    share = (end - start).days / max((term_end - term_start).days, 1)
    return share * (QUIET_TERM if _is_quiet(thread, start, end) else 1.0)


def _is_quiet(thread: Thread, start: date, _end: date) -> bool:
    """Whether no cycle was open in the term of these days (cuts never cross the edge of a term)."""
    term_start, term_end = next(_terms(start, start))
    return not any(link.start < term_end and (link.end or thread.today) >= term_start for link in thread.links)


def _terms(first: date, last: date) -> Iterator[tuple[date, date]]:
    """Terms that touch the days from first to last, as (first day, first day of the next term)."""
    starts = [date(year, month, day) for year in range(first.year - 1, last.year + 2) for month, day in _TERM_STARTS]
    for start, end in pairwise(starts):
        if start <= last and end > first:
            yield start, end
