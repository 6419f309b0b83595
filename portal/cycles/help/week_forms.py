"""Forms of a child's own week: a part on one or several days."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional

from portal.cycles.help.week import DAYS, clock_time
from portal.cycles.help.week_actions import Planned
from portal.web.forms import Form, number, required, select, several, text

_DAYS = [(str(day), name) for day, name in DAYS.items()]


class PartForm(Form):
    """One part of the week."""

    provision = select(_l("Which help?"), (), Optional())
    what = text(_l("Or what else happens then?"), hint=_l("For example “calm start in the library”."), longest=80)
    days = several(_l("On which days?"), _DAYS, required(_l("Tick at least one day")))
    at = text(_l("At what time?"), required(_l("Enter the time, like 9:15am")), longest=40)
    minutes = number(_l("How many minutes?"), 1, 600, Optional())
    place = text(_l("Where?"), longest=80)
    with_whom = text(_l("With whom?"), longest=80)

    def validate(self, extra_validators: Any = None) -> bool:
        """Also that the time is one."""
        good: bool = super().validate(extra_validators)
        try:
            clock_time(self.at.data or "")
        except ValueError:
            if good:
                self.at.errors = [*self.at.errors, _("Enter a time of day, like 9:15am")]
            return False
        return good

    def planned(self) -> Planned:
        """The part as typed."""
        provision = int(self.provision.data) if "provision" in self and self.provision.data else None
        return Planned(
            tuple(map(int, self.days.data)) if isinstance(self.days.data, list) else (int(self.days.data),),
            clock_time(self.at.data), self.what.data or "", self.minutes.data, self.place.data or "",
            self.with_whom.data or "", provision,
        )  # fmt: skip


class MoveForm(PartForm):
    """One part of the week, on its one day."""

    days = select(_l("On which day?"), _DAYS, required(_l("Select a day")))
