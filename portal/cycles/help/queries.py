"""What the plan page says of help beside its own row: what it costs, its further targets, its training, its week."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from portal.cycles.plan.models import Outcome, Provision, ProvisionTarget, Target, TrainingNeed
from portal.cycles.plan.rows import PlanRows
from portal.library import costs
from portal.library.costs import Dose, Total
from portal.library.money import pounds


class Around(NamedTuple):
    """`also`: ids of further targets by provision. For staff who may see money: `cost` of each in pounds, `spent` together."""

    also: dict[int, list[int]]
    cost: dict[int, str]
    total: Total | None
    spent: str


def dose_of(row: Provision) -> Dose:
    """What a provision's cost is counted from."""
    return Dose(row.minutes, row.times_a_week, row.weeks, row.group_size, row.rate_pence, row.materials_pence)


def around(rows: PlanRows, money: bool) -> Around:
    """What stands beside the help of a plan. `money`: whether the reader may see costs (never a family)."""
    also = rows.further
    if not money:
        return Around(also, {}, None, "")
    doses = {row.id: dose_of(row) for row in rows.provisions if counts(row.kind, row.minutes, row.materials_pence)}
    priced = {row: costs.child(dose) for row, dose in doses.items()}
    whole = costs.total(doses.values())
    return Around(
        also, {row: pounds(cost) for row, cost in priced.items() if cost is not None}, whole, pounds(whole.pence)
    )


def counts(kind: str, minutes: int | None, materials_pence: int | None) -> bool:
    """Whether help is asked for its cost: what every adult does in every lesson costs nothing extra."""
    return kind != "strategy" or bool(minutes or materials_pence)


def serves(provision: int) -> list[int]:
    """The ids of the further targets that one provision serves. One statement."""
    rows = ProvisionTarget.select(ProvisionTarget.target).where(
        (ProvisionTarget.provision == provision) & ProvisionTarget.ended_on.is_null()
    )
    return [target for (target,) in rows.order_by(ProvisionTarget.target).tuples()]


def serves_also(targets: Iterable[int]) -> set[int]:
    """The provisions that serve one of these targets beside their first. One statement."""
    rows = ProvisionTarget.select(ProvisionTarget.provision).where(
        ProvisionTarget.target.in_(list(targets)) & ProvisionTarget.ended_on.is_null()
    )
    return {provision for (provision,) in rows.tuples()}


def open_training(provision: int) -> TrainingNeed | None:
    """The training that one provision still waits for. One statement."""
    waits = (TrainingNeed.provision == provision) & TrainingNeed.met_on.is_null()
    return TrainingNeed.select().where(waits).order_by(TrainingNeed.id).first()


def area_of(target: int, pupil: int) -> str:
    """The area of need of a target's outcome, "" where it has none or is another child's. One statement."""
    found = (
        Outcome.select(Outcome.area)
        .join(Target, on=(Target.outcome == Outcome.id))
        .where((Target.id == target) & (Target.pupil == pupil))
        .tuples()
        .first()
    )
    return str(found[0]) if found else ""
