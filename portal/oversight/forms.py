"""What an officer fills in before a name is shown."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms.validators import Length, ValidationError

from portal.web.forms import Form, day_input, required, select, text, words

_ENOUGH = Length(min=15, message=_l("Give the reason in a sentence: the family can read it"))


class ReasonForm(Form):
    """Why a child is opened by name."""

    purpose = words(
        _l("Why do you need to open this child’s record?"),
        required(_l("Give a reason")),
        _ENOUGH,
        hint=_l("The family can read this."),
        rows=3,
    )


class OpeningForm(Form):
    """A button: what waits for the authority's answer is the reason by itself."""


class FindForm(ReasonForm):
    """Whom, besides why: a UPN, or surname and date of birth."""

    upn = text(_l("UPN"), longest=13, hint=_l("13 characters. Leave empty if you do not know it."))
    surname = text(_l("Surname"))
    forename = text(_l("First name"), hint=_l("Only needed for twins."))
    born_on = day_input(_l("Date of birth"))

    def validate_surname(self, _field: object) -> None:
        """A UPN is enough; without one, surname and date of birth are both needed."""
        if not self.upn.data and not self.surname.data:
            raise ValidationError(_l("Enter a UPN, or a surname and date of birth"))

    def validate(self, extra_validators: object = None) -> bool:
        """As above, for the date: its own check is skipped while it is empty."""
        fine = bool(super().validate(extra_validators))
        if not self.upn.data and self.surname.data and not self.born_on.data and not self.born_on.errors:
            self.born_on.errors = [*self.born_on.errors, _l("Enter the date of birth")]
            return False
        return fine


class CaseloadForm(FindForm):
    """Whom an officer follows without asking each time."""

    officer = select(_l("Who follows this child?"), [], required(_l("Choose a person")))
