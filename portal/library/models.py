"""The library of help: strategies and interventions of the authority and of each setting, and what an hour costs."""

from peewee import CharField, Check, DateField, ForeignKeyField, IntegerField, TextField

from portal.db import BaseModel
from portal.organisation.models import Setting


class Item(BaseModel):
    """A strategy or intervention that a plan can begin from. No child's data: not scoped."""

    # Null: the authority's, for every setting.
    setting = ForeignKeyField(Setting, null=True, backref="library")
    name = CharField(max_length=80)
    name_fold = CharField(max_length=80)
    # strategy, adjustment, equipment, support or intervention
    kind = CharField(max_length=12)
    layer = CharField(max_length=30, default="universal")
    # CI, CL, SEMH or SP; "" for help in every area.
    area = CharField(max_length=4, default="")
    # The word under which the same help under other names is found.
    family = CharField(max_length=60, default="")
    # What it is for, and what the adult does.
    purpose = CharField(max_length=200, default="")
    detail = TextField(default="")
    minutes = IntegerField(null=True)
    times_a_week = IntegerField(null=True)
    weeks = IntegerField(null=True)
    group_size = IntegerField(null=True)
    training = CharField(max_length=200, default="")
    resources = TextField(default="")
    # For each child.
    materials_pence = IntegerField(null=True, constraints=[Check("materials_pence IS NULL OR materials_pence >= 0")])
    # Who usually runs it: see words.RUNNERS.
    run_by = CharField(max_length=12, default="")
    # No longer offered; plans that were made from it keep what they say.
    retired_on = DateField(null=True)
    version = IntegerField(default=1)

    class Meta:
        table_name = "library_item"
        indexes = ((("setting", "name_fold"), False),)


class Rate(BaseModel):
    """What one hour of a role costs, in pence: the authority's (setting null) or a setting's own."""

    setting = ForeignKeyField(Setting, null=True)
    runner = CharField(max_length=12)
    # Null: taken away again, so that the authority's holds.
    pence = IntegerField(null=True, constraints=[Check("pence IS NULL OR pence >= 0")])
    version = IntegerField(default=1)

    class Meta:
        table_name = "staff_rate"
        indexes = ((("setting", "runner"), True),)
