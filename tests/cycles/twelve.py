"""Twelve children at Millbrook, each with a plan under way, for a review day."""

from __future__ import annotations

from datetime import date, timedelta

from portal import clock
from portal.access import sight
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Outcome, Target
from portal.organisation.models import Room, Setting
from portal.pupils.models import Pupil
from tests.world import World, child

NAMES = ("Ada", "Ben", "Cara", "Dan", "Eve", "Finn", "Gus", "Hope", "Ida", "Jon", "Kit", "Lou")


def under_way(world: World, count: int = 12, *, review_on: date | None = None) -> list[Cycle]:
    """So many children in Do since 5 October, each with one outcome and one target."""
    with sight.system("test"):
        place, room = Setting.get_by_id(world.millbrook), Room.get_by_id(world.kingfishers)
        return [_plan(world, child(name, "Twelve", date(2022, 5, 1), place, room, "N2", "K", "SLCN"), review_on)
                for name in NAMES[:count]]  # fmt: skip


def _plan(world: World, pupil: Pupil, review_on: date | None) -> Cycle:
    here = {"pupil": pupil, "setting": world.millbrook}
    cycle = Cycle.create(
        **here, number=1, stage="do", opened_on=date(2026, 9, 14), started_on=date(2026, 10, 5), lead=world.hannah.person,
        responsible_teacher=world.sana.person, agreed_on=date(2026, 10, 1), circulated_on=date(2026, 10, 1),
        review_on=review_on or clock.today() + timedelta(days=7),
    )  # fmt: skip
    outcome = Outcome.create(**here, cycle=cycle, text="be understood by others", verb="improve")
    Target.create(**here, cycle=cycle, outcome=outcome, name="Offers", does_what="points to 1 of 2 items")
    return cycle
