"""Accepted, arrived, left, did not arrive."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from flask_babel import gettext as _
from peewee import Model

from portal.access import sight
from portal.access.acting import Act, Refused
from portal.accounts.models import Membership, Person
from portal.cycles.models import Cycle
from portal.cycles.plan.models import IN_PLAN, Provision
from portal.cycles.review.models import Referral
from portal.notices import recipients
from portal.organisation.calendar import add_school_days, school_day_on_or_after
from portal.organisation.calendars import calendar_of
from portal.organisation.models import Room
from portal.organisation.rules import rules
from portal.pupils.models import Placement, Pupil
from portal.register.models import Registration
from portal.timeline.record import Story, record
from portal.transitions.actions import end
from portal.transitions.models import Decision, Transition, TransitionReceipt
from portal.transitions.standing import allow, facts_of, step
from portal.transitions.states import Verb, after


def accept(
    act: Act, move: Transition, *, room: Room | None, key_person: int | None, readers: Sequence[int]
) -> Transition:
    """The new setting takes the child on: room, key person, and who will read the record before the first day."""
    allow(act, move, Verb.ACCEPT)
    place = coming(move)
    place.room, place.key_person = room, key_person
    place.year_group = room.year_group if room else place.year_group
    move.state, move.accepted_on = after(facts_of(move), Verb.ACCEPT), act.today
    move.to_room = room
    asked = reading_asked(move.pupil_id, move, readers, move.moves_on)
    told = [
        *recipients.family(move.pupil_id, "move_accepted"), *recipients.sencos(move.from_setting_id, "move_accepted"),
        *recipients.named(readers, act.setting, "read_asked"),
    ]  # fmt: skip
    record(
        act, Story("move_accepted", "Move accepted"), move, place, step(act, move, "received"), *asked,
        pupil=move.pupil_id, tell=told,
    )  # fmt: skip
    return move


def coming(move: Transition) -> Placement:
    """The place that the move made at the new setting. Raises Refused when it is gone."""
    here = (Placement.pupil == move.pupil_id) & (Placement.setting == move.to_setting_id)
    place = Placement.get_or_none(here & (Placement.state == "coming"))
    if place is None:
        raise Refused(_("The place at the new setting is gone. Start the move again."))
    return place


def reading_asked(
    pupil: int, move: Transition | None, readers: Sequence[int], due: date | None
) -> list[TransitionReceipt]:
    """Each named adult is asked to read what works for the child."""
    people = Person.select(Person.id, Person.name).where(Person.id.in_(list(readers))).order_by(Person.name)
    return [
        TransitionReceipt(
            pupil=pupil, transition=move, step="read", person=person.id, name=person.name, on=None, due_on=due
        )
        for person in people
    ]


def arrive(act: Act, move: Transition, on: date) -> Transition:
    """The child is there: the old place ends, the new one begins, and the open cycle has a new custodian.

    With dual registration the old place stays main and keeps the cycle; the new setting reads and contributes.
    Until the decisions are made everything that was agreed goes on.
    """
    allow(act, move, Verb.ARRIVE)
    if on > act.today:
        raise Refused(_("The day must be today or earlier."))
    place = coming(move)
    rows: list[Model] = []
    if place.main:
        rows += leaving(act, move, on)
        rows += custody(move, place, act.person)
    place.state, place.starts_on = "current", on
    rows.append(place)
    clocks(move, on)
    rows += _registered(act, move, on)
    if place.main:
        rows += checks(move, on)
    move.state, move.arrived_on = after(facts_of(move), Verb.ARRIVE), on
    story = Story("arrived", "Arrived", occurred_on=on, data={"dual": not place.main})
    record(act, story, move, *rows, pupil=move.pupil_id)
    return move


def clocks(move: Transition, on: date) -> None:
    """Until when to decide, and until when the setting before answers questions."""
    rule = rules()
    if move.kind != "dual":
        move.decide_by = add_school_days(calendar_of(move.to_setting_id), on, rule.decide_days)
    move.questions_until = on + timedelta(weeks=rule.question_weeks)


def checks(move: Transition, on: date) -> list[TransitionReceipt]:
    """How the child has settled is asked twice: at two and at six weeks by default, on a school day."""
    rule, calendar = rules(), calendar_of(move.to_setting_id)
    weeks = {"check_2_weeks": rule.first_check_weeks, "check_6_weeks": rule.second_check_weeks}
    return [
        TransitionReceipt(
            pupil=move.pupil_id, transition=move, step=name, name="", on=None,
            due_on=school_day_on_or_after(calendar, on + timedelta(weeks=count)),
        )
        for name, count in weeks.items()
    ]  # fmt: skip


def leaving(act: Act, move: Transition, on: date) -> list[Model]:
    """The present main place and its registration end, with the name by which that setting knew the child."""
    place = Placement.get_or_none((Placement.pupil == move.pupil_id) & (Placement.state == "current") & Placement.main)
    if place is None:
        return []
    child = Pupil.get_by_id(move.pupil_id)
    place.state, place.ended_on, place.leaving_reason = "left", max(on - timedelta(days=1), place.starts_on), "moved"
    place.name_then, place.born_then = child.name, child.born_on
    rows: list[Model] = [place]
    listed = Registration.get_or_none(
        (Registration.pupil == move.pupil_id)
        & (Registration.setting == place.setting_id)
        & Registration.ends_on.is_null()
    )
    if listed is not None:
        listed.ends_on, listed.leaving_reason = place.ended_on, "moved"
        rows.append(listed)
    return rows


def custody(move: Transition, place: Placement, lead: int | None) -> list[Model]:
    """The open cycle and what the child is given go over to the new setting; stage and dates stay."""
    rows: list[Model] = []
    cycle = Cycle.get_or_none((Cycle.pupil == move.pupil_id) & Cycle.closed_on.is_null())
    if cycle is not None:
        cycle.setting, cycle.lead, cycle.responsible_teacher = move.to_setting_id, lead, place.key_person_id
        # Whom the SENCO there let agree the plan is nobody's choice here.
        cycle.delegate = None
        move.cycle = cycle
        rows.append(cycle)
    here = _staff(move.to_setting_id)
    for help_ in Provision.select().where((Provision.pupil == move.pupil_id) & Provision.status.in_(IN_PLAN)):
        help_.setting = move.to_setting_id
        if help_.deliverer_id is not None and help_.deliverer_id not in here:
            # Somebody here must be named: help without an owner is shown as such.
            help_.deliverer, help_.deliverer_name = None, ""
        if help_.owner_id is not None and help_.owner_id not in here:
            help_.owner = None
        rows.append(help_)
    for referral in Referral.select().where((Referral.pupil == move.pupil_id) & Referral.ended_on.is_null()):
        # A place on a waiting list is the child's: it is not asked for again.
        referral.setting = move.to_setting_id
        rows.append(referral)
    return rows


def _staff(setting: int) -> set[int]:
    rows = Membership.select(Membership.person).where((Membership.setting == setting) & Membership.ends_on.is_null())
    return {person for (person,) in rows.tuples()}


def _registered(act: Act, move: Transition, on: date) -> list[Registration]:
    """The child is on the new setting's register from the first day, as on the one before."""
    known = list(
        Registration.select().where(Registration.pupil == move.pupil_id).order_by(Registration.starts_on.desc())
    )
    if not known or any(row.setting_id == act.setting and row.ends_on is None for row in known):
        return []
    before = known[0]
    return [
        Registration(
            pupil=move.pupil_id, setting=act.setting, code=before.code, starts_on=on, lead=act.person,
            informed_on=before.informed_on, informed_by=before.informed_by, informed_how=before.informed_how,
        )
    ]  # fmt: skip


