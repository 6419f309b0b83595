"""Forms of Notice, Check and Try."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional

from portal.noticing.actions import Noted
from portal.noticing.words import ASKED, SIGN_LABELS, SIGN_QUESTIONS, SIGNS
from portal.pupils.areas import area_choices
from portal.timeline.audiences import FAMILY, PROFESSIONALS, SETTING
from portal.web.forms import Form, choice, day_input, required, select, several, text, words

_OF_STAFF = [(SETTING, _l("Staff here")), (FAMILY, _l("The family and staff"))]
_OF_VISITORS = [(PROFESSIONALS, _l("Professionals only")), (FAMILY, _l("The family and professionals"))]
_ASSISTANTS = ("ta", "cover")
_OUTSIDE = ("professional", "area_senco")


class NoteForm(Form):
    """Three fields; the rest has its answers already."""

    words = words("", required(_l("Write a few words about what you saw, heard or tried")), rows=5, longest=4000)
    signs = several("", [])
    area = select(_l("Area of need, if you know"), area_choices(), Optional())
    seen_on = day_input(_l("When was it?"), required(_l("Enter the day, such as 23 11 2026")))
    next_step = text(_l("What comes next"), Optional(), hint=_l("For example: ask Magda at pick-up."))
    look_again_on = day_input(_l("Look again on"))
    audience = choice(_l("Who can see it?"), _OF_STAFF, required(_l("Select who can see it")))

    def __init__(self, kind: str, role: str, today: date, **more: Any) -> None:
        super().__init__(
            data={"seen_on": today, "audience": PROFESSIONALS if role in _OUTSIDE else SETTING, "area": "", **more}
        )
        self.kind, self.role = kind, role
        self.words.label.text = ASKED[kind]
        self.signs.label.text = SIGN_QUESTIONS[kind]
        self.signs.choices = [(code, SIGN_LABELS[code]) for code in SIGNS[kind]]
        if role in _OUTSIDE:
            self.audience.choices = list(_OF_VISITORS)
        if role in _ASSISTANTS:
            del self.audience

    def noted(self) -> Noted:
        """What was filled in."""
        return Noted(
            self.kind, self.words.data or "", self.seen_on.data,
            audience=SETTING if self.role in _ASSISTANTS else self.audience.data, area=self.area.data or "",
            signs=tuple(self.signs.data or ()), next_step=self.next_step.data or "",
            look_again_on=self.look_again_on.data,
        )  # fmt: skip

    def more_is_wrong(self) -> bool:
        """Whether a field among the folded ones has an error: they are then shown."""
        names = ("seen_on", "next_step", "look_again_on", "audience")
        return any(name in self and self[name].errors for name in names)


class WatchForm(Form):
    """Keep watching, with a reason."""

    why = words(_l("Why do you keep watching?"), required(_l("Enter why you keep watching")), rows=3)
    look_again_on = day_input(_l("Look again on"))


class EndForm(Form):
    """How a worry ended."""

    how = words(
        _l("How did it end?"), required(_l("Enter how it ended")), rows=3,
        hint=_l("For example: settled since the new seat; glasses now worn every day."),
    )  # fmt: skip


class UseForm(Form):
    """Worries to take into Assess, ticked."""

    notes = several(_l("Which notes?"), [], required(_l("Tick at least one note")))
