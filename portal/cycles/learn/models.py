"""What Learn holds: each thing learnt, and what later cycles did with it."""

from peewee import BooleanField, CharField, DateField, ForeignKeyField, IntegerField, TextField

from portal.access.scope import ScopedModel
from portal.accounts.models import Person
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Provision, Target
from portal.organisation.models import Setting
from portal.pupils.models import Pupil


class Reflection(ScopedModel):
    """What one person says in the pause at the end of a cycle: a professional, the family, the child."""

    pupil = ForeignKeyField(Pupil)
    cycle = ForeignKeyField(Cycle, backref="reflections")
    setting = ForeignKeyField(Setting, null=True)
    # child, family, teacher, support_staff, senco or professional
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


class Reading(ScopedModel):
    """Somebody who works with the child has read "What works for me" as it stood on a day."""

    pupil = ForeignKeyField(Pupil)
    setting = ForeignKeyField(Setting, null=True)
    person = ForeignKeyField(Person)
    read_on = DateField()
    # The newest learning in force that it held: what comes after it was not read yet.
    newest = IntegerField(null=True)
    # How many learnings had been retired then.
    retired = IntegerField(default=0)
    version = IntegerField(default=1)

    class Meta:
        table_name = "works_reading"
        indexes = ((("pupil", "person"), False),)


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
    # What the family can take from it at home.
    home = TextField(default="")
    # The reflection whose words it is made of.
    reflection = ForeignKeyField(Reflection, null=True, backref="learnings")
    learnt_on = DateField()
    retired_on = DateField(null=True)
    retired_reason = TextField(default="")
    audience = CharField(max_length=120, default="family")
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("pupil", "retired_on"), False),)


class LearningGround(ScopedModel):
    """A further reflection that a learning rests on, where several people said it."""

    pupil = ForeignKeyField(Pupil)
    setting = ForeignKeyField(Setting, null=True)
    learning = ForeignKeyField(Learning, backref="grounds")
    reflection = ForeignKeyField(Reflection, backref="grounds")
    version = IntegerField(default=1)

    class Meta:
        table_name = "learning_ground"
        indexes = ((("learning", "reflection"), True),)


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
