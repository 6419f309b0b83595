"""Imports.

Models are frozen copies: a later change of the application does not change them.
"""

from peewee import BooleanField, CharField, Database, DateTimeField, ForeignKeyField, IntegerField, Model, TextField
from playhouse.migrate import SchemaMigrator


def up(migrator: SchemaMigrator, db: Database) -> None:
    class Person(Model):
        class Meta:
            database = db
            table_name = "person"

    class Setting(Model):
        class Meta:
            database = db
            table_name = "setting"

    class ImportBatch(Model):
        setting = ForeignKeyField(Setting, null=True)
        kind = CharField(max_length=12)
        file_name = CharField()
        by = ForeignKeyField(Person, null=True)
        at = DateTimeField()
        content = TextField()
        state = CharField(max_length=10, default="preview")
        confirmed_at = DateTimeField(null=True)
        counts = TextField()
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "import_batch"
            indexes = ((("setting", "kind", "state"), False),)

    db.create_tables([ImportBatch])

    class ImportProfile(Model):
        setting = ForeignKeyField(Setting, null=True)
        kind = CharField(max_length=12)
        mapping = TextField()
        saved_at = DateTimeField()
        day_first = BooleanField(default=True)

        class Meta:
            database = db
            table_name = "import_profile"
            indexes = ((("setting", "kind"), True),)

    db.create_tables([ImportProfile])


def down(migrator: SchemaMigrator, db: Database) -> None:
    migrator.migrate(migrator.drop_table("import_profile"))
    migrator.migrate(migrator.drop_table("import_batch"))
