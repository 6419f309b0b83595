"""Forms about entries."""

from flask_babel import lazy_gettext as _l

from portal.timeline.audiences import FAMILY, PROFESSIONALS, SETTING
from portal.web.forms import Form, choice, day_input, required, text, words


class NoteForm(Form):
    """Something seen or thought, in a few sentences."""

    title = text(_l("What is it about?"), required(_l("Enter what the note is about")), longest=120)
    body = words(_l("What did you see or think?"), required(_l("Enter what you saw or thought")))
    on = day_input(_l("When was it?"), required(_l("Enter the day, such as 23 11 2026")))
    audience = choice(
        _l("Who can see it?"),
        [
            (FAMILY, _l("The family and staff")),
            (SETTING, _l("Staff here only: a working note that does not travel")),
            (PROFESSIONALS, _l("Professionals only, until a day you set")),
        ],
        required(_l("Select who can see it")),
        default=FAMILY,
    )
    look_again_on = day_input(
        _l("Look again on"), hint=_l("Only if professionals alone can see it: the day to ask whether the family can.")
    )


class CorrectionForm(Form):
    """The words as they should be; the first ones stay."""

    body = words(_l("The words as they should be"), required(_l("Enter the words as they should be")))


class ReleaseForm(Form):
    """Only a button."""


class AudienceForm(Form):
    """Who sees an entry from now on."""

    audience = choice(
        _l("Who can see it from now on?"),
        [
            (FAMILY, _l("The family and staff")),
            (PROFESSIONALS, _l("Professionals only")),
            (SETTING, _l("Staff here only")),
            ("restricted", _l("Only SENCO, safeguarding lead and head")),
        ],
        required(_l("Select who can see it")),
    )
    reason = words(_l("Why?"), hint=_l("Needed when fewer people can see it. The family does not see this."), rows=2)


class RedactionForm(Form):
    """Which request or decision asks for the removal."""

    reason = words(
        _l("Which request or decision does this follow?"),
        required(_l("Enter the request or decision that this follows")),
        hint=_l("Do not repeat the words that are to be removed."),
        rows=3,
    )
