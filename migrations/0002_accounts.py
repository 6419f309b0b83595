"""People, memberships, sign-in.

Models are frozen copies: a later change of the application does not change them.
"""

from peewee import (
    SQL,
    BooleanField,
    CharField,
    Database,
    DateField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    Model,
)
from playhouse.migrate import SchemaMigrator


def up(migrator: SchemaMigrator, db: Database) -> None:
    class Room(Model):
        class Meta:
            database = db
            table_name = "room"

    class Setting(Model):
        class Meta:
            database = db
            table_name = "setting"

    class Person(Model):
        name = CharField()
        email = CharField(unique=True, null=True)
        organisation = CharField(default="")
        profession = CharField(default="")
        language = CharField(max_length=5, default="en")
        active = BooleanField(default=True)
        created_at = DateTimeField()
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "person"

    db.create_tables([Person])

    class Assignment(Model):
        person = ForeignKeyField(Person)
        setting = ForeignKeyField(Setting)
        room = ForeignKeyField(Room, null=True)
        pupil_id = IntegerField(index=True, null=True)
        cover = BooleanField(default=False)
        starts_on = DateField()
        ends_on = DateField(null=True)
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "assignment"
            indexes = ((("person", "setting"), False), (("room", "person"), False))
            constraints = [SQL("CHECK (room_id IS NOT NULL OR pupil_id IS NOT NULL)")]

    db.create_tables([Assignment])

    class Credential(Model):
        person = ForeignKeyField(Person, unique=True)
        password_hash = CharField()
        changed_at = DateTimeField()

        class Meta:
            database = db
            table_name = "credential"

    db.create_tables([Credential])

    class Invitation(Model):
        token_hash = CharField(unique=True, max_length=64)
        person = ForeignKeyField(Person)
        invited_by = ForeignKeyField(Person, null=True)
        purpose = CharField(max_length=10, default="invite")
        sent_at = DateTimeField()
        ends_at = DateTimeField()
        used_at = DateTimeField(null=True)

        class Meta:
            database = db
            table_name = "invitation"

    db.create_tables([Invitation])

    class Membership(Model):
        person = ForeignKeyField(Person)
        setting = ForeignKeyField(Setting, null=True)
        role = CharField(max_length=20)
        job_title = CharField(default="")
        starts_on = DateField()
        ends_on = DateField(null=True)
        added_by = ForeignKeyField(Person, null=True)
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "membership"
            indexes = ((("setting", "role"), False), (("person", "ends_on"), False))

    db.create_tables([Membership])

    class Session(Model):
        token_hash = CharField(unique=True, max_length=64)
        person = ForeignKeyField(Person)
        membership = ForeignKeyField(Membership, null=True)
        as_family = BooleanField(default=False)
        started_at = DateTimeField()
        seen_at = DateTimeField()
        ends_at = DateTimeField()
        revoked_at = DateTimeField(null=True)

        class Meta:
            database = db
            table_name = "session"

    db.create_tables([Session])

    class SignInAttempt(Model):
        email_hash = CharField(index=True, max_length=64)
        at = DateTimeField(index=True)

        class Meta:
            database = db
            table_name = "sign_in_attempt"

    db.create_tables([SignInAttempt])


def down(migrator: SchemaMigrator, db: Database) -> None:
    migrator.migrate(migrator.drop_table("sign_in_attempt"))
    migrator.migrate(migrator.drop_table("session"))
    migrator.migrate(migrator.drop_table("membership"))
    migrator.migrate(migrator.drop_table("invitation"))
    migrator.migrate(migrator.drop_table("credential"))
    migrator.migrate(migrator.drop_table("assignment"))
    migrator.migrate(migrator.drop_table("person"))
