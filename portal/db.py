"""The database: SQLite through apsw, or PostgreSQL through psycopg, behind one proxy.

Models bind to `database`; `connect()` points it at the engine that the address names.
"""

import json
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import apsw
from peewee import Database, DatabaseProxy, Model, TextField
from playhouse.apsw_ext import APSWDatabase
from playhouse.postgres_ext import PooledPsycopg3Database

from portal.access.tripwire import guarded

database = DatabaseProxy()

# Before 3.51.3, SQLite can lose committed WAL writes when several connections write.
FIRST_SAFE_WAL = (3, 51, 3)


class UnsafeSQLite(RuntimeError):
    """The linked SQLite can lose committed writes in WAL mode."""


def _bindable(_cursor: object, _number: int, value: object) -> str:
    """apsw cannot bind dates, times or decimals: store them as ISO text."""
    if isinstance(value, date | datetime | time | Decimal):
        return str(value)
    raise TypeError(f"cannot store a {type(value).__name__} in SQLite")


class Sqlite(guarded(APSWDatabase)):  # type: ignore[misc]
    """SQLite in WAL mode; every write transaction takes its lock at the start."""

    def __init__(self, path: str, **options: Any) -> None:
        if self.server_version < FIRST_SAFE_WAL:
            found = ".".join(map(str, self.server_version))
            raise UnsafeSQLite(f"SQLite {found} can lose committed writes in WAL mode; install apsw 3.51.3 or later.")
        super().__init__(
            path,
            # IMMEDIATE: a transaction that reads and then writes would otherwise
            # fail with "database is locked" as soon as two people save at once.
            lock_type="IMMEDIATE",
            timeout=10,
            # One text per query and reach: all of them should stay compiled.
            statementcachesize=500,
            pragmas={
                "journal_mode": "wal",
                "synchronous": "full",
                "foreign_keys": 1,
                # Without it INSERT OR REPLACE deletes rows past the append-only triggers.
                "recursive_triggers": 1,
                "cache_size": -16_000,
                "mmap_size": 268_435_456,
                "temp_store": "memory",
            },
            **options,
        )

    def _connect(self) -> apsw.Connection:
        connection = super()._connect()
        connection.convert_binding = _bindable
        # Plans do not follow the values bound: without this SQLite compiles each statement anew at every run once the
        # tables have statistics, which took ten times as long as running it.
        connection.config(apsw.SQLITE_DBCONFIG_ENABLE_QPSG, 1)
        return connection


class Postgres(guarded(PooledPsycopg3Database)):  # type: ignore[misc]
    """PostgreSQL with a pool of connections, one per thread at work."""


class JsonField(TextField):
    """A small structure stored as JSON text (the same on both engines)."""

    def db_value(self, value: Any) -> str | None:
        return None if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)

    def python_value(self, value: str | None) -> Any:
        return None if value is None else json.loads(value)


class BaseModel(Model):
    """Every model's base: bound to the proxy, named after its class."""

    id: Any  # a field on the class, a whole number on a row

    class Meta:
        database = database
        legacy_table_names = False


def open_database(url: str) -> Database:
    """The engine that an address names.

    `sqlite:////absolute/path.db`, `sqlite:///relative.db` or `postgresql://user:pw@host/name`.
    Raises ValueError for any other scheme.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        path = Path(unquote(parts.path[1:]))
        path.parent.mkdir(parents=True, exist_ok=True)
        return Sqlite(str(path))
    if parts.scheme in ("postgresql", "postgres"):
        return Postgres(url, max_connections=16, stale_timeout=300, timeout=10)
    raise ValueError(f"DATABASE_URL must start with sqlite:/// or postgresql://, not {parts.scheme}:")


def connect(url: str) -> Database:
    """Point every model at the engine of `url`."""
    engine = open_database(url)
    database.initialize(engine)
    return engine


def kind() -> str:
    """ "sqlite" or "postgresql": what the proxy points at."""
    return "sqlite" if isinstance(database.obj, Sqlite) else "postgresql"
