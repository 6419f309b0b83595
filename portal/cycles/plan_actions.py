"""The verbs of Plan: outcomes, targets, who answers for the plan, the review date. Help: help_actions.py."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import gettext as _

from portal.access.acting import Act, Refused
from portal.cycles.custody import held_here, in_stage
from portal.cycles.facts import Stage
from portal.cycles.models import Cycle
from portal.cycles.plan_models import Outcome, Target
from portal.cycles.smart import Smart
from portal.timeline.record import Story, record

_BEFORE_DO = (Stage.ASSESS, Stage.PLAN)


def plan_open(act: Act, cycle: Cycle) -> list[Cycle]:
    """Raises Refused outside Plan. An agreed plan that changes must be agreed and circulated again: a new version."""
    held_here(act, cycle)
    in_stage(cycle, *_BEFORE_DO)
    if not cycle.agreed_on:
        return []
    cycle.agreed_on = cycle.circulated_on = None
    cycle.plan_version += 1
    return [cycle]


def fill(row: Any, values: dict[str, Any]) -> None:
    """Give a row the values as they were typed."""
    for name, value in values.items():
        setattr(row, name, value)


def set_outcome(act: Act, cycle: Cycle, outcome: Outcome | None, *, verb: str, text: str, area: str = "") -> Outcome:
    """Write an outcome (improve, develop or achieve something), or change one."""
    touched = plan_open(act, cycle)
    row = outcome or Outcome(pupil=cycle.pupil_id, cycle=cycle, setting=act.setting)
    fill(row, {"verb": verb, "text": text, "area": area})
    title = "Outcome changed" if outcome else "Outcome set"
    story = Story("outcome_set", title, text, stage="plan", data={"verb": verb})
    record(act, story, row, *touched, pupil=cycle.pupil_id, cycle=cycle)
    return row


def set_target(act: Act, cycle: Cycle, outcome: Outcome, target: Target | None, smart: Smart) -> Target:
    """Write a SMART target under an outcome, or change one."""
    touched = plan_open(act, cycle)
    row = target or Target(pupil=cycle.pupil_id, cycle=cycle, outcome=outcome, setting=act.setting)
    fill(row, smart._asdict())
    title = "Target changed" if target else "Target set"
    story = Story("target_set", title, smart.does_what, stage="plan", data={"how_well": smart.how_well})
    record(act, story, row, *touched, pupil=cycle.pupil_id, cycle=cycle)
    return row


def drop(act: Act, cycle: Cycle, row: Outcome | Target) -> None:
    """Take an outcome or a target out of a plan that has not begun. It stays in the timeline."""
    touched = plan_open(act, cycle)
    row.dropped_on = act.today
    is_target = isinstance(row, Target)
    if not is_target and row.targets.where(Target.dropped_on.is_null()).exists():
        raise Refused(_("Take out the targets of this outcome first."))
    kind, title = ("target_set", "Target taken out") if is_target else ("outcome_set", "Outcome taken out")
    story = Story(kind, title, row.does_what if is_target else row.text, stage="plan")
    record(act, story, row, *touched, pupil=cycle.pupil_id, cycle=cycle)


def arrange(act: Act, cycle: Cycle, *, responsible: int, review_on: date) -> Cycle:
    """Name the teacher who answers for the plan day to day, and the day of the review. In every stage before it.

    Before Do an agreed plan becomes a new version; later the review is only moved, and the timeline says so.
    """
    held_here(act, cycle)
    in_stage(cycle, Stage.ASSESS, Stage.PLAN, Stage.DO)
    if cycle.stage != Stage.DO:
        plan_open(act, cycle)
    if review_on <= act.today:
        raise Refused(_("The review must be after today."))
    cycle.responsible_teacher, cycle.review_on = responsible, review_on
    story = Story("review_date_set", "Review date set", stage="plan", data={"review_on": review_on.isoformat()})
    record(act, story, cycle, pupil=cycle.pupil_id, cycle=cycle)
    return cycle
