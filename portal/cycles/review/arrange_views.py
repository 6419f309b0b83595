"""Pages of a review to come: arranging it, asking somebody again, answering an invitation, saying why it is late."""

from __future__ import annotations

from flask import abort, url_for
from flask_babel import gettext as _

from portal import clock
from portal.access.me import me
from portal.access.permissions import action
from portal.cycles import queries
from portal.cycles.answering import Answer, bp, load, saved
from portal.cycles.assess.models import Contribution
from portal.cycles.facts import Receiver
from portal.cycles.help.week import said
from portal.cycles.models import Cycle
from portal.cycles.plan.meeting_queries import aside, shown
from portal.cycles.plan.models import Attendee
from portal.cycles.plan.review_dates import ReviewDates, review_dates
from portal.cycles.review import arrange_actions as actions
from portal.cycles.review.arrange_forms import ArrangeForm, AskAgainForm, InvitationForm, LateForm
from portal.cycles.review.arrange_queries import Expected, attendees, heard, offered
from portal.cycles.review.late_causes import is_late
from portal.pupils.settings_of import hidden
from portal.web.page import day, done, invalid, page
from portal.web.saving import saving


@bp.route("/cycles/<int:cycle>/review/arrange", methods=["GET", "POST"])
@action("cycle.write")
def arrange_review(cycle: int) -> Answer:
    """The review's day, time and place; child, family, staff and professionals are asked with one button."""
    found = load(cycle)
    asked = attendees(found)
    people, dates, late = offered(found, asked), review_dates(found), is_late(found, clock.today())
    form = ArrangeForm(
        version=found.version,
        late=late,
        hint=_limits(dates),
        on=dates.proposed if late or not found.review_on else found.review_on,
        at=said(found.review_at) if found.review_at else "",
        where=found.review_where,
        ask=True,
    )
    form.people.choices = [(one.key, shown(one.guest)) for one in people]
    if not form.is_submitted():
        form.people.data = [one.key for one in people if one.asked or not (asked or aside(one.guest))]

    def chosen() -> list[Receiver]:
        return [one.guest for one in people if one.key in (form.people.data or [])]

    return saved(
        form,
        found,
        lambda: actions.arrange(
            form.act(),
            form.stands(found),
            form.when(),
            [*chosen(), *form.named()],
            ask_views=form.ask.data,
            late=form.late(),
            dates=dates,
        ),
        field="on",
        to="cycles.arrange_review",
        back="cycles.review",
        title=_("Arrange the review"),
        lead=_("Everybody with an account is told at once. The others stand in a list below: ask them yourself."),
        button=_("Arrange it"),
        message=_("Saved: the review is arranged."),
        template="cycles/review/arrange.html",
        free_text="note" in form,
        rows=_rows(found, asked),
        again=AskAgainForm(),
    )


def _limits(dates: ReviewDates) -> str:
    if dates.late:
        return _("Up to %(limit)s.", limit=day(dates.limit, weekday=True))
    return _("A plan is reviewed each term: by %(limit)s.", limit=day(dates.limit, weekday=True))


def _rows(cycle: Cycle, asked: list[Attendee]) -> list[tuple[Attendee, bool]]:
    """Those who are asked, each with whether their view has come. One statement."""
    if not asked:
        return []
    views = list(
        Contribution.select(Contribution.whose, Contribution.name, Contribution.by).where(
            (Contribution.cycle == cycle.id) & (Contribution.stage == "review")
        )
    )
    return [(row, heard(Expected(row.person_id, row.name, row.role), views)) for row in asked]


@bp.route("/cycles/<int:cycle>/review/asked/<int:attendee>", methods=["POST"])
@action("cycle.write")
def ask_again(cycle: int, attendee: int) -> Answer:
    """Ask one person again for their view."""
    found = load(cycle)
    row = _invited_or_404(found, attendee)
    form = AskAgainForm()
    if form.validate_on_submit():
        with saving(form) as result:
            actions.ask_again(form.act(), found, row)
        if result.ok and row.person_id:
            return done("cycles.arrange_review", _("%(name)s is asked again.", name=row.name), cycle=cycle)
        if result.ok:
            words = _("Written down. %(name)s has no account: ask in person.", name=row.name)
            return done("cycles.arrange_review", words, cycle=cycle)
    words = form.form_errors[0] if form.form_errors else _("Nobody was asked.")
    return done("cycles.arrange_review", str(words), cycle=cycle)


def _invited_or_404(cycle: Cycle, attendee: int) -> Attendee:
    row: Attendee = queries.part_or_404(Attendee, attendee, cycle)
    if row.stage != "review" or row.taken_off_on:
        abort(404)
    return row


@bp.route("/cycles/<int:cycle>/review/invitation", methods=["GET", "POST"])
@action("plan.receipt")
def review_invitation(cycle: int) -> Answer:
    """One's own invitation: when the review is, whether one comes, and one's view beforehand."""
    found = load(cycle)
    mine = [row for row in attendees(found) if row.person_id == me().person]
    row = mine[-1] if mine else abort(404)
    form = InvitationForm(version=row.version, said=row.answer or None)
    if form.validate_on_submit():
        with saving(form, "said") as result:
            actions.answer(form.act(), found, form.stands(row), form.said.data)
        if result.ok:
            return done("cycles.review_invitation", _("Thank you. The SENCO knows."), cycle=cycle)
    answer = invalid if form.is_submitted() else page
    return answer(
        "cycles/review/invitation.html",
        form=form,
        cycle=found,
        mine=row,
        hidden=found.setting_id in hidden(found.pupil_id),
        view_href=url_for("cycles.new_review_view", cycle=cycle),
    )


@bp.route("/cycles/<int:cycle>/review/late", methods=["GET", "POST"])
@action("cycle.write")
def late_review(cycle: int) -> Answer:
    """Why a review is late, and its next day: both in one step."""
    found = load(cycle)
    dates = review_dates(found)
    form = LateForm(
        version=found.version,
        cause=found.late_cause,
        note=found.late_note,
        on=dates.proposed,
        at=said(found.review_at) if found.review_at else "",
        where=found.review_where,
    )
    form.on.description = _limits(dates)
    if found.reviewed_on and found.review_on and found.reviewed_on > found.review_on:
        del form.on, form.at, form.where
    elif not is_late(found, clock.today()):
        return done("cycles.arrange_review", _("This review is not late."), cycle=cycle)
    due = day(found.review_on) if found.review_on else ""
    return saved(
        form,
        found,
        lambda: actions.move_late(form.act(), form.stands(found), form.when(found.review_on), form.late(), dates),
        field="cause",
        to="cycles.review",
        title=_("The review is late"),
        lead=_("It was due on %(day)s. Say why, and when it is held now: both are saved together.", day=due),
        button=_("Save the cause and the day"),
        free_text=True,
    )
