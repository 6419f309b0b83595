"""Forms of the aims of a plan: outcomes and targets."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional

from portal.cycles.smart import Smart
from portal.web.forms import Form, choice, day_input, required, select, text, words

VERBS = (("improve", _l("Improve")), ("develop", _l("Develop")), ("achieve", _l("Achieve")))
AREAS = (
    ("", _l("Not said")),
    ("CI", _l("Communication and interaction")),
    ("CL", _l("Cognition and learning")),
    ("SEMH", _l("Social, emotional and mental health")),
    ("SP", _l("Sensory and/or physical")),
)


class OutcomeForm(Form):
    """What the plan is for."""

    verb = choice(_l("The child will"), VERBS, required(_l("Select improve, develop or achieve")))
    text = words(
        _l("What, and what will it make possible?"),
        required(_l("Enter the outcome")),
        hint=_l("For example “be understood by the other children, so that play lasts”."),
        rows=3,
        longest=1000,
    )
    area = select(_l("Area of need"), AREAS, Optional())


class TargetForm(Form):
    """A SMART target in its parts, so that nothing vague hides in a sentence."""

    name = text(
        _l("Short name"), required(_l("Enter a short name")), hint=_l("For example “Asks for help”."), longest=80
    )
    does_what = words(
        _l("What will the child do?"),
        required(_l("Enter what the child will do")),
        hint=_l("Something you can see or count."),
        rows=2,
        longest=1000,
    )
    how_well = text(_l("How well or how often?"), hint=_l("For example “4 of 5 times over 5 sessions”."), longest=120)
    where = text(_l("Where?"), hint=_l("For example “at snack, with the key person”."), longest=120)
    by_when = day_input(_l("By when?"))
    baseline = text(_l("What can the child do now?"), hint=_l("For example “11 words in 1 minute”."), longest=120)
    measured_how = text(_l("How is it measured?"), hint=_l("For example “a tally kept at snack”."), longest=120)
    measured_when = text(_l("When is it measured?"), hint=_l("For example “every Friday”."), longest=120)
    measured_by = text(_l("Who measures it?"), longest=120)
    baseline_value = text(_l("Number now, if it is one"), longest=10)
    goal_value = text(_l("Number to reach"), longest=10)
    unit = text(_l("Of what?"), hint=_l("For example “words in 1 minute”."), longest=20)

    def smart(self) -> Smart:
        """The target as typed."""
        values: dict[str, Any] = {name: getattr(self, name).data or "" for name in Smart._fields}
        return Smart(**values | {"by_when": self.by_when.data})
