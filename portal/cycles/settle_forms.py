"""Forms that settle a plan: who answers for it, agreement, circulation."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional

from portal.web.forms import Form, day_input, required, select, several, words


class ArrangementsForm(Form):
    """Who answers for the plan, and when it is reviewed."""

    responsible = select(
        _l("Which teacher answers for the plan day to day?"), (), required(_l("Select the responsible teacher"))
    )
    review_on = day_input(_l("When is the review?"), required(_l("Enter the day of the review")))


class AgreementForm(Form):
    """The meeting at which the plan was agreed."""

    met_on = day_input(_l("When was the meeting?"), required(_l("Enter the day of the meeting")))
    meeting = words(
        _l("Who took part, and what did each say?"),
        required(_l("Enter who took part")),
        hint=_l("Name the child and the family. Say where they agreed and where they did not."),
        rows=5,
    )


class CirculationForm(Form):
    """Everyone who gets the plan before it begins."""

    people = several(_l("Staff and family with an account"), (), Optional())
    others = words(
        _l("Others"),
        Optional(),
        hint=_l("One on each line: name, then role, with a comma between. For example “Priya Nair, speech therapist”."),
        rows=3,
    )
