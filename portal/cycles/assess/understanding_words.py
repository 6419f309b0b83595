"""The words of our understanding of need: its areas by name, and what changed from one version to the next, word by word."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import NamedTuple

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from portal.pupils.areas import AREAS

WHOLE = "whole"
"""How an address names the statement about the whole child, whose area is empty."""

AREA_NAMES: dict[str, LazyString] = {"": _l("The whole child"), **AREAS}
"""The child as a whole, then the four broad areas of need."""

# A word with the space that follows it, so that pieces join again to the text they came from.
_WORD = re.compile(r"\S+\s*|\s+")


def area_name(area: str) -> LazyString | str:
    """The name of an area; an unknown code as it stands."""
    return AREA_NAMES.get(area, area)


def area_in_address(asked: str | None) -> str | None:
    """The area that an address names, "" for the whole child; None when it names none that we know."""
    area = "" if (asked or "").lower() == WHOLE else (asked or "").upper()
    return area if asked and area in AREA_NAMES else None


# Below this share of common words a text was written anew: the two stand one after the other, not in splinters.
_ALIKE = 0.5


class Piece(NamedTuple):
    """A stretch of words: `kind` is same, added or gone."""

    kind: str
    text: str


def compared(before: str, after: str) -> list[Piece]:
    """What became of a text, word by word: same and added joined are `after`; same and gone are the words of `before`."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    pieces: list[Piece] = []
    # Spaces and line breaks are no change worth showing.
    match = SequenceMatcher(a=[word.strip() for word in old], b=[word.strip() for word in new], autojunk=False)
    if old and new and match.ratio() < _ALIKE:
        return [Piece("gone", f"{before} "), Piece("added", f"{after} ")]
    for tag, old_from, old_to, new_from, new_to in match.get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", "".join(new[new_from:new_to])))
            continue
        if old_to > old_from:
            pieces.append(Piece("gone", "".join(old[old_from:old_to])))
        if new_to > new_from:
            pieces.append(Piece("added", "".join(new[new_from:new_to])))
    # A last word has no space behind it, wherever it stands now.
    return [piece._replace(text=f"{piece.text} ") if piece.text[-1:].strip() else piece for piece in pieces]


def lines(text: str) -> list[str]:
    """Typed text as its lines, without empty ones and without a hyphen or bullet somebody put before them."""
    return [line for raw in text.splitlines() if (line := raw.strip().lstrip("-•*").strip())]
