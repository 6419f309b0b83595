"""Whether a person wants e-mails that tell of new notices. Everybody does until they say otherwise."""

from peewee import Database
from playhouse.migrate import SchemaMigrator


def up(migrator: SchemaMigrator, db: Database) -> None:
    db.execute_sql("ALTER TABLE person ADD COLUMN notices_by_mail BOOLEAN NOT NULL DEFAULT TRUE")


def down(migrator: SchemaMigrator, db: Database) -> None:
    db.execute_sql("ALTER TABLE person DROP COLUMN notices_by_mail")
