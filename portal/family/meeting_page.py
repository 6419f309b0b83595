"""The family's pages of an invitation, to the plan's meeting or to a review: when and where it is, and whether they come."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from flask import url_for
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.access import audit
from portal.access.me import me
from portal.access.permissions import action
from portal.cycles.help import week
from portal.cycles.models import Cycle
from portal.cycles.plan import meeting_actions
from portal.cycles.plan.models import Attendee
from portal.cycles.review import arrange_actions
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


class Kind(NamedTuple):
    """A kind of meeting: its words, the columns of the cycle with day, time, place and the day it was held, and where one
    writes instead (endpoint and values).
    """

    stage: str
    title: LazyString
    lead: LazyString
    on: str
    at: str
    where: str
    held: str
    answer: Callable[..., object]
    own: str
    written: tuple[str, dict[str, Any]]


_PLAN = Kind(
    "plan", _l("We make the plan together"), _l("You know best what helps. We would like you there."),
    "meets_on", "meets_at", "meets_where", "met_on",
    meeting_actions.answer, "family.meeting", ("family.view", {"about": "assess"}),
)  # fmt: skip
_REVIEW = Kind(
    "review", _l("We look at the plan together"),
    _l("What is better? What is still hard? What next? We would like you there."),
    "review_on", "review_at", "review_where", "reviewed_on",
    arrange_actions.answer, "family.review_meeting", ("family.review_view", {}),
)  # fmt: skip


@bp.route("/family/<int:pupil>/meeting", methods=["GET", "POST"])
@action("family.see")
def meeting(pupil: int) -> Answer:
    """When and where we meet about the plan, and the reader's answer."""
    return _invitation(pupil, _PLAN)


@bp.route("/family/<int:pupil>/review-meeting", methods=["GET", "POST"])
@action("family.see")
def review_meeting(pupil: int) -> Answer:
    """When and where we look at the plan together, and the reader's answer."""
    return _invitation(pupil, _REVIEW)


def _invitation(pupil: int, kind: Kind) -> Answer:
    kid, _children = queries.child_or_404(pupil)
    audit.looked(pupil, "family_plan")
    found = _mine(pupil, kind)
    if found is None:
        # An old notice leads here: the meeting has been, or they are no longer asked.
        return done("family.child", _("Nothing is asked of you here now."), pupil=pupil)
    cycle = found.cycle
    form = MeetingForm(version=found.version)
    endpoint, more = kind.written
    if form.validate_on_submit():
        with saving(form) as saved:
            kind.answer(form.act()._replace(setting=kid.setting), cycle, form.stands(found), form.said.data)
        if saved.ok and form.said.data == "views":
            return done(endpoint, _("Thank you. Write to us here."), pupil=pupil, **more)
        if saved.ok:
            return done(kind.own, _("Thank you. The SENCO knows."), pupil=pupil)
    at = getattr(cycle, kind.at)
    return (invalid if form.is_submitted() else page)(
        "family/meeting.html",
        form=form,
        kid=kid,
        asked=found,
        title=kind.title,
        lead=kind.lead,
        own=kind.own,
        write=url_for(endpoint, pupil=pupil, **more),
        on=getattr(cycle, kind.on),
        at=week.said(at) if at else "",
        where="" if kid.hidden else getattr(cycle, kind.where),
    )


def _mine(pupil: int, kind: Kind) -> Attendee | None:
    """The reader's newest invitation to a meeting of an open cycle that was not held yet."""
    return (
        Attendee.select(Attendee, Cycle)
        .join(Cycle)
        .where(
            (Attendee.pupil == pupil)
            & (Attendee.person == me().person)
            & (Attendee.stage == kind.stage)
            & Attendee.taken_off_on.is_null()
            & Cycle.closed_on.is_null()
            & getattr(Cycle, kind.held).is_null()
        )
        .order_by(Attendee.id.desc())
        .first()
    )
