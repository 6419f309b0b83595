"""One measure over time as a small line: baseline, points with a gap over holidays, the goal, the last value in words."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from flask_babel import gettext as _

from portal.web.days import in_words

_LEFT, _RIGHT, _BOTTOM, _HEIGHT = 6.0, 168.0, 50.0, 40.0
_HOLIDAY_DAYS = 14


class Dot(NamedTuple):
    """A point; ``mark`` is its class."""

    x: float
    y: float
    r: float
    mark: str = "d"


class Word(NamedTuple):
    """A label; ``end``: it ends at x instead of starting there."""

    x: float
    y: float
    text: str
    style: str
    end: bool = False


class Spark(NamedTuple):
    """A drawing of 232 by 64 px, with the same in words."""

    label: str
    path: str
    dots: tuple[Dot, ...]
    words: tuple[Word, ...]
    goal_y: float | None


def number(text: str | None) -> float | None:
    """The first number in what somebody measured ("7", "7 of 10", "80%"), or None."""
    found = re.search(r"-?\d+(?:[.,]\d+)?", text or "")
    return float(found.group().replace(",", ".")) if found else None


def sparkline(name: str, points: list[tuple[date, float]], goal: float | None, unit: str) -> Spark | None:
    """The drawing of points in order of days, all of one instrument; None below two points, or where a value is more
    than the measure counts to: then it is another measure, and nothing is compared.

    The axis starts at 0, or at the lowest value where there are negative ones, and ends at what ``unit`` counts
    to ("of 10"), the goal or the highest value.
    """
    full = number(unit) if unit.startswith("of") else None
    values = [value for _day, value in points]
    if len(points) < 2 or (full is not None and max(values) > full):
        return None
    top = max([*values, goal or 0.0, full or 0.0, 1.0])
    low = min(0.0, *values)
    first, last = points[0][0], points[-1][0]
    days = max((last - first).days, 1)

    def place(day: date, value: float) -> tuple[float, float]:
        x = _LEFT + (day - first).days / days * (_RIGHT - _LEFT)
        return round(x, 1), round(_BOTTOM - (value - low) / (top - low) * _HEIGHT, 1)

    placed = [place(day, value) for day, value in points]
    goal_y = place(first, goal)[1] if goal is not None else None
    dots = [Dot(x, y, 2.6) for x, y in placed[:-1]]
    return Spark(
        label=_label(name, values, goal, unit),
        path=_path(points, placed),
        dots=(*dots, Dot(*placed[-1], 5)),
        words=_words(first, last, values[-1], placed[-1][1], goal, goal_y, unit),
        goal_y=goal_y,
    )


def _path(points: list[tuple[date, float]], placed: list[tuple[float, float]]) -> str:
    steps = [f"M{placed[0][0]} {placed[0][1]}"]
    for ((before, _v), (day, _w)), (x, y) in zip(pairwise(points), placed[1:], strict=True):
        steps.append(f"{'M' if (day - before).days > _HOLIDAY_DAYS else 'L'}{x} {y}")
    return "".join(steps)


def _words(
    first: date, last: date, value: float, y: float, goal: float | None, goal_y: float | None, unit: str
) -> tuple[Word, ...]:
    """Value and goal beside the line, at least 16 px apart, and the days below."""
    words = [Word(_LEFT, 63, _day(first), "q"), Word(_RIGHT, 63, _day(last), "q", end=True)]
    value_y = y + 6
    if goal is not None and goal_y is not None:
        below = goal_y > y or (goal_y == y)
        words.append(
            Word(178, max(value_y + 16, goal_y + 4) if below else min(value_y - 18, goal_y + 4), _goal(goal), "q")
        )
    said = f"{value:g}"
    words.append(Word(178, value_y, said, "v"))
    if unit:
        words.append(Word(182 + 10 * len(said), value_y, unit[:8], "q"))
    return tuple(words)


def _goal(goal: float) -> str:
    return str(_("goal %(goal)s", goal=f"{goal:g}"))


def _day(day: date) -> str:
    return in_words(day, "d MMM")


def _label(name: str, values: list[float], goal: float | None, unit: str) -> str:
    said = ", ".join(f"{value:g}" for value in values)
    label = _("%(name)s: %(values)s %(unit)s.", name=name, values=said, unit=unit).replace(" .", ".")
    return f"{label} {_goal(goal).capitalize()}." if goal is not None else label
