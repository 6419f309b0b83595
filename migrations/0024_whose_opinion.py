"""Whether somebody gave an opinion on a review themselves, or the record says it for them.

Columns are added by plain SQL: see 0010.
"""

from peewee import Database
from playhouse.migrate import SchemaMigrator


def up(migrator: SchemaMigrator, db: Database) -> None:
    db.execute_sql("ALTER TABLE review_opinion ADD COLUMN own BOOLEAN NOT NULL DEFAULT FALSE")


def down(migrator: SchemaMigrator, db: Database) -> None:
    db.execute_sql("ALTER TABLE review_opinion DROP COLUMN own")
