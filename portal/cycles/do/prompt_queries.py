"""The prompts of a whole setting: what is worth a question about the help of every child in sight. Two statements."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from peewee import JOIN, SQL, Case, Value, fn

from portal.access.prepared import Prepared
from portal.access.sight import Bind
from portal.cycles.do.delivered import number
from portal.cycles.do.models import Delivery, PromptAnswer
from portal.cycles.do.planned import school_days
from portal.cycles.do.planned_queries import CHANGES, Event, Plans, plans
from portal.cycles.do.prompts import LOOKS_BACK, Facts, Logged, Prompt, prompts
from portal.cycles.do.session_queries import WITH_SESSIONS
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Provision, Slot, Target
from portal.organisation.calendar import Calendar
from portal.pupils.models import Pupil
from portal.timeline.models import Entry


class Asked(NamedTuple):
    """One prompt with what it is about: `thing` is the target that is reached early, else the provision."""

    cycle: int
    pupil: int
    child: str
    name: str
    thing: int
    prompt: Prompt


class _Help(NamedTuple):
    id: int
    pupil_id: int
    setting_id: int | None
    name: str
    status: str
    times_a_week: int | None
    weeks: int | None
    starts_on: date
    ended_on: date | None
    forename: str
    surname: str
    cycle: int
    began_on: date | None
    review_on: date | None
    target: int | None
    goal: str | None
    baseline: str | None
    rating: str | None


_helps: Prepared[_Help] = Prepared(
    _Help,
    lambda: (
        Provision.select(
            Provision.id, Provision.pupil, Provision.setting, Provision.name, Provision.status, Provision.times_a_week,
            Provision.weeks, Provision.starts_on, Provision.ended_on,
            fn.COALESCE(fn.NULLIF(Pupil.preferred_forename, ""), Pupil.forename),
            fn.COALESCE(fn.NULLIF(Pupil.preferred_surname, ""), Pupil.surname),
            Cycle.id, Cycle.started_on, Cycle.review_on, Target.id, Target.goal_value, Target.baseline_value, Target.rating,
        )
        .join(Pupil, on=Provision.pupil == Pupil.id)
        .join_from(Provision, Cycle, on=(Cycle.pupil == Provision.pupil) & (Cycle.setting == Provision.setting))
        .join_from(
            Provision, Target, JOIN.LEFT_OUTER, on=(Provision.target == Target.id) & (Target.cycle == Cycle.id)
        )
        .where((Cycle.setting == Bind("at")) & Cycle.closed_on.is_null() & Cycle.reviewed_on.is_null())
        .where(Cycle.stage.in_(("do", "review")) & (Provision.setting == Bind("here")))
        .where((Provision.status == "running") & Provision.kind.in_(WITH_SESSIONS))
        .order_by(Pupil.surname_fold, Pupil.id, Provision.name)
    ),
)  # fmt: skip


class _Read(NamedTuple):
    """What was logged and done, by provision: `last` day, sessions of the last weeks, times of the week, quiet kinds."""

    last: dict[int, date]
    sessions: dict[int, list[Logged]]
    times: list[tuple[int, int | None, int]]
    events: list[tuple[int, Event]]
    quiet: dict[tuple[str, int], date]


def asked(setting: int, calendar: Calendar, today: date, quiet_days: int) -> list[Asked]:
    """Everything that is worth a question at a setting today. Two statements, one where no plan is under way.

    `quiet_days`: the authority's rule of after how many school days support counts as not logged.
    """
    helps = _helps.rows(at=setting, here=setting)
    if not helps:
        return []
    read = _read(helps, today)
    events = [event for _entry, event in sorted(read.events, key=lambda pair: (pair[1].on, pair[0]))]
    days = school_days(calendar, min(row.starts_on for row in helps), today)
    agreed = plans(helps, read.times, events, {setting: days})
    return [one for row in helps for one in _of(row, read, agreed, days, (today, quiet_days))]


def _of(row: _Help, read: _Read, agreed: Plans, days: list[date], rule: tuple[date, int]) -> list[Asked]:
    today, quiet_days = rule
    last = read.last.get(row.id)
    # Of sessions without a number only how many they are is read: they stand on the last day.
    logged = sorted(read.sessions.get(row.id, []), key=lambda one: one.on)
    if last is not None and not logged:
        logged = [Logged(last, True, "")]
    facts = Facts(
        running=True, due=agreed.due(row, last, row.began_on), open_days=[day for day in days if day < today], sessions=logged,
        goal=number(row.goal), baseline=number(row.baseline), rated=bool(row.rating),
        before_review=row.review_on is None or today < row.review_on, since=today - LOOKS_BACK,
        quiet_days=quiet_days,
    )  # fmt: skip
    owner = {"reached": row.target}
    quiet = {kind for (kind, thing) in read.quiet if thing == owner.get(kind, row.id)}
    return [
        Asked(
            row.cycle, row.pupil_id, f"{row.forename} {row.surname}", row.name,
            (row.target if one.kind == "reached" else None) or row.id, one,
        )
        for one in prompts(facts, quiet)
    ]  # fmt: skip


def _read(helps: Iterable[_Help], today: date) -> _Read:
    """What happened with some help: five questions in one statement."""
    rows = list(helps)
    ids, since = [row.id for row in rows], today - LOOKS_BACK
    zero, no_number, no_day = Value(0), SQL("CAST(NULL AS INTEGER)"), SQL("CAST(NULL AS DATE)")
    given = Case(None, ((Delivery.given, 1),), 0)
    here = Delivery.provision.in_(ids)
    counts = (
        Delivery.select(
            Value("count"), Delivery.provision, fn.COUNT(Delivery.id), given, fn.MAX(Delivery.on), Delivery.cause
        )
        .where(here & (Delivery.on >= since) & (Delivery.measure == ""))
        .group_by(Delivery.provision, Delivery.given, Delivery.cause)
    )
    lasts = (
        Delivery.select(Value("last"), Delivery.provision, zero, no_number, fn.MAX(Delivery.on), Value(""))
        .where(here)
        .group_by(Delivery.provision)
    )
    measured = Delivery.select(
        Value("value"),
        Delivery.provision,
        zero,
        given,
        Delivery.on,
        Delivery.cause.concat("|").concat(Delivery.measure),
    ).where(here & (Delivery.on >= since) & (Delivery.measure != ""))
    times = Slot.select(Value("time"), Slot.provision, Slot.weekday, Slot.setting, no_day, Value("")).where(
        Slot.provision.in_(ids) & Slot.ended_on.is_null()
    )
    pupils = {row.pupil_id for row in rows}
    events = Entry.select(
        Value("event"), Entry.pupil, Entry.id, no_number, Entry.occurred_on, Entry.kind.concat("|").concat(Entry.data)
    ).where(
        Entry.pupil.in_(pupils) & Entry.kind.in_(CHANGES) & (Entry.occurred_on >= min(row.starts_on for row in rows))
    )
    thing = Case(None, ((PromptAnswer.kind == "reached", PromptAnswer.target),), PromptAnswer.provision)
    answers = PromptAnswer.select(
        Value("quiet"), thing, zero, no_number, PromptAnswer.quiet_until, PromptAnswer.kind
    ).where(PromptAnswer.pupil.in_(pupils) & (PromptAnswer.quiet_until >= today))
    found = _Read({}, {}, [], [], {})
    for row in (counts + lasts + measured + times + events + answers).tuples():
        _sort_in(found, row)
    return found


def _sort_in(found: _Read, row: tuple[Any, ...]) -> None:
    what, owner, many, flag, on, words = row
    day = date.fromisoformat(on) if isinstance(on, str) else on
    match what:
        case "last":
            found.last[owner] = day
        case "count":
            found.sessions.setdefault(owner, []).extend([Logged(day, bool(flag), words)] * many)
        case "value":
            cause, _bar, measure = words.partition("|")
            found.sessions.setdefault(owner, []).append(Logged(day, bool(flag), cause, number(measure)))
        case "time":
            found.times.append((owner, flag, many))
        case "event":
            kind, _bar, data = words.partition("|")
            found.events.append((many, Event(owner, kind, day, json.loads(data))))
        case _:
            found.quiet[words, owner] = day
