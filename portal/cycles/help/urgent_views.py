"""The page on which help begins before the plan is sent."""

from __future__ import annotations

from flask import abort
from flask_babel import gettext as _

from portal.access.permissions import action
from portal.cycles import queries
from portal.cycles.answering import Answer, bp, load, saved
from portal.cycles.circulation.forms import UrgentForm
from portal.cycles.help import urgent_actions


@bp.route("/cycles/<int:cycle>/plan/provisions/<int:provision>/urgent", methods=["GET", "POST"])
@action("cycle.write")
def urgent(cycle: int, provision: int) -> Answer:
    """Begin one kind of help now, with the reason."""
    found = load(cycle)
    row = queries.provision_or_404(provision)
    if row.pupil_id != found.pupil_id:
        abort(404)
    form = UrgentForm(version=row.version)
    return saved(
        form,
        found,
        lambda: urgent_actions.start_now(form.act(), found, form.stands(row), form.reason.data),
        to="cycles.plan",
        title=_("Start now: %(name)s", name=row.name),
        lead=_("This help begins today, before the plan is sent. Go on with the plan as usual."),
        button=_("Start now"),
        message=_("It runs from today. The family is told."),
        free_text=True,
    )
