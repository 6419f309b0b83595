"""Forms of differences: which accounts, what lies behind them, how it ended."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms.validators import ValidationError

from portal.cycles.assess.difference_actions import FEWEST, Reading
from portal.cycles.assess.models import Contribution
from portal.web.forms import Form, SearchForm, choice, required, select, several, text, words

EXPLAINS = "explains_"
"""How the field of one account is named: with the id of its contribution."""


def _enough(_form: Any, field: Any) -> None:
    if len(field.data or []) < FEWEST:
        raise ValidationError(_l("Choose two or more accounts"))


class AccountsForm(SearchForm):
    """The accounts to put side by side; sent by GET, so that the next page has an address."""

    account = several(_l("Which accounts differ?"), [], _enough)


class DifferenceForm(Form):
    """What the SENCO makes of the accounts; a field for each account is added to it."""

    about = text(
        _l("What do they see differently?"),
        required(_l("Enter what is seen differently")),
        hint=_l("A few words, for example “how much he says”."),
        longest=120,
    )
    hypothesis = words(
        _l("What do you think lies behind it?"),
        required(_l("Enter your working hypothesis")),
        hint=_l("A working guess, kindly put: the family can read it. Both can be right, each in its place."),
        rows=4,
    )
    test = words(
        _l("What would show whether that is so?"),
        required(_l("Enter what would test it")),
        hint=_l("Who looks at what, where and when? For example “the same snack game at home and in the room”."),
        rows=3,
    )

    def reading(self) -> Reading:
        """The reading as typed."""
        return Reading(self.about.data, self.hypothesis.data, self.test.data)

    def explained(self, contribution: int) -> str:
        """What was typed about one account."""
        return str(self[f"{EXPLAINS}{contribution}"].data or "")


def about_accounts(said: list[tuple[Contribution, str, str]]) -> type[DifferenceForm]:
    """The form with one field for each account: its row, who gave it, and what was written about it before."""
    fields = {
        f"{EXPLAINS}{row.id}": words(
            _l("%(who)s: what may explain this view?", who=who),
            hint=_l("The place, the people, the time of day, the way of asking …"),
            rows=3,
            default=before,
        )
        for row, who, before in said
    }
    return type("AccountsDifferenceForm", (DifferenceForm,), fields)


class EndForm(Form):
    """How a difference ended."""

    state = choice(
        _l("What happens with it?"),
        (
            ("resolved", _l("It is resolved: we know now what lies behind it")),
            ("carried", _l("The plan tries it out")),
        ),
        required(_l("Select what happens with it")),
    )
    found = words(
        _l("What was found, or how does the plan try it out?"),
        hint=_l("You can leave this empty if you choose a target or help below."),
        rows=3,
    )
    target = select(_l("Target that tries it out"), [])
    provision = select(_l("Help that tries it out"), [])
