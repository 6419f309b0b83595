"""Who may write in a cycle: the setting that holds it, while it is open and in the right stage."""

from __future__ import annotations

from flask_babel import gettext as _

from portal.access.acting import Act, Refused
from portal.access.permissions import SENCO, TEACHERS
from portal.cycles.facts import Missing, Stage
from portal.cycles.models import Cycle
from portal.cycles.rows import Rows, facts
from portal.cycles.stages import blocking, missing


def held_here(act: Act, cycle: Cycle) -> None:
    """Raises Refused unless the actor works at the custodian and the cycle is open."""
    still_open(cycle)
    if cycle.setting_id != act.setting:
        raise Refused(_("Only the setting that holds this cycle can change it. You can add your view or evidence."))


def agrees(role: str, person: int, cycle: Cycle) -> bool:
    """Whether somebody at the custodian may agree and send the plan: its SENCO, or the one whom the SENCO lets.

    Who the SENCO lets must still be a teacher or in charge there: it ends with the role.
    """
    return role in SENCO or (person == cycle.delegate_id and role in TEACHERS)


def still_open(cycle: Cycle) -> None:
    """Raises Refused for a closed cycle: its history is sealed, a correction is a dated addendum."""
    if cycle.closed_on:
        raise Refused(_("This cycle is closed. Add a correction to its entry in the timeline instead."))


def in_stage(cycle: Cycle, *allowed: Stage) -> None:
    """Raises Refused when the cycle has gone past, or not yet reached, the stages where this is done."""
    still_open(cycle)
    if Stage(cycle.stage) not in allowed:
        raise Refused(_("The cycle is in another stage now. Look at the cycle to see what is next."))


def nothing_missing(things: list[Missing]) -> None:
    """Raises Refused with the first thing that is still missing."""
    first = next(iter(blocking(things)), None)
    if first is not None:
        raise Refused(str(first.sentence))


def may_advance(act: Act, cycle: Cycle, stage: Stage) -> None:
    """Raises Refused unless `cycle` is in `stage`, is held here and has all that the next stage needs."""
    held_here(act, cycle)
    in_stage(cycle, stage)
    nothing_missing(missing(facts(Rows(cycle))))
