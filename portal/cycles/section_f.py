"""Whether a child has an education, health and care plan, asked of the register, which stands in a later slice."""

from __future__ import annotations

from collections.abc import Callable

_ASKED: list[Callable[[int], bool]] = []


def answered_by(ask: Callable[[int], bool]) -> None:
    """Let a later slice answer `has_plan`: child's id to whether there is a plan today."""
    if ask not in _ASKED:
        _ASKED.append(ask)


def has_plan(pupil: int) -> bool:
    """Whether the child has such a plan, so that help may be of its Section F."""
    return any(ask(pupil) for ask in _ASKED)
