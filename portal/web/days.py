"""Dates in words, kept per language: working one out costs more than the line of a page it stands in."""

from datetime import date
from functools import lru_cache

from flask_babel import format_date, get_locale


def in_words(day: date | None, pattern: str = "d MMM y") -> str:
    """A date by a Babel pattern in the reader's language: "d MMM y" is 3 Mar 2026; "" for None."""
    return "" if day is None else in_words_of(str(get_locale()), day, pattern)


@lru_cache(maxsize=8192)
def in_words_of(_locale: str, day: date, pattern: str = "d MMM y") -> str:
    """The same where the caller has asked for the language already, as a long list has."""
    return str(format_date(day, pattern))
