"""A child's own week: the times of the help in force, and the other parts of a personalised timetable."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from flask import abort
from flask_babel import LazyString
from peewee import JOIN

from portal.access.prepared import Prepared
from portal.access.sight import Bind
from portal.accounts.models import Person
from portal.cycles.help.week import DAYS, WEEKEND, Part, Time, clashes, warning
from portal.cycles.plan.models import IN_PLAN, Provision, Slot
from portal.pupils.settings_of import hidden


class Week(NamedTuple):
    """Days from Monday to Friday (and those of the weekend on which there is something), each with its parts in order."""

    days: list[tuple[int, LazyString, list[Part]]]
    warnings: list[str]

    @property
    def empty(self) -> bool:
        """Whether nothing has a time yet."""
        return not any(parts for _weekday, _name, parts in self.days)


class _Row(NamedTuple):
    weekday: int
    at: str
    minutes: int | None
    what: str
    place: str
    with_whom: str
    id: int
    provision: int | None
    name: str | None
    usual: int | None
    room: str | None
    given_at: int | None
    giver: str | None
    deliverer_name: str | None


_times: Prepared[_Row] = Prepared(
    _Row,
    lambda: (
        Slot.select(
            Slot.weekday, Slot.at, Slot.minutes, Slot.what, Slot.place, Slot.with_whom, Slot.id, Slot.provision,
            Provision.name, Provision.minutes, Provision.place, Provision.setting, Person.name, Provision.deliverer_name,
        )
        .join(Provision, JOIN.LEFT_OUTER, on=Slot.provision == Provision.id)
        .join(Person, JOIN.LEFT_OUTER, on=Provision.deliverer == Person.id)
        .where(
            (Slot.pupil == Bind("pupil")) & (Slot.setting == Bind("setting")) & Slot.ended_on.is_null()
            & (Slot.provision.is_null() | Provision.status.in_(IN_PLAN))
        )
        .order_by(Slot.weekday, Slot.at, Slot.id)
    ),
)  # fmt: skip


def week_of(pupil: int, setting: int | None, withheld: frozenset[int] | None = None) -> Week:
    """The week of a child at a setting, as the reader may see it. Two statements, one where `withheld` is known.

    Times of help that has ended, and times at an earlier setting, are left out. Rooms and people of a withheld setting
    are not named.
    """
    withheld = hidden(pupil) if withheld is None else withheld
    parts = [_part(row, withheld) for row in _times.rows(pupil=pupil, setting=setting)]
    if setting in withheld:
        parts = [part._replace(place="", who="") for part in parts]
    used = {part.weekday for part in parts}
    days = DAYS | {day: name for day, name in WEEKEND.items() if day in used}
    return Week(
        [(day, name, [part for part in parts if part.weekday == day]) for day, name in days.items()],
        [warning(one, other) for one, other in clashes(parts)],
    )


def _part(row: _Row, withheld: frozenset[int]) -> Part:
    # Nobody who works at a withheld setting is named.
    giver = "" if row.given_at in withheld else row.giver or row.deliverer_name
    return Part(
        row.weekday, row.at, row.minutes or row.usual, row.what or row.name or "", row.place or row.room or "",
        row.with_whom or giver or "", row.id, row.provision,
    )  # fmt: skip


def slot_or_404(slot: int, pupil: int) -> Slot:
    """A time of this child that has not been taken out, or 404."""
    found = Slot.get_or_none((Slot.id == slot) & (Slot.pupil == pupil) & Slot.ended_on.is_null())
    if found is None:
        abort(404)
    return found


def slots_of(provision: int, setting: int | None) -> list[Slot]:
    """The times of one kind of help that stand at a setting, in order. One statement.

    Times at an earlier setting say nothing here: another timetable, other rooms.
    """
    rows = Slot.select().where((Slot.provision == provision) & (Slot.setting == setting) & Slot.ended_on.is_null())
    return list(rows.order_by(Slot.weekday, Slot.at, Slot.id))


def times_of(slots: Iterable[Slot]) -> list[Time]:
    """Slots as times of the week."""
    return [Time(slot.weekday, slot.at) for slot in slots]
