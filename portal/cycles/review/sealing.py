"""The written record of a review is sealed when the pause to learn starts: later corrections are dated addenda."""

from __future__ import annotations

from flask_babel import gettext as _

from portal.access.acting import Refused
from portal.cycles.custody import still_open
from portal.cycles.facts import Stage
from portal.cycles.models import Cycle


def sealed(cycle: Cycle) -> bool:
    """Whether nothing of the review may change any more. Cycles from before the portal came in sealed."""
    return bool(cycle.closed_on) or cycle.stage == Stage.LEARN


def unsealed(cycle: Cycle) -> None:
    """Raises Refused once the review is sealed, or the cycle closed. Every verb that writes in a review asks this."""
    still_open(cycle)
    if sealed(cycle):
        raise Refused(_("The record of this review is sealed. Write an addendum: it stands beside it with its day."))


def not_held(cycle: Cycle) -> None:
    """Raises Refused once the review was held: what somebody said for it stays as the meeting read it."""
    unsealed(cycle)
    if cycle.reviewed_on:
        raise Refused(_("The review was held with these words. Add another view, or an addendum once it is sealed."))
