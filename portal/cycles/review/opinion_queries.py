"""Who agreed with the next step of a review, and who did not."""

from __future__ import annotations

from portal.cycles.models import Cycle
from portal.cycles.review.models import Opinion


def opinions_of(cycle: Cycle) -> list[Opinion]:
    """What each person said of the next step, those who saw it differently first. One statement."""
    return list(
        Opinion.select().where(Opinion.cycle == cycle.id).order_by(Opinion.agrees, Opinion.given_on, Opinion.id)
    )
