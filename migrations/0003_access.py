"""Who looked at what.

Models are frozen copies: a later change of the application does not change them.
"""

from peewee import CharField, Database, DateTimeField, IntegerField, Model, TextField
from playhouse.migrate import SchemaMigrator

from portal.timeline.append_only import allow_changes, append_only


def up(migrator: SchemaMigrator, db: Database) -> None:
    class AccessList(Model):
        person_id = IntegerField()
        role = CharField(max_length=20)
        setting_id = IntegerField(null=True)
        page = CharField(max_length=40)
        at = DateTimeField(index=True)
        pupil_ids = TextField()

        class Meta:
            database = db
            table_name = "access_list"
            indexes = ((("person_id", "at"), False),)

    db.create_tables([AccessList])

    class AccessLog(Model):
        person_id = IntegerField()
        role = CharField(max_length=20)
        setting_id = IntegerField(null=True)
        pupil_id = IntegerField()
        page = CharField(max_length=40)
        hour = DateTimeField()
        first_at = DateTimeField()

        class Meta:
            database = db
            table_name = "access_log"
            indexes = (
                (("person_id", "role", "pupil_id", "page", "hour", "setting_id"), True),
                (("pupil_id", "hour"), False),
            )

    db.create_tables([AccessLog])
    append_only(db, "access_log")
    append_only(db, "access_list")


def down(migrator: SchemaMigrator, db: Database) -> None:
    allow_changes(db, "access_log")
    allow_changes(db, "access_list")
    migrator.migrate(migrator.drop_table("access_log"))
    migrator.migrate(migrator.drop_table("access_list"))
