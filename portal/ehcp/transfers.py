"""Which children come to another phase of education next September."""

from __future__ import annotations

from datetime import date

from portal.ehcp import clock
from portal.ehcp.clock import Transfer
from portal.organisation.models import Setting
from portal.pupils.models import Pupil


def transfer_of(child: Pupil, year: str, setting: int | None, today: date) -> Transfer | None:
    """The phase transfer of a child, None without one. One statement in Year 2, else none."""
    number = clock.year_number(year, child.born_on, today)
    infant = number == clock.INFANT and _ends_at(setting) == clock.INFANT_ENDS
    return clock.transfer(number, today, infant_school=infant)


def _ends_at(setting: int | None) -> int | None:
    return Setting.select(Setting.high_age).where(Setting.id == setting).scalar()
