"""What other rooms have that a cycle may use: a slice below puts its offer here, as `cycles` knows none of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from portal.cycles.models import Cycle


class Offer(NamedTuple):
    """A link on the page of Assess to what waits: material to take over, or a step beside the cycle."""

    words: str
    href: str


OFFERING: list[Callable[[Cycle], Offer | None]] = []
"""Each says what it has for a cycle, in at most two statements, or None."""


def offers(cycle: Cycle) -> list[Offer]:
    """What waits to become evidence of the cycle."""
    return [found for offering in OFFERING if (found := offering(cycle)) is not None]
