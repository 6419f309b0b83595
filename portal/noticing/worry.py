"""How a worry stands: Notice, Check, Try, what comes next, and when it leaves the working lists. Pure functions.

Nothing of this is stored. A worry is one child's notes that belong together; it carries no label and no register.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from portal.organisation.calendar import Calendar, academic_year, terms_of_year

STEPS = ("noticed", "checked", "tried")
WARNING = timedelta(weeks=4)
"""How long before a worry leaves the lists its staff are told."""


class Step(NamedTuple):
    """One note as its reader meets it. `root`: the note that stands for the worry; `by_name` None: not for this reader."""

    id: int
    root: int
    pupil: int
    name: str
    room: str
    kind: str
    seen_on: date
    area: str
    signs: str
    words: str
    next_step: str
    look_again_on: date | None
    cycle: int | None
    by: int | None
    by_name: str | None
    by_role: str
    setting: int | None
    audience: str


class Worry(NamedTuple):
    """The notes of one worry, in the order in which they were written."""

    steps: tuple[Step, ...]

    @property
    def first(self) -> Step:
        """The note that it began with, as far as the reader sees it."""
        return self.steps[0]

    @property
    def notes(self) -> tuple[Step, ...]:
        """What was noticed, checked and tried."""
        return tuple(step for step in self.steps if step.kind in STEPS)

    @property
    def fresh(self) -> tuple[Step, ...]:
        """Notes that are no evidence yet: those written since the worry was last used."""
        last = max((step.id for step in self.steps if step.kind == "used"), default=0)
        return tuple(step for step in self.notes if step.id > last)

    @property
    def area(self) -> str:
        """The area said last; "" when none was."""
        return next((step.area for step in reversed(self.steps) if step.area), "")

    @property
    def last_on(self) -> date:
        """The last day on which anybody wrote about it, or chose to keep watching."""
        return max(step.seen_on for step in self.steps)

    @property
    def look_again_on(self) -> date | None:
        """The day to look again, as the newest note says it."""
        return self.steps[-1].look_again_on

    @property
    def end(self) -> Step | None:
        """How it ended, where nothing was noticed since."""
        return self._closing("ended")

    @property
    def used(self) -> Step | None:
        """The step by which it became evidence, where nothing was noticed since."""
        return self._closing("used")

    def _closing(self, kind: str) -> Step | None:
        last = next((step for step in reversed(self.steps) if step.kind != "watched"), None)
        return last if last is not None and last.kind == kind else None


def worries(steps: Iterable[Step]) -> list[Worry]:
    """Notes (those of a worry in order of writing) as worries, in the order in which they come."""
    found: dict[int, list[Step]] = {}
    for step in steps:
        found.setdefault(step.root, []).append(step)
    # A reader who may not see what was noticed sees no end of it either.
    return [Worry(tuple(rows)) for rows in found.values() if any(row.kind in STEPS for row in rows)]


def leaves_on(calendar: Calendar, last_on: date, terms: int) -> date:
    """The last day on the working lists: the end of the `terms`-th whole term after the one of `last_on`.

    `terms` is the authority's rule (`notes_terms`, two by default). Notes are not deleted: they leave the lists.
    """
    year = academic_year(last_on)
    coming = [term for each in range(year, year + terms + 2) for term in terms_of_year(calendar, each)]
    later = [term for term in coming if term.starts > last_on]
    return later[terms - 1].ends


class Standing(NamedTuple):
    """How a worry stands today. state: open, leaving (open, and leaves within the warning), ended, used or left."""

    worry: Worry
    state: str
    leaves_on: date
    # check, try, look_again, wait or decide; "" when it is over
    then: str


def standing(worry: Worry, calendar: Calendar, terms: int, today: date) -> Standing:
    """How a worry stands on a day."""
    last = leaves_on(calendar, worry.last_on, terms)
    if worry.used:
        return Standing(worry, "used", last, "")
    if worry.end:
        return Standing(worry, "ended", last, "")
    if last < today:
        return Standing(worry, "left", last, "")
    return Standing(worry, "leaving" if last - today <= WARNING else "open", last, _then(worry, today))


def _then(worry: Worry, today: date) -> str:
    """What comes next: ask, then try, then look again, then decide."""
    done = {step.kind for step in worry.notes}
    again = worry.look_again_on
    if again is not None and again <= today:
        return "look_again"
    if "tried" in done:
        return "wait" if again is not None else "decide"
    return "try" if "checked" in done else "check"
