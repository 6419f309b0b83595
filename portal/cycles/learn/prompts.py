"""The six things that people think about in the pause to learn, and the sentences that they answer with. Pure."""

from __future__ import annotations

import re
from typing import NamedTuple

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

PROMPTS: dict[str, LazyString] = {
    "preferences": _l("What they like, and how they like to do things"),
    "motivation": _l("What makes them want to try"),
    "approach": _l("How they go about learning"),
    "helps": _l("What helps"),
    "hinders": _l("What does not help"),
    "only_when": _l("What helps only when …"),
}
"""Columns of Reflection, each with its heading for professionals, in the order in which they are asked."""

MINE: dict[str, LazyString] = {
    "preferences": _l("I like"),
    "motivation": _l("I want to try when"),
    "approach": _l("I learn best when"),
    "helps": _l("What helps me"),
    "hinders": _l("What does not help me"),
    "only_when": _l("It helps me when"),
}
"""The same in the child's voice, above the child's own words."""

KIND = {
    "preferences": "about", "motivation": "about", "approach": "about",
    "helps": "helps", "hinders": "hinders", "only_when": "only_when",
}  # fmt: skip
"""The kind of learning that an answer becomes."""

# How the record, which is kept in English, names each answer.
RECORDED = {
    "preferences": "Likes", "motivation": "Motivation", "approach": "Approach",
    "helps": "Helps", "hinders": "Does not help", "only_when": "Only when",
}  # fmt: skip

_END = re.compile(r"(?<=[.!?])\s+|\s*\n\s*")


def sentences(words: str) -> list[str]:
    """The sentences and lines of an answer, in their order; none is empty."""
    return [part.strip() for part in _END.split(words) if part.strip()]


class Saying(NamedTuple):
    """One sentence of somebody's reflection. `key` ("12:helps:0") names it on a form."""

    reflection: int
    prompt: str
    place: int
    text: str

    @property
    def key(self) -> str:
        """Reflection, prompt and place among its sentences."""
        return f"{self.reflection}:{self.prompt}:{self.place}"


def sayings(reflection: int, prompt: str, words: str) -> list[Saying]:
    """The sentences of one answer, each with its key."""
    return [Saying(reflection, prompt, place, text) for place, text in enumerate(sentences(words))]
