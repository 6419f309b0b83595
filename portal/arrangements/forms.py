"""The rules on one screen, and the two small forms of a calendar."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.organisation.rules import BOUNDS, DEFAULTS, Rules, problems
from portal.web.forms import Form, choice, day_input, number, required, text, words

_ENTER = _l("Enter a number")
LONGEST_LAYER = 30
LONGEST_SERVICE = 120


def _lines(typed: str) -> tuple[str, ...]:
    """What stands on each line, once."""
    return tuple(dict.fromkeys(line.strip() for line in typed.splitlines() if line.strip()))


def _count(label: Any, name: str, hint: Any = "") -> Any:
    low, high = BOUNDS[name]
    default = getattr(DEFAULTS, name)
    limits = _l("From %(low)s to %(high)s. Usual: %(default)s.", low=low, high=high, default=default)
    return number(label, low, high, required(_ENTER), hint=hint or limits)


class RulesForm(Form):
    """One field for each rule; `wanted()` gives them as Rules."""

    review_weeks_from = _count(_l("Earliest review, weeks after the plan starts"), "review_weeks_from")
    review_weeks_to = _count(_l("Latest proposed review, weeks after the plan starts"), "review_weeks_to")
    reviews_a_year = choice(
        _l("How often provision is reviewed with child and family, at least"),
        [("3", _l("Once a term")), ("6", _l("Twice a term"))],
        required(_l("Select how often")),
        hint=_l("The Code of Practice asks for a review each term. You may ask for more, not for fewer."),
    )
    review_due_days = _count(_l("A review counts as due so many days before its date"), "review_due_days")
    nothing_logged_days = _count(_l("Support counts as not logged after so many school days"), "nothing_logged_days")
    escalate_days = _count(
        _l("School days late after which the head sees it too, and you as a number"), "escalate_days"
    )
    claim_days = _count(_l("School days to answer “this child came to us”"), "claim_days")
    decide_days = _count(_l("School days for a new setting to decide what it keeps"), "decide_days")
    record_transfer_days = _count(
        _l("School days to pass on the record"), "record_transfer_days",
        _l("The law gives 15 school days. You may ask for less."),
    )  # fmt: skip
    question_weeks = _count(_l("Weeks in which old and new setting may ask each other"), "question_weeks")
    first_check_weeks = _count(_l("First settling check, weeks after the start"), "first_check_weeks")
    second_check_weeks = _count(_l("Second settling check, weeks after the start"), "second_check_weeks")
    named_access_days = _count(_l("Days for which an officer sees a named child after a reason"), "named_access_days")
    notes_terms = _count(_l("Terms after which a note that led to nothing expires"), "notes_terms")
    small_number = _count(_l("Counts below this number are not shown"), "small_number")
    retention_years = _count(_l("Years after the date of birth that a record is kept"), "retention_years")
    layers = words(
        _l("Layers of provision, one on each line"),
        required(_l("Enter the layers")),
        rows=4,
        longest=300,
        hint=_l("The first is what all children get."),
    )
    plan_name = text(_l("What you call the plan"), required(_l("Enter a name for the plan")), longest=60)
    ordinary_provision = text(
        _l("What you call ordinary teaching"), required(_l("Enter what you call ordinary teaching")), longest=60
    )
    advice_service = text(
        _l("Who is on the family’s side"), hint=_l("Name and telephone number of your advice service."), longest=120
    )

    services = words(
        _l("Services that a child may be referred to, one on each line"),
        required(_l("Enter the services")),
        rows=8,
        longest=2000,
        hint=_l("Settings choose from these; they can name another one."),
    )

    @classmethod
    def of(cls, standing: Rules) -> "RulesForm":
        """The form filled with the rules in force."""
        shown = standing._asdict() | {
            "layers": "\n".join(standing.layers),
            "services": "\n".join(standing.services),
            "reviews_a_year": str(standing.reviews_a_year),
        }
        return cls(data=shown)

    def wanted(self) -> Rules:
        """The rules as typed."""
        typed = {name: self[name].data for name in Rules._fields}
        lists = {name: _lines(typed[name]) for name in ("layers", "services")}
        return Rules(**typed | lists | {"reviews_a_year": int(typed["reviews_a_year"])})

    def validate(self, extra_validators: Any = None) -> bool:
        """Also what the rules say of each other."""
        if not super().validate(extra_validators):
            return False
        if any(len(layer) > LONGEST_LAYER for layer in self.wanted().layers):
            too_long = _("Use %(longest)s characters or fewer for each layer", longest=LONGEST_LAYER)
            self.layers.errors = [*self.layers.errors, too_long]
            return False
        if any(len(service) > LONGEST_SERVICE for service in self.wanted().services):
            too_long = _("Use %(longest)s characters or fewer for each service", longest=LONGEST_SERVICE)
            self.services.errors = [*self.services.errors, too_long]
            return False
        wrong = problems(self.wanted())
        for name, (low, high) in wrong.items():
            sentence = _("Enter a number from %(low)s to %(high)s", low=low, high=high)
            self[name].errors = [*self[name].errors, sentence]
        return not wrong


class TermForm(Form):
    """A new term."""

    name = text(_l("Name of the term"), required(_l("Enter a name, such as Autumn")), longest=40)
    starts = day_input(_l("First day"), required(_l("Enter the first day of the term")))
    ends = day_input(_l("Last day"), required(_l("Enter the last day of the term")))


class ClosureForm(Form):
    """New days without children."""

    kind = choice(
        _l("What kind of days?"),
        [("inset", _l("INSET")), ("half_term", _l("Half term")), ("closed", _l("Closed"))],
        required(_l("Select what kind of days these are")),
    )
    first = day_input(_l("First day"), required(_l("Enter the first day")))
    last = day_input(_l("Last day"), required(_l("Enter the last day")))
