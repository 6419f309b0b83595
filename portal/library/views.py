"""Pages of the library: the list, one item, and what an hour costs."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request
from flask_babel import gettext as _

from portal.access.acting import Act
from portal.access.me import me
from portal.access.permissions import action, may
from portal.arrangements.words import layer_choices
from portal.library import actions, queries
from portal.library.forms import ItemForm, rates_form
from portal.library.models import Item
from portal.library.money import pounds
from portal.library.queries import Wanted
from portal.library.words import KINDS, RUNNERS, dose
from portal.organisation.rules import rules
from portal.pupils.areas import AREAS
from portal.web.page import Answer, done, invalid, page
from portal.web.saving import saving

bp = Blueprint("library", __name__)
bp.add_app_template_filter(dose)


def wanted() -> Wanted:
    """What the address narrows the list to."""
    named: dict[str, Any] = {name: request.args.get(name, "")[:80] for name in ("q", "area", "layer", "kind")}
    return Wanted(**named, retired=request.args.get("retired") == "yes")


def choices() -> dict[str, list[tuple[str, object]]]:
    """The choices of the filter: areas, layers in the authority's words, kinds."""
    return {
        "area": list(AREAS.items()),
        "layer": list(layer_choices(rules())),
        "kind": [(kind, str(name).split(":")[0]) for kind, name in KINDS],
    }


@bp.route("/library")
@action("library.see")
def library() -> Answer:
    """Strategies and interventions of the authority and of this setting."""
    asked = wanted()
    return page(
        "library/library.html",
        part="library/_list.html",
        target="library-list",
        items=queries.items(me().setting, asked),
        wanted=asked,
        choices=choices(),
        names={name: dict(pairs) for name, pairs in choices().items()},
        writes=may(me().role, "library.manage"),
        place=me().setting,
        prices=may(me().role, "costs.see"),
        maps=may(me().role, "map.see"),
    )


@bp.route("/library/<int:item>")
@action("library.see")
def item(item: int) -> Answer:
    """One strategy or intervention."""
    found = queries.item_or_404(item, me().setting)
    own = may(me().role, "library.manage") and found.setting_id == me().setting
    return page(
        "library/item.html",
        item=found,
        names={name: dict(pairs) for name, pairs in choices().items()},
        runners=RUNNERS,
        own=own,
        pounds=pounds,
    )


@bp.route("/library/new", methods=["GET", "POST"])
@action("library.manage")
def new_item() -> Answer:
    """Add to the library: the authority's, or the setting's own."""
    return _item(None)


@bp.route("/library/<int:item>/change", methods=["GET", "POST"])
@action("library.manage")
def change_item(item: int) -> Answer:
    """Change an item of one's own library."""
    return _item(queries.own_or_404(item, me().setting))


def _item(row: Item | None) -> Answer:
    form = ItemForm(obj=row, version=row.version if row else None)
    form.layer.choices = layer_choices(rules(), row.layer if row else "")
    if form.validate_on_submit():
        with saving(form, "name") as saved:
            actions.keep(form.act(), form.stands(row) if row else None, form.entered())
        if saved.ok:
            return done("library.library", _("Saved: %(name)s.", name=form.name.data), q=form.name.data)
    title = _("Change %(name)s", name=row.name) if row else _("Add to the library")
    return (invalid if form.is_submitted() else page)("library/form.html", form=form, title=title)


@bp.route("/library/<int:item>/<any(retirement, return):what>", methods=["POST"])
@action("library.manage")
def retire(item: int, what: str) -> Answer:
    """No longer offer an item, or offer it again."""
    row = queries.own_or_404(item, me().setting)
    act = Act(me().person, me().role, me().setting)
    (actions.retire if what == "retirement" else actions.bring_back)(act, row)
    said = (
        _("No longer offered: %(name)s.", name=row.name)
        if row.retired_on
        else _("Offered again: %(name)s.", name=row.name)
    )
    return done("library.item", said, item=row.id)


@bp.route("/library/rates", methods=["GET", "POST"])
@action("library.manage")
def rates() -> Answer:
    """What an hour of each role costs: the authority's, and this setting's own where it differs."""
    prices = queries.rates(me().setting)
    none = queries.Price(None, None)
    here = {
        runner: prices.get(runner, none).authority if me().setting is None else prices.get(runner, none).own
        for runner in RUNNERS
    }
    form = rates_form(here)
    if form.validate_on_submit():
        with saving(form) as saved:
            actions.set_rates(form.act(), {runner: form[runner].data for runner in RUNNERS})
        if saved.ok:
            return done("library.rates", _("Saved."))
    if me().setting is not None:
        for runner in RUNNERS:
            standing = pounds(prices.get(runner, none).authority)
            form[runner].description = _("Empty: the authority’s %(rate)s.", rate=standing) if standing else ""
    return (invalid if form.is_submitted() else page)("library/rates.html", form=form, runners=RUNNERS)
