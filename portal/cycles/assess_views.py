"""Pages of Assess."""

from __future__ import annotations

from flask import request
from flask_babel import gettext as _

from portal.access.permissions import action
from portal.cycles import assess_actions as actions
from portal.cycles.answering import Answer, bp, load, part, reports_only, saved
from portal.cycles.assess_actions import Evidence, View
from portal.cycles.forms import SOURCES, WHOSE, AbsenceForm, EvidenceForm, SenseForm, UnderstandingForm, ViewForm
from portal.cycles.frame import frame
from portal.cycles.rows import Rows


@bp.route("/cycles/<int:cycle>/assess")
@action("cycle.reports")
def assess(cycle: int) -> Answer:
    """The six sources, what views differ in, and our understanding of need."""
    found = load(cycle)
    rows = Rows(found)
    here = rows.of_stage("assess")
    return part(
        "cycles/assess.html",
        frame=frame(found, rows),
        cycle=found,
        views=[row for row in here if row.source == "views"],
        sense=[row for row in here if row.source == "sense"],
        evidence=[row for row in here if row.source not in ("views", "sense")],
        understandings=rows.understandings,
        whose=dict(WHOSE),
        sources=dict(SOURCES),
    )


def _view(cycle: int, stage: str) -> Answer:
    found = load(cycle)
    form = ViewForm(whose=request.args.get("whose"))
    return saved(
        form,
        found,
        lambda: actions.give_view(
            form.act(), found, stage, View(form.whose.data, form.name.data, form.text.data, form.audience.data)
        ),
        to=f"cycles.{stage}",
        title=_("Add a view"),
        free_text=True,
    )


@bp.route("/cycles/<int:cycle>/views/new", methods=["GET", "POST"])
@action("view.give")
def new_view(cycle: int) -> Answer:
    """Somebody's view at the start."""
    return _view(cycle, "assess")


@bp.route("/cycles/<int:cycle>/review/views/new", methods=["GET", "POST"])
@action("view.give")
def new_review_view(cycle: int) -> Answer:
    """Somebody's view of how it went."""
    return _view(cycle, "review")


def _absence(cycle: int, stage: str) -> Answer:
    found = load(cycle)
    form = AbsenceForm(version=found.version, whose=request.args.get("whose"))
    return saved(
        form,
        found,
        lambda: actions.explain_absence(form.act(), form.stands(found), stage, form.whose.data, form.reason.data),
        to=f"cycles.{stage}",
        title=_("A view could not be heard"),
        free_text=True,
    )


@bp.route("/cycles/<int:cycle>/views/absent", methods=["GET", "POST"])
@action("cycle.write")
def absent(cycle: int) -> Answer:
    """Why a view could not be heard at the start."""
    return _absence(cycle, "assess")


@bp.route("/cycles/<int:cycle>/review/views/absent", methods=["GET", "POST"])
@action("cycle.write")
def review_absent(cycle: int) -> Answer:
    """Why a view could not be heard at review."""
    return _absence(cycle, "review")


@bp.route("/cycles/<int:cycle>/evidence/new", methods=["GET", "POST"])
@action("view.give")
def new_evidence(cycle: int) -> Answer:
    """A piece of evidence."""
    reports_only()
    found = load(cycle)
    form = EvidenceForm(source=request.args.get("source"))
    return saved(
        form,
        found,
        lambda: actions.add_evidence(
            form.act(), found, Evidence(form.source.data, form.reach.data, form.name.data, form.text.data)
        ),
        to="cycles.assess",
        title=_("Add evidence"),
        free_text=True,
    )


@bp.route("/cycles/<int:cycle>/sense", methods=["GET", "POST"])
@action("cycle.agree")
def sense(cycle: int) -> Answer:
    """The SENCO makes sense of views that differ."""
    found = load(cycle)
    form = SenseForm()
    views = [row for row in Rows(found).of_stage("assess") if row.source == "views"]
    return saved(
        form,
        found,
        lambda: actions.make_sense(form.act(), found, form.text.data),
        to="cycles.assess",
        title=_("Make sense of different views"),
        free_text=True,
        quotes=[(dict(WHOSE)[row.whose], row.name, row.text) for row in views],
    )


@bp.route("/cycles/<int:cycle>/understanding", methods=["GET", "POST"])
@action("cycle.write")
def understanding(cycle: int) -> Answer:
    """A new version of our understanding, beginning with the words of the last."""
    found = load(cycle)
    newest = next(iter(Rows(found).understandings), None)
    form = UnderstandingForm(
        statement=newest.statement if newest else None, barriers=newest.barriers if newest else None
    )
    if newest is None:
        del form.changed, form.why
    return saved(
        form,
        found,
        lambda: actions.write_understanding(
            form.act(),
            found,
            statement=form.statement.data,
            barriers=form.barriers.data,
            changed=(form.changed.data or "") if newest else "",
            why=(form.why.data or "") if newest else "",
        ),
        field="changed" if newest else "",
        to="cycles.assess",
        title=_("Our understanding of need"),
        lead=_("Revisited, refined, revised: never started again.") if newest else "",
        free_text=True,
    )
