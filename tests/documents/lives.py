"""Tomasz with a thread over three settings: Millbrook, Fernhill, Harbour Lane; a cycle of each."""

from __future__ import annotations

from datetime import timedelta

from portal import clock
from portal.access import sight
from portal.access.acting import Act
from portal.cycles.assess import actions as assess_actions
from portal.cycles.assess.actions import Evidence
from portal.cycles.do.models import Delivery
from portal.cycles.models import Cycle
from portal.transitions import actions, arrival_actions, continue_actions
from portal.transitions.actions import Plan
from tests.cycles import walk
from tests.transitions.moving import YES_TO_ALL
from tests.world import Who, World


def at_fernhill(world: World) -> World:
    """The world in which the steps of Hannah's walk are Anjali's, at Fernhill."""
    return world._replace(hannah=world.anjali, sana=world.jess, millbrook=world.fernhill)


def three_settings(world: World, withheld: bool = False) -> Cycle:
    """Two closed cycles, one open at Harbour Lane, which Ruth has just continued. `withheld`: nobody names Fernhill."""
    first = walk.closed(world)
    with sight.looking(world.hannah.sight()):
        row = walk.provision_of(first)
        for number in range(4):
            Delivery.create(
                pupil=world.tomasz, provision=row, cycle=first, setting=world.millbrook, given=number < 3,
                on=clock.today() - timedelta(days=number), cause="" if number < 3 else "staff_absent",
            )  # fmt: skip
    move(world, world.hannah, world.anjali, world.fernhill, withheld=withheld)
    open_cycle(world, world.anjali)
    advised(world, world.anjali, "Ivy Marsh, speech and language therapist", "Bubbles and Jayden help him talk.")
    move(world, world.anjali, world.ruth, world.harbour_lane)
    return open_cycle(world, world.ruth)


def open_cycle(world: World, who: Who) -> Cycle:
    """The open cycle of Tomasz, as somebody sees it."""
    with sight.looking(who.sight()):
        return Cycle.get((Cycle.pupil == world.tomasz) & Cycle.closed_on.is_null())


def advised(world: World, who: Who, name: str, text: str) -> None:
    """Advice from outside, written down in the open cycle."""
    cycle = open_cycle(world, who)
    with sight.looking(who.sight()):
        assess_actions.add_evidence(who.act(), cycle, Evidence("agency", "targeted", name, text))


def move(world: World, sender: Who, receiver: Who, to: int, withheld: bool = False) -> None:
    """From one setting to the next, agreed with the family, and continued there."""
    today = clock.today()
    with sight.looking(sender.sight()):
        moved = actions.propose(sender.act(), world.tomasz, Plan(to, "", "mid_year", today, withheld=withheld))
        actions.tell_family(sender.act(), moved, on=today, how="At the gate")
    with sight.looking(world.magda.sight()):
        actions.answer_sharing(world.magda.act(), moved, YES_TO_ALL)
    with sight.looking(sender.sight()):
        actions.send(sender.act(), moved)
    with sight.looking(receiver.sight()):
        act: Act = receiver.act()
        arrival_actions.accept(act, moved, room=None, key_person=None, readers=[])
        arrival_actions.arrive(act, moved, today)
        continue_actions.continue_cycle(act, moved, {})
