"""Who and where a child is, and the cycles: prepared statements, one each whatever the length of a life.

Sight narrows every one of them; nothing here asks again who is looking. Names of settings are left as ids
where a setting may be withheld: `places.names()` turns them into words.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from peewee import JOIN, fn

from portal.access.prepared import Prepared
from portal.access.sight import Bind
from portal.accounts.models import Membership, Person
from portal.cycles.assess.models import Understanding
from portal.cycles.models import Cycle
from portal.noticing.models import EarlyNote
from portal.noticing.worry import STEPS
from portal.organisation.models import Room, Setting
from portal.pupils.models import Placement, Pupil
from portal.register.models import Need, Registration
from portal.transitions.models import Transition


class Head(NamedTuple):
    """Who the child is and where, and what is understood of the need now: one row for each area that something is written in."""

    id: int
    forename: str
    surname: str
    preferred_forename: str
    preferred_surname: str
    born_on: date
    setting: int | None
    setting_name: str | None
    setting_phase: str | None
    since: date | None
    withheld: bool | None
    room: str | None
    year_group: str | None
    key_person: str | None
    code: str | None
    informed_on: date | None
    senco: str | None
    need: str | None
    second_need: str | None
    version: int | None
    statement: str | None
    barriers: str | None
    changed: str | None
    why: str | None
    written_on: date | None
    written_by: str | None
    written_at: int | None
    written_in: int | None
    # The area of need that the version is about; "" for the whole child.
    area: str | None
    # As SQLite says a MIN: text.
    noticed: date | str | None

    @property
    def first_name(self) -> str:
        """The first name the child goes by."""
        return self.preferred_forename or self.forename

    @property
    def name(self) -> str:
        """The name the child goes by."""
        return f"{self.first_name} {self.preferred_surname or self.surname}"


def _head() -> object:
    key_person, writer = Person.alias(), Person.alias()
    later = Understanding.alias()
    newest = later.select(fn.MAX(later.number)).where((later.pupil == Pupil.id) & (later.area == Understanding.area))
    return (
        Pupil.select(
            Pupil.id, Pupil.forename, Pupil.surname, Pupil.preferred_forename, Pupil.preferred_surname, Pupil.born_on,
            Placement.setting, Setting.name, Setting.phase, Placement.starts_on, Placement.withheld,
            Room.name, Placement.year_group, key_person.name, Registration.code, Registration.informed_on,
            _senco(), _need(1), _need(2),
            Understanding.number, Understanding.statement, Understanding.barriers, Understanding.changed,
            Understanding.why, Understanding.written_on, writer.name, Understanding.setting, Understanding.cycle,
            Understanding.area, _noticed(),
        )
        .join(
            Placement, JOIN.LEFT_OUTER,
            on=(Placement.pupil == Pupil.id) & (Placement.state == "current") & Placement.main & Placement.ended_on.is_null(),
        )
        .join(Setting, JOIN.LEFT_OUTER, on=Placement.setting == Setting.id)
        .join(Room, JOIN.LEFT_OUTER, on=Placement.room == Room.id)
        .join(key_person, JOIN.LEFT_OUTER, on=Placement.key_person == key_person.id)
        .join(
            Registration, JOIN.LEFT_OUTER,
            on=(Registration.pupil == Pupil.id) & (Registration.setting == Placement.setting) & Registration.ends_on.is_null(),
        )
        .join(Understanding, JOIN.LEFT_OUTER, on=(Understanding.pupil == Pupil.id) & (Understanding.number == newest))
        .join(writer, JOIN.LEFT_OUTER, on=Understanding.by == writer.id)
        .where(Pupil.id == Bind("pupil"))
        .order_by(Understanding.area)
    )  # fmt: skip


def _noticed() -> object:
    """The day of the first note about the child, before there was a register."""
    return EarlyNote.select(fn.MIN(EarlyNote.seen_on)).where((EarlyNote.pupil == Pupil.id) & EarlyNote.kind.in_(STEPS))


def _senco() -> object:
    """The SENCO of the child's setting (a childminder is their own)."""
    named = Person.alias()
    return (
        Membership.select(named.name)
        .join(named, on=Membership.person == named.id)
        .where(
            (Membership.setting == Placement.setting)
            & Membership.role.in_(("senco", "childminder"))
            & (Membership.ends_on.is_null() | (Membership.ends_on >= Bind("today")))
        )
        .order_by(Membership.starts_on.desc(), Membership.id)
        .limit(1)
    )


