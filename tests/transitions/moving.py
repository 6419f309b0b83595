"""Tomasz on his way from Millbrook to Fernhill, as far as a test needs him."""

from datetime import date
from typing import Any

from portal.access import sight
from portal.cycles.learn.models import Learning
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Provision
from portal.transitions import actions, arrival_actions
from portal.transitions.actions import Plan
from portal.transitions.models import Transition
from tests.world import TODAY, World

MOVES_ON = date(2026, 11, 16)
YES_TO_ALL = dict.fromkeys(("family_views", "child_views", "professional_advice", "early_notes", "session_notes"), True)


def cycle_three(world: World, closed: date | None = None) -> Cycle:
    """Tomasz's cycle 3 at Millbrook, in Do and reviewed on 11 December; or closed."""
    with sight.looking(world.hannah.sight()):
        cycle = Cycle.create(
            pupil=world.tomasz, number=3, setting=world.millbrook, opened_at=world.millbrook, stage="do",
            opened_on=date(2026, 9, 7), review_on=date(2026, 12, 11), started_on=date(2026, 10, 5), closed_on=closed,
            next_step_note="Go on with photos; add Polish words." if closed else "",
        )  # fmt: skip
        if closed:
            cycle.stage = "learn"
            cycle.save()
        return cycle


def strand(world: World, name: str, **more: Any) -> Provision:
    """Help that Tomasz gets at Millbrook since September."""
    values: dict[str, Any] = {
        "pupil": world.tomasz, "setting": world.millbrook, "name": name, "starts_on": date(2026, 9, 14),
        "started_cycle_number": 1, "detail": "Every adult does it.", **more,
    }  # fmt: skip
    with sight.looking(world.hannah.sight()):
        return Provision.create(**values)


def learnt(world: World, cycle: Cycle, text: str) -> Learning:
    """Something that Millbrook learnt about Tomasz."""
    with sight.looking(world.hannah.sight()):
        return Learning.create(
            pupil=world.tomasz, cycle=cycle, setting=world.millbrook, kind="helps", text=text, learnt_on=TODAY
        )


def plan(world: World, **more: Any) -> Plan:
    """To Reception at Fernhill on 16 November."""
    return Plan(world.fernhill, "", "nursery_to_reception", MOVES_ON)._replace(**more)


def proposed(world: World, **more: Any) -> Transition:
    """Hannah has proposed the move."""
    with sight.looking(world.hannah.sight()):
        return actions.propose(world.hannah.act(), world.tomasz, plan(world, **more))


def sent(world: World, answers: dict[str, bool] | None = None, **more: Any) -> Transition:
    """Magda was told, has answered (yes to all unless said otherwise), and Hannah has sent the record."""
    move = proposed(world, **more)
    with sight.looking(world.hannah.sight()):
        actions.tell_family(world.hannah.act(), move, on=TODAY, how="At the gate")
    if answers is None or answers:
        with sight.looking(world.magda.sight()):
            actions.answer_sharing(world.magda.act(), move, answers or YES_TO_ALL)
    with sight.looking(world.hannah.sight()):
        return actions.send(world.hannah.act(), move)


def accepted(world: World, **more: Any) -> Transition:
    """Anjali has accepted: Oak class, Jess is key person, Jess and Kelechi read."""
    from portal.organisation.models import Room

    move = sent(world, **more)
    with sight.looking(world.anjali.sight()):
        oak = Room.get_by_id(world.oak_class)
        readers = [world.jess.person, world.kelechi.person]
        return arrival_actions.accept(world.anjali.act(), move, room=oak, key_person=world.jess.person, readers=readers)


def arrived(world: World, **more: Any) -> Transition:
    """Tomasz started at Fernhill on 16 November."""
    move = accepted(world, **more)
    with sight.looking(world.anjali.sight()):
        return arrival_actions.arrive(world.anjali.act(), move, move.moves_on)
