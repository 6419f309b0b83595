"""The timeline, append-only.

Models are frozen copies: a later change of the application does not change them.
"""

from peewee import SQL, CharField, Database, DateField, DateTimeField, ForeignKeyField, IntegerField, Model, TextField
from playhouse.migrate import SchemaMigrator

from portal.timeline.append_only import allow_changes, append_only


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

    class Entry(Model):
        pupil = ForeignKeyField(Pupil, null=True)
        setting = ForeignKeyField(Setting, null=True)
        cycle_id = IntegerField(null=True)
        cycle_number = IntegerField(null=True)
        kind = CharField(max_length=30)
        stage = CharField(max_length=10, default="")
        category = CharField(max_length=20, default="record")
        title = CharField()
        body = TextField(default="")
        data = TextField()
        occurred_on = DateField()
        recorded_at = DateTimeField()
        author = ForeignKeyField(Person, null=True)
        author_role = CharField(max_length=20)
        words_of = CharField(default="")
        audience = CharField(max_length=120, default="professionals")
        look_again_on = DateField(null=True)
        supersedes = ForeignKeyField("self", null=True)
        key = CharField(null=True, max_length=64)
        redacted_at = DateTimeField(null=True)

        class Meta:
            database = db
            table_name = "entry"
            indexes = (
                (("pupil", "occurred_on", "id"), False),
                (("author", "key"), True),
                (("setting", "recorded_at"), False),
            )
            constraints = [
                SQL(
                    "CHECK (audience IN ('family', 'professionals', 'setting') OR substr(audience, 1, 11) = 'restricted,')"
                )
            ]

    db.create_tables([Entry])

    class AudienceChange(Model):
        entry = ForeignKeyField(Entry)
        pupil = ForeignKeyField(Pupil, null=True)
        audience = CharField(max_length=120)
        reason = TextField(default="")
        by = ForeignKeyField(Person, null=True)
        by_role = CharField(max_length=20, default="")
        at = DateTimeField()
        superseded_at = DateTimeField(null=True)

        class Meta:
            database = db
            table_name = "audience_change"
            indexes = ((("entry", "superseded_at"), False),)
            constraints = [
                SQL(
                    "CHECK (audience IN ('family', 'professionals', 'setting') OR substr(audience, 1, 11) = 'restricted,')"
                )
            ]

    db.create_tables([AudienceChange])

    class EntryDigest(Model):
        entry = ForeignKeyField(Entry)
        subject_type = CharField(max_length=30)
        subject_id = IntegerField()
        subject_version = IntegerField()
        digest = CharField(max_length=64)

        class Meta:
            database = db
            table_name = "entry_digest"
            indexes = ((("subject_type", "subject_id", "subject_version"), False),)

    db.create_tables([EntryDigest])
    append_only(db, "entry", redactable=True)
    append_only(db, "entry_digest")


def down(migrator: SchemaMigrator, db: Database) -> None:
    allow_changes(db, "entry")
    allow_changes(db, "entry_digest")
    migrator.migrate(migrator.drop_table("entry_digest"))
    migrator.migrate(migrator.drop_table("audience_change"))
    migrator.migrate(migrator.drop_table("entry"))
