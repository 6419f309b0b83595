"""The family's page of an invitation: when the plan is made together, and whether they come."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.access import audit
from portal.access.me import me
from portal.access.permissions import action
from portal.cycles.help import week
from portal.cycles.models import Cycle
from portal.cycles.plan import meeting_actions
from portal.cycles.plan.models import Attendee
from portal.family import queries
from portal.family.blueprint import bp
from portal.web.forms import Form, choice, required
from portal.web.page import Answer, done, invalid, page
from portal.web.saving import saving


class MeetingForm(Form):
    """Whether somebody comes. Each answer is a button of its own."""

    said = choice(
        _l("Can you come?"),
        (
            ("coming", _l("Yes, I come")),
            ("not_coming", _l("No, I cannot come")),
            ("views", _l("I write to you instead")),
        ),
        required(_l("Choose whether you can come")),
    )


@bp.route("/family/<int:pupil>/meeting", methods=["GET", "POST"])
@action("family.see")
def meeting(pupil: int) -> Answer:
    """When and where we meet about the plan, and the reader's answer."""
    kid, _children = queries.child_or_404(pupil)
    audit.looked(pupil, "family_plan")
    found = _mine(pupil)
    if found is None:
        # An old notice leads here: the meeting has been, or they are no longer asked.
        return done("family.child", _("Nothing is asked of you here now."), pupil=pupil)
    cycle = found.cycle
    form = MeetingForm(version=found.version)
    if form.validate_on_submit():
        with saving(form) as saved:
            meeting_actions.answer(form.act()._replace(setting=kid.setting), cycle, form.stands(found), form.said.data)
        if saved.ok and form.said.data == "views":
            return done("family.view", _("Thank you. Write to us here."), pupil=pupil, about="assess")
        if saved.ok:
            return done("family.meeting", _("Thank you. The SENCO knows."), pupil=pupil)
    return (invalid if form.is_submitted() else page)(
        "family/meeting.html",
        form=form,
        kid=kid,
        cycle=cycle,
        asked=found,
        at=week.said(cycle.meets_at) if cycle.meets_at else "",
        where="" if kid.hidden else cycle.meets_where,
    )


def _mine(pupil: int) -> Attendee | None:
    """The reader's newest invitation to the meeting of an open cycle that has not met yet."""
    return (
        Attendee.select(Attendee, Cycle)
        .join(Cycle)
        .where(
            (Attendee.pupil == pupil)
            & (Attendee.person == me().person)
            & (Attendee.stage == "plan")
            & Attendee.taken_off_on.is_null()
            & Cycle.closed_on.is_null()
            & Cycle.met_on.is_null()
        )
        .order_by(Attendee.id.desc())
        .first()
    )
