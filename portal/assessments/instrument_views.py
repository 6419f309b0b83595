"""Pages of the authority's list of instruments."""

from __future__ import annotations

from collections.abc import Callable

from flask_babel import gettext as _

from portal.access.permissions import action
from portal.assessments import instrument_actions as actions
from portal.assessments import queries
from portal.assessments.blueprint import bp
from portal.assessments.instrument_forms import KINDS, InstrumentForm, ScaleForm
from portal.assessments.models import Instrument, Scale
from portal.web.forms import Form
from portal.web.page import Answer, done, invalid, page
from portal.web.saving import saving


@bp.route("/instruments")
@action("instruments.manage")
def instruments() -> Answer:
    """Every test, check and profile that settings can choose."""
    return page("assessments/instruments.html", listed=queries.listed())


@bp.route("/instruments/new", methods=["GET", "POST"])
@action("instruments.manage")
def new_instrument() -> Answer:
    """Add an instrument; its scales come next."""
    form = InstrumentForm(data={"origin": "local"})
    if form.validate_on_submit():
        made: list[Instrument] = []
        with saving(form) as saved:
            made.append(actions.save_instrument(form.act(), None, form.listed()))
        if saved.ok:
            return done("assessments.new_scale", _("Added. Now add its scores."), instrument=made[0].id) if made else done("assessments.instruments")  # fmt: skip
    return _asked(form, _("Add an instrument"))


@bp.route("/instruments/<int:instrument>", methods=["GET", "POST"])
@action("instruments.manage")
def instrument(instrument: int) -> Answer:
    """Change an instrument, and see its scales."""
    row = queries.instrument_or_404(instrument)
    form = InstrumentForm.of(row)
    if form.validate_on_submit():
        with saving(form) as saved:
            actions.save_instrument(form.act(), form.stands(row), form.listed())
        if saved.ok:
            return done("assessments.instruments", _("Saved."))
    answer = invalid if form.is_submitted() else page
    return answer(
        "assessments/instrument.html",
        form=form,
        retiring=Form(version=row.version),
        row=queries.instrument_or_404(instrument),
        scales=queries.scales_of(instrument, retired=True),
        kinds=dict(KINDS),
    )


@bp.route("/instruments/<int:instrument>/retired", methods=["POST"])
@action("instruments.manage")
def retire_instrument(instrument: int) -> Answer:
    """Take an instrument off the list, or put it back."""
    row = queries.instrument_or_404(instrument)
    form = Form(version=row.version)
    if form.validate_on_submit():
        with saving(form):
            row = actions.retire(form.act(), form.stands(row))
    return done("assessments.instruments", _("Retired: %(name)s.", name=row.name) if row.retired_on else _("In use again: %(name)s.", name=row.name))  # fmt: skip


@bp.route("/instruments/<int:instrument>/scales/new", methods=["GET", "POST"])
@action("instruments.manage")
def new_scale(instrument: int) -> Answer:
    """Add a kind of score to an instrument."""
    return _scale(queries.instrument_or_404(instrument), None, ScaleForm())


@bp.route("/instruments/<int:instrument>/scales/<int:scale>", methods=["GET", "POST"])
@action("instruments.manage")
def scale(instrument: int, scale: int) -> Answer:
    """Change a kind of score: its error, its limits, what is expected."""
    row = queries.scale_or_404(instrument, scale)
    return _scale(queries.instrument_or_404(instrument), row, ScaleForm.of(row))


def _scale(of: Instrument, row: Scale | None, form: ScaleForm) -> Answer:
    save: Callable[[], object] = lambda: actions.save_scale(form.act(), of, form.stands(row) if row else None, form.scaled())  # noqa: E731  # fmt: skip
    if form.validate_on_submit():
        with saving(form) as saved:
            save()
        if saved.ok:
            return done("assessments.instrument", _("Saved."), instrument=of.id)
    return _asked(form, row.name if row else _("Add a score"), of)


def _asked(form: Form, title: str, of: Instrument | None = None) -> Answer:
    answer = invalid if form.is_submitted() else page
    return answer("assessments/list_form.html", form=form, title=title, of=of)
