"""Choosing help: from the library, with what was tried before beside it; and the strategies of every adult at once."""

from __future__ import annotations

from flask import request
from flask_babel import gettext as _

from portal.access.permissions import action
from portal.cycles.answering import Answer, bp, load
from portal.cycles.help import actions as actions
from portal.cycles.help.forms import StrategiesForm
from portal.cycles.help.queries import area_of
from portal.cycles.help.tried import Past
from portal.cycles.rows import Rows
from portal.library.queries import Wanted, fold, items
from portal.library.views import choices, wanted
from portal.web.incoming import asked_id
from portal.web.page import done, invalid, page
from portal.web.saving import saving


@bp.route("/cycles/<int:cycle>/plan/provisions/choice")
@action("cycle.write")
def choose_help(cycle: int) -> Answer:
    """What the library offers, each with what was tried of it before; or something of our own."""
    found = load(cycle)
    asked, aim = wanted(), asked_id("target")
    if aim and "area" not in request.args:
        # Help for a target is looked for in the area of its outcome first; the choice above the list widens it.
        asked = asked._replace(area=area_of(aim, found.pupil_id))
    offered = items(found.setting_id, asked._replace(retired=False))
    past = Past(found.pupil_id)
    planned = {fold(row.name) for row in Rows(found).provisions}
    pairs = choices()
    return page(
        "cycles/help/choice.html",
        part="cycles/help/_choice.html",
        target="help-offered",
        cycle=found,
        rows=[(item, past.like(item.name, item.family, item.id), item.name_fold in planned) for item in offered],
        wanted=asked,
        choices=pairs,
        names={name: dict(values) for name, values in pairs.items()},
        aim=aim,
    )


@bp.route("/cycles/<int:cycle>/plan/strategies", methods=["GET", "POST"])
@action("cycle.write")
def strategies(cycle: int) -> Answer:
    """Tick what every adult does: strategies of the library that the plan does not have yet, and our own."""
    found = load(cycle)
    planned = {fold(row.name) for row in Rows(found).provisions}
    offered = {
        str(item.id): item for item in items(found.setting_id, Wanted(kind="strategy")) if item.name_fold not in planned
    }
    form = StrategiesForm()
    form.items.choices = [(key, item.name) for key, item in offered.items()]
    if form.validate_on_submit():
        with saving(form, "items") as result:
            rows = [offered[key] for key in form.items.data or ()]
            actions.plan_strategies(form.act(), found, rows, form.names())
        if result.ok:
            return done("cycles.plan", _("Saved."), cycle=found.id)
    past = Past(found.pupil_id)
    return (invalid if form.is_submitted() else page)(
        "cycles/help/strategies.html",
        form=form,
        cycle=found,
        offered=offered,
        tried={key: past.like(item.name, item.family, item.id) for key, item in offered.items()},
        ticked=set(form.items.data or ()) if form.is_submitted() else set(request.args.getlist("item")),
    )
