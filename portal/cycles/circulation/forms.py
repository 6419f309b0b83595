"""Forms by which a plan reaches everyone it concerns: sending it, receipts, and support that cannot wait."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField
from wtforms.validators import Optional, ValidationError

from portal.web.forms import Form, choice, required, several, text, words

OWN = (
    ("seen", _l("I have read it")),
    ("agreed", _l("I have read it and agree")),
    ("with_comment", _l("I agree, and want to say something")),
    ("commented", _l("I would change something")),
)
RECORDED = (
    ("seen", _l("Read")),
    ("agreed", _l("Read and agreed")),
    ("with_comment", _l("Agreed, with a comment")),
    ("commented", _l("Would change something")),
    ("paper", _l("Given on paper")),
    ("unreachable", _l("Could not be reached")),
    ("silent", _l("No answer, though asked again: go on without")),
)
# What a receipt is called in lists, and its tone; "" is no answer yet.
WORDS = {
    "": (_l("no answer yet"), "warn"),
    "seen": (_l("read"), "ok"),
    "agreed": (_l("agreed"), "ok"),
    "with_comment": (_l("agreed, with a comment"), "ok"),
    "commented": (_l("would change something"), "warn"),
    "paper": (_l("on paper"), "ok"),
    "unreachable": (_l("not reached"), "bad"),
    "silent": (_l("silent"), "quiet"),
}


class CirculationForm(Form):
    """Everyone who gets the plan."""

    people = several(_l("Staff and family with an account"), (), Optional())
    others = words(
        _l("Others, on paper"),
        Optional(),
        hint=_l("One on each line: name, then role, with a comma between. For example “Priya Nair, speech therapist”."),
        rows=3,
    )


class ReceiptForm(Form):
    """How somebody's copy of the plan was received, recorded for them."""

    receipt = choice(_l("How was it received?"), RECORDED, required(_l("Select how it was received")))
    comment = words(_l("What did they say?"), hint=_l("In their own words."), rows=2)
    handed_by = text(_l("If on paper: who handed it over?"), hint=_l("Name and role."), longest=120)
    tries = words(_l("If not reached: what did you try, and when?"), hint=_l("Calls, letters, at the gate."), rows=2)

    def validate_handed_by(self, field: StringField) -> None:
        """A paper copy has somebody who gave it."""
        if self.receipt.data == "paper" and not field.data:
            raise ValidationError(_l("Enter who handed over the paper copy"))

    def validate_tries(self, field: TextAreaField) -> None:
        """ "Not reached" says what was tried."""
        if self.receipt.data == "unreachable" and not field.data:
            raise ValidationError(_l("Enter what you tried, and when"))

    def validate_comment(self, field: TextAreaField) -> None:
        """A comment has its words."""
        if self.receipt.data in ("with_comment", "commented") and not field.data:
            raise ValidationError(_l("Enter what they said"))


class OwnReceiptForm(Form):
    """One's own answer to a plan."""

    receipt = choice(_l("Your answer"), OWN, required(_l("Select your answer")))
    comment = words(_l("What do you want to say?"), rows=3)

    def validate_comment(self, field: TextAreaField) -> None:
        """Something to say has its words."""
        if self.receipt.data in ("with_comment", "commented") and not field.data:
            raise ValidationError(_l("Write what you want to say"))


class AskAgainForm(Form):
    """Ask those who have not answered once more."""


class UrgentForm(Form):
    """Why help cannot wait for the plan."""

    reason = words(
        _l("Why can it not wait?"),
        required(_l("Enter why it cannot wait")),
        hint=_l("The family is told at once, and reads this."),
        rows=3,
    )
