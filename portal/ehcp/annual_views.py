"""The steps of an annual review beside its meeting."""

from __future__ import annotations

from flask import abort
from flask_babel import gettext as _

from portal import clock as today_is
from portal.access.permissions import action
from portal.ehcp import annual_actions, clock, queries
from portal.ehcp.blueprint import bp, load, saved
from portal.ehcp.forms import DecisionForm, PapersForm, ReportForm, record_form
from portal.ehcp.in_place import in_place
from portal.ehcp.transfers import transfer_of
from portal.web.page import Answer


@bp.route("/children/<int:pupil>/ehc-plan/reviews/<int:review>/papers", methods=["GET", "POST"])
@action("ehcp.write")
def papers(pupil: int, review: int) -> Answer:
    """When the papers went to everybody who is asked."""
    child = load(pupil)
    row = queries.review_or_404(review, pupil)
    form = PapersForm(version=row.version, on=row.papers_on or today_is.today())
    return saved(
        form, child, lambda: annual_actions.send_papers(form.act(), form.stands(row), form.on.data),
        title=_("Papers for the annual review"), message=_("Saved."),
        lead=_("Advice from the family, the child and everybody who works with them goes to all who are asked, at least two weeks before the meeting."),
    )  # fmt: skip


@bp.route("/children/<int:pupil>/ehc-plan/reviews/<int:review>/record", methods=["GET", "POST"])
@action("ehcp.write")
def record(pupil: int, review: int) -> Answer:
    """What the meeting said of each outcome and each help, of hopes, and of the next phase."""
    child = load(pupil)
    row = queries.review_or_404(review, pupil)
    coming = transfer_of(child.pupil, child.year_group, child.setting, today_is.today())
    aims, named = queries.in_force(pupil)
    placed = in_place(pupil)
    form = record_form(
        aims,
        named,
        row.answers,
        row.note,
        row.version,
        transfer=coming is not None,
        given={item.id: placed.told(item.id) for item in named},
    )
    return saved(
        form, child,
        lambda: annual_actions.write_down(form.act(), form.stands(row), form.answers(), form.note.data or ""),
        title=_("Annual review: what was said about the plan"), message=_("Saved."), free_text=True,
        lead=_("Before you judge whether help works, look at what was given."),
    )  # fmt: skip


@bp.route("/children/<int:pupil>/ehc-plan/reviews/<int:review>/report", methods=["GET", "POST"])
@action("ehcp.write")
def report(pupil: int, review: int) -> Answer:
    """Send the report of an annual review to the authority."""
    child = load(pupil)
    row = queries.review_or_404(review, pupil)
    form = ReportForm(version=row.version)
    return saved(
        form, child, lambda: annual_actions.send_report(form.act(), form.stands(row)),
        title=_("Send the report to the authority"), message=_("Sent. The authority decides within four weeks of the meeting."),
        lead=_("It holds what was said of each part of the plan, and the written record of the review. It cannot be changed afterwards."),
        button=_("Send the report"),
    )  # fmt: skip


@bp.route("/children/<int:pupil>/ehc-plan/reviews/<int:review>/decision", methods=["GET", "POST"])
@action("ehcp.decide")
def decision(pupil: int, review: int) -> Answer:
    """The authority decides to keep, change or end a plan."""
    child = load(pupil)
    row = queries.review_or_404(review, pupil)
    plan = queries.plan_of(pupil) or abort(404)
    form = DecisionForm(version=row.version)
    due = clock.decision_due(row.met_on, row.due_by) if row.met_on else row.due_by
    return saved(
        form, child,
        lambda: annual_actions.decide(form.act(), form.stands(row), plan, form.decided.data, form.words.data or ""),
        title=_("Decide on the plan"), message=_("Saved. The setting and the family are told."), due=due, free_text=True,
        review=row,
    )  # fmt: skip
