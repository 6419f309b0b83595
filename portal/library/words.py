"""What the kinds of help and the people who run it are called."""

from flask_babel import LazyString
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
