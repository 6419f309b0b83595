"""Whether a child has an education, health and care plan today: what the register says."""

from __future__ import annotations

from collections.abc import Callable

from flask_babel import gettext as _

from portal.access.acting import Act, Refused
from portal.access.permissions import AUTHORITY
from portal.pupils.models import Placement

_ASKED: list[Callable[[int], bool]] = []


def answered_by(ask: Callable[[int], bool]) -> None:
    """Let a later slice, the register, answer `has_plan`: child's id to whether there is a plan today."""
    if ask not in _ASKED:
        _ASKED.append(ask)


def has_plan(pupil: int) -> bool:
    """Whether the child has such a plan."""
    return any(ask(pupil) for ask in _ASKED)


def here(act: Act, pupil: int) -> None:
    """Raises Refused for a setting at which the child has no place now: one that only reads ahead of a move writes nothing."""
    place = (Placement.pupil == pupil) & (Placement.setting == act.setting) & (Placement.state == "current")
    if act.role not in AUTHORITY and not Placement.select().where(place).exists():
        raise Refused(_("The child has no place at your setting now. The setting where the child is does this."))
