"""By when an agreed early review is held, and what a yearly review said of each part of a plan.

Columns are added by plain SQL: see 0010.
"""

from peewee import Database
from playhouse.migrate import SchemaMigrator

COLUMNS = (
    ("early_review", "due_on", "DATE"),
    ("annual_review", "answers", "TEXT NOT NULL DEFAULT '{}'"),
)


def up(migrator: SchemaMigrator, db: Database) -> None:
    for table, column, kind in COLUMNS:
        db.execute_sql(f"ALTER TABLE {table} ADD COLUMN {column} {kind}")


def down(migrator: SchemaMigrator, db: Database) -> None:
    for table, column, _kind in reversed(COLUMNS):
        db.execute_sql(f"ALTER TABLE {table} DROP COLUMN {column}")
