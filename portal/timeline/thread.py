"""The thread picture: one pure function from the facts of a thread to placed shapes, for any width and direction.

The grammar: settings are bands, cycles are links on one spine, what helps a child are strands that only a stop, a
pause or a loss can break. Distances are px of the drawing; a page scales it. Both pictures of a page (wide, narrow)
come from ``picture()`` and only differ in ``Format``.
"""

from __future__ import annotations

from typing import NamedTuple

from portal.timeline.thread_axis import Axis, axis
from portal.timeline.thread_facts import Strand, Thread, Words, ended_on, in_order
from portal.timeline.thread_frame import frame
from portal.timeline.thread_rows import Row, lanes, rows
from portal.timeline.thread_shapes import Format, Shape, Text, fit, mirrored

WIDE = Format(
    width=1120,
    names=232,
    words=178,
    gap=10,
    pitch=25,
    heading=39,
    first=149,
    below=20,
    link=28,
    spine=88,
    place=24,
    room=46,
    inset=8,
    stacked=False,
)
NARROW = Format(
    width=330,
    names=0,
    words=12,
    gap=6,
    pitch=42,
    heading=40,
    first=157,
    below=43,
    link=24,
    spine=102,
    place=22,
    room=60,
    inset=5,
    stacked=True,
)

ROWS_MOST = 24
LANES_MOST = 60
_DENSE_PITCH = 20
_LANE_PITCH = 12


class Picture(NamedTuple):
    """Placed shapes: what lies behind, then one row of shapes per strand in the order of the table, then the rest."""

    width: float
    height: float
    ground: tuple[Shape, ...]
    rows: tuple[Row, ...]
    packed: tuple[Shape, ...]
    hint: Text | None


def picture(thread: Thread, form: Format = WIDE, words: Words | None = None, *, rtl: bool = False) -> Picture | None:
    """Place everything that a thread shows; None when there is no cycle and no strand to show (then: one sentence)."""
    if not thread.links and not thread.strands:
        return None
    words = words or Words()
    time = axis(thread, form.names, form.width - form.names - form.words, form.gap)
    shown, packed = _split(thread)
    if len(thread.strands) > ROWS_MOST and not form.stacked:
        form = form._replace(pitch=_DENSE_PITCH)
    placed, bottom = rows(thread, shown, time, form, words)
    packed_shapes, bottom = _packed(thread, packed, time, form, words, bottom)
    bottom += form.pitch / 2
    foot = 30 if placed and not form.stacked else 0
    drawn = Picture(
        width=form.width,
        height=round(bottom + 26 + foot),
        ground=tuple(frame(thread, time, form, words, bottom)),
        rows=tuple(_with_story(row, form, bottom + 48) for row in placed),
        packed=tuple(packed_shapes),
        hint=None if form.stacked or not placed else Text(0, bottom + 48, words.hint, "hint"),
    )
    return _mirror(drawn) if rtl else drawn


def _split(thread: Thread) -> tuple[list[Strand], list[Strand]]:
    """Strands with a row of their own, and older ended ones that are packed when there are more than 24."""
    strands = in_order(thread.strands)
    if len(strands) <= ROWS_MOST:
        return strands, []
    recent = thread.links[-2].start if len(thread.links) > 1 else thread.today

    def old(strand: Strand) -> bool:
        ended = ended_on(strand)
        return ended is not None and ended < recent

    return [strand for strand in strands if not old(strand)], [strand for strand in strands if old(strand)]


def _packed(
    thread: Thread, packed: list[Strand], time: Axis, form: Format, words: Words, bottom: float
) -> tuple[list[Shape], float]:
    """The ended strands without names: in lanes of 12 px, or, above 60 strands, one number per cycle."""
    if not packed:
        return [], bottom
    head = bottom + form.heading - 7
    shapes: list[Shape] = [Text(0 if not form.stacked else 4, head, f"{words.earlier}: {len(packed)}", "grp")]
    top = head + 20
    if len(thread.strands) > LANES_MOST:
        for link in thread.links:
            ended = sum(1 for strand in packed if _ended_in(strand, thread, link.number))
            if ended:
                centre = (time.at(link.start) + time.into(link.end or thread.today)) / 2
                shapes.append(Text(centre, top + 4, str(ended), "linkno", "middle"))
        return shapes, top
    lane_shapes, used = lanes(packed, time, top, _LANE_PITCH)
    return shapes + lane_shapes, top + _LANE_PITCH * (used - 1)


def _ended_in(strand: Strand, thread: Thread, number: int) -> bool:
    """Whether a packed strand is counted under this cycle: the last one that had begun when it ended."""
    ended = ended_on(strand)
    begun = [link.number for link in thread.links if ended is not None and link.start <= ended]
    return (begun or [thread.links[0].number])[-1] == number


def _with_story(row: Row, form: Format, y: float) -> Row:
    if form.stacked:
        return row
    return row._replace(shapes=(*row.shapes, Text(0, y, fit(row.strand.story, form.width, 14, sentence=True), "story")))


def _mirror(drawn: Picture) -> Picture:
    """Right to left: the same picture with x turned round."""
    width = drawn.width
    return drawn._replace(
        ground=tuple(mirrored(shape, width) for shape in drawn.ground),
        rows=tuple(_mirror_row(row, width) for row in drawn.rows),
        packed=tuple(mirrored(shape, width) for shape in drawn.packed),
        hint=drawn.hint and mirrored(drawn.hint, width),
    )


def _mirror_row(row: Row, width: float) -> Row:
    return row._replace(
        shapes=tuple(mirrored(shape, width) for shape in row.shapes),
        heading=row.heading and mirrored(row.heading, width),
    )
