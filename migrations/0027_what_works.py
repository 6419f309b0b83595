"""What works for me: further reflections that one learning rests on, and how many had been retired when somebody read.

Columns are added by plain SQL: see 0010.
"""

from peewee import Database, ForeignKeyField, IntegerField, Model
from playhouse.migrate import SchemaMigrator


def up(migrator: SchemaMigrator, db: Database) -> None:
    class Pupil(Model):
        class Meta:
            database = db
            table_name = "pupil"

    class Setting(Model):
        class Meta:
            database = db
            table_name = "setting"

    class Learning(Model):
        class Meta:
            database = db
            table_name = "learning"

    class Reflection(Model):
        class Meta:
            database = db
            table_name = "reflection"

    class LearningGround(Model):
        pupil = ForeignKeyField(Pupil)
        setting = ForeignKeyField(Setting, null=True)
        learning = ForeignKeyField(Learning)
        reflection = ForeignKeyField(Reflection)
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "learning_ground"
            indexes = ((("learning", "reflection"), True),)

    db.create_tables([LearningGround])
    db.execute_sql("ALTER TABLE works_reading ADD COLUMN retired INTEGER NOT NULL DEFAULT 0")


def down(migrator: SchemaMigrator, db: Database) -> None:
    db.execute_sql("ALTER TABLE works_reading DROP COLUMN retired")
    db.execute_sql("DROP TABLE learning_ground")
