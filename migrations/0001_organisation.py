"""The authority: settings, rooms, calendars, rules.

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
    class Setting(Model):
        urn = CharField(null=True, max_length=20)
        urn_type = CharField(max_length=10, default="local")
        ukprn = CharField(null=True, max_length=8)
        la_code = CharField(max_length=3, default="")
        la_name = CharField(default="")
        estab = CharField(max_length=4, default="")
        name = CharField()
        name_fold = CharField(index=True, default="")
        type_code = CharField(max_length=3, default="")
        type_name = CharField(default="")
        type_group = CharField(default="")
        phase = CharField(max_length=20, default="other")
        status = CharField(max_length=10, default="open")
        opened_on = DateField(null=True)
        closed_on = DateField(null=True)
        low_age = IntegerField(null=True)
        high_age = IntegerField(null=True)
        nursery_provision = CharField(default="")
        sixth_form = CharField(default="")
        pupils_on_roll = IntegerField(null=True)
        street = CharField(default="")
        locality = CharField(default="")
        town = CharField(default="")
        county = CharField(default="")
        postcode = CharField(max_length=10, default="")
        sen_types = TextField()
        resourced_provision = TextField()
        whole_setting_scope = BooleanField(default=False)
        source = CharField(max_length=10, default="form")
        updated_at = DateTimeField(null=True)

        class Meta:
            database = db
            table_name = "setting"
            indexes = ((("urn_type", "urn"), True), (("la_code", "status", "name_fold"), False))
            constraints = [
                SQL("CHECK (urn_type IN ('gias', 'ofsted_ey', 'local'))"),
                SQL("CHECK (status IN ('open', 'closed', 'closing', 'proposed'))"),
            ]

    db.create_tables([Setting])

    class Closure(Model):
        setting = ForeignKeyField(Setting, null=True)
        starts_on = DateField()
        ends_on = DateField()
        kind = CharField(max_length=10, default="inset")
        removed_on = DateField(null=True)
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "closure"

    db.create_tables([Closure])

    class Room(Model):
        setting = ForeignKeyField(Setting)
        name = CharField()
        kind = CharField(max_length=10, default="class")
        year_group = CharField(max_length=2, default="")
        academic_year = IntegerField(null=True)
        ended_on = DateField(null=True)

        class Meta:
            database = db
            table_name = "room"
            indexes = ((("setting", "name"), False),)

    db.create_tables([Room])

    class Rule(Model):
        name = CharField(unique=True)
        setting_value = TextField()
        changed_at = DateTimeField()
        changed_by = IntegerField(null=True)
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "rule"

    db.create_tables([Rule])

    class Term(Model):
        setting = ForeignKeyField(Setting, null=True)
        name = CharField()
        starts_on = DateField()
        ends_on = DateField()
        removed_on = DateField(null=True)
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "term"

    db.create_tables([Term])


def down(migrator: SchemaMigrator, db: Database) -> None:
    migrator.migrate(migrator.drop_table("term"))
    migrator.migrate(migrator.drop_table("rule"))
    migrator.migrate(migrator.drop_table("room"))
    migrator.migrate(migrator.drop_table("closure"))
    migrator.migrate(migrator.drop_table("setting"))
