"""Names folded for search and comparison: Łukasz O’Dowd-Núñez becomes `lukasz odowd nunez`."""

import re
import unicodedata

# Letters that Unicode does not take apart into a plain letter and a mark.
_PLAIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ħ": "h", "ı": "i", "ŋ": "n"}
)
_DROPPED = re.compile(r"['’‘`´.]")
_SPACED = re.compile(r"[^\w]+|_+")


def fold(text: str) -> str:
    """Lower case without accents, apostrophes or double spaces; hyphens are spaces. Same on every engine."""
    lowered = text.casefold().translate(_PLAIN)
    bare = "".join(char for char in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(char))
    return " ".join(_SPACED.sub(" ", _DROPPED.sub("", bare)).split())


def name_words(forename: str, surname: str) -> str:
    """What a child is searched by: forename and surname, folded; no longer than its column (some letters fold to three)."""
    return fold(f"{forename} {surname}")[:255]
