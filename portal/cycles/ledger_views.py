"""Pages of the learning ledger: what earlier cycles taught, used or set aside."""

from __future__ import annotations

from flask import abort
from flask_babel import gettext as _

from portal.access.permissions import action
from portal.cycles import ledger_actions as actions
from portal.cycles.answering import Answer, bp, load, part, saved
from portal.cycles.forms import LearningUseForm
from portal.cycles.frame import frame
from portal.cycles.learn_models import Learning
from portal.cycles.rows import Rows


@bp.route("/cycles/<int:cycle>/inherited")
@action("cycle.reports")
def inherited(cycle: int) -> Answer:
    """What earlier cycles taught: each is used or set aside."""
    found = load(cycle)
    rows = Rows(found)
    return part("cycles/inherited.html", frame=frame(found, rows), cycle=found, rows=rows.inherited)


@bp.route("/cycles/<int:cycle>/inherited/<int:learning>", methods=["GET", "POST"])
@action("cycle.write")
def use_learning(cycle: int, learning: int) -> Answer:
    """Use one thing learnt before, or set it aside with a reason."""
    found = load(cycle)
    row = Learning.get_or_none((Learning.id == learning) & (Learning.pupil == found.pupil_id)) or abort(404)
    form = LearningUseForm(version=row.version)
    return saved(
        form,
        found,
        lambda: actions.decide_inherited(
            form.act(), found, form.stands(row), used=form.used.data == "yes", how=form.how.data or ""
        ),
        field="how",
        to="cycles.inherited",
        title=row.text,
        lead=_("What earlier cycles taught goes on, or is set aside with a reason."),
        free_text=True,
    )
