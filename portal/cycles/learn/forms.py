"""Forms of Learn."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional

from portal.web.forms import Form, choice, required, words

LEARNING_KINDS = (
    ("helps", _l("Helps")),
    ("hinders", _l("Does not help")),
    ("only_when", _l("Helps only when …")),
    ("about", _l("About how they like to learn")),
)


class LearningForm(Form):
    """Something learnt about the child."""

    kind = choice(_l("What kind of learning is it?"), LEARNING_KINDS, required(_l("Select the kind of learning")))
    text = words(
        _l("What did we learn?"),
        required(_l("Enter what was learnt")),
        hint=_l("For example “Picture first, words second” or “The sand timer makes him anxious”."),
        rows=2,
        longest=1000,
    )
    ordinary_teaching = words(
        _l("What will all ordinary teaching do with it?"),
        required(_l("Enter what ordinary teaching does, or why it does nothing with it")),
        hint=_l("Or say why it stays out of ordinary teaching. It goes to the next cycle by itself."),
        rows=2,
    )


class SummaryForm(Form):
    """What ordinary teaching takes on; and why there is nothing of a kind."""

    ordinary_teaching = words(
        _l("What does ordinary teaching take on from this cycle?"),
        required(_l("Enter what ordinary teaching takes on, or why nothing")),
        hint=_l("Every adult who teaches the child reads this."),
    )
    nothing_helps_why = words(_l("If nothing helped: why?"), Optional(), rows=2)
    nothing_hinders_why = words(_l("If there is nothing that does not help: why?"), Optional(), rows=2)
