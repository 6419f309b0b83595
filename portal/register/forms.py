"""Forms of the register."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from wtforms.validators import Optional

from portal import clock
from portal.pupils.census_codes import NEED_LABELS
from portal.pupils.year_groups import YEAR_GROUPS, year_words
from portal.register.actions import MOST_NEEDS, Informed
from portal.web.forms import Form, choice, day_input, required, select, text, tick, words

HOWS = [
    ("meeting", _l("In a meeting")),
    ("phone", _l("By telephone")),
    ("letter", _l("By letter")),
    ("email", _l("By e-mail")),
    ("home_visit", _l("At home")),
]
PROVISIONS = [("K", _l("SEN support (K)")), ("E", _l("EHC plan (E)"))]
REASONS = [
    ("ordinary_provision", _l("Ordinary provision now meets the need")),
    ("moved", _l("The child moved away")),
    ("parents_request", _l("The parents asked for it")),
    ("data_error", _l("It was a mistake in the data")),
]
NONE = [("", _l("None"))]
NEEDS = [*NONE, *((code, f"{label} ({code})") for code, label in NEED_LABELS.items())]
YEARS = [("", _l("The usual one for the age")), *((year, LazyString(year_words, year)) for year in YEAR_GROUPS)]


class NeedsFields:
    """Four types of need, the first one first."""

    need_1 = select(_l("First need"), NEEDS, Optional())
    need_2 = select(_l("Second need"), NEEDS, Optional())
    need_3 = select(_l("Third need"), NEEDS, Optional())
    need_4 = select(_l("Fourth need"), NEEDS, Optional())

    def needs(self) -> tuple[str, ...]:
        """The codes in their rank, gaps closed."""
        fields = (getattr(self, f"need_{place}").data for place in range(1, MOST_NEEDS + 1))
        return tuple(code for code in fields if code)


class InformedFields:
    """When, by whom and how the family was informed."""

    informed_on = day_input(_l("When was the family informed?"))
    informed_by = text(_l("Who informed them?"), Optional(), longest=120)
    informed_how = choice(_l("How?"), HOWS)

    def informed(self) -> Informed:
        """The three answers; see `complete`."""
        typed: Any = self
        return Informed(typed.informed_on.data, typed.informed_by.data, typed.informed_how.data)

    def complete(self) -> bool:
        """Whether all three are answered and the day is not to come; puts errors beside the others."""
        typed: Any = self
        asked = (
            (typed.informed_on, _("Enter the date on which the family was informed")),
            (typed.informed_by, _("Enter who informed the family")),
            (typed.informed_how, _("Select how the family was informed")),
        )
        whole = True
        for field, sentence in asked:
            if not field.data and not field.errors:
                field.errors = [sentence]
            whole = whole and not field.errors
        if typed.informed_on.data and typed.informed_on.data > clock.today():
            typed.informed_on.errors = [_("The date must be today or earlier")]
            whole = False
        return whole


class InformedForm(InformedFields, Form):
    """The family was informed."""

    def validate(self, extra_validators: Any = None) -> bool:
        """All three are asked for."""
        sound = super().validate(extra_validators)
        return self.complete() and sound


class Answered(InformedFields):
    """Asked at the moment of adding: was the family informed?"""

    was_informed = choice(
        _l("Has the family been told that you see a special educational need?"),
        [("yes", _l("Yes")), ("no", _l("Not yet"))],
        required(_l("Select whether the family has been told")),
        hint=_l("They must be. “Not yet” stays visible on the register until it is done."),
    )

    def told(self) -> Informed | None:
        """What to record, or None for "not yet"."""
        typed: Any = self
        return self.informed() if typed.was_informed.data == "yes" else None

    def told_complete(self) -> bool:
        """Whether "yes" comes with date, person and way."""
        typed: Any = self
        return typed.was_informed.data != "yes" or self.complete()


class AddForm(Answered, NeedsFields, Form):
    """A child by hand."""

    forename = text(_l("First name"), required(_l("Enter the first name")), longest=100)
    surname = text(_l("Last name"), required(_l("Enter the last name")), longest=100)
    preferred_forename = text(_l("Name they go by, if another"), Optional(), longest=100)
    born_on = day_input(_l("Date of birth"), required(_l("Enter the date of birth")))
    sex = choice(_l("Sex, as in the census"), [("", _l("Not given")), ("F", _l("Female")), ("M", _l("Male"))])
    upn = text(
        _l("UPN, if they have one"),
        Optional(),
        hint=_l("13 characters. Most children under school age have none."),
        longest=20,
    )
    room = select(_l("Room or class"), NONE, Optional())
    year_group = select(_l("Year group"), YEARS, Optional())
    starts_on = day_input(_l("First day at your setting"), required(_l("Enter the first day at your setting")))
    code = choice(_l("Provision"), PROVISIONS, required(_l("Select the provision")))
    since = day_input(_l("On the register from"), required(_l("Enter the date from which they are on the register")))
    lead = select(_l("Who leads for this child"), NONE, Optional())

    def validate(self, extra_validators: Any = None) -> bool:
        """Also the family's part."""
        sound = super().validate(extra_validators)
        return self.told_complete() and sound


class PlaceForm(Form):
    """A child who is here and not on the register."""

    forename = text(_l("First name"), required(_l("Enter the first name")), longest=100)
    surname = text(_l("Last name"), required(_l("Enter the last name")), longest=100)
    born_on = day_input(_l("Date of birth"), required(_l("Enter the date of birth")))
    room = select(_l("Room or class"), NONE, Optional())
    starts_on = day_input(_l("First day at your setting"), required(_l("Enter the first day at your setting")))


class NeedsForm(NeedsFields, Form):
    """Needs in their rank."""

    why = words(_l("What changed, and why"), Optional(), rows=3)


class ProvisionForm(Form):
    """K becomes E."""

    since = day_input(_l("From which date?"), required(_l("Enter the date")))
    note = words(
        _l("What were you told, and by whom?"),
        required(_l("Enter what you were told and by whom")),
        rows=3,
        hint=_l("For example: final plan of 3 March 2026, letter from the SEND officer."),
        longest=255,
    )


class EndPlanForm(Form):
    """The authority ends an EHC plan."""

    since = day_input(_l("From which date does the plan end?"), required(_l("Enter the date")))
    note = words(_l("Why does it end?"), required(_l("Enter why the plan ends")), rows=3, longest=255)
    sure = tick(
        _l("The family has had notice and its right to appeal"),
        required(_l("A plan ends only after notice and the right to appeal")),
    )


class LeaveForm(Form):
    """Off the register."""

    on = day_input(_l("Last day on the register"), required(_l("Enter the last day on the register")))
    reason = choice(
        _l("Why do they leave the register?"), REASONS, required(_l("Select why the child leaves the register"))
    )
    watch_for = words(
        _l("What to watch for"),
        Optional(),
        hint=_l("What would show that the need is back. The family reads this."),
    )


class PutOnForm(Answered, Form):
    """On the register again, or for the first time."""

    code = choice(_l("Provision"), PROVISIONS, required(_l("Select the provision")))
    since = day_input(_l("On the register from"), required(_l("Enter the date")))
    lead = select(_l("Who leads for this child"), NONE, Optional())

    def validate(self, extra_validators: Any = None) -> bool:
        """Also the family's part."""
        sound = super().validate(extra_validators)
        return self.told_complete() and sound


class CodeForm(Form):
    """One button: a code for the family."""
