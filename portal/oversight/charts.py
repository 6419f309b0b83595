"""The board's pictures as numbers to draw. A count that is not shown is drawn at one fixed size: pixels tell nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from flask_babel import gettext as _

from portal.oversight.suppression import Cell

WIDTH = 100.0
FIXED = 4.0


class Bar(NamedTuple):
    """One bar: the stage's letter and name, the words for its count, its width, and whether it is drawn dotted."""

    letter: str
    name: str
    words: str
    width: float
    dotted: bool


def shares(stages: Sequence[tuple[str, Cell]]) -> list[Bar]:
    """Open cycles by stage, longest bar 100 wide."""
    names = {
        "assess": ("A", _("Assess")), "plan": ("P", _("Plan")), "do": ("D", _("Do")), "review": ("R", _("Review")),
        "learn": ("L", _("Learn")),
    }  # fmt: skip
    most = max((cell.shown or 0 for _stage, cell in stages), default=0)
    return [
        Bar(
            *names[stage],
            cell.words,
            FIXED if cell.shown is None else round(WIDTH * cell.shown / most, 1) if most else 0.0,
            cell.shown is None,
        )
        for stage, cell in stages
    ]
