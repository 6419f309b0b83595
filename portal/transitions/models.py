"""A child's move: proposed, agreed, accepted, continued; and what was decided of each strand."""

from peewee import BooleanField, CharField, Check, DateField, ForeignKeyField, IntegerField, TextField

from portal.access.scope import ScopedModel
from portal.accounts.models import Person
from portal.cycles.learn.models import Learning
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Provision
from portal.organisation.models import Room, Setting
from portal.pupils.models import Pupil

# Which may follow which stands in states.py. "shared": dual registration, both settings have the
# child; "left": gone to a setting outside the authority.
STATES = (
    "proposed", "agreed", "accepted", "continued", "restarted", "shared", "left", "cancelled", "did_not_arrive",
)  # fmt: skip


class Transition(ScopedModel):
    """One move of one child. `from_setting` is null for a child new to the authority."""

    pupil = ForeignKeyField(Pupil, backref="transitions")
    from_setting = ForeignKeyField(Setting, null=True, backref="departures")
    to_setting = ForeignKeyField(Setting, null=True, backref="arrivals")
    to_room = ForeignKeyField(Room, null=True)
    # For a setting outside the authority.
    to_name = CharField(default="")
    # nursery_to_reception, year_6_to_7, room, mid_year, dual … (domain.md "Transitions")
    kind = CharField(max_length=24)
    state = CharField(max_length=14, default="proposed")
    # sender, receiver or family: who started it
    started_by = CharField(max_length=10, default="sender")
    proposed_on = DateField()
    moves_on = DateField()
    # From when the new setting may read; empty: as soon as it is sent.
    reads_from = DateField(null=True)
    # When the family was told and shown what will be shared, and when they answered.
    family_told_on = DateField(null=True)
    agreed_on = DateField(null=True)
    sent_on = DateField(null=True)
    accepted_on = DateField(null=True)
    arrived_on = DateField(null=True)
    decide_by = DateField(null=True)
    # Until when the setting before answers questions.
    questions_until = DateField(null=True)
    continued_on = DateField(null=True)
    cycle = ForeignKeyField(Cycle, null=True, backref="transitions")
    restart_reason = TextField(default="")
    ended_reason = TextField(default="")
    withheld = BooleanField(default=False)
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("to_setting", "state"), False), (("from_setting", "state"), False), (("state", "moves_on"), False))


class ShareItem(ScopedModel):
    """One thing that may pass at a move: by law, or agreed by the family."""

    pupil = ForeignKeyField(Pupil)
    transition = ForeignKeyField(Transition, backref="share_items")
    category = CharField(max_length=20)
    by_law = BooleanField(default=False)
    # yes, no or "" (not answered)
    answer = CharField(max_length=3, default="")
    answered_by = ForeignKeyField(Person, null=True)
    answered_on = DateField(null=True)
    note = TextField(default="")
    version = IntegerField(default=1)

    class Meta:
        table_name = "share_item"
        indexes = ((("transition", "category"), True),)


class ShareRefusal(ScopedModel):
    """What stays: entries of this category of that setting are not in the receiver's sight."""

    pupil = ForeignKeyField(Pupil)
    from_setting = ForeignKeyField(Setting, backref="share_refusals")
    to_setting = ForeignKeyField(Setting, backref="share_refusals_received")
    category = CharField(max_length=20)
    # Words that carry no setting (a parent's, a professional's) stay when they are older than this day.
    earlier_than = DateField(null=True)
    # The family said yes later.
    lifted_on = DateField(null=True)
    version = IntegerField(default=1)

    class Meta:
        table_name = "share_refusal"
        indexes = ((("pupil", "to_setting", "from_setting", "category"), True),)


class TransitionReceipt(ScopedModel):
    """A step of the handover: agreed, sent, received, read by whom, family met, settled at 2 and at 6 weeks."""

    pupil = ForeignKeyField(Pupil)
    # Empty for a small transition: a new room or key person in the same setting.
    transition = ForeignKeyField(Transition, null=True, backref="receipts")
    # agreed, sent, received, read, family_met, check_2_weeks, check_6_weeks, question, answer, early_review
    step = CharField(max_length=16)
    person = ForeignKeyField(Person, null=True)
    name = CharField(default="")
    # Empty while somebody is asked and has not done it yet.
    on = DateField(column_name="done_on", null=True)
    due_on = DateField(null=True)
    note = TextField(default="")
    # The question that an answer belongs to.
    answers = ForeignKeyField("self", null=True, backref="answered_by")
    version = IntegerField(default=1)

    class Meta:
        table_name = "transition_receipt"
        indexes = ((("transition", "step"), False), (("person", "step", "on"), False))


class Decision(ScopedModel):
    """Keep, adapt, pause or stop: what became of one inherited strand at one move."""

    pupil = ForeignKeyField(Pupil)
    transition = ForeignKeyField(Transition, null=True, backref="decisions")
    cycle = ForeignKeyField(Cycle, null=True)
    setting = ForeignKeyField(Setting, null=True)
    provision = ForeignKeyField(Provision, null=True, backref="decisions")
    learning = ForeignKeyField(Learning, null=True, backref="decisions")
    choice = CharField(max_length=5, constraints=[Check("choice IN ('keep', 'adapt', 'pause', 'stop')")])
    reason = TextField(default="")
    look_again_on = DateField(null=True)
    by = ForeignKeyField(Person, null=True)
    by_name = CharField(default="")
    on = DateField(column_name="decided_on")
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("pupil", "on"), False), (("provision", "transition"), False))
