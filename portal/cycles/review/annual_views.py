"""Making the review of a cycle the annual review of an education, health and care plan."""

from __future__ import annotations

from flask_babel import gettext as _

from portal.access.permissions import action
from portal.cycles.answering import Answer, bp, load, saved
from portal.cycles.forms import OpenForm
from portal.cycles.review import annual_actions


@bp.route("/cycles/<int:cycle>/review/annual", methods=["GET", "POST"])
@action("cycle.lead")
def annual(cycle: int) -> Answer:
    """One meeting for both: the review of the cycle, and the annual review of the plan."""
    found = load(cycle)
    form = OpenForm(version=found.version)
    return saved(
        form, found, lambda: annual_actions.hold_annual(form.act(), form.stands(found)),
        to="cycles.review", title=_("Hold the annual review with this review"), button=_("Hold both together"),
        message=_("Saved. This review is the annual review of the plan, too."),
        lead=_(
            "One meeting, one record. It also asks whether each outcome and each help of the education, health and care"
            " plan is still right. Papers go to everybody two weeks before it; the report goes to the authority within two"
            " weeks after it."
        ),
    )  # fmt: skip
