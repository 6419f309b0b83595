"""The authority counts late reviews by their cause: few cycles have one, and an index holds only these."""

from peewee import Database
from playhouse.migrate import SchemaMigrator


def up(migrator: SchemaMigrator, db: Database) -> None:
    db.execute_sql("CREATE INDEX cycle_late_cause ON cycle (late_cause, review_on) WHERE late_cause <> ''")


def down(migrator: SchemaMigrator, db: Database) -> None:
    db.execute_sql("DROP INDEX cycle_late_cause")
