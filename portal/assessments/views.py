"""Pages of one child's scores: how far a child has come, and entering a score. For staff and for the family."""

from __future__ import annotations

from flask import request
from flask_babel import gettext as _

from portal.access import audit
from portal.access.me import me
from portal.access.permissions import action, may
from portal.assessments import actions, figure_views, instrument_views, queries
from portal.assessments import progress as lines
from portal.assessments.blueprint import bp
from portal.assessments.forms import WithdrawForm, fresh
from portal.assessments.models import Instrument
from portal.pupils.queries import child_or_404
from portal.web.incoming import asked_id
from portal.web.page import Answer, done, invalid, page
from portal.web.saving import saving

__all__ = ["bp", "figure_views", "instrument_views"]


@bp.route("/children/<int:pupil>/progress")
@action("cycle.reports")
def progress(pupil: int) -> Answer:
    """A child's results over time, each line by itself."""
    child = child_or_404(pupil)
    audit.looked(pupil, "progress")
    return page(
        "assessments/progress.html",
        child=child,
        series=lines.progress(pupil),
        seen=queries.observations(pupil),
        adds=may(me().role, "score.add"),
    )


@bp.route("/family/<int:pupil>/progress")
@action("family.see")
def family(pupil: int) -> Answer:
    """The same for the family, in plain words."""
    child = child_or_404(pupil)
    audit.looked(pupil, "family")
    series = lines.progress(pupil, staff=False)
    return page(
        "assessments/family.html",
        child=child,
        series=series,
        seen=queries.observations(pupil),
        own=me().role == "young_person",
    )


@bp.route("/children/<int:pupil>/scores/new", methods=["GET", "POST"])
@action("score.add")
def new_score(pupil: int) -> Answer:
    """Enter a result: first which instrument, then only its fields."""
    child = child_or_404(pupil)
    audit.looked(pupil, "progress")
    chosen = _chosen()
    form = fresh(chosen, queries.scales_of(chosen.id), request.args.get("source", "")) if chosen else None
    if chosen and form and form.validate_on_submit():
        with saving(form) as saved:
            actions.add_score(form.act(), child.pupil, form.entered(chosen.id))
        if saved.ok:
            return done("assessments.progress", _("Saved."), pupil=pupil)
    answer = invalid if request.method == "POST" else page
    return answer(
        "assessments/score.html",
        part="assessments/_score_form.html",
        target="score-form",
        child=child,
        instruments=queries.instruments(),
        chosen=chosen,
        form=form,
    )


def _chosen() -> Instrument | None:
    """The instrument of the address, if it is one in use."""
    number = asked_id("instrument")
    return Instrument.get_or_none((Instrument.id == number) & Instrument.retired_on.is_null()) if number else None


@bp.route("/children/<int:pupil>/scores/<int:result>/withdrawal", methods=["GET", "POST"])
@action("score.add")
def withdraw(pupil: int, result: int) -> Answer:
    """Take back a result that was entered wrongly."""
    child = child_or_404(pupil)
    audit.looked(pupil, "progress")
    row = queries.score_or_404(pupil, result)
    form = WithdrawForm(version=row.version)
    if form.validate_on_submit():
        with saving(form) as saved:
            actions.withdraw(form.act(), form.stands(row), form.why.data)
        if saved.ok:
            return done("assessments.progress", _("Taken back. Now enter it right."), pupil=pupil)
    answer = invalid if form.is_submitted() else page
    return answer("assessments/withdraw.html", form=form, child=child, score=queries.score_or_404(pupil, result))
