"""What a setting's help costs, for those who pay for it."""

from __future__ import annotations

from collections.abc import Iterable

from portal.access import audit
from portal.access.me import me
from portal.access.permissions import action
from portal.arrangements.words import layer_choices
from portal.cycles.answering import Answer, bp
from portal.cycles.help.cost_queries import priced
from portal.library.costs import Total
from portal.library.money import pounds
from portal.organisation.rules import rules
from portal.pupils.areas import AREAS
from portal.web.page import page


@bp.route("/costs")
@action("costs.see")
def costs() -> Answer:
    """Hours a week and the cost of the whole plans: by layer, by area, by child."""
    found = priced(me().setting or 0)
    audit.listed((pupil for pupil, _name, _total in found.children), "costs")
    layers = dict(layer_choices(rules()))
    return page(
        "cycles/help/costs.html",
        whole=found.whole,
        layers=[(layers.get(layer, layer.capitalize()), total) for layer, total in _in_order(found.layers, layers)],
        areas=[(AREAS.get(area), total) for area, total in _in_order(found.areas, AREAS)],
        children=found.children,
        pounds=pounds,
    )


def _in_order(found: dict[str, Total], order: Iterable[str]) -> list[tuple[str, Total]]:
    """Known ones in the authority's order, then what is left."""
    keys = [key for key in order if key in found] + [key for key in found if key not in order]
    return [(key, found[key]) for key in keys]
