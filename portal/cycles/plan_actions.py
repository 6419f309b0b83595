"""The verbs of Plan: outcomes, targets, help, training, arrangements, and what was learnt before."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from flask_babel import gettext as _

from portal.access.acting import Act, Refused
from portal.cycles.custody import held_here, in_stage
from portal.cycles.facts import Stage
from portal.cycles.learn_models import Learning, LearningUse
from portal.cycles.models import Cycle
from portal.cycles.plan_models import Outcome, Provision, Target, TrainingNeed
from portal.timeline.record import Story, record

_BEFORE_DO = (Stage.ASSESS, Stage.PLAN)


class Smart(NamedTuple):
    """A SMART target in its parts: who does what, how well, where, by when; measured how, when, by whom."""

    name: str
    does_what: str
    how_well: str = ""
    where: str = ""
    by_when: date | None = None
    measured_how: str = ""
    measured_when: str = ""
    measured_by: str = ""
    baseline: str = ""
    baseline_value: str = ""
    goal_value: str = ""
    unit: str = ""


class Help(NamedTuple):
    """One kind of help as planned. `minutes`, `times_a_week` and `weeks` are its dose; `when_text` its timetable."""

    name: str
    kind: str
    layer: str
    detail: str = ""
    target: int | None = None
    deliverer: int | None = None
    deliverer_name: str = ""
    when_text: str = ""
    place: str = ""
    minutes: int | None = None
    times_a_week: int | None = None
    weeks: int | None = None
    group_size: int | None = None
    group_name: str = ""
    section_f: bool = False


def _plan_open(act: Act, cycle: Cycle) -> list[Cycle]:
    """Raises Refused outside Plan. An agreed plan that changes must be agreed and circulated again: a new version."""
    held_here(act, cycle)
    in_stage(cycle, *_BEFORE_DO)
    if not cycle.agreed_on:
        return []
    cycle.agreed_on = cycle.circulated_on = None
    cycle.plan_version += 1
    return [cycle]


def _fill(row: Any, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)


def set_outcome(act: Act, cycle: Cycle, outcome: Outcome | None, *, verb: str, text: str, area: str = "") -> Outcome:
    """Write an outcome (improve, develop or achieve something), or change one."""
    touched = _plan_open(act, cycle)
    row = outcome or Outcome(pupil=cycle.pupil_id, cycle=cycle, setting=act.setting)
    _fill(row, {"verb": verb, "text": text, "area": area})
    title = "Outcome changed" if outcome else "Outcome set"
    story = Story("outcome_set", title, text, stage="plan", data={"verb": verb})
    record(act, story, row, *touched, pupil=cycle.pupil_id, cycle=cycle)
    return row


def set_target(act: Act, cycle: Cycle, outcome: Outcome, target: Target | None, smart: Smart) -> Target:
    """Write a SMART target under an outcome, or change one."""
    touched = _plan_open(act, cycle)
    row = target or Target(pupil=cycle.pupil_id, cycle=cycle, outcome=outcome, setting=act.setting)
    _fill(row, smart._asdict())
    title = "Target changed" if target else "Target set"
    story = Story("target_set", title, smart.does_what, stage="plan", data={"how_well": smart.how_well})
    record(act, story, row, *touched, pupil=cycle.pupil_id, cycle=cycle)
    return row


def drop(act: Act, cycle: Cycle, row: Outcome | Target) -> None:
    """Take an outcome or a target out of a plan that has not begun. It stays in the timeline."""
    touched = _plan_open(act, cycle)
    row.dropped_on = act.today
    is_target = isinstance(row, Target)
    if not is_target and row.targets.where(Target.dropped_on.is_null()).exists():
        raise Refused(_("Take out the targets of this outcome first."))
    kind, title = ("target_set", "Target taken out") if is_target else ("outcome_set", "Outcome taken out")
    story = Story(kind, title, row.does_what if is_target else row.text, stage="plan")
    record(act, story, row, *touched, pupil=cycle.pupil_id, cycle=cycle)


def plan_provision(act: Act, cycle: Cycle, provision: Provision | None, help_: Help) -> Provision:
    """Plan one kind of help, or change one that has not begun. It starts with Do and belongs to the child."""
    touched = _plan_open(act, cycle)
    if provision and provision.status != "planned" and provision.section_f and not help_.section_f:
        # Children and Families Act 2014 s42: else a tick taken away would let the setting stop it afterwards.
        raise Refused(_("This help is in the education, health and care plan. Ask the authority for an early review."))
    row = provision or Provision(
        pupil=cycle.pupil_id, cycle=cycle, setting=act.setting, status="planned", starts_on=act.today,
        started_cycle_number=cycle.number,
    )  # fmt: skip
    if provision and provision.status != "planned":
        # What already runs goes on under this plan, as it is now written.
        row.cycle = cycle
    _fill(row, help_._asdict())
    title = f"Help changed: {help_.name}" if provision else f"Help planned: {help_.name}"
    story = Story(
        "provision_planned", title, help_.detail, stage="plan", data={"kind": help_.kind, "when": help_.when_text}
    )
    record(act, story, row, *touched, pupil=cycle.pupil_id, cycle=cycle)
    return row


def need_training(act: Act, cycle: Cycle, *, who: str, what: str, by_when: date | None) -> TrainingNeed:
    """Somebody must learn something before Do begins."""
    held_here(act, cycle)
    row = TrainingNeed(pupil=cycle.pupil_id, cycle=cycle, setting=act.setting, who=who, what=what, by_when=by_when)
    story = Story("training_needed", f"Training needed: {what}", who, stage="plan", audience="professionals")
    record(act, story, row, pupil=cycle.pupil_id, cycle=cycle)
    return row


def answer_training(
    act: Act, cycle: Cycle, need: TrainingNeed, *, met_on: date | None, delay_reason: str
) -> TrainingNeed:
    """The training took place, or why it is late."""
    held_here(act, cycle)
    if not (met_on or delay_reason.strip()):
        raise Refused(_("Give the day of the training, or say why it is late."))
    need.met_on, need.delay_reason = met_on, delay_reason
    title = f"Training done: {need.what}" if met_on else f"Training late: {need.what}"
    story = Story("training_met", title, delay_reason, stage="plan", audience="professionals")
    record(act, story, need, pupil=cycle.pupil_id, cycle=cycle)
    return need


def arrange(act: Act, cycle: Cycle, *, responsible: int, review_on: date) -> Cycle:
    """Name the teacher who answers for the plan day to day, and the day of the review. In every stage before it.

    Before Do an agreed plan becomes a new version; later the review is only moved, and the timeline says so.
    """
    held_here(act, cycle)
    in_stage(cycle, Stage.ASSESS, Stage.PLAN, Stage.DO)
    if cycle.stage != Stage.DO:
        _plan_open(act, cycle)
    if review_on <= act.today:
        raise Refused(_("The review must be after today."))
    cycle.responsible_teacher, cycle.review_on = responsible, review_on
    story = Story("review_date_set", "Review date set", stage="plan", data={"review_on": review_on.isoformat()})
    record(act, story, cycle, pupil=cycle.pupil_id, cycle=cycle)
    return cycle


def decide_inherited(act: Act, cycle: Cycle, learning: Learning, *, used: bool, how: str) -> LearningUse:
    """Use what an earlier cycle taught, or set it aside with a reason: then it is inherited no further."""
    held_here(act, cycle)
    if not used and not how.strip():
        raise Refused(_("Say why it is set aside."))
    if LearningUse.select().where((LearningUse.learning == learning) & (LearningUse.cycle == cycle)).exists():
        raise Refused(_("This has been decided already."))
    row = LearningUse(pupil=cycle.pupil_id, learning=learning, cycle=cycle, setting=act.setting, used=used, how=how)
    rows: list[Any] = [row]
    if not used:
        learning.retired_on, learning.retired_reason = act.today, how
        rows.append(learning)
    title = "Used from earlier: " if used else "Set aside: "
    story = Story("learning_used", (title + learning.text)[:250], how, stage="plan", data={"used": used})
    record(act, story, *rows, pupil=cycle.pupil_id, cycle=cycle)
    return row
