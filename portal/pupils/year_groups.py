"""NC year as the census writes it, from the many ways in which people write it; and as people read it."""

import re

from flask_babel import gettext as _

#: In the order of life. `E1`, `E2`: early years before nursery; `X`: not following NC years.
YEAR_GROUPS = ("E1", "E2", "N1", "N2", "R", *(str(year) for year in range(1, 15)), "X")
_WORDS = {
    "reception": "R", "rec": "R", "yr": "R", "yearr": "R", "0": "R", "y0": "R", "year0": "R", "foundation2": "R",
    "nursery": "N2", "nursery1": "N1", "nursery2": "N2", "n": "N2", "preschool": "N2", "foundation1": "N2",
    "toddlers": "E2", "toddler": "E2", "babies": "E1", "baby": "E1",
}  # fmt: skip


def year_group(written: str) -> str:
    """One of `YEAR_GROUPS`: `Year 4`, `Y04` and `4` are `4`; empty when not understood."""
    folded = re.sub(r"[^a-z0-9]", "", written.casefold())
    if folded.upper() in YEAR_GROUPS:
        return folded.upper()
    if folded in _WORDS:
        return _WORDS[folded]
    found = re.fullmatch(r"(?:ncyear|year|yr|y|nc)?0*(\d{1,2})", folded, re.ASCII)
    return found[1] if found and found[1] in YEAR_GROUPS else ""


def following(group: str) -> str:
    """The year group of the next September; `14` and `X` stay as they are, unknown stays empty."""
    if group not in YEAR_GROUPS or group in ("14", "X"):
        return group
    return YEAR_GROUPS[YEAR_GROUPS.index(group) + 1]


def year_words(year: str | None) -> str:
    """A census year group in words."""
    if not year:
        return ""
    names = {"R": _("Reception"), "N1": _("Nursery, 2 to 3"), "N2": _("Nursery, 3 to 4"), "X": _("No year group")}
    names |= {"E1": _("Early years, under 1"), "E2": _("Early years, 1 to 2")}
    return names.get(year) or _("Year %(year)s", year=year)
