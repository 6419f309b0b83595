"""Receipts of a plan: asked again, tries to reach somebody, who handed over a paper copy, which version somebody had.

Columns are added by plain SQL: see 0010.
"""

from peewee import Database
from playhouse.migrate import SchemaMigrator

COLUMNS = (
    ("circulation", "since_version", "INTEGER"),
    ("circulation", "asked", "INTEGER NOT NULL DEFAULT 0"),
    ("circulation", "asked_on", "DATE"),
    ("circulation", "tries", "TEXT NOT NULL DEFAULT ''"),
    ("circulation", "handed_by", "VARCHAR(120) NOT NULL DEFAULT ''"),
)


def up(migrator: SchemaMigrator, db: Database) -> None:
    for table, column, kind in COLUMNS:
        db.execute_sql(f"ALTER TABLE {table} ADD COLUMN {column} {kind}")


def down(migrator: SchemaMigrator, db: Database) -> None:
    for table, column, _kind in reversed(COLUMNS):
        db.execute_sql(f"ALTER TABLE {table} DROP COLUMN {column}")
