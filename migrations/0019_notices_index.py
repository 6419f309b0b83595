"""Notices are read along (person, read_at, made_at) alone.

The index of the person alone led SQLite past it: to count what is new it went through everything the person had ever read.
"""

from peewee import Database
from playhouse.migrate import SchemaMigrator


def up(migrator: SchemaMigrator, db: Database) -> None:
    db.execute_sql("DROP INDEX notice_person_id")


def down(migrator: SchemaMigrator, db: Database) -> None:
    db.execute_sql("CREATE INDEX notice_person_id ON notice (person_id)")
