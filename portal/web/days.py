"""Dates and times of day in words, dates kept per language: working one out costs more than the line of a page it stands in."""

from datetime import date
from functools import lru_cache

from flask_babel import format_date, get_locale
from flask_babel import gettext as _


def in_words(day: date | None, pattern: str = "d MMM y") -> str:
    """A date by a Babel pattern in the reader's language: "d MMM y" is 3 Mar 2026; "" for None."""
    return "" if day is None else in_words_of(str(get_locale()), day, pattern)


@lru_cache(maxsize=8192)
def in_words_of(_locale: str, day: date, pattern: str = "d MMM y") -> str:
    """The same where the caller has asked for the language already, as a long list has."""
    return str(format_date(day, pattern))


def clock_words(at: str) -> str:
    """A stored clock time in words: "09:15" is 9:15am."""
    hour, minute = at.split(":")
    return time_of_day(int(hour), int(minute))


def time_of_day(hour: int, minute: int) -> str:
    """A time of day as GOV.UK writes it: 9am, 9:15am, midday, 1:30pm."""
    if minute == 0 and hour % 12 == 0:
        return _("midday") if hour else _("midnight")
    past = f":{minute:02d}" if minute else ""
    return f"{(hour - 1) % 12 + 1}{past}{'am' if hour < 12 else 'pm'}"
