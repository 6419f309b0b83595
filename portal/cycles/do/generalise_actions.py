"""Generalisation: saying where a skill is seen in use, away from the session in which it was learnt."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext as _

from portal.access.acting import Act, Refused
from portal.access.permissions import ASSISTANTS
from portal.cycles.custody import held_here, in_stage
from portal.cycles.do.models import Generalisation
from portal.cycles.facts import Stage
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Target
from portal.timeline.record import Story, record

STATES = ("not_yet", "sometimes", "works")
_TOLD = {"not_yet": "Not yet seen", "sometimes": "Seen sometimes", "works": "Works"}


def see_in_use(
    act: Act, cycle: Cycle, target: Target, *, place: str, state: str, note: str = "", on: date | None = None
) -> Generalisation:
    """Somebody looked for the skill of a target in a place: not yet, sometimes, or it works. `on`: today, or a day before.

    Each look is a row of its own: how it came to work is part of the story. From Do to Learn, by the setting that holds
    the cycle. What an assistant writes stays with its staff until the teacher releases it.
    """
    held_here(act, cycle)
    in_stage(cycle, Stage.DO, Stage.REVIEW, Stage.LEARN)
    day = on or act.today
    if day > act.today or (cycle.started_on and day < cycle.started_on):
        raise Refused(_("The day must be between the start of the plan and today."), "on")
    if state not in STATES:
        raise Refused(_("Select what you saw."), "state")
    audience = "setting" if act.role in ASSISTANTS else target.audience
    row = Generalisation(
        pupil=cycle.pupil_id, cycle=cycle, setting=act.setting, target=target, place=place, state=state, seen_on=day,
        by=act.person, note=note, audience=audience,
    )  # fmt: skip
    story = Story(
        "generalised", f"{_TOLD[state]} in {place}: {target.name or target.does_what}"[:255], note, stage="do",
        occurred_on=day, audience=audience, category="session_notes",
        data={"target": target.id, "place": place, "state": state},
    )  # fmt: skip
    record(act, story, row, pupil=cycle.pupil_id, cycle=cycle)
    return row
