"""The form by which a plan is agreed."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from portal.web.forms import Form, day_input, required, words


class AgreementForm(Form):
    """The meeting at which the plan was agreed."""

    met_on = day_input(_l("When was the meeting?"), required(_l("Enter the day of the meeting")))
    meeting = words(
        _l("Who took part, and what did each say?"),
        required(_l("Enter who took part")),
        hint=_l("Name the child and the family. Say where they agreed and where they did not."),
        rows=5,
    )
