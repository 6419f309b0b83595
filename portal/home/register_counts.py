"""The numbers beside today's list: each with its "of how many"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from flask_babel import gettext as _

from portal.home.register_facts import Child


class Share(NamedTuple):
    """A bar: how many, and its width (0 to 100) against the longest."""

    letter: str
    words: str
    number: int
    width: float


def stages(children: Iterable[Child]) -> list[Share]:
    """Where the children are in the cycle."""
    counts = Counter(child.stage for child in children if child.stage)
    most = max(counts.values(), default=0)
    names = (
        ("assess", "A", _("Assess")), ("plan", "P", _("Plan")), ("do", "D", _("Do")), ("review", "R", _("Review")),
        ("learn", "L", _("Learn")),
    )  # fmt: skip
    return [
        Share(letter, words, counts[stage], round(100 * counts[stage] / most, 1) if most else 0.0)
        for stage, letter, words in names
    ]


class Counts(NamedTuple):
    """The register in numbers; `share` is per cent of all children at the setting, None when that is not known."""

    support: int
    plans: int
    all: int
    share: int | None


def counts(children: list[Child]) -> Counts:
    """How many have SEN support (K) and an EHC plan (E)."""
    codes = Counter(child.code for child in children)
    roll = children[0].roll if children else None
    return Counts(codes["K"], codes["E"], len(children), round(100 * len(children) / roll) if roll else None)


def needs(children: Iterable[Child], labels: Mapping[str, str], most: int = 6) -> list[tuple[str, int]]:
    """First needs, the most frequent first."""
    found = Counter(child.need or "" for child in children)
    named = [(labels.get(code, code) if code else _("not recorded"), count) for code, count in found.most_common(most)]
    rest = sum(found.values()) - sum(count for _name, count in named)
    return [*named, (_("others"), rest)] if rest else named
