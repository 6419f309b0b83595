"""What a plan holds: outcomes, targets, help, training, and who has got it."""

from peewee import BooleanField, CharField, DateField, ForeignKeyField, IntegerField, TextField

from portal.access.scope import ScopedModel
from portal.accounts.models import Person
from portal.cycles.models import Cycle
from portal.organisation.models import Setting
from portal.pupils.models import Pupil


class Outcome(ScopedModel):
    """What the plan is for: improve, develop or achieve something."""

    pupil = ForeignKeyField(Pupil, backref="outcomes")
    cycle = ForeignKeyField(Cycle, backref="outcomes")
    setting = ForeignKeyField(Setting, null=True)
    position = IntegerField(default=1)
    verb = CharField(max_length=10, default="develop")
    text = TextField()
    area = CharField(max_length=4, default="")
    aspiration = TextField(default="")
    dropped_on = DateField(null=True)
    audience = CharField(max_length=120, default="family")
    version = IntegerField(default=1)


class Target(ScopedModel):
    """A SMART target, kept in parts so that nothing vague hides in a sentence."""

    pupil = ForeignKeyField(Pupil, backref="targets")
    cycle = ForeignKeyField(Cycle, backref="targets")
    outcome = ForeignKeyField(Outcome, backref="targets")
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
    # A number to draw, when the measure is one: from, to, unit ("of 10").
    baseline_value = CharField(max_length=10, default="")
    goal_value = CharField(max_length=10, default="")
    unit = CharField(max_length=20, default="")
    dropped_on = DateField(null=True)
    # achieved, mostly, partly, not_yet or not_assessed
    rating = CharField(max_length=14, default="")
    evidence = TextField(default="")
    rated_on = DateField(null=True)
    audience = CharField(max_length=120, default="family")
    version = IntegerField(default=1)


class Provision(ScopedModel):
    """An adjustment, strategy, equipment, support or intervention: a strand of the thread.

    It belongs to the child and runs on through Review, Learn and the next Plan until it
    is stopped, finished, paused or lost.
    """

    pupil = ForeignKeyField(Pupil, backref="provisions")
    cycle = ForeignKeyField(Cycle, null=True, backref="provisions")
    setting = ForeignKeyField(Setting, null=True)
    target = ForeignKeyField(Target, null=True, backref="provisions")
    name = CharField()
    detail = TextField(default="")
    # strategy (every adult does it), adjustment, equipment, support or intervention
    kind = CharField(max_length=12, default="strategy")
    # The authority's own words for layers: universal, targeted, specialist by default.
    layer = CharField(max_length=30, default="universal")
    deliverer = ForeignKeyField(Person, null=True)
    deliverer_name = CharField(default="")
    minutes = IntegerField(null=True)
    times_a_week = IntegerField(null=True)
    weeks = IntegerField(null=True)
    group_size = IntegerField(null=True)
    # Children who have the session together carry the same group name.
    group_name = CharField(default="")
    place = CharField(default="")
    starts_on = DateField()
    # Day and time as the timetable says: "Mon, Wed, Fri 9:15".
    when_text = CharField(default="")
    status = CharField(max_length=10, default="running")  # running, paused, stopped, finished, lost, planned
    ended_on = DateField(null=True)
    status_reason = TextField(default="")
    started_cycle_number = IntegerField(null=True)
    # From Section F of an education, health and care plan: only the authority may pause or stop it (CFA 2014 s42).
    section_f = BooleanField(default=False)
    audience = CharField(max_length=120, default="family")
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("pupil", "status"), False), (("deliverer", "status"), False), (("setting", "status"), False))


class TrainingNeed(ScopedModel):
    """What somebody must learn before Do begins; met, or its delay explained."""

    pupil = ForeignKeyField(Pupil)
    cycle = ForeignKeyField(Cycle, backref="training_needs")
    setting = ForeignKeyField(Setting, null=True)
    who = CharField()
    what = CharField()
    by_when = DateField(null=True)
    met_on = DateField(null=True)
    delay_reason = TextField(default="")
    version = IntegerField(default=1)

    class Meta:
        table_name = "training_need"


class Circulation(ScopedModel):
    """One person's copy of a plan, with the receipt."""

    pupil = ForeignKeyField(Pupil)
    cycle = ForeignKeyField(Cycle, backref="circulations")
    setting = ForeignKeyField(Setting, null=True)
    plan_version = IntegerField(default=1)
    person = ForeignKeyField(Person, null=True)
    name = CharField()
    role = CharField(default="")
    sent_on = DateField()
    # "", seen, agreed, commented, paper or unreachable
    receipt = CharField(max_length=12, default="")
    receipt_on = DateField(null=True)
    comment = TextField(default="")
    audience = CharField(max_length=120, default="family")
    version = IntegerField(default=1)
