"""Groups of children who have a session together, with what was logged of the day and of the days before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from flask import abort
from peewee import JOIN, Value, fn

from portal import clock
from portal.access.me import Me
from portal.accounts.models import Assignment, Membership, Person
from portal.cycles.do.models import Delivery
from portal.cycles.do.session_group import Child, Group
from portal.cycles.do.session_measure import Measured
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Provision, Slot, Target
from portal.organisation.calendar import Calendar, NoSchoolDayError, is_school_day, subtract_school_days
from portal.pupils.models import Placement, Pupil

# What has sessions; ordinary strategies and equipment are there all day.
WITH_SESSIONS = ("intervention", "support")
OFFERED_BACK = 5
"""School days for which a forgotten group is offered."""

Times = dict[int, list[tuple[int, str]]]


class Forgotten(NamedTuple):
    """A school day before this one on which groups of the reader's are not logged."""

    on: date
    groups: int


class Sessions(NamedTuple):
    """The groups of a day, and the days before it with something forgotten, the latest first."""

    groups: list[Group]
    forgotten: list[Forgotten]
    school_day: bool


def sessions_of(reader: Me, on: date, calendar: Calendar) -> Sessions:
    """The groups of a setting that the reader may see, their own first, then by their time of the day. Six statements.

    On a day without school no group is of the day: each can be logged all the same. Forgotten are only groups whose week
    has times, since of others nobody knows the day.
    """
    running = _provisions(reader).where(
        (Provision.setting == reader.setting)
        & (Provision.status == "running")
        & (Provision.starts_on <= on)
        & (Provision.kind.in_(WITH_SESSIONS) | (Provision.deliverer == reader.person))
    )
    rows = [row for row in running if _here_by(row, on)]
    here = is_school_day(calendar, on)
    days = _days_before(calendar)
    times, logged = _times(rows), _logged(rows, [*days, on])
    groups = _grouped(reader, rows, on, times, logged.get(on, {}))
    if not here:
        groups = [group._replace(today=bool(group.logged)) for group in groups]
    # Who covers today did not cover yesterday.
    mine = [group for group in groups if any(row.deliverer_id == reader.person for row in group.rows)]
    return Sessions(groups, [one for day in days if day != on and (one := _missed(mine, day, times, logged))], here)


def group_or_404(provision: int, reader: Me, on: date) -> Group:
    """The group in which a provision is given, or 404 when it is not in sight."""
    row = _provisions(reader).where(Provision.id == provision).first()
    if row is None:
        abort(404)
    rows = [row]
    if row.group_name:
        rows = (
            list(
                _provisions(reader).where(
                    (Provision.setting == row.setting_id)
                    & (Provision.group_name == row.group_name)
                    & (Provision.status == "running")
                )
            )
            or rows
        )
    groups = _grouped(reader, rows, on, _times(rows), _logged(rows, [on]).get(on, {}))
    return next(group for group in groups if provision in [member.id for member in group.rows])


def as_logged(group: Group) -> dict[str, Any]:
    """The day's log as the form's values."""
    values: dict[str, Any] = {}
    for key, row in group.logged.items():
        values[f"cause_{key}"] = row.cause
        values[f"engagement_{key}"] = str(row.engagement) if row.engagement else None
        values[f"measure_{key}"] = row.measure
        if row.covered_by_id or row.covered_name:
            values[f"giver_{group.id}"] = str(row.covered_by_id or "")
            values[f"giver_name_{group.id}"] = row.covered_name
    return values


