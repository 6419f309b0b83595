"""Assess, Plan, Do, Review, Learn: what stands now. The story is in the timeline."""

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
    # Assess
    child_views_absent = TextField(default="")
    family_views_absent = TextField(default="")
    # Plan
    met_on = DateField(null=True)
    meeting = TextField(default="")
    review_on = DateField(null=True)
    agreed_on = DateField(null=True)
    circulated_on = DateField(null=True)
    plan_version = IntegerField(default=1)
    # Do
    started_on = DateField(null=True)
    # Review
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
_TO_REVIEW = SQL("closed_on IS NULL AND reviewed_on IS NULL")
Cycle.add_index(Cycle.index(Cycle.review_on, Cycle.setting, Cycle.stage, name="cycle_to_review", where=_TO_REVIEW))


class Understanding(ScopedModel):
    """Our understanding of need: each version says what changed and why."""

    pupil = ForeignKeyField(Pupil, backref="understandings")
    cycle = ForeignKeyField(Cycle, null=True, backref="understandings")
    setting = ForeignKeyField(Setting, null=True)
    number = IntegerField()
    statement = TextField()
    barriers = TextField(default="")
    changed = TextField(default="")
    why = TextField(default="")
    written_on = DateField()
    by = ForeignKeyField(Person, null=True)
    audience = CharField(max_length=120, default="family")
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("pupil", "number"), True),)


class Outcome(ScopedModel):
    """What the plan is for: improve, develop or achieve something."""

    pupil = ForeignKeyField(Pupil, backref="outcomes")
    cycle = ForeignKeyField(Cycle, backref="outcomes")
    setting = ForeignKeyField(Setting, null=True)
    position = IntegerField(default=1)
    verb = CharField(max_length=10, default="develop")
    text = TextField()
    area = CharField(max_length=4, default="")
    aspiration = TextField(default="")
    dropped_on = DateField(null=True)
    audience = CharField(max_length=120, default="family")
    version = IntegerField(default=1)


class Target(ScopedModel):
    """A SMART target, kept in parts so that nothing vague hides in a sentence."""

    pupil = ForeignKeyField(Pupil, backref="targets")
    cycle = ForeignKeyField(Cycle, backref="targets")
    outcome = ForeignKeyField(Outcome, backref="targets")
    setting = ForeignKeyField(Setting, null=True)
    position = IntegerField(default=1)
    name = CharField(default="")
    does_what = TextField()
    how_well = CharField(default="")
    where = CharField(default="", column_name="in_setting")
    by_when = DateField(null=True)
    measured_how = CharField(default="")
    measured_when = CharField(default="")
    measured_by = CharField(default="")
    baseline = CharField(default="")
    # A number to draw, when the measure is one: from, to, unit ("of 10").
    baseline_value = CharField(max_length=10, default="")
    goal_value = CharField(max_length=10, default="")
    unit = CharField(max_length=20, default="")
    dropped_on = DateField(null=True)
    # achieved, mostly, partly, not_yet or not_assessed
    rating = CharField(max_length=14, default="")
    evidence = TextField(default="")
    rated_on = DateField(null=True)
    audience = CharField(max_length=120, default="family")
    version = IntegerField(default=1)


class Provision(ScopedModel):
    """An adjustment, strategy, equipment, support or intervention: a strand of the thread.

    It belongs to the child and runs on through Review, Learn and the next Plan until it
    is stopped, finished, paused or lost.
    """

    pupil = ForeignKeyField(Pupil, backref="provisions")
    cycle = ForeignKeyField(Cycle, null=True, backref="provisions")
    setting = ForeignKeyField(Setting, null=True)
    target = ForeignKeyField(Target, null=True, backref="provisions")
    name = CharField()
    detail = TextField(default="")
    # strategy (every adult does it), adjustment, equipment, support or intervention
    kind = CharField(max_length=12, default="strategy")
    # The authority's own words for layers: universal, targeted, specialist by default.
    layer = CharField(max_length=30, default="universal")
    deliverer = ForeignKeyField(Person, null=True)
    deliverer_name = CharField(default="")
    minutes = IntegerField(null=True)
    times_a_week = IntegerField(null=True)
    weeks = IntegerField(null=True)
    group_size = IntegerField(null=True)
    # Children who have the session together carry the same group name.
    group_name = CharField(default="")
    place = CharField(default="")
    starts_on = DateField()
    # Day and time as the timetable says: "Mon, Wed, Fri 9:15".
    when_text = CharField(default="")
    status = CharField(max_length=10, default="running")  # running, paused, stopped, finished, lost, planned
    ended_on = DateField(null=True)
    status_reason = TextField(default="")
    started_cycle_number = IntegerField(null=True)
    # From Section F of an education, health and care plan: only the authority may pause or stop it (CFA 2014 s42).
    section_f = BooleanField(default=False)
    audience = CharField(max_length=120, default="family")
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("pupil", "status"), False), (("deliverer", "status"), False), (("setting", "status"), False))


