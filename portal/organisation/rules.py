"""The authority's rules: its clocks, words and thresholds, typed, with the defaults that the field uses.

A row of the table `rule` replaces a default. Sources: the SEND Code of Practice 2015 (review dates, termly review), the
authority's own pages on the cycle, the pupil information regulations (15 school days), IRMS (retention).
"""

from typing import Any, NamedTuple

from portal.organisation.models import Rule


class Rules(NamedTuple):
    """Every rule with its default. Days are school days unless the name says otherwise."""

    # The cycle
    review_weeks_from: int = 6
    review_weeks_to: int = 8
    # Provision is reviewed at least this many times in a school year: the term, which may be shortened only.
    reviews_a_year: int = 3
    # Calendar days before a review's date from which it counts as due.
    review_due_days: int = 14
    nothing_logged_days: int = 10
    # School days after which something late is shown to the head, and counted for the authority.
    escalate_days: int = 10
    # Claims and moves
    claim_days: int = 5
    # School days after the start by which a receiving setting decides what it keeps, adapts, pauses or stops.
    decide_days: int = 10
    record_transfer_days: int = 15
    # Calendar weeks: how long the old and the new setting may ask each other.
    question_weeks: int = 12
    first_check_weeks: int = 2
    second_check_weeks: int = 6
    # Access and records. Calendar days.
    named_access_days: int = 30
    # Terms after which a note that became nothing expires.
    notes_terms: int = 2
    # Counts from 1 up to one below this are not shown.
    small_number: int = 5
    # After the date of birth (25 + 6): IRMS toolkit for schools.
    retention_years: int = 31
    # Words
    layers: tuple[str, ...] = ("Universal", "Targeted", "Specialist")
    plan_name: str = "support plan"
    ordinary_provision: str = "ordinarily available provision"
    advice_service: str = ""
    # Who a child may be referred to; "another service" can be typed.
    services: tuple[str, ...] = (
        "Educational psychology", "Speech and language therapy", "Occupational therapy", "Physiotherapy",
        "Community paediatrics", "CAMHS", "Mental health support team", "Health visitor or school nurse",
        "Specialist teachers", "Early help", "Social care",
    )  # fmt: skip


DEFAULTS = Rules()

# Lowest and highest of each number. The authority may shorten the term (more reviews), never lengthen it: the Code (6.65)
# asks for three meetings a year. What the law sets (15 school days for the record) may be shortened only.
BOUNDS: dict[str, tuple[int, int]] = {
    "review_weeks_from": (2, 12),
    "review_weeks_to": (3, 14),
    "reviews_a_year": (3, 12),
    "review_due_days": (3, 28),
    "nothing_logged_days": (5, 20),
    "escalate_days": (1, 30),
    "claim_days": (1, 15),
    "decide_days": (5, 30),
    "record_transfer_days": (5, 15),
    "question_weeks": (4, 26),
    "first_check_weeks": (1, 4),
    "second_check_weeks": (4, 12),
    "named_access_days": (1, 30),
    "notes_terms": (1, 6),
    "small_number": (3, 11),
    "retention_years": (25, 100),
}


def rules() -> Rules:
    """The rules in force: defaults with the authority's own values in their place. One statement."""
    own = dict(Rule.select(Rule.name, Rule.setting_value).tuples())
    return DEFAULTS._replace(**{name: _typed(name, value) for name, value in own.items() if name in Rules._fields})


def _typed(name: str, value: Any) -> Any:
    return tuple(value) if isinstance(getattr(DEFAULTS, name), tuple) else value


def problems(wanted: Rules) -> dict[str, tuple[int, int]]:
    """The numbers out of bounds, with their bounds; the review window must not end before it begins."""
    wrong = {name: bounds for name, bounds in BOUNDS.items() if not bounds[0] <= getattr(wanted, name) <= bounds[1]}
    if wanted.review_weeks_to < wanted.review_weeks_from:
        wrong["review_weeks_to"] = (wanted.review_weeks_from, BOUNDS["review_weeks_to"][1])
    if wanted.second_check_weeks <= wanted.first_check_weeks:
        wrong["second_check_weeks"] = (wanted.first_check_weeks + 1, BOUNDS["second_check_weeks"][1])
    return wrong
