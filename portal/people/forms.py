"""Forms for giving and ending roles, and inviting the people around a child."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional

from portal.web import forms
from portal.web.forms import Form

_NAME = _l("Enter the name")
_EMAIL = _l("Enter the e-mail address")
_LINK_HINT = _l("They use it to sign in.")

RELATIONSHIPS = (
    ("mother", _l("Mother")),
    ("father", _l("Father")),
    ("carer", _l("Other parent or carer")),
    ("foster carer", _l("Foster carer")),
    ("social worker", _l("Social worker of a child in care")),
    ("self", _l("The young person themselves")),
)


class MemberForm(Form):
    """A new role for somebody."""

    name = forms.text(_l("Name"), forms.required(_NAME))
    email = forms.text(_l("E-mail address"), forms.required(_EMAIL), hint=_LINK_HINT)
    role = forms.choice(_l("Role"), (), forms.required(_l("Choose a role")))
    job_title = forms.text(_l("Job title (if it helps others)"), Optional(), hint=_l("Like “Year 2 teacher”"))
    starts_on = forms.day_input(_l("First day"), forms.required(_l("Enter the first day")))


class EndForm(Form):
    """The last day of a role."""

    last_day = forms.day_input(
        _l("Last day"),
        forms.required(_l("Enter the last day")),
        hint=_l("They can sign in until the end of that day. Give yesterday to end it at once."),
    )


class RoomForm(Form):
    """A room or class for somebody."""

    room = forms.select(_l("Class or room"), (), forms.required(_l("Choose a class or room")))
    cover = forms.tick(_l("This is cover, until a day"))
    until = forms.day_input(_l("Last day (if it ends)"))


class GuardianForm(Form):
    """Somebody of a child's family."""

    name = forms.text(_l("Name"), forms.required(_NAME))
    email = forms.text(_l("E-mail address"), forms.required(_EMAIL), hint=_LINK_HINT)
    relationship = forms.choice(_l("Who they are to the child"), RELATIONSHIPS, forms.required(_l("Choose one")))
    responsibility = forms.tick(_l("They have parental responsibility"))


class EndGuardianForm(Form):
    """The end of somebody's sight of a child."""

    last_day = forms.day_input(
        _l("Last day on which they see the record"),
        forms.required(_l("Enter the last day")),
        hint=_l("Give yesterday to end it at once."),
    )
    reason = forms.words(
        _l("Why"),
        forms.required(_l("Say why, for whoever comes after you")),
        hint=_l("Only the SENCO, the safeguarding lead and the head can read this. The family cannot."),
    )


class ProfessionalForm(Form):
    """Somebody from outside who is asked about a child."""

    name = forms.text(_l("Name"), forms.required(_NAME))
    email = forms.text(_l("E-mail address"), forms.required(_EMAIL), hint=_LINK_HINT)
    profession = forms.text(
        _l("Profession"), forms.required(_l("Enter the profession")), hint=_l("Like “speech and language therapist”")
    )
    organisation = forms.text(_l("Where they work"), Optional())
    purpose = forms.text(
        _l("What you ask of them"), forms.required(_l("Say what you ask of them")), hint=_l("The family can read this.")
    )
    until = forms.day_input(
        _l("Until when they see the record"),
        forms.required(_l("Enter the last day")),
        hint=_l("At most a year from now."),
    )


class ButtonForm(Form):
    """A button alone."""
