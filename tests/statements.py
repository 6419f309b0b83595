"""Counting the SQL statements of a page, so that a test can say how many it costs."""

from collections.abc import Iterator
from contextlib import contextmanager

from portal.db import database

_NOT_COUNTED = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "SELECT SET_CONFIG")


@contextmanager
def counted() -> Iterator[list[str]]:
    """Collect the statements run inside the block (transaction control apart)."""
    statements: list[str] = []

    def listen(event: object) -> None:
        sql = event.sql  # type: ignore[attr-defined]
        if not sql.upper().startswith(_NOT_COUNTED):
            statements.append(sql)

    hooks = database.obj.query_hooks
    hooks.append(listen)
    try:
        yield statements
    finally:
        hooks.remove(listen)
