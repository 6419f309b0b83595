"""The authority, its settings with their rooms and calendars, and its rules."""

from peewee import BooleanField, CharField, Check, DateField, DateTimeField, ForeignKeyField, IntegerField

from portal.db import BaseModel, JsonField

# How a setting is identified: in the national register, in Ofsted's, or only here.
URN_TYPES = ("gias", "ofsted_ey", "local")
STATUSES = ("open", "closed", "closing", "proposed")


class Setting(BaseModel):
    """A childminder, nursery, school or college. Public facts: not scoped."""

    urn = CharField(max_length=20, null=True)
    urn_type = CharField(
        max_length=10, default="local", constraints=[Check("urn_type IN ('gias', 'ofsted_ey', 'local')")]
    )
    ukprn = CharField(max_length=8, null=True)
    la_code = CharField(max_length=3, default="")
    la_name = CharField(default="")
    estab = CharField(max_length=4, default="")
    name = CharField()
    name_fold = CharField(index=True, default="")
    type_code = CharField(max_length=3, default="")
    type_name = CharField(default="")
    type_group = CharField(default="")
    # childminder, nursery, primary, secondary, all_through, post16, special, ap or other.
    phase = CharField(max_length=20, default="other")
    status = CharField(
        max_length=10, default="open", constraints=[Check("status IN ('open', 'closed', 'closing', 'proposed')")]
    )
    opened_on = DateField(null=True)
    closed_on = DateField(null=True)
    low_age = IntegerField(null=True)
    high_age = IntegerField(null=True)
    nursery_provision = CharField(default="")
    sixth_form = CharField(default="")
    pupils_on_roll = IntegerField(null=True)
    street = CharField(default="")
    locality = CharField(default="")
    town = CharField(default="")
    county = CharField(default="")
    postcode = CharField(max_length=10, default="")
    sen_types = JsonField(default=list)
    resourced_provision = JsonField(default=dict)
    # In early years rooms cover each other: every member of staff may see every child.
    whole_setting_scope = BooleanField(default=False)
    source = CharField(max_length=10, default="form")
    updated_at = DateTimeField(null=True)

    class Meta:
        indexes = ((("urn_type", "urn"), True), (("la_code", "status", "name_fold"), False))


class Room(BaseModel):
    """A room (early years), class or form in which a child spends the day."""

    setting = ForeignKeyField(Setting, backref="rooms")
    name = CharField()
    # room, class or form
    kind = CharField(max_length=10, default="class")
    # National curriculum year as the census writes it: N1, N2, R, 1-14.
    year_group = CharField(max_length=2, default="")
    # The year in which the academic year starts: 2026 = 2026/27; null for rooms without one.
    academic_year = IntegerField(null=True)
    ended_on = DateField(null=True)

    class Meta:
        indexes = ((("setting", "name"), False),)


class Term(BaseModel):
    """A term of the authority (setting null) or of one setting."""

    setting = ForeignKeyField(Setting, null=True, backref="terms")
    name = CharField()
    starts_on = DateField()
    ends_on = DateField()
    # Taken out of the calendar again; kept, since dates were computed with it.
    removed_on = DateField(null=True)
    version = IntegerField(default=1)


class Closure(BaseModel):
    """A weekday in term without pupils: INSET, half-term, snow."""

    setting = ForeignKeyField(Setting, null=True, backref="closures")
    starts_on = DateField()
    ends_on = DateField()
    # inset, half_term or closed
    kind = CharField(max_length=10, default="inset")
    removed_on = DateField(null=True)
    version = IntegerField(default=1)


class Rule(BaseModel):
    """One of the authority's rules (clocks, words, thresholds); absent = the default."""

    name = CharField(unique=True)
    setting_value = JsonField()
    changed_at = DateTimeField()
    # The person's id; organisation stands above accounts and cannot refer to it.
    changed_by = IntegerField(null=True)
    version = IntegerField(default=1)
