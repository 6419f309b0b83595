"""Strands of the thread picture: one row each, or narrow lanes for what ended long ago."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from portal.timeline.thread_axis import Axis
from portal.timeline.thread_facts import GROUPS, Mark, Strand, Thread, Words, ended_on
from portal.timeline.thread_shapes import Circle, Format, Path, Rect, Shape, Text, fit, line, text_width

_STATE_STYLE = {"live": "state state--live", "lost": "state state--lost", "ended": "state"}
_LANE_BREATH = 10.0


class Row(NamedTuple):
    """One strand with its shapes, the y of its line and the box that a finger or pointer hits."""

    strand: Strand
    y: float
    hit: Rect
    shapes: tuple[Shape, ...]
    heading: Text | None


class _Piece(NamedTuple):
    start: float
    end: float
    style: str


def rows(thread: Thread, strands: list[Strand], time: Axis, form: Format, words: Words) -> tuple[list[Row], float]:
    """Rows from the top, with a heading before the first of each group, and the y of the last line."""
    placed: list[Row] = []
    y = form.first - form.heading
    group = None
    for strand in strands:
        heading = None
        if strand.group != group:
            group = strand.group
            head_y = y + form.heading if placed else form.first
            heading = Text(4 if form.stacked else 0, head_y, words.groups[GROUPS.index(group)], "grp")
            y = head_y + form.below
        else:
            y += form.pitch
        placed.append(_row(thread, strand, time, form, y, heading))
    return placed, y if placed else form.spine + form.link


def _row(thread: Thread, strand: Strand, time: Axis, form: Format, y: float, heading: Text | None) -> Row:
    start, end, shapes = _strand(thread, strand, time, y)
    if form.stacked:
        hit = Rect(0, y - 28, form.width, form.pitch - 2, "hit", 3)
        label = _stacked_label(strand, form, y)
    else:
        hit = Rect(0, y - 12, form.width, min(form.pitch - 1, 24), "hit", 3)
        label = _gutter_label(thread, strand, time, form, y)
        shapes = [*_leaders(start, end, time.at(thread.today), form, y), *shapes]
    return Row(strand, y, hit, (*label, *shapes), heading)


def _gutter_label(thread: Thread, strand: Strand, time: Axis, form: Format, y: float) -> list[Shape]:
    word_x = time.at(thread.today) + 10
    word = fit(strand.word, form.width - word_x, 13, bold=strand.tone != "ended")
    return [
        Text(0, y + 5, fit(strand.name, form.names + 12, 14), "name"),
        Text(word_x, y + 5, word, _STATE_STYLE[strand.tone]),
    ]


def _stacked_label(strand: Strand, form: Format, y: float) -> list[Shape]:
    """Name (start) and today's word (end) above the line; the name keeps at least half of the width."""
    right = form.width - form.words - 4
    room = right - 12
    bold = strand.tone != "ended"
    word = fit(strand.word, max(room - text_width(strand.name, 14), room * 0.4), 13, bold=bold)
    name = fit(strand.name, room - text_width(word, 13, bold=bold), 14)
    return [
        Text(4, y - 13, name, "name"),
        Text(right, y - 13, word, _STATE_STYLE[strand.tone], "end"),
    ]


def _leaders(start: float, end: float, today: float, form: Format, y: float) -> list[Shape]:
    """Dotted lines from the name to the start of a strand, and from the end of a strand to today's word."""
    leaders: list[Shape] = []
    if start - 8 > form.names + 16:
        leaders.append(line(form.names + 6, y, start - 8, y, "lead"))
    if today - (end + 12) > 10:
        leaders.append(line(end + 12, y, today, y, "lead"))
    return leaders


def _strand(thread: Thread, strand: Strand, time: Axis, y: float) -> tuple[float, float, list[Shape]]:
    """Start and end of the line in px, and its pieces and marks: pieces first, so that marks lie on top."""
    start = time.at(max(strand.start, date.min))
    pieces, marks = [], [_bar(start, y)]
    at, style = start, "line"
    for mark in sorted(strand.marks, key=lambda each: each.on):
        x = _x(mark, time)
        if mark.kind in ("lost", "paused"):
            pieces.append(_Piece(at, x, style))
            at, style = x, "line line--ghost" if mark.kind == "lost" else "line line--thin"
        elif mark.kind == "undecided":
            pieces.append(_Piece(at, min(_before(mark, time), x - 8), style))
            marks.append(_mark(mark, x, y))
            return start, x, _drawn(pieces, y) + marks
        elif mark.kind in ("finished", "stopped"):
            pieces.append(_Piece(at, x, style))
            marks.append(_mark(mark, x, y))
            return start, x, _drawn(pieces, y) + marks
        elif style != "line" or mark.kind == "found":
            pieces.append(_Piece(at, x, style))
            at, style = x, "line"
        marks += [_mark(mark, x, y)] if mark.kind != "found" else [_mark(mark, x, y), Circle(x, y, 2.5, "m")]
    today = time.at(thread.today)
    pieces.append(_Piece(at, today, style))
    return start, today, _drawn(pieces, y) + marks


def _x(mark: Mark, time: Axis) -> float:
    """Where a mark stands: in the gap of its move, or on the day it was made."""
    return time.middle(mark.move) if mark.move else time.at(mark.on)


def _before(mark: Mark, time: Axis) -> float:
    return time.into(mark.move or mark.on)


def _drawn(pieces: list[_Piece], y: float) -> list[Shape]:
    return [line(piece.start, y, piece.end, y, piece.style) for piece in pieces if piece.end > piece.start]


def _bar(x: float, y: float) -> Shape:
    return line(x, y - 6, x, y + 6, "m--bar")


def _mark(mark: Mark, x: float, y: float) -> Shape:
    match mark.kind:
        case "kept":
            return Circle(x, y, 6, "m")
        case "adapted":
            return Path((("M", x, y - 8), ("L", x + 8, y), ("L", x, y + 8), ("L", x - 8, y), ("Z",)), "m")
        case "paused":
            return Path(
                (("M", x + 4, y - 7), ("L", x + 4, y + 7), ("M", x + 10, y - 7), ("L", x + 10, y + 7)), "m--bar"
            )
        case "stopped":
            return Rect(x - 6, y - 6, 12, 12, "m")
        case "lost":
            return Path((("M", x - 5, y - 5), ("L", x + 5, y + 5), ("M", x - 5, y + 5), ("L", x + 5, y - 5)), "m--fray")
        case "undecided":
            return Circle(x, y, 6, "m--wait")
        case _:
            return Circle(x, y, 5, "m--open")


def lanes(strands: list[Strand], time: Axis, top: float, pitch: float) -> tuple[list[Shape], int]:
    """Ended strands without names in as few lanes as first fit gives, and how many lanes those are."""
    free: list[float] = []
    shapes: list[Shape] = []
    for strand in sorted(strands, key=lambda each: (each.start, each.key)):
        start, end = time.at(strand.start), time.at(ended_on(strand) or strand.start)
        end = max(end, start + 6)
        lane = next((index for index, until in enumerate(free) if until + _LANE_BREATH <= start), len(free))
        free[lane : lane + 1] = [end]
        y = top + lane * pitch
        tint = strand.group[0] if strand.group == "teach" else {"extra": "x", "learn": "n"}[strand.group]
        shapes.append(line(start, y, end, y, f"line line--lane {tint}"))
        stopped = any(mark.kind == "stopped" for mark in strand.marks)
        shapes.append(Rect(end - 4, y - 4, 8, 8, f"m {tint}") if stopped else Circle(end, y, 3.5, f"m--open {tint}"))
    return shapes, len(free)
