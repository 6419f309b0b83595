"""The engines: each connection is set as promised, and a SQLite that can lose writes is refused."""

import threading
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from peewee import Database, fn

from portal import db
from portal.access import sight
from portal.organisation.models import Setting

PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "recursive_triggers": 1}


@pytest.fixture
def sqlite(tmp_path: Path) -> db.Sqlite:
    """A SQLite database of our own, without the application."""
    return db.Sqlite(str(tmp_path / "own.db"))


def test_every_sqlite_connection_is_safe_not_only_the_first(sqlite: db.Sqlite) -> None:
    found = []

    def ask() -> None:
        with sight.system("test"), sqlite.connection_context():
            found.append({name: sqlite.execute_sql(f"PRAGMA {name}").fetchone()[0] for name in PRAGMAS})

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [PRAGMAS] * 3


def test_a_sqlite_that_can_lose_writes_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(db.Sqlite, "server_version", (3, 51, 2))
    with pytest.raises(db.UnsafeSQLite, match=r"3\.51\.2 can lose committed writes"):
        db.Sqlite(str(tmp_path / "own.db"))


def test_eight_writers_at_once_lose_nothing(sqlite: db.Sqlite) -> None:
    with sight.system("test"):
        sqlite.execute_sql("CREATE TABLE tally (n INTEGER)")
        sqlite.execute_sql("INSERT INTO tally VALUES (0)")
        sqlite.close()

    def count_up() -> None:
        with sight.system("test"), sqlite.connection_context():
            for _ in range(20):
                with sqlite.atomic():
                    (n,) = sqlite.execute_sql("SELECT n FROM tally").fetchone()
                    sqlite.execute_sql("UPDATE tally SET n = ?", [n + 1])

    threads = [threading.Thread(target=count_up) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with sight.system("test"):
        assert sqlite.execute_sql("SELECT n FROM tally").fetchone() == (160,)


def test_sqlite_stores_dates_times_and_decimals_as_text(sqlite: db.Sqlite) -> None:
    with sight.system("test"):
        row = sqlite.execute_sql(
            "SELECT ?, ?, ?", [date(2028, 2, 29), datetime(2026, 3, 29, 1, 30), Decimal("1.10")]
        ).fetchone()
        assert row == ("2028-02-29", "2026-03-29 01:30:00", "1.10")
        with pytest.raises(TypeError, match="cannot store a object"):
            sqlite.execute_sql("SELECT ?", [object()])


def test_an_address_of_another_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="must start with sqlite:/// or postgresql://"):
        db.open_database("mysql://somewhere/else")


def test_both_engines_count_the_world(world: object, engine: Database) -> None:
    assert db.kind() in ("sqlite", "postgresql")
    assert Setting.select(fn.COUNT(Setting.id)).scalar() == 4
