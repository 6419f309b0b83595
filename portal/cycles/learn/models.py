"""What Learn holds: each thing learnt, and what later cycles did with it."""

from peewee import BooleanField, CharField, DateField, ForeignKeyField, IntegerField, TextField

from portal.access.scope import ScopedModel
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Provision, Target
from portal.organisation.models import Setting
from portal.pupils.models import Pupil


class Learning(ScopedModel):
    """Something learnt about the child: what helps, what doesn't, only when."""

    pupil = ForeignKeyField(Pupil, backref="learnings")
    cycle = ForeignKeyField(Cycle, backref="learnings")
    setting = ForeignKeyField(Setting, null=True)
    # helps, hinders, only_when or about (preference, motivation, approach)
    kind = CharField(max_length=10)
    text = TextField()
    # What ordinary teaching now does, or why it does not.
    ordinary_teaching = TextField(default="")
    learnt_on = DateField()
    retired_on = DateField(null=True)
    retired_reason = TextField(default="")
    audience = CharField(max_length=120, default="family")
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("pupil", "retired_on"), False),)


class LearningUse(ScopedModel):
    """What a later cycle did with a learning: used where, or set aside why."""

    pupil = ForeignKeyField(Pupil)
    learning = ForeignKeyField(Learning, backref="uses")
    cycle = ForeignKeyField(Cycle, backref="learning_uses")
    setting = ForeignKeyField(Setting, null=True)
    used = BooleanField(default=True)
    # Where in the plan it is used: a target, or a provision (universal strategies are provisions too).
    target = ForeignKeyField(Target, null=True)
    provision = ForeignKeyField(Provision, null=True)
    how = TextField(default="")
    version = IntegerField(default=1)

    class Meta:
        table_name = "learning_use"
        indexes = ((("learning", "cycle"), True),)
