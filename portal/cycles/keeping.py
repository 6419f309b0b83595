"""Papers that are kept as they were when they were handed out: `documents` puts its makers here, as `cycles` knows none of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from peewee import Model

from portal.access.acting import Act
from portal.cycles.models import Cycle

Moment = Literal["sent", "sealed", "closed"]
"""A plan or its changes are sent, a review is sealed, a cycle is closed."""

MAKERS: list[Callable[[Act, Cycle, Moment], Sequence[Model]]] = []
"""Each makes the rows to keep at a moment, from the cycle as the action leaves it."""


def papers(act: Act, cycle: Cycle, moment: Moment) -> list[Model]:
    """What the action that comes to this moment keeps, for its `record()`."""
    return [row for maker in MAKERS for row in maker(act, cycle, moment)]
