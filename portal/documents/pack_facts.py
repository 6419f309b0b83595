"""What an evidence pack says of the child before its items: who, where, since when. Withheld settings are never named."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from flask_babel import gettext as _

from portal.organisation.models import Setting
from portal.pupils.census_codes import NEED_LABELS
from portal.pupils.models import Placement, Pupil
from portal.pupils.settings_of import Places
from portal.register.models import Need, Registration

SHAREABLE = ("family", "professionals")
"""Audiences of what may go into a paper that leaves the setting: working notes of a setting never do."""


class Stay(NamedTuple):
    """A place of the child's life: from when, until when (None: now)."""

    name: str
    starts_on: date
    ended_on: date | None


class About(NamedTuple):
    """The child on the first page of a pack. `code`: K, E or "" when on no register; `since`: on the register since."""

    name: str
    born_on: date
    stays: list[Stay]
    code: str
    since: date | None
    needs: list[str]


def places(pupil: int) -> tuple[Places, list[Stay]]:
    """A child's settings as a paper may name them, and in the order of the child's life. One statement.

    A withheld setting is "a setting" here even to itself: nobody knows into whose hands a paper comes.
    """
    rows = list(
        Placement.select(Placement.setting, Setting.name, Placement.withheld, Placement.starts_on, Placement.ended_on)
        .join(Setting)
        .where((Placement.pupil == pupil) & Placement.state.in_(("current", "left")))
        .order_by(Placement.starts_on, Placement.id)
        .tuples()
    )
    hidden = frozenset(setting for setting, _name, withheld, *_days in rows if withheld)
    labels = {setting: _("a setting") if setting in hidden else name for setting, name, *_more in rows}
    stays = [Stay(labels[setting], starts, ended) for setting, _name, _withheld, starts, ended in rows]
    return Places(labels, hidden), _joined(stays)


def _joined(stays: list[Stay]) -> list[Stay]:
    """Rooms of one setting that follow each other are one stay."""
    found: list[Stay] = []
    for stay in stays:
        if found and found[-1].name == stay.name and found[-1].name != _("a setting"):
            found[-1] = found[-1]._replace(ended_on=stay.ended_on)
        else:
            found.append(stay)
    return found


def about(child: Pupil, stays: list[Stay]) -> About:
    """The child. Two statements."""
    register = (
        Registration.select(Registration.code, Registration.starts_on, Registration.ends_on)
        .where(Registration.pupil == child.id)
        .order_by(Registration.starts_on)
    )
    spells = list(register.tuples())
    code = next((code for code, _starts, ended in reversed(spells) if ended is None), "")
    needs = Need.select(Need.code).where((Need.pupil == child.id) & Need.ends_on.is_null()).order_by(Need.rank, Need.id)
    named = [str(NEED_LABELS.get(need, need)) for (need,) in needs.tuples()]
    return About(child.name, child.born_on, stays, code, spells[0][1] if spells else None, list(dict.fromkeys(named)))
