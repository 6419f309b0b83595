"""The four broad areas of need of the SEND Code of Practice 2015 (6.28 to 6.35), as every form and list names them."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

AREAS: dict[str, LazyString] = {
    "CI": _l("Communication and interaction"),
    "CL": _l("Cognition and learning"),
    "SEMH": _l("Social, emotional and mental health"),
    "SP": _l("Sensory and/or physical"),
}

# As entries keep them: in English, whatever the writer reads in.
IN_ENGLISH = {
    "CI": "communication and interaction",
    "CL": "cognition and learning",
    "SEMH": "social, emotional and mental health",
    "SP": "sensory and/or physical",
}


def area_choices(nothing: object = None) -> list[tuple[str, object]]:
    """The areas for a choice, led by `nothing` said (its words; "Not said" without)."""
    return [("", nothing or _l("Not said")), *AREAS.items()]