def _provisions(reader: Me) -> Any:
    """With the child, who gives it, what its target counts, and whether the reader covers the child today."""
    today = clock.today()
    covered = (
        Placement.select(Placement.pupil)
        .join(Assignment, on=((Assignment.room == Placement.room) | (Assignment.pupil_id == Placement.pupil)))
        .where(
            (Assignment.person == reader.person)
            & (Assignment.setting == reader.setting)
            & (Placement.setting == reader.setting)
            & (Assignment.cover | (reader.role == "cover"))
            & (Assignment.starts_on <= today)
            & (Assignment.ends_on.is_null() | (Assignment.ends_on >= today))
        )
    )
    since = Placement.select(fn.MIN(Placement.starts_on)).where(
        (Placement.pupil == Provision.pupil) & (Placement.setting == reader.setting)
    )
    return (
        Provision.select(
            Provision, Pupil, Person.name, Target.id, Target.name, Target.unit, Target.goal_value, Target.measured_how,
            Provision.pupil.in_(covered).alias("covered"), since.alias("here_since"),
        )
        .join(Pupil)
        .switch(Provision)
        .join(Person, JOIN.LEFT_OUTER, on=(Provision.deliverer == Person.id), attr="runner")
        .switch(Provision)
        .join(Target, JOIN.LEFT_OUTER, on=(Provision.target == Target.id), attr="counts")
        .order_by(Provision.when_text, Provision.group_name, Pupil.forename, Provision.id)
    )  # fmt: skip


def _here_by(row: Any, day: date) -> bool:
    """Whether the child had come to the setting by that day: help that a child brought along began before.

    A computed column: its day is a text or a date, as the engine has it.
    """
    return bool(row.here_since) and str(row.here_since)[:10] <= day.isoformat()


def _logged(rows: Sequence[Provision], days: Sequence[date]) -> dict[date, dict[int, Delivery]]:
    """What was logged on some days, by day and provision, with the name of who covered. One statement."""
    found: dict[date, dict[int, Delivery]] = {}
    deliveries = (
        Delivery.select(Delivery, Person.name)
        .join(Person, JOIN.LEFT_OUTER, on=(Delivery.covered_by == Person.id), attr="instead")
        .where(Delivery.provision.in_([row.id for row in rows] or [0]) & Delivery.on.in_(list(days)))
    )
    for row in deliveries:
        found.setdefault(row.on, {})[row.provision_id] = row
    return found


def _grouped(reader: Me, rows: list[Provision], on: date, times: Times, logged: dict[int, Delivery]) -> list[Group]:
    given = dict(
        Delivery.select(Delivery.provision, fn.COUNT(Delivery.id))
        .where(Delivery.provision.in_([row.id for row in rows] or [0]) & Delivery.given & (Delivery.on <= on))
        .group_by(Delivery.provision)
        .tuples()
    )
    teachers = _teachers(rows, reader.setting or 0)
    together: dict[Any, list[Child]] = {}
    for row in rows:
        child = Child(row, _measured(row), teachers.get(row.pupil_id, ""), bool(row.covered))
        together.setdefault(row.group_name or row.id, []).append(child)
    made = [
        _on_the_day(_group(members, reader.person, logged, given), [times.get(child.row.id) for child in members], on)
        for planned in together.values()
        for members in _meeting(planned, times, on.isoweekday())
    ]
    return sorted(made, key=lambda group: (not group.mine, group.done, not group.at, group.at))


def _meeting(members: list[Child], times: Times, weekday: int) -> list[list[Child]]:
    """Those of a group who meet on this day of the week, and those who do not: one tap for all logs nobody unplanned.

    A child without times of their own goes along with the group. When nobody meets, all stay together.
    """
    known = {child.row.id: [day for day, _at in times[child.row.id]] for child in members if child.row.id in times}
    if not any(weekday in days for days in known.values()):
        return [members]
    here = [child for child in members if weekday in known.get(child.row.id, (weekday,))]
    return [part for part in (here, [child for child in members if child not in here]) if part]


