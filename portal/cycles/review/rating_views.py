"""Pages of impact: one target, one outcome. What was delivered stands above, before anything is judged."""

from __future__ import annotations

from portal.access.permissions import action
from portal.cycles import queries
from portal.cycles.answering import Answer, bp, load, saved
from portal.cycles.do.dose import doses
from portal.cycles.forms import RATINGS
from portal.cycles.help.queries import serves_also
from portal.cycles.plan.models import Outcome, Provision, Target
from portal.cycles.review import actions
from portal.cycles.review.measures import evidence, line, measured
from portal.cycles.review.prepared import given
from portal.cycles.review.rating_forms import ImpactForm, OutcomeImpactForm
from portal.cycles.rows import Rows


@bp.route("/cycles/<int:cycle>/review/targets/<int:target>", methods=["GET", "POST"])
@action("cycle.write")
def impact(cycle: int, target: int) -> Answer:
    """One target against its success criteria, with what was measured as evidence to begin with."""
    found = load(cycle)
    row = queries.part_or_404(Target, target, found)
    form = ImpactForm(obj=row, version=row.version)
    form.describe(row.scale)
    helping = _for_targets(Rows(found).provisions, [row.id])
    dose_of = doses(helping, found.started_on)
    value = measured(found).get(row.id)
    if not form.is_submitted():
        form.evidence.data = row.evidence or evidence(row, value, [(one.name, dose_of[one.id]) for one in helping])
        if "scaled" in form:
            form.scaled.data = None if row.scaled is None else str(row.scaled)
    return saved(
        form,
        found,
        lambda: actions.rate(
            form.act(), found, form.stands(row),
            rating=form.rating.data, evidence=form.evidence.data, scaled=form.level(),
        ),
        field="evidence",
        to="cycles.review",
        template="cycles/review/impact.html",
        title=row.name or row.does_what,
        lead=" · ".join(filter(None, (row.does_what, row.how_well, row.measured_how))),
        given=given(helping, dose_of),
        measured=line(row, value),
        targets=(),
        free_text=True,
    )  # fmt: skip


@bp.route("/cycles/<int:cycle>/review/outcomes/<int:outcome>", methods=["GET", "POST"])
@action("cycle.write")
def outcome_impact(cycle: int, outcome: int) -> Answer:
    """One outcome: its targets with their ratings stand above; no rating is proposed."""
    found = load(cycle)
    row = queries.part_or_404(Outcome, outcome, found)
    rows = Rows(found)
    targets = [target for target in rows.targets if target.outcome_id == row.id]
    helping = _for_targets(rows.provisions, [target.id for target in targets])
    form = OutcomeImpactForm(obj=row, version=row.version)
    return saved(
        form,
        found,
        lambda: actions.rate_outcome(
            form.act(), found, form.stands(row), rating=form.rating.data, evidence=form.evidence.data
        ),
        field="evidence",
        to="cycles.review",
        template="cycles/review/impact.html",
        title=row.text,
        lead=" · ".join(filter(None, (row.aspiration, row.baseline))),
        given=given(helping, doses(helping, found.started_on)),
        measured="",
        targets=targets,
        ratings=dict(RATINGS),
        free_text=True,
    )


def _for_targets(provisions: list[Provision], targets: list[int]) -> list[Provision]:
    """The help that served one of these targets, or none in particular. One statement."""
    also = serves_also(targets)
    return [row for row in provisions if row.target_id in (*targets, None) or row.id in also]
