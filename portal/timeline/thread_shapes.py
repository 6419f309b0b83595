"""Shapes of a drawing, how wide words run, and turning a shape round for right-to-left pages."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple, overload

Anchor = Literal["start", "middle", "end"]


class Format(NamedTuple):
    """Distances of one format in px: gutters, gap of a move, pitch of rows, heights of the parts above the rows."""

    width: float
    names: float
    words: float
    gap: float
    pitch: float
    heading: float
    first: float
    below: float
    link: float
    spine: float
    place: float
    room: float
    inset: float
    stacked: bool


class Rect(NamedTuple):
    x: float
    y: float
    w: float
    h: float
    style: str
    rx: float = 0


class Circle(NamedTuple):
    x: float
    y: float
    r: float
    style: str


class Text(NamedTuple):
    x: float
    y: float
    words: str
    style: str
    anchor: Anchor = "start"


# ("M" or "L", x, y), ("A", x, y, radius, sweep) or ("Z",)
Step = tuple[str | float, ...]


class Path(NamedTuple):
    """A line made of steps."""

    steps: tuple[Step, ...]
    style: str


Shape = Rect | Circle | Text | Path

# Share of the font size that a letter takes on average in common system fonts; wider ones run into spare room.
_LETTER = 0.53
_BOLD = 0.57


def line(x1: float, y1: float, x2: float, y2: float, style: str) -> Path:
    """A straight line."""
    return Path((("M", x1, y1), ("L", x2, y2)), style)


def text_width(words: str, size: float, *, bold: bool = False) -> float:
    """About how wide words run at a font size, in px."""
    return len(words) * size * (_BOLD if bold else _LETTER)


def fit(words: str, room: float, size: float, *, bold: bool = False, sentence: bool = False) -> str:
    """Words cut to a width: at the first comma or colon (not a ``sentence``), else at a letter, with "…"; "" when not even that fits."""
    if text_width(words, size, bold=bold) <= room:
        return words
    first = words if sentence else re.split(r"[,:]", words, maxsplit=1)[0]
    if text_width(first, size, bold=bold) <= room:
        return first
    letters = int(room / (size * (_BOLD if bold else _LETTER))) - 1
    return first[:letters].rstrip() + "…" if letters >= 2 else ""


@overload
def mirrored(shape: Text, width: float) -> Text: ...
@overload
def mirrored(shape: Shape, width: float) -> Shape: ...
def mirrored(shape: Shape, width: float) -> Shape:
    """The shape turned round: x becomes width − x.

    Words keep their anchor: the drawing is then set right to left, where "start" is the right-hand edge.
    """
    if isinstance(shape, Rect):
        return shape._replace(x=width - shape.x - shape.w)
    if isinstance(shape, Circle | Text):
        return shape._replace(x=width - shape.x)
    return shape._replace(steps=tuple(_mirrored_step(step, width) for step in shape.steps))


def _mirrored_step(step: Step, width: float) -> Step:
    letter, *rest = step
    if not rest:
        return step
    x, *more = rest
    turned = (letter, width - float(x), *more)
    return (*turned[:-1], 0 if turned[-1] else 1) if letter == "A" else turned
