"""Forms of a move. The continue gate's own form stands in continue_forms.py."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField

from portal import clock
from portal.transitions import sharing
from portal.web.forms import Form, choice, day_input, not_after, required, select, several, text, tick, words

YES_NO = (("yes", _l("Yes, pass it on")), ("no", _l("No, keep it here")))


class StepForm(Form):
    """A step that needs nothing but its button."""


class _MoveForm(Form):
    to_name = text(_l("Name of the new setting"), hint=_l("And the town or the authority, if you know it."))
    moves_on = day_input(
        _l("First day there"), required(_l("Enter the first day there")), hint=_l("For example 5 1 2027.")
    )

    def needs_name(self, to: int) -> None:
        """The name is asked for only when the setting was not found in the list."""
        if to:
            del self.to_name


class ProposeForm(_MoveForm):
    """The present setting proposes a move."""

    kind = select(_l("What kind of move is it?"), list(sharing.KINDS.items()))
    reads_from = day_input(
        _l("From when may the new setting read? (optional)"),
        hint=_l("Leave empty: as soon as you send the record. They read before the first day to be ready."),
    )
    withheld = tick(
        _l("Nobody else may learn where the child goes"),
        hint=_l("Only the new setting and the authority will see its name. Everyone else reads “a setting”."),
    )


class FamilyMoveForm(_MoveForm):
    """A parent says that they move."""

    withheld = tick(
        _l("Keep the new place secret"),
        hint=_l("Only the new place and the council will see its name."),
    )


class TellForm(Form):
    """The family was told, and shown what will be shared."""

    on = day_input(_l("When did you tell the family?"), required(_l("Enter the day")))
    how = text(
        _l("Who was told, by whom and how?"),
        required(_l("Enter who was told and how")),
        hint=_l("For example “Magda, by Hannah Coyle, at the gate; she has the list on paper”."),
    )


def sharing_form(*, as_told: bool) -> type[Form]:
    """Yes or no to each thing that waits for the family's answer; for staff also who told them."""
    fields: dict[str, Any] = {
        category.key: choice(category.name, YES_NO, hint=category.what) for category in sharing.AGREED
    }
    if as_told:
        fields["told_by"] = text(
            _l("Who told you, and how?"),
            required(_l("Enter who told you")),
            hint=_l("For example “Magda Wieczorek, mother, by phone”."),
        )
    return type("SharingForm", (Form,), fields)


def answers_in(form: Form) -> dict[str, bool]:
    """What was answered: category to yes or no; unanswered ones are left out."""
    return {
        field.name: field.data == "yes"
        for field in form
        if isinstance(field, RadioField) and field.data in ("yes", "no")
    }


class AcceptForm(Form):
    """The new setting takes the child on."""

    room = select(_l("Room or class"), [])
    key_person = select(_l("Key person, class teacher or form tutor"), [])
    readers = several(
        _l("Who reads what works before the first day?"),
        [],
        hint=_l("Everybody you choose is asked to say that they have read it."),
    )


class RoomForm(AcceptForm):
    """A small transition: a new room, class or key person."""

    readers = several(_l("Who should read what works?"), [], hint=_l("For example the new teacher and assistants."))
    note = words(_l("What helps with this change? (optional)"), rows=3)


class DayForm(Form):
    """The first day there, or the last day here."""

    on = day_input(_l("First day"), required(_l("Enter the day")))

    def validate_on(self, field: Any) -> None:
        """Not in the future."""
        not_after(clock.today(), _l("The day must be today or earlier"))(self, field)


class ReasonForm(Form):
    """Something ends, or starts again: why?"""

    reason = words(_l("Why?"), required(_l("Enter the reason")), hint=_l("The family reads this."), rows=4)


class MetForm(Form):
    """The new setting and the family have met."""

    on = day_input(_l("When did you meet?"), required(_l("Enter the day")))
    note = words(_l("Where, who was there, what was said? (optional)"), rows=3)


class CheckForm(Form):
    """How the child has settled."""

    note = words(
        _l("How has the child settled?"),
        required(_l("Enter how the child has settled")),
        hint=_l("What goes well? Which help from before got lost, and why? What do the child and the family say?"),
        rows=6,
    )


class WordsForm(Form):
    """A question to the setting before, or its answer."""

    words = words(_l("Your words"), required(_l("Enter your words")), rows=4)


class ReadersForm(Form):
    """More adults who should read."""

    readers = several(_l("Who else should read what works?"), [], required(_l("Select at least one person")))
