"""A child who came without any handover: their place was confirmed by a claim, and nobody had proposed a move."""

from __future__ import annotations

from flask_babel import gettext as _
from peewee import Model

from portal.access import sight
from portal.access.acting import Act, Refused
from portal.notices import recipients
from portal.pupils.models import Claim, Placement, Pupil
from portal.register.joining import AFTER_JOIN
from portal.timeline.record import Story, record
from portal.transitions.actions import refusals, share_items
from portal.transitions.arrival_actions import checks, clocks, custody
from portal.transitions.models import Transition
from portal.transitions.standing import step
from portal.transitions.states import State


def receive(act: Act, pupil: int) -> Transition:
    """ "This child came to us": begin the handover that nobody began, so that the cycle is carried on.

    The custody of the open cycle goes over now. What the family must agree to stays behind until they answer.
    Raises Refused without a confirmed place here, or when there is a move to here already.
    """
    place = _place(pupil, act.setting)
    if place is None:
        raise Refused(_("The child has no confirmed place here."))
    if _moved(pupil, act.setting):
        raise Refused(_("There is a move of this child to you already."))
    with sight.system("start of a move"):
        return _begun(act, place)


def _place(pupil: int, setting: int | None) -> Placement | None:
    return Placement.get_or_none(
        (Placement.pupil == pupil) & (Placement.setting == setting) & (Placement.state == "current")
    )


def _moved(pupil: int, setting: int | None) -> bool:
    return Transition.select().where((Transition.pupil == pupil) & (Transition.to_setting == setting)).exists()


def _begun(act: Act, place: Placement) -> Transition:
    """The move as it would stand had it been handed over, less what needs the family's yes. In a system scope."""
    pupil = place.pupil_id
    before = (
        Placement.select()
        .where((Placement.pupil == pupil) & (Placement.setting != place.setting_id))
        .where(Placement.state == ("left" if place.main else "current"))
        .order_by(Placement.ended_on.desc())
        .first()
    )
    move = Transition(
        pupil=pupil, from_setting=before.setting_id if before else None, to_setting=place.setting_id,
        kind="other" if place.main else "dual", state=State.ACCEPTED if place.main else State.SHARED,
        started_by="receiver", proposed_on=act.today, moves_on=place.starts_on, accepted_on=act.today,
        arrived_on=place.starts_on, withheld=place.withheld, to_room=place.room_id,
    )  # fmt: skip
    clocks(move, max(act.today, place.starts_on))
    rows: list[Model] = refusals(act, move, ())
    if place.main:
        rows += [*custody(move, place, act.person), *checks(move, place.starts_on)]
    story = Story("move_accepted", "Came without a handover")
    told = recipients.family(pupil, "move_proposed")
    record(act, story, move, *share_items(move), *rows, step(act, move, "received"), pupil=pupil, tell=told)
    return move


def after_claim(_answerer: Act, claim: Claim, thread: Pupil) -> None:
    """A claim was answered "same": its handover begins at once, in the name of the setting that claimed."""
    place = _place(thread.id, claim.setting_id)
    if place is not None and not _moved(thread.id, claim.setting_id):
        _begun(Act(claim.made_by_id, "senco", claim.setting_id), place)


AFTER_JOIN.append(after_claim)
