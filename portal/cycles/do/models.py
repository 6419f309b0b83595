"""What Do holds: each session of a provision."""

from peewee import BooleanField, CharField, Check, DateField, ForeignKeyField, IntegerField

from portal.access.scope import ScopedModel
from portal.accounts.models import Person
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Provision
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
    entry_id = IntegerField(null=True)
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("provision", "on"), False), (("pupil", "on"), False))
