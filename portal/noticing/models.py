"""Before the register: what somebody noticed, checked and tried. No label, no register."""

from peewee import CharField, Check, DateField, ForeignKeyField, IntegerField, TextField

from portal.access.scope import ScopedModel
from portal.accounts.models import Person
from portal.cycles.models import Cycle
from portal.organisation.models import Setting
from portal.pupils.models import Pupil


class EarlyNote(ScopedModel):
    """One step of a worry: noticed, checked, tried; then watched on, ended, or used as evidence.

    The first note of a worry stands for it; later ones point to it (`about`). A note never changes: how a worry stands
    is computed from its notes, and so are its end and the day on which it leaves the working lists.
    """

    pupil = ForeignKeyField(Pupil, backref="early_notes")
    setting = ForeignKeyField(Setting, null=True)
    about = ForeignKeyField("self", null=True, backref="later")
    kind = CharField(
        max_length=8,
        constraints=[Check("kind IN ('noticed', 'checked', 'tried', 'watched', 'ended', 'used')")],
    )
    seen_on = DateField()
    # Broad area of need (pupils/areas.py); "" for not said.
    area = CharField(max_length=4, default="")
    # Ticked beside the words, as codes with commas: see words.SIGNS.
    signs = CharField(max_length=60, default="")
    # Used: empty. Ended: how. Watched: why.
    words = TextField(default="")
    next_step = CharField(default="")
    look_again_on = DateField(null=True)
    # Used: the cycle whose evidence the worry became.
    cycle = ForeignKeyField(Cycle, null=True)
    by = ForeignKeyField(Person, null=True)
    by_role = CharField(max_length=20, default="")
    audience = CharField(max_length=120, default="setting")
    version = IntegerField(default=1)

    class Meta:
        table_name = "early_note"
        indexes = ((("pupil", "seen_on"), False), (("setting", "seen_on"), False))
