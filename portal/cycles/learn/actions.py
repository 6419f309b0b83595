"""The verbs of Learn: what was learnt, where it goes, the close."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from flask_babel import gettext as _

from portal.access.acting import Act, Refused
from portal.cycles.custody import held_here, in_stage, may_advance
from portal.cycles.facts import Stage
from portal.cycles.keeping import papers
from portal.cycles.learn.asking import works_changed
from portal.cycles.learn.models import Learning, LearningGround, LearningUse, Reflection
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Provision
from portal.db import database
from portal.timeline.audiences import FAMILY
from portal.timeline.following import narrower
from portal.timeline.record import Story, record

KINDS = {
    "helps": "Helps",
    "hinders": "Does not help",
    "only_when": "Helps only when",
    "about": "About how they learn",
    "says": "How they communicate",
}


class Learnt(NamedTuple):
    """One thing learnt, and where it goes: to the next cycle by itself, to ordinary teaching, and to the family at home.

    `ordinary_teaching`: what all teaching now does, or why not; `strategy`: it becomes help that every adult gives from
    today. `reflections`: ids of what it is made of, whose audience it follows.
    """

    kind: str
    text: str
    ordinary_teaching: str
    home: str = ""
    strategy: bool = False
    reflections: tuple[int, ...] = ()


def learn(
    act: Act, cycle: Cycle, *, kind: str, text: str, ordinary_teaching: str, home: str = "", strategy: bool = False
) -> Learning:
    """One thing learnt. Raises as `learn_several`."""
    return learn_several(act, cycle, [Learnt(kind, text, ordinary_teaching, home, strategy)])[0]


def learn_several(act: Act, cycle: Cycle, learnt: Sequence[Learnt]) -> list[Learning]:
    """Things learnt, each with an entry of its own, as each follows the audience of the words that it is made of.

    Raises Refused when there is none, and outside Review and Learn.
    """
    held_here(act, cycle)
    in_stage(cycle, Stage.REVIEW, Stage.LEARN)
    if not learnt:
        raise Refused(_("Write what was learnt."))
    with database.atomic():
        return [_learnt(act._replace(key=_key(act, place)), cycle, one) for place, one in enumerate(learnt)]


def _key(act: Act, place: int) -> str | None:
    """A key of its own for each entry of one form: sent twice, each is written once."""
    return f"{act.key}-{place}"[-64:] if act.key and place else act.key


def _learnt(act: Act, cycle: Cycle, one: Learnt) -> Learning:
    if one.strategy and not one.ordinary_teaching.strip():
        raise Refused(_("Say what every adult does with it."))
    made_of = list(Reflection.select().where((Reflection.cycle == cycle.id) & Reflection.id.in_(list(one.reflections))))
    audience = FAMILY
    for reflection in made_of:
        audience = narrower(audience, reflection.audience)
    row = Learning(
        pupil=cycle.pupil_id, cycle=cycle, setting=act.setting, kind=one.kind, text=one.text,
        ordinary_teaching=one.ordinary_teaching, home=one.home, reflection=made_of[0] if made_of else None,
        learnt_on=act.today, audience=audience,
    )  # fmt: skip
    also = [
        LearningGround(pupil=cycle.pupil_id, setting=act.setting, learning=row, reflection=reflection)
        for reflection in made_of[1:]
    ]
    rows: list[Any] = [row, *also, *(_taken_on(act, cycle, row) if one.strategy else [])]
    story = Story(
        "learning_recorded", f"{KINDS[one.kind]}: {one.text}"[:250],
        "\n\n".join(filter(None, (one.ordinary_teaching, one.home))), stage="learn", audience=audience,
        data={"kind": one.kind, "text": one.text, "ordinary": one.ordinary_teaching, "home": one.home}
        | ({"help": rows[-1].how} if one.strategy else {}),
    )  # fmt: skip
    record(
        act, story, *rows, pupil=cycle.pupil_id, cycle=cycle, tell=works_changed(cycle.pupil_id, cycle.setting_id)
    )  # fmt: skip
    return row


def _taken_on(act: Act, cycle: Cycle, row: Learning) -> list[Any]:
    """An ordinary strategy of every adult from today, and the use that the next plan carries on in one tick."""
    words = row.ordinary_teaching.strip()
    help_ = Provision(
        pupil=cycle.pupil_id, cycle=cycle, setting=act.setting, status="running", starts_on=act.today,
        started_cycle_number=cycle.number, name=words.splitlines()[0][:80].rstrip(" ."), kind="strategy",
        layer="universal", detail=words if len(words) > 80 or "\n" in words else "",
        deliverer=cycle.responsible_teacher_id, deliverer_name="" if cycle.responsible_teacher_id else "Every adult",
        when_text=str(_("every day, all day")), audience=row.audience,
    )  # fmt: skip
    use = LearningUse(
        pupil=cycle.pupil_id, learning=row, cycle=cycle, setting=act.setting, used=True, provision=help_, how=help_.name
    )
    return [help_, use]


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
    record(act, story, cycle, *papers(act, cycle, "closed"), pupil=cycle.pupil_id, cycle=cycle)
    return cycle
