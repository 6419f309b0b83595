"""What Assess holds: views, evidence, and our understanding of need."""

from peewee import BooleanField, CharField, Check, DateField, ForeignKeyField, IntegerField, TextField

from portal.access.scope import ScopedModel
from portal.accounts.models import Person
from portal.assessments.models import Score
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Provision, Target
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
    # Where it was seen or said: "maths lesson", "at home".
    context = CharField(max_length=120, default="")
    text = TextField()
    # The three questions of a review, each an answer of its own; `text` holds them together.
    better = TextField(default="")
    hard = TextField(default="")
    wish = TextField(default="")
    # The score it rests on (assessments), and the early note it was before (noticing).
    score = ForeignKeyField(Score, null=True)
    note_id = IntegerField(null=True)
    # The earlier row whose words these are ("target:12", "entry:44", "contribution:33"): offered once, not typed twice.
    taken_from = CharField(max_length=40, default="")
    # Somebody looked or asked, and there is nothing new of this source since the last cycle.
    nothing_new = BooleanField(default=False)
    # The day it was seen, said or measured.
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
    # Broad area of need (see pupils.census_codes); "" for the whole child. Versions count within an area.
    area = CharField(max_length=4, default="")
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
        indexes = ((("pupil", "area", "number"), True),)


class Ground(ScopedModel):
    """A piece of evidence that a version of our understanding rests on."""

    pupil = ForeignKeyField(Pupil)
    setting = ForeignKeyField(Setting, null=True)
    understanding = ForeignKeyField(Understanding, backref="grounds")
    contribution = ForeignKeyField(Contribution)
    version = IntegerField(default=1)

    class Meta:
        table_name = "understanding_ground"
        indexes = ((("understanding", "contribution"), True),)


class Difference(ScopedModel):
    """Accounts of a child that differ, kept side by side: the SENCO's working hypothesis, and what would test it.

    It stays open until it is resolved or carried into the plan.
    """

    pupil = ForeignKeyField(Pupil, backref="differences")
    cycle = ForeignKeyField(Cycle, backref="differences")
    setting = ForeignKeyField(Setting, null=True)
    about = CharField(max_length=120)
    hypothesis = TextField(default="")
    test = TextField(default="")
    # open, resolved or carried (into the plan)
    state = CharField(max_length=8, default="open", constraints=[Check("state IN ('open', 'resolved', 'carried')")])
    ended_on = DateField(null=True)
    # What was found; or where in the plan it is tried out.
    came_of_it = TextField(default="")
    target = ForeignKeyField(Target, null=True)
    provision = ForeignKeyField(Provision, null=True)
    opened_on = DateField()
    by = ForeignKeyField(Person, null=True)
    audience = CharField(max_length=120, default="family")
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("pupil", "state"), False),)


class Account(ScopedModel):
    """One account in a difference, and what its context may explain."""

    pupil = ForeignKeyField(Pupil)
    setting = ForeignKeyField(Setting, null=True)
    difference = ForeignKeyField(Difference, backref="accounts")
    contribution = ForeignKeyField(Contribution)
    # What this context (home, room, lesson, the way of asking) may explain.
    may_explain = TextField(default="")
    audience = CharField(max_length=120, default="family")
    version = IntegerField(default=1)

    class Meta:
        table_name = "difference_account"
        indexes = ((("difference", "contribution"), True),)
