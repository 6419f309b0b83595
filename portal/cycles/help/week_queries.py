"""A child's own week: the times of the help in force, and the other parts of a personalised timetable."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from flask import abort
from flask_babel import LazyString
from peewee import JOIN

from portal.accounts.models import Person
from portal.cycles.help.given_by import giver
from portal.cycles.help.week import DAYS, WEEKEND, Part, Time, clashes, warning
from portal.cycles.plan.models import Provision, Slot
from portal.cycles.rows import IN_PLAN
from portal.pupils.settings_of import hidden


class Week(NamedTuple):
    """Days from Monday to Friday (and those of the weekend on which there is something), each with its parts in order."""

    days: list[tuple[int, LazyString, list[Part]]]
    warnings: list[str]

    @property
    def empty(self) -> bool:
        """Whether nothing has a time yet."""
        return not any(parts for _weekday, _name, parts in self.days)


def week_of(pupil: int, setting: int | None, withheld: frozenset[int] | None = None) -> Week:
    """The week of a child at a setting, as the reader may see it. Two statements, one where `withheld` is known.

    Times of help that has ended, and times at an earlier setting, are left out. Rooms and people of a withheld setting
    are not named.
    """
    withheld = hidden(pupil) if withheld is None else withheld
    rows = (
        Slot.select(
            Slot.weekday, Slot.at, Slot.minutes, Slot.what, Slot.place, Slot.with_whom, Slot.id, Slot.provision,
            Provision.name, Provision.minutes, Provision.place, giver(withheld),
        )
        .join(Provision, JOIN.LEFT_OUTER, on=(Slot.provision == Provision.id))
        .join(Person, JOIN.LEFT_OUTER, on=(Provision.deliverer == Person.id))
        .where(
            (Slot.pupil == pupil) & (Slot.setting == setting) & Slot.ended_on.is_null()
            & (Slot.provision.is_null() | Provision.status.in_(IN_PLAN))
        )
        .order_by(Slot.weekday, Slot.at, Slot.id)
        .tuples()
    )  # fmt: skip
    parts = [_part(*row) for row in rows]
    if setting in withheld:
        parts = [part._replace(place="", who="") for part in parts]
    used = {part.weekday for part in parts}
    days = DAYS | {day: name for day, name in WEEKEND.items() if day in used}
    return Week(
        [(day, name, [part for part in parts if part.weekday == day]) for day, name in days.items()],
        [warning(one, other) for one, other in clashes(parts)],
    )


def _part(
    weekday: int, at: str, minutes: int | None, what: str, place: str, who: str, slot: int, provision: int | None,
    name: str | None, usual: int | None, room: str | None, giver: str | None,
) -> Part:  # fmt: skip
    return Part(
        weekday, at, minutes or usual, what or name or "", place or room or "", who or giver or "", slot, provision
    )


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
