"""An education, health and care plan (EHC plan): what Sections E and F say, its annual review, and what is asked of the authority."""

from peewee import CharField, DateField, ForeignKeyField, IntegerField, TextField

from portal.access.scope import ScopedModel
from portal.accounts.models import Person
from portal.db import JsonField
from portal.organisation.models import Setting
from portal.pupils.models import Pupil


class EhcPlan(ScopedModel):
    """A child's plan. Only the authority ends it (Children and Families Act 2014 s45)."""

    pupil = ForeignKeyField(Pupil, backref="ehc_plans")
    setting = ForeignKeyField(Setting, null=True)
    issued_on = DateField()
    # The last annual review; the next is due within twelve months of it, or of the issue (s44).
    reviewed_on = DateField(null=True)
    ended_on = DateField(null=True)
    version = IntegerField(default=1)

    class Meta:
        table_name = "ehc_plan"


class SectionE(ScopedModel):
    """An outcome of Section E."""

    pupil = ForeignKeyField(Pupil)
    setting = ForeignKeyField(Setting, null=True)
    plan = ForeignKeyField(EhcPlan, backref="outcomes")
    number = IntegerField()
    area = CharField(max_length=4, default="")
    text = TextField()
    ended_on = DateField(null=True)
    audience = CharField(max_length=120, default="family")
    version = IntegerField(default=1)

    class Meta:
        table_name = "ehc_outcome"


class SectionF(ScopedModel):
    """Special educational provision of Section F: the authority must secure it (s42)."""

    pupil = ForeignKeyField(Pupil)
    setting = ForeignKeyField(Setting, null=True)
    plan = ForeignKeyField(EhcPlan, backref="provisions")
    number = IntegerField()
    text = TextField()
    ended_on = DateField(null=True)
    audience = CharField(max_length=120, default="family")
    version = IntegerField(default=1)

    class Meta:
        table_name = "ehc_provision"


class EarlyReview(ScopedModel):
    """A setting asks the authority to review a plan early, because help of Section F no longer fits."""

    pupil = ForeignKeyField(Pupil)
    setting = ForeignKeyField(Setting, null=True)
    plan = ForeignKeyField(EhcPlan, null=True)
    # The help it is about (cycles.plan.models.Provision), where it is about one.
    provision_id = IntegerField(null=True)
    why = TextField()
    asked_on = DateField()
    by = ForeignKeyField(Person, null=True)
    # asked, agreed or declined
    state = CharField(max_length=8, default="asked")
    answer = TextField(default="")
    answered_on = DateField(null=True)
    answered_by = ForeignKeyField(Person, null=True)
    # By when the authority holds a review that it agreed to.
    due_on = DateField(null=True)
    audience = CharField(max_length=120, default="family")
    version = IntegerField(default=1)

    class Meta:
        table_name = "early_review"


class AnnualReview(ScopedModel):
    """One annual review of a plan: its steps with their days (SEND Regulations 2014 reg 18 to 21; Code 9.166 to 9.185)."""

    pupil = ForeignKeyField(Pupil)
    setting = ForeignKeyField(Setting, null=True)
    plan = ForeignKeyField(EhcPlan, backref="reviews")
    # The cycle at whose review it is held.
    cycle_id = IntegerField(null=True)
    due_by = DateField()
    # Advice asked for and sent to everybody, at least two weeks before the meeting.
    papers_on = DateField(null=True)
    met_on = DateField(null=True)
    # The setting's report to the authority, within two weeks of the meeting.
    report_on = DateField(null=True)
    note = TextField(default="")
    # What was said of each part: "e:<id of the outcome>" and "f:<id of the help>" to a key of annual.SAID, with ":words"
    # after them what was said; "aspirations" and "transfer".
    answers = JsonField(default=dict)
    # "", keep, amend or cease: the authority's decision, within four weeks of the meeting.
    decided = CharField(max_length=8, default="")
    decided_on = DateField(null=True)
    audience = CharField(max_length=120, default="family")
    version = IntegerField(default=1)

    class Meta:
        table_name = "annual_review"
