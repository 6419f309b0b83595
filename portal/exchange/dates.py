"""Dates as other systems write them. Day first, always: an English file never means the month."""

import datetime as dt
import re

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d{2}:\d{2}.*)?", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})(?: \d{1,2}:\d{2}(?::\d{2})?)?", re.ASCII)
_WORDS = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ \-]([A-Za-z]{3,9})[ \-,]+(\d{4})", re.ASCII)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FULL_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december", "sept",
)  # fmt: skip


def from_iso(text: str) -> dt.date | None:
    """yyyy-MM-dd (as in a CTF), else None."""
    found = _ISO.fullmatch(text.strip())
    return _date(*(int(part) for part in found.groups())) if found else None


def from_text(text: str) -> dt.date | None:
    """dd/mm/yyyy, dd-mm-yyyy, dd.mm.yyyy, dd/mm/yy, yyyy-mm-dd or `3 March 2026`, else None.

    A year of two digits is 19xx from 70 on, else 20xx.
    """
    text = text.strip()
    found = _DAY_FIRST.fullmatch(text)
    if found:
        day, month, year = (int(part) for part in found.groups())
        if len(found[3]) == 2:
            year += 1900 if year >= 70 else 2000
        return _date(year, month, day)
    found = _WORDS.fullmatch(text)
    if found:
        return _date(int(found[3]), _month(found[2]), int(found[1]))
    return from_iso(text)


def _month(word: str) -> int:
    word = word.casefold()
    if word in _MONTHS or word in _FULL_MONTHS:
        return _MONTHS.index(word[:3]) + 1
    return 0


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
