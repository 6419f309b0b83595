"""What Review holds beside the cycle: who agreed with the next step, and referrals to services."""

from peewee import BooleanField, CharField, DateField, ForeignKeyField, IntegerField, TextField

from portal.access.scope import ScopedModel
from portal.accounts.models import Person
from portal.cycles.assess.models import Contribution
from portal.cycles.models import Cycle
from portal.organisation.models import Setting
from portal.pupils.models import Pupil


class Opinion(ScopedModel):
    """One person agrees, or not, with the next step that a review chose."""

    pupil = ForeignKeyField(Pupil)
    cycle = ForeignKeyField(Cycle, backref="opinions")
    setting = ForeignKeyField(Setting, null=True)
    person = ForeignKeyField(Person, null=True)
    name = CharField()
    role = CharField(default="")
    agrees = BooleanField()
    words = TextField(default="")
    given_on = DateField()
    # The person said it on a page of their own; else the record of the review says it for them.
    own = BooleanField(default=False)
    audience = CharField(max_length=120, default="family")
    version = IntegerField(default=1)

    class Meta:
        table_name = "review_opinion"


class Referral(ScopedModel):
    """A child is referred to a service: where that stands, and what came of it.

    `state`: considered, consent, sent, accepted, declined, waiting, seen, advice (received), used (in the plan),
    not_used or withdrawn. Each change is an entry; the days stand here.
    """

    pupil = ForeignKeyField(Pupil, backref="referrals")
    # The cycle whose review considered it; it goes on through later ones.
    cycle = ForeignKeyField(Cycle, null=True, backref="referrals")
    setting = ForeignKeyField(Setting, null=True)
    service = CharField(max_length=120)
    why = TextField(default="")
    state = CharField(max_length=12, default="considered")
    considered_on = DateField()
    consent_on = DateField(null=True)
    consent_by = CharField(max_length=120, default="")
    sent_on = DateField(null=True)
    answered_on = DateField(null=True)
    # Why it was declined; when it is expected, in words.
    answer = TextField(default="")
    seen_on = DateField(null=True)
    advice_on = DateField(null=True)
    # The advice as evidence of Assess.
    advice = ForeignKeyField(Contribution, null=True)
    # Where the plan uses it, or why it does not.
    came_of_it = TextField(default="")
    ended_on = DateField(null=True)
    by = ForeignKeyField(Person, null=True)
    audience = CharField(max_length=120, default="family")
    version = IntegerField(default=1)

    class Meta:
        table_name = "service_referral"
        indexes = ((("pupil", "ended_on"), False), (("setting", "state"), False))
