"""Times in a child's own week: as typed, as words, and where two of them clash. No database."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.web.days import clock_words

# Monday is 1, as ISO 8601 counts. Slots at a weekend are rare (residential settings) and shown when there are any.
DAYS: dict[int, LazyString] = {
    1: _l("Monday"), 2: _l("Tuesday"), 3: _l("Wednesday"), 4: _l("Thursday"), 5: _l("Friday"),
}  # fmt: skip
WEEKEND: dict[int, LazyString] = {6: _l("Saturday"), 7: _l("Sunday")}
SHORT: dict[int, LazyString] = {
    1: _l("Mon"), 2: _l("Tue"), 3: _l("Wed"), 4: _l("Thu"), 5: _l("Fri"), 6: _l("Sat"), 7: _l("Sun"),
}  # fmt: skip
_TYPED = re.compile(r"(\d{1,2})(?:[:.h]?(\d{2}))?\s*(am|pm)?", re.IGNORECASE)
_WORDS = {"midday": "12:00", "midnight": "00:00"}
_HOUR = 60
# Nobody's session begins at 2 in the night: an hour from 1 to 6 without am or pm is meant as afternoon.
_SURELY_AFTERNOON = range(1, 7)


class Time(NamedTuple):
    """A time in the week: weekday 1 (Monday) to 7, clock "09:15"."""

    weekday: int
    at: str


def clock_time(typed: str) -> str:
    """The clock time, "09:15", of what people type: 9.15, 9:15am, 1.30, 13:30, 2pm, midday. Raises ValueError for no time of day."""
    for word, at in _WORDS.items():
        if typed.strip().lower() in (word, str(_(word))):
            return at
    found = _TYPED.fullmatch(typed.strip())
    if found is None:
        raise ValueError(typed)
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            raise ValueError(typed)
        hour = hour % 12 + (12 if half == "pm" else 0)
    elif hour in _SURELY_AFTERNOON and not found[1].startswith("0"):
        hour += 12
    if hour > 23 or minute > 59:
        raise ValueError(typed)
    return f"{hour:02d}:{minute:02d}"


def said(at: str) -> str:
    """A clock time as a timetable writes it: "09:15" is "9:15am", "13:30" is "1:30pm"."""
    return clock_words(at)


def in_words(times: Iterable[Time]) -> str:
    """Times as a timetable says them: "Mon, Wed, Fri 9:15am"; several clock times one after the other, in order."""
    days: dict[str, list[int]] = {}
    for time in sorted(set(times)):
        days.setdefault(time.at, []).append(time.weekday)
    return "; ".join(
        f"{', '.join(str(SHORT[day]) for day in sorted(found))} {said(at)}"
        for at, found in sorted(days.items(), key=lambda pair: (min(pair[1]), pair[0]))
    )


_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHORTEST_NAME = 3


def read(words: str) -> list[Time]:
    """The times that words like "Mon, Wed, Fri 9:15am" name, in order; none of anything else: "in every lesson"."""
    first = re.search(r"\d|\bmid(?:day|night)\b", words)
    if first is None:
        return []
    named = [word for word in re.findall(r"[^\W\d_]+", words[: first.start()].lower()) if word != "and"]
    days = [_day(word) for word in named]
    try:
        at = clock_time(words[first.start() :])
    except ValueError:
        return []
    return [Time(day, at) for day in days] if 0 not in days else []


def made_from(words: str, times: Iterable[Time]) -> bool:
    """Whether words say these times and nothing else ("Mon 9:15; Tue 1:30pm"): then they may be made anew from them."""
    told = [time for part in words.split(";") for time in read(part)]
    return bool(told) and set(told) == set(times)


def _day(word: str) -> int:
    """The weekday that a name of it begins ("tue", "tues", "tuesday"), 0 for another word."""
    if len(word) < _SHORTEST_NAME:
        return 0
    return next((number for number, name in enumerate(_NAMES, start=1) if name.startswith(word)), 0)


def _minutes(at: str) -> int:
    hour, minute = at.split(":")
    return int(hour) * _HOUR + int(minute)


class Part(NamedTuple):
    """One part of a week: `minutes` None when nobody said how long. `id`: the slot's; `provision`: None for a part that is no help."""

    weekday: int
    at: str
    minutes: int | None
    name: str
    place: str
    who: str
    id: int = 0
    provision: int | None = None

    @property
    def starts(self) -> str:
        """As the timetable says it: 9:15am."""
        return said(self.at)

    @property
    def until(self) -> str:
        """When it ends, "" when nobody said how long it is."""
        if self.minutes is None:
            return ""
        end = min(_minutes(self.at) + self.minutes, 24 * _HOUR - 1)
        return said(f"{end // _HOUR:02d}:{end % _HOUR:02d}")


def clashes(parts: Sequence[Part]) -> list[tuple[Part, Part]]:
    """Pairs of parts of the same day that overlap, in order. A part of unknown length lasts a minute."""
    found = []
    ordered = sorted(parts, key=lambda part: (part.weekday, part.at, part.id))
    for place, one in enumerate(ordered):
        end = _minutes(one.at) + (one.minutes or 1)
        for other in ordered[place + 1 :]:
            if other.weekday != one.weekday or _minutes(other.at) >= end:
                break
            found.append((one, other))
    return found


def warning(one: Part, other: Part) -> str:
    """Two parts at the same time, gently."""
    return _(
        "%(day)s: %(one)s (%(at)s) and %(other)s (%(then)s) are at the same time.",
        day=(DAYS | WEEKEND)[one.weekday], one=one.name, at=one.starts, other=other.name, then=other.starts,
    )  # fmt: skip
