"""Before the register: what was noticed, checked and tried.

Models are frozen copies: a later change of the application does not change them.
"""

from peewee import SQL, CharField, Database, DateField, ForeignKeyField, IntegerField, Model, TextField
from playhouse.migrate import SchemaMigrator

_KINDS = "CHECK (kind IN ('noticed', 'checked', 'tried', 'watched', 'ended', 'used'))"


def up(migrator: SchemaMigrator, db: Database) -> None:
    class Cycle(Model):
        class Meta:
            database = db
            table_name = "cycle"

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

    class EarlyNote(Model):
        pupil = ForeignKeyField(Pupil)
        setting = ForeignKeyField(Setting, null=True)
        about = ForeignKeyField("self", null=True)
        kind = CharField(max_length=8, constraints=[SQL(_KINDS)])
        seen_on = DateField()
        area = CharField(max_length=4, default="")
        signs = CharField(max_length=60, default="")
        words = TextField(default="")
        next_step = CharField(default="")
        look_again_on = DateField(null=True)
        cycle = ForeignKeyField(Cycle, null=True)
        by = ForeignKeyField(Person, null=True)
        by_role = CharField(max_length=20, default="")
        audience = CharField(max_length=120, default="setting")
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "early_note"
            indexes = ((("pupil", "seen_on"), False), (("setting", "seen_on"), False))

    db.create_tables([EarlyNote])


def down(migrator: SchemaMigrator, db: Database) -> None:
    migrator.migrate(migrator.drop_table("early_note"))
