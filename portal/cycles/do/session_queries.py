"""Groups of children who have a session together, with what was logged of the day."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from flask import abort
from flask_babel import gettext as _
from peewee import JOIN, fn

from portal.accounts.models import Person
from portal.cycles.do.dose import CAUSES
from portal.cycles.do.models import Delivery
from portal.cycles.plan.models import Provision, Slot
from portal.pupils.models import Pupil

# What has sessions; ordinary strategies and equipment are there all day.
WITH_SESSIONS = ("intervention", "support")


class Group(NamedTuple):
    """Children logged together. `id`: the provision of its first child. `rows`: a provision for each, with `.pupil`.

    `logged`: by provision, what was logged of the day. `given` of `planned` sessions: of the first child, so far.
    """

    id: int
    title: str
    when: str
    place: str
    who: str
    mine: bool
    rows: list[Provision]
    logged: dict[int, Delivery]
    given: int
    planned: int | None
    # Whether the week says that it takes place on the day: always, where it has no times; and at what time, "" unknown.
    today: bool = True
    at: str = ""

    @property
    def done(self) -> bool:
        """Whether every child of the group is logged for the day."""
        return all(row.id in self.logged for row in self.rows)

    def said(self, provision: int) -> str:
        """What stands for one child: "as planned", "not here: absent" …; "as planned" too before anything is logged."""
        row = self.logged.get(provision)
        if row is None or (not row.cause and row.engagement is None and not row.measure):
            return _("as planned")
        parts = [str(CAUSES.get(row.cause, row.cause)) if row.cause else _("as planned")]
        if row.measure:
            parts.append(row.measure)
        if row.engagement:
            parts.append(_("joined in %(mark)s of 5", mark=row.engagement))
        return " · ".join(parts)


def groups(setting: int, person: int, on: date) -> list[Group]:
    """The groups of a setting that the reader may see, those the reader runs first, then by their time of the day.

    Four statements.
    """
    rows = list(
        _provisions().where(
            (Provision.setting == setting)
            & (Provision.status == "running")
            & (Provision.starts_on <= on)
            & (Provision.kind.in_(WITH_SESSIONS) | (Provision.deliverer == person))
        )
    )
    return _grouped(rows, person, on)


def group_or_404(provision: int, person: int, on: date) -> Group:
    """The group in which a provision is given, or 404 when it is not in sight."""
    row = _provisions().where(Provision.id == provision).first()
    if row is None:
        abort(404)
    rows = [row]
    if row.group_name:
        rows = (
            list(
                _provisions().where(
                    (Provision.setting == row.setting_id)
                    & (Provision.group_name == row.group_name)
                    & (Provision.status == "running")
                )
            )
            or rows
        )
    return _grouped(rows, person, on)[0]


def as_logged(group: Group) -> dict[str, Any]:
    """The day's log as the form's values."""
    values: dict[str, Any] = {}
    for key, row in group.logged.items():
        values[f"cause_{key}"] = row.cause
        values[f"engagement_{key}"] = str(row.engagement) if row.engagement else None
        values[f"measure_{key}"] = row.measure
    return values


def _provisions() -> Any:
    return (
        Provision.select(Provision, Pupil, Person.name)
        .join(Pupil)
        .switch(Provision)
        .join(Person, JOIN.LEFT_OUTER, on=(Provision.deliverer == Person.id), attr="runner")
        .order_by(Provision.when_text, Provision.group_name, Pupil.forename, Provision.id)
    )


def _grouped(rows: list[Provision], person: int, on: date) -> list[Group]:
    logged = {
        row.provision_id: row
        for row in Delivery.select().where(
            Delivery.provision.in_([row.id for row in rows] or [0]) & (Delivery.on == on)
        )
    }
    times = _times(rows)
    given = dict(
        Delivery.select(Delivery.provision, fn.COUNT(Delivery.id))
        .where(Delivery.provision.in_([row.id for row in rows] or [0]) & Delivery.given & (Delivery.on <= on))
        .group_by(Delivery.provision)
        .tuples()
    )
    together: dict[Any, list[Provision]] = {}
    for row in rows:
        together.setdefault(row.group_name or row.id, []).append(row)
    made = []
    for members in together.values():
        group = _group(members, person, logged, given)
        made.append(_on_the_day(group, [times.get(row.id) for row in members], on.isoweekday()))
    return sorted(made, key=lambda group: (not group.mine, group.done, not group.at, group.at))


def _times(provisions: list[Provision]) -> dict[int, list[tuple[int, str]]]:
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
    found: dict[int, list[tuple[int, str]]] = {}
    for provision, weekday, at in rows:
        found.setdefault(provision, []).append((weekday, at))
    return found


def _on_the_day(group: Group, times: list[list[tuple[int, str]] | None], weekday: int) -> Group:
    """With whether it takes place on this day of the week: it does when one child's week says so or says nothing."""
    here = [at for known in times for day, at in known or () if day == weekday]
    return group._replace(today=bool(here) or None in times or bool(group.logged), at=min(here, default=""))


def _group(members: list[Provision], person: int, logged: dict[int, Delivery], given: dict[int, int]) -> Group:
    first = members[0]
    runner = getattr(first, "runner", None)
    return Group(
        id=first.id,
        title=first.group_name or first.name,
        when=first.when_text,
        place=first.place,
        who=(runner.name if runner else "") or first.deliverer_name,
        mine=any(row.deliverer_id == person for row in members),
        rows=members,
        logged={row.id: logged[row.id] for row in members if row.id in logged},
        given=given.get(first.id, 0),
        planned=first.times_a_week * first.weeks if first.times_a_week and first.weeks else None,
    )
