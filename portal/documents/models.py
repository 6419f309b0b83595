"""Papers kept as they were when they were handed out."""

from peewee import CharField, DateField, ForeignKeyField, IntegerField, TextField

from portal.access.scope import ScopedModel
from portal.cycles.models import Cycle
from portal.db import JsonField
from portal.organisation.models import Setting
from portal.pupils.models import Pupil


class KeptPaper(ScopedModel):
    """A paper as it was made: the whole page as HTML, from which its PDF is made again, the same each time."""

    pupil = ForeignKeyField(Pupil)
    cycle = ForeignKeyField(Cycle, null=True)
    setting = ForeignKeyField(Setting, null=True)
    # one_page, plan, review or what_works
    kind = CharField(max_length=12)
    plan_version = IntegerField(null=True)
    title = CharField()
    html = TextField()
    made_on = DateField()
    # The rows whose words stand in it, [[table, id], …]: it follows their audience and their removal.
    rests_on = JsonField(default=list)
    audience = CharField(max_length=120, default="family")
    version = IntegerField(default=1)

    class Meta:
        table_name = "kept_paper"
        indexes = ((("cycle", "kind"), False),)
