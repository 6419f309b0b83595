"""The meeting of a plan as it is arranged, and what those who were asked answer.

Columns are added by plain SQL: see 0010.
"""

from peewee import Database
from playhouse.migrate import SchemaMigrator

COLUMNS = (
    ("cycle", "meets_on", "DATE"),
    ("cycle", "meets_at", "VARCHAR(5) NOT NULL DEFAULT ''"),
    ("cycle", "meets_where", "VARCHAR(120) NOT NULL DEFAULT ''"),
    ("meeting_attendee", "answer", "VARCHAR(10) NOT NULL DEFAULT ''"),
)


def up(migrator: SchemaMigrator, db: Database) -> None:
    for table, column, kind in COLUMNS:
        db.execute_sql(f"ALTER TABLE {table} ADD COLUMN {column} {kind}")


def down(migrator: SchemaMigrator, db: Database) -> None:
    for table, column, _kind in reversed(COLUMNS):
        db.execute_sql(f"ALTER TABLE {table} DROP COLUMN {column}")
