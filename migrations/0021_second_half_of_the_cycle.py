"""The second half of the cycle: EHC plans, generalisation, opinions, referrals, reflections, readings and kept papers.

Columns are added by plain SQL: see 0010.
"""

from peewee import (
    SQL,
    BooleanField,
    CharField,
    Database,
    DateField,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)
from playhouse.migrate import SchemaMigrator

COLUMNS = (
    ("cycle", "review_kind", "VARCHAR(8) NOT NULL DEFAULT ''"),
    ("cycle", "review_at", "VARCHAR(5) NOT NULL DEFAULT ''"),
    ("cycle", "review_where", "VARCHAR(120) NOT NULL DEFAULT ''"),
    ("cycle", "views_asked_on", "DATE"),
    ("cycle", "late_cause", "VARCHAR(20) NOT NULL DEFAULT ''"),
    ("cycle", "late_note", "TEXT NOT NULL DEFAULT ''"),
    ("cycle", "child_learn_absent", "TEXT NOT NULL DEFAULT ''"),
    ("cycle", "family_learn_absent", "TEXT NOT NULL DEFAULT ''"),
    ("contribution", "better", "TEXT NOT NULL DEFAULT ''"),
    ("contribution", "hard", "TEXT NOT NULL DEFAULT ''"),
    ("contribution", "wish", "TEXT NOT NULL DEFAULT ''"),
    ("outcome", "rating", "VARCHAR(14) NOT NULL DEFAULT ''"),
    ("outcome", "evidence", "TEXT NOT NULL DEFAULT ''"),
    ("outcome", "rated_on", "DATE"),
    ("outcome", "section_e_id", "INTEGER REFERENCES ehc_outcome (id)"),
    ("target", "scale", "TEXT NOT NULL DEFAULT '{}'"),
    ("target", "scaled", "INTEGER CHECK (scaled IS NULL OR scaled BETWEEN -2 AND 2)"),
    ("target", "section_e_id", "INTEGER REFERENCES ehc_outcome (id)"),
    ("provision", "secures_id", "INTEGER REFERENCES ehc_provision (id)"),
    ("delivery", "covered_by_id", "INTEGER REFERENCES person (id)"),
    ("delivery", "covered_name", "VARCHAR(120) NOT NULL DEFAULT ''"),
    ("learning", "home", "TEXT NOT NULL DEFAULT ''"),
    ("learning", "reflection_id", "INTEGER REFERENCES reflection (id)"),
)
TABLES = (
    "kept_paper", "works_reading", "reflection", "service_referral", "review_opinion", "prompt_answer", "generalisation",
    "annual_review", "early_review", "ehc_provision", "ehc_outcome", "ehc_plan",
)  # fmt: skip


def up(migrator: SchemaMigrator, db: Database) -> None:
    _tables(db)
    for table, column, kind in COLUMNS:
        db.execute_sql(f"ALTER TABLE {table} ADD COLUMN {column} {kind}")


def down(migrator: SchemaMigrator, db: Database) -> None:
    for table, column, _kind in reversed(COLUMNS):
        db.execute_sql(f"ALTER TABLE {table} DROP COLUMN {column}")
    for table in TABLES:
        db.execute_sql(f"DROP TABLE {table}")


