"""Reads of the register: its hot list, and loading one child on it or answering 404."""

from datetime import date
from typing import Any, NamedTuple

from flask import abort
from peewee import JOIN, fn

from portal.access.prepared import Prepared
from portal.access.sight import Bind
from portal.accounts.models import Person
from portal.cycles.assess.models import Contribution
from portal.cycles.models import Cycle
from portal.ehcp import standing
from portal.organisation.models import Room
from portal.pupils.joined import gone
from portal.pupils.models import Placement, Pupil
from portal.register.models import Need, Registration, SenPeriod


class Line(NamedTuple):
    """One child of the register, as its list shows them; the open cycle's columns are None between cycles."""

    pupil: int
    forename: str
    surname: str
    preferred_forename: str
    preferred_surname: str
    name_fold: str
    surname_fold: str
    born_on: date
    upn: str | None
    code: str
    since: date
    informed_on: date | None
    year_group: str | None
    room: str | None
    cycle: int | None
    number: int | None
    stage: str | None
    review_on: date | None
    reviewed_on: date | None
    lead: str | None
    need: str | None
    # When the last review was held to which the family gave its view; text on SQLite.
    met_family_on: Any

    @property
    def name(self) -> str:
        """The name the child goes by."""
        return f"{self.preferred_forename or self.forename} {self.preferred_surname or self.surname}"

    @property
    def family_review(self) -> date | None:
        """`met_family_on` as a date on either engine."""
        met = self.met_family_on
        return date.fromisoformat(met) if isinstance(met, str) else met


def _first_need() -> Any:
    need = Need.alias()
    return (
        need.select(need.code)
        .where((need.pupil == Registration.pupil) & need.ends_on.is_null())
        .order_by(need.rank, need.id)
        .limit(1)
    )


def _met_family() -> Any:
    held, view = Cycle.alias(), Contribution.alias()
    given = view.select(view.id).where((view.cycle == held.id) & (view.stage == "review") & (view.whose == "family"))
    return (
        held.select(held.reviewed_on)
        .where((held.pupil == Registration.pupil) & held.reviewed_on.is_null(False) & fn.EXISTS(given))
        .order_by(held.reviewed_on.desc())
        .limit(1)
    )


def _lines() -> Any:
    lead = Person.alias()
    return (
        Registration.select(
            Pupil.id, Pupil.forename, Pupil.surname, Pupil.preferred_forename, Pupil.preferred_surname,
            Pupil.name_fold, Pupil.surname_fold, Pupil.born_on, Pupil.upn, Registration.code, Registration.starts_on,
            Registration.informed_on, Placement.year_group, Room.name, Cycle.id, Cycle.number, Cycle.stage,
            Cycle.review_on, Cycle.reviewed_on, lead.name, _first_need().alias("need"), _met_family().alias("met"),
        )
        .join(Pupil)
        .join(
            Placement,
            JOIN.LEFT_OUTER,
            on=(
                (Placement.pupil == Pupil.id)
                & (Placement.setting == Registration.setting)
                & Placement.state.in_(("current", "coming"))
            ),
        )
        .join(Room, JOIN.LEFT_OUTER)
        .join_from(Registration, Cycle, JOIN.LEFT_OUTER, on=((Cycle.pupil == Pupil.id) & Cycle.closed_on.is_null()))
        .join_from(Registration, lead, JOIN.LEFT_OUTER, on=(lead.id == Registration.lead))
        .where((Registration.setting == Bind("here")) & Registration.ends_on.is_null())
        .order_by(Pupil.surname_fold, Pupil.name_fold, Pupil.id)
    )  # fmt: skip


_LINES = Prepared(Line, _lines)


def lines(setting: int) -> list[Line]:
    """Every child on a setting's register whom the reader may see, by surname. One statement.

    A register has tens or hundreds of children: filters, counts and pages are made from this one list.
    """
    return _LINES.rows(here=setting)


