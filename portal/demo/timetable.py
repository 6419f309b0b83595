"""When groups meet in the demo: as a story says it, or the first time at which whoever runs them is free."""

from collections.abc import Iterator

from portal.cycles.help.week import Time, clock_time

_DAYS = {"Mon": 1, "Tue": 2, "Wed": 3, "Thu": 4, "Fri": 5}
# By times a week: the days, in the order in which they are tried.
_PATTERNS: dict[int, tuple[tuple[int, ...], ...]] = {
    1: ((4,), (2,), (5,), (1,), (3,)),
    2: ((2, 4), (1, 3), (3, 5), (1, 4)),
    3: ((1, 3, 5), (1, 2, 4), (2, 3, 5)),
    4: ((1, 2, 3, 4), (1, 2, 4, 5)),
    5: ((1, 2, 3, 4, 5),),
}
# Minutes after midnight at which a group may begin: round registers, play and lunch.
_STARTS = tuple(hour * 60 + minute for hour, minute in (
    (9, 15), (9, 40), (10, 5), (11, 0), (11, 25), (13, 15), (13, 40), (14, 5), (14, 30), (8, 50), (14, 55),
))  # fmt: skip


def said(when: str) -> tuple[Time, ...]:
    """Times of "Mon, Wed, Fri 9:15", "Mon to Thu 10:00" or "daily 8:40"; none for "all day"."""
    days, _gap, at = when.rpartition(" ")
    if not days or not at[0].isdigit():
        return ()
    return tuple(Time(day, clock_time(at)) for day in _weekdays(days))


def _weekdays(days: str) -> Iterator[int]:
    first, _to, last = days.partition(" to ")
    if days == "daily":
        yield from range(1, 6)
    elif last:
        yield from range(_DAYS[first], _DAYS[last] + 1)
    else:
        yield from (_DAYS[day] for day in days.split(", "))


class Diary:
    """Which adult is with which group when. A group that has a time keeps it: its children come to it together."""

    def __init__(self) -> None:
        self.groups: dict[tuple[int, str], tuple[Time, ...]] = {}
        self.busy: dict[int, list[tuple[int, int, int]]] = {}

    def times(self, adult: int, group: str, minutes: int, times: int) -> tuple[Time, ...]:
        """When a group meets: the first days and hour at which the adult is free; none when the week is full."""
        key = (adult, group)
        if key not in self.groups:
            self.groups[key] = self._free(adult, minutes, times)
        return self.groups[key]

    def _free(self, adult: int, minutes: int, times: int) -> tuple[Time, ...]:
        taken = self.busy.setdefault(adult, [])
        for start in _STARTS:
            for days in _PATTERNS[times]:
                if any(day in days and start < end and begin < start + minutes for day, begin, end in taken):
                    continue
                taken += [(day, start, start + minutes) for day in days]
                return tuple(Time(day, f"{start // 60:02d}:{start % 60:02d}") for day in days)
        return ()
