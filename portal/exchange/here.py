"""The children that a setting has or is about to have, as an import compares them with a file."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from peewee import JOIN

from portal.cycles.models import Cycle
from portal.organisation.models import Room
from portal.organisation.names import fold
from portal.pupils.matching import Known
from portal.pupils.models import Contact, Placement, Pupil, PupilIdentifier, SchoolHistory
from portal.register.models import Need, Registration, SenPeriod

_AT_ONCE = 5_000


class Standing(NamedTuple):
    """What we hold of one child of the setting. `contacts`: as `contact_key` makes them."""

    pupil: Pupil
    placement: Placement
    registration: Registration | None
    identifiers: frozenset[tuple[str, str]]
    periods: dict[dt.date, str]
    needs: tuple[str, ...]
    schools: frozenset[tuple[str, str, dt.date | None]]
    contacts: frozenset[tuple[str, ...]]
    has_cycle: bool

    @property
    def provision(self) -> str:
        """The provision now, by the register first, else by the last period."""
        if self.registration is not None:
            return str(self.registration.code)
        return self.periods[max(self.periods)] if self.periods else "N"


def known_here(setting: int) -> list[Known]:
    """Every child with a place at the setting now or soon, for matching. Two statements."""
    placed = (
        Pupil.select(Pupil.id, Pupil.forename, Pupil.surname, Pupil.born_on, Pupil.upn)
        .join(Placement, on=Placement.pupil == Pupil.id)
        .where((Placement.setting == setting) & Placement.state.in_(("current", "coming")) & Pupil.joined_to.is_null())
        .distinct()
    )
    children = list(placed.tuples())
    numbers: dict[int, set[str]] = defaultdict(set)
    earlier = PupilIdentifier.select(PupilIdentifier.pupil, PupilIdentifier.value).where(
        PupilIdentifier.kind.in_(("upn", "former_upn"))
    )
    for pupil, value in _rows(earlier, PupilIdentifier.pupil, [row[0] for row in children]).tuples():
        numbers[pupil].add(value)
    return [
        Known(pupil, fold(forename), fold(surname), born, frozenset(numbers[pupil] | ({upn} if upn else set())))
        for pupil, forename, surname, born, upn in children
    ]


def standing(setting: int, pupils: Sequence[int]) -> dict[int, Standing]:
    """What we hold of `pupils`, all of them children of the setting. Nine statements for up to 5,000."""
    if not pupils:
        return {}
    ids = list(pupils)[:_AT_ONCE]
    placements = {
        row.pupil_id: row
        for row in _rows(Placement.select(Placement, Room).join(Room, JOIN.LEFT_OUTER), Placement.pupil, ids).where(
            (Placement.setting == setting) & Placement.state.in_(("current", "coming"))
        )
    }
    registrations = {
        row.pupil_id: row
        for row in _rows(Registration.select(), Registration.pupil, ids).where(
            (Registration.setting == setting) & Registration.ends_on.is_null()
        )
    }
    identifiers = _grouped(
        _rows(PupilIdentifier.select(), PupilIdentifier.pupil, ids), lambda row: (row.kind, row.value)
    )
    periods = _grouped(_rows(SenPeriod.select(), SenPeriod.pupil, ids), lambda row: (row.starts_on, row.code))
    running = Need.select().where(Need.ends_on.is_null()).order_by(Need.rank)
    needs = _grouped(_rows(running, Need.pupil, ids), lambda row: row.code)
    schools = _grouped(
        _rows(SchoolHistory.select(), SchoolHistory.pupil, ids), lambda row: (row.la_code, row.estab, row.entered_on)
    )
    contacts = _grouped(_rows(Contact.select(), Contact.pupil, ids), contact_key)
    with_cycle = {row[0] for row in _rows(Cycle.select(Cycle.pupil), Cycle.pupil, ids).distinct().tuples()}
    return {
        row.id: Standing(
            row, placements[row.id], registrations.get(row.id), frozenset(identifiers[row.id]), dict(periods[row.id]),
            tuple(needs[row.id]), frozenset(schools[row.id]), frozenset(contacts[row.id]), row.id in with_cycle,
        )
        for row in _rows(Pupil.select(), Pupil.id, ids)
        if row.id in placements
    }  # fmt: skip


def contact_key(row: Contact) -> tuple[str, ...]:
    """All that makes a contact: two contacts of one name stay two unless nothing differs."""
    return (row.title, row.forename, row.surname, row.relationship, row.phone, row.email)


def _rows(query: Any, field: Any, ids: Iterable[int]) -> Any:
    return query.where(field.in_(ids))


def _grouped(rows: Iterable[Any], value: Callable[[Any], Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.pupil_id].append(value(row))
    return found
