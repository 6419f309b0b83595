"""Files read and not yet confirmed, and the column mappings that worked."""

from peewee import BooleanField, CharField, DateTimeField, ForeignKeyField, IntegerField

from portal.accounts.models import Person
from portal.db import BaseModel, JsonField
from portal.organisation.models import Setting


class ImportBatch(BaseModel):
    """An upload between preview and confirmation. Reached only through its setting."""

    setting = ForeignKeyField(Setting, null=True)
    # ctf, register, classes, staff, settings or history
    kind = CharField(max_length=12)
    file_name = CharField()
    by = ForeignKeyField(Person, null=True)
    at = DateTimeField()
    # The parsed rows, as the preview shows them.
    content = JsonField()
    # preview, confirmed or dropped
    state = CharField(max_length=10, default="preview")
    confirmed_at = DateTimeField(null=True)
    counts = JsonField(default=dict)
    version = IntegerField(default=1)

    class Meta:
        table_name = "import_batch"
        indexes = ((("setting", "kind", "state"), False),)


class ImportProfile(BaseModel):
    """Which column of a setting's file means what, remembered for the next time."""

    setting = ForeignKeyField(Setting, null=True)
    kind = CharField(max_length=12)
    mapping = JsonField()
    saved_at = DateTimeField()
    day_first = BooleanField(default=True)

    class Meta:
        table_name = "import_profile"
        indexes = ((("setting", "kind"), True),)
