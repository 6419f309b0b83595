"""The page of a child's education, health and care plan, and the forms with which it is entered and changed."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from flask_babel import gettext as _

from portal import clock as today_is
from portal.access.me import me
from portal.access.permissions import action, may
from portal.ehcp import actions, annual_views, clock, early_views, queries
from portal.ehcp.blueprint import bp, load, saved
from portal.ehcp.clock import Step, Transfer
from portal.ehcp.forms import AmendForm, EnterForm, lines
from portal.ehcp.in_place import in_place
from portal.ehcp.models import EhcPlan
from portal.ehcp.standing import has_plan
from portal.ehcp.transfers import transfer_of
from portal.ehcp.words import decided_words, due_words, said_words, step_words
from portal.pupils.queries import Child
from portal.pupils.settings_of import labels
from portal.web.page import Answer, done, page

# Their pages stand on the same blueprint.
ROOMS = (annual_views, early_views)


class Clock(NamedTuple):
    """What is next for the review of a plan: by when the year ends, the next step, what the law asks besides."""

    due: date
    late: bool
    step: Step
    words: str
    step_late: bool
    young: tuple[date, date] | None
    transfer: Transfer | None
    transfer_prepared: bool


@bp.route("/children/<int:pupil>/ehc-plan")
@action("ehcp.see")
def plan(pupil: int) -> Answer:
    """What the plan says, what of it is in place, and what is next for its review."""
    child = load(pupil)
    found = queries.plan_of(pupil)
    placed = in_place(pupil)
    context: dict[str, Any] = {"outcomes": [], "help_": [], "reviews": [], "clock": None}
    requests = queries.requests_of(pupil)
    if found:
        reviews = queries.reviews_of(found.id)
        context = {
            "outcomes": queries.outcomes_of(found.id),
            "help_": queries.help_of(found.id),
            "reviews": reviews,
            "clock": _clock(child, found, queries.standing(found, reviews, requests, placed.meets_on if placed.annual else None)),
        }  # fmt: skip
    role = me().role
    return page(
        "ehcp/plan.html", child=child, plan=found, registered=has_plan(pupil), placed=placed, requests=requests,
        names=labels(pupil), due_words=due_words, said_words=said_words, decided_words=decided_words, today=today_is.today(),
        writes=may(role, "ehcp.write"), asks=may(role, "ehcp.ask"), decides=may(role, "ehcp.decide"),
        leads=may(role, "cycle.lead") and placed.custodian == me().setting, **context,
    )  # fmt: skip


def _clock(child: Child, found: EhcPlan, standing: queries.Standing) -> Clock:
    today, stand = today_is.today(), standing.stand
    due, step = clock.review_due(stand), clock.next_step(stand)
    coming = transfer_of(child.pupil, child.year_group, child.setting, today)
    return Clock(
        due, due < today, step, step_words(step.code), step.by < today,
        clock.early_years(child.pupil.born_on, stand.reviewed_on or stand.issued_on, today),
        coming, bool(coming and clock.prepared(coming, standing.decided_on)),
    )  # fmt: skip


@bp.route("/children/<int:pupil>/ehc-plan/new", methods=["GET", "POST"])
@action("ehcp.write")
def enter(pupil: int) -> Answer:
    """Enter a plan as the authority issued it."""
    child = load(pupil)
    if queries.plan_of(pupil):
        return done("ehcp.amend", pupil=pupil)
    form = EnterForm()
    return saved(
        form, child,
        lambda: actions.enter(
            form.act(), pupil, form.issued_on.data, form.reviewed_on.data, lines(form.outcomes.data), lines(form.provisions.data)
        ),
        title=_("Enter the education, health and care plan"), message=_("Saved."),
        lead=_("Copy the words of the plan. The portal gives each line its number."),
    )  # fmt: skip


@bp.route("/children/<int:pupil>/ehc-plan/amendment", methods=["GET", "POST"])
@action("ehcp.write")
def amend(pupil: int) -> Answer:
    """Enter what the authority changed in a plan."""
    child = load(pupil)
    found = queries.plan_of(pupil)
    if found is None:
        return done("ehcp.enter", pupil=pupil)
    form = AmendForm(version=found.version)
    form.offer(queries.outcomes(pupil), queries.help_named(pupil))
    return saved(
        form, child,
        lambda: actions.amend(
            form.act(), form.stands(found), form.on.data, form.ticked("ended"), form.ticked("ended_help"),
            lines(form.outcomes.data), lines(form.provisions.data),
        ),
        title=_("Enter what the authority changed"), message=_("Saved. What ended stays in the record."),
        lead=_("Only the authority changes a plan. What it took out ends on that day; what is new gets the next number."),
    )  # fmt: skip
