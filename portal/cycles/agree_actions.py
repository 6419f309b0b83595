"""A plan is agreed at its meeting, circulated to all it concerns, and only then begun."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from flask_babel import gettext as _

from portal.access.acting import Act, Refused
from portal.cycles.custody import held_here, in_stage, may_advance, nothing_missing
from portal.cycles.facts import Receiver, Stage
from portal.cycles.models import Cycle
from portal.cycles.plan_models import Circulation
from portal.cycles.rows import Rows, facts
from portal.cycles.stages import missing_to_agree, missing_to_circulate
from portal.pupils.settings_of import secret
from portal.timeline.record import Story, record


def agree(act: Act, cycle: Cycle, *, met_on: date, meeting: str) -> Cycle:
    """The plan was agreed at a meeting of staff, SENCO, family and child. Raises Refused while parts are missing."""
    held_here(act, cycle)
    in_stage(cycle, Stage.PLAN)
    if met_on > act.today:
        raise Refused(_("The meeting must be today or earlier."))
    nothing_missing(missing_to_agree(facts(Rows(cycle))))
    cycle.met_on, cycle.meeting, cycle.agreed_on = met_on, meeting, act.today
    story = Story(
        "plan_agreed",
        "Plan agreed",
        meeting,
        stage="plan",
        occurred_on=met_on,
        data={"plan_version": cycle.plan_version},
    )
    record(act, story, cycle, pupil=cycle.pupil_id, cycle=cycle)
    return cycle


def circulate(act: Act, cycle: Cycle, receivers: Sequence[Receiver]) -> list[Circulation]:
    """Send the agreed plan to everyone it concerns, before it begins; each copy waits for its receipt."""
    held_here(act, cycle)
    in_stage(cycle, Stage.PLAN)
    nothing_missing(missing_to_circulate(facts(Rows(cycle))))
    if not receivers:
        raise Refused(_("Choose who gets the plan."))
    cycle.circulated_on = act.today
    copies = [
        Circulation(
            pupil=cycle.pupil_id, cycle=cycle, setting=act.setting, plan_version=cycle.plan_version,
            person=receiver.person, name=receiver.name, role=receiver.role, sent_on=act.today,
        )
        for receiver in receivers
    ]  # fmt: skip
    names = "" if secret(cycle.pupil_id, act.setting) else ", ".join(receiver.name for receiver in receivers)
    story = Story("plan_circulated", "Plan sent to everyone it concerns", names, stage="plan")
    record(act, story, cycle, *copies, pupil=cycle.pupil_id, cycle=cycle)
    return copies


def give_receipt(act: Act, cycle: Cycle, copy: Circulation, *, receipt: str, comment: str = "") -> Circulation:
    """How a copy was received: seen, agreed, commented, on paper, or the person could not be reached."""
    copy.receipt, copy.receipt_on, copy.comment = receipt, act.today, comment
    title = "Plan received" if secret(cycle.pupil_id, act.setting) else f"Plan received: {copy.name}"
    story = Story("receipt_given", title, comment, stage="plan", data={"receipt": receipt})
    record(act, story, copy, pupil=cycle.pupil_id, cycle=cycle)
    return copy


def start_doing(act: Act, cycle: Cycle) -> Cycle:
    """From Plan to Do: what was planned begins today."""
    may_advance(act, cycle, Stage.PLAN)
    cycle.stage, cycle.started_on = Stage.DO.value, act.today
    begun = [row for row in Rows(cycle).provisions if row.status == "planned"]
    for row in begun:
        row.status, row.starts_on = "running", act.today
    story = Story("stage_started", "The plan has begun", stage="do", data={"stage": "do"})
    record(act, story, cycle, *begun, pupil=cycle.pupil_id, cycle=cycle)
    return cycle
