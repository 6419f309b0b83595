"""Steps that tests of the review share."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from portal.access import sight
from portal.accounts.models import Assignment
from portal.cycles.assess.models import Contribution
from portal.cycles.do import actions as do_actions
from portal.cycles.do.models import Delivery
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Provision
from portal.cycles.review import actions
from portal.cycles.review.actions import Meeting, Present
from portal.organisation.models import Setting
from portal.pupils.models import Placement
from tests.cycles import walk
from tests.world import TODAY, Who, World, person


def reviewing(world: World) -> Cycle:
    """Tomasz's plan is under review; nothing is rated or said yet."""
    cycle = walk.doing(world)
    with sight.looking(world.hannah.sight()):
        do_actions.start_review(world.hannah.act(), cycle)
    return cycle


def logged(world: World, cycle: Cycle, *, given: int, lost: int, planned: int = 2, measure: str = "") -> None:
    """So many sessions of the bucket since it began three weeks ago, on days that no test depends on."""
    with sight.system("test: sessions of three weeks"):
        row = walk.provision_of(cycle)
        start = TODAY - timedelta(weeks=3)
        Provision.update(starts_on=start, times_a_week=planned, target=walk.target_of(cycle)).where(
            Provision.id == row.id
        ).execute()
        Cycle.update(started_on=start).where(Cycle.id == cycle.id).execute()
        for number in range(given + lost):
            Delivery.create(
                pupil=cycle.pupil_id, cycle=cycle, setting=cycle.setting_id, provision=row, given=number < given,
                on=start + timedelta(days=number), cause="" if number < given else "staff_absent",
                measure=measure if number < given else "", by=world.sana.person,
            )  # fmt: skip


def lena(world: World) -> Who:
    """A teaching assistant of the Kingfishers, where Tomasz is."""
    with sight.system("test: one more person"):
        made = person("Lena Frost", "ta", Setting.get_by_id(world.millbrook))
        room = Placement.get(Placement.pupil == world.tomasz).room_id
        Assignment.create(person=made.person, setting=world.millbrook, room=room, starts_on=date(2026, 9, 1))
    return made


def said_for(cycle: Cycle) -> Any:
    """The first view of the review that the reader sees, or None."""
    of_review = (Contribution.cycle == cycle.id) & (Contribution.stage == "review")
    return Contribution.select().where(of_review).order_by(Contribution.id).first()


def record_of(world: World, *people: Present, next_step: str = "next_cycle") -> Meeting:
    """The record with those people, as Hannah writes it today."""
    return Meeting(TODAY, "", "He looks at who speaks", next_step, "Same adult", people=people)


def held(world: World, cycle: Cycle, *people: Present, next_step: str = "next_cycle") -> None:
    """The review is held: Magda and Sana were there, where nobody else is named."""
    present = people or (Present("Magda Wieczorek", "mother", world.magda.person), Present("Sana Rehman", "key person"))
    with sight.looking(world.hannah.sight()):
        actions.hold(world.hannah.act(), Cycle.get_by_id(cycle.id), record_of(world, *present, next_step=next_step))