def _teachers(rows: Sequence[Provision], setting: int) -> dict[int, str]:
    """Who releases the words of assistants about each child: who answers for the plan, else the class's teacher. One statement."""
    pupils, today = [row.pupil_id for row in rows] or [0], clock.today()
    answering = (
        Cycle.select(Value(1), Cycle.pupil, Person.name)
        .join(Person, on=(Cycle.responsible_teacher == Person.id))
        .where(Cycle.pupil.in_(pupils) & (Cycle.setting == setting) & Cycle.closed_on.is_null())
    )
    of_class = (
        Placement.select(Value(0), Placement.pupil, Person.name)
        .join(Assignment, on=(Assignment.room == Placement.room))
        .join(Person, on=(Assignment.person == Person.id))
        .join(Membership, on=(Membership.person == Person.id))
        .where(Placement.pupil.in_(pupils) & (Placement.setting == setting) & (Placement.state == "current"))
        .where(
            (Assignment.setting == setting) & ~Assignment.cover & (Assignment.starts_on <= today)
            & (Assignment.ends_on.is_null() | (Assignment.ends_on >= today))
        )
        .where(
            (Membership.setting == setting) & (Membership.role == "teacher") & (Membership.starts_on <= today)
            & (Membership.ends_on.is_null() | (Membership.ends_on >= today))
        )
    )  # fmt: skip
    return {pupil: name for _first, pupil, name in sorted((answering | of_class).tuples())}


def _measured(row: Provision) -> Measured | None:
    target = getattr(row, "counts", None)
    if target is None or not (target.unit or target.goal_value or target.measured_how):
        return None
    return Measured(target.name, target.unit, target.goal_value, target.measured_how)


def _times(provisions: list[Provision]) -> Times:
    """The times in the week, (weekday, "09:15"), of those provisions that have any where they are given now. One statement."""
    places = {row.setting_id for row in provisions}
    rows = (
        Slot.select(Slot.provision, Slot.weekday, Slot.at)
        .where(
            Slot.provision.in_([row.id for row in provisions] or [0])
            & Slot.setting.in_(places)
            & Slot.ended_on.is_null()
        )
        .order_by(Slot.at)
        .tuples()
    )
    found: Times = {}
    for provision, weekday, at in rows:
        found.setdefault(provision, []).append((weekday, at))
    return found


def _on_the_day(group: Group, times: list[list[tuple[int, str]] | None], on: date) -> Group:
    """With whether it takes place on this day: it does when one child's week says so or no child's week says anything."""
    here = [at for known in times for day, at in known or () if day == on.isoweekday()]
    return group._replace(today=bool(here) or not any(times) or bool(group.logged), at=min(here, default=""))


def _group(members: list[Child], person: int, logged: dict[int, Delivery], given: dict[int, int]) -> Group:
    first = members[0].row
    runner = getattr(first, "runner", None)
    here = {child.row.id: logged[child.row.id] for child in members if child.row.id in logged}
    return Group(
        id=first.id,
        title=first.group_name or first.name,
        when=first.when_text,
        place=first.place,
        runner=first.deliverer_id,
        who=(runner.name if runner else "") or first.deliverer_name,
        mine=any(child.row.deliverer_id == person or child.covered for child in members),
        children=members,
        logged=here,
        given=given.get(first.id, 0),
        planned=first.times_a_week * first.weeks if first.times_a_week and first.weeks else None,
        instead=next(filter(None, map(_instead, here.values())), ""),
    )


def _instead(row: Delivery) -> str:
    covering = getattr(row, "instead", None)
    return str((covering.name if covering else "") or row.covered_name)


def _days_before(calendar: Calendar) -> list[date]:
    """The last school days before today, the latest first; none where the calendar has no school in reach."""
    today = clock.today()
    try:
        return [subtract_school_days(calendar, today, count) for count in range(1, OFFERED_BACK + 1)]
    except NoSchoolDayError:
        return []


def _missed(mine: list[Group], day: date, times: Times, logged: dict[date, dict[int, Delivery]]) -> Forgotten | None:
    """How many of the reader's groups the week has on that day and nobody logged."""
    known = logged.get(day, {})

    def due(row: Provision) -> bool:
        meets = any(weekday == day.isoweekday() for weekday, _at in times.get(row.id, ()))
        return meets and row.starts_on <= day and _here_by(row, day) and row.id not in known

    # By name: the day that is shown may have parted a group by who meets on it.
    missed = {row.group_name or row.id for group in mine for row in group.rows if due(row)}
    return Forgotten(day, len(missed)) if missed else None
