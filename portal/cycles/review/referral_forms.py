"""Forms of referrals: which services, and each step with what it needs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional

from portal.cycles.forms import AUDIENCES
from portal.cycles.review.referral_actions import Step
from portal.web.forms import Form, choice, day_input, required, several, text, words

_HOWS = (
    ("talked", _l("in person")),
    ("phone", _l("by telephone")),
    ("written", _l("in writing")),
    ("form", _l("signed the service’s form")),
)

# What each step says with it: the label of the words, a hint.
_WORDS = {
    "accepted": (_l("Anything to remember?"), _l("A reference number, who to ring.")),
    "waiting": (_l("When do they expect to see the child?"), _l("In their words, like “about 14 weeks”.")),
    "declined": (_l("Why did they decline?"), _l("The family reads this.")),
    "seen": (_l("Anything to remember?"), ""),
    "advice": (_l("What do they advise?"), _l("It goes into Assess of the open cycle, as advice from outside.")),
    "used": (_l("Where does the plan use it?"), _l("For example “target 2, and the seat near the board”.")),
    "not_used": (_l("Why is nothing of it used?"), _l("For example “no advice came”, or “tried in cycle 4”.")),
    "withdrawn": (_l("Why is it withdrawn?"), _l("The family reads this.")),
}
_WHO = {
    "consent": _l("Who agreed?"),
    "advice": _l("Who advises?"),
}


class ReferForm(Form):
    """One service or several, for one reason."""

    services = several(_l("Which services?"), (), Optional())
    other = text(_l("Another service"), longest=120)
    why = words(
        _l("Why, and what do you hope to learn?"),
        required(_l("Enter why, and what you hope to learn")),
        hint=_l("The family reads this, and it goes with the referral."),
        rows=3,
        longest=2000,
    )

    def wanted(self) -> list[str]:
        """The services as chosen and typed."""
        return [*(self.services.data or []), *filter(None, [self.other.data])]


class StepForm(Form):
    """One step: its day, and what is said with it."""

    on = day_input(_l("On which day?"), required(_l("Enter the day")))
    who = text(_l("Who?"), longest=80)
    how = choice(_l("How did they agree?"), _HOWS, required(_l("Select how they agreed")))
    words = words(_l("What is to be said?"), Optional(), rows=4, longest=8000)
    audience = choice(_l("Who may read it?"), AUDIENCES, required(_l("Select who may read it")))

    def __init__(self, to: str, **more: Any) -> None:
        super().__init__(**more)
        self._to = to
        if to not in _WHO:
            del self.who
        else:
            self.who.label.text = _WHO[to]
        if to != "consent":
            del self.how
        if to != "advice":
            del self.audience
        if to not in _WORDS:
            del self.words
        else:
            self.words.label.text, self.words.description = _WORDS[to]

    def step(self) -> Step:
        """The step as typed."""
        return Step(
            self._to,
            self.on.data,
            who=self._typed("who"),
            how=str(dict(_HOWS).get(self._typed("how"), "")),
            words=self._typed("words"),
            audience=self._typed("audience") or "family",
        )

    def _typed(self, name: str) -> str:
        return (self[name].data or "") if name in self else ""


def service_choices(names: Sequence[str]) -> list[tuple[str, str]]:
    """The authority's services for a choice."""
    return [(name, name) for name in names]
