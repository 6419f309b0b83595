"""What passes at a move: what the law moves, and what the family agrees to item by item.

The educational record follows the child (SI 2005/1437 reg 9, within 15 school days; Code 5.47, 6.57 asks that it is
planned with the family): it is shown to them, they may correct it or object, and their silence never stops it.
Everything else passes only with a yes. What stays leaves no hint at the new setting.
"""

from __future__ import annotations

from typing import NamedTuple

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l


class Category(NamedTuple):
    """One thing that may pass. `key` is the category of entries (docs/house.md, "Writing")."""

    key: str
    name: LazyString
    what: LazyString


BY_LAW: tuple[Category, ...] = (
    Category(
        "record",
        _l("The school record"),
        _l(
            "That your child gets extra help, and for what. Plans, reviews, what was learnt, and the help that is given now."
        ),
    ),
)

AGREED: tuple[Category, ...] = (
    Category("family_views", _l("What the family said"), _l("Your own words: your story, your views and your hopes.")),
    Category("child_views", _l("What the child said"), _l("Your child’s own words, pictures and choices.")),
    Category(
        "professional_advice",
        _l("Reports by specialists"),
        _l("Advice by a speech therapist, a psychologist, a doctor or another service."),
    ),
    Category(
        "early_notes",
        _l("First notes"),
        _l("What staff noticed and tried before there was a plan."),
    ),
    Category("session_notes", _l("Notes of each session"), _l("What staff wrote down after each extra session.")),
)

NAMES: dict[str, LazyString] = {category.key: category.name for category in (*BY_LAW, *AGREED)}
ASKED: tuple[str, ...] = tuple(category.key for category in AGREED)
"""Categories that wait for a yes."""

# Kinds of move. "dual": registered at two settings at once; "room" stands in the placement alone.
KINDS: dict[str, LazyString] = {
    "home_to_nursery": _l("Home to nursery or childminder"),
    "nursery_to_nursery": _l("One nursery or childminder to another"),
    "nursery_to_reception": _l("Nursery to Reception"),
    "infant_to_junior": _l("Infant to junior school"),
    "year_6_to_7": _l("Year 6 to Year 7"),
    "to_post_16": _l("School to college or sixth form"),
    "mid_year": _l("To another school during the year"),
    "managed_move": _l("Managed move"),
    "to_ap": _l("To or from alternative provision or hospital school"),
    "care": _l("New home in care"),
    "dual": _l("At two settings at once"),
    "other": _l("Something else"),
}

EARLY = ("nursery", "childminder")
_LIKELY = {
    ("nursery", "primary"): "nursery_to_reception",
    ("primary", "secondary"): "year_6_to_7",
    ("secondary", "post16"): "to_post_16",
}


def likely_kind(before: str, after: str) -> str:
    """The kind of move that two phases suggest; a person can choose another."""
    if before in EARLY and after in EARLY:
        return "nursery_to_nursery"
    if "ap" in (before, after):
        return "to_ap"
    return _LIKELY.get(("nursery" if before in EARLY else before, after), "mid_year")
