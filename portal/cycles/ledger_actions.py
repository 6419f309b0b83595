"""The learning ledger: what becomes, in this plan, of each thing that earlier cycles taught."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from portal.access.acting import Act, Refused
from portal.cycles.custody import held_here
from portal.cycles.learn_models import Learning, LearningUse
from portal.cycles.models import Cycle
from portal.timeline.record import Story, record


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
