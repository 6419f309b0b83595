"""The base: scope, record and the two engines."""

import pytest
from peewee import IntegrityError

from portal.access import sight
from portal.access.scope import OutOfScope
from portal.access.sight import NoScope
from portal.access.tripwire import Unscoped
from portal.db import database
from portal.pupils.models import Pupil
from portal.register.models import Registration
from portal.timeline.digests import digest
from portal.timeline.models import Entry, EntryDigest
from portal.timeline.record import AlreadyDone, Stale, Story, record
from tests.world import World


def test_anjali_sees_the_children_of_fernhill_and_victor_does_not(world: World) -> None:
    with sight.looking(world.anjali.sight()):
        assert {row.id for row in Pupil.select()} == {world.nia, world.eli}
    with sight.looking(world.victor.sight()):
        assert {row.id for row in Pupil.select()} == {world.sofia}


def test_without_a_scope_no_child_is_read(world: World) -> None:
    with pytest.raises(NoScope):
        list(Pupil.select())
    with pytest.raises(Unscoped):
        database.execute_sql("SELECT * FROM pupil")


def test_an_action_saves_its_row_and_one_entry_with_its_digest(world: World) -> None:
    with sight.looking(world.anjali.sight()):
        row = Registration.get(Registration.pupil == world.nia)
        row.watch_for = "Hides when the room is loud"
        entry = record(world.anjali.act("k1"), Story("register_changed", "What to watch for"), row, pupil=world.nia)
        assert Entry.select().where(Entry.pupil == world.nia).count() == 1
        kept = EntryDigest.get(EntryDigest.entry == entry.id)
        assert (kept.subject_version, kept.digest) == (2, digest(Registration.get_by_id(row.id)))


def test_a_stale_save_is_refused_and_nothing_is_written(world: World) -> None:
    with sight.looking(world.anjali.sight()):
        mine, theirs = (Registration.get(Registration.pupil == world.nia) for _ in range(2))
        theirs.watch_for = "theirs"
        record(world.anjali.act(), Story("register_changed", "theirs"), theirs, pupil=world.nia)
        mine.watch_for = "mine"
        with pytest.raises(Stale) as caught:
            record(world.anjali.act(), Story("register_changed", "mine"), mine, pupil=world.nia)
        assert caught.value.standing.watch_for == "theirs"
        assert Entry.select().count() == 1


def test_a_double_click_makes_one_entry(world: World) -> None:
    with sight.looking(world.anjali.sight()):
        first = record(world.anjali.act("same"), Story("note", "Once"), pupil=world.nia)
        with pytest.raises(AlreadyDone) as caught:
            record(world.anjali.act("same"), Story("note", "Once"), pupil=world.nia)
        assert caught.value.entry.id == first.id


def test_victor_cannot_write_about_nia(world: World) -> None:
    with sight.looking(world.victor.sight()), pytest.raises(OutOfScope):
        record(world.victor.act(), Story("note", "Not mine"), pupil=world.nia)


@pytest.mark.parametrize("sql", ["UPDATE entry SET title = 'x'", "DELETE FROM entry"])
def test_an_entry_never_changes(world: World, sql: str) -> None:
    with sight.looking(world.anjali.sight()):
        record(world.anjali.act(), Story("note", "Stands"), pupil=world.nia)
    with sight.system("test"), pytest.raises(IntegrityError, match="append-only"), database.atomic():
        database.execute_sql(sql)
