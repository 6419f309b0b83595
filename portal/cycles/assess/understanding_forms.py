"""Forms of our understanding of need: a version of it, and one that confirms the last."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField
from wtforms.validators import Optional

from portal.cycles.assess.understanding_words import AREA_NAMES
from portal.web.forms import Form, required, select, several, words

_RESTS_ON = _l("What does it rest on?")
_TICK = _l("Tick the views and evidence of this cycle that show it.")


class UnderstandingForm(Form):
    """A version of our understanding of need in one area. `after`: the number of the version it began from."""

    after = HiddenField()
    area = select(_l("Area of need"), [(code, name) for code, name in AREA_NAMES.items() if code])
    statement = words(
        _l("What do we understand of the need now?"),
        required(_l("Enter your understanding of the need")),
        hint=_l("Plain words that the family would agree with: strengths first, then what is hard and when."),
        rows=6,
    )
    barriers = words(
        _l("Barriers to learning"), required(_l("Enter at least one barrier to learning")), hint=_l("One on each line.")
    )
    changed = words(_l("What changed since the last version?"), Optional(), rows=2)
    why = words(_l("Why did it change?"), Optional(), hint=_l("What did you see, hear or measure?"), rows=2)
    rests_on = several(_RESTS_ON, [], Optional(), hint=_TICK)


class ConfirmForm(Form):
    """The last version still holds."""

    after = HiddenField()
    because = words(
        _l("Still right, because …"),
        required(_l("Enter why it is still right")),
        hint=_l("What did you see, hear or measure in this cycle that shows it?"),
        rows=3,
    )
    also = several(_l("Is it still right here too, for the same reason?"), [], Optional())
    rests_on = several(_RESTS_ON, [], Optional(), hint=_TICK)
