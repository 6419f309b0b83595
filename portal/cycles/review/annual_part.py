"""What the page of a review says besides where it is the annual review of an education, health and care plan."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from portal.cycles.models import Cycle
from portal.cycles.review.annual_rows import ANNUAL
from portal.ehcp import clock, queries
from portal.ehcp.models import AnnualReview
from portal.ehcp.queries import Item


class Aim(NamedTuple):
    """An outcome of Section E, the outcomes of the plan that serve it with their ratings, and what was said of it."""

    item: Item
    served: list[Any]
    said: str
    words: str


class Secured(NamedTuple):
    """Help of Section F, what is given for it with how much of it was delivered, and what was said of it."""

    item: Item
    given: list[tuple[str, str]]
    said: str
    words: str


class Annual(NamedTuple):
    """The annual review that is held with a cycle's review: its row, days, and each part of the plan."""

    row: AnnualReview
    papers_by: date | None
    report_by: date | None
    aims: list[Aim]
    help: list[Secured]


def annual_part(
    cycle: Cycle, outcomes: list[Any], provisions: list[Any], delivered: Mapping[int, Any]
) -> Annual | None:
    """The annual review held with this review; None where it is none. Two statements. `delivered`: doses by help."""
    if cycle.review_kind != ANNUAL:
        return None
    row = AnnualReview.select().where(AnnualReview.cycle_id == cycle.id).order_by(AnnualReview.id.desc()).first()
    if row is None:
        return None
    aims, named = queries.in_force(cycle.pupil_id)
    return Annual(
        row,
        clock.papers_due(cycle.review_on) if cycle.review_on and not row.papers_on else None,
        clock.report_due(row.met_on) if row.met_on and not row.report_on else None,
        [Aim(item, [one for one in outcomes if one.section_e_id == item.id], *_said(row, "e", item)) for item in aims],
        [
            Secured(
                item,
                [(one.name, delivered[one.id].words()) for one in provisions if one.secures_id == item.id],
                *_said(row, "f", item),
            )
            for item in named
        ],
    )


def _said(row: AnnualReview, letter: str, item: Item) -> tuple[str, str]:
    answers: Mapping[str, str] = row.answers
    return answers.get(f"{letter}:{item.id}", ""), answers.get(f"{letter}:{item.id}:words", "")
