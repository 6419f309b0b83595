"""A setting's SEND register: who is on it, since when, with which needs."""

from peewee import SQL, CharField, Check, DateField, ForeignKeyField, IntegerField, TextField

from portal.access.scope import ScopedModel
from portal.accounts.models import Person
from portal.organisation.models import Setting
from portal.pupils.models import Pupil

# The census items: N no special educational need, K SEN support, E education, health and care plan.
SEN_CODES = ("N", "K", "E")


class Registration(ScopedModel):
    """A child on a setting's register, from a date until a date."""

    pupil = ForeignKeyField(Pupil, backref="registrations")
    setting = ForeignKeyField(Setting, backref="registrations")
    # K or E as it stands; the history is in sen_period.
    code = CharField(max_length=1, default="K", constraints=[Check("code IN ('K', 'E')")])
    starts_on = DateField()
    ends_on = DateField(null=True)
    # ordinary_provision, moved, parents_request or data_error
    leaving_reason = CharField(max_length=20, default="")
    watch_for = TextField(default="")
    # The family must be informed when a child is identified (CFA 2014 s68; Code 6.43).
    informed_on = DateField(null=True)
    informed_by = CharField(default="")
    informed_how = CharField(max_length=20, default="")
    lead = ForeignKeyField(Person, null=True)
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("setting", "ends_on", "pupil"), False), (("pupil", "ends_on"), False))


Registration.add_index(
    Registration.index(
        Registration.pupil,
        Registration.setting,
        unique=True,
        name="registration_one_open",
        where=SQL("ends_on IS NULL"),
    )
)
# The authority counts open registers by setting and provision without reading a child's row.
Registration.add_index(
    Registration.index(Registration.setting, Registration.code, name="registration_open", where=SQL("ends_on IS NULL"))
)


class SenPeriod(ScopedModel):
    """SEN provision as the census knows it, from a date until the next one's start."""

    pupil = ForeignKeyField(Pupil, backref="sen_periods")
    setting = ForeignKeyField(Setting, null=True)
    code = CharField(max_length=1, constraints=[Check("code IN ('N', 'K', 'E')")])
    starts_on = DateField()
    # form, ctf or csv
    source = CharField(max_length=10, default="form")
    note = CharField(default="")
    version = IntegerField(default=1)

    class Meta:
        table_name = "sen_period"
        indexes = ((("pupil", "starts_on"), True),)


class Need(ScopedModel):
    """A ranked type of need from the census list."""

    pupil = ForeignKeyField(Pupil, backref="needs")
    setting = ForeignKeyField(Setting, null=True)
    rank = IntegerField(constraints=[Check("rank BETWEEN 1 AND 99")])
    code = CharField(max_length=4)
    starts_on = DateField(null=True)
    ends_on = DateField(null=True)
    source = CharField(max_length=10, default="form")
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("pupil", "ends_on", "rank"), False),)
