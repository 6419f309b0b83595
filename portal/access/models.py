"""Who looked at what: one row per person, role, child, kind of page and hour."""

from peewee import CharField, DateTimeField, IntegerField

from portal.db import BaseModel, JsonField


class AccessLog(BaseModel):
    """A read of one child's record."""

    person_id = IntegerField()
    role = CharField(max_length=20)
    setting_id = IntegerField(null=True)
    pupil_id = IntegerField()
    page = CharField(max_length=40)
    # The hour, in UTC: 2026-11-23 09:00.
    hour = DateTimeField()
    first_at = DateTimeField()

    class Meta:
        table_name = "access_log"
        indexes = (
            (("person_id", "role", "pupil_id", "page", "hour", "setting_id"), True),
            (("pupil_id", "hour"), False),
        )


class AccessList(BaseModel):
    """A list, search or export: one row that names the children it showed."""

    person_id = IntegerField()
    role = CharField(max_length=20)
    setting_id = IntegerField(null=True)
    page = CharField(max_length=40)
    at = DateTimeField(index=True)
    pupil_ids = JsonField()

    class Meta:
        table_name = "access_list"
        indexes = ((("person_id", "at"), False),)
