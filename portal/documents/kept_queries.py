"""Kept papers of a child, by cycle."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from flask import abort
from peewee import JOIN

from portal.cycles.models import Cycle
from portal.documents.keeping import HANDED_OUT
from portal.documents.models import KeptPaper


class Kept(NamedTuple):
    """One paper in the list."""

    id: int
    kind: str
    title: str
    made_on: date
    cycle: int | None


def kept_papers(pupil: int) -> list[tuple[int | None, list[Kept]]]:
    """The papers that were handed out, in groups by the number of their cycle, the newest first. One statement."""
    rows = (
        KeptPaper.select(KeptPaper.id, KeptPaper.kind, KeptPaper.title, KeptPaper.made_on, Cycle.number)
        .join(Cycle, JOIN.LEFT_OUTER, on=(KeptPaper.cycle == Cycle.id))
        .where((KeptPaper.pupil == pupil) & KeptPaper.kind.in_(HANDED_OUT))
        .order_by(Cycle.number.desc(), KeptPaper.id.desc())
        .tuples()
    )
    groups: dict[int | None, list[Kept]] = {}
    for row in map(Kept._make, rows):
        groups.setdefault(row.cycle, []).append(row)
    return list(groups.items())


def paper_or_404(number: int) -> KeptPaper:
    """A paper that was handed out, in sight of the reader, or 404."""
    found = KeptPaper.get_or_none((KeptPaper.id == number) & KeptPaper.kind.in_(HANDED_OUT))
    if found is None:
        abort(404)
    return found
