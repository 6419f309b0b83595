"""The thread picture keeps its grammar, whatever the life it draws."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.timeline.thread import NARROW, WIDE, Picture, picture
from portal.timeline.thread_axis import axis
from portal.timeline.thread_facts import Band, Link, Mark, Strand, Thread, in_order
from portal.timeline.thread_rows import lanes
from portal.timeline.thread_shapes import Circle, Format, Path, Rect, Shape, Text, fit, mirrored
from portal.timeline.thread_svg import svg_body
from tests.timeline.nia import NIA

BORN = date(2008, 5, 1)
TODAY = date(2026, 11, 23)
FORMATS = [WIDE, NARROW]
days = st.dates(date(2010, 9, 1), TODAY - timedelta(days=1))
marks = st.lists(
    st.builds(
        Mark, st.sampled_from(["kept", "adapted", "paused", "finished", "stopped", "lost", "found", "undecided"]), days
    ),
    max_size=5,
).map(tuple)
strands = st.lists(
    st.builds(
        Strand,
        st.uuids().map(str),
        st.text(min_size=1, max_size=60),
        st.sampled_from(["teach", "extra", "learn"]),
        days,
        marks,
        st.text(max_size=40),
        st.sampled_from(["live", "lost", "ended"]),
        st.text(max_size=200),
    ),
    max_size=80,
).map(tuple)


@st.composite
def lives(draw: st.DrawFn) -> Thread:
    starts = sorted(draw(st.sets(days, min_size=1, max_size=12)))
    bands = tuple(
        Band(draw(st.text(min_size=1, max_size=30)), start, None, 1 + index % 3, (), "continued" if index else "first")
        for index, start in enumerate(starts)
    )
    cuts = sorted(draw(st.sets(days, min_size=1, max_size=22)))
    open_now = draw(st.booleans())
    links = tuple(
        Link(number, start, None if open_now and end is None else (end or TODAY), "D")
        for number, (start, end) in enumerate(zip(cuts, [*cuts[1:], None], strict=True), 1)
    )
    return Thread(bands, links, draw(strands), TODAY, BORN)


def corners(shape: Shape) -> list[tuple[float, float]]:
    if isinstance(shape, Rect):
        return [(shape.x, shape.y), (shape.x + shape.w, shape.y + shape.h)]
    if isinstance(shape, Path):
        return [(step[1], step[2]) for step in shape.steps if len(step) > 2]  # type: ignore[misc]
    return [(shape.x, shape.y)]


def all_shapes(drawn: Picture) -> list[Shape]:
    rows = [shape for row in drawn.rows for shape in (*row.shapes, row.hit, *((row.heading,) if row.heading else ()))]
    return [*drawn.ground, *rows, *drawn.packed, *((drawn.hint,) if drawn.hint else ())]


def must(drawn: Picture | None) -> Picture:
    assert drawn is not None
    return drawn


@pytest.mark.parametrize("form", FORMATS, ids=["wide", "narrow"])
@given(life=lives())
@settings(max_examples=40, deadline=None)
def test_everything_drawn_of_any_life_lies_inside_the_picture(form: Format, life: Thread) -> None:
    drawn = must(picture(life, form))
    for shape in all_shapes(drawn):
        for x, y in corners(shape):
            assert -16 <= x <= drawn.width + 16, shape
            assert 0 <= y <= drawn.height, shape


@pytest.mark.parametrize("form", FORMATS, ids=["wide", "narrow"])
@given(life=lives())
@settings(max_examples=30, deadline=None)
def test_rows_and_bands_never_overlap_and_time_runs_one_way(form: Format, life: Thread) -> None:
    drawn = must(picture(life, form))
    for above, below in pairwise(drawn.rows):
        assert above.hit.y + above.hit.h <= below.hit.y + 0.01
    bands = [shape for shape in drawn.ground if isinstance(shape, Rect) and shape.style.startswith("band-")]
    for earlier, later in pairwise(bands):
        assert earlier.x + earlier.w + form.gap <= later.x + 0.01
    time = axis(life, form.names, form.width - form.names - form.words, form.gap)
    xs = [time.at(life.bands[0].start + timedelta(days=step)) for step in range(0, 6000, 31)]
    assert xs == sorted(xs)


@given(life=lives())
@settings(max_examples=30, deadline=None)
def test_the_order_of_rows_is_the_order_of_the_table(life: Thread) -> None:
    shown = [row.strand.key for row in must(picture(life)).rows]
    table = [strand.key for strand in in_order(life.strands)]
    assert shown == [key for key in table if key in set(shown)]


@given(life=lives())
@settings(max_examples=20, deadline=None)
def test_right_to_left_is_the_same_picture_turned_round(life: Thread) -> None:
    drawn, turned = must(picture(life)), must(picture(life, rtl=True))
    for plain, mirror in zip(all_shapes(drawn), all_shapes(turned), strict=True):
        if isinstance(plain, Rect) and plain.style == "hit":
            continue
        for (x, y), (other_x, other_y) in zip(corners(plain), corners(mirrored(mirror, drawn.width)), strict=True):
            assert abs(x - other_x) < 0.01
            assert y == other_y


@given(some=strands)
@settings(max_examples=40, deadline=None)
def test_packed_lanes_keep_their_strands_apart(some: tuple[Strand, ...]) -> None:
    time = axis(NIA, WIDE.names, 700, WIDE.gap)
    shapes, used = lanes(list(some), time, 0, 12)
    spans: dict[float, list[tuple[float, float]]] = {}
    for shape in shapes:
        if isinstance(shape, Path):
            (x1, y), (x2, _) = corners(shape)
            spans.setdefault(y, []).append((x1, x2))
    assert len(spans) == used
    for lane in spans.values():
        for (_, end), (start, _) in pairwise(sorted(lane)):
            assert end < start


def test_a_strand_that_nia_s_reader_may_not_see_is_absent_from_the_picture() -> None:
    hidden = next(strand for strand in NIA.strands if strand.name == "Sand timer")
    seen = NIA._replace(strands=tuple(strand for strand in NIA.strands if strand is not hidden))
    assert "Sand timer" in svg_body(must(picture(NIA)))
    assert "Sand timer" not in svg_body(must(picture(seen)))
    assert "more worried" not in svg_body(must(picture(seen)))


def test_nia_s_open_cycle_has_at_least_sixty_four_px_on_both_widths() -> None:
    for form in FORMATS:
        time = axis(NIA, form.names, form.width - form.names - form.words, form.gap)
        least = 64 if form is WIDE else 30
        assert time.at(NIA.today) - time.at(NIA.links[-1].start) >= least


def test_amir_s_first_cycle_is_sixty_four_px_and_has_no_fold_and_no_knot() -> None:
    amir = Thread((Band("Oak Nursery", date(2026, 10, 1)),), (Link(1, date(2026, 10, 5), None, "A"),), (), TODAY)
    drawn = must(picture(amir))
    time = axis(amir, WIDE.names, WIDE.width - WIDE.names - WIDE.words, WIDE.gap)
    assert round(time.at(TODAY) - time.at(amir.links[0].start)) == 64
    assert drawn.height <= 180
    assert not [shape for shape in drawn.ground if shape.style in ("fold", "knot")]


def test_a_child_without_cycles_has_no_picture() -> None:
    assert picture(Thread((Band("Oak Nursery", date(2026, 10, 1)),), (), (), TODAY)) is None


def test_a_restarted_move_cuts_the_spine_and_has_a_hollow_knot() -> None:
    started_again = NIA._replace(
        bands=(*NIA.bands[:2], NIA.bands[2]._replace(arrival="restarted", reason="Need has changed"))
    )
    knots = [shape.style for shape in must(picture(started_again)).ground if isinstance(shape, Circle)]
    assert knots == ["knot", "knot knot--open"]


def test_twenty_five_strands_pack_what_ended_long_ago_and_sixty_one_are_counted_per_cycle() -> None:
    old = tuple(
        Strand(f"old-{n}", f"Old {n}", "extra", date(2018, 2, 1), (Mark("finished", date(2018, 5, 1)),))
        for n in range(50)
    )
    packed = must(picture(NIA._replace(strands=NIA.strands + old[:6])))
    assert len(packed.rows) < 25
    assert any(isinstance(shape, Text) and shape.words.startswith("Earlier, ended") for shape in packed.packed)
    counted = must(picture(NIA._replace(strands=NIA.strands + old)))
    assert not [shape for shape in counted.packed if isinstance(shape, Path)]
    assert "50" in [shape.words for shape in counted.packed if isinstance(shape, Text)] or any(
        isinstance(shape, Text) and shape.style == "linkno" for shape in counted.packed
    )


def test_words_are_cut_at_the_first_comma_then_at_a_letter() -> None:
    assert fit("stopped, cycle 3", 60, 13) == "stopped"
    assert fit("Rehearsal", 40, 14) == "Rehe…"
    assert fit("Rehearsal", 8, 14) == ""


def test_names_written_by_people_cannot_break_out_of_the_drawing() -> None:
    nasty = Strand('"><x', "<script>alert(1)</script>", "teach", date(2026, 1, 1))
    body = svg_body(must(picture(NIA._replace(strands=(nasty,)))))
    assert "<script" not in body
    assert '"><x' not in body
