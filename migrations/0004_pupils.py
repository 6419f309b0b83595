"""Children, placements, guardians, claims.

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
    TextField,
)
from playhouse.migrate import SchemaMigrator


def up(migrator: SchemaMigrator, db: Database) -> None:
    class Person(Model):
        class Meta:
            database = db
            table_name = "person"

    class Room(Model):
        class Meta:
            database = db
            table_name = "room"

    class Setting(Model):
        class Meta:
            database = db
            table_name = "setting"

    class Pupil(Model):
        surname = CharField()
        forename = CharField()
        preferred_surname = CharField(default="")
        preferred_forename = CharField(default="")
        name_fold = CharField(default="")
        surname_fold = CharField(default="")
        born_on = DateField()
        sex = CharField(max_length=1, default="")
        upn = CharField(index=True, null=True, max_length=13)
        uln = CharField(null=True, max_length=10)
        language = CharField(max_length=5, default="")
        in_care = BooleanField(default=False)
        joined_to = ForeignKeyField("self", null=True)
        created_at = DateTimeField()
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "pupil"
            indexes = ((("surname_fold", "name_fold"), False), (("born_on", "surname_fold"), False))

    db.create_tables([Pupil])

    class Claim(Model):
        pupil = ForeignKeyField(Pupil)
        candidate = ForeignKeyField(Pupil, null=True)
        setting = ForeignKeyField(Setting)
        made_by = ForeignKeyField(Person, null=True)
        made_at = DateTimeField()
        due_on = DateField()
        state = CharField(max_length=10, default="waiting")
        matched_on = CharField(max_length=10, default="")
        code_hash = CharField(max_length=64, default="")
        answered_by = ForeignKeyField(Person, null=True)
        answered_as = CharField(max_length=20, default="")
        answered_at = DateTimeField(null=True)
        details = TextField()
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "claim"
            indexes = ((("state", "due_on"), False), (("candidate", "state"), False), (("setting", "state"), False))

    db.create_tables([Claim])

    class Contact(Model):
        pupil = ForeignKeyField(Pupil)
        setting = ForeignKeyField(Setting, null=True)
        position = IntegerField(default=1)
        title = CharField(default="")
        forename = CharField(default="")
        surname = CharField(default="")
        relationship = CharField(default="")
        responsibility = BooleanField(default=False)
        phone = CharField(default="")
        email = CharField(default="")
        address = TextField(default="")
        restricted = BooleanField(default=False)
        source = CharField(max_length=10, default="form")

        class Meta:
            database = db
            table_name = "contact"

    db.create_tables([Contact])

    class Guardianship(Model):
        pupil = ForeignKeyField(Pupil)
        person = ForeignKeyField(Person)
        relationship = CharField(max_length=30)
        parental_responsibility = BooleanField(default=True)
        may_see = BooleanField(default=True)
        starts_on = DateField()
        ends_on = DateField(null=True)
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "guardianship"
            indexes = ((("person", "pupil"), True), (("pupil", "person"), False))

    db.create_tables([Guardianship])

    class Involvement(Model):
        pupil = ForeignKeyField(Pupil)
        person = ForeignKeyField(Person)
        setting = ForeignKeyField(Setting, null=True)
        purpose = CharField()
        asked_by = ForeignKeyField(Person, null=True)
        starts_on = DateField()
        until = DateField()
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "involvement"
            indexes = ((("person", "pupil", "until"), False), (("pupil", "person"), False))

    db.create_tables([Involvement])

    class NamedAccess(Model):
        pupil = ForeignKeyField(Pupil)
        person = ForeignKeyField(Person)
        purpose = TextField()
        caseload = BooleanField(default=False)
        starts_on = DateField()
        until = DateField(null=True)
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "named_access"
            indexes = ((("person", "pupil", "until"), False), (("pupil", "person"), False))

    db.create_tables([NamedAccess])

    class Placement(Model):
        pupil = ForeignKeyField(Pupil)
        setting = ForeignKeyField(Setting)
        room = ForeignKeyField(Room, null=True)
        state = CharField(max_length=10, default="current")
        main = BooleanField(default=True)
        starts_on = DateField()
        sees_from = DateField()
        ended_on = DateField(null=True)
        year_group = CharField(max_length=2, default="")
        key_person = ForeignKeyField(Person, null=True)
        withheld = BooleanField(default=False)
        leaving_reason = CharField(default="")
        name_then = CharField(default="")
        born_then = DateField(null=True)
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "placement"
            indexes = ((("setting", "state", "pupil"), False), (("pupil", "state"), False))
            constraints = [SQL("CHECK (state IN ('coming', 'current', 'left', 'refused', 'cancelled'))")]

    db.create_tables([Placement])

    class PupilIdentifier(Model):
        pupil = ForeignKeyField(Pupil)
        kind = CharField(max_length=12)
        value = CharField(index=True, max_length=40)
        setting = ForeignKeyField(Setting, null=True)

        class Meta:
            database = db
            table_name = "pupil_identifier"
            indexes = ((("pupil", "kind", "value"), True),)

    db.create_tables([PupilIdentifier])

    class SchoolHistory(Model):
        pupil = ForeignKeyField(Pupil)
        la_code = CharField(max_length=3, default="")
        estab = CharField(max_length=4, default="")
        name = CharField(default="")
        entered_on = DateField(null=True)
        left_on = DateField(null=True)
        reason = CharField(default="")

        class Meta:
            database = db
            table_name = "school_history"
            indexes = ((("pupil", "la_code", "estab", "entered_on"), True),)

    db.create_tables([SchoolHistory])
    db.execute_sql(
        "CREATE UNIQUE INDEX placement_one_main ON placement (pupil_id) WHERE ended_on IS NULL AND main AND state = 'current'"
    )


def down(migrator: SchemaMigrator, db: Database) -> None:
    migrator.migrate(migrator.drop_table("school_history"))
    migrator.migrate(migrator.drop_table("pupil_identifier"))
    migrator.migrate(migrator.drop_table("placement"))
    migrator.migrate(migrator.drop_table("named_access"))
    migrator.migrate(migrator.drop_table("involvement"))
    migrator.migrate(migrator.drop_table("guardianship"))
    migrator.migrate(migrator.drop_table("contact"))
    migrator.migrate(migrator.drop_table("claim"))
    migrator.migrate(migrator.drop_table("pupil"))
