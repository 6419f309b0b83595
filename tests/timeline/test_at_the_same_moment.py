"""A form that is sent twice at the same moment is written once, and both senders are told that it is saved."""

from __future__ import annotations

import threading

import pytest
from peewee import Database

from portal.access import sight
from portal.db import database
from portal.timeline.models import Entry
from portal.timeline.record import AlreadyDone, Doing, Story, record, record_together
from tests import world as people
from tests.conftest import migrate
from tests.world import World


def sent_at_once(world: World, times: int, *, together: bool) -> list[str]:
    """What each sender heard: "saved", "already", or the fault."""
    start, heard = threading.Barrier(times), []
    act = world.anjali.act()._replace(key="one-form")

    def send() -> None:
        story = Story("note", "Seen", "Waited for the second picture.")
        start.wait()
        try:
            with sight.looking(world.anjali.sight()):
                if together:
                    record_together(act, [Doing(story, [], world.nia)])
                else:
                    record(act, story, pupil=world.nia)
            heard.append("saved")
        except AlreadyDone:
            heard.append("already")
        except Exception as fault:
            heard.append(repr(fault))
        finally:
            database.close()

    runs = [threading.Thread(target=send) for _turn in range(times)]
    for one in runs:
        one.start()
    for one in runs:
        one.join()
    return sorted(heard)


@pytest.mark.parametrize("together", [False, True], ids=["one child", "a group"])
def test_of_four_sendings_one_is_saved_and_three_are_told_so(empty: Database, together: bool) -> None:
    migrate(empty)
    world = people.build()
    with sight.system("test"):
        before = Entry.select().count()
    assert sent_at_once(world, 4, together=together) == ["already"] * 3 + ["saved"]
    with sight.system("test"):
        assert Entry.select().count() == before + 1
