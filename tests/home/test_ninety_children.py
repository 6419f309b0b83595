"""The pages of a whole setting read ninety children in as many statements as three."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from portal import clock
from portal.access import sight
from portal.accounts.models import Assignment
from portal.cycles.assess.models import Difference
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Circulation, Provision, Slot, TrainingNeed
from portal.notices.models import Notice
from portal.noticing.models import EarlyNote
from portal.organisation.models import Room, Setting
from tests import world as people
from tests.client import Client
from tests.statements import counted
from tests.world import TODAY, World

OPENED = date(2026, 9, 7)


def children(world: World, numbers: range) -> None:
    """Children at Fernhill, each in Do and late, each tenth with an EHC plan.

    Each has help with a time of its own, training, silent copies, worries and a notice.
    """
    fernhill, oak = Setting.get_by_id(world.fernhill), Room.get_by_id(world.oak_class)
    for number in numbers:
        with sight.system("test"):
            pupil = people.child(
                f"Child{number}", "Count", date(2018, 1, 1), fernhill, oak, "4", "K" if number % 10 else "E", "SLCN"
            )
            here = {"pupil": pupil.id, "setting": world.fernhill}
            cycle = Cycle.create(
                **here, number=1, stage="do", opened_on=OPENED, agreed_on=OPENED, circulated_on=OPENED, started_on=OPENED,
                review_on=TODAY - timedelta(days=number % 30), lead=world.anjali.person,
            )  # fmt: skip
            in_cycle = {**here, "cycle": cycle.id}
            help_ = Provision.create(
                **in_cycle, name=f"Group {number % 9}", group_name=f"Group {number % 9}", kind="intervention",
                layer="targeted", minutes=20, times_a_week=3, weeks=6, group_size=4, rate_pence=1450, status="running",
                deliverer=world.kelechi.person, starts_on=OPENED,
            )  # fmt: skip
            Slot.create(**in_cycle, provision=help_, weekday=TODAY.isoweekday(), at="09:15")
            Assignment.create(person=world.kelechi.person, setting=world.fernhill, pupil_id=pupil.id, starts_on=OPENED)
            TrainingNeed.create(**in_cycle, who="Kelechi", what="Makaton", by_when=TODAY - timedelta(days=2))
            Circulation.create(**in_cycle, name="A parent", sent_on=OPENED)
            Difference.create(**in_cycle, about="Quiet or calm", opened_on=OPENED)
            EarlyNote.create(
                **here, kind="noticed", seen_on=TODAY - timedelta(days=number % 80), words="Covers his ears"
            )
            Notice.create(
                **here, person=world.anjali.person, kind="plan_answered", about_id=cycle.id,
                made_at=datetime(2026, 11, 20, 9, tzinfo=clock.now().tzinfo),
            )  # fmt: skip


@pytest.mark.parametrize(
    ("path", "who", "most"),
    [
        ("/notices", "anjali", 22),
        ("/early", "anjali", 7),
        ("/costs", "anjali", 5),
        ("/library", "anjali", 5),
        ("/sessions", "kelechi", 10),
        ("/register", "anjali", 9),
        ("/", "anjali", 11),
    ],
)
def test_ninety_children_cost_as_many_statements_as_three(
    client: Client, world: World, path: str, who: str, most: int
) -> None:
    children(world, range(3))
    client.sign_in(getattr(world, who)).get(path)
    with counted() as few:
        client.get(path)
    children(world, range(3, 90))
    # The first look at children who are new on a list is written down.
    client.get(path)
    with counted() as many:
        page = client.get(path)
    assert len(few) == len(many) <= most, "\n".join(many)
    assert path == "/library" or "Count" in page.text
