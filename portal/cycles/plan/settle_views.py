"""The page on which a plan is agreed. Who answers for it: arrangement_views.py; sending it: circulation_views.py."""

from __future__ import annotations

from flask_babel import gettext as _

from portal import clock
from portal.access.permissions import action
from portal.cycles.answering import Answer, bp, load, saved
from portal.cycles.plan import agree_actions, meeting_queries
from portal.cycles.plan.settle_forms import AgreementForm
from portal.cycles.rows import Rows


@bp.route("/cycles/<int:cycle>/plan/agreement", methods=["GET", "POST"])
@action("cycle.agree")
def agreement(cycle: int) -> Answer:
    """The meeting at which the plan was agreed."""
    found = load(cycle)
    form = AgreementForm(
        version=found.version,
        met_on=found.met_on or clock.today(),
        # Who came stands in the meeting already: nobody types names twice.
        meeting=meeting_queries.minutes(found, Rows(found).attendees),
    )
    return saved(
        form,
        found,
        lambda: agree_actions.agree(form.act(), form.stands(found), met_on=form.met_on.data, meeting=form.meeting.data),
        # The next step is offered at once: everyone has the plan before it begins.
        to="cycles.circulation",
        back="cycles.plan",
        message=_("The plan is agreed. Send it to everyone it concerns."),
        title=_("Agree the plan"),
        lead=_("Staff, SENCO, family and child meet and agree the plan."),
        free_text=True,
    )
