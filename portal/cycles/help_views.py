"""Pages of help in a plan: provision, and the training it needs."""

from __future__ import annotations

from flask import abort
from flask_babel import gettext as _

from portal.access.permissions import action
from portal.arrangements.words import layer_choices
from portal.cycles import help_actions as actions
from portal.cycles import queries
from portal.cycles.answering import Answer, bp, load, saved
from portal.cycles.help_forms import ProvisionForm, TrainingDoneForm, TrainingForm
from portal.cycles.models import Cycle
from portal.cycles.plan_models import Provision, TrainingNeed
from portal.cycles.rows import Rows
from portal.organisation.rules import rules


@bp.route("/cycles/<int:cycle>/plan/provisions/new", methods=["GET", "POST"])
@action("cycle.write")
def new_provision(cycle: int) -> Answer:
    """Plan one kind of help."""
    return _provision(load(cycle), None)


@bp.route("/cycles/<int:cycle>/plan/provisions/<int:provision>", methods=["GET", "POST"])
@action("cycle.write")
def provision(cycle: int, provision: int) -> Answer:
    """Change one kind of help before it begins."""
    found = load(cycle)
    row = queries.provision_or_404(provision)
    if row.pupil_id != found.pupil_id:
        abort(404)
    return _provision(found, row)


def _provision(cycle: Cycle, row: Provision | None) -> Answer:
    form = ProvisionForm(
        obj=row,
        version=row.version if row else None,
        data={"target": str(row.target_id or ""), "deliverer": str(row.deliverer_id or "")} if row else None,
    )
    form.layer.choices = layer_choices(rules(), row.layer if row else "")
    nobody = [("", _("Choose"))]
    form.target.choices = [("", _("None in particular"))] + [
        (str(t.id), t.name or t.does_what[:60]) for t in Rows(cycle).targets
    ]
    form.deliverer.choices = nobody + queries.staff_choices(cycle.setting_id)
    if row and not form.is_submitted():
        form.target.data, form.deliverer.data = str(row.target_id or ""), str(row.deliverer_id or "")
    return saved(
        form,
        cycle,
        lambda: actions.plan_provision(form.act(), cycle, form.stands(row) if row else None, form.help()),
        to="cycles.plan",
        title=_("Help"),
        free_text=True,
    )


@bp.route("/cycles/<int:cycle>/plan/training/new", methods=["GET", "POST"])
@action("cycle.write")
def new_training(cycle: int) -> Answer:
    """Training that somebody needs before Do."""
    found = load(cycle)
    form = TrainingForm()
    return saved(
        form,
        found,
        lambda: actions.need_training(
            form.act(), found, who=form.who.data, what=form.what.data, by_when=form.by_when.data
        ),
        to="cycles.plan",
        title=_("Training needed"),
    )


@bp.route("/cycles/<int:cycle>/plan/training/<int:training>", methods=["GET", "POST"])
@action("cycle.write")
def training(cycle: int, training: int) -> Answer:
    """The training took place, or is late."""
    found = load(cycle)
    row = queries.part_or_404(TrainingNeed, training, found)
    form = TrainingDoneForm(obj=row, version=row.version)
    return saved(
        form,
        found,
        lambda: actions.answer_training(
            form.act(), found, form.stands(row), met_on=form.met_on.data, delay_reason=form.delay_reason.data or ""
        ),
        to="cycles.plan",
        title=_("Training: %(what)s", what=row.what),
    )
