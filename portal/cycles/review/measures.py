"""What was measured for each target of a cycle: where the child began, the last value, the goal. For evidence, never a mark."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from flask_babel import gettext as _
from peewee import JOIN

from portal.cycles.do.dose import Dose
from portal.cycles.do.models import Delivery
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Provision, ProvisionTarget, Target
from portal.web.page import day

_MOST = 400
"""Of one cycle no more values are read: the last one counts, and how many there were."""


class Measured(NamedTuple):
    """The values of one target that sessions wrote down: the last one as typed, its day, and how many there were."""

    last: str
    on: date
    times: int


def measured(cycle: Cycle) -> dict[int, Measured]:
    """The last value that was logged for each target, since Do began, by the target's id. One statement."""
    rows = (
        Delivery.select(Delivery.measure, Delivery.on, Provision.target, ProvisionTarget.target)
        .join(Provision)
        .join(
            ProvisionTarget, JOIN.LEFT_OUTER,
            on=(ProvisionTarget.provision == Provision.id) & ProvisionTarget.ended_on.is_null(),
        )
        .where(
            (Delivery.pupil == cycle.pupil_id)
            & (Delivery.on >= (cycle.started_on or cycle.opened_on))
            & (Delivery.measure != "")
        )
        .order_by(Delivery.on.desc(), Delivery.id.desc())
        .limit(_MOST)
        .tuples()
    )  # fmt: skip
    days: dict[int, dict[date, str]] = {}
    for value, on, *targets in rows:
        for target in filter(None, targets):
            days.setdefault(target, {}).setdefault(on, value)
    return {target: Measured(next(iter(each.values())), next(iter(each)), len(each)) for target, each in days.items()}


def line(target: Target, found: Measured | None) -> str:
    """Baseline, last value and goal in one line: "Began at 2 · 6 on 20 November 2026 · goal 8 minutes"."""
    parts = [
        _("began at %(value)s", value=_with_unit(target.baseline_value, target.unit)) if target.baseline_value else "",
        _("last %(value)s on %(day)s", value=_with_unit(found.last, target.unit), day=day(found.on)) if found else "",
        _("goal %(value)s", value=_with_unit(target.goal_value, target.unit)) if target.goal_value else "",
    ]
    return " · ".join(filter(None, parts))


def evidence(target: Target, found: Measured | None, helping: Iterable[tuple[str, Dose]]) -> str:
    """What the review proposes as evidence of a target, from what was measured; "" where nothing was.

    `helping`: the name and dose of each help that served it. Nobody types it again; the meeting adds who saw what.
    """
    if found is None:
        return ""
    measured_line = line(target, found)
    given = "; ".join(f"{name}: {dose.words()}" for name, dose in helping)
    return "\n".join(filter(None, (measured_line[:1].upper() + measured_line[1:] + ".", given and given + ".")))


def _with_unit(value: str, unit: str) -> str:
    """ "6 minutes"; a value that says its unit itself keeps it."""
    said: Any = value.strip()
    return f"{said} {unit}" if unit and said.replace(".", "", 1).replace(",", "", 1).isdigit() else str(said)
