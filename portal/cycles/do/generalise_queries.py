"""Where skills were planned to be used next, and where they are seen now, side by side."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from portal.access.prepared import Prepared
from portal.access.sight import Bind
from portal.cycles.do.models import Generalisation
from portal.cycles.plan.models import Target

STATES: dict[str, LazyString] = {
    "not_yet": _l("not yet"),
    "sometimes": _l("sometimes"),
    "works": _l("it works"),
}
TONES = {"not_yet": "quiet", "sometimes": "warn", "works": "ok"}


class Look(NamedTuple):
    """One time when somebody looked for a skill in a place."""

    target: int
    place: str
    state: str
    on: date
    note: str


class Place(NamedTuple):
    """A place with what was seen there last: `state` in words, `tone` of its tag. `looks`: how often somebody looked."""

    name: str
    state: str
    tone: str
    on: date
    note: str
    looks: int


class Used(NamedTuple):
    """One target: where it was planned to be used next (""; nobody said), and where it is seen, newest first."""

    target: int
    name: str
    planned: str
    places: list[Place]

    @property
    def works(self) -> bool:
        """Whether it works in at least one place."""
        return any(place.tone == "ok" for place in self.places)


_looks: Prepared[Look] = Prepared(
    Look,
    lambda: (
        Generalisation.select(
            Generalisation.target, Generalisation.place, Generalisation.state, Generalisation.seen_on, Generalisation.note
        )
        .where(Generalisation.cycle == Bind("cycle"))
        .order_by(Generalisation.seen_on.desc(), Generalisation.id.desc())
    ),
)  # fmt: skip


def used(cycle: int, targets: Iterable[Target]) -> list[Used]:
    """The targets of a cycle in their order, each with its plan for use elsewhere and what came of it. One statement.

    Targets without a plan and without a look are left out.
    """
    return shown(_looks.rows(cycle=cycle), targets)


def shown(looks: Iterable[Look], targets: Iterable[Target], *, every: bool = False) -> list[Used]:
    """The same from looks that were read already, newest first. `every`: also targets of which nobody said anything."""
    found: dict[int, dict[str, list[Look]]] = {}
    for look in looks:
        # "Maths" and "maths " are one place.
        found.setdefault(look.target, {}).setdefault(look.place.strip().casefold(), []).append(look)
    rows = [
        Used(
            row.id, row.name or row.does_what, row.generalise,
            [_place(seen) for seen in found.get(row.id, {}).values()],
        )
        for row in targets
    ]  # fmt: skip
    return [row for row in rows if every or row.planned or row.places]


def _place(seen: list[Look]) -> Place:
    last = seen[0]
    return Place(last.place, str(STATES[last.state]), TONES[last.state], last.on, last.note, len(seen))
