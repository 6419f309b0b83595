"""Who should get a plan, and why; who has it, and what they answered."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple, Protocol

from flask_babel import gettext as _
from peewee import JOIN, fn

from portal import clock
from portal.access.permissions import STAFF
from portal.accounts.models import Assignment, Membership, Person
from portal.cycles.facts import Receiver
from portal.cycles.models import Cycle
from portal.cycles.plan.models import IN_PLAN, Attendee, Circulation, Provision, TrainingNeed
from portal.notices import recipients
from portal.pupils.models import Guardianship, Involvement, Placement
from portal.web.shell import role_name

ANSWERED = ("seen", "agreed", "with_comment", "commented", "paper")
"""Receipts that say that the plan reached the person."""

OWN = ("seen", "agreed", "with_comment", "commented")
"""Receipts that people give themselves; nobody else writes over them."""


def plan_readers(cycle: Cycle, but: int | None = None) -> list[Receiver]:
    """Everybody whom a plan concerns and who has an account, each once, with the reason: family and child first.

    `but`: the person who sends it. At most nine statements, whatever the plan holds. People without an account are typed in.
    """
    today = clock.today()
    family = _family(cycle.pupil_id, today) or _met(cycle)
    found = [*family, *_staff(cycle, today), *_outside(cycle.pupil_id, today)]
    first: dict[int | None, Receiver] = {}
    for reader in found:
        first.setdefault(reader.person, reader)
    first.pop(but, None)
    return list(first.values())


def _current(model: Any, today: Any) -> Any:
    return (model.starts_on <= today) & (model.ends_on.is_null() | (model.ends_on >= today))


def _family(pupil: int, today: Any) -> list[Receiver]:
    rows = (
        Person.select(Person.id, Person.name, Guardianship.relationship)
        .join(Guardianship, on=(Guardianship.person == Person.id))
        .where((Guardianship.pupil == pupil) & Guardianship.may_see & _current(Guardianship, today))
        .order_by(Person.name)
        .tuples()
    )
    return [
        Receiver(name, role_name("young_person"), person, _("it is their own plan"))
        if relation == "self"
        else Receiver(name, relation, person, _("family"))
        for person, name, relation in rows
    ]


def _staff(cycle: Cycle, today: Any) -> list[Receiver]:
    """Those at the setting whom the plan names, who teach the child, or who lead; the reason is the first that holds."""
    why = _named(cycle)
    for person in teaching(cycle, today):
        why.setdefault(person, _("teaches the child"))
    rows = (
        Person.select(Person.id, Person.name, Membership.role)
        .join(Membership, on=(Membership.person == Person.id))
        .where(
            (Membership.setting == cycle.setting_id)
            & Membership.role.in_(STAFF)
            & _current(Membership, today)
            & (Person.id.in_(list(why)) | Membership.role.in_(("senco", "dsl", "childminder")))
        )
        .order_by(Person.name, Membership.id)
        .tuples()
    )
    lead = {"dsl": _("leads safeguarding here")}
    return [
        Receiver(name, role_name(role), person, why.get(person) or lead.get(role, _("leads this work here")))
        for person, name, role in rows
    ]


def _named(cycle: Cycle) -> dict[int, str]:
    """People whom the plan itself names, by id."""
    why: dict[int, str] = {}
    if cycle.responsible_teacher_id:
        why[cycle.responsible_teacher_id] = _("answers for the plan day to day")
    if cycle.lead_id:
        why.setdefault(cycle.lead_id, _("leads this cycle"))
    helping = Provision.select(Provision.deliverer, Provision.owner, Provision.name).where(
        (Provision.pupil == cycle.pupil_id) & Provision.status.in_(IN_PLAN)
    )
    for deliverer, owner, name in helping.order_by(Provision.id).tuples():
        if deliverer:
            why.setdefault(deliverer, _("gives “%(what)s”", what=name))
        if owner:
            why.setdefault(owner, _("sees to “%(what)s”", what=name))
    training = TrainingNeed.select(TrainingNeed.person).where(TrainingNeed.cycle == cycle.id).tuples()
    for (person,) in training:
        if person:
            why.setdefault(person, _("has training to do for it"))
    return why


def teaching(cycle: Cycle, today: Any) -> list[int]:
    """Everyone who teaches, keys or covers the child: by room, by the child, as key person."""
    rows = (
        Placement.select(Assignment.person, Placement.key_person)
        .join(
            Assignment,
            JOIN.LEFT_OUTER,
            on=(Assignment.setting == cycle.setting_id)
            & ((Assignment.room == Placement.room) | (Assignment.pupil_id == Placement.pupil))
            & _current(Assignment, today),
        )
        .where(
            (Placement.pupil == cycle.pupil_id)
            & (Placement.setting == cycle.setting_id)
            & Placement.state.in_(("current", "coming"))
        )
        .tuples()
    )
    return sorted({person for pair in rows for person in pair if person})


def _outside(pupil: int, today: Any) -> list[Receiver]:
    rows = (
        Person.select(Person.id, Person.name, Person.profession)
        .join(Involvement, on=(Involvement.person == Person.id))
        .where((Involvement.pupil == pupil) & (Involvement.starts_on <= today) & (Involvement.until >= today))
        .order_by(Person.name)
        .tuples()
    )
    return [
        Receiver(name, profession or role_name("professional"), person, _("was asked about the child"))
        for person, name, profession in rows
    ]


def _met(cycle: Cycle) -> list[Receiver]:
    """The family as a class teacher knows it, who does not see its accounts: who was asked to the meeting, or had a copy.

    Only those who may see the child today: who may not any more is asked past the teacher's sight, and never shown.
    """
    allowed = {one.person for one in recipients.family(cycle.pupil_id, "plan_sent")}
    invited = Attendee.select(Attendee.person, Attendee.name, Attendee.role).where(
        (Attendee.cycle == cycle.id) & Attendee.taken_off_on.is_null()
    )
    before = Circulation.select(Circulation.person, Circulation.name, Circulation.role).where(
        Circulation.cycle == cycle.id
    )
    return [
        Receiver(name, role, person, _("family"))
        for query in (before, invited)
        for person, name, role in query.order_by(query.model.id).tuples()
        if person in allowed
    ]


def had_before(cycle: int, below: int) -> dict[int | str, int]:
    """The newest version under `below` that each receiver had, by person, or by folded name where they have no account."""
    rows = (
        Circulation.select(Circulation.person, Circulation.name, fn.MAX(Circulation.plan_version))
        .where((Circulation.cycle == cycle) & (Circulation.plan_version < below))
        .group_by(Circulation.person, Circulation.name)
        .tuples()
    )
    return {person or fold(name): number for person, name, number in rows}


def fold(name: str) -> str:
    """A name as it is compared."""
    return " ".join(name.casefold().split())


def my_copy(cycle: int, person: int) -> Circulation | None:
    """The newest copy of a plan that was sent to this person."""
    return (
        Circulation.select()
        .where((Circulation.cycle == cycle) & (Circulation.person == person))
        .order_by(Circulation.plan_version.desc(), Circulation.id.desc())
        .first()
    )


class Tally(NamedTuple):
    """How many of the copies were answered."""

    answered: int
    copies: int


class _Answered(Protocol):
    @property
    def receipt(self) -> str: ...


def tally(copies: Iterable[_Answered]) -> Tally:
    """ "5 of 7": of those who have the plan, how many it is known to have reached."""
    receipts = [copy.receipt for copy in copies]
    return Tally(sum(receipt in ANSWERED for receipt in receipts), len(receipts))
