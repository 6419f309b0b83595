"""What Assess holds: views, evidence, and our understanding of need."""

from peewee import BooleanField, CharField, DateField, ForeignKeyField, IntegerField, TextField

from portal.access.scope import ScopedModel
from portal.accounts.models import Person
from portal.cycles.models import Cycle
from portal.organisation.models import Setting
from portal.pupils.models import Pupil


class Contribution(ScopedModel):
    """A view given to a cycle: the child's, the family's, a teacher's, a specialist's."""

    pupil = ForeignKeyField(Pupil)
    cycle = ForeignKeyField(Cycle, backref="contributions")
    setting = ForeignKeyField(Setting, null=True)
    stage = CharField(max_length=10)
    # child, family, teacher, support_staff, senco or professional
    whose = CharField(max_length=14)
    name = CharField(default="")
    # Assess: views, in_house, current, previous, national or agency (the six sources).
    source = CharField(max_length=10, default="")
    # universal or targeted
    reach = CharField(max_length=10, default="")
    text = TextField()
    given_on = DateField()
    by = ForeignKeyField(Person, null=True)
    attended = BooleanField(default=False)
    audience = CharField(max_length=120, default="family")
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("cycle", "stage"), False),)


class Understanding(ScopedModel):
    """Our understanding of need: each version says what changed and why."""

    pupil = ForeignKeyField(Pupil, backref="understandings")
    cycle = ForeignKeyField(Cycle, null=True, backref="understandings")
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
        indexes = ((("pupil", "number"), True),)
