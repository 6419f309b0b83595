"""Children and young people: who they are, where they are, and who may see them."""

from peewee import (
    SQL,
    BooleanField,
    CharField,
    Check,
    DateField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    TextField,
)

from portal.access.scope import ScopedModel
from portal.accounts.models import Person
from portal.db import JsonField
from portal.organisation.models import Room, Setting


class Pupil(ScopedModel):
    """A child or young person; one thread each."""

    surname = CharField()
    forename = CharField()
    preferred_surname = CharField(default="")
    preferred_forename = CharField(default="")
    # Folded "forename surname" and "surname forename" words for prefix search.
    name_fold = CharField(default="")
    surname_fold = CharField(default="")
    born_on = DateField()
    # As the census writes it: F or M (empty when not given).
    sex = CharField(max_length=1, default="")
    # Not unique: until a claim is answered the record that a setting just made and the one that
    # another setting has carry the same UPN, and each setting sees its own.
    upn = CharField(max_length=13, null=True, index=True)
    uln = CharField(max_length=10, null=True)
    language = CharField(max_length=5, default="")
    in_care = BooleanField(default=False)
    # Set when a claim showed that this record and another are the same child.
    joined_to = ForeignKeyField("self", null=True)
    created_at = DateTimeField()
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("surname_fold", "name_fold"), False), (("born_on", "surname_fold"), False))

    @classmethod
    def check_new(cls, row: dict[str, object]) -> None:
        """A new child is nobody's yet: only the named actions of `register` and `exchange` add one."""
        from portal.access import sight
        from portal.access.scope import OutOfScope

        if not sight.required().system:
            raise OutOfScope("Children are added by register.actions.add_child or an import.")

    @property
    def name(self) -> str:
        """The name the child goes by."""
        return f"{self.preferred_forename or self.forename} {self.preferred_surname or self.surname}"


class PupilIdentifier(ScopedModel):
    """A former or temporary UPN, a local or MIS number: a key to match on."""

    pupil = ForeignKeyField(Pupil, backref="identifiers")
    kind = CharField(max_length=12)  # upn, former_upn, local
    value = CharField(max_length=40, index=True)
    setting = ForeignKeyField(Setting, null=True)

    class Meta:
        table_name = "pupil_identifier"
        indexes = ((("pupil", "kind", "value"), True),)


class Contact(ScopedModel):
    """A contact as a file or a form gave it. Never merged by name, never an account by itself."""

    pupil = ForeignKeyField(Pupil, backref="contacts")
    setting = ForeignKeyField(Setting, null=True)
    position = IntegerField(default=1)
    title = CharField(default="")
    forename = CharField(default="")
    surname = CharField(default="")
    relationship = CharField(default="")
    responsibility = BooleanField(default=False)
    phone = CharField(default="")
    email = CharField(default="")
    address = TextField(default="")
    restricted = BooleanField(default=False)
    source = CharField(max_length=10, default="form")


class SchoolHistory(ScopedModel):
    """A school that a transfer file named in the child's past."""

    pupil = ForeignKeyField(Pupil, backref="school_history")
    la_code = CharField(max_length=3, default="")
    estab = CharField(max_length=4, default="")
    name = CharField(default="")
    entered_on = DateField(null=True)
    left_on = DateField(null=True)
    reason = CharField(default="")

    class Meta:
        table_name = "school_history"
        indexes = ((("pupil", "la_code", "estab", "entered_on"), True),)


class Placement(ScopedModel):
    """A child's place at a setting. A confirmed one is the right to see the child.

    state: coming (accepted, not yet arrived), current, left, refused or cancelled.
    """

    pupil = ForeignKeyField(Pupil, backref="placements")
    setting = ForeignKeyField(Setting, backref="placements")
    room = ForeignKeyField(Room, null=True, backref="placements")
    state = CharField(
        max_length=10,
        default="current",
        constraints=[Check("state IN ('coming', 'current', 'left', 'refused', 'cancelled')")],
    )
    # With dual registration one placement is main and custodian of the open cycle.
    main = BooleanField(default=True)
    starts_on = DateField()
    # From when the setting may read: the agreed date, before the start.
    sees_from = DateField()
    ended_on = DateField(null=True)
    year_group = CharField(max_length=2, default="")
    key_person = ForeignKeyField(Person, null=True)
    # A withheld setting shows as "a setting" everywhere but at the setting itself.
    withheld = BooleanField(default=False)
    leaving_reason = CharField(default="")
    # The name by which the setting knew the child, kept when the child leaves.
    name_then = CharField(default="")
    born_then = DateField(null=True)
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("setting", "state", "pupil"), False), (("pupil", "state"), False))


Placement.add_index(
    Placement.index(
        Placement.pupil,
        unique=True,
        name="placement_one_main",
        where=SQL("ended_on IS NULL AND main AND state = 'current'"),
    )
)


class Guardianship(ScopedModel):
    """A parent, carer, or the young person themselves, and their right to see."""

    pupil = ForeignKeyField(Pupil, backref="guardianships")
    person = ForeignKeyField(Person, backref="guardianships")
    # mother, father, carer, foster carer, social worker, self …
    relationship = CharField(max_length=30)
    parental_responsibility = BooleanField(default=True)
    may_see = BooleanField(default=True)
    starts_on = DateField()
    ends_on = DateField(null=True)
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("person", "pupil"), True), (("pupil", "person"), False))


class Involvement(ScopedModel):
    """An outside professional asked about a child, for a purpose, until a date."""

    pupil = ForeignKeyField(Pupil, backref="involvements")
    person = ForeignKeyField(Person, backref="involvements")
    setting = ForeignKeyField(Setting, null=True)
    purpose = CharField()
    asked_by = ForeignKeyField(Person, null=True)
    starts_on = DateField()
    until = DateField()
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("person", "pupil", "until"), False), (("pupil", "person"), False))


class NamedAccess(ScopedModel):
    """An authority officer's sight of a named child: a reason and 30 days, or a caseload."""

    pupil = ForeignKeyField(Pupil, backref="named_access")
    person = ForeignKeyField(Person, backref="named_access")
    purpose = TextField()
    caseload = BooleanField(default=False)
    starts_on = DateField()
    until = DateField(null=True)
    version = IntegerField(default=1)

    class Meta:
        table_name = "named_access"
        indexes = ((("person", "pupil", "until"), False), (("pupil", "person"), False))


class Claim(ScopedModel):
    """ "This child came to us": waits for the present setting, the family or the authority.

    Made for every child that is added or imported. `pupil` is the record the setting
    just made and can work with; `candidate` (never shown to it) is the child it may be.
    """

    pupil = ForeignKeyField(Pupil, backref="claims")
    candidate = ForeignKeyField(Pupil, null=True, backref="claimed_by")
    setting = ForeignKeyField(Setting)
    made_by = ForeignKeyField(Person, null=True)
    made_at = DateTimeField()
    due_on = DateField()
    # waiting, same (joined), different or confirmed (nobody else knew the child)
    state = CharField(max_length=10, default="waiting")
    # upn, name or several: what matched; "" when nothing did
    matched_on = CharField(max_length=10, default="")
    # Digest of the code with which the family can answer.
    code_hash = CharField(max_length=64, default="")
    answered_by = ForeignKeyField(Person, null=True)
    answered_as = CharField(max_length=20, default="")
    answered_at = DateTimeField(null=True)
    details = JsonField(default=dict)
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("state", "due_on"), False), (("candidate", "state"), False), (("setting", "state"), False))
