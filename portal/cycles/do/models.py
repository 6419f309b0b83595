"""What Do holds: each session of a provision."""

from peewee import BooleanField, CharField, Check, DateField, ForeignKeyField, IntegerField, TextField

from portal.access.scope import ScopedModel
from portal.accounts.models import Person
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Provision, Target
from portal.organisation.models import Setting
from portal.pupils.models import Pupil


class Delivery(ScopedModel):
    """One session of a provision: given or not, and why not. Words are in the entry."""

    pupil = ForeignKeyField(Pupil)
    provision = ForeignKeyField(Provision, backref="deliveries")
    cycle = ForeignKeyField(Cycle, null=True)
    setting = ForeignKeyField(Setting, null=True)
    on = DateField(column_name="given_on")
    given = BooleanField(default=True)
    # absent, left_early, refused, staff_absent, cover, room, trip_or_test, started_late
    cause = CharField(max_length=14, default="")
    minutes = IntegerField(null=True)
    # How the child joined in: 1 not yet … 5 fully.
    engagement = IntegerField(null=True, constraints=[Check("engagement IS NULL OR engagement BETWEEN 1 AND 5")])
    measure = CharField(max_length=20, default="")
    by = ForeignKeyField(Person, null=True)
    # Who gave it instead of the person of the plan; by name where they have no account.
    covered_by = ForeignKeyField(Person, null=True)
    covered_name = CharField(max_length=120, default="")
    entry_id = IntegerField(null=True)
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("provision", "on"), False), (("pupil", "on"), False))


class Generalisation(ScopedModel):
    """A skill seen, or not yet seen, where it was planned to be used next: a lesson, another room, home."""

    pupil = ForeignKeyField(Pupil)
    cycle = ForeignKeyField(Cycle, backref="generalisations")
    setting = ForeignKeyField(Setting, null=True)
    target = ForeignKeyField(Target, backref="generalisations")
    place = CharField(max_length=120)
    # not_yet, sometimes or works
    state = CharField(max_length=10, constraints=[Check("state IN ('not_yet', 'sometimes', 'works')")])
    seen_on = DateField()
    by = ForeignKeyField(Person, null=True)
    note = TextField(default="")
    audience = CharField(max_length=120, default="family")
    version = IntegerField(default=1)


class PromptAnswer(ScopedModel):
    """Somebody answered a prompt (nothing logged, half the sessions lost, target reached early): quiet until a day."""

    pupil = ForeignKeyField(Pupil)
    cycle = ForeignKeyField(Cycle, null=True)
    setting = ForeignKeyField(Setting, null=True)
    # quiet, lost or reached: see do/prompts.py
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
        table_name = "prompt_answer"
