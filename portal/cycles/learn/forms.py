"""Forms of Learn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional

from portal.cycles.learn.actions import Learnt
from portal.web.forms import Form, choice, required, tick, words

LEARNING_KINDS = (
    ("helps", _l("Helps")),
    ("hinders", _l("Does not help")),
    ("only_when", _l("Helps only when …")),
    ("about", _l("About how they like to learn")),
    ("says", _l("How they say things, and take them in")),
)
_ORDINARY = _l("What will all ordinary teaching do with it?")
_ORDINARY_HINT = _l("Or say why it stays out of ordinary teaching. It goes to the next cycle by itself.")
_STRATEGY = _l("Every adult does this from today: make it an ordinary strategy")
_HOME = _l("What can the family take from it at home?")
_HOME_HINT = _l("In plain words. The family reads it on their page.")


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
        _ORDINARY,
        required(_l("Enter what ordinary teaching does, or why it does nothing with it")),
        hint=_ORDINARY_HINT,
        rows=2,
    )
    strategy = tick(_STRATEGY)
    home = words(_HOME, Optional(), hint=_HOME_HINT, rows=2)


class Draft:
    """One learning that waits to be written: its kind, the words it begins with, and what it is made of."""

    def __init__(self, kind: str, text: str, reflections: Sequence[int]) -> None:
        self.kind, self.text, self.reflections = kind, text, tuple(dict.fromkeys(reflections))


class SeveralForm(Form):
    """Several learnings on one page: the fields of `LearningForm` once for each draft, numbered."""

    count = 0

    def learnt(self, drafts: Sequence[Draft]) -> list[Learnt]:
        """What the action takes."""
        return [
            Learnt(
                self[f"kind_{place}"].data,
                self[f"text_{place}"].data,
                self[f"ordinary_{place}"].data,
                self[f"home_{place}"].data or "",
                self[f"strategy_{place}"].data,
                draft.reflections,
            )
            for place, draft in enumerate(drafts)
        ]


def several_form(drafts: Sequence[Draft]) -> SeveralForm:
    """A form with the fields of each draft, filled with what is known."""
    fields: dict[str, Any] = {"count": len(drafts)}
    standing: dict[str, Any] = {}
    for place, draft in enumerate(drafts):
        which = place + 1
        fields[f"kind_{place}"] = choice(
            _("What kind of learning is it?"),
            LEARNING_KINDS,
            required(_("Select the kind of learning %(num)s", num=which)),
        )
        fields[f"text_{place}"] = words(
            _("What did we learn?"),
            required(_("Enter what was learnt, learning %(num)s", num=which)),
            rows=2,
            longest=1000,
        )
        fields[f"ordinary_{place}"] = words(
            _ORDINARY,
            required(_("Enter what ordinary teaching does with learning %(num)s, or why nothing", num=which)),
            hint=_ORDINARY_HINT,
            rows=2,
        )
        fields[f"strategy_{place}"] = tick(_STRATEGY)
        fields[f"home_{place}"] = words(_HOME, Optional(), hint=_HOME_HINT, rows=2)
        standing |= {f"kind_{place}": draft.kind, f"text_{place}": draft.text}
    made = type("SeveralForm", (SeveralForm,), fields)
    form: SeveralForm = made(**standing)
    return form


class SummaryForm(Form):
    """What ordinary teaching takes on; and why there is nothing of a kind."""

    ordinary_teaching = words(
        _l("What does ordinary teaching take on from this cycle?"),
        required(_l("Enter what ordinary teaching takes on, or why nothing")),
        hint=_l("Every adult who teaches the child reads this."),
    )
    nothing_helps_why = words(_l("If nothing helped: why?"), Optional(), rows=2)
    nothing_hinders_why = words(_l("If there is nothing that does not help: why?"), Optional(), rows=2)
