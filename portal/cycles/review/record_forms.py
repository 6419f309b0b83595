"""The form of the written record of a review: a line for each person, what came of it, the next step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional

from portal.cycles.facts import Receiver
from portal.cycles.forms import NEXT_STEPS
from portal.cycles.plan.meeting_forms import named_in
from portal.cycles.plan.models import Attendee
from portal.cycles.review.actions import Meeting, Present
from portal.cycles.review.models import Opinion
from portal.web.forms import Form, choice, day_input, required, text, tick, words

SAYS = (("", _l("Did not say")), ("yes", _l("Agrees")), ("no", _l("Sees it differently")))


class Seat(NamedTuple):
    """Somebody who is offered in the record: `asked` their row among those who were asked; what they said so far."""

    guest: Receiver
    asked: Attendee | None = None
    came: bool = False
    opinion: Opinion | None = None


class RecordForm(Form):
    """The written record; a subclass made by `record_form` has the line of each person."""

    seats: Sequence[Seat] = ()

    on = day_input(_l("When was the review?"), required(_l("Enter the day of the review")))
    others = words(
        _l("Who else took part?"),
        Optional(),
        hint=_l("One on each line: name, then role, with a comma between."),
        rows=2,
        longest=2000,
    )
    impact = words(
        _l("What difference did the plan make?"),
        required(_l("Enter what difference the plan made")),
        hint=_l("For each outcome. Help that was not given is no evidence that it does not work."),
        rows=5,
    )
    next_step = choice(_l("What is the next step?"), NEXT_STEPS, required(_l("Select the next step")))
    note = words(
        _l("Why, and what should go on?"),
        required(_l("Enter why, and what should go on")),
        hint=_l("The next plan opens with it. If ordinary provision is enough: what to watch for."),
        rows=3,
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """Somebody took part; who sees it differently is heard with their words."""
        valid = bool(super().validate(extra_validators))
        for number, seat in enumerate(self.seats):
            if self[f"says_{number}"].data == "no" and not self[f"words_{number}"].data:
                said = _("Enter how %(name)s sees it", name=seat.guest.name)
                self[f"words_{number}"].errors = [*self[f"words_{number}"].errors, said]
                valid = False
        if not any(one.came for one in self.people()):
            self.others.errors = [*self.others.errors, _("Tick who took part, or enter their names")]
            valid = False
        return valid

    def people(self) -> list[Present]:
        """Everybody of the record: those offered, with what they said, and those typed."""
        listed = [
            Present(
                seat.guest.name, seat.guest.role, seat.guest.person, seat.asked,
                came=bool(self[f"came_{number}"].data),
                agrees={"yes": True, "no": False}.get(self[f"says_{number}"].data or ""),
                words=self[f"words_{number}"].data or "",
            )
            for number, seat in enumerate(self.seats)
        ]  # fmt: skip
        return [*listed, *(Present(one.name, one.role) for one in named_in(self.others))]

    def meeting(self, referral_to: str = "") -> Meeting:
        """The record as typed. `referral_to`: a service that an older record names in words."""
        return Meeting(
            self.on.data, "", self.impact.data, self.next_step.data, self.note.data,
            referral_to=referral_to, people=self.people(),
        )  # fmt: skip


def record_form(seats: Sequence[Seat], own: Mapping[str, str], **values: Any) -> RecordForm:
    """The form with three fields for each seat. `own`: the authority's words for a next step, "" where it is not offered."""
    fields: dict[str, Any] = {"seats": seats}
    for number, seat in enumerate(seats):
        opinion = seat.opinion
        fields[f"came_{number}"] = tick(seat.guest.name)
        fields[f"says_{number}"] = choice(_l("The next step"), SAYS, Optional())
        fields[f"words_{number}"] = text(_l("In their words"), longest=1000)
        values[f"came_{number}"] = seat.came
        values[f"says_{number}"] = "" if opinion is None else "yes" if opinion.agrees else "no"
        values[f"words_{number}"] = opinion.words if opinion else ""
    form: RecordForm = type("ThisRecordForm", (RecordForm,), fields)(**values)
    form.next_step.choices = [(step, own.get(step, said)) for step, said in NEXT_STEPS if own.get(step, said)]
    return form
