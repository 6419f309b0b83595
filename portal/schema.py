"""The database's migrations: which stand, which wait, and how to apply them."""

from __future__ import annotations

from playhouse.migrations import Runner

from portal.access import sight
from portal.config import ROOT
from portal.db import database

FOLDER = ROOT / "migrations"
EMPTY = "0000"


def migrate() -> list[str]:
    """Apply every migration that waits, oldest first; returns their names. The connection must be open."""
    with sight.system("migration"):
        names: list[str] = Runner(database.obj, str(FOLDER)).up()
    return names


def rebuild() -> None:
    """Take every migration back and apply all again: an empty database. Only the demo asks for it."""
    with sight.system("migration"):
        runner = Runner(database.obj, str(FOLDER))
        if applied := runner.applied():
            runner.down(min(applied))
        runner.up()


def level() -> str:
    """The name of the newest migration that stands in the database; ``0000`` when none does."""
    with sight.system("migration"):
        applied = Runner(database.obj, str(FOLDER)).applied()
    return max(applied, default=EMPTY)


def newest() -> str:
    """The name of the newest migration that this version of the portal brings."""
    return max((path.stem for path in FOLDER.glob("[0-9]*.py")), default=EMPTY)
