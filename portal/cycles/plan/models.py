"""What a plan holds: outcomes, targets, help, training, and who has got it."""

from peewee import BooleanField, CharField, Check, DateField, ForeignKeyField, IntegerField, TextField

from portal.access.scope import ScopedModel
from portal.accounts.models import Person
from portal.cycles.models import Cycle
from portal.db import JsonField
from portal.ehcp.models import SectionE, SectionF
from portal.organisation.models import Setting
from portal.pupils.models import Pupil

IN_PLAN = ("planned", "running", "paused")
"""States of a provision that the present plan still holds."""


class Outcome(ScopedModel):
    """What the plan is for: improve, develop or achieve something."""

    pupil = ForeignKeyField(Pupil, backref="outcomes")
    cycle = ForeignKeyField(Cycle, backref="outcomes")
    setting = ForeignKeyField(Setting, null=True)
    position = IntegerField(default=1)
    verb = CharField(max_length=10, default="develop")
    text = TextField()
    area = CharField(max_length=4, default="")
    # The hope of child or family that it serves, in their words.
    aspiration = TextField(default="")
    baseline = TextField(default="")
    # At the review: achieved, mostly, partly, not_yet or not_assessed, and what shows it.
    rating = CharField(max_length=14, default="")
    evidence = TextField(default="")
    rated_on = DateField(null=True)
    # The outcome of Section E that it serves.
    section_e = ForeignKeyField(SectionE, null=True)
    dropped_on = DateField(null=True)
    audience = CharField(max_length=120, default="family")
    version = IntegerField(default=1)
    # The id of the outcome of an earlier cycle that goes on in it.
    carries = IntegerField(null=True)


class Target(ScopedModel):
    """A SMART target, kept in parts so that nothing vague hides in a sentence."""

    pupil = ForeignKeyField(Pupil, backref="targets")
    cycle = ForeignKeyField(Cycle, backref="targets")
    outcome = ForeignKeyField(Outcome, backref="targets")
    setting = ForeignKeyField(Setting, null=True)
    position = IntegerField(default=1)
    name = CharField(default="")
    # Who will do it: the child, usually by first name.
    who = CharField(max_length=80, default="")
    does_what = TextField()
    how_well = CharField(default="")
    how_often = CharField(max_length=120, default="")
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
    # Generalisation: where the skill is used next, with whom, and who looks out for it.
    generalise = TextField(default="")
    # Goal Attainment Scaling: what each level means, {"-2": "…", … "2": "…"}, empty where it is not used; and the level
    # reached at the review (0: as expected).
    scale = JsonField(default=dict)
    scaled = IntegerField(null=True, constraints=[Check("scaled IS NULL OR scaled BETWEEN -2 AND 2")])
    # The outcome of Section E that it serves.
    section_e = ForeignKeyField(SectionE, null=True)
    dropped_on = DateField(null=True)
    # achieved, mostly, partly, not_yet or not_assessed
    rating = CharField(max_length=14, default="")
    evidence = TextField(default="")
    rated_on = DateField(null=True)
    audience = CharField(max_length=120, default="family")
    version = IntegerField(default=1)
    # The id of the target of an earlier cycle that goes on in it.
    carries = IntegerField(null=True)


class Provision(ScopedModel):
    """An adjustment, strategy, equipment, support or intervention: a strand of the thread.

    It belongs to the child and runs on through Review, Learn and the next Plan until it
    is stopped, finished, paused or lost.
    """

    pupil = ForeignKeyField(Pupil, backref="provisions")
    cycle = ForeignKeyField(Cycle, null=True, backref="provisions")
    setting = ForeignKeyField(Setting, null=True)
    # The target its sessions are measured on; others that it serves are in ProvisionTarget.
    target = ForeignKeyField(Target, null=True, backref="provisions")
    area = CharField(max_length=4, default="")
    name = CharField()
    # What kinds of help are the same under another name: the library's word ("precision teaching").
    family = CharField(max_length=60, default="")
    # The strategy or intervention of the library that it was made from.
    item_id = IntegerField(null=True)
    detail = TextField(default="")
    # strategy (every adult does it), adjustment, equipment, support or intervention
    kind = CharField(max_length=12, default="strategy")
    # The authority's own words for layers: universal, targeted, specialist by default.
    layer = CharField(max_length=30, default="universal")
    deliverer = ForeignKeyField(Person, null=True)
    deliverer_name = CharField(default="")
    # Who sees to it that it happens.
    owner = ForeignKeyField(Person, null=True)
    # Training it needs, and things it needs, in words; costs in pence (the rate is one hour of the deliverer).
    training = CharField(max_length=200, default="")
    resources = TextField(default="")
    rate_pence = IntegerField(null=True, constraints=[Check("rate_pence IS NULL OR rate_pence >= 0")])
    materials_pence = IntegerField(null=True, constraints=[Check("materials_pence IS NULL OR materials_pence >= 0")])
    # Why it started before the plan was circulated.
    urgent_reason = TextField(default="")
    minutes = IntegerField(null=True)
    times_a_week = IntegerField(null=True)
    weeks = IntegerField(null=True)
    group_size = IntegerField(null=True)
    # Children who have the session together carry the same group name.
    group_name = CharField(default="")
    place = CharField(default="")
    starts_on = DateField()
    # Day and time as the timetable says: "Mon, Wed, Fri 9:15am".
    when_text = CharField(default="")
    status = CharField(max_length=10, default="running")  # running, paused, stopped, finished, lost, planned
    ended_on = DateField(null=True)
    status_reason = TextField(default="")
    started_cycle_number = IntegerField(null=True)
    # From Section F of an education, health and care plan: only the authority may pause or stop it (CFA 2014 s42).
    section_f = BooleanField(default=False)
    # Which help of Section F it is.
    secures = ForeignKeyField(SectionF, null=True)
    audience = CharField(max_length=120, default="family")
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("pupil", "status"), False), (("deliverer", "status"), False), (("setting", "status"), False))


