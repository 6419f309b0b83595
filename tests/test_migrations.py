"""Migrations: up from nothing, no drift from the models, down and up again with data kept."""

from collections.abc import Iterator
from typing import Any

import pytest
from peewee import Database, IntegrityError
from playhouse.migrations import Runner
from playhouse.schema_diff import diff_models

from portal import clock, db
from portal.access import sight
from portal.cycles import opening
from portal.cycles.plan import aim_actions as plan_actions
from portal.cycles.plan.models import Outcome
from portal.db import BaseModel, database
from portal.organisation.models import Setting
from portal.timeline import check
from portal.timeline.models import Entry
from tests import world as people
from tests.conftest import ROOT, migrate
from tests.world import World


def models(base: Any = BaseModel) -> Iterator[Any]:
    """Every table's model."""
    for model in base.__subclasses__():
        if model.__name__ != "ScopedModel":
            yield model
        yield from models(model)


def test_up_from_nothing_leaves_no_difference_from_the_models(empty: Database, application: object) -> None:
    migrate(empty)
    with sight.system("test"):
        found = diff_models(empty, list(models()))
    assert not found.create_tables, f"write a migration that makes {found.create_tables}"
    assert not found.add_columns, f"write a migration that adds {[str(f) for f in found.add_columns]}"
    assert not found.drop_columns, f"the models no longer have {found.drop_columns}"


def test_checks_of_the_models_stand_in_the_database(empty: Database, application: object) -> None:
    migrate(empty)
    with sight.system("test"), pytest.raises(IntegrityError), empty.atomic():
        Setting.create(name="Nowhere", status="imaginary")


def test_the_last_migration_goes_down_and_up_again_with_data_kept(empty: Database, application: object) -> None:
    migrate(empty)
    with sight.system("test"):
        Setting.create(name="Fernhill")
        runner = Runner(empty, str(ROOT / "migrations"))
        undone = runner.down()
        assert runner.up() == undone
        assert Setting.get().name == "Fernhill"


def test_all_migrations_go_down(empty: Database, application: object) -> None:
    migrate(empty)
    with sight.system("test"):
        runner = Runner(empty, str(ROOT / "migrations"))
        first = runner.migrations()[0].name
        runner.down(first)
        assert empty.get_tables() == ["schema_migration"]


def test_an_upgrade_keeps_a_child_s_record_as_its_entries_left_it(empty: Database, application: object) -> None:
    """From the first release up: columns that came later stand at their default and change no digest."""
    migrate(empty)
    here = people.build()
    clock.fix(people.NOW)
    with sight.looking(here.hannah.sight()):
        cycle = opening.open_cycle(here.hannah.act(), here.tomasz)
        plan_actions.set_outcome(here.hannah.act(), cycle, None, verb="develop", text="be understood at snack")
    with sight.system("test"):
        runner = Runner(empty, str(ROOT / "migrations"))
        later = [migration.name for migration in runner.migrations() if migration.name >= "0010"]
        runner.down(later[0])
        assert runner.up() == later
        assert Outcome.get().text == "be understood at snack"
        assert list(check.differences()) == []
    clock.fix(None)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE entry SET title = 'x'",
        "UPDATE entry SET redacted_at = '2026-01-01', title = 'x', body = '', data = '{}', words_of = '', kind = 'y'",
        "DELETE FROM entry",
        "UPDATE access_log SET role = 'x'",
        "DELETE FROM entry_digest",
    ],
)
def test_append_only_tables_refuse(world: World, sql: str) -> None:
    from portal import clock
    from portal.access.models import AccessLog
    from portal.timeline.models import EntryDigest
    from portal.timeline.record import Story, record

    with sight.looking(world.anjali.sight()):
        entry = record(world.anjali.act(), Story("note", "Stands"), pupil=world.nia)
    EntryDigest.create(entry=entry, subject_type="x", subject_id=1, subject_version=1, digest="")
    AccessLog.create(person_id=1, role="r", pupil_id=1, page="p", hour=clock.now(), first_at=clock.now())
    with sight.system("test"), pytest.raises(IntegrityError, match="append-only"), database.atomic():
        database.execute_sql(sql)


def test_replacing_or_truncating_an_entry_is_refused(world: World) -> None:
    from portal.timeline.record import Story, record

    with sight.looking(world.anjali.sight()):
        entry = record(world.anjali.act(), Story("note", "Stands"), pupil=world.nia)
    sql = (
        "TRUNCATE entry CASCADE"
        if db.kind() == "postgresql"
        else f"REPLACE INTO entry SELECT * FROM entry WHERE id = {entry.id}"
    )
    with sight.system("test"), pytest.raises(IntegrityError, match="append-only"), database.atomic():
        database.execute_sql(sql)
    with sight.system("test"):
        assert Entry.get_by_id(entry.id).title == "Stands"


def test_a_redaction_is_the_single_change_allowed(world: World) -> None:
    from portal.timeline.record import Story, record

    with sight.looking(world.anjali.sight()):
        entry = record(world.anjali.act(), Story("note", "Name", body="secret"), pupil=world.nia)
    with sight.system("test"):
        mark = database.param
        database.execute_sql(
            f"UPDATE entry SET title = 'Removed', body = '', data = '{{}}', words_of = '', redacted_at = {mark} WHERE id = {mark}",
            ["2026-11-23 09:00:00", entry.id],
        )
        assert Entry.get_by_id(entry.id).body == ""
