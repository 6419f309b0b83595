"""The provision map from its rows: lines by layer and area, filters, what is not given, who is over-booked. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from portal.cycles.help.queries import dose_of
from portal.cycles.help.tried import FAIR_SHARE
from portal.cycles.help.week import Part, clashes
from portal.cycles.plan.models import Provision
from portal.library.costs import HOUR, adult_minutes, share

#: With fewer planned sessions than this nobody can say that help is not given.
ENOUGH = 4
_SCHOOL_WEEK = 5


class Sessions(NamedTuple):
    """Sessions of help so far: `planned` 0 where none were to be counted; `lost` by cause."""

    planned: int = 0
    given: int = 0
    lost: tuple[tuple[str, int], ...] = ()

    @property
    def unlogged(self) -> int:
        """Planned sessions of which nobody said anything."""
        return max(self.planned - self.given - sum(count for _cause, count in self.lost), 0)

    @property
    def short(self) -> bool:
        """Whether fewer than half of the planned sessions were given, and most of what is missing is known to be lost."""
        known = FAIR_SHARE * (self.planned - self.unlogged) >= self.planned
        return self._few and known and self.unlogged < sum(count for _cause, count in self.lost)

    @property
    def unsure(self) -> bool:
        """Whether too little was logged to say that half was given: nobody calls that "not given" (help/tried.py)."""
        return self._few and not self.short

    @property
    def _few(self) -> bool:
        return self.planned >= ENOUGH and FAIR_SHARE * self.given < self.planned

    @property
    def main_cause(self) -> tuple[str, int]:
        """Why most sessions are missing, and how many: a cause, or "unlogged" where most of them were not logged."""
        causes = list(self.lost) if self.short else [*self.lost, ("unlogged", self.unlogged)]
        return max(causes, key=lambda pair: pair[1])

    def plus(self, other: Sessions) -> Sessions:
        """Both together."""
        lost = Counter(dict(self.lost)) + Counter(dict(other.lost))
        return Sessions(self.planned + other.planned, self.given + other.given, tuple(sorted(lost.items())))


class Given(NamedTuple):
    """One child's help: `runner` is the id of who gives it, 0 for somebody without an account; `name` the child's."""

    row: Provision
    pupil: int
    name: str
    year: str
    runner: int
    giver: str
    sessions: Sessions

    @property
    def short(self) -> bool:
        """Whether it runs, and fewer than half of its sessions were given."""
        return self.row.status == "running" and self.sessions.short

    @property
    def unsure(self) -> bool:
        """Whether it runs, and too little was logged to say."""
        return self.row.status == "running" and self.sessions.unsure


class Wanted(NamedTuple):
    """What the reader asked for; "" narrows nothing, "none" finds what is not said."""

    year: str = ""
    who: str = ""
    area: str = ""
    layer: str = ""


class Line(NamedTuple):
    """The same help, given by the same person, with its children: for how many it was short, or too little logged to say.

    Money in pence, None while nothing of it is known.
    """

    name: str
    kind: str
    giver: str
    children: list[tuple[int, str]]
    sessions: Sessions
    short: int
    unsure: int
    week: int | None
    term: int | None


class Person(NamedTuple):
    """Somebody who gives help: minutes a week, the children, and pairs of sessions at the same time."""

    name: str
    minutes: Fraction
    children: int
    double: list[tuple[Part, Part]]

    @property
    def hours(self) -> str:
        """Hours a week, to the nearest tenth."""
        return f"{float(round(self.minutes / HOUR, 1)):g}"


def fits(given: Given, wanted: Wanted) -> bool:
    """Whether one child's help stays under the filters."""
    return (
        wanted.year in ("", given.year or "none")
        and wanted.who in ("", given.giver or "none")
        and wanted.area in ("", given.row.area or "none")
        and wanted.layer in ("", given.row.layer)
    )


def emptiest_first(found: Iterable[Given]) -> list[Given]:
    """In the order of the share that was given, then of how much was planned."""
    return sorted(found, key=lambda one: (one.sessions.given / one.sessions.planned, -one.sessions.planned, one.name))


class TermTime(NamedTuple):
    """What the cost of a term is counted from: its school days, and today."""

    school_days: Sequence[date]
    today: date


