"""Placed shapes as SVG text. Words are escaped here; the page supplies title, description and the table."""

from __future__ import annotations

from markupsafe import Markup, escape

from portal.timeline.thread import Picture
from portal.timeline.thread_rows import Row
from portal.timeline.thread_shapes import Circle, Path, Shape, Text

_GROUP_STYLE = {"teach": "t", "extra": "x", "learn": "n"}


def svg_body(drawn: Picture, rows_at: str = "#strand-") -> Markup:
    """What stands inside ``<svg>``; each strand is a link to ``rows_at`` + key, its row in the table.

    Safe: all numbers are floats of ours and every word and key is escaped.
    """
    parts = [_shape(shape) for shape in drawn.ground]
    for row in drawn.rows:
        parts += [_shape(row.heading)] if row.heading else []
        parts.append(_link(row, rows_at))
    parts += [_shape(shape) for shape in drawn.packed]
    parts += [_shape(drawn.hint)] if drawn.hint else []
    return Markup("".join(parts))  # noqa: S704


def _link(row: Row, rows_at: str) -> str:
    strand = row.strand
    inside = "".join(map(_shape, row.shapes))
    return (
        f'<a class="{_GROUP_STYLE[strand.group]}" href="{escape(rows_at + strand.key)}" aria-label="{escape(_label(row))}">'
        f"{_shape(row.hit)}{inside}</a>"
    )


def _label(row: Row) -> str:
    """What a screen reader says: first what stands there (people also speak it to their device), then all of it."""
    strand = row.strand
    visible = " ".join(shape.words for shape in row.shapes if isinstance(shape, Text) and shape.style != "story")
    full = f"{strand.name} {strand.word}"
    return " ".join(filter(None, (visible, f"({full})" if full.strip() != visible.strip() else "", strand.story)))


def _shape(shape: Shape) -> str:
    if isinstance(shape, Path):
        return f'<path class="{shape.style}" d="{"".join(map(_step, shape.steps))}"/>'
    if isinstance(shape, Circle):
        return f'<circle class="{shape.style}" cx="{shape.x:.1f}" cy="{shape.y:.1f}" r="{shape.r:g}"/>'
    if isinstance(shape, Text):
        return f'<text class="{shape.style}" x="{shape.x:.1f}" y="{shape.y:.1f}"{_anchor(shape)}>{escape(shape.words)}</text> '
    rounded = f' rx="{shape.rx:g}"' if shape.rx else ""
    return f'<rect class="{shape.style}" x="{shape.x:.1f}" y="{shape.y:.1f}" width="{shape.w:.1f}" height="{shape.h:.1f}"{rounded}/>'


def _anchor(text: Text) -> str:
    return "" if text.anchor == "start" else f' text-anchor="{text.anchor}"'


def _step(step: tuple[str | float, ...]) -> str:
    match step:
        case ("A", x, y, radius, sweep):
            return f"A{radius:g} {radius:g} 0 0 {sweep} {x:.1f} {y:.1f}"
        case ("Z",):
            return "Z"
        case (letter, x, y):
            return f"{letter}{x:.1f} {y:.1f}"
    raise ValueError(f"not a step of a path: {step!r}")
