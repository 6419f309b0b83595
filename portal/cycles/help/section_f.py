"""Help of Section F of an education, health and care plan, and what a setting may not take from it.

Children and Families Act 2014 s42: what Section F names is secured by the authority until it changes the plan. Every verb of a
setting that could end such help, or give less of it, asks here; the answer is to ask the authority for an early review.
"""

from __future__ import annotations

from typing import NamedTuple

from flask_babel import gettext as _

from portal.access.acting import Refused
from portal.cycles.plan.models import Provision
from portal.ehcp.queries import had_plan


class Dose(NamedTuple):
    """What is given: minutes a week (0 where not said), and for how many weeks (0: until it is changed)."""

    minutes: int
    times: int
    weeks: int

    def less_than(self, other: Dose) -> bool:
        """Whether this is less: of minutes a week, of times where no minutes are said, or of weeks."""
        shorter = bool(self.weeks) and (not other.weeks or self.weeks < other.weeks)
        return self.minutes < other.minutes or (not other.minutes and self.times < other.times) or shorter


def dose(provision: Provision) -> Dose:
    """What help is given now."""
    times = provision.times_a_week or 0
    return Dose((provision.minutes or 0) * times, times, provision.weeks or 0)


def is_secured(provision: Provision) -> bool:
    """Whether only the authority may end, pause or lessen this help.

    Not while it is only planned, and no longer once the authority took it out of the plan, or ended the plan.
    """
    if not provision.section_f or provision.status == "planned":
        return False
    if provision.secures_id:
        return provision.secures.ended_on is None
    return not had_plan(provision.pupil_id)


def refused() -> Refused:
    """The answer to every such verb of a setting."""
    return Refused(_("This help is in the education, health and care plan. Ask the authority for an early review."))


def secured_dose(provision: Provision | None) -> Dose | None:
    """What must go on being given, before anything is changed; None where the setting is free."""
    return dose(provision) if provision is not None and is_secured(provision) else None


def keeps(provision: Provision, secured: Dose | None) -> None:
    """Raises Refused where help, as it is changed now, would no longer be Section F's, or an item's that has ended, or less."""
    if secured is not None and (not is_secured(provision) or dose(provision).less_than(secured)):
        raise refused()


def keeps_going(provision: Provision) -> None:
    """Raises Refused where help may not be ended or paused here."""
    if is_secured(provision):
        raise refused()
