"""Who looked at a list: written once an hour for the same children, each time for an export."""

from __future__ import annotations

from datetime import timedelta

from portal import clock
from portal.access import audit, sight
from portal.access.models import AccessList
from tests import world as people
from tests.world import World


def rows() -> list[list[int]]:
    return [row.pupil_ids for row in AccessList.select().order_by(AccessList.id)]


def test_anjali_turns_back_to_the_same_list_and_it_is_one_row(world: World) -> None:
    with sight.looking(world.anjali.sight()):
        audit.listed([world.nia, world.eli], "register")
        audit.listed([world.eli, world.nia], "register")
    assert rows() == [sorted([world.nia, world.eli])]


def test_other_children_another_page_another_person_or_hour_is_a_row_of_its_own(world: World) -> None:
    with sight.looking(world.anjali.sight()):
        audit.listed([world.nia], "register")
        audit.listed([world.eli], "register")
        audit.listed([world.nia], "sessions")
        clock.fix(people.NOW + timedelta(hours=1))
        audit.listed([world.nia], "register")
    with sight.looking(world.victor.sight()):
        audit.listed([world.nia], "register")
    assert len(rows()) == 5


def test_every_export_is_written_down(world: World) -> None:
    with sight.looking(world.anjali.sight()):
        audit.listed([world.nia], "export")
        audit.listed([world.nia], "export")
    assert len(rows()) == 2


def test_an_empty_list_names_nobody(world: World) -> None:
    with sight.looking(world.anjali.sight()):
        audit.listed([], "register")
    assert rows() == []
