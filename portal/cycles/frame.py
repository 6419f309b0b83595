"""What stands above every page of a cycle: its steps, its state, what is missing and the step that is next."""

from __future__ import annotations

from collections.abc import Container
from typing import NamedTuple

from flask import url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from portal.access.me import me
from portal.access.permissions import may
from portal.cycles import custody, queries
from portal.cycles.facts import Stage
from portal.cycles.forms import StageForm
from portal.cycles.models import Cycle
from portal.cycles.rows import Rows
from portal.cycles.tasks import Task, task_list
from portal.organisation.rules import rules

BUTTONS: dict[str, LazyString] = {
    "assess": _l("Start the plan"),
    "plan": _l("Begin the plan today"),
    "do": _l("Start the review"),
    "review": _l("Go on to what was learnt"),
    "learn": _l("Close this cycle"),
}
NAMES: dict[str, LazyString] = {
    "assess": _l("Assess"),
    "plan": _l("Plan"),
    "do": _l("Do"),
    "review": _l("Review"),
    "learn": _l("Learn"),
}
STATES: dict[str, LazyString] = {
    "assessing": _l("Finding out what is needed"),
    "planning": _l("Planning"),
    "agreed": _l("Plan agreed, not sent yet"),
    "circulated": _l("Plan sent, not begun yet"),
    "doing": _l("Plan under way"),
    "review_due": _l("Review due"),
    "overdue": _l("Review overdue"),
    "reviewed": _l("Reviewed"),
    "learning": _l("What was learnt"),
    "closed": _l("Closed"),
}
TONES = {"review_due": "warn", "overdue": "bad", "closed": "quiet"}


class Step(NamedTuple):
    """One step of the stepper: see components/stepper.html."""

    letter: str
    name: LazyString
    note: str
    href: str
    reached: bool
    current: bool


class Frame(NamedTuple):
    """What stands above every page of a cycle."""

    cycle: Cycle
    name: str
    steps: list[Step]
    state: str
    tone: str
    tasks: list[Task]
    form: StageForm | None
    button: str
    ready: bool
    writes: bool
    agrees: bool
    # Others than the custodian may add views and evidence while the cycle is open.
    gives: bool
    # The SENCO of the custodian says who leads.
    leads: bool = False
    # The authority's rule of after how many school days support counts as not logged.
    quiet_days: int = 10


_EVERY = tuple(NAMES)


def frame(cycle: Cycle, rows: Rows, form: StageForm | None = None, leads_on: Container[str] = _EVERY) -> Frame:
    """The frame of a cycle for the reader: steps, state, what is missing and the step that is next.

    `leads_on`: the stages in which the page shows the step that is next; in others what is missing is not read.
    """
    who = me()
    stage = queries.stage_of(cycle)
    in_force = rules()
    state = queries.state_of(cycle, due_days=in_force.review_due_days)
    holds = cycle.setting_id == who.setting and stage is not Stage.CLOSED
    writes = holds and may(who.role, "cycle.write")
    agrees = writes and may(who.role, "cycle.agree") and custody.agrees(who.role, who.person, cycle)
    shown = cycle.stage in leads_on
    tasks = task_list(cycle, rows, agrees=agrees) if writes and shown else []
    return Frame(
        cycle=cycle,
        name=cycle.pupil.name,
        steps=steps(cycle),
        state=str(STATES[state]),
        tone=TONES.get(state, ""),
        tasks=tasks,
        form=(form or StageForm(version=cycle.version, leaving=cycle.stage)) if writes else None,
        button=str(BUTTONS[cycle.stage]),
        ready=shown and not any(task.blocks for task in tasks),
        writes=writes,
        agrees=agrees,
        gives=stage is not Stage.CLOSED and may(who.role, "view.give"),
        leads=writes and may(who.role, "cycle.lead"),
        quiet_days=in_force.nothing_logged_days,
    )


def steps(cycle: Cycle) -> list[Step]:
    """The five stages, those the reader may open as links."""
    order = list(NAMES)
    now = len(order) if cycle.closed_on else order.index(cycle.stage)
    open_to_all = may(me().role, "cycle.reports")
    return [
        Step(
            queries.LETTERS[stage],
            NAMES[stage],
            "",
            url_for(f"cycles.{stage}", cycle=cycle.id) if open_to_all or stage in ("plan", "do", "learn") else "",
            place <= now,
            place == now,
        )
        for place, stage in enumerate(order)
    ]
