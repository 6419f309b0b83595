"""The child's signs: pictures of our own, each with its word. What was chosen stands in the answer as its words."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

SYMBOLS = (
    ("good", _l("Good")),
    ("hard", _l("Hard")),
    ("loud", _l("Too loud")),
    ("quiet", _l("I want quiet")),
    ("worried", _l("Worried")),
    ("proud", _l("Proud")),
    ("friend", _l("Friends")),
    ("adult", _l("A grown-up")),
    ("move", _l("Moving about")),
    ("draw", _l("Drawing")),
    ("stop", _l("Stop")),
    ("helps", _l("This helps")),
)
_WORDS = dict(SYMBOLS)

# Which signs answer which question.
SIGNS = {
    "better": ("good", "proud", "friend", "helps", "quiet", "draw"),
    "hard": ("hard", "loud", "worried", "move", "adult", "stop"),
    "wish": ("helps", "quiet", "friend", "adult", "move", "draw"),
}


def choices(question: str) -> list[tuple[str, object]]:
    """The signs of a question with their words."""
    return [(sign, _WORDS[sign]) for sign in SIGNS[question]]


def said(signs: list[str], words: str) -> str:
    """Signs and words as one answer: the words of the signs in its first line."""
    chosen = ", ".join(str(_WORDS[sign]) for sign in signs if sign in _WORDS)
    return "\n".join(filter(None, (chosen, words.strip())))


def parted(answer: str) -> tuple[list[str], str]:
    """An answer taken apart again into its signs and its words."""
    first, _newline, rest = answer.partition("\n")
    by_word = {str(word): sign for sign, word in SYMBOLS}
    signs = [by_word.get(word, "") for word in first.split(", ")]
    return (signs, rest) if all(signs) else ([], answer)
