"""Learnings out of what people said: the ticked sentences become drafts, one each or put together by kind. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from portal.cycles.learn.forms import Draft
from portal.cycles.learn.prompts import KIND, Saying

MOST = 12
"""More than anybody decides about on one page; the others are ticked next."""


def chosen(sayings: Iterable[Saying], keys: Iterable[str]) -> list[Saying]:
    """The sentences that were ticked, in the order of the page; at most MOST."""
    wanted = set(keys)
    return [one for one in sayings if one.key in wanted][:MOST]


def drafts(sayings: Sequence[Saying], *, together: bool) -> list[Draft]:
    """A draft for each sentence; `together`: one for each kind, with the sentences below each other, the same words once."""
    if not together:
        return [Draft(KIND[one.prompt], one.text, [one.reflection]) for one in sayings]
    kinds = dict.fromkeys(KIND[one.prompt] for one in sayings)
    return [_merged(kind, [one for one in sayings if KIND[one.prompt] == kind]) for kind in kinds]


def _merged(kind: str, sayings: Sequence[Saying]) -> Draft:
    lines = dict.fromkeys(one.text for one in sayings)
    return Draft(kind, "\n".join(lines), [one.reflection for one in sayings])
