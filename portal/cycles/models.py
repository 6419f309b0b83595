"""A cycle of Assess, Plan, Do, Review and Learn: what stands now. The story is in the timeline."""

from peewee import SQL, BooleanField, CharField, Check, DateField, ForeignKeyField, IntegerField, TextField

from portal.access.scope import ScopedModel
from portal.accounts.models import Person
from portal.organisation.models import Setting
from portal.pupils.models import Pupil


class Cycle(ScopedModel):
    """One turn of the thread, numbered along the child's life, whoever the custodian is."""

    pupil = ForeignKeyField(Pupil, backref="cycles")
    number = IntegerField()
    follows = ForeignKeyField("self", null=True, backref="followed_by")
    # The custodian: the setting that holds the cycle now; and the one that opened it.
    setting = ForeignKeyField(Setting, backref="cycles")
    opened_at = ForeignKeyField(Setting, null=True, backref="cycles_opened")
    stage = CharField(
        max_length=10, default="assess", constraints=[Check("stage IN ('assess', 'plan', 'do', 'review', 'learn')")]
    )
    opened_on = DateField()
    lead = ForeignKeyField(Person, null=True)
    responsible_teacher = ForeignKeyField(Person, null=True)
    # The teacher or key person whom the SENCO lets agree and circulate this plan.
    delegate = ForeignKeyField(Person, null=True)
    # Assess
    child_views_absent = TextField(default="")
    family_views_absent = TextField(default="")
    # Plan. The meeting as it is arranged (day, "09:15", place), and the day on which it was held.
    meets_on = DateField(null=True)
    meets_at = CharField(max_length=5, default="")
    meets_where = CharField(max_length=120, default="")
    met_on = DateField(null=True)
    meeting = TextField(default="")
    review_on = DateField(null=True)
    agreed_on = DateField(null=True)
    circulated_on = DateField(null=True)
    plan_version = IntegerField(default=1)
    # What the SENCO does for the teacher; when teacher and support staff talk.
    senco_support = TextField(default="")
    briefings = TextField(default="")
    # Do
    started_on = DateField(null=True)
    # Review. "" (a review of the cycle) or annual (of the education, health and care plan too); its time and place on
    # the day `review_on`; when views were asked for; why it is held late, and what was written about that.
    review_kind = CharField(max_length=8, default="")
    review_at = CharField(max_length=5, default="")
    review_where = CharField(max_length=120, default="")
    views_asked_on = DateField(null=True)
    late_cause = CharField(max_length=20, default="")
    late_note = TextField(default="")
    reviewed_on = DateField(null=True)
    impact = TextField(default="")
    # next_cycle, ordinary_provision or referral
    next_step = CharField(max_length=20, default="")
    next_step_note = TextField(default="")
    # Who agreed with the next step and who did not, in words.
    next_step_agreed = TextField(default="")
    referral_to = CharField(default="")
    # Who took part in the review.
    attended = TextField(default="")
    child_review_absent = TextField(default="")
    family_review_absent = TextField(default="")
    # Learn
    learned_on = DateField(null=True)
    # Why child or family did not take part in the pause.
    child_learn_absent = TextField(default="")
    family_learn_absent = TextField(default="")
    ordinary_teaching = TextField(default="")
    # Why there is no learning of a kind: "nothing" is an answer only with its reason.
    nothing_helps_why = TextField(default="")
    nothing_hinders_why = TextField(default="")
    closed_on = DateField(null=True)
    # A restart still points to the cycle before it, says why, and is counted.
    restart_reason = TextField(default="")
    before_portal = BooleanField(default=False)
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("pupil", "number"), True), (("setting", "closed_on", "review_on"), False))


Cycle.add_index(Cycle.index(Cycle.pupil, unique=True, name="cycle_one_open", where=SQL("closed_on IS NULL")))
# The authority counts where children are, and which reviews are late, from these indexes alone.
Cycle.add_index(Cycle.index(Cycle.stage, Cycle.setting, name="cycle_stage", where=SQL("closed_on IS NULL")))
Cycle.add_index(Cycle.index(Cycle.late_cause, Cycle.review_on, name="cycle_late_cause", where=SQL("late_cause <> ''")))
_TO_REVIEW = SQL("closed_on IS NULL AND reviewed_on IS NULL")
Cycle.add_index(Cycle.index(Cycle.review_on, Cycle.setting, Cycle.stage, name="cycle_to_review", where=_TO_REVIEW))
