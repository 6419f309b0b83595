"""Load a whole authority straight into an empty, migrated database, table by table."""

from __future__ import annotations

from peewee import Database

from bench import children, crowded, cycles, long, measured, places, plans, telling
from bench.authority import Authority
from bench.bulk import Loader


def load(authority: Authority, engine: Database) -> dict[str, int]:
    """Load everything; returns the number of rows by table."""
    loader = Loader(engine)
    with loader.unchecked():
        for room in (places, children, cycles, plans, crowded, long, measured, telling):
            room.load(authority, loader)
    loader.finish()
    return loader.rows
