"""Pages of our understanding of need: a new version, a confirmation, and all versions through time and settings."""

from __future__ import annotations

from collections.abc import Iterable

from flask import request
from flask_babel import gettext as _
from wtforms import SelectMultipleField
from wtforms.fields import SelectChoice

from portal.access import audit
from portal.access.permissions import action
from portal.cycles.answering import Answer, bp, load, saved
from portal.cycles.assess import understanding_actions as actions
from portal.cycles.assess.earlier import named, on_one_line
from portal.cycles.assess.models import Contribution
from portal.cycles.assess.understanding_forms import ConfirmForm, UnderstandingForm
from portal.cycles.assess.understanding_queries import story_of
from portal.cycles.assess.understanding_words import AREA_NAMES, area_in_address, area_name
from portal.cycles.models import Cycle
from portal.cycles.rows import Rows
from portal.pupils.queries import child_or_404
from portal.pupils.settings_of import hidden
from portal.web.page import page


def _evidence(field: SelectMultipleField, cycle: Cycle, rows: Rows) -> dict[str, Contribution]:
    """The evidence of this cycle as ticks; answers key to row."""
    secret = hidden(cycle.pupil_id)
    here = {str(row.id): row for row in rows.of_stage("assess") if not row.nothing_new}
    field.choices = [SelectChoice(key, f"{named(row, secret)}: {on_one_line(row.text)}") for key, row in here.items()]
    return here


def _ticked(field: SelectMultipleField, here: dict[str, Contribution]) -> Iterable[Contribution]:
    return [here[key] for key in field.data or []]


@bp.route("/cycles/<int:cycle>/understanding", methods=["GET", "POST"])
@action("cycle.write")
def understanding(cycle: int) -> Answer:
    """A new version of our understanding in an area, beginning with the words of the last."""
    found = load(cycle)
    rows = Rows(found)
    known = {row.area: row for row in rows.understandings}
    area = area_in_address(request.args.get("area"))
    newest = known.get(area) if area is not None else None
    form = UnderstandingForm(
        statement=newest.statement if newest else None,
        barriers=newest.barriers if newest else None,
        after=str(newest.number) if newest else "0",
    )
    here = _evidence(form.rests_on, found, rows)
    if newest is None:
        del form.changed, form.why
    if area is None:
        form.area.choices = [(code, name) for code, name in AREA_NAMES.items() if code not in known]
    else:
        del form.area

    def save() -> None:
        given, form.after.data = _number(form.after.data), str(newest.number if newest else 0)
        actions.write_understanding(
            form.act(), found, statement=form.statement.data, barriers=form.barriers.data,
            changed=(form.changed.data or "") if newest else "", why=(form.why.data or "") if newest else "",
            area=form.area.data if area is None else area, rests_on=_ticked(form.rests_on, here), after=given,
        )  # fmt: skip

    return saved(
        form,
        found,
        save,
        field="changed" if newest else "",
        to="cycles.assess",
        title=_("Our understanding of need") if area is None else str(area_name(area)),
        lead=_("Revisited, refined, revised: never started again.") if newest else _("Our understanding of need"),
        free_text=True,
    )


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0


@bp.route("/cycles/<int:cycle>/understanding/confirmation", methods=["GET", "POST"])
@action("cycle.write")
def confirm_understanding(cycle: int) -> Answer:
    """Still right, because …: a version of its own, with the same words."""
    found = load(cycle)
    rows = Rows(found)
    area = area_in_address(request.args.get("area")) or ""
    newest = next((row for row in rows.understandings if row.area == area), None)
    form = ConfirmForm(after=str(newest.number) if newest else "0")
    here = _evidence(form.rests_on, found, rows)
    waiting = {row.area or "whole": row for row in rows.understandings if row.cycle_id != found.id and row.area != area}
    form.also.choices = [
        (key, f"{area_name(row.area)}: {on_one_line(row.statement)}") for key, row in waiting.items()
    ]  # fmt: skip
    if not waiting:
        del form.also

    def save() -> None:
        given, form.after.data = _number(form.after.data), str(newest.number if newest else 0)
        actions.confirm(
            form.act(), found, area, form.because.data, rests_on=_ticked(form.rests_on, here), after=given,
            also=[waiting[key].area for key in form.also.data] if waiting else (),
        )  # fmt: skip

    return saved(
        form,
        found,
        save,
        field="because",
        to="cycles.assess",
        title=_("Still right: %(area)s", area=area_name(area)),
        quotes=[(_("Version %(number)s", number=newest.number), "", newest.statement)] if newest else [],
        free_text=True,
    )


@bp.route("/children/<int:pupil>/understanding")
@action("cycle.reports")
def understandings(pupil: int) -> Answer:
    """Every version in each area, one at a time, with what changed, who wrote it and what it rests on."""
    child = child_or_404(pupil)
    audit.looked(pupil, "understanding")
    area = area_in_address(request.args.get("area"))
    story = story_of(pupil, area, request.args.get("version", 0, type=int))
    return page("cycles/assess/understandings.html", child=child, story=story)
