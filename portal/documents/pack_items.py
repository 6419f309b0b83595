"""An evidence pack as numbered items, and what its maker leaves out or blacks. Pure: no database, no Flask.

Mapped to what an authority looks at when it is asked for an EHC needs assessment (SEND Code of Practice 2015, 9.14).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

PROGRESS, NEEDS, ACTION, SUPPORT, WELLBEING = 1, 2, 3, 4, 5

SECTIONS: dict[int, tuple[LazyString, LazyString]] = {
    PROGRESS: (
        _l("Attainment and rate of progress"),
        _l("Academic attainment, or developmental milestones in younger children, and the rate of progress."),
    ),
    NEEDS: (_l("Needs"), _l("The nature, extent and context of the special educational needs.")),
    ACTION: (_l("What has been done"), _l("What the settings have already done to meet the needs.")),
    SUPPORT: (
        _l("Progress and the support behind it"),
        _l("Where there was progress, whether it came only through much more support than is usual."),
    ),
    WELLBEING: (
        _l("Physical, emotional and social development, and health"),
        _l("What health and other services have found, and what they have done."),
    ),
}
"""The five parts with what the Code asks for in each."""

REMOVED = "[removed]"
SHORTEST_TERM = 2


class Table(NamedTuple):
    """A table of an item: a caption, its column headings, and rows whose first cell heads the row."""

    caption: str
    headings: list[str]
    rows: list[list[str]]


class Item(NamedTuple):
    """One piece of evidence. `words`: (label, text), label "" for none; `rests_on`: the rows whose words stand in it.

    `private`: words that the writer gave to professionals only (one parent's are not the other's to read).
    """

    key: str
    part: int
    title: str
    source: str
    who: str
    on: date | None
    where: str
    words: list[tuple[str, str]]
    table: Table | None = None
    rests_on: tuple[tuple[str, int], ...] = ()
    private: bool = False


class Choice(NamedTuple):
    """What the maker decided: items left out by key, words to black, why, and the maker's own words on part 4."""

    left_out: frozenset[str] = frozenset()
    terms: tuple[str, ...] = ()
    reason: str = ""
    words: str = ""


EVERYTHING = Choice()
"""Nothing left out, nothing blacked."""


class Numbered(NamedTuple):
    """An item with its number in this pack."""

    number: str
    item: Item


class Part(NamedTuple):
    """One of the five parts: its items, and what is not there."""

    number: int
    heading: str
    asks: str
    items: list[Numbered]
    gaps: list[str]


class Pack(NamedTuple):
    """What is printed. `left_out`: how many items the maker left out; `blacked`: how many passages."""

    parts: list[Part]
    left_out: int
    blacked: int

    @property
    def items(self) -> list[Numbered]:
        """All items in their order."""
        return [one for part in self.parts for one in part.items]


class Blacking:
    """Takes words out of texts, wherever and however they are written, and counts how often.

    `cased`: only as they are written here, for names that are words, too ("Will", "May").
    """

    def __init__(self, terms: Iterable[str], mark: str = REMOVED, *, cased: bool = False) -> None:
        # The longest first: "Anna Marie" goes as one, before "Anna".
        folded = sorted({_composed(term) for term in terms if _composed(term)}, key=len, reverse=True)
        patterns = [r"[\s\-]+".join(re.escape(word) for word in re.split(r"[\s\-]+", term)) for term in folded]
        self._pattern = (
            re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", 0 if cased else re.IGNORECASE) if patterns else None
        )
        self._mark, self.count = mark, 0

    def text(self, words: str) -> str:
        """The text without the words: each passage is replaced by a mark that says so."""
        if self._pattern is None:
            return words
        clean, times = self._pattern.subn(lambda _found: self._mark, unicodedata.normalize("NFC", words))
        self.count += times
        return clean if times else words

    def item(self, item: Item) -> Item:
        """An item of which no text holds the words any more."""
        return item._replace(
            title=self.text(item.title), source=self.text(item.source), who=self.text(item.who),
            where=self.text(item.where), table=self._table(item.table),
            words=[(self.text(label), self.text(words)) for label, words in item.words],
        )  # fmt: skip

    def _table(self, table: Table | None) -> Table | None:
        if table is None:
            return None
        rows = [[self.text(cell) for cell in row] for row in table.rows]
        return Table(self.text(table.caption), [self.text(cell) for cell in table.headings], rows)


def _composed(term: str) -> str:
    """A term as texts hold it: spaces folded, accents composed."""
    return unicodedata.normalize("NFC", " ".join(term.split()))


def terms(typed: str) -> tuple[str, ...]:
    """The words to black, one a line, each once."""
    return tuple(dict.fromkeys(line for each in typed.splitlines() if (line := _composed(each))))


def pack(items: Iterable[Item], gaps: dict[int, list[str]], choice: Choice = EVERYTHING) -> Pack:
    """The pack as it is printed. Items keep their order within a part and are numbered through."""
    blacking, number, parts = Blacking(choice.terms), 0, []
    everything = [*items, *_own_words(choice)]
    for part, (heading, asks) in SECTIONS.items():
        numbered = []
        for item in everything:
            if item.part == part and item.key not in choice.left_out:
                number += 1
                numbered.append(Numbered(f"E{number}", blacking.item(item)))
        parts.append(Part(part, str(heading), str(asks), numbered, gaps.get(part, [])))
    left_out = sum(item.key in choice.left_out for item in everything)
    return Pack(parts, left_out, blacking.count)


def _own_words(choice: Choice) -> list[Item]:
    if not choice.words.strip():
        return []
    return [
        Item(
            "own",
            SUPPORT,
            _("In the words of the setting"),
            _("Written for this pack"),
            "",
            None,
            "",
            [("", choice.words)],
        )
    ]


def rests_on(items: Iterable[Item]) -> list[list[str | int]]:
    """The rows whose words stand in the items, each once, as a kept paper stores them."""
    return [[table, row] for table, row in dict.fromkeys(pair for item in items for pair in item.rests_on)]
