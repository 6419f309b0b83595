"""Reads of a child's plan: what stands, what was, and what was asked of the authority."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple

from flask import abort
from peewee import Value, fn

from portal.access.prepared import Prepared
from portal.access.sight import Bind
from portal.ehcp.clock import Stand, review_due
from portal.ehcp.models import AnnualReview, EarlyReview, EhcPlan, SectionE, SectionF


class Standing(NamedTuple):
    """A plan in force with what is next for its review, as its clock reads it."""

    plan: int
    stand: Stand
    review: int | None
    # The last decision of the authority, and the day of it.
    decided: str
    decided_on: date | None


def plan_of(pupil: int) -> EhcPlan | None:
    """The plan in force of a child, None where its details were never entered. One statement."""
    return (
        EhcPlan.select()
        .where((EhcPlan.pupil == pupil) & EhcPlan.ended_on.is_null())
        .order_by(EhcPlan.issued_on.desc(), EhcPlan.id.desc())
        .first()
    )


def had_plan(pupil: int) -> bool:
    """Whether the authority has ended a plan of the child, and none stands. One statement."""
    ended = [day for (day,) in EhcPlan.select(EhcPlan.ended_on).where(EhcPlan.pupil == pupil).tuples()]
    return bool(ended) and all(ended)


def outcomes_of(plan: int) -> list[SectionE]:
    """The outcomes of Section E, those that ended too, in their order. One statement."""
    return list(SectionE.select().where(SectionE.plan == plan).order_by(SectionE.number, SectionE.id))


def help_of(plan: int) -> list[SectionF]:
    """The provision of Section F, what has ended too, in its order. One statement."""
    return list(SectionF.select().where(SectionF.plan == plan).order_by(SectionF.number, SectionF.id))


class Item(NamedTuple):
    """An outcome of Section E, or help of Section F, in force."""

    id: int
    number: int
    text: str

    @property
    def short(self) -> str:
        """Its number, and the beginning of its words for a choice."""
        text = self.text if len(self.text) <= 90 else self.text[:88].rsplit(" ", 1)[0] + " …"
        return f"{self.number}. {text}"


class _Part(NamedTuple):
    """An item with the letter of its section, "E" or "F"."""

    letter: str
    id: int
    number: int
    text: str


def _in_force(model: type[SectionE] | type[SectionF], letter: str) -> Any:
    return (
        model.select(Value(letter), model.id, model.number, model.text)
        .join(EhcPlan, on=model.plan == EhcPlan.id)
        .where((model.pupil == Bind("child")) & model.ended_on.is_null() & EhcPlan.ended_on.is_null())
    )


_outcomes: Prepared[_Part] = Prepared(_Part, lambda: _in_force(SectionE, "E"))
_help: Prepared[_Part] = Prepared(_Part, lambda: _in_force(SectionF, "F"))
_both: Prepared[_Part] = Prepared(_Part, lambda: _in_force(SectionE, "E").union_all(_in_force(SectionF, "F")))


def _items(rows: list[_Part], letter: str) -> list[Item]:
    found = [Item(row.id, row.number, row.text) for row in rows if row.letter == letter]
    return sorted(found, key=lambda item: (item.number, item.id))


def outcomes(pupil: int) -> list[Item]:
    """The outcomes of Section E in force. One statement."""
    return _items(_outcomes.rows(child=pupil), "E")


def help_named(pupil: int) -> list[Item]:
    """What Section F names, in force. One statement."""
    return _items(_help.rows(child=pupil), "F")


def in_force(pupil: int) -> tuple[list[Item], list[Item]]:
    """Both: the outcomes of Section E, and what Section F names. One statement."""
    rows = _both.rows(child=pupil)
    return _items(rows, "E"), _items(rows, "F")


def reviews_of(plan: int) -> list[AnnualReview]:
    """The annual reviews of a plan, newest first. One statement; none for those who see no reports."""
    return list(AnnualReview.select().where(AnnualReview.plan == plan).order_by(AnnualReview.id.desc()))


def requests_of(pupil: int) -> list[EarlyReview]:
    """Early reviews that were asked for, newest first. One statement."""
    return list(
        EarlyReview.select()
        .where(EarlyReview.pupil == pupil)
        .order_by(EarlyReview.asked_on.desc(), EarlyReview.id.desc())
    )


def request_or_404(request: int, pupil: int) -> EarlyReview:
    """One request about a child in sight."""
    found: EarlyReview | None = EarlyReview.get_or_none((EarlyReview.id == request) & (EarlyReview.pupil == pupil))
    return found or abort(404)


def review_or_404(review: int, pupil: int) -> AnnualReview:
    """One annual review of a child in sight."""
    found: AnnualReview | None = AnnualReview.get_or_none((AnnualReview.id == review) & (AnnualReview.pupil == pupil))
    return found or abort(404)


def open_review(pupil: int) -> AnnualReview | None:
    """The annual review that is under way: the authority has not decided yet. One statement."""
    return (
        AnnualReview.select()
        .where((AnnualReview.pupil == pupil) & (AnnualReview.decided == ""))
        .order_by(AnnualReview.id.desc())
        .first()
    )


def standing(
    plan: EhcPlan, reviews: list[AnnualReview], requests: list[EarlyReview], meets_on: date | None = None
) -> Standing:
    """What the clock looks at. `meets_on`: the arranged day of the meeting, known to the cycle. No statement."""
    under_way = next((row for row in reviews if not row.decided), None)
    decided = max((row for row in reviews if row.decided_on), key=lambda row: row.decided_on, default=None)
    since = plan.reviewed_on or plan.issued_on
    agreed = [row.due_on for row in requests if row.state == "agreed" and row.due_on and row.asked_on > since]
    stand = Stand(plan.issued_on, plan.reviewed_on, min(agreed, default=None))
    if under_way:
        stand = stand._replace(
            under_way=True, due_by=under_way.due_by, meets_on=meets_on, papers_on=under_way.papers_on,
            met_on=under_way.met_on, report_on=under_way.report_on,
        )  # fmt: skip
    return Standing(
        plan.id, stand, under_way.id if under_way else None, decided.decided if decided else "",
        decided.decided_on if decided else None,
    )  # fmt: skip


def last_number(model: type[SectionE] | type[SectionF], plan: int) -> int:
    """The highest number given so far: an ended item keeps its own. One statement."""
    return int(model.select(fn.MAX(model.number)).where(model.plan == plan).scalar() or 0)


def dues(pupils: Collection[int]) -> dict[int, date]:
    """By when the year of each child's plan is over; children whose plan is not entered are left out. One statement."""
    rows = EhcPlan.select(EhcPlan.pupil, EhcPlan.issued_on, EhcPlan.reviewed_on).where(
        EhcPlan.pupil.in_(list(pupils)) & EhcPlan.ended_on.is_null()
    )
    return {pupil: review_due(Stand(issued, reviewed)) for pupil, issued, reviewed in rows.tuples()}