class TrainingNeed(ScopedModel):
    """What somebody must learn before Do begins; met, or its delay explained."""

    pupil = ForeignKeyField(Pupil)
    cycle = ForeignKeyField(Cycle, backref="training_needs")
    setting = ForeignKeyField(Setting, null=True)
    who = CharField()
    what = CharField()
    by_when = DateField(null=True)
    met_on = DateField(null=True)
    delay_reason = TextField(default="")
    version = IntegerField(default=1)

    class Meta:
        table_name = "training_need"


class Circulation(ScopedModel):
    """One person's copy of a plan, with the receipt."""

    pupil = ForeignKeyField(Pupil)
    cycle = ForeignKeyField(Cycle, backref="circulations")
    setting = ForeignKeyField(Setting, null=True)
    plan_version = IntegerField(default=1)
    person = ForeignKeyField(Person, null=True)
    name = CharField()
    role = CharField(default="")
    sent_on = DateField()
    # "", seen, agreed, commented, paper or unreachable
    receipt = CharField(max_length=12, default="")
    receipt_on = DateField(null=True)
    comment = TextField(default="")
    audience = CharField(max_length=120, default="family")
    version = IntegerField(default=1)


class Delivery(ScopedModel):
    """One session of a provision: given or not, and why not. Words are in the entry."""

    pupil = ForeignKeyField(Pupil)
    provision = ForeignKeyField(Provision, backref="deliveries")
    cycle = ForeignKeyField(Cycle, null=True)
    setting = ForeignKeyField(Setting, null=True)
    on = DateField(column_name="given_on")
    given = BooleanField(default=True)
    # absent, left_early, refused, staff_absent, cover, room, trip_or_test, started_late
    cause = CharField(max_length=14, default="")
    minutes = IntegerField(null=True)
    # How the child joined in: 1 not yet … 5 fully.
    engagement = IntegerField(null=True, constraints=[Check("engagement IS NULL OR engagement BETWEEN 1 AND 5")])
    measure = CharField(max_length=20, default="")
    by = ForeignKeyField(Person, null=True)
    entry_id = IntegerField(null=True)
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("provision", "on"), False), (("pupil", "on"), False))


class Contribution(ScopedModel):
    """A view given to a cycle: the child's, the family's, a teacher's, a specialist's."""

    pupil = ForeignKeyField(Pupil)
    cycle = ForeignKeyField(Cycle, backref="contributions")
    setting = ForeignKeyField(Setting, null=True)
    stage = CharField(max_length=10)
    # child, family, teacher, support_staff, senco or professional
    whose = CharField(max_length=14)
    name = CharField(default="")
    # Assess: views, in_house, current, previous, national or agency (the six sources).
    source = CharField(max_length=10, default="")
    # universal or targeted
    reach = CharField(max_length=10, default="")
    text = TextField()
    given_on = DateField()
    by = ForeignKeyField(Person, null=True)
    attended = BooleanField(default=False)
    audience = CharField(max_length=120, default="family")
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("cycle", "stage"), False),)


class Learning(ScopedModel):
    """Something learnt about the child: what helps, what doesn't, only when."""

    pupil = ForeignKeyField(Pupil, backref="learnings")
    cycle = ForeignKeyField(Cycle, backref="learnings")
    setting = ForeignKeyField(Setting, null=True)
    # helps, hinders, only_when or about (preference, motivation, approach)
    kind = CharField(max_length=10)
    text = TextField()
    # What ordinary teaching now does, or why it does not.
    ordinary_teaching = TextField(default="")
    learnt_on = DateField()
    retired_on = DateField(null=True)
    retired_reason = TextField(default="")
    audience = CharField(max_length=120, default="family")
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("pupil", "retired_on"), False),)


class LearningUse(ScopedModel):
    """What a later cycle did with a learning: used where, or set aside why."""

    pupil = ForeignKeyField(Pupil)
    learning = ForeignKeyField(Learning, backref="uses")
    cycle = ForeignKeyField(Cycle, backref="learning_uses")
    setting = ForeignKeyField(Setting, null=True)
    used = BooleanField(default=True)
    how = TextField(default="")
    version = IntegerField(default=1)

    class Meta:
        table_name = "learning_use"
        indexes = ((("learning", "cycle"), True),)
