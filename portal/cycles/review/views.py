"""Pages of Review: what stands ready for the meeting, in its order, and the written record."""

from __future__ import annotations

from typing import Any

from flask import request
from flask_babel import gettext as _

from portal import clock
from portal.access.me import me
from portal.access.permissions import action, may
from portal.arrangements.words import ordinary_meets_need
from portal.cycles.answering import Answer, bp, load, part, saved
from portal.cycles.assess.models import Contribution
from portal.cycles.do.dose import doses
from portal.cycles.do.generalise_queries import shown
from portal.cycles.forms import NEXT_STEPS, RATINGS
from portal.cycles.frame import frame
from portal.cycles.models import Cycle
from portal.cycles.plan.aim_forms import VERBS
from portal.cycles.plan.rows import PlanRows
from portal.cycles.review import actions
from portal.cycles.review.addendum_queries import addenda
from portal.cycles.review.annual_part import annual_part
from portal.cycles.review.annual_rows import stands
from portal.cycles.review.answer_forms import QUESTIONS
from portal.cycles.review.around import around
from portal.cycles.review.day_queries import place_in_day
from portal.cycles.review.day_views import next_of_day
from portal.cycles.review.late_causes import late_words
from portal.cycles.review.measures import line, seen
from portal.cycles.review.prepared import cost, given, helped, results
from portal.cycles.review.rating_forms import signed
from portal.cycles.review.record_forms import record_form
from portal.cycles.review.referral_states import STATES, TONES
from portal.cycles.review.sealing import sealed
from portal.cycles.review.seats import difference_made, seats
from portal.cycles.review.voices import voices
from portal.cycles.rows import Rows
from portal.ehcp.words import said_words
from portal.organisation.rules import rules
from portal.pupils.settings_of import Places, places
from portal.web.page import done


@bp.route("/cycles/<int:cycle>/review")
@action("cycle.reports")
def review(cycle: int) -> Answer:
    """What stands ready, in the order of the meeting: who and what was said, what was given, impact, record, next step."""
    found = load(cycle)
    rows, shut = PlanRows(found), sealed(found)
    said = rows.of_stage("review")
    helps = helped(found) if shut else rows.provisions
    delivered = doses(helps, found.started_on, found.reviewed_on if shut else None)
    value, known, beside = seen(found), _known(found, said), _beside(found, rows)
    return part(
        "cycles/review/review.html",
        frame=frame(found, rows, leads_on=("do", "review")),
        cycle=found,
        rows=rows,
        sealed=shut,
        asked=beside["asked"],
        voices=voices(said, known.hidden),
        questions=QUESTIONS,
        given=given(helps, delivered),
        values={target.id: line(target, value.values.get(target.id)) for target in rows.targets},
        annual=annual_part(found, rows.outcomes, helps, delivered),
        today=clock.today(),
        said_words=said_words,
        writes_plan=may(me().role, "ehcp.write") and found.setting_id == me().setting,
        used=shown(value.looks, rows.targets),
        series=results(found, known) if found.stage == "review" else [],
        cost=cost(helps) if may(me().role, "costs.see") else "",
        ratings=dict(RATINGS),
        signed=signed,
        verbs=dict(VERBS),
        chosen=_next_step(found.next_step),
        opinions=beside["opinion"],
        referrals=beside["referral"],
        states=STATES,
        tones=TONES,
        addenda=addenda(found.pupil_id, found.id, known.hidden) if shut else [],
        adds=shut and bool(found.closed_on or found.setting_id == me().setting) and may(me().role, "cycle.open"),
        hidden=known.hidden,
        here=me().setting,
        late_words=late_words(found),
        place=place_in_day(found) if found.review_at else None,
        sees_days=may(me().role, "review.days"),
        leaves=may(me().role, "register.write"),
    )


def _beside(cycle: Cycle, rows: PlanRows) -> dict[str, list[Any]]:
    """Who is asked, what they said of the next step, and referrals. Before the review only who is asked, as Do read it."""
    if cycle.stage == "do" and not cycle.closed_on:
        return {"asked": rows.asked_to("review"), "opinion": [], "referral": []}
    return dict(around(cycle))


def _known(cycle: Cycle, said: list[Contribution]) -> Places:
    """The child's settings as the reader may know them, read only where somebody of another setting has spoken."""
    here = me().setting
    if cycle.setting_id == here and all(row.setting_id == here for row in said):
        return Places({}, frozenset())
    return places(cycle.pupil_id)


def _next_step(step: str) -> str:
    """The next step in words, ordinary provision in the authority's."""
    return ordinary_meets_need(rules()) if step == "ordinary_provision" else str(dict(NEXT_STEPS).get(step, ""))


@bp.route("/cycles/<int:cycle>/review/meeting", methods=["GET", "POST"])
@action("cycle.write")
def meeting(cycle: int) -> Answer:
    """The written record of the review: who took part, what came of it, the next step and who agreed."""
    found = load(cycle)
    if not request.form and sealed(found):
        words = _("The record of this review is sealed. Write an addendum: it stands beside it with its day.")
        return done("cycles.review", words, cycle=found.id)
    form = record_form(
        seats(found),
        # Only the authority ends an education, health and care plan.
        {"ordinary_provision": "" if stands(found.pupil_id) else ordinary_meets_need(rules())},
        version=found.version,
        on=found.reviewed_on or clock.today(),
        impact=found.impact or difference_made(Rows(found).outcomes),
        next_step=found.next_step or None,
        note=found.next_step_note,
    )
    return saved(
        form,
        found,
        lambda: actions.hold(form.act(), form.stands(found), form.meeting(found.referral_to)),
        field="on",
        to="cycles.review",
        after=lambda: next_of_day(found),
        title=_("Write down the review"),
        template="cycles/review/record.html",
        free_text=True,
    )
