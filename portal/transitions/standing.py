"""How a move stands for the person who acts: the facts of its rules, and whose step it is."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from portal.access.acting import Act, Refused
from portal.access.permissions import FAMILY
from portal.accounts.models import Person
from portal.transitions.models import Transition, TransitionReceipt
from portal.transitions.states import SIDES, Facts, Side, State, Verb, why_not


def facts_of(move: Transition, undecided: int = 0) -> Facts:
    """What the rules look at."""
    return Facts(
        state=State(move.state),
        told=move.family_told_on is not None,
        arrived=move.arrived_on is not None,
        outside=move.to_setting_id is None,
        dual=move.kind == "dual",
        moves_on=move.moves_on,
        undecided=undecided,
    )


def side_of(move: Transition, setting: int | None) -> Side | None:
    """On which side of a move a setting is; None for neither."""
    if setting is not None and setting == move.to_setting_id:
        return Side.RECEIVER
    if setting is not None and setting == move.from_setting_id:
        return Side.SENDER
    return None


def can(move: Transition, setting: int | None, verb: Verb, today: object) -> bool:
    """Whether a setting may take a step now, for a button that is shown or not."""
    side = side_of(move, setting)
    return side is not None and SIDES[verb] in (side, Side.EITHER) and why_not(facts_of(move), verb, today) is None  # type: ignore[arg-type]


def allow(act: Act, move: Transition, verb: Verb) -> None:
    """Raises Refused unless this step can be taken now, by the setting (or the family) that acts."""
    side = side_of(move, act.setting)
    family = act.role in FAMILY
    if SIDES[verb] is not Side.EITHER and side is not SIDES[verb]:
        raise Refused(_("This step belongs to the other setting."))
    if SIDES[verb] is Side.EITHER and side is None and not family:
        raise Refused(_("This move is between other settings."))
    reason = why_not(facts_of(move), verb, act.today)
    if reason is not None:
        raise Refused(str(reason))


def step(act: Act, move: Transition, name: str, who: str = "", **more: Any) -> TransitionReceipt:
    """A step of the handover, done today by the actor; `who` is the name it is shown with."""
    shown = who or (Person.get_by_id(act.person).name if act.person else "")
    return TransitionReceipt(
        pupil=move.pupil_id, transition=move, step=name, person=act.person, name=shown, on=act.today, **more
    )
