"""What the thread does for a plan: which outcomes have an aim, which help runs. A slice below answers, as this one knows no cycle."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple


class Running(NamedTuple):
    """Help of Section F that a setting gives: its id, its name, which item it secures, planned, running or paused.

    `sessions`: how many were given of those planned, in words, "" for help that is not given in sessions; `fair`: whether
    most of them were, None where too little is written down to say.
    """

    id: int
    name: str
    secures: int | None
    status: str
    sessions: str = ""
    fair: bool | None = None


class InPlace(NamedTuple):
    """`aims`: ids of outcomes of Section E that an open plan serves. `help`: what is given for Section F.

    `cycle`: the open cycle, with the day on which its review meets and whether that is the annual one.
    """

    aims: frozenset[int] = frozenset()
    help: tuple[Running, ...] = ()
    cycle: int | None = None
    meets_on: date | None = None
    annual: bool = False
    custodian: int | None = None

    @property
    def secured(self) -> frozenset[int]:
        """Items of Section F for which help runs now. What is only planned, or paused, is not in place."""
        return frozenset(row.secures for row in self.help if row.secures and row.status == "running")

    def state(self, item: int) -> str:
        """How an item of Section F stands: missing, short, unsure or given. That help runs is not yet that it is given."""
        running = [row for row in self.given_for(item) if row.status == "running"]
        if not running:
            return "missing"
        if any(row.sessions and row.fair is False for row in running):
            return "short"
        return "unsure" if any(row.sessions and row.fair is None for row in running) else "given"

    def told(self, item: int) -> str:
        """What runs for an item of Section F, with its sessions: "Speech with Amy: 2 of 8 sessions were given"."""
        running = [row for row in self.given_for(item) if row.status == "running"]
        return "; ".join(f"{row.name}: {row.sessions}" if row.sessions else row.name for row in running)

    def given_for(self, item: int) -> list[Running]:
        """The help that is given for one item."""
        return [row for row in self.help if row.secures == item]


_ASKED: list[Callable[[int], InPlace]] = []


def answered_by(ask: Callable[[int], InPlace]) -> None:
    """Let the cycles say what is in place for a child."""
    if ask not in _ASKED:
        _ASKED.append(ask)


def in_place(pupil: int) -> InPlace:
    """What is in place for a child's plan."""
    return _ASKED[0](pupil) if _ASKED else InPlace()
