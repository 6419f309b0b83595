"""The cycle.

Models are frozen copies: a later change of the application does not change them.
"""

from peewee import SQL, BooleanField, CharField, Database, DateField, ForeignKeyField, IntegerField, Model, TextField
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

    class Cycle(Model):
        pupil = ForeignKeyField(Pupil)
        number = IntegerField()
        follows = ForeignKeyField("self", null=True)
        setting = ForeignKeyField(Setting)
        opened_at = ForeignKeyField(Setting, null=True)
        stage = CharField(max_length=10, default="assess")
        opened_on = DateField()
        lead = ForeignKeyField(Person, null=True)
        responsible_teacher = ForeignKeyField(Person, null=True)
        child_views_absent = TextField(default="")
        family_views_absent = TextField(default="")
        met_on = DateField(null=True)
        meeting = TextField(default="")
        review_on = DateField(null=True)
        agreed_on = DateField(null=True)
        circulated_on = DateField(null=True)
        plan_version = IntegerField(default=1)
        started_on = DateField(null=True)
        reviewed_on = DateField(null=True)
        impact = TextField(default="")
        next_step = CharField(max_length=20, default="")
        next_step_note = TextField(default="")
        next_step_agreed = TextField(default="")
        referral_to = CharField(default="")
        attended = TextField(default="")
        child_review_absent = TextField(default="")
        family_review_absent = TextField(default="")
        learned_on = DateField(null=True)
        ordinary_teaching = TextField(default="")
        nothing_helps_why = TextField(default="")
        nothing_hinders_why = TextField(default="")
        closed_on = DateField(null=True)
        restart_reason = TextField(default="")
        before_portal = BooleanField(default=False)
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "cycle"
            indexes = ((("pupil", "number"), True), (("setting", "closed_on", "review_on"), False))
            constraints = [SQL("CHECK (stage IN ('assess', 'plan', 'do', 'review', 'learn'))")]

    db.create_tables([Cycle])

    class Circulation(Model):
        pupil = ForeignKeyField(Pupil)
        cycle = ForeignKeyField(Cycle)
        setting = ForeignKeyField(Setting, null=True)
        plan_version = IntegerField(default=1)
        person = ForeignKeyField(Person, null=True)
        name = CharField()
        role = CharField(default="")
        sent_on = DateField()
        receipt = CharField(max_length=12, default="")
        receipt_on = DateField(null=True)
        comment = TextField(default="")
        audience = CharField(max_length=120, default="family")
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "circulation"

    db.create_tables([Circulation])

    class Contribution(Model):
        pupil = ForeignKeyField(Pupil)
        cycle = ForeignKeyField(Cycle)
        setting = ForeignKeyField(Setting, null=True)
        stage = CharField(max_length=10)
        whose = CharField(max_length=14)
        name = CharField(default="")
        source = CharField(max_length=10, default="")
        reach = CharField(max_length=10, default="")
        text = TextField()
        given_on = DateField()
        by = ForeignKeyField(Person, null=True)
        attended = BooleanField(default=False)
        audience = CharField(max_length=120, default="family")
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "contribution"
            indexes = ((("cycle", "stage"), False),)

    db.create_tables([Contribution])

    class Outcome(Model):
        pupil = ForeignKeyField(Pupil)
        cycle = ForeignKeyField(Cycle)
        setting = ForeignKeyField(Setting, null=True)
        position = IntegerField(default=1)
        verb = CharField(max_length=10, default="develop")
        text = TextField()
        area = CharField(max_length=4, default="")
        aspiration = TextField(default="")
        dropped_on = DateField(null=True)
        audience = CharField(max_length=120, default="family")
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "outcome"

    db.create_tables([Outcome])

    class Target(Model):
        pupil = ForeignKeyField(Pupil)
        cycle = ForeignKeyField(Cycle)
        outcome = ForeignKeyField(Outcome)
        setting = ForeignKeyField(Setting, null=True)
        position = IntegerField(default=1)
        name = CharField(default="")
        does_what = TextField()
        how_well = CharField(default="")
        where = CharField(default="", column_name="in_setting")
        by_when = DateField(null=True)
        measured_how = CharField(default="")
        measured_when = CharField(default="")
        measured_by = CharField(default="")
        baseline = CharField(default="")
        baseline_value = CharField(max_length=10, default="")
        goal_value = CharField(max_length=10, default="")
        unit = CharField(max_length=20, default="")
        dropped_on = DateField(null=True)
        rating = CharField(max_length=14, default="")
        evidence = TextField(default="")
        rated_on = DateField(null=True)
        audience = CharField(max_length=120, default="family")
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "target"

    db.create_tables([Target])

    class Provision(Model):
        pupil = ForeignKeyField(Pupil)
        cycle = ForeignKeyField(Cycle, null=True)
        setting = ForeignKeyField(Setting, null=True)
        target = ForeignKeyField(Target, null=True)
        name = CharField()
        detail = TextField(default="")
        kind = CharField(max_length=12, default="strategy")
        layer = CharField(max_length=30, default="universal")
        deliverer = ForeignKeyField(Person, null=True)
        deliverer_name = CharField(default="")
        minutes = IntegerField(null=True)
        times_a_week = IntegerField(null=True)
        weeks = IntegerField(null=True)
        group_size = IntegerField(null=True)
        group_name = CharField(default="")
        place = CharField(default="")
        starts_on = DateField()
        when_text = CharField(default="")
        status = CharField(max_length=10, default="running")
        ended_on = DateField(null=True)
        status_reason = TextField(default="")
        started_cycle_number = IntegerField(null=True)
        section_f = BooleanField(default=False)
        audience = CharField(max_length=120, default="family")
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "provision"
            indexes = ((("pupil", "status"), False), (("deliverer", "status"), False), (("setting", "status"), False))

    db.create_tables([Provision])

    class Delivery(Model):
        pupil = ForeignKeyField(Pupil)
        provision = ForeignKeyField(Provision)
        cycle = ForeignKeyField(Cycle, null=True)
        setting = ForeignKeyField(Setting, null=True)
        on = DateField(column_name="given_on")
        given = BooleanField(default=True)
        cause = CharField(max_length=14, default="")
        minutes = IntegerField(null=True)
        engagement = IntegerField(null=True)
        measure = CharField(max_length=20, default="")
        by = ForeignKeyField(Person, null=True)
        entry_id = IntegerField(null=True)
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "delivery"
            indexes = ((("provision", "on"), False), (("pupil", "on"), False))
            constraints = [SQL("CHECK (engagement IS NULL OR engagement BETWEEN 1 AND 5)")]

    db.create_tables([Delivery])

    class Learning(Model):
        pupil = ForeignKeyField(Pupil)
        cycle = ForeignKeyField(Cycle)
        setting = ForeignKeyField(Setting, null=True)
        kind = CharField(max_length=10)
        text = TextField()
        ordinary_teaching = TextField(default="")
        learnt_on = DateField()
        retired_on = DateField(null=True)
        retired_reason = TextField(default="")
        audience = CharField(max_length=120, default="family")
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "learning"
            indexes = ((("pupil", "retired_on"), False),)

    db.create_tables([Learning])

    class LearningUse(Model):
        pupil = ForeignKeyField(Pupil)
        learning = ForeignKeyField(Learning)
        cycle = ForeignKeyField(Cycle)
        setting = ForeignKeyField(Setting, null=True)
        used = BooleanField(default=True)
        how = TextField(default="")
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "learning_use"
            indexes = ((("learning", "cycle"), True),)

    db.create_tables([LearningUse])

    class TrainingNeed(Model):
        pupil = ForeignKeyField(Pupil)
        cycle = ForeignKeyField(Cycle)
        setting = ForeignKeyField(Setting, null=True)
        who = CharField()
        what = CharField()
        by_when = DateField(null=True)
        met_on = DateField(null=True)
        delay_reason = TextField(default="")
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "training_need"

    db.create_tables([TrainingNeed])

    class Understanding(Model):
        pupil = ForeignKeyField(Pupil)
        cycle = ForeignKeyField(Cycle, null=True)
        setting = ForeignKeyField(Setting, null=True)
        number = IntegerField()
        statement = TextField()
        barriers = TextField(default="")
        changed = TextField(default="")
        why = TextField(default="")
        written_on = DateField()
        by = ForeignKeyField(Person, null=True)
        audience = CharField(max_length=120, default="family")
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "understanding"
            indexes = ((("pupil", "number"), True),)

    db.create_tables([Understanding])
    db.execute_sql("CREATE UNIQUE INDEX cycle_one_open ON cycle (pupil_id) WHERE closed_on IS NULL")
    db.execute_sql("CREATE INDEX cycle_stage ON cycle (stage, setting_id) WHERE closed_on IS NULL")
    db.execute_sql(
        "CREATE INDEX cycle_to_review ON cycle (review_on, setting_id, stage) WHERE closed_on IS NULL AND reviewed_on IS NULL"
    )


def down(migrator: SchemaMigrator, db: Database) -> None:
    migrator.migrate(migrator.drop_table("understanding"))
    migrator.migrate(migrator.drop_table("training_need"))
    migrator.migrate(migrator.drop_table("learning_use"))
    migrator.migrate(migrator.drop_table("learning"))
    migrator.migrate(migrator.drop_table("delivery"))
    migrator.migrate(migrator.drop_table("provision"))
    migrator.migrate(migrator.drop_table("target"))
    migrator.migrate(migrator.drop_table("outcome"))
    migrator.migrate(migrator.drop_table("contribution"))
    migrator.migrate(migrator.drop_table("circulation"))
    migrator.migrate(migrator.drop_table("cycle"))
