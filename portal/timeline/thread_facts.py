"""What the thread picture is drawn from: settings, cycles and strands of one child, as one person may see them.

The picture never hides anything itself: what a person may not see is left out of these facts, so that it is absent
from drawing, table, counts and description alike.
"""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

Group = Literal["teach", "extra", "learn"]
GROUPS: tuple[Group, ...] = ("teach", "extra", "learn")

MarkKind = Literal["kept", "adapted", "paused", "finished", "stopped", "lost", "found", "undecided"]
ENDING: frozenset[MarkKind] = frozenset({"finished", "stopped", "undecided"})

Arrival = Literal["first", "continued", "restarted"]
Tone = Literal["live", "lost", "ended"]


class Room(NamedTuple):
    """A room, class or year inside a setting, from the day it began."""

    name: str
    start: date
    short: str = ""


class Band(NamedTuple):
    """One setting. ``end`` is exclusive, None while it is the present one; ``tint`` is 1 to 3 by phase."""

    name: str
    start: date
    end: date | None = None
    tint: int = 1
    rooms: tuple[Room, ...] = ()
    arrival: Arrival = "first"
    reason: str = ""
    second: bool = False


class Link(NamedTuple):
    """One cycle. ``end`` None means open; ``stage`` is the letter A, P, D, R or L of where it is."""

    number: int
    start: date
    end: date | None = None
    stage: str = "A"


class Mark(NamedTuple):
    """Something decided about a strand. ``move`` is the first day after the move (or change of room) it was decided at."""

    kind: MarkKind
    on: date
    move: date | None = None


class Strand(NamedTuple):
    """One strategy, session or learning through time, with today's word and its story in one sentence."""

    key: str
    name: str
    group: Group
    start: date
    marks: tuple[Mark, ...] = ()
    word: str = ""
    tone: Tone = "live"
    story: str = ""
    began: str = ""


class Span(NamedTuple):
    """Days off the register (``words`` stand above and below the spine) or a closure of schools."""

    start: date
    end: date
    words: tuple[str, ...] = ()


class Thread(NamedTuple):
    """All that one picture shows. ``bands`` in order of start, second registrations among them marked as such."""

    bands: tuple[Band, ...]
    links: tuple[Link, ...]
    strands: tuple[Strand, ...]
    today: date
    birth: date | None = None
    noticed: date | None = None
    rests: tuple[Span, ...] = ()
    closures: tuple[Span, ...] = ()
    now: str = ""


class Words(NamedTuple):
    """Words inside the picture, already in the reader's language."""

    groups: tuple[str, str, str] = ("Teaching that every adult does", "Extra sessions", "What we learnt")
    noticed: str = "noticed"
    age: str = "age"
    hint: str = "Point at a strand, or move to it with Tab, to read its story here."
    earlier: str = "Earlier, ended"


def ended_on(strand: Strand) -> date | None:
    """The day a strand ended (finished, stopped, or still undecided after a move), or None while it goes on or is lost."""
    for mark in reversed(strand.marks):
        return mark.on if mark.kind in ENDING else None
    return None


def in_order(strands: tuple[Strand, ...]) -> list[Strand]:
    """Strands in the order of picture and table alike: by group, then by start, then by name."""
    return sorted(strands, key=lambda strand: (GROUPS.index(strand.group), strand.start, strand.name, strand.key))
