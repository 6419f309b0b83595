"""What lies behind the strands: bands of settings with their rooms, the spine with its links, moves, ages, today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from portal.timeline.thread_axis import Axis, first_day, main_bands
from portal.timeline.thread_facts import Band, Link, Thread, Words
from portal.timeline.thread_shapes import Circle, Format, Path, Rect, Shape, Text, fit, line, text_width

_OVERLAP = 3.0
_TOP = 4.0
_FOLD_LEAST = 14.0


def frame(thread: Thread, time: Axis, form: Format, words: Words, bottom: float) -> Iterator[Shape]:
    """All shapes behind the rows, from back to front; ``bottom`` is the y at which the bands end."""
    yield from _bands(thread, time, form, bottom)
    yield from _closures(thread, time, form, bottom)
    yield from _guides(thread, time, form, bottom)
    yield from _spine(thread, time, form, words)
    yield from _folds(time, bottom)
    yield from _links(thread, time, form)
    yield from _moves(thread, time, form)
    yield from _today(thread, time, form, bottom)
    yield from _ages(thread, time, form, words, bottom)


def _bands(thread: Thread, time: Axis, form: Format, bottom: float) -> Iterator[Shape]:
    bands = main_bands(thread)
    for index, band in enumerate(bands):
        following = bands[index + 1].start if index + 1 < len(bands) else None
        x1 = time.at(band.start)
        x2 = (
            form.width
            if following is None and band.end is None
            else time.into(min(filter(None, (band.end, following))))
        )
        yield Rect(x1, _TOP, max(x2 - x1, 0), bottom - _TOP, f"band-{band.tint}", 4)
        yield from _place(band, x1, x2, form, last=following is None)
        yield from _rooms(band, time, x2, form, bottom)
    for band in thread.bands:
        if band.second:
            yield from _second(band, time, form)


def _place(band: Band, x1: float, x2: float, form: Format, *, last: bool) -> Iterator[Shape]:
    """The name of a setting: one line, or two where there is little room; at the end edge where the last band is thin."""
    room = x2 - x1 - form.inset
    if not form.stacked:
        yield Text(x1 + form.inset, form.place, fit(band.name, room, 15, bold=True), "place")
        return
    at_end = last and room < text_width(band.name, 13, bold=True)
    for index, part in enumerate(_two_lines(band.name, room)):
        y = form.place + 17 * index
        yield Text(form.width - 3, y, part, "place", "end") if at_end else Text(x1 + form.inset, y, part, "place")


def _two_lines(name: str, room: float) -> list[str]:
    """As many whole words as two lines hold; the table has the whole name."""
    first: list[str] = []
    rest = name.split()
    while rest and text_width(" ".join([*first, rest[0]]), 13, bold=True) <= room:
        first.append(rest.pop(0))
    if not first:
        return [fit(name, room, 13, bold=True)]
    second: list[str] = []
    while rest and text_width(" ".join([*second, rest[0]]), 13, bold=True) <= room:
        second.append(rest.pop(0))
    return [" ".join(words) for words in (first, second) if words]


def _rooms(band: Band, time: Axis, end: float, form: Format, bottom: float) -> Iterator[Shape]:
    edges = [(time.at(room.start), room) for room in band.rooms]
    for index, (x, room) in enumerate(edges):
        width = (edges[index + 1][0] if index + 1 < len(edges) else end) - x
        label = fit(room.short or room.name if form.stacked else room.name, width - form.inset, 13)
        if label:
            yield Text(x + form.inset, form.room, label, "room")
        if room.start > band.start:
            yield line(x, form.room - 14, x, bottom, "roomline")


def _second(band: Band, time: Axis, form: Format) -> Iterator[Shape]:
    """A second registration: half a band under the names, never a second spine."""
    x1, x2 = time.at(band.start), form.width if band.end is None else time.into(band.end)
    yield Rect(x1, form.room + 4, max(x2 - x1, 0), 12, f"band-{band.tint} band--second", 2)
    label = fit(band.name, x2 - x1 - 8, 13)
    if label:
        yield Text(x1 + 4, form.room + 14, label, "room")


def _closures(thread: Thread, time: Axis, form: Format, bottom: float) -> Iterator[Shape]:
    for span in thread.closures:
        x1, x2 = time.at(span.start), time.at(span.end)
        if x2 > x1:
            yield Rect(x1, form.spine - 22, x2 - x1, bottom - form.spine + 22, "shut")


def _guides(thread: Thread, time: Axis, form: Format, bottom: float) -> Iterator[Shape]:
    for link in thread.links:
        x = time.at(link.start)
        yield line(x, form.spine + 16, x, bottom, "guide")


def _spine(thread: Thread, time: Axis, form: Format, words: Words) -> Iterator[Shape]:
    """Solid between links, dashed before the first and while off the register; links themselves hide it."""
    y = form.spine
    first = first_day(thread)
    if thread.links and first < thread.links[0].start:
        yield line(time.at(first), y, time.at(thread.links[0].start), y, "spine spine--rest")
        if thread.noticed and not form.stacked:
            yield Text(time.at(first) + form.inset, y + 27, words.noticed, "age")
    gaps = [(before.end, after.start) for before, after in pairwise(thread.links)]
    if thread.links and thread.links[-1].end:
        gaps.append((thread.links[-1].end, thread.today))
    for start, end in gaps:
        if start and end >= start and time.at(end) > time.into(start):
            yield from _between(thread, time, form, start, end)


def _between(thread: Thread, time: Axis, form: Format, start: date, end: date) -> Iterator[Shape]:
    x1, x2, y = time.into(start), time.at(end), form.spine
    rest = next((span for span in thread.rests if span.start < end and span.end > start), None)
    cut = next(
        (band for band in main_bands(thread) if band.arrival == "restarted" and start <= band.start <= end), None
    )
    style = "spine spine--rest" if rest else "spine"
    if cut:
        middle = time.middle(cut.start)
        yield line(x1, y, max(middle - 6, x1), y, style)
        yield line(min(middle + 6, x2), y, x2, y, style)
    else:
        yield line(x1, y, x2, y, style)
    if rest and not form.stacked:
        for word, dy in zip(rest.words, (-12, 20), strict=False):
            if text_width(word, 13) <= x2 - x1 - 4:
                yield Text((x1 + x2) / 2, y + dy, word, "age", "middle")


def _folds(time: Axis, bottom: float) -> Iterator[Shape]:
    """One fold mark in the middle of each run of terms that are drawn at a quarter."""
    runs: list[tuple[date, date]] = []
    for start, end in time.quiet:
        if runs and runs[-1][1] == start:
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
    for start, end in runs:
        if time.into(end) - time.at(start) < _FOLD_LEAST:
            continue
        x = (time.at(start) + time.into(end)) / 2 - 5
        yield Path(
            (("M", x, bottom - 3), ("L", x + 3.3, bottom - 9), ("L", x + 6.7, bottom - 3), ("L", x + 10, bottom - 9)),
            "fold",
        )


def _links(thread: Thread, time: Axis, form: Format) -> Iterator[Shape]:
    size, lap = (12.0, 2.0) if form.stacked else (14.0, _OVERLAP)
    top, half = form.spine - form.link / 2, form.link / 2
    numbered = _numbered(thread, time, size)
    for link in thread.links:
        x1 = time.at(link.start) - lap
        x2 = (time.into(link.end) + lap) if link.end else time.at(thread.today)
        width = max(x2 - x1, 2 * lap)
        if link.end:
            yield Rect(x1, top, width, form.link, "link", min(half, width / 2))
        else:
            yield _open_link(link, x1, x1 + width, top, half)
        if link.number in numbered:
            centre = x1 + width / 2 if link.end else min(x1 + half + 13, x1 + width / 2)
            yield Text(centre, form.spine + 5, str(link.number), "linkno", "middle")


def _numbered(thread: Thread, time: Axis, size: float) -> set[int]:
    """Numbers that fit into their links; where links are thin, every fifth and the ends."""

    def fits(link: Link) -> bool:
        width = time.into(link.end or thread.today) - time.at(link.start)
        return text_width(str(link.number), size, bold=True) <= width + 2

    if all(fits(link) for link in thread.links):
        return {link.number for link in thread.links}
    return {link.number for link in thread.links if fits(link)}


def _open_link(link: Link, x1: float, x2: float, top: float, half: float) -> Shape:
    """The open cycle: no end, in the colour of its stage."""
    bend = min(x1 + half, x2)
    steps = (("M", x2, top), ("L", bend, top), ("A", bend, top + 2 * half, half, 0), ("L", x2, top + 2 * half))
    return Path(steps, f"link link--open ct-c-{link.stage}")


def _moves(thread: Thread, time: Axis, form: Format) -> Iterator[Shape]:
    top, bottom = form.spine - 22, form.spine + 22
    for band in main_bands(thread)[1:]:
        x = time.middle(band.start)
        if band.arrival == "restarted":
            yield Path(
                (("M", x, top + 5), ("L", x, form.spine - 4), ("M", x, form.spine + 5), ("L", x, bottom)), "spine"
            )
            yield Circle(x, top - 1, 4.5, "knot knot--open")
        else:
            yield line(x, top, x, bottom, "spine")
            yield Circle(x, top - 1, 5, "knot")


def _today(thread: Thread, time: Axis, form: Format, bottom: float) -> Iterator[Shape]:
    x = time.at(thread.today)
    yield line(x, form.spine + 20, x, bottom, "nowline")
    if thread.now and not form.stacked:
        yield Text(x + 10, form.spine + 5, fit(thread.now, form.width - x - 10, 13), "room")


def _ages(thread: Thread, time: Axis, form: Format, words: Words, bottom: float) -> Iterator[Shape]:
    """Birthdays under the bands, the first one with the word; those that would touch their neighbour are left out."""
    if thread.birth is None:
        return
    free = form.names
    first = first_day(thread)
    for age in range(first.year - thread.birth.year, thread.today.year - thread.birth.year + 1):
        day = _birthday(thread.birth, thread.birth.year + age)
        if age < 0 or not first <= day <= thread.today:
            continue
        label = str(age) if free > form.names else f"{words.age} {age}"
        half = text_width(label, 13) / 2
        x = max(time.at(day), free + half)
        if x - time.at(day) < half + 4 and x + half <= form.width:
            yield Text(x, bottom + 18, label, "age", "middle")
            free = x + half + 8


def _birthday(birth: date, year: int) -> date:
    """The birthday in a year; 29 February falls on 1 March where the year has none, as it does in English law."""
    if (birth.month, birth.day) == (2, 29) and not (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)):
        return date(year, 3, 1)
    return birth.replace(year=year)