def _tables(db: Database) -> None:
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

    class EhcPlan(Model):
        pupil = ForeignKeyField(Pupil)
        setting = ForeignKeyField(Setting, null=True)
        issued_on = DateField()
        reviewed_on = DateField(null=True)
        ended_on = DateField(null=True)
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "ehc_plan"

    db.create_tables([EhcPlan])

    class SectionE(Model):
        pupil = ForeignKeyField(Pupil)
        setting = ForeignKeyField(Setting, null=True)
        plan = ForeignKeyField(EhcPlan)
        number = IntegerField()
        area = CharField(max_length=4, default="")
        text = TextField()
        ended_on = DateField(null=True)
        audience = CharField(max_length=120, default="family")
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "ehc_outcome"

    db.create_tables([SectionE])

    class SectionF(Model):
        pupil = ForeignKeyField(Pupil)
        setting = ForeignKeyField(Setting, null=True)
        plan = ForeignKeyField(EhcPlan)
        number = IntegerField()
        text = TextField()
        ended_on = DateField(null=True)
        audience = CharField(max_length=120, default="family")
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "ehc_provision"

    db.create_tables([SectionF])

    class EarlyReview(Model):
        pupil = ForeignKeyField(Pupil)
        setting = ForeignKeyField(Setting, null=True)
        plan = ForeignKeyField(EhcPlan, null=True)
        provision_id = IntegerField(null=True)
        why = TextField()
        asked_on = DateField()
        by = ForeignKeyField(Person, null=True)
        state = CharField(max_length=8, default="asked")
        answer = TextField(default="")
        answered_on = DateField(null=True)
        answered_by = ForeignKeyField(Person, null=True)
        audience = CharField(max_length=120, default="family")
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "early_review"

    db.create_tables([EarlyReview])

    class AnnualReview(Model):
        pupil = ForeignKeyField(Pupil)
        setting = ForeignKeyField(Setting, null=True)
        plan = ForeignKeyField(EhcPlan)
        cycle_id = IntegerField(null=True)
        due_by = DateField()
        papers_on = DateField(null=True)
        met_on = DateField(null=True)
        report_on = DateField(null=True)
        note = TextField(default="")
        decided = CharField(max_length=8, default="")
        decided_on = DateField(null=True)
        audience = CharField(max_length=120, default="family")
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "annual_review"

    db.create_tables([AnnualReview])

    class Generalisation(Model):
        pupil = ForeignKeyField(Pupil)
        cycle = ForeignKeyField(Cycle)
        setting = ForeignKeyField(Setting, null=True)
        target = ForeignKeyField(Target)
        place = CharField(max_length=120)
        state = CharField(max_length=10, constraints=[SQL("CHECK (state IN ('not_yet', 'sometimes', 'works'))")])
        seen_on = DateField()
        by = ForeignKeyField(Person, null=True)
        note = TextField(default="")
        audience = CharField(max_length=120, default="family")
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "generalisation"

    db.create_tables([Generalisation])

    class PromptAnswer(Model):
        pupil = ForeignKeyField(Pupil)
        cycle = ForeignKeyField(Cycle, null=True)
        setting = ForeignKeyField(Setting, null=True)
        kind = CharField(max_length=10)
        provision = ForeignKeyField(Provision, null=True)
        target = ForeignKeyField(Target, null=True)
        answer = TextField(default="")
        answered_on = DateField()
        quiet_until = DateField()
        by = ForeignKeyField(Person, null=True)
        audience = CharField(max_length=120, default="professionals")
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "prompt_answer"

    db.create_tables([PromptAnswer])

    class Opinion(Model):
        pupil = ForeignKeyField(Pupil)
        cycle = ForeignKeyField(Cycle)
        setting = ForeignKeyField(Setting, null=True)
        person = ForeignKeyField(Person, null=True)
        name = CharField()
        role = CharField(default="")
        agrees = BooleanField()
        words = TextField(default="")
        given_on = DateField()
        audience = CharField(max_length=120, default="family")
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "review_opinion"

    db.create_tables([Opinion])

    class Referral(Model):
        pupil = ForeignKeyField(Pupil)
        cycle = ForeignKeyField(Cycle, null=True)
        setting = ForeignKeyField(Setting, null=True)
        service = CharField(max_length=120)
        why = TextField(default="")
        state = CharField(max_length=12, default="considered")
        considered_on = DateField()
        consent_on = DateField(null=True)
        consent_by = CharField(max_length=120, default="")
        sent_on = DateField(null=True)
        answered_on = DateField(null=True)
        answer = TextField(default="")
        seen_on = DateField(null=True)
        advice_on = DateField(null=True)
        advice = ForeignKeyField(Contribution, null=True)
        came_of_it = TextField(default="")
        ended_on = DateField(null=True)
        by = ForeignKeyField(Person, null=True)
        audience = CharField(max_length=120, default="family")
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "service_referral"
            indexes = ((("pupil", "ended_on"), False), (("setting", "state"), False))

    db.create_tables([Referral])

    class Reflection(Model):
        pupil = ForeignKeyField(Pupil)
        cycle = ForeignKeyField(Cycle)
        setting = ForeignKeyField(Setting, null=True)
        whose = CharField(max_length=14)
        name = CharField(default="")
        preferences = TextField(default="")
        motivation = TextField(default="")
        approach = TextField(default="")
        helps = TextField(default="")
        hinders = TextField(default="")
        only_when = TextField(default="")
        given_on = DateField()
        by = ForeignKeyField(Person, null=True)
        audience = CharField(max_length=120, default="family")
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "reflection"

    db.create_tables([Reflection])

    class Reading(Model):
        pupil = ForeignKeyField(Pupil)
        setting = ForeignKeyField(Setting, null=True)
        person = ForeignKeyField(Person)
        read_on = DateField()
        newest = IntegerField(null=True)
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "works_reading"
            indexes = ((("pupil", "person"), False),)

    db.create_tables([Reading])

    class KeptPaper(Model):
        pupil = ForeignKeyField(Pupil)
        cycle = ForeignKeyField(Cycle, null=True)
        setting = ForeignKeyField(Setting, null=True)
        kind = CharField(max_length=12)
        plan_version = IntegerField(null=True)
        title = CharField()
        html = TextField()
        made_on = DateField()
        rests_on = TextField()
        audience = CharField(max_length=120, default="family")
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "kept_paper"
            indexes = ((("cycle", "kind"), False),)

    db.create_tables([KeptPaper])