def met_family(pupil: int, setting: int) -> tuple[date | None, date | None]:
    """Since when a child is on a setting's register, and when its family last took part in a review. One statement."""
    row = (
        Registration.select(Registration.starts_on, _met_family().alias("met"))
        .where((Registration.pupil == pupil) & (Registration.setting == setting) & Registration.ends_on.is_null())
        .tuples()
        .first()
    )
    if row is None:
        return (None, None)
    # SQLite hands a date out of a subquery over as text.
    return row[0], date.fromisoformat(row[1]) if isinstance(row[1], str) else row[1]


class OnRegister(NamedTuple):
    """A child and their open registration here."""

    pupil: Pupil
    registration: Registration


def on_register_or_404(pupil: int, setting: int | None) -> OnRegister:
    """A child on this setting's register, or 404. Two statements."""
    found = Pupil.get_or_none(Pupil.id == pupil)
    row = registration_of(pupil, setting)
    if found is None:
        gone(pupil)
    if row is None:
        abort(404)
    return OnRegister(found, row)


def registration_of(pupil: int, setting: int | None) -> Registration | None:
    """The open registration of a child at a setting."""
    return Registration.get_or_none(
        (Registration.pupil == pupil) & (Registration.setting == setting) & Registration.ends_on.is_null()
    )


def is_registered(pupil: int, setting: int | None) -> bool:
    """Whether a child is on the register of a setting. One statement."""
    standing = (Registration.pupil == pupil) & (Registration.setting == setting) & Registration.ends_on.is_null()
    return bool(Registration.select().where(standing).exists())


def is_here(pupil: int, setting: int | None) -> bool:
    """Whether a child has a present place at a setting (not one that is still to come)."""
    here = (Placement.pupil == pupil) & (Placement.setting == setting) & (Placement.state == "current")
    return bool(Placement.select().where(here).exists())


def needs_of(pupil: int) -> list[Need]:
    """The needs in force, ranked."""
    return list(Need.select().where((Need.pupil == pupil) & Need.ends_on.is_null()).order_by(Need.rank, Need.id))


def history_of(pupil: int) -> list[SenPeriod]:
    """Provision along the child's life, newest first."""
    return list(SenPeriod.select().where(SenPeriod.pupil == pupil).order_by(SenPeriod.starts_on.desc()))


def past_needs_of(pupil: int) -> list[Need]:
    """Needs that were recorded and ended."""
    return list(
        Need.select().where((Need.pupil == pupil) & Need.ends_on.is_null(False)).order_by(Need.ends_on.desc(), Need.id)
    )


def past_registrations(pupil: int, setting: int | None) -> list[Registration]:
    """Earlier times on this setting's register, newest first."""
    return list(
        Registration.select()
        .where((Registration.pupil == pupil) & (Registration.setting == setting) & Registration.ends_on.is_null(False))
        .order_by(Registration.ends_on.desc())
    )


def rooms(setting: int | None) -> list[tuple[str, str]]:
    """The setting's rooms and classes, for a choice: (id, name)."""
    rows = Room.select(Room.id, Room.name).where((Room.setting == setting) & Room.ended_on.is_null())
    return [(str(number), name) for number, name in rows.order_by(Room.name).tuples()]


def all_needs(setting: int) -> list[tuple[int, int, str]]:
    """(child, rank, code) of every need in force on a setting's register. One statement."""
    return list(
        Need.select(Need.pupil, Need.rank, Need.code)
        .join(Registration, on=(Registration.pupil == Need.pupil))
        .where((Registration.setting == setting) & Registration.ends_on.is_null() & Need.ends_on.is_null())
        .order_by(Need.pupil, Need.rank, Need.id)
        .tuples()
    )


def has_plan(pupil: int) -> bool:
    """Whether a child has an education, health and care plan today. One statement."""
    rows = Registration.select().where(
        (Registration.pupil == pupil) & (Registration.code == "E") & Registration.ends_on.is_null()
    )
    return bool(rows.exists())


standing.answered_by(has_plan)
