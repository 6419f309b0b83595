"""Small numbers are not shown, and nothing that is shown gives them away. Pure.

A count from 1 to one below the threshold is "fewer than 5". Where a column has a total, other cells
are "not shown" until every small count could still be at least two different numbers for a reader who
knows all that is published, and the threshold. If that cannot be reached, the total is not shown; or,
where the total matters more than who, no cell of the column is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, TypeVar

from flask_babel import gettext as _

Row = TypeVar("Row")

FEW = "few"
HIDDEN = "hidden"


class Cell(NamedTuple):
    """One count as published: `shown` is the number, or None; `why` is "few" or "hidden" then."""

    shown: int | None
    why: str = ""
    threshold: int = 5

    @property
    def words(self) -> str:
        """The number, "fewer than 5" or "not shown"."""
        if self.shown is not None:
            return str(self.shown)
        return _("fewer than %(number)s", number=self.threshold) if self.why == FEW else _("not shown")


def cell(count: int, threshold: int) -> Cell:
    """A count that stands alone."""
    return Cell(None, FEW, threshold) if 0 < count < threshold else Cell(count, "", threshold)


def column(counts: Mapping[Row, int], threshold: int, *, keep_total: bool = False) -> tuple[dict[Row, Cell], Cell]:
    """The cells of one column and its total, safe to publish together."""
    few = [row for row, count in counts.items() if 0 < count < threshold]
    total = sum(counts.values())
    hidden: list[Row] = []
    # The smallest of the others first: least is lost.
    spare = sorted((row for row in counts if counts[row] >= threshold), key=lambda row: counts[row])
    while few and not ambiguous(unshown(counts, few, hidden), len(few), len(hidden), threshold):
        if spare:
            hidden.append(spare.pop(0))
        elif keep_total and len(set(counts.values())) > 1:
            # With every cell out of sight, any cell could have any other's number.
            return _cells(counts, [], list(counts), threshold), cell(total, threshold)
        else:
            return _cells(counts, few, hidden, threshold), Cell(None, HIDDEN, threshold)
    return _cells(counts, few, hidden, threshold), cell(total, threshold)


def unshown(counts: Mapping[Row, int], few: list[Row], hidden: list[Row]) -> int:
    """What a reader can work out: the sum of all cells that are not shown, by taking the shown ones from the total."""
    return sum(counts[row] for row in [*few, *hidden])


def ambiguous(known_sum: int, few: int, hidden: int, threshold: int) -> bool:
    """Whether each small count could be two numbers or more.

    A small one is from 1 to threshold - 1; a hidden one, for a reader who knows the method, the threshold or more.
    """
    highest_small = threshold - 1
    lowest = 1 if hidden else max(1, known_sum - (few - 1) * highest_small)
    highest = min(highest_small, known_sum - (few - 1) - hidden * threshold)
    return highest > lowest


def _cells(counts: Mapping[Row, int], few: list[Row], hidden: list[Row], threshold: int) -> dict[Row, Cell]:
    small, other = set(few), set(hidden)
    return {
        row: Cell(None, FEW, threshold)
        if row in small
        else Cell(None, HIDDEN, threshold)
        if row in other
        else Cell(count, "", threshold)
        for row, count in counts.items()
    }
