"""The verbs of a plan's own words: entered as the authority issued it, and changed only as the authority changes it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from flask_babel import gettext as _
from peewee import Model

from portal.access.acting import Act, Refused
from portal.access.permissions import AUTHORITY
from portal.ehcp import queries
from portal.ehcp.models import AnnualReview, EarlyReview, EhcPlan, SectionE, SectionF
from portal.ehcp.standing import has_plan, here
from portal.timeline.record import Story, record


def enter(
    act: Act, pupil: int, issued_on: date, reviewed_on: date | None, outcomes: Sequence[str], help_: Sequence[str]
) -> EhcPlan:
    """Enter a plan as the authority issued it. Raises Refused where one stands, or the register does not say E."""
    if not has_plan(pupil):
        raise Refused(_("The register does not say EHC plan (E). Change the provision there first."))
    if queries.plan_of(pupil) is not None:
        raise Refused(_("The plan is entered already. Enter what the authority changed in it."))
    here(act, pupil)
    _in_order(act, issued_on, reviewed_on)
    plan = EhcPlan(pupil=pupil, setting=act.setting, issued_on=issued_on, reviewed_on=reviewed_on)
    items = [*_new(act, plan, SectionE, outcomes), *_new(act, plan, SectionF, help_)]
    story = Story(
        "ehc_plan_changed", "Education, health and care plan entered", _said(outcomes, help_), occurred_on=issued_on
    )
    record(act, story, plan, *items, pupil=pupil)
    return plan


def _in_order(act: Act, issued_on: date, reviewed_on: date | None) -> None:
    if issued_on > act.today:
        raise Refused(_("Enter a day that is today or earlier."), "issued_on")
    if reviewed_on and not issued_on <= reviewed_on <= act.today:
        raise Refused(_("Enter a day from the day of issue to today."), "reviewed_on")


def _new(
    act: Act, plan: EhcPlan, model: type[SectionE] | type[SectionF], texts: Sequence[str]
) -> list[SectionE | SectionF]:
    last = queries.last_number(model, plan.id) if plan.id else 0
    return [
        model(pupil=plan.pupil_id, setting=act.setting, plan=plan, number=number, text=text)
        for number, text in enumerate(texts, start=last + 1)
    ]


def _said(outcomes: Sequence[str], help_: Sequence[str]) -> str:
    """Each item as a paragraph of its own: so the words leave the timeline with the row, if they must be removed."""
    return "\n\n".join([*outcomes, *help_])


def amend(
    act: Act, plan: EhcPlan, on: date, ended: Collection[int], ended_help: Collection[int], outcomes: Sequence[str],
    help_: Sequence[str],
) -> EhcPlan:  # fmt: skip
    """Enter what the authority changed: items end on that day, others come. Nothing is deleted.

    `ended`, `ended_help`: ids of items of Sections E and F. A setting may write down what is missing at any time; that an
    item has ended only after a decision of the authority (Children and Families Act 2014 s42): raises Refused.
    """
    here(act, plan.pupil_id)
    if plan.ended_on:
        raise Refused(_("This plan has ended."))
    if not plan.issued_on <= on <= act.today:
        raise Refused(_("Enter a day from the day of issue to today."), "on")
    if not (ended or ended_help or outcomes or help_):
        raise Refused(_("Tick what has ended, or write what is new."))
    if (ended or ended_help) and act.role not in AUTHORITY and not _may_end(plan, on):
        raise Refused(
            _("Only the authority ends what a plan names. Wait for its decision, or ask it for an early review.")
        )
    gone = [row for row in queries.outcomes_of(plan.id) if row.id in ended and row.ended_on is None]
    gone_help = [row for row in queries.help_of(plan.id) if row.id in ended_help and row.ended_on is None]
    for row in (*gone, *gone_help):
        row.ended_on = on
    items = [*_new(act, plan, SectionE, outcomes), *_new(act, plan, SectionF, help_)]
    data = {"ended": [row.text for row in (*gone, *gone_help)]}
    story = Story(
        "ehc_plan_changed", "Education, health and care plan changed", _said(outcomes, help_), data=data, occurred_on=on
    )
    # The plan's own version moves on: two people never enter the same change.
    record(act, story, plan, *gone, *gone_help, *items, pupil=plan.pupil_id)
    return plan


def _may_end(plan: EhcPlan, on: date) -> bool:
    """Whether the authority has decided to amend the plan: after an annual review, or an early one that it agreed to."""
    amends = (AnnualReview.plan == plan) & (AnnualReview.decided == "amend") & (AnnualReview.decided_on <= on)
    newest = (
        AnnualReview.select(AnnualReview.decided_on).where(amends).order_by(AnnualReview.decided_on.desc()).scalar()
    )
    if newest is None:
        return False
    later = (SectionE, SectionF)
    return not any(
        model.select().where((model.plan == plan) & (model.ended_on >= newest) & (model.ended_on < on)).exists()
        for model in later
    )


def ended_with(pupil: int, on: date) -> list[Model]:
    """The rows of a plan that the authority ends on this day: the plan, and all that stood in it. Not saved yet."""
    plan = queries.plan_of(pupil)
    if plan is None:
        return []
    plan.ended_on = on
    items = [row for row in (*queries.outcomes_of(plan.id), *queries.help_of(plan.id)) if row.ended_on is None]
    for row in items:
        row.ended_on = on
    waiting = list(EarlyReview.select().where((EarlyReview.pupil == pupil) & (EarlyReview.state == "asked")))
    for request in waiting:
        request.state, request.answered_on = "over", on
    return [plan, *items, *waiting]


def begun_with(act: Act, pupil: int, on: date) -> list[Model]:
    """The plan that a child has from this day on, for the register that says so. Not saved yet."""
    if queries.plan_of(pupil) is not None:
        return []
    return [EhcPlan(pupil=pupil, setting=act.setting, issued_on=on)]
