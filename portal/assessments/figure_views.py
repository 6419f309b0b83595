"""Pages of national figures: the list, sending in a CSV, and looking at it before it counts."""

from __future__ import annotations

from typing import Any

from flask import Response
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.access.me import me
from portal.access.permissions import action
from portal.assessments import figure_actions as actions
from portal.assessments import figure_csv, queries
from portal.assessments.blueprint import bp
from portal.assessments.measures import CERTAINTIES, GROUPS, MEASURES
from portal.assessments.models import FigureUpload
from portal.pupils.census_codes import NEED_LABELS
from portal.web.forms import Form, required, upload
from portal.web.page import Answer, done, invalid, page
from portal.web.saving import saving

_WORDS: dict[str, Any] = {"measures": MEASURES, "groups": {**GROUPS, **NEED_LABELS}, "certainties": CERTAINTIES}


class FiguresForm(Form):
    """A CSV of figures."""

    file = upload(_l("Your CSV file"), required(_l("Choose a file")))


@bp.route("/figures")
@action("figures.manage")
def figures() -> Answer:
    """The figures that stand beside children's results, each with its source."""
    return page("assessments/figures.html", figures=queries.all_figures(), **_WORDS)


@bp.route("/figures.csv")
@action("figures.manage")
def figures_file() -> Response:
    """The same as a file to change and send back."""
    headers = {"Content-Disposition": "attachment; filename=national-figures.csv"}
    return Response(figure_csv.write(queries.all_figures()), mimetype="text/csv", headers=headers)


@bp.route("/figures/new", methods=["GET", "POST"])
@action("figures.manage")
def send_figures() -> Answer:
    """Send in a CSV."""
    form = FiguresForm()
    if form.validate_on_submit():
        sent: list[FigureUpload] = []
        with saving(form, "file") as saved:
            sent.append(actions.send_in(form.act(), form.file.data.read()))
        if saved.ok:
            return done("assessments.figures_sent", upload=sent[0].id) if sent else done("assessments.figures")
    answer = invalid if form.is_submitted() else page
    return answer("assessments/figures_new.html", form=form)


@bp.route("/figures/uploads/<int:upload>", methods=["GET", "POST"])
@action("figures.manage")
def figures_sent(upload: int) -> Answer:
    """What the CSV would change; then take it."""
    row = queries.upload_or_404(upload, me().person)
    form = Form(version=row.version)
    if form.validate_on_submit():
        count = 0
        with saving(form) as saved:
            count = actions.put_in_force(form.act(), form.stands(row))
        if saved.ok:
            return done("assessments.figures", _("Saved. Figures changed: %(count)s.", count=count))
    answer = invalid if form.is_submitted() else page
    return answer("assessments/figures_sent.html", form=form, upload=row, preview=actions.preview(row), **_WORDS)
