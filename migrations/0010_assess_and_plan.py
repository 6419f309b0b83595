"""Assess and Plan as practitioners work: areas of understanding, differences, meetings, weeks, costs, versions of a plan.

Models are frozen copies: a later change of the application does not change them. Columns are added by plain SQL: both
engines do that without building the table anew, which SQLite could not while other tables refer to it.
"""

from peewee import SQL, BooleanField, CharField, Database, DateField, ForeignKeyField, IntegerField, Model, TextField
from playhouse.migrate import SchemaMigrator

_WORDS = "TEXT NOT NULL DEFAULT ''"
_NUMBER = "INTEGER"
COLUMNS = (
    ("cycle", "delegate_id", "INTEGER REFERENCES person (id)"),
    ("cycle", "senco_support", _WORDS),
    ("cycle", "briefings", _WORDS),
    ("understanding", "area", "VARCHAR(4) NOT NULL DEFAULT ''"),
    ("contribution", "context", "VARCHAR(120) NOT NULL DEFAULT ''"),
    ("contribution", "score_id", _NUMBER),
    ("contribution", "note_id", _NUMBER),
    ("outcome", "baseline", _WORDS),
    ("target", "who", "VARCHAR(80) NOT NULL DEFAULT ''"),
    ("target", "how_often", "VARCHAR(120) NOT NULL DEFAULT ''"),
    ("target", "generalise", _WORDS),
    ("provision", "area", "VARCHAR(4) NOT NULL DEFAULT ''"),
    ("provision", "family", "VARCHAR(60) NOT NULL DEFAULT ''"),
    ("provision", "item_id", _NUMBER),
    ("provision", "owner_id", "INTEGER REFERENCES person (id)"),
    ("provision", "training", "VARCHAR(200) NOT NULL DEFAULT ''"),
    ("provision", "resources", _WORDS),
    ("provision", "rate_pence", "INTEGER CHECK (rate_pence IS NULL OR rate_pence >= 0)"),
    ("provision", "materials_pence", "INTEGER CHECK (materials_pence IS NULL OR materials_pence >= 0)"),
    ("provision", "urgent_reason", _WORDS),
    ("training_need", "person_id", "INTEGER REFERENCES person (id)"),
    ("training_need", "provision_id", "INTEGER REFERENCES provision (id)"),
    ("learning_use", "target_id", "INTEGER REFERENCES target (id)"),
    ("learning_use", "provision_id", "INTEGER REFERENCES provision (id)"),
)
TABLES = (
    "circulated_plan", "meeting_attendee", "timetable_slot", "provision_target", "difference_account", "difference",
    "understanding_ground",
)  # fmt: skip


def up(migrator: SchemaMigrator, db: Database) -> None:
    for table, column, kind in COLUMNS:
        db.execute_sql(f"ALTER TABLE {table} ADD COLUMN {column} {kind}")
    db.execute_sql("DROP INDEX understanding_pupil_id_number")
    db.execute_sql("CREATE UNIQUE INDEX understanding_pupil_id_area_number ON understanding (pupil_id, area, number)")
    # Unfinished work without its owner is looked for when a role ends.
    db.execute_sql("CREATE INDEX provision_owner_id ON provision (owner_id, status)")
    _assess(db)
    _plan(db)


def _assess(db: Database) -> None:
    class Contribution(Model):
        class Meta:
            database = db
            table_name = "contribution"

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

    class Understanding(Model):
        class Meta:
            database = db
            table_name = "understanding"

    class Ground(Model):
        pupil = ForeignKeyField(Pupil)
        setting = ForeignKeyField(Setting, null=True)
        understanding = ForeignKeyField(Understanding)
        contribution = ForeignKeyField(Contribution)

        class Meta:
            database = db
            table_name = "understanding_ground"
            indexes = ((("understanding", "contribution"), True),)

    db.create_tables([Ground])

    class Difference(Model):
        pupil = ForeignKeyField(Pupil)
        cycle = ForeignKeyField(Cycle)
        setting = ForeignKeyField(Setting, null=True)
        about = CharField(max_length=120)
        hypothesis = TextField(default="")
        test = TextField(default="")
        state = CharField(
            max_length=8, default="open", constraints=[SQL("CHECK (state IN ('open', 'resolved', 'carried'))")]
        )
        ended_on = DateField(null=True)
        came_of_it = TextField(default="")
        opened_on = DateField()
        by = ForeignKeyField(Person, null=True)
        audience = CharField(max_length=120, default="family")
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "difference"
            indexes = ((("pupil", "state"), False),)

    db.create_tables([Difference])

    class Account(Model):
        pupil = ForeignKeyField(Pupil)
        setting = ForeignKeyField(Setting, null=True)
        difference = ForeignKeyField(Difference)
        contribution = ForeignKeyField(Contribution)
        may_explain = TextField(default="")
        audience = CharField(max_length=120, default="family")
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "difference_account"
            indexes = ((("difference", "contribution"), True),)

    db.create_tables([Account])


