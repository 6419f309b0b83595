"""The thread picture as a page shows it: both drawings, title, description, key and the rows of the table, in words."""

from __future__ import annotations

from typing import NamedTuple

from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from portal.timeline.thread import NARROW, WIDE, picture
from portal.timeline.thread_axis import main_bands
from portal.timeline.thread_facts import GROUPS, Group, Strand, Thread, Words, in_order
from portal.timeline.thread_shapes import Format
from portal.timeline.thread_svg import svg_body


class Drawn(NamedTuple):
    """One drawing: its size in px and what stands inside ``<svg>``."""

    width: float
    height: float
    body: Markup


class TableRow(NamedTuple):
    """One strand in the table, in the words of the picture."""

    key: str
    name: str
    kind: str
    began: str
    word: str
    story: str


class ThreadView(NamedTuple):
    """What templates/timeline/thread.html needs. ``wide`` None: nothing to draw yet, the description says so."""

    title: str
    description: str
    wide: Drawn | None
    narrow: Drawn | None
    key: tuple[tuple[str, str], ...]
    rows: tuple[TableRow, ...]
    rtl: bool


def thread_view(child: str, thread: Thread, *, rtl: bool = False) -> ThreadView:
    """The picture of a child's thread in the reader's language; ``child`` is the name used in the title."""
    words = _words()
    groups = dict(zip(GROUPS, words.groups, strict=True))
    strands = in_order(thread.strands)
    return ThreadView(
        title=_title(child, thread),
        description=_description(child, thread),
        wide=_drawn(thread, WIDE, words, rtl=rtl),
        narrow=_drawn(thread, NARROW, words, rtl=rtl),
        key=_key(thread),
        rows=tuple(_row(strand, groups) for strand in strands),
        rtl=rtl,
    )


def _drawn(thread: Thread, form: Format, words: Words, *, rtl: bool) -> Drawn | None:
    drawn = picture(thread, form, words, rtl=rtl)
    return drawn and Drawn(drawn.width, drawn.height, svg_body(drawn))


def _words() -> Words:
    return Words(
        groups=(_("Teaching that every adult does"), _("Extra sessions"), _("What we learnt")),
        noticed=_("noticed"),
        age=_("age"),
        hint=_("Point at a strand, or move to it with Tab, to read its story here."),
        earlier=_("Earlier, ended"),
    )


def _row(strand: Strand, groups: dict[Group, str]) -> TableRow:
    return TableRow(strand.key, strand.name, groups[strand.group], strand.began, strand.word, strand.story)


def _counts(thread: Thread) -> str:
    cycles, settings, strands = len(thread.links), len(main_bands(thread)), len(thread.strands)
    return ", ".join(
        (
            ngettext("%(num)d cycle", "%(num)d cycles", cycles),
            ngettext("%(num)d setting", "%(num)d settings", settings),
            ngettext("%(num)d strand", "%(num)d strands", strands),
        )
    )


def _title(child: str, thread: Thread) -> str:
    return _("%(child)s’s thread: %(counts)s", child=child, counts=_counts(thread))


def _description(child: str, thread: Thread) -> str:
    """The picture in sentences: where, how many cycles, what goes on, paused, ended and lost. Only of what is shown."""
    if not thread.links and not thread.strands:
        return _("%(child)s’s thread begins with the first cycle. There is nothing to draw yet.", child=child)
    places = ", ".join(band.name for band in main_bands(thread))
    sentences = [_("From left to right: %(places)s.", places=places)] if places else []
    sentences.append(
        ngettext("%(num)d cycle on one thread.", "%(num)d linked cycles on one thread.", len(thread.links))
    )
    last = thread.links[-1] if thread.links else None
    if last and last.end is None:
        sentences.append(_("Cycle %(number)d is open.", number=last.number))
    sentences += _strand_sentences(thread)
    sentences.append(_("The table below says the same."))
    return " ".join(sentences)


def _strand_sentences(thread: Thread) -> list[str]:
    kinds: list[str] = [strand.marks[-1].kind if strand.marks else "kept" for strand in thread.strands]
    on = sum(kind in ("kept", "adapted", "found") for kind in kinds)
    counts = (
        (on, ngettext("%(num)d strand goes on today", "%(num)d strands go on today", on)),
        *(
            (kinds.count(kind), phrase(kinds.count(kind)))
            for kind, phrase in (
                ("paused", lambda num: _("%(num)d paused", num=num)),
                ("finished", lambda num: _("%(num)d finished", num=num)),
                ("stopped", lambda num: _("%(num)d stopped", num=num)),
                ("undecided", lambda num: _("%(num)d not decided yet", num=num)),
                ("lost", lambda num: _("%(num)d lost", num=num)),
            )
        ),
    )
    said = ", ".join(phrase for count, phrase in counts if count)
    return [f"{said}."] if said else []


def _key(thread: Thread) -> tuple[tuple[str, str], ...]:
    """Only the marks that this picture shows, in the order of the grammar."""
    used: set[str] = {mark.kind for strand in thread.strands for mark in strand.marks}
    used |= {"moved" if band.arrival == "continued" else band.arrival for band in main_bands(thread)}
    words = {
        "kept": _("kept at a move"),
        "adapted": _("adapted"),
        "paused": _("paused"),
        "finished": _("finished"),
        "stopped": _("stopped"),
        "lost": _("lost"),
        "undecided": _("not decided yet"),
        "moved": _("moved and continued"),
        "restarted": _("started again"),
    }
    closures = tuple(("shut", span.words[0]) for span in thread.closures if span.words)
    return tuple((kind, word) for kind, word in words.items() if kind in used) + closures
