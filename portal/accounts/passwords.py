"""Passwords: argon2id digests, and which ones are too easy to guess."""

import re
from functools import cache
from itertools import pairwise

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask_babel import gettext as _

SHORTEST = 12
# Longer than any phrase; stops somebody from making us digest a book.
LONGEST = 200

# 19 MiB and two passes: the OWASP setting that leaves room for several sign-ins at once in a
# worker of 150 MB. `needs_new_digest` lets the cost rise later without asking anybody.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)

# What people begin with when they are asked for a password. Folded and put together in any
# order they make the long passwords that guessing programs try first.
_COMMON = ["password", "passwort", "passw", "pass", "word", "welcome", "letmein", "login", "admin", "administrator", "default", "secret", "changeme", "changeit", "temp", "temporary", "trustno", "master", "access", "abc", "abcd", "abcdef", "qwerty", "qwertyuiop", "qwert", "asdf", "asdfgh", "asdfghjkl", "zxcv", "zxcvbn", "zxcvbnm", "qaz", "wsx", "qazwsx", "edc", "iloveyou", "love", "loveyou", "lovely", "sunshine", "princess", "monkey", "dragon", "football", "baseball", "superman", "batman", "shadow", "michael", "jordan", "charlie", "killer", "hello", "hellohello", "freedom", "whatever", "computer", "internet", "samsung", "google", "summer", "winter", "spring", "autumn", "january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "school", "nursery", "college", "teacher", "teaching", "senco", "head", "headteacher", "class", "classroom", "pupil", "pupils", "children", "child", "student", "students", "staff", "primary", "secondary", "academy", "parent", "family", "council", "england", "london", "liverpool", "arsenal", "chelsea", "manchester", "united", "everton", "tottenham", "rangers", "celtic", "rugby", "cricket", "cheese", "chocolate", "cookie", "coffee", "banana", "orange", "flower", "purple", "yellow", "silver", "ginger", "pepper", "buster", "tigger", "poppy", "bella", "max", "harry", "potter", "star", "wars", "starwars", "pokemon", "mickey", "minnie", "mouse", "jesus", "angel", "family", "forever", "friends", "mummy", "daddy", "mum", "dad", "baby", "the", "is", "my", "your", "our", "this", "that", "me", "you", "and", "i", "a", "new", "old", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "test", "testing", "user", "username", "account", "portal", "clear", "thread", "clearthread", "sen", "send", "register", "plan", "review", "learn", "assess", "do"]  # fmt: skip

_LEET = str.maketrans("0134578@$!€£", "oieastbasiel")
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz", "01234567890")


def digest(password: str) -> str:
    """The argon2id digest to keep."""
    return _HASHER.hash(password)


@cache
def _nobodys() -> str:
    """A digest of no password, so that an unknown address takes as long as a known one."""
    return _HASHER.hash("nobody has this password")


def matches(kept: str | None, password: str) -> bool:
    """Whether a password is the one kept; takes as long when none is kept."""
    try:
        right = _HASHER.verify(kept or _nobodys(), password[:LONGEST])
    except (VerificationError, InvalidHashError):
        return False
    return right and kept is not None


def needs_new_digest(kept: str) -> bool:
    """Whether a digest was made at an earlier cost."""
    return _HASHER.check_needs_rehash(kept)


def problem(password: str, *about: str) -> str:
    """Why a new password is refused, as a sentence for the person; "" when it is good.

    `about` are the person's own words (name, e-mail address, authority), which must not make it up.
    """
    if len(password) < SHORTEST:
        return _(
            "Use at least %(number)s characters. Three or four unrelated words are easy to remember.", number=SHORTEST
        )
    if len(password) > LONGEST:
        return _("Use %(number)s characters or fewer.", number=LONGEST)
    if len(set(password)) < 5 or _walked(password):
        return _("That password repeats or follows a row of keys. Choose one that is harder to guess.")
    if _made_of(_folded(password), (*_COMMON, *_own_words(about))):
        return _(
            "That password is one of the first that people guess. Do not use common words alone, your name, "
            "your e-mail address or the name of this service."
        )
    return ""


def _folded(password: str) -> str:
    """Lower case, digits and signs read as the letters that they stand for, the rest dropped."""
    plain = re.sub(r"\d+[\W_]*$", "", password.lower())
    return re.sub(r"[^a-z]", "", plain.translate(_LEET))


def _own_words(about: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for text in about for word in re.findall(r"[a-z]{3,}", text.lower()))


def _made_of(text: str, words: tuple[str, ...]) -> bool:
    """Whether a text is nothing but these words, one after another (or too little else)."""
    known = frozenset(words)
    reached = {0}
    for end in range(1, len(text) + 1):
        if any(text[start:end] in known for start in reached):
            reached.add(end)
    # Up to three letters more do not make a common word hard to guess.
    return max(reached) >= len(text) - 3


def _walked(password: str) -> bool:
    """Whether most of it is steps along a row of keys, the alphabet or the digits, or one part repeated."""
    text = password.lower()
    if text in (text + text)[1:-1]:
        return True
    steps = sum(
        1 for pair in pairwise(text) if any("".join(pair) in row or "".join(pair)[::-1] in row for row in _ROWS)
    )
    return steps >= (len(text) - 1) * 0.7
