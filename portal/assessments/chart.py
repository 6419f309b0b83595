"""A line of results as a drawing: points with their error, the expected line dashed, a break where the edition changed.

Pure: the template writes what is laid out here, without a style of its own. Change is drawn within one instrument only.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from math import ceil
from typing import NamedTuple

from flask_babel import gettext as _

from portal.assessments.saying import Point, plain
from portal.assessments.scoring import Ruler
from portal.web.days import in_words

# In px of the drawing, which is as wide as a phone so that its words stay readable there.
WIDTH, HEIGHT = 340, 196
_LEFT, _RIGHT, _TOP, _BOTTOM = 52.0, 316.0, 18.0, 164.0
_CLOSE = 17.0
"""Words nearer to each other than this would overlap."""
_SHORT = 8


class Word(NamedTuple):
    """A label; `end` is its text-anchor: start, middle or end."""

    x: float
    y: float
    text: str
    end: str = "start"


class Bar(NamedTuple):
    """The error of a point, from `top` to `foot`."""

    x: float
    top: float
    foot: float


class Drawing(NamedTuple):
    """What to draw, and `label`: the same in words."""

    label: str
    path: str
    dots: tuple[tuple[float, float], ...]
    bars: tuple[Bar, ...]
    grid: tuple[float, ...]
    marks: tuple[float, ...]
    breaks: tuple[float, ...]
    words: tuple[Word, ...]
    values: tuple[Word, ...]


class _Paper:
    """Where a day and a value lie."""

    def __init__(self, ruler: Ruler, points: Sequence[Point]) -> None:
        self.low, self.high = span(ruler, points)
        self.first = points[0].on
        self.days = max((points[-1].on - self.first).days, 1)
        self.single = len({point.on for point in points}) == 1

    def x(self, day: date) -> float:
        share = 0.5 if self.single else (day - self.first).days / self.days
        return round(_LEFT + 14 + share * (_RIGHT - _LEFT - 28), 1)

    def y(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return round(_BOTTOM - min(max(share, 0.0), 1.0) * (_BOTTOM - _TOP), 1)


def span(ruler: Ruler, points: Sequence[Point]) -> tuple[float, float]:
    """Lowest and highest value drawn: the whole scale where it is short, and never so narrow that noise looks like a leap."""
    shown = [point.value for point in points]
    shown += [end for point in points for end in (point.low, point.high) if end is not None]
    if ruler.kind == "standard" and ruler.mean is not None and ruler.sd:
        return min(*shown, ruler.mean - 2 * ruler.sd), max(*shown, ruler.mean + 2 * ruler.sd)
    if ruler.kind == "age":
        return min(shown) - 12, max(shown) + 12
    if ruler.kind == "percent":
        return min(*shown, 50.0), 100.0
    if ruler.kind == "bands":
        return min(value for value, _name in ruler.bands) - 0.5, max(value for value, _name in ruler.bands) + 0.5
    low = ruler.low if ruler.low is not None else min(0.0, *shown)
    high = ruler.high if ruler.high is not None else float(ceil(max(*shown, low + 1) * 1.1))
    return low, high


def draw(title: str, ruler: Ruler, points: Sequence[Point]) -> Drawing | None:
    """The drawing of points in order of days; None for words, or where there is nothing to draw."""
    if ruler.kind == "words" or not points:
        return None
    paper = _Paper(ruler, points)
    ticks = _ticks(ruler, points, paper)
    return Drawing(
        label=_label(title, ruler, points),
        path=_path(paper, points),
        dots=tuple((paper.x(point.on), paper.y(point.value)) for point in points),
        bars=tuple(
            Bar(paper.x(point.on), paper.y(point.high), paper.y(point.low))
            for point in points
            if point.low is not None and point.high is not None
        ),
        grid=tuple(y for y, _name in ticks),
        marks=tuple(paper.y(mark) for mark in _expected(ruler)),
        breaks=tuple(
            round((paper.x(before.on) + paper.x(after.on)) / 2, 1)
            for before, after in pairwise(points)
            if before.edition != after.edition
        ),
        words=(*(Word(_LEFT - 6, y + 4, name, "end") for y, name in ticks), *_days(paper, points)),
        values=_values(paper, ruler, points),
    )


def _path(paper: _Paper, points: Sequence[Point]) -> str:
    steps = [f"M{paper.x(points[0].on)} {paper.y(points[0].value)}"]
    for before, after in pairwise(points):
        steps.append(f"{'L' if before.edition == after.edition else 'M'}{paper.x(after.on)} {paper.y(after.value)}")
    return "".join(steps)


def _expected(ruler: Ruler) -> list[float]:
    if ruler.kind == "bands":
        return []
    middle = ruler.mean if ruler.kind == "standard" else 0.0 if ruler.kind == "gas" else None
    return [mark for mark in (ruler.expected, ruler.higher, middle) if mark is not None]


def _ticks(ruler: Ruler, points: Sequence[Point], paper: _Paper) -> list[tuple[float, str]]:
    """Lines with a name at the left: expected ones first, others only where there is room."""
    wanted = [*_expected(ruler)]
    if ruler.kind == "bands":
        wanted += [value for value, _name in ruler.bands]
    elif ruler.kind == "standard" and ruler.mean is not None and ruler.sd:
        wanted += [ruler.mean + step * ruler.sd for step in (-2, 2, -1, 1)]
    elif ruler.kind == "gas":
        wanted += [-2.0, 2.0, -1.0, 1.0]
    elif ruler.kind == "age":
        wanted += [min(point.value for point in points), max(point.value for point in points)]
    else:
        wanted += [paper.low, paper.high]
    ticks: list[tuple[float, str]] = []
    for value in dict.fromkeys(wanted):
        y = paper.y(value)
        if all(abs(y - other) >= _CLOSE for other, _name in ticks):
            ticks.append((y, _short(ruler, value)))
    return sorted(ticks)


def _short(ruler: Ruler, value: float) -> str:
    """A value in the little room beside the drawing: a band by its name where all names are short."""
    long = ruler.kind == "bands" and any(len(name) > _SHORT for _value, name in ruler.bands)
    return f"{value:g}" if long or ruler.kind in ("raw", "scaled", "standard") else plain(ruler, value)


def _days(paper: _Paper, points: Sequence[Point]) -> list[Word]:
    """The first and the last month below the line."""
    y = HEIGHT - 8.0
    if paper.single:
        return [Word(paper.x(points[0].on), y, in_words(points[0].on, "MMM y"), "middle")]
    first, last = points[0], points[-1]
    return [
        Word(paper.x(first.on) - 14, y, in_words(first.on, "MMM y")),
        Word(paper.x(last.on) + 14, y, in_words(last.on, "MMM y"), "end"),
    ]


def _values(paper: _Paper, ruler: Ruler, points: Sequence[Point]) -> tuple[Word, ...]:
    """The first and the last result beside their points, clear of the error bar and on the side where the line is not."""
    if paper.single or len(points) == 1:
        last = points[-1]
        return (_value(paper, ruler, last, above=True, end="end"),)
    falls_in = points[-2].value > points[-1].value
    return (
        _value(paper, ruler, points[0], above=points[1].value <= points[0].value, end="start"),
        _value(paper, ruler, points[-1], above=not falls_in, end="end"),
    )


def _value(paper: _Paper, ruler: Ruler, point: Point, *, above: bool, end: str) -> Word:
    x, y = paper.x(point.on), paper.y(point.value)
    return Word(x + (9 if end == "start" else -9), y + (-7 if above else 17), _short(ruler, point.value), end)


def _label(title: str, ruler: Ruler, points: Sequence[Point]) -> str:
    said = "; ".join(f"{in_words(point.on)}: {point.said}" for point in points)
    label = _("%(title)s. %(said)s.", title=title, said=said)
    if ruler.expected is not None and ruler.kind != "bands":
        label += " " + _("Expected: %(mark)s.", mark=plain(ruler, ruler.expected))
    return label
