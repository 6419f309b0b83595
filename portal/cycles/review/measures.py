"""What was measured for each target of a cycle: where the child began, the last value, the goal. For evidence, never a mark."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from flask_babel import gettext as _
from peewee import JOIN, SQL, Value

from portal import clock
from portal.access.prepared import Prepared
from portal.access.sight import Bind
from portal.cycles.do.dose import Dose
from portal.cycles.do.generalise_queries import Look
from portal.cycles.do.models import Delivery, Generalisation
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Provision, ProvisionTarget, Target
from portal.cycles.review.sealing import sealed
from portal.web.page import day


class Measured(NamedTuple):
    """The values of one target that sessions wrote down: the last one as typed, its day, and how many there were."""

    last: str
    on: date
    times: int


class _Row(NamedTuple):
    """A value that a session wrote down ("value", for a target and one more), or a "look" for a skill in a place."""

    what: str
    target: int | None
    also: int | None
    words: str
    state: str
    on: date
    note: str
    id: int


def _both() -> Any:
    values = (
        Delivery.select(
            Value("value"), Provision.target, ProvisionTarget.target, Delivery.measure, Value(""), Delivery.on, Value(""),
            Delivery.id,
        )
        .join(Provision)
        .join(
            ProvisionTarget, JOIN.LEFT_OUTER,
            on=(ProvisionTarget.provision == Provision.id) & ProvisionTarget.ended_on.is_null(),
        )
        .where((Delivery.pupil == Bind("pupil")) & Delivery.on.between(Bind("since"), Bind("until")) & (Delivery.measure != ""))
    )  # fmt: skip
    looks = Generalisation.select(
        Value("look"), Generalisation.target, SQL("NULL"), Generalisation.place, Generalisation.state,
        Generalisation.seen_on, Generalisation.note, Generalisation.id,
    ).where(Generalisation.cycle == Bind("cycle"))  # fmt: skip
    return values.union_all(looks)


_rows: Prepared[_Row] = Prepared(_Row, _both)


class Seen(NamedTuple):
    """What was seen of the targets of a cycle: the last value logged for each, by its id; and where skills are in use."""

    values: dict[int, Measured]
    looks: list[Look]


def seen(cycle: Cycle) -> Seen:
    """Values of sessions since Do began, and looks for skills in use, newest first. One statement for both."""
    # What came after a sealed review is not its evidence.
    until = (cycle.reviewed_on or clock.today()) if sealed(cycle) else clock.today()
    found = _rows.rows(pupil=cycle.pupil_id, since=cycle.started_on or cycle.opened_on, until=until, cycle=cycle.id)
    days: dict[int, dict[date, str]] = {}
    looks = []
    for row in sorted(found, key=lambda row: (row.on, row.id), reverse=True):
        if row.what == "look":
            looks.append(Look(row.target or 0, row.words, row.state, row.on, row.note))
            continue
        for target in filter(None, (row.target, row.also)):
            days.setdefault(target, {}).setdefault(row.on, row.words)
    values = {target: Measured(next(iter(each.values())), next(iter(each)), len(each)) for target, each in days.items()}
    return Seen(values, looks)


def measured(cycle: Cycle) -> dict[int, Measured]:
    """The last value that was logged for each target, since Do began, by the target's id. One statement."""
    return seen(cycle).values


def line(target: Target, found: Measured | None) -> str:
    """Baseline, last value and goal in one line: "Began at 2 · 6 on 20 November 2026 · goal 8 minutes"."""
    parts = [
        _("began at %(value)s", value=_with_unit(target.baseline_value, target.unit)) if target.baseline_value else "",
        _("last %(value)s on %(day)s", value=_with_unit(found.last, target.unit), day=day(found.on)) if found else "",
        _("no value was logged") if found is None and target.goal_value else "",
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
