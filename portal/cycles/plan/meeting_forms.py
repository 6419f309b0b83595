"""Forms of a plan's meeting: who is asked and when; who came and what was decided."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional, ValidationError

from portal.cycles.facts import Receiver
from portal.cycles.help.week import clock_time
from portal.web.forms import Form, day_input, required, several, text, words


class MeetingForm(Form):
    """Who is asked, when and where. A day may follow later."""

    people = several(_l("Who is asked?"), (), Optional())
    others = words(
        _l("Others"),
        Optional(),
        hint=_l(
            "Also a parent who has no account here: tell them yourself. One on each line: name, then role, with a comma between."
        ),
        rows=2,
        longest=2000,
    )
    on = day_input(_l("On which day?"), hint=_l("Leave empty if it is not agreed yet."))
    at = text(
        _l("At what time?"),
        Optional(),
        hint=_l("For example “3:30pm”."),
        longest=40,
    )
    where = text(_l("Where?"), hint=_l("For example “in the library” or “on the phone”."), longest=120)

    def time(self) -> str:
        """The time as it is kept: "09:15"; "" for none."""
        return clock_time(self.at.data) if self.at.data else ""

    def validate_at(self, field: Any) -> None:
        """A time of day, as people type it."""
        try:
            clock_time(field.data)
        except ValueError:
            raise ValidationError(_("Enter a time of day, like 3:30pm")) from None

    def named(self) -> list[Receiver]:
        """The others, as typed."""
        return named_in(self.others)


class MeetingRecordForm(Form):
    """Who came, who sent views, what was decided."""

    on = day_input(_l("When was the meeting?"), required(_l("Enter the day of the meeting")))
    came = several(_l("Who came?"), (), Optional(), hint=_l("In the room, on the phone or on a screen."))
    others = words(
        _l("Who else came?"),
        Optional(),
        hint=_l("One on each line: name, then role, with a comma between."),
        rows=2,
        longest=2000,
    )
    sent = several(_l("Who sent their views instead?"), (), Optional())
    decisions = words(
        _l("What was decided, and who saw it differently?"),
        required(_l("Enter what was decided")),
        rows=4,
    )

    def named(self) -> list[Receiver]:
        """Those who came unasked, as typed."""
        return named_in(self.others)


def named_in(field: Any) -> list[Receiver]:
    """People typed one on each line: name, then role after a comma."""
    found = []
    for line in (field.data or "").splitlines():
        name, _comma, role = line.partition(",")
        if name.strip():
            found.append(Receiver(name.strip()[:120], role.strip()[:120]))
    return found