def _plan(db: Database) -> None:
    class Cycle(Model):
        class Meta:
            database = db
            table_name = "cycle"

    class Person(Model):
        class Meta:
            database = db
            table_name = "person"

    class Provision(Model):
        class Meta:
            database = db
            table_name = "provision"

    class Pupil(Model):
        class Meta:
            database = db
            table_name = "pupil"

    class Setting(Model):
        class Meta:
            database = db
            table_name = "setting"

    class Target(Model):
        class Meta:
            database = db
            table_name = "target"

    class ProvisionTarget(Model):
        pupil = ForeignKeyField(Pupil)
        setting = ForeignKeyField(Setting, null=True)
        provision = ForeignKeyField(Provision)
        target = ForeignKeyField(Target)
        ended_on = DateField(null=True)
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "provision_target"
            indexes = ((("provision", "target"), True),)

    db.create_tables([ProvisionTarget])

    class Slot(Model):
        pupil = ForeignKeyField(Pupil)
        cycle = ForeignKeyField(Cycle, null=True)
        setting = ForeignKeyField(Setting, null=True)
        provision = ForeignKeyField(Provision, null=True)
        weekday = IntegerField(constraints=[SQL("CHECK (weekday BETWEEN 1 AND 7)")])
        at = CharField(max_length=5, column_name="starts_at")
        minutes = IntegerField(null=True)
        what = CharField(max_length=80, default="")
        place = CharField(max_length=80, default="")
        with_whom = CharField(max_length=80, default="")
        ended_on = DateField(null=True)
        audience = CharField(max_length=120, default="family")
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "timetable_slot"
            indexes = ((("pupil", "ended_on"), False), (("provision", "ended_on"), False))

    db.create_tables([Slot])

    class Attendee(Model):
        pupil = ForeignKeyField(Pupil)
        cycle = ForeignKeyField(Cycle)
        setting = ForeignKeyField(Setting, null=True)
        stage = CharField(max_length=10, default="plan")
        person = ForeignKeyField(Person, null=True)
        name = CharField()
        role = CharField(default="")
        invited_on = DateField(null=True)
        came = BooleanField(null=True)
        sent_views = BooleanField(default=False)
        taken_off_on = DateField(null=True)
        audience = CharField(max_length=120, default="family")
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "meeting_attendee"
            indexes = ((("cycle", "stage"), False),)

    db.create_tables([Attendee])

    class PlanVersion(Model):
        pupil = ForeignKeyField(Pupil)
        cycle = ForeignKeyField(Cycle)
        setting = ForeignKeyField(Setting, null=True)
        number = IntegerField()
        content = TextField()
        circulated_on = DateField()
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "circulated_plan"
            indexes = ((("cycle", "number"), True),)

    db.create_tables([PlanVersion])


def down(migrator: SchemaMigrator, db: Database) -> None:
    for table in TABLES:
        migrator.migrate(migrator.drop_table(table))
    db.execute_sql("DROP INDEX provision_owner_id")
    db.execute_sql("DROP INDEX understanding_pupil_id_area_number")
    # Several areas count from 1; the older table holds one row of numbers for each child.
    db.execute_sql("UPDATE understanding SET number = 100000 + id WHERE area <> ''")
    db.execute_sql("CREATE UNIQUE INDEX understanding_pupil_id_number ON understanding (pupil_id, number)")
    for table, column, _kind in reversed(COLUMNS):
        db.execute_sql(f"ALTER TABLE {table} DROP COLUMN {column}")
