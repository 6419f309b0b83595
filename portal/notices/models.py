"""Notices in the portal, and the outbox: messages that wait to be sent outside it."""

from peewee import SQL, CharField, Check, DateTimeField, ForeignKeyField, IntegerField, TextField

from portal.access.scope import ScopedModel
from portal.accounts.models import Person
from portal.db import BaseModel
from portal.organisation.models import Setting
from portal.pupils.models import Pupil


class Notice(ScopedModel):
    """Something a person is told of, written in the transaction of the action that it tells of.

    It holds no words: kind, child and address are put into a sentence when it is read, so that nothing
    stands here which the person may no longer see.
    """

    # No index of its own: see migration 0019.
    person = ForeignKeyField(Person, backref="notices", index=False)
    # Where the person works in the role that is told; null for family, professionals and the authority.
    setting = ForeignKeyField(Setting, null=True)
    pupil = ForeignKeyField(Pupil, null=True)
    kind = CharField(max_length=24)
    # The entry that it tells of: a notice vanishes with its entry. The timeline stands below this slice.
    entry_id = IntegerField(null=True)
    # The cycle, move or note that its page shows; which of them says the kind.
    about_id = IntegerField(null=True)
    made_at = DateTimeField()
    read_at = DateTimeField(null=True)

    class Meta:
        indexes = ((("person", "read_at", "made_at"), False),)


class Message(BaseModel):
    """The outbox: one message to one person by one channel. No child's name, no words: a link to sign in."""

    notice = ForeignKeyField(Notice, backref="messages")
    person = ForeignKeyField(Person)
    channel = CharField(max_length=8, default="email", constraints=[Check("channel IN ('email')")])
    # waiting, sent, failed (given up) or dropped (read in the portal first)
    state = CharField(
        max_length=8, default="waiting", constraints=[Check("state IN ('waiting', 'sent', 'failed', 'dropped')")]
    )
    made_at = DateTimeField()
    not_before = DateTimeField()
    tries = IntegerField(default=0)
    # What the last try said; never an address or a name.
    problem = TextField(default="")
    sent_at = DateTimeField(null=True)

    class Meta:
        table_name = "outbox_message"


Message.add_index(
    Message.index(Message.not_before, Message.person, name="outbox_waiting", where=SQL("state = 'waiting'"))
)