def lines(found: Iterable[Given], term: TermTime) -> dict[tuple[str, str], list[Line]]:
    """Lines by layer and area."""
    together: dict[tuple[str, str, str, str], list[Given]] = {}
    for given in found:
        key = (given.row.layer, given.row.area, given.row.name.casefold(), given.giver)
        together.setdefault(key, []).append(given)
    told: dict[tuple[str, str], list[Line]] = {}
    for (layer, area, _name, _giver), some in sorted(together.items()):
        told.setdefault((layer, area), []).append(_line(some, term))
    return told


def _line(some: list[Given], term: TermTime) -> Line:
    sessions = Sessions()
    for given in some:
        sessions = sessions.plus(given.sessions)
    weeks = [cost for given in some if (cost := a_week(given.row)) is not None]
    terms = [cost for given in some if (cost := in_term(given.row, term)) is not None]
    return Line(
        name=some[0].row.name,
        kind=some[0].row.kind,
        giver=some[0].giver,
        children=list(dict.fromkeys((given.pupil, given.name) for given in some)),
        sessions=sessions,
        short=sum(given.short for given in some),
        unsure=sum(given.unsure for given in some),
        week=sum(weeks) if weeks else None,
        term=sum(terms) if terms else None,
    )


def a_week(row: Provision) -> int | None:
    """Pence of the adult's time for one child in a week; None while time or rate is not known."""
    if row.rate_pence is None or not (row.minutes and row.times_a_week):
        return None
    return share(round(Fraction(row.rate_pence * row.minutes * row.times_a_week, HOUR)), row.group_size)


def in_term(row: Provision, term: TermTime) -> int | None:
    """Pence of one child's help in the term: its school weeks, and materials where it begins in it.

    Help goes on after the weeks of its plan until somebody stops it: so much of it as has been counts too.
    """
    week, days = a_week(row), term.school_days
    if (week is None and row.materials_pence is None) or not days:
        return None
    planned_end = row.starts_on + timedelta(weeks=row.weeks) if row.weeks else date.max
    last = min(row.ended_on or date.max, max(planned_end, term.today))
    in_force = sum(row.starts_on <= day <= last for day in days)
    begins = days[0] <= row.starts_on <= days[-1]
    return round(Fraction((week or 0) * in_force, _SCHOOL_WEEK)) + ((row.materials_pence or 0) if begins else 0)


def picture(found: Iterable[Given], layers: Iterable[str], areas: Iterable[str]) -> list[tuple[str, list[int]]]:
    """For each layer how many kinds of help (one child's count once each) stand in each area, "" last."""
    counted = Counter((given.row.layer, given.row.area) for given in found)
    columns = [*areas, ""]
    return [(layer, [counted[layer, area] for area in columns]) for layer in layers]


def people(found: Iterable[Given], times: dict[int, list[Part]]) -> list[Person]:
    """Who gives help, most hours first. Children who have a session together take the adult's time once.

    `times`: the times in the week by provision, where the timetable has any.
    """
    by_giver: dict[tuple[int, str], list[Given]] = {}
    for given in found:
        if given.giver and given.row.kind != "strategy":
            by_giver.setdefault((given.runner, given.giver), []).append(given)
    told = [_person(name, some, times) for (_runner, name), some in by_giver.items()]
    told = [person for person in told if person.minutes or person.double]
    return sorted(told, key=lambda person: (-person.minutes, person.name))


def _person(name: str, some: list[Given], times: dict[int, list[Part]]) -> Person:
    groups: dict[str, Fraction] = {}
    for given in some:
        row = given.row
        together = f"{row.group_name}/{row.name}" if row.group_name else str(row.id)
        whole = Fraction((row.minutes or 0) * (row.times_a_week or 0))
        groups[together] = whole if row.group_name else adult_minutes(dose_of(row))
    return Person(name, sum(groups.values(), Fraction(0)), len({given.pupil for given in some}), _double(some, times))


def _double(some: list[Given], times: dict[int, list[Part]]) -> list[tuple[Part, Part]]:
    """Pairs of different sessions of one person that overlap: the same help of the same group is one session."""
    sessions: dict[tuple[int, str, str], Part] = {}
    for given in some:
        for part in times.get(given.row.id, ()):
            what = given.row.group_name or given.row.name
            sessions.setdefault((part.weekday, part.at, what), part._replace(name=what))
    return clashes(list(sessions.values()))
