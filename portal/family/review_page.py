"""The family's page of a review to come: when it is, and whether they come. Their view stands on a page of its own."""

from __future__ import annotations

from flask_babel import gettext as _

from portal.access import audit
from portal.access.me import me
from portal.access.permissions import action
from portal.cycles.help import week
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Attendee
from portal.cycles.review import arrange_actions
from portal.family import queries
from portal.family.blueprint import bp
from portal.family.meeting_page import MeetingForm
from portal.web.page import Answer, done, invalid, page
from portal.web.saving import saving


@bp.route("/family/<int:pupil>/review-meeting", methods=["GET", "POST"])
@action("family.see")
def review_meeting(pupil: int) -> Answer:
    """When and where we look at the plan together, and the reader's answer."""
    kid, _children = queries.child_or_404(pupil)
    audit.looked(pupil, "family_plan")
    found = _mine(pupil)
    if found is None:
        # An old notice leads here: the review has been, or they are no longer asked.
        return done("family.child", _("Nothing is asked of you here now."), pupil=pupil)
    cycle = found.cycle
    form = MeetingForm(version=found.version)
    if form.validate_on_submit():
        with saving(form) as saved:
            arrange_actions.answer(form.act()._replace(setting=kid.setting), cycle, form.stands(found), form.said.data)
        if saved.ok and form.said.data == "views":
            return done("family.review_view", _("Thank you. Write to us here."), pupil=pupil)
        if saved.ok:
            return done("family.review_meeting", _("Thank you. The SENCO knows."), pupil=pupil)
    return (invalid if form.is_submitted() else page)(
        "family/review_meeting.html",
        form=form,
        kid=kid,
        cycle=cycle,
        asked=found,
        at=week.said(cycle.review_at) if cycle.review_at else "",
        where="" if kid.hidden else cycle.review_where,
    )


def _mine(pupil: int) -> Attendee | None:
    """The reader's newest invitation to the review of an open cycle that was not held yet."""
    return (
        Attendee.select(Attendee, Cycle)
        .join(Cycle)
        .where(
            (Attendee.pupil == pupil)
            & (Attendee.person == me().person)
            & (Attendee.stage == "review")
            & Attendee.taken_off_on.is_null()
            & Cycle.closed_on.is_null()
            & Cycle.reviewed_on.is_null()
        )
        .order_by(Attendee.id.desc())
        .first()
    )
