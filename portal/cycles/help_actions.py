"""The verbs of help in a plan: provision, and the training it needs."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from flask_babel import gettext as _

from portal.access.acting import Act, Refused
from portal.cycles.custody import held_here
from portal.cycles.models import Cycle
from portal.cycles.plan_actions import fill, plan_open
from portal.cycles.plan_models import Provision, TrainingNeed
from portal.timeline.record import Story, record


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


def plan_provision(act: Act, cycle: Cycle, provision: Provision | None, help_: Help) -> Provision:
    """Plan one kind of help, or change one that has not begun. It starts with Do and belongs to the child."""
    touched = plan_open(act, cycle)
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
    fill(row, help_._asdict())
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
