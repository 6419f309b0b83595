"""The timeline: one append-only row for every action on a child."""

from peewee import CharField, Check, DateField, DateTimeField, ForeignKeyField, IntegerField, TextField

from portal.access.scope import ScopedModel
from portal.accounts.models import Person
from portal.db import BaseModel, JsonField
from portal.organisation.models import Setting
from portal.pupils.models import Pupil

_AUDIENCE = "audience IN ('family', 'professionals', 'setting') OR substr(audience, 1, 11) = 'restricted,'"


class Entry(ScopedModel):
    """Who did what, as what, where, when and for whom. Never changes (database triggers).

    audience: family, professionals, setting, or `restricted,role,role,` (named roles of
    the setting that wrote it; always with senco and dsl).
    """

    pupil = ForeignKeyField(Pupil, null=True, backref="entries")
    setting = ForeignKeyField(Setting, null=True, backref="entries")
    # The cycle's id; the cycle's table stands below this slice.
    cycle_id = IntegerField(null=True)
    cycle_number = IntegerField(null=True)
    kind = CharField(max_length=30)
    # assess, plan, do, review, learn, or "" for what belongs to no stage.
    stage = CharField(max_length=10, default="")
    # What is agreed item by item at a move: see transitions/sharing.py.
    category = CharField(max_length=20, default="record")
    title = CharField()
    body = TextField(default="")
    data = JsonField(default=dict)
    occurred_on = DateField()
    recorded_at = DateTimeField()
    author = ForeignKeyField(Person, null=True, backref="entries")
    author_role = CharField(max_length=20)
    # Whose words they are when somebody else typed them: "Nia", "Magda Wieczorek, mother".
    words_of = CharField(default="")
    audience = CharField(max_length=120, default="professionals", constraints=[Check(_AUDIENCE)])
    # What to look at again, and when (professionals-only entries).
    look_again_on = DateField(null=True)
    supersedes = ForeignKeyField("self", null=True, backref="superseded_by")
    # One submission of one form by one person makes one entry.
    key = CharField(max_length=64, null=True)
    redacted_at = DateTimeField(null=True)

    class Meta:
        indexes = (
            (("pupil", "occurred_on", "id"), False),
            (("author", "key"), True),
            (("setting", "recorded_at"), False),
        )


class EntryDigest(BaseModel):
    """The state in which an action left a row: what `flask check` compares with the row."""

    entry = ForeignKeyField(Entry, backref="digests")
    subject_type = CharField(max_length=30)
    subject_id = IntegerField()
    subject_version = IntegerField()
    digest = CharField(max_length=64)

    class Meta:
        table_name = "entry_digest"
        indexes = ((("subject_type", "subject_id", "subject_version"), False),)


class AudienceChange(ScopedModel):
    """A wider or narrower audience, beside the unchanging entry. The newest is in force."""

    entry = ForeignKeyField(Entry, backref="audience_changes")
    pupil = ForeignKeyField(Pupil, null=True)
    audience = CharField(max_length=120, constraints=[Check(_AUDIENCE)])
    reason = TextField(default="")
    by = ForeignKeyField(Person, null=True)
    by_role = CharField(max_length=20, default="")
    at = DateTimeField()
    superseded_at = DateTimeField(null=True)

    class Meta:
        table_name = "audience_change"
        indexes = ((("entry", "superseded_at"), False),)
