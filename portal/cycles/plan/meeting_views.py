"""Pages of a plan's meeting: asking people, and writing down who came and what was decided."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext as _

from portal import clock
from portal.access.permissions import action
from portal.cycles.answering import Answer, bp, load, saved
from portal.cycles.facts import Receiver
from portal.cycles.help.week import said
from portal.cycles.plan import meeting_actions as actions
from portal.cycles.plan.meeting_actions import When
from portal.cycles.plan.meeting_forms import MeetingForm, MeetingRecordForm
from portal.cycles.plan.meeting_queries import Offer, aside, offers, shown
from portal.cycles.plan.models import Attendee
from portal.cycles.rows import Rows


@bp.route("/cycles/<int:cycle>/plan/meeting", methods=["GET", "POST"])
@action("cycle.write")
def plan_meeting(cycle: int) -> Answer:
    """Ask family, child, staff and professionals to the meeting at which the plan is made."""
    found = load(cycle)
    attendees = Rows(found).attendees
    offered = offers(found, attendees)
    form = MeetingForm(
        version=found.version, on=found.meets_on, at=found.meets_at and said(found.meets_at), where=found.meets_where
    )
    form.people.choices = [(one.key, shown(one.guest)) for one in offered]
    if not form.is_submitted():
        # Everybody around the child is proposed; afterwards those who are asked.
        form.people.data = [one.key for one in offered if one.asked or not (attendees or aside(one.guest))]
    return saved(
        form,
        found,
        lambda: actions.invite(
            form.act(),
            form.stands(found),
            When(form.on.data, form.time(), form.where.data or ""),
            [*_chosen(offered, form.people.data or []), *form.named()],
        ),
        field="people",
        to="cycles.plan",
        title=_("Ask people to the meeting"),
        lead=_("Family and child plan with you. Those with an account are told at once."),
        button=_("Ask them"),
    )


def _chosen(offered: list[Offer], keys: list[str]) -> list[Receiver]:
    return [one.guest for one in offered if one.key in keys]


@bp.route("/cycles/<int:cycle>/plan/meeting/record", methods=["GET", "POST"])
@action("cycle.write")
def plan_meeting_record(cycle: int) -> Answer:
    """Who came to the meeting, who sent views, what was decided. Agreeing the plan takes it over."""
    found = load(cycle)
    attendees = Rows(found).attendees
    form = MeetingRecordForm(version=found.version, on=found.met_on or _day(found.meets_on), decisions=found.meeting)
    choices = [(str(row.id), shown(Receiver(row.name, row.role))) for row in attendees]
    form.came.choices = form.sent.choices = choices
    if not form.is_submitted():
        form.came.data = [str(row.id) for row in attendees if _expected(row)]
        form.sent.data = [str(row.id) for row in attendees if row.sent_views or row.answer == "views"]
    if not attendees:
        del form.came, form.sent
    return saved(
        form,
        found,
        lambda: actions.hold(
            form.act(),
            form.stands(found),
            met_on=form.on.data,
            came=_ids(form, "came"),
            sent_views=_ids(form, "sent"),
            decisions=form.decisions.data,
            others=form.named(),
        ),
        field="others",
        to="cycles.plan",
        title=_("Write down the meeting"),
        lead=_("When you agree the plan, this goes with it."),
        free_text=True,
    )


def _day(planned: date | None) -> date:
    """The planned day once it has come, else today."""
    today = clock.today()
    return planned if planned and planned <= today else today


def _expected(row: Attendee) -> bool:
    """Whether somebody came, or said they would: that somebody came who gave no answer, a person says."""
    return bool(row.came) if row.came is not None else row.answer == "coming"


def _ids(form: MeetingRecordForm, name: str) -> list[int]:
    return [int(one) for one in form[name].data or []] if name in form else []
