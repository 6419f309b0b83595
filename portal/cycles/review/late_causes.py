"""Why a review is held late: the causes that the authority counts, and what has to be said. Pure."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.access.acting import Refused
from portal.cycles.models import Cycle

CAUSES: dict[str, LazyString] = {
    "child_away": _l("The child was away"),
    "family_away": _l("The family could not come"),
    "staff_away": _l("Staff were away"),
    "closed": _l("We were closed"),
    "advice": _l("We are waiting for advice"),
    "moved_here": _l("The child has only just come here"),
    "other": _l("Something else"),
}


class Late(NamedTuple):
    """Why a review is late: one of CAUSES, and words, which "other" cannot do without."""

    cause: str = ""
    note: str = ""


def is_late(cycle: Cycle, today: date) -> bool:
    """Whether the day of a review is over and the review was not held."""
    under_way = cycle.stage in ("do", "review") and not cycle.closed_on
    return bool(under_way and cycle.review_on and cycle.review_on < today and not cycle.reviewed_on)


def late_words(cycle: Cycle) -> str:
    """Why a review was late, as staff read it; "" where nobody said so."""
    if not cycle.late_cause:
        return ""
    return ". ".join(filter(None, (str(CAUSES.get(cycle.late_cause, "")), cycle.late_note)))


def checked(late: Late) -> Late:
    """The cause as given. Raises Refused where it is missing, or "something else" says nothing."""
    if late.cause not in CAUSES:
        raise Refused(_("Say why the review is late."), "cause")
    if late.cause == "other" and not late.note.strip():
        raise Refused(_("Say in a few words why the review is late."), "note")
    return late