def _need(rank: int) -> object:
    ranked = Need.alias()
    return (
        ranked.select(ranked.code)
        .where((ranked.pupil == Pupil.id) & (ranked.rank == rank) & ranked.ends_on.is_null())
        .order_by(ranked.id)
        .limit(1)
    )


heads: Prepared[Head] = Prepared(Head, _head)


class Turn(NamedTuple):
    """One cycle of the child, wherever it was."""

    id: int
    number: int
    setting: int
    stage: str
    opened_on: date
    opened_at: int | None
    closed_on: date | None
    agreed_on: date | None
    circulated_on: date | None
    started_on: date | None
    review_on: date | None
    reviewed_on: date | None
    learned_on: date | None
    restart_reason: str
    before_portal: bool
    plan_version: int
    teacher: str | None
    responsible_teacher_id: int | None
    met_on: date | None
    child_views_absent: str
    family_views_absent: str
    child_review_absent: str
    family_review_absent: str
    attended: str
    next_step: str
    referral_to: str
    ordinary_teaching: str
    nothing_helps_why: str
    nothing_hinders_why: str
    views_asked_on: date | None
    late_cause: str
    child_learn_absent: str
    family_learn_absent: str
    delegate_id: int | None


turns: Prepared[Turn] = Prepared(
    Turn,
    lambda: (
        Cycle.select(
            Cycle.id, Cycle.number, Cycle.setting, Cycle.stage, Cycle.opened_on, Cycle.opened_at, Cycle.closed_on,
            Cycle.agreed_on, Cycle.circulated_on, Cycle.started_on, Cycle.review_on, Cycle.reviewed_on,
            Cycle.learned_on, Cycle.restart_reason, Cycle.before_portal, Cycle.plan_version, Person.name,
            Cycle.responsible_teacher, Cycle.met_on, Cycle.child_views_absent, Cycle.family_views_absent,
            Cycle.child_review_absent, Cycle.family_review_absent, Cycle.attended, Cycle.next_step,
            Cycle.referral_to, Cycle.ordinary_teaching, Cycle.nothing_helps_why, Cycle.nothing_hinders_why,
            Cycle.views_asked_on, Cycle.late_cause, Cycle.child_learn_absent, Cycle.family_learn_absent,
            Cycle.delegate,
        )
        .join(Person, JOIN.LEFT_OUTER, on=Cycle.responsible_teacher == Person.id)
        .where(Cycle.pupil == Bind("pupil"))
        .order_by(Cycle.number)
    ),
)  # fmt: skip


class Place(NamedTuple):
    """One place of the child, with the move that brought them there."""

    id: int
    setting: int
    name: str
    phase: str
    room: str | None
    state: str
    main: bool
    starts_on: date
    ended_on: date | None
    withheld: bool
    move_state: str | None
    decide_by: date | None
    restart_reason: str | None


places: Prepared[Place] = Prepared(
    Place,
    lambda: (
        Placement.select(
            Placement.id, Placement.setting, Setting.name, Setting.phase, Room.name, Placement.state, Placement.main,
            Placement.starts_on, Placement.ended_on, Placement.withheld,
            Transition.state, Transition.decide_by, Transition.restart_reason,
        )
        .join(Setting, on=Placement.setting == Setting.id)
        .join(Room, JOIN.LEFT_OUTER, on=Placement.room == Room.id)
        .join(
            Transition, JOIN.LEFT_OUTER,
            on=(Transition.pupil == Placement.pupil) & (Transition.to_setting == Placement.setting)
            & Transition.state.in_(("accepted", "continued", "restarted")),
        )
        # Cancelled ones too: who works at a withheld setting is not named after the move came to nothing either.
        .where((Placement.pupil == Bind("pupil")) & Placement.state.in_(("current", "left", "coming", "cancelled")))
        .order_by(Placement.starts_on, Placement.id, Transition.id)
    ),
)  # fmt: skip
