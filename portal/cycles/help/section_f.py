"""Help of Section F of an education, health and care plan: who has one, and what a setting may not take from it.

Children and Families Act 2014 s42: what Section F names is secured by the authority until it changes the plan.
"""

from __future__ import annotations

from collections.abc import Callable

from flask_babel import gettext as _

from portal.access.acting import Refused
from portal.cycles.plan.models import Provision

_ASKED: list[Callable[[int], bool]] = []


def answered_by(ask: Callable[[int], bool]) -> None:
    """Let a later slice, the register, answer `has_plan`: child's id to whether there is a plan today."""
    if ask not in _ASKED:
        _ASKED.append(ask)


def has_plan(pupil: int) -> bool:
    """Whether the child has such a plan, so that help may be of its Section F."""
    return any(ask(pupil) for ask in _ASKED)


def keeps_its_dose(provision: Provision, minutes: int | None, times_a_week: int | None) -> None:
    """Raises Refused where running help of Section F would be given for less time a week. None: stays as it is."""
    if not provision.section_f or provision.status == "planned":
        return
    was = (provision.minutes or 0) * (provision.times_a_week or 0)
    if (minutes or provision.minutes or 0) * (times_a_week or provision.times_a_week or 0) < was:
        raise Refused(_("This help is in the education, health and care plan. Ask the authority for an early review."))
