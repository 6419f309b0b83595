"""Many at once: the same rows, entries and digests as one by one."""

import pytest

from portal import clock
from portal.access import sight
from portal.access.scope import OutOfScope
from portal.pupils.models import Placement, Pupil
from portal.timeline.digests import digest
from portal.timeline.models import Entry, EntryDigest
from portal.timeline.record import Doing, Story, record_many
from tests.world import TODAY, World


def children(count: int, setting: int) -> list[Doing]:
    doings = []
    for number in range(count):
        pupil = Pupil(forename="Child", surname=f"No {number}", born_on=TODAY, created_at=clock.now())
        placement = Placement(pupil=pupil, setting=setting, starts_on=TODAY, sees_from=TODAY)
        doings.append(Doing(Story("imported", "Added from a file"), [pupil, placement], pupil))
    return doings


def test_fifty_children_get_their_rows_one_entry_each_and_true_digests(world: World) -> None:
    with sight.system("test"):
        record_many(world.anjali.act(), children(50, world.fernhill))
        entries = list(Entry.select().where(Entry.kind == "imported"))
        assert len(entries) == 50
        for entry in entries:
            pupil = entry.pupil
            placement = Placement.get(Placement.pupil == pupil)
            kept = {row.subject_type: row for row in EntryDigest.select().where(EntryDigest.entry == entry.id)}
            assert kept["pupil"].digest == digest(pupil)
            assert (kept["placement"].subject_id, kept["placement"].digest) == (placement.id, digest(placement))


def test_names_and_ids_are_not_mixed_up(world: World) -> None:
    with sight.system("test"):
        doings = children(30, world.fernhill)
        record_many(world.anjali.act(), doings)
        for doing in doings:
            assert Pupil.get_by_id(doing.rows[0].id).surname == doing.rows[0].surname


def test_anjali_cannot_do_it_in_her_own_scope(world: World) -> None:
    with sight.looking(world.anjali.sight()), pytest.raises(OutOfScope):
        record_many(world.anjali.act(), children(1, world.fernhill))
