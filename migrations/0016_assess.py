"""Evidence says what it was taken over from and when there is nothing new; a difference says where the plan tries it out.

Columns are added by plain SQL, as in 0010.
"""

from peewee import Database
from playhouse.migrate import SchemaMigrator

COLUMNS = (
    ("contribution", "taken_from", "VARCHAR(40) NOT NULL DEFAULT ''"),
    ("contribution", "nothing_new", "BOOLEAN NOT NULL DEFAULT FALSE"),
    ("understanding_ground", "version", "INTEGER NOT NULL DEFAULT 1"),
    ("difference", "target_id", "INTEGER REFERENCES target (id)"),
    ("difference", "provision_id", "INTEGER REFERENCES provision (id)"),
)


def up(migrator: SchemaMigrator, db: Database) -> None:
    for table, column, kind in COLUMNS:
        db.execute_sql(f"ALTER TABLE {table} ADD COLUMN {column} {kind}")


def down(migrator: SchemaMigrator, db: Database) -> None:
    for table, column, _kind in reversed(COLUMNS):
        db.execute_sql(f"ALTER TABLE {table} DROP COLUMN {column}")
