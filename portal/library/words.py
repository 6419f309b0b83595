"""What the kinds of help and the people who run it are called."""

from typing import Any

from flask_babel import LazyString, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

KINDS: tuple[tuple[str, LazyString], ...] = (
    ("strategy", _l("Ordinary strategy: what every adult does")),
    ("adjustment", _l("Adjustment")),
    ("equipment", _l("Equipment")),
    ("support", _l("Support by an adult")),
    ("intervention", _l("Intervention: extra sessions")),
)

# Whose hour is paid for. Roles of the portal, and people who have none here.
RUNNERS: dict[str, LazyString] = {
    "ta": _l("Teaching assistant or key person"),
    "teacher": _l("Teacher"),
    "senco": _l("SENCO"),
    "cover": _l("Cover"),
    "professional": _l("Therapist or specialist teacher"),
}

# Roles that cost what another role costs.
_LIKE = {"head": "senco", "dsl": "senco", "childminder": "ta"}


def runner_of(role: str) -> str:
    """Under which of RUNNERS a role's hour is paid; "" for a role that runs nothing."""
    found = _LIKE.get(role, role)
    return found if found in RUNNERS else ""


def dose(row: Any) -> str:
    """The usual dose of an item, or the dose of help: "15 minutes, 3 times a week, 8 weeks, group of 4"."""
    parts = (
        ngettext("%(num)s minute", "%(num)s minutes", row.minutes) if row.minutes else "",
        ngettext("once a week", "%(num)s times a week", row.times_a_week) if row.times_a_week else "",
        ngettext("%(num)s week", "%(num)s weeks", row.weeks) if row.weeks else "",
        _("alone") if row.group_size == 1 else _("group of %(size)s", size=row.group_size) if row.group_size else "",
    )
    return ", ".join(filter(None, parts))
