"""The form of a review day: which children, when the first begins, how long each takes, where."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional, ValidationError

from portal.cycles.help.week import clock_time
from portal.cycles.review.day_actions import MOST, DayPlan
from portal.web.forms import Form, day_input, number, required, several, text

SHORTEST, LONGEST = 5, 120


class DayForm(Form):
    """Up to twelve children on one day."""

    cycles = several(_l("Which children?"), (), Optional())
    on = day_input(_l("On which day?"), required(_l("Enter the day of the reviews")))
    first = text(
        _l("When does the first begin?"),
        required(_l("Enter the time of the first review")),
        hint=_l("For example “9am”."),
        longest=40,
    )
    minutes = number(
        _l("How many minutes for each child?"), SHORTEST, LONGEST, required(_l("Enter how many minutes each takes"))
    )
    where = text(_l("Where?"), Optional(), longest=120)

    def plan(self) -> DayPlan:
        """The day as typed."""
        return DayPlan(self.on.data, clock_time(self.first.data), self.minutes.data, self.where.data or "")

    def validate_cycles(self, field: Any) -> None:
        """One to twelve."""
        if not field.data:
            raise ValidationError(_("Choose the children whose reviews are on this day"))
        if len(field.data) > MOST:
            raise ValidationError(_("Choose up to twelve children for one day"))

    def validate_first(self, field: Any) -> None:
        """A time of day, as people type it."""
        try:
            clock_time(field.data)
        except ValueError:
            raise ValidationError(_("Enter a time of day, like 9am")) from None
