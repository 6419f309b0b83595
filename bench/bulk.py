"""Fast loading past the models: ``executemany`` on SQLite, ``COPY`` on PostgreSQL.

Only for benchmarks: nothing here checks scope or writes entries.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from itertools import islice
from typing import Any

from peewee import Database, Model

from portal.db import Postgres

Row = tuple[Any, ...]
BATCH = 20_000


class Loader:
    """Loads rows of one database; ``rows`` counts them, by table."""

    def __init__(self, engine: Database) -> None:
        self.engine = engine
        self.connection = engine.connection()
        self.is_postgres = isinstance(engine, Postgres)
        self.rows: dict[str, int] = {}

    @contextmanager
    def unchecked(self) -> Iterator[None]:
        """Without foreign keys and triggers: four fifths of a load would be spent on them, and what is measured is reading."""
        cursor = self.connection.cursor()
        off, back = (
            ("SET session_replication_role = replica", "SET session_replication_role = DEFAULT")
            if self.is_postgres
            else ("PRAGMA foreign_keys = OFF", "PRAGMA foreign_keys = ON")
        )
        cursor.execute(off)
        yield
        cursor.execute(back)

    def load(self, model: type[Model], columns: str, rows: Iterable[Row]) -> None:
        """Insert ``rows``, whose values stand for the space-separated ``columns``; the rest get the model's defaults."""
        named = columns.split()
        rest = {
            f.column_name: _default(f)
            for f in model._meta.sorted_fields
            if f.column_name not in named and f.name != "id"
        }
        missing = set(named) - {field.column_name for field in model._meta.sorted_fields}
        if missing:
            raise ValueError(f"{model.__name__} has no columns {missing}")
        tail = tuple(rest.values())
        whole = (row + tail for row in rows)
        table = model._meta.table_name
        load = self._copy if self.is_postgres else self._execute_many
        self.rows[table] = self.rows.get(table, 0) + load(table, [*named, *rest], whole)

    def _execute_many(self, table: str, columns: list[str], rows: Iterable[Row]) -> int:
        quoted = ", ".join(f'"{column}"' for column in columns)
        insert = f'INSERT INTO "{table}" ({quoted}) VALUES ({", ".join("?" * len(columns))})'
        count, rows = 0, iter(rows)
        cursor = self.connection.cursor()
        while batch := list(islice(rows, BATCH)):
            with self.connection:
                cursor.executemany(insert, batch)
            count += len(batch)
        return count

    def _copy(self, table: str, columns: list[str], rows: Iterable[Row]) -> int:
        quoted = ", ".join(f'"{column}"' for column in columns)
        count = 0
        with self.connection.cursor() as cursor:
            with cursor.copy(f'COPY "{table}" ({quoted}) FROM STDIN') as copy:
                for count, row in enumerate(rows, 1):  # noqa: B007 - the last number is the count
                    copy.write_row(row)
            if "id" in columns:
                cursor.execute(
                    f"SELECT setval(pg_get_serial_sequence('\"{table}\"', 'id'), (SELECT coalesce(max(id), 1) FROM \"{table}\"))"
                )
        return count

    def finish(self) -> None:
        """Give the planner its statistics, as a database in service has them."""
        cursor = self.connection.cursor()
        if self.is_postgres:
            cursor.execute("VACUUM ANALYZE")
        else:
            cursor.execute("ANALYZE")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _default(field: Any) -> Any:
    value: Any = field.default() if isinstance(field.default, Callable) else field.default  # type: ignore[arg-type]
    value = field.db_value(value)
    if isinstance(value, list | dict):
        return json.dumps(value)
    return str(value) if isinstance(value, date | datetime) else value
