"""The learning ledger: what becomes, in this plan, of each thing that earlier cycles taught."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _

from portal.access.acting import Act, Refused
from portal.cycles.custody import held_here, in_stage
from portal.cycles.facts import Stage
from portal.cycles.learn.models import Learning, LearningUse
from portal.cycles.models import Cycle
from portal.cycles.plan.aim_actions import plan_open
from portal.cycles.plan.ledger import inherited, places_before
from portal.cycles.plan.ledger_links import new_use, place_of, retire
from portal.cycles.plan.models import Provision, Target
from portal.timeline.record import Story, record


def decide_inherited(
    act: Act,
    cycle: Cycle,
    learning: Learning,
    *,
    used: bool,
    how: str,
    target: Target | None = None,
    provision: Provision | None = None,
    ordinary: str = "",
) -> LearningUse:
    """Use what an earlier cycle taught in a target or kind of help, or set it aside with a reason.

    `ordinary`: words that become an ordinary strategy of every adult in one step. What is set aside is inherited no
    further; until the plan is agreed either can be decided anew.
    """
    held_here(act, cycle)
    if not used and not how.strip():
        raise Refused(_("Say why it is set aside."))
    if used and not (target or provision or ordinary.strip()):
        raise Refused(_("Choose where in the plan it is used, or say what every adult does with it."))
    rows: list[Any] = plan_open(act, cycle) if ordinary.strip() and not (target or provision) else []
    if used and ordinary.strip() and not (target or provision):
        provision = _strategy(act, cycle, learning, ordinary.strip())
        rows.append(provision)
    use = _use(act, cycle, learning)
    use.used, use.target, use.provision = used, target, provision
    use.how = how.strip() or place_of(target, provision)
    # The help stands before the use that names it: it has its id only once it is saved.
    rows = [*rows, use, *retire(act, learning, "" if used else how)]
    title = "Used from earlier: " if used else "Set aside: "
    story = Story("learning_used", (title + learning.text)[:250], use.how, stage="plan", data={"used": used})
    record(act, story, *rows, pupil=cycle.pupil_id, cycle=cycle)
    return use


def carry_on(act: Act, cycle: Cycle, learnings: Sequence[int]) -> list[LearningUse]:
    """Use several things learnt before again where an earlier cycle used them, as that help goes on. One entry for all."""
    held_here(act, cycle)
    in_stage(cycle, Stage.ASSESS, Stage.PLAN)
    places = places_before(cycle)
    undecided = {row.id: row for row in inherited(cycle) if row.state == "open" and row.id in places}
    wanted = [undecided[number] for number in dict.fromkeys(learnings) if number in undecided]
    if not wanted:
        raise Refused(_("Select what goes on as before."))
    here = {row.learning_id: row for row in LearningUse.select().where(LearningUse.cycle == cycle)}
    uses = []
    for row in wanted:
        use = here.get(row.id) or new_use(act, cycle, row.id)
        use.used, use.target, use.provision, use.how = True, None, places[row.id].provision, places[row.id].name
        uses.append(use)
    told = "\n".join(f"{row.text}: {places[row.id].name}" for row in wanted)
    story = Story("learning_used", "Used as before", told, stage="plan", data={"used": True, "count": len(wanted)})
    record(act, story, *uses, pupil=cycle.pupil_id, cycle=cycle)
    return uses


def _strategy(act: Act, cycle: Cycle, learning: Learning, words: str) -> Provision:
    """An ordinary strategy of every adult, made of what was learnt; it belongs to the teacher who answers for the plan."""
    return Provision(
        pupil=cycle.pupil_id,
        cycle=cycle,
        setting=act.setting,
        status="planned",
        starts_on=act.today,
        started_cycle_number=cycle.number,
        name=words.splitlines()[0][:80].rstrip(" ."),
        kind="strategy",
        layer="universal",
        detail=words if len(words) > 80 or "\n" in words else _reason(learning),
        deliverer=cycle.responsible_teacher_id,
        deliverer_name="" if cycle.responsible_teacher_id else str(_("Every adult")),
        when_text=str(_("every day, all day")),
    )


def _reason(learning: Learning) -> str:
    """What was learnt, in a sentence that nobody takes for what adults are to do."""
    return (
        _("Because this does not help: %(what)s", what=learning.text) if learning.kind == "hinders" else learning.text
    )


def _use(act: Act, cycle: Cycle, learning: Learning) -> LearningUse:
    found: LearningUse | None = LearningUse.get_or_none(
        (LearningUse.learning == learning) & (LearningUse.cycle == cycle)
    )
    if found is not None and cycle.agreed_on:
        raise Refused(_("This has been decided already."))
    return found or new_use(act, cycle, learning)
