"""The authority's pages of education, health and care plans: what waits for it, and counts of what is late."""

from __future__ import annotations

from flask import abort
from flask_babel import gettext as _

from portal import clock
from portal.access.me import me
from portal.access.permissions import action, may
from portal.organisation.rules import rules
from portal.oversight import actions, law_queries
from portal.oversight.blueprint import bp
from portal.oversight.forms import OpeningForm
from portal.web.page import Answer, done, page


@bp.route("/authority/early-reviews")
@action("authority.see")
def early_reviews() -> Answer:
    """Early reviews asked for, reports that wait for a decision, and counts of what is late; no names."""
    today = clock.today()
    return page(
        "oversight/plans.html",
        today=today,
        requests=law_queries.requests(),
        reports=law_queries.reports(),
        board=law_queries.board(today, rules().small_number),
        form=OpeningForm(),
        opens=may(me().role, "authority.name_a_child"),
        days=rules().named_access_days,
    )


@bp.route("/authority/early-reviews/<int:request>/opening", methods=["POST"])
@action("authority.name_a_child")
def open_request(request: int) -> Answer:
    """Open the child of a request: the request is the reason, which the family can read."""
    pupil = actions.of_request(request)
    return _opened(pupil, _("An early review of the education, health and care plan was asked for."))


@bp.route("/authority/annual-reviews/<int:review>/opening", methods=["POST"])
@action("authority.name_a_child")
def open_review(review: int) -> Answer:
    """Open the child of an annual review whose report waits for the authority's decision."""
    pupil = actions.of_annual_review(review)
    return _opened(pupil, _("The authority decides after the annual review of the education, health and care plan."))


def _opened(pupil: int | None, purpose: str) -> Answer:
    if pupil is None:
        abort(404)
    form = OpeningForm()
    if form.validate_on_submit():
        actions.open_for(form.act(), pupil, purpose)
        return done("ehcp.plan", _("The family can read that you opened this record, and why."), pupil=pupil)
    return done("oversight.early_reviews", _("Please press the button again."))