class ProvisionTarget(ScopedModel):
    """A further target that a provision serves."""

    pupil = ForeignKeyField(Pupil)
    setting = ForeignKeyField(Setting, null=True)
    provision = ForeignKeyField(Provision, backref="also")
    target = ForeignKeyField(Target)
    ended_on = DateField(null=True)
    version = IntegerField(default=1)

    class Meta:
        table_name = "provision_target"
        indexes = ((("provision", "target"), True),)


class Slot(ScopedModel):
    """A time in the child's own week: a session of a provision, or another part of a personalised timetable."""

    pupil = ForeignKeyField(Pupil, backref="slots")
    cycle = ForeignKeyField(Cycle, null=True)
    setting = ForeignKeyField(Setting, null=True)
    provision = ForeignKeyField(Provision, null=True, backref="slots")
    # Monday is 1, as ISO 8601 counts.
    weekday = IntegerField(constraints=[Check("weekday BETWEEN 1 AND 7")])
    # "09:15"
    at = CharField(max_length=5, column_name="starts_at")
    minutes = IntegerField(null=True)
    what = CharField(max_length=80, default="")
    place = CharField(max_length=80, default="")
    with_whom = CharField(max_length=80, default="")
    ended_on = DateField(null=True)
    audience = CharField(max_length=120, default="family")
    version = IntegerField(default=1)

    class Meta:
        table_name = "timetable_slot"
        indexes = ((("pupil", "ended_on"), False), (("provision", "ended_on"), False))


class Attendee(ScopedModel):
    """Somebody asked to a meeting about a cycle: invited, came, sent views."""

    pupil = ForeignKeyField(Pupil)
    cycle = ForeignKeyField(Cycle, backref="attendees")
    setting = ForeignKeyField(Setting, null=True)
    # plan or review
    stage = CharField(max_length=10, default="plan")
    person = ForeignKeyField(Person, null=True)
    name = CharField()
    role = CharField(default="")
    invited_on = DateField(null=True)
    # "", coming, not_coming or views (sends them instead), as the person says beforehand.
    answer = CharField(max_length=10, default="")
    # None until the meeting has been.
    came = BooleanField(null=True)
    sent_views = BooleanField(default=False)
    taken_off_on = DateField(null=True)
    audience = CharField(max_length=120, default="family")
    version = IntegerField(default=1)

    class Meta:
        table_name = "meeting_attendee"
        indexes = ((("cycle", "stage"), False),)


class PlanVersion(ScopedModel):
    """A plan as it was circulated, so that the next version sends only what differs.

    `content` holds each row by table and id; it is read only beside rows that the reader still sees.
    """

    pupil = ForeignKeyField(Pupil)
    cycle = ForeignKeyField(Cycle, backref="plan_versions")
    setting = ForeignKeyField(Setting, null=True)
    number = IntegerField()
    content = JsonField(default=dict)
    circulated_on = DateField()
    version = IntegerField(default=1)

    class Meta:
        table_name = "circulated_plan"
        indexes = ((("cycle", "number"), True),)


class TrainingNeed(ScopedModel):
    """What somebody must learn before Do begins; met, or its delay explained."""

    pupil = ForeignKeyField(Pupil)
    cycle = ForeignKeyField(Cycle, backref="training_needs")
    setting = ForeignKeyField(Setting, null=True)
    # Who: by name, with their account where they have one; and the provision that needs it.
    who = CharField()
    person = ForeignKeyField(Person, null=True)
    provision = ForeignKeyField(Provision, null=True)
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
    # The version that this person had before; null: the plan is new to them. They are shown only what differs.
    since_version = IntegerField(null=True)
    # "", seen, agreed, with_comment (agreed, and said something), commented (would change something), paper,
    # unreachable or silent (asked again, no answer)
    receipt = CharField(max_length=12, default="")
    receipt_on = DateField(null=True)
    comment = TextField(default="")
    # How often, and when last, somebody without an answer was asked again.
    asked = IntegerField(default=0)
    asked_on = DateField(null=True)
    # What was tried to reach them; who handed over a paper copy.
    tries = TextField(default="")
    handed_by = CharField(max_length=120, default="")
    audience = CharField(max_length=120, default="family")
    version = IntegerField(default=1)
