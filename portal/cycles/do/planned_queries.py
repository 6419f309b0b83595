"""What the number of planned sessions is made from: times of the week, pauses, the calendar of where help is given."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple, Protocol

from portal import clock
from portal.cycles.do.planned import Agreed, Earlier, Rate, Span, counted_to, due_days, pauses, school_days
from portal.library.queries import fold
from portal.organisation.calendar import Calendar
from portal.organisation.calendars import calendars_of

# What was done with help in Do, and what was decided of it at moves: the moves themselves stand in a later slice.
CHANGED = "provision_changed"
CHANGES = (CHANGED, "cycle_continued", "decision_made")


class Help(Protocol):
    """What is known of one kind of help: a row of Provision, or what a page has read of it."""

    @property
    def id(self) -> int:
        """The provision's id."""

    @property
    def pupil_id(self) -> int:
        """Whose it is."""

    @property
    def setting_id(self) -> int | None:
        """Where it is given."""

    @property
    def name(self) -> str:
        """What it is called."""

    @property
    def status(self) -> str:
        """planned, running, paused, stopped, finished or lost."""

    @property
    def times_a_week(self) -> int | None:
        """How often it was agreed."""

    @property
    def weeks(self) -> int | None:
        """For how many weeks it was agreed."""

    @property
    def starts_on(self) -> date:
        """Its first day."""

    @property
    def ended_on(self) -> date | None:
        """When it ended."""


class Event(NamedTuple):
    """Something that was done with help: an entry of the kinds `CHANGES`, in the order written."""

    pupil: int
    kind: str
    on: date
    data: dict[str, Any]


class Plans(NamedTuple):
    """Read once for several kinds of help: `times` and `changed` by provision, `open_days` by setting.

    `named`: what was decided of help at moves, by its child and its folded name. `before`: by provision the days on
    which its dose changed, with what it was until then, oldest first.
    """

    times: dict[int, tuple[int, ...]]
    changed: dict[int, list[tuple[date, str]]]
    named: dict[tuple[int, str], list[tuple[date, str]]]
    open_days: dict[int | None, list[date]]
    before: dict[int, list[tuple[date, dict[str, Any]]]]

    def agreed(self, row: Help, logged_on: date | None) -> Agreed:
        """When one kind of help is due, up to today. `logged_on`: the day of its last logged session."""
        told = self.changed.get(row.id, []) + self.named.get((row.pupil_id, fold(row.name)), [])
        known = pauses(sorted(told, key=lambda event: event[0]))
        if row.status == "paused" and not (known and known[-1].until is None):
            # Paused, and the day is not told to the reader: nothing after its last session counts.
            known = (*known, Span(max(logged_on or row.starts_on, row.starts_on)))
        return Agreed(
            first=row.starts_on,
            last=counted_to(clock.today(), logged_on, row.ended_on),
            weekdays=self.times.get(row.id, ()),
            times_a_week=row.times_a_week,
            weeks=row.weeks,
            pauses=known,
            logged_on=logged_on,
            earlier=self._earlier(row),
        )

    def _earlier(self, row: Help) -> tuple[Earlier, ...]:
        """How often the help was due before each change of its dose. What a change does not name it left as it was."""
        found: list[Earlier] = []
        rate = Rate(self.times.get(row.id, ()), row.times_a_week)
        for until, told in reversed(self.before.get(row.id, [])):
            rate = Rate(tuple(told.get("weekdays", rate.weekdays)), told.get("times_a_week", rate.times_a_week))
            found.append(Earlier(until, rate))
        return tuple(reversed(found))

    def due(self, row: Help, logged_on: date | None, since: date | None = None) -> list[date]:
        """The days on which sessions of one kind of help were due; none before it runs.

        `since`: the day on which a plan began: with each plan that holds the help its agreed weeks begin anew.
        """
        if row.status == "planned":
            return []
        agreed = self.agreed(row, logged_on)
        agreed = agreed._replace(first=max(agreed.first, since or agreed.first))
        return due_days(agreed, self.open_days.get(row.setting_id, []))


def plans(
    provisions: Iterable[Help],
    times: Iterable[tuple[int, int | None, int]],
    events: Iterable[Event],
    open_days: dict[int | None, list[date]] | None = None,
) -> Plans:
    """What is agreed of several kinds of help, for any number of children.

    `times`: (provision, setting, weekday) of the times of the week in force; `events`: oldest first. `open_days`: by
    setting, where the reader knows them; else one statement, none for no help.
    """
    begun = [row for row in provisions if row.status != "planned"]
    if not begun:
        return Plans({}, {}, {}, {}, {})
    where = {row.id: row.setting_id for row in begun}
    weekdays: dict[int, tuple[int, ...]] = {}
    for provision, setting, weekday in times:
        # Where it is given now: at an earlier setting another week held.
        if provision in where and where[provision] == setting:
            weekdays[provision] = (*weekdays.get(provision, ()), weekday)
    changed: dict[int, list[tuple[date, str]]] = {}
    named: dict[tuple[int, str], list[tuple[date, str]]] = {}
    before: dict[int, list[tuple[date, dict[str, Any]]]] = {}
    for event in events:
        if isinstance(event.data.get("before"), dict):
            before.setdefault(int(event.data.get("provision") or 0), []).append((event.on, event.data["before"]))
        if event.kind == CHANGED:
            changed.setdefault(int(event.data.get("provision") or 0), []).append(
                (event.on, str(event.data.get("change", "")))
            )
        for one in event.data.get("decisions", []):
            if isinstance(one, dict):
                key = (event.pupil, fold(str(one.get("name", ""))))
                named.setdefault(key, []).append((event.on, str(one.get("choice", ""))))
    days = open_days or _open_days(begun, calendars_of(where.values()))
    return Plans(weekdays, changed, named, days, before)


def _open_days(rows: list[Help], calendars: dict[int | None, Calendar]) -> dict[int | None, list[date]]:
    """The school days of each setting, from its first help on to its last."""
    found: dict[int | None, list[date]] = {}
    for setting in {row.setting_id for row in rows}:
        here = [row for row in rows if row.setting_id == setting]
        last = max(row.ended_on or clock.today() for row in here)
        calendar = calendars.get(setting, Calendar())
        found[setting] = school_days(calendar, min(row.starts_on for row in here), min(last, clock.today()))
    return found
