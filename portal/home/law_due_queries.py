"""Reads for what is due of education, health and care plans: two statements for a setting, two for the authority."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from peewee import JOIN, SQL, fn

from portal.access.prepared import Prepared
from portal.access.sight import Bind
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Provision
from portal.ehcp.models import AnnualReview, EarlyReview, EhcPlan, SectionF
from portal.home.due_queries import FORENAME, SURNAME
from portal.organisation.models import Setting
from portal.pupils.models import Placement, Pupil
from portal.register.models import Registration


class Planned(NamedTuple):
    """A child of the setting with a plan; `plan` None: the register says so, and what it says is not entered."""

    pupil: int
    forename: str
    surname: str
    born_on: date
    year_group: str | None
    high_age: int | None
    plan: int | None
    issued_on: date | None
    reviewed_on: date | None
    review: int | None
    due_by: date | None
    papers_on: date | None
    met_on: date | None
    report_on: date | None
    cycle: int | None
    meets_on: date | None
    kind: str | None
    # How much of Section F nothing is given for; text on SQLite: by when an agreed early review is held, the last decision.
    missing: int
    agreed_for: Any
    decided_on: Any


def _planned() -> Any:
    runs = Provision.select(SQL("1")).where((Provision.secures == SectionF.id) & (Provision.status == "running"))
    missing = SectionF.select(fn.COUNT(SectionF.id)).where(
        (SectionF.plan == EhcPlan.id) & SectionF.ended_on.is_null() & ~fn.EXISTS(runs)
    )
    since = fn.COALESCE(EhcPlan.reviewed_on, EhcPlan.issued_on)
    agreed = EarlyReview.select(fn.MIN(EarlyReview.due_on)).where(
        (EarlyReview.pupil == Pupil.id) & (EarlyReview.state == "agreed") & (EarlyReview.asked_on > since)
    )
    past = AnnualReview.alias()
    decided = past.select(fn.MAX(past.decided_on)).where(past.plan == EhcPlan.id)
    return (
        Registration.select(
            Pupil.id, FORENAME, SURNAME, Pupil.born_on, Placement.year_group, Setting.high_age, EhcPlan.id,
            EhcPlan.issued_on, EhcPlan.reviewed_on, AnnualReview.id, AnnualReview.due_by, AnnualReview.papers_on,
            AnnualReview.met_on, AnnualReview.report_on, Cycle.id, Cycle.review_on, Cycle.review_kind, missing, agreed,
            decided,
        )
        .join(Pupil, on=Registration.pupil == Pupil.id)
        .join(Setting, on=Registration.setting == Setting.id)
        .join(
            Placement, JOIN.LEFT_OUTER,
            on=(Placement.pupil == Pupil.id) & (Placement.setting == Bind("at")) & (Placement.state == "current"),
        )
        .join(EhcPlan, JOIN.LEFT_OUTER, on=(EhcPlan.pupil == Pupil.id) & EhcPlan.ended_on.is_null())
        .join(AnnualReview, JOIN.LEFT_OUTER, on=(AnnualReview.plan == EhcPlan.id) & (AnnualReview.decided == ""))
        .join(Cycle, JOIN.LEFT_OUTER, on=(Cycle.pupil == Pupil.id) & Cycle.closed_on.is_null())
        .where((Registration.setting == Bind("at")) & Registration.ends_on.is_null() & (Registration.code == "E"))
        .order_by(Pupil.surname_fold, Pupil.id)
    )  # fmt: skip


_plans: Prepared[Planned] = Prepared(Planned, _planned)


def plans(setting: int) -> list[Planned]:
    """Every child of a setting who has a plan, once each. One statement."""
    found = {
        row.pupil: row._replace(agreed_for=_date(row.agreed_for), decided_on=_date(row.decided_on))
        for row in _plans.rows(at=setting)
    }
    return list(found.values())


def _date(value: date | str | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


class Answer(NamedTuple):
    """What waits for the authority of a child whom the reader may open: a request (`met_on` None) or a report."""

    id: int
    pupil: int
    forename: str
    surname: str
    since: date
    due_by: date | None


def to_answer() -> tuple[list[Answer], list[Answer]]:
    """Early reviews asked for, and reports without a decision, of children in sight. Two statements."""
    asked = (
        EarlyReview.select(EarlyReview.id, Pupil.id, FORENAME, SURNAME, EarlyReview.asked_on)
        .join(Pupil, on=EarlyReview.pupil == Pupil.id)
        .where(EarlyReview.state == "asked")
        .order_by(EarlyReview.asked_on, EarlyReview.id)
    )
    sent = (
        AnnualReview.select(AnnualReview.id, Pupil.id, FORENAME, SURNAME, AnnualReview.met_on, AnnualReview.due_by)
        .join(Pupil, on=AnnualReview.pupil == Pupil.id)
        .where((AnnualReview.decided == "") & AnnualReview.report_on.is_null(False))
        .order_by(AnnualReview.met_on, AnnualReview.id)
    )
    waiting = [
        Answer(number, pupil, forename, surname, on, None) for number, pupil, forename, surname, on in asked.tuples()
    ]
    return waiting, [Answer(*row) for row in sent.tuples()]
