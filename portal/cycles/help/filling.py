"""What a form of help begins with, so that nothing known is typed again: the library's words, or an earlier run's."""

from __future__ import annotations

from typing import Any

from flask import request

from portal.access.me import me
from portal.cycles.help.queries import area_of
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Provision
from portal.library.models import Item
from portal.web.incoming import asked_id

_FROM_ITEM = (
    "name", "kind", "layer", "area", "family", "detail", "minutes", "times_a_week", "weeks", "group_size", "resources",
    "materials_pence",
)  # fmt: skip
_FROM_EARLIER = ("training", "place", "group_name")


def beginning(cycle: Cycle, item: Item | None) -> dict[str, Any]:
    """Values for a new kind of help: of the library's item, of what the child had before (`?like=`), or a name."""
    aim = asked_id("target")
    values: dict[str, Any] = {"target": str(aim or ""), "area": area_of(aim, cycle.pupil_id) if aim else ""}
    if item is not None:
        area = values["area"]
        values |= {name: getattr(item, name) for name in _FROM_ITEM}
        values["area"] = item.area or area
        # Whether somebody still needs it is asked, not assumed.
        return values | {"training": item.training}
    earlier = asked_id("like")
    row = Provision.get_or_none((Provision.id == earlier) & (Provision.pupil == cycle.pupil_id)) if earlier else None
    if row is not None:
        values |= {name: getattr(row, name) for name in (*_FROM_ITEM, *_FROM_EARLIER)}
        if row.setting_id == me().setting:
            values |= {"deliverer": str(row.deliverer_id or ""), "deliverer_name": row.deliverer_name}
        else:
            # Rooms and groups of another setting mean nothing here, and may say which setting it was.
            values |= {"place": "", "group_name": ""}
        return values
    return values | {"name": request.args.get("name", "")[:80]}
