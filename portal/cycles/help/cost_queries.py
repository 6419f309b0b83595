"""What a setting's help costs: every provision in force with its child, in one statement whatever the number."""

from __future__ import annotations

from typing import NamedTuple

from portal.cycles.help.queries import counts
from portal.cycles.plan.models import IN_PLAN, Provision
from portal.library.costs import Dose, Total, total
from portal.pupils.models import Pupil


class Priced(NamedTuple):
    """Totals of a setting: whole, by layer, by area ("" = not said), and by child (id, name, total), dearest first."""

    whole: Total
    layers: dict[str, Total]
    areas: dict[str, Total]
    children: list[tuple[int, str, Total]]


def priced(setting: int) -> Priced:
    """The costs of the help that a setting gives or has planned. One statement."""
    rows = (
        Provision.select(
            Provision.kind, Provision.layer, Provision.area, Provision.minutes, Provision.times_a_week, Provision.weeks,
            Provision.group_size, Provision.rate_pence, Provision.materials_pence, Pupil.id, Pupil.forename,
            Pupil.surname, Pupil.preferred_forename, Pupil.preferred_surname,
        )
        .join(Pupil)
        .where((Provision.setting == setting) & Provision.status.in_(IN_PLAN))
        .tuples()
    )  # fmt: skip
    layers: dict[str, Total] = {}
    areas: dict[str, Total] = {}
    children: dict[int, Total] = {}
    names: dict[int, str] = {}
    for kind, layer, area, *cells in rows:
        if not counts(kind, cells[0], cells[5]):
            continue
        dose, (pupil, forename, surname, called, family_name) = Dose(*cells[:6]), cells[6:]
        cost = total([dose])
        names[pupil] = f"{called or forename} {family_name or surname}"
        layers[layer] = layers.get(layer, Total()).plus(cost)
        areas[area] = areas.get(area, Total()).plus(cost)
        children[pupil] = children.get(pupil, Total()).plus(cost)
    whole = Total()
    for one in layers.values():
        whole = whole.plus(one)
    dearest = sorted(children, key=lambda pupil: (-children[pupil].pence, names[pupil]))
    return Priced(whole, layers, areas, [(pupil, names[pupil], children[pupil]) for pupil in dearest])
