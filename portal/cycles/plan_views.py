"""Pages of Plan: outcomes and targets. The plan as a whole: plan_page.py."""

from __future__ import annotations

from typing import Any

from flask import request
from flask_babel import gettext as _

from portal.access.permissions import action
from portal.cycles import plan_actions as actions
from portal.cycles import queries
from portal.cycles.answering import Answer, bp, load, saved
from portal.cycles.forms import OpenForm
from portal.cycles.models import Cycle
from portal.cycles.plan_forms import OutcomeForm, TargetForm
from portal.cycles.plan_models import Outcome, Target


@bp.route("/cycles/<int:cycle>/plan/outcomes/new", methods=["GET", "POST"])
@action("cycle.write")
def new_outcome(cycle: int) -> Answer:
    """Write an outcome; `?from=` carries on one of an earlier cycle."""
    return _outcome(load(cycle), None)


@bp.route("/cycles/<int:cycle>/plan/outcomes/<int:outcome>", methods=["GET", "POST"])
@action("cycle.write")
def outcome(cycle: int, outcome: int) -> Answer:
    """Change an outcome."""
    found = load(cycle)
    return _outcome(found, queries.part_or_404(Outcome, outcome, found))


def _outcome(cycle: Cycle, row: Outcome | None) -> Answer:
    form = OutcomeForm(obj=row or _carried(Outcome, cycle), version=row.version if row else None)
    return saved(
        form,
        cycle,
        lambda: actions.set_outcome(
            form.act(), cycle, form.stands(row) if row else None,
            verb=form.verb.data, text=form.text.data, area=form.area.data or "",
        ),
        to="cycles.plan",
        title=_("Outcome"),
        free_text=True,
    )  # fmt: skip


@bp.route("/cycles/<int:cycle>/plan/outcomes/<int:outcome>/targets/new", methods=["GET", "POST"])
@action("cycle.write")
def new_target(cycle: int, outcome: int) -> Answer:
    """Write a target; `?from=` carries on one of an earlier cycle."""
    found = load(cycle)
    return _target(found, queries.part_or_404(Outcome, outcome, found), None)


@bp.route("/cycles/<int:cycle>/plan/targets/<int:target>", methods=["GET", "POST"])
@action("cycle.write")
def target(cycle: int, target: int) -> Answer:
    """Change a target."""
    found = load(cycle)
    row = queries.part_or_404(Target, target, found)
    return _target(found, row.outcome, row)


def _target(cycle: Cycle, outcome: Outcome, row: Target | None) -> Answer:
    form = TargetForm(obj=row or _carried_target(cycle), version=row.version if row else None)
    return saved(
        form,
        cycle,
        lambda: actions.set_target(form.act(), cycle, outcome, form.stands(row) if row else None, form.smart()),
        to="cycles.plan",
        title=_("Target"),
        lead=_("For the outcome: %(outcome)s", outcome=outcome.text),
        free_text=True,
    )


def _carried(model: type[Outcome] | type[Target], cycle: Cycle) -> Any:
    """The outcome or target of an earlier cycle of the child that `?from=` names, to begin with; or None."""
    wanted = request.args.get("from", "")
    if not (wanted.isascii() and wanted.isdigit() and len(wanted) < 10):
        return None
    return model.get_or_none((model.id == int(wanted)) & (model.pupil == cycle.pupil_id))


def _carried_target(cycle: Cycle) -> Target | None:
    """Where a target ended is where the next one starts: its evidence becomes the baseline."""
    earlier: Target | None = _carried(Target, cycle)
    if earlier is not None:
        earlier.baseline, earlier.by_when = earlier.evidence[:120] or earlier.baseline, None
    return earlier


@bp.route("/cycles/<int:cycle>/plan/<any(outcomes, targets):kind>/<int:row>/removal", methods=["POST"])
@action("cycle.write")
def remove(cycle: int, kind: str, row: int) -> Answer:
    """Take an outcome or a target out of a plan that has not begun."""
    found = load(cycle)
    gone = queries.part_or_404(Outcome if kind == "outcomes" else Target, row, found)
    form = OpenForm()
    return saved(
        form,
        found,
        lambda: actions.drop(form.act(), found, form.stands(gone)),
        to="cycles.plan",
        title=_("Take it out of the plan"),
        message=_("Taken out. It stays in the timeline."),
    )
