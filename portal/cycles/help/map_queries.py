"""Every help that a setting gives or plans, with its child, who gives it and what was delivered. A fixed number of statements."""

from __future__ import annotations

from typing import Any

from peewee import JOIN

from portal.access.prepared import built, fields
from portal.accounts.models import Person
from portal.cycles.do.dose import Dose, doses
from portal.cycles.help.map_lines import Given, Sessions
from portal.cycles.help.week import Part
from portal.cycles.plan.models import IN_PLAN, Provision, Slot
from portal.pupils.models import Placement, Pupil


def given_at(setting: int) -> list[Given]:
    """The planned, running and paused help of a setting that the reader may see, in order of the children's names.

    One statement, and those of `doses`.
    """
    rows = list(_rows(setting).tuples())
    width = len(fields(Provision))
    provisions = {row[0]: built(Provision, row[:width]) for row in rows}
    sessions = doses(provisions.values())
    return [_given(provisions[row[0]], row[width:], sessions.get(row[0])) for row in rows]


def _rows(setting: int) -> Any:
    return (
        Provision.select(
            *fields(Provision), Pupil.id, Pupil.forename, Pupil.surname, Pupil.preferred_forename,
            Pupil.preferred_surname, Placement.year_group, Person.name,
        )
        .join(Pupil)
        .join(
            Placement,
            JOIN.LEFT_OUTER,
            on=(
                (Placement.pupil == Pupil.id) & (Placement.setting == Provision.setting)
                & (Placement.state == "current") & Placement.ended_on.is_null()
            ),
        )
        .join_from(Provision, Person, JOIN.LEFT_OUTER, on=(Provision.deliverer == Person.id))
        .where((Provision.setting == setting) & Provision.status.in_(IN_PLAN))
        .order_by(Pupil.forename, Pupil.surname, Provision.id)
    )  # fmt: skip


def _given(row: Provision, more: tuple[Any, ...], dose: Dose | None) -> Given:
    pupil, forename, surname, called, family_name, year, runner = more
    told = Sessions(dose.planned or 0, dose.given, tuple(sorted(dose.lost.items()))) if dose else Sessions()
    return Given(
        row, pupil, f"{called or forename} {family_name or surname}", year or "", row.deliverer_id or 0,
        runner or row.deliverer_name, told,
    )  # fmt: skip


def times_at(setting: int) -> dict[int, list[Part]]:
    """The times in the week of all help of a setting, by provision. One statement."""
    rows = (
        Slot.select(Slot.provision, Slot.weekday, Slot.at, Slot.minutes, Provision.minutes, Provision.name, Slot.id)
        .join(Provision)
        .where((Slot.setting == setting) & Slot.ended_on.is_null() & Provision.status.in_(IN_PLAN))
        .tuples()
    )
    found: dict[int, list[Part]] = {}
    for provision, weekday, at, minutes, usual, name, slot in rows:
        found.setdefault(provision, []).append(Part(weekday, at, minutes or usual, name, "", "", slot, provision))
    return found
