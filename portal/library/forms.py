"""Forms of the library: one item, and what an hour costs."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional

from portal.library.actions import Entered
from portal.library.fields import pounds_input
from portal.library.words import KINDS, RUNNERS
from portal.pupils.areas import area_choices
from portal.web.forms import Form, choice, number, required, select, text, words


class ItemForm(Form):
    """A strategy or intervention of the library."""

    name = text(_l("Name"), required(_l("Enter a name")), hint=_l("For example “Colourful Semantics”."), longest=80)
    kind = choice(_l("What kind of help is it?"), KINDS, required(_l("Select the kind of help")))
    layer = select(_l("Layer"), ())
    area = select(_l("Area of need"), area_choices(_l("Every area")), Optional())
    purpose = text(_l("What is it for?"), hint=_l("For example “saying who does what in a sentence”."), longest=200)
    detail = words(_l("What does the adult do?"), Optional(), rows=3, longest=2000)
    family = text(
        _l("The same help under other names"),
        hint=_l("One word or two for all of them, like “precision teaching”. What was tried before is found by it."),
        longest=60,
    )
    run_by = select(_l("Who usually runs it?"), [("", _l("Not said")), *RUNNERS.items()], Optional())
    minutes = number(_l("Minutes each time"), 1, 600, Optional())
    times_a_week = number(_l("Times a week"), 1, 40, Optional())
    weeks = number(_l("For how many weeks?"), 1, 60, Optional())
    group_size = number(_l("How many children in the group?"), 1, 40, Optional())
    training = text(_l("Training that the adult needs first"), longest=200)
    resources = words(_l("What you need for it"), Optional(), rows=2, longest=1000)
    materials_pence = pounds_input(_l("Materials for each child, in pounds"))

    def entered(self) -> Entered:
        """The item as typed."""
        numbers = ("minutes", "times_a_week", "weeks", "group_size", "materials_pence")
        values: dict[str, Any] = {
            name: self[name].data if name in numbers else self[name].data or "" for name in Entered._fields
        }
        return Entered(**values)


def rates_form(values: dict[str, int | None]) -> Form:
    """One amount for each role, filled with what stands here."""
    fields: dict[str, Any] = {runner: pounds_input(name) for runner, name in RUNNERS.items()}
    made: Form = type("RatesForm", (Form,), fields)(data=values)
    return made
