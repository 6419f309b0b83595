"""The verbs of Learn: what was learnt, where it goes, the close."""

from __future__ import annotations

from typing import Any

from portal.access.acting import Act
from portal.cycles.custody import held_here, in_stage, may_advance
from portal.cycles.facts import Stage
from portal.cycles.learn.models import Learning
from portal.cycles.models import Cycle
from portal.timeline.record import Story, record

KINDS = {
    "helps": "Helps",
    "hinders": "Does not help",
    "only_when": "Helps only when",
    "about": "About how they learn",
}


def learn(act: Act, cycle: Cycle, *, kind: str, text: str, ordinary_teaching: str) -> Learning:
    """Something learnt: it goes to the next cycle by itself, and to ordinary teaching, or says why not."""
    held_here(act, cycle)
    in_stage(cycle, Stage.REVIEW, Stage.LEARN)
    row = Learning(
        pupil=cycle.pupil_id, cycle=cycle, setting=act.setting, kind=kind, text=text,
        ordinary_teaching=ordinary_teaching, learnt_on=act.today,
    )  # fmt: skip
    story = Story(
        "learning_recorded", f"{KINDS[kind]}: {text}"[:250], ordinary_teaching, stage="learn", data={"kind": kind}
    )
    record(act, story, row, pupil=cycle.pupil_id, cycle=cycle)
    return row


def sum_up(
    act: Act, cycle: Cycle, *, ordinary_teaching: str, nothing_helps_why: str, nothing_hinders_why: str
) -> Cycle:
    """What all ordinary teaching takes on, and why there is nothing to say of a kind where there is nothing."""
    held_here(act, cycle)
    in_stage(cycle, Stage.LEARN)
    values: dict[str, Any] = {
        "ordinary_teaching": ordinary_teaching,
        "nothing_helps_why": nothing_helps_why,
        "nothing_hinders_why": nothing_hinders_why,
    }
    for name, value in values.items():
        setattr(cycle, name, value)
    body = "\n\n".join(filter(None, values.values()))
    story = Story(
        "learning_recorded", "What ordinary teaching takes on", body, stage="learn", data={"kind": "ordinary"}
    )
    record(act, story, cycle, pupil=cycle.pupil_id, cycle=cycle)
    return cycle


def close(act: Act, cycle: Cycle) -> Cycle:
    """Close the cycle: its history is sealed. What runs for the child goes on."""
    may_advance(act, cycle, Stage.LEARN)
    cycle.learned_on = cycle.closed_on = act.today
    story = Story(
        "cycle_closed", f"Cycle {cycle.number} closed", cycle.next_step_note, stage="learn",
        data={"next_step": cycle.next_step},
    )  # fmt: skip
    record(act, story, cycle, pupil=cycle.pupil_id, cycle=cycle)
    return cycle
