"""The verbs of training in a plan: somebody must learn something before Do; it took place, or is late."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from flask_babel import gettext as _

from portal.access.acting import Act, Refused
from portal.accounts.models import Person
from portal.cycles.custody import held_here
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Provision, TrainingNeed
from portal.notices.outbox import Telling
from portal.pupils.settings_of import secret
from portal.timeline.record import Story, record


class Training(NamedTuple):
    """What somebody must learn first: what, who (a person of the setting, or a name), by when, for which help."""

    what: str
    who: str = ""
    person: int | None = None
    by_when: date | None = None
    provision: int | None = None


def need_training(act: Act, cycle: Cycle, *, training: Training) -> TrainingNeed:
    """Somebody must learn something before Do begins. Raises Refused when nobody is named."""
    held_here(act, cycle)
    row = _filled(TrainingNeed(pupil=cycle.pupil_id, cycle=cycle, setting=act.setting), training)
    if not row.who:
        raise Refused(_("Say who needs the training: choose a person, or enter a name."))
    row.provision = training.provision
    who = "" if secret(cycle.pupil_id, cycle.setting_id) else row.who
    story = Story("training_needed", f"Training needed: {row.what}", who, stage="plan", audience="professionals")
    record(act, story, row, pupil=cycle.pupil_id, cycle=cycle, tell=told(act, cycle, row))
    return row


def _filled(row: TrainingNeed, training: Training) -> TrainingNeed:
    person = Person.get_by_id(training.person) if training.person else None
    row.person, row.what, row.by_when = person, training.what, training.by_when
    row.who = person.name if person else training.who
    return row


def needed_for(act: Act, cycle: Cycle, provision: Provision, training: Training) -> TrainingNeed:
    """The need of one kind of help, new or as it stands and is not met yet, as now written. Not saved yet."""
    standing = None
    if provision.id:
        open_ = (TrainingNeed.provision == provision) & (TrainingNeed.cycle == cycle) & TrainingNeed.met_on.is_null()
        standing = TrainingNeed.select().where(open_).order_by(TrainingNeed.id).first()
    row = standing or TrainingNeed(pupil=cycle.pupil_id, cycle=cycle, setting=act.setting, provision=provision)
    _filled(row, training)
    row.who = row.who or _("Whoever runs it")
    return row


def told(act: Act, cycle: Cycle, row: TrainingNeed) -> list[Telling]:
    """The person who is to learn it, where they have an account."""
    return [Telling(row.person_id, "training_given", act.setting, cycle.id)] if row.person_id else []


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
