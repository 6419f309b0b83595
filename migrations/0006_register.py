"""Registers.

Models are frozen copies: a later change of the application does not change them.
"""

from peewee import SQL, CharField, Database, DateField, ForeignKeyField, IntegerField, Model, TextField
from playhouse.migrate import SchemaMigrator


def up(migrator: SchemaMigrator, db: Database) -> None:
    class Person(Model):
        class Meta:
            database = db
            table_name = "person"

    class Pupil(Model):
        class Meta:
            database = db
            table_name = "pupil"

    class Setting(Model):
        class Meta:
            database = db
            table_name = "setting"

    class Need(Model):
        pupil = ForeignKeyField(Pupil)
        setting = ForeignKeyField(Setting, null=True)
        rank = IntegerField()
        code = CharField(max_length=4)
        starts_on = DateField(null=True)
        ends_on = DateField(null=True)
        source = CharField(max_length=10, default="form")
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "need"
            indexes = ((("pupil", "ends_on", "rank"), False),)
            constraints = [SQL("CHECK (rank BETWEEN 1 AND 99)")]

    db.create_tables([Need])

    class Registration(Model):
        pupil = ForeignKeyField(Pupil)
        setting = ForeignKeyField(Setting)
        code = CharField(max_length=1, default="K")
        starts_on = DateField()
        ends_on = DateField(null=True)
        leaving_reason = CharField(max_length=20, default="")
        watch_for = TextField(default="")
        informed_on = DateField(null=True)
        informed_by = CharField(default="")
        informed_how = CharField(max_length=20, default="")
        lead = ForeignKeyField(Person, null=True)
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "registration"
            indexes = ((("setting", "ends_on", "pupil"), False), (("pupil", "ends_on"), False))
            constraints = [SQL("CHECK (code IN ('K', 'E'))")]

    db.create_tables([Registration])

    class SenPeriod(Model):
        pupil = ForeignKeyField(Pupil)
        setting = ForeignKeyField(Setting, null=True)
        code = CharField(max_length=1)
        starts_on = DateField()
        source = CharField(max_length=10, default="form")
        note = CharField(default="")
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "sen_period"
            indexes = ((("pupil", "starts_on"), True),)
            constraints = [SQL("CHECK (code IN ('N', 'K', 'E'))")]

    db.create_tables([SenPeriod])
    db.execute_sql(
        "CREATE UNIQUE INDEX registration_one_open ON registration (pupil_id, setting_id) WHERE ends_on IS NULL"
    )
    db.execute_sql("CREATE INDEX registration_open ON registration (setting_id, code) WHERE ends_on IS NULL")


def down(migrator: SchemaMigrator, db: Database) -> None:
    migrator.migrate(migrator.drop_table("sen_period"))
    migrator.migrate(migrator.drop_table("registration"))
    migrator.migrate(migrator.drop_table("need"))
