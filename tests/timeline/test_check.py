"""`flask check` finds what was changed without an entry."""

from portal.access import sight
from portal.register.models import Registration
from portal.timeline.check import differences
from portal.timeline.record import Story, record
from tests.world import World


def test_nothing_differs_after_actions(world: World) -> None:
    with sight.looking(world.anjali.sight()):
        row = Registration.get(Registration.pupil == world.nia)
        row.watch_for = "noise"
        record(world.anjali.act(), Story("register_changed", "Noise"), row, pupil=world.nia)
        row.watch_for = "noise at lunch"
        record(world.anjali.act(), Story("register_changed", "Noise"), row, pupil=world.nia)
    assert list(differences()) == []


def test_a_row_changed_behind_the_timeline_is_found(world: World) -> None:
    with sight.looking(world.anjali.sight()):
        row = Registration.get(Registration.pupil == world.nia)
        row.watch_for = "noise"
        entry = record(world.anjali.act(), Story("register_changed", "Noise"), row, pupil=world.nia)
        Registration.update(watch_for="nothing").where(Registration.id == row.id).execute()
    (found,) = differences()
    assert (found.table, found.id, found.entry, found.what) == ("registration", row.id, entry.id, "changed")
