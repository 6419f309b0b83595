"""Which outcome or target of an earlier cycle goes on in this one: so that none is carried on twice.

Columns are added by plain SQL: see 0010.
"""

from peewee import Database
from playhouse.migrate import SchemaMigrator

COLUMNS = (("outcome", "carries", "INTEGER"), ("target", "carries", "INTEGER"))


def up(migrator: SchemaMigrator, db: Database) -> None:
    for table, column, kind in COLUMNS:
        db.execute_sql(f"ALTER TABLE {table} ADD COLUMN {column} {kind}")


def down(migrator: SchemaMigrator, db: Database) -> None:
    for table, column, _kind in reversed(COLUMNS):
        db.execute_sql(f"ALTER TABLE {table} DROP COLUMN {column}")
