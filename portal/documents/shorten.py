"""Typed words made to fit a paper: cut at the end of a sentence, or of a word with a sign that there is more. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

_END = re.compile(r"(?<=[.!?])\s+")


def sentences(text: str) -> list[str]:
    """The sentences of a text, one each."""
    return [one for one in _END.split(" ".join(text.split())) if one]


# A line that ends a sentence ends a paragraph; other line breaks are how somebody's screen was wide.
_BREAK = re.compile(r"(?<=[.!?:])\s*\n\s*")


def paragraphs(text: str) -> list[str]:
    """A text in paragraphs of one line each, so that its sentences are found again in a kept paper (see `beginnings`)."""
    return [" ".join(part.split()) for part in _BREAK.split(text) if part.strip()]


def shortened(text: str, longest: int) -> str:
    """At most `longest` characters: whole sentences where one fits, else whole words and three dots."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    told = ""
    for sentence in sentences(line):
        if len(told) + len(sentence) + 1 > longest:
            break
        told = f"{told} {sentence}".strip()
    return told or line[: longest - 2].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"


def quoted(words: str) -> str:
    """Somebody's words in quotation marks; as they are where they quote somebody already."""
    return words if any(mark in words for mark in '“”"') else f"“{words}”"


# A learning of the kind "only when" is often typed with the words under which papers list it.
_ONLY_WHEN = "Only when "


def condition(text: str) -> str:
    """What a learning of the kind "only when" asks for, without those words."""
    return text.removeprefix(_ONLY_WHEN)


def listed(texts: Iterable[str], longest: int) -> tuple[list[str], int]:
    """As many of `texts` as fit into `longest` characters in all, at least one; and how many are left out."""
    wanted = list(dict.fromkeys(" ".join(text.split()).rstrip(" .;") for text in texts if text.strip()))
    kept: list[str] = []
    room = longest
    for text in wanted:
        if kept and len(text) > room:
            break
        kept.append(shortened(text, longest))
        room -= len(kept[-1]) + 2
    return kept, len(wanted) - len(kept)


# A shorter piece ("in English") may be anybody's, unless it is a sentence of its own ("He drinks."); this much is enough to
# know a sentence that was cut short, also to the width of a narrow column.
_SHORTEST, _SHORT_SENTENCE, _BEGINNING = 12, 6, 24


def beginnings(text: str) -> set[str]:
    """How the sentences of a text begin: by these they are found again on a paper, also where they were cut."""
    pieces = (
        one.rstrip(" .!?").removeprefix("to ").removeprefix("will ").removeprefix(_ONLY_WHEN) for one in sentences(text)
    )
    return {piece[:_BEGINNING] for piece in pieces if len(piece) >= _SHORTEST}
