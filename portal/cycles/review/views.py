"""Pages of Review."""

from __future__ import annotations

from flask_babel import gettext as _

from portal import clock
from portal.access.permissions import action
from portal.arrangements.words import ordinary_meets_need
from portal.cycles import queries
from portal.cycles.answering import Answer, bp, load, part, saved
from portal.cycles.do.dose import doses
from portal.cycles.forms import (
    NEXT_STEPS,
    RATINGS,
    WHOSE,
    ImpactForm,
    MeetingForm,
)
from portal.cycles.frame import frame
from portal.cycles.plan.aim_forms import VERBS
from portal.cycles.plan.models import Target
from portal.cycles.review import actions
from portal.cycles.review.actions import Meeting
from portal.cycles.rows import Rows
from portal.organisation.rules import rules


@bp.route("/cycles/<int:cycle>/review")
@action("cycle.reports")
def review(cycle: int) -> Answer:
    """What was delivered, then the impact per target, everyone's views, the record and the next step."""
    found = load(cycle)
    rows = Rows(found)
    return part(
        "cycles/review/review.html",
        frame=frame(found, rows, leads_on=("do", "review")),
        cycle=found,
        rows=rows,
        views=rows.of_stage("review"),
        doses=doses(rows.provisions),
        ratings=dict(RATINGS),
        verbs=dict(VERBS),
        next_steps=dict(NEXT_STEPS),
        whose=dict(WHOSE),
    )


@bp.route("/cycles/<int:cycle>/review/targets/<int:target>", methods=["GET", "POST"])
@action("cycle.write")
def impact(cycle: int, target: int) -> Answer:
    """One target against its success criteria; what was delivered for it stands above."""
    found = load(cycle)
    row = queries.part_or_404(Target, target, found)
    form = ImpactForm(obj=row, version=row.version)
    helping = [line for line in Rows(found).provisions if line.target_id in (row.id, None)]
    delivered = doses(helping)
    return saved(
        form,
        found,
        lambda: actions.rate(form.act(), found, form.stands(row), rating=form.rating.data, evidence=form.evidence.data),
        field="evidence",
        to="cycles.review",
        title=row.name or row.does_what,
        lead=" · ".join(filter(None, (row.does_what, row.how_well, row.measured_how))),
        quotes=[(line.name, "", delivered[line.id].words()) for line in helping],
        quotes_title=_("What was delivered"),
        free_text=True,
    )


@bp.route("/cycles/<int:cycle>/review/meeting", methods=["GET", "POST"])
@action("cycle.write")
def meeting(cycle: int) -> Answer:
    """The written record of the review."""
    found = load(cycle)
    form = MeetingForm(
        version=found.version,
        on=found.reviewed_on or clock.today(),
        attended=found.attended,
        impact=found.impact,
        next_step=found.next_step or None,
        referral_to=found.referral_to,
        note=found.next_step_note,
        agreed=found.next_step_agreed,
    )
    own = {"ordinary_provision": ordinary_meets_need(rules())}
    form.next_step.choices = [(step, own.get(step, words)) for step, words in NEXT_STEPS]
    return saved(
        form,
        found,
        lambda: actions.hold(
            form.act(),
            form.stands(found),
            Meeting(
                form.on.data,
                form.attended.data,
                form.impact.data,
                form.next_step.data,
                form.note.data,
                form.agreed.data,
                form.referral_to.data or "",
            ),
        ),
        to="cycles.review",
        title=_("Write down the review"),
        free_text=True,
    )
