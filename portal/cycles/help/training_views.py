"""Pages of the training that a plan waits for."""

from __future__ import annotations

from flask_babel import gettext as _

from portal.access.permissions import action
from portal.cycles import queries
from portal.cycles.answering import Answer, bp, load, saved
from portal.cycles.help import training_actions as actions
from portal.cycles.help.forms import TrainingDoneForm, TrainingForm
from portal.cycles.plan.models import TrainingNeed
from portal.cycles.rows import Rows


@bp.route("/cycles/<int:cycle>/plan/training/new", methods=["GET", "POST"])
@action("cycle.write")
def new_training(cycle: int) -> Answer:
    """Training that somebody needs before Do."""
    found = load(cycle)
    form = TrainingForm()
    form.person.choices = [("", _("Choose")), *queries.staff_choices(found.setting_id)]
    form.provision.choices = [("", _("None in particular"))] + [
        (str(row.id), row.name) for row in Rows(found).provisions
    ]
    return saved(
        form,
        found,
        lambda: actions.need_training(form.act(), found, training=form.training()),
        to="cycles.plan",
        title=_("Training needed"),
        field="who",
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
