"""Forms of a review to come: when, where, who, and why it is late; one's own answer to the invitation."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional, ValidationError

from portal.cycles.help.week import clock_time
from portal.cycles.plan.meeting_actions import When
from portal.cycles.plan.meeting_forms import MeetingForm
from portal.cycles.review.late_causes import CAUSES, Late
from portal.web.forms import Form, choice, day_input, required, select, text, tick, words

_CAUSES = (("", _l("Choose")), *CAUSES.items())


class ArrangeForm(MeetingForm):
    """Who is asked, when and where; and why it is late, where it is."""

    ask = tick(_l("Ask everybody now for their view: what is better, what is still hard, what next?"))
    cause = select(_l("Why is the review late?"), _CAUSES, Optional())
    note = words(_l("More about why, if you like"), Optional(), rows=2, longest=500)

    def __init__(self, *, late: bool, hint: str, **more: Any) -> None:
        super().__init__(**more)
        self.on.description = hint
        if not late:
            del self.cause, self.note

    def when(self) -> When:
        """Day, time and place as typed."""
        return When(self.on.data, self.time(), self.where.data or "")

    def late(self) -> Late | None:
        """Why it is late, where that was asked."""
        return Late(self.cause.data or "", self.note.data or "") if "cause" in self else None


class LateForm(Form):
    """Why a review is late, and its next day: both, or nothing is saved."""

    cause = select(_l("Why is the review late?"), _CAUSES, required(_l("Select why the review is late")))
    note = words(_l("In your own words"), Optional(), hint=_l("Needed for “something else”."), rows=2, longest=500)
    on = day_input(_l("When is it held now?"), required(_l("Enter the next day of the review")))
    at = text(_l("At what time?"), Optional(), hint=_l("For example “3:30pm”."), longest=40)
    where = text(_l("Where?"), longest=120)

    def when(self, standing: date | None) -> When:
        """The next day as typed; as it stands where no day was asked for."""
        if "on" not in self:
            return When(standing)
        return When(self.on.data, clock_time(self.at.data) if self.at.data else "", self.where.data or "")

    def late(self) -> Late:
        """Why it is late."""
        return Late(self.cause.data or "", self.note.data or "")

    def validate_at(self, field: Any) -> None:
        """A time of day, as people type it."""
        try:
            clock_time(field.data)
        except ValueError:
            raise ValidationError(_("Enter a time of day, like 3:30pm")) from None


class AskAgainForm(Form):
    """The button that asks one person again."""


class InvitationForm(Form):
    """Whether somebody comes to the review."""

    said = choice(
        _l("Can you come?"),
        (
            ("coming", _l("Yes, I come")),
            ("not_coming", _l("No, I cannot come")),
            ("views", _l("I send my view instead")),
        ),
        required(_l("Choose whether you can come")),
    )