def leave(act: Act, move: Transition, on: date) -> Transition:
    """The child has gone to a setting outside the authority."""
    allow(act, move, Verb.LEAVE)
    if on > act.today:
        raise Refused(_("The day must be today or earlier."))
    with sight.system("end of a move"):
        rows = leaving(act, move, on)
        move.state, move.arrived_on = after(facts_of(move), Verb.LEAVE), on
        story = Story("move_ended", "Left for a setting outside the authority", occurred_on=on)
        record(act, story, move, *rows, pupil=move.pupil_id)
    return move


def did_not_arrive(act: Act, move: Transition, reason: str) -> Transition:
    """The child never came: their place, register and cycle are again as before the move."""
    allow(act, move, Verb.NOT_ARRIVE)
    with sight.system("end of a move"):
        rows = _undone(act, move) if move.arrived_on else []
        move.arrived_on = move.decide_by = move.questions_until = None
        return end(act, move, Verb.NOT_ARRIVE, reason, "Did not arrive", *rows)


def _undone(act: Act, move: Transition) -> list[Model]:
    """What an arrival changed, put back. The new place is closed first: one main place at a time."""
    rows: list[Model] = []
    for place in Placement.select().where((Placement.pupil == move.pupil_id) & (Placement.state == "current")):
        if place.setting_id == move.to_setting_id:
            place.state, place.ended_on = "cancelled", act.today
            rows.append(place)
    before = (
        Placement.select()
        .where((Placement.pupil == move.pupil_id) & (Placement.setting == move.from_setting_id))
        .where((Placement.state == "left") & (Placement.leaving_reason == "moved"))
        .order_by(Placement.ended_on.desc())
        .first()
    )
    if before is not None:
        before.state, before.ended_on, before.leaving_reason = "current", None, ""
        before.name_then, before.born_then = "", None
        rows.append(before)
    return rows + _register_undone(act, move) + _custody_undone(move)


def _register_undone(act: Act, move: Transition) -> list[Model]:
    rows: list[Model] = []
    for listed in Registration.select().where(Registration.pupil == move.pupil_id).order_by(Registration.id):
        if listed.setting_id == move.to_setting_id and listed.starts_on == move.arrived_on:
            listed.ends_on, listed.leaving_reason = act.today, "data_error"
            rows.insert(0, listed)
        elif listed.setting_id == move.from_setting_id and listed.leaving_reason == "moved":
            listed.ends_on, listed.leaving_reason = None, ""
            rows.append(listed)
    return rows


def _custody_undone(move: Transition) -> list[Model]:
    rows: list[Model] = []
    if move.from_setting_id is None:
        return rows
    if move.cycle_id is not None:
        cycle = Cycle.get_by_id(move.cycle_id)
        cycle.setting, cycle.lead, cycle.responsible_teacher = move.from_setting_id, None, None
        cycle.delegate = None
        rows.append(cycle)
    decided = dict(Decision.select(Decision.provision, Decision.choice).where(Decision.transition == move).tuples())
    for help_ in Provision.select().where(
        (Provision.pupil == move.pupil_id) & (Provision.setting == move.to_setting_id)
    ):
        help_.setting = move.from_setting_id
        if decided.get(help_.id) in ("pause", "stop"):
            help_.status, help_.ended_on, help_.status_reason = "running", None, ""
        rows.append(help_)
    for referral in Referral.select().where(
        (Referral.pupil == move.pupil_id) & (Referral.setting == move.to_setting_id) & Referral.ended_on.is_null()
    ):
        referral.setting = move.from_setting_id
        rows.append(referral)
    return rows
