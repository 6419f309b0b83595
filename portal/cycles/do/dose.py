"""Planned against delivered: "didn't work" is not "didn't happen"."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from flask_babel import LazyString, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from peewee import SQL, Case, Value, fn

from portal.cycles.do.models import Delivery
from portal.cycles.do.planned_queries import CHANGES, Event, Help, Plans, plans
from portal.cycles.plan.models import Slot
from portal.timeline.models import Entry

CAUSES: dict[str, LazyString] = {
    "absent": _l("absent"),
    "left_early": _l("left early"),
    "refused": _l("refused"),
    "staff_absent": _l("staff absent"),
    "cover": _l("staff moved to cover"),
    "room": _l("no room"),
    "trip_or_test": _l("trip or test"),
    "started_late": _l("started late"),
}


class Dose(NamedTuple):
    """Sessions of one provision since it began.

    `planned`: what should have happened by today, None where no number was planned; `lost` counts each cause;
    `engagement`: mean of 1 to 5, None where nobody marked it.
    """

    planned: int | None
    given: int
    lost: dict[str, int]
    engagement: float | None

    @property
    def unlogged(self) -> int:
        """Sessions that were due and of which nobody wrote down what came of them: not called lost."""
        return max((self.planned or 0) - self.given - sum(self.lost.values()), 0)

    def words(self) -> str:
        """As a sentence: "9 of 12 sessions given; lost: absent 2, no room 1"."""
        if self.planned and self.given > self.planned:
            # Agreed help goes on until it is replaced, also beyond the weeks of its plan.
            told = _("%(given)s sessions given, %(planned)s were planned", given=self.given, planned=self.planned)
        elif self.planned:
            told = _("%(given)s of %(planned)s sessions given", given=self.given, planned=self.planned)
        elif self.given or self.lost:
            told = ngettext("%(num)d session given", "%(num)d sessions given", self.given)
        else:
            told = _("Nothing logged yet")
        if self.lost:
            causes = sorted(self.lost.items(), key=lambda pair: (-pair[1], pair[0]))
            told += _("; lost: %(causes)s", causes=", ".join(f"{CAUSES.get(cause, cause)} {n}" for cause, n in causes))
        if self.engagement:
            told += _("; joined in %(mean)s of 5 on average", mean=self.engagement)
        return told


def doses(provisions: Iterable[Help], since: date | None = None, until: date | None = None) -> dict[int, Dose]:
    """Planned against delivered sessions per provision, since it started, or since the day on which a plan began.

    `until`: the day of a review that is sealed: what came after it is not its evidence. Two statements.
    """
    wanted = {row.id: row for row in provisions}
    if not wanted:
        return {}
    counts: dict[int, list[_Counts]] = {}
    times, events = [], []
    for what, owner, word, *numbers, on, setting, data in _read(wanted.values(), since, until):
        if what == "given":
            counts.setdefault(owner, []).append(_Counts._make((word, *numbers, _day(on))))
        elif what == "time":
            times.append((owner, setting, numbers[0]))
        else:
            events.append((numbers[0], Event(owner, word, _day(on), json.loads(data))))
    told = [event for _entry, event in sorted(events, key=lambda pair: (pair[1].on, pair[0]))]
    read = plans(wanted.values(), times, told)
    return {key: _dose(row, counts.get(key, []), read, since, until) for key, row in wanted.items()}


def _read(rows: Iterable[Help], since: date | None, until: date | None) -> list[tuple[Any, ...]]:
    """Sessions counted by cause, times of the week and what was done with the help: three questions in one statement."""
    ids, zero = [row.id for row in rows], Value(0)
    sessions = (
        Delivery.select(
            Value("given"), Delivery.provision, Delivery.cause, fn.COUNT(Delivery.id),
            fn.SUM(Case(None, ((Delivery.given, 1),), 0)), fn.SUM(Delivery.engagement), fn.COUNT(Delivery.engagement),
            fn.MAX(Delivery.on), _NO_NUMBER, Value(""),
        )
        .where(Delivery.provision.in_(ids) & Delivery.on.between(since or date.min, until or date.max))
        .group_by(Delivery.provision, Delivery.cause)
    )  # fmt: skip
    times = Slot.select(
        Value("time"), Slot.provision, Value(""), Slot.weekday, zero, zero, zero, _NO_DAY, Slot.setting, Value("")
    ).where(Slot.provision.in_(ids) & Slot.ended_on.is_null())
    events = Entry.select(
        Value("event"), Entry.pupil, Entry.kind, Entry.id, zero, zero, zero, Entry.occurred_on, _NO_NUMBER, Entry.data
    ).where(
        Entry.pupil.in_({row.pupil_id for row in rows})
        & Entry.kind.in_(CHANGES)
        & (Entry.occurred_on >= min(row.starts_on for row in rows))
    )
    return list((sessions + times + events).tuples())


_NO_DAY, _NO_NUMBER = SQL("CAST(NULL AS DATE)"), SQL("CAST(NULL AS INTEGER)")


def _day(value: date | str) -> date:
    """A day as SQLite keeps it: what is read of several tables at once is not converted."""
    return date.fromisoformat(value) if isinstance(value, str) else value


class _Counts(NamedTuple):
    cause: str
    total: int
    given: int
    points: int | None
    marks: int
    last: date


def _dose(row: Help, counts: list[_Counts], read: Plans, since: date | None, until: date | None) -> Dose:
    """Planned: what the week and the setting's calendar ask for; None where no number was agreed."""
    days = read.due(row, max((line.last for line in counts), default=None), since)
    due = sum(day <= (until or date.max) for day in days)
    marks = sum(line.marks for line in counts)
    return Dose(
        planned=due if due or row.times_a_week else None,
        given=sum(int(line.given) for line in counts),
        lost={line.cause: line.total - int(line.given) for line in counts if line.total > int(line.given)},
        engagement=round(sum(int(line.points or 0) for line in counts) / marks, 1) if marks else None,
    )
