"""Notices, and the outbox of messages that wait to be sent.

Models are frozen copies: a later change of the application does not change them.
"""

from peewee import SQL, CharField, Database, DateTimeField, ForeignKeyField, IntegerField, Model, TextField
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

    class Notice(Model):
        person = ForeignKeyField(Person)
        setting = ForeignKeyField(Setting, null=True)
        pupil = ForeignKeyField(Pupil, null=True)
        kind = CharField(max_length=24)
        entry_id = IntegerField(null=True)
        about_id = IntegerField(null=True)
        made_at = DateTimeField()
        read_at = DateTimeField(null=True)

        class Meta:
            database = db
            table_name = "notice"
            indexes = ((("person", "read_at", "made_at"), False),)

    db.create_tables([Notice])

    class Message(Model):
        notice = ForeignKeyField(Notice)
        person = ForeignKeyField(Person)
        channel = CharField(max_length=8, default="email", constraints=[SQL("CHECK (channel IN ('email'))")])
        state = CharField(
            max_length=8,
            default="waiting",
            constraints=[SQL("CHECK (state IN ('waiting', 'sent', 'failed', 'dropped'))")],
        )
        made_at = DateTimeField()
        not_before = DateTimeField()
        tries = IntegerField(default=0)
        problem = TextField(default="")
        sent_at = DateTimeField(null=True)

        class Meta:
            database = db
            table_name = "outbox_message"

    db.create_tables([Message])

    db.execute_sql("CREATE INDEX outbox_waiting ON outbox_message (not_before, person_id) WHERE state = 'waiting'")


def down(migrator: SchemaMigrator, db: Database) -> None:
    migrator.migrate(migrator.drop_table("outbox_message"))
    migrator.migrate(migrator.drop_table("notice"))
