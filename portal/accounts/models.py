"""People, what they are where, how they sign in, and their open sessions."""

from peewee import BooleanField, CharField, Check, DateField, DateTimeField, ForeignKeyField, IntegerField

from portal.db import BaseModel
from portal.organisation.models import Room, Setting

# Roles at a setting, in the order in which they are shown.
SETTING_ROLES = ("senco", "head", "dsl", "teacher", "ta", "cover", "childminder")
# Roles at the authority.
AUTHORITY_ROLES = ("la_admin", "la_officer", "area_senco")
# A professional's membership names no setting; what they see comes from `involvement`.
ROLES = (*SETTING_ROLES, *AUTHORITY_ROLES, "professional")


class Person(BaseModel):
    """Anybody with a name here; an account only once a credential stands beside it."""

    name = CharField()
    # Lower-case; null for people who do not sign in (a parent reached on paper).
    email = CharField(null=True, unique=True)
    # For outside professionals: "Westmere Children's Therapy".
    organisation = CharField(default="")
    # For outside professionals: "speech and language therapist".
    profession = CharField(default="")
    language = CharField(max_length=5, default="en")
    # Whether new notices are also told by e-mail; what waits stands in the portal either way.
    notices_by_mail = BooleanField(default=True)
    active = BooleanField(default=True)
    created_at = DateTimeField()
    version = IntegerField(default=1)


class Membership(BaseModel):
    """What somebody is at a setting (or at the authority, or as an outside professional)."""

    person = ForeignKeyField(Person, backref="memberships")
    setting = ForeignKeyField(Setting, null=True, backref="memberships")
    role = CharField(max_length=20)
    # What they are called there: "Year 2 teacher", "Deputy head".
    job_title = CharField(default="")
    starts_on = DateField()
    ends_on = DateField(null=True)
    # What starts this person in the role was said by (a person's id).
    added_by = ForeignKeyField(Person, null=True)
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("setting", "role"), False), (("person", "ends_on"), False))


class Assignment(BaseModel):
    """A room, or a single child, that a member of staff teaches, keys or covers."""

    person = ForeignKeyField(Person, backref="assignments")
    setting = ForeignKeyField(Setting)
    room = ForeignKeyField(Room, null=True, backref="assignments")
    # A single child (group or cover); the child's table stands below this slice.
    pupil_id = IntegerField(null=True, index=True)
    cover = BooleanField(default=False)
    starts_on = DateField()
    ends_on = DateField(null=True)
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("person", "setting"), False), (("room", "person"), False))
        constraints = [Check("room_id IS NOT NULL OR pupil_id IS NOT NULL")]


class Credential(BaseModel):
    """A password (argon2id). Second factors and single sign-on get tables of their own."""

    person = ForeignKeyField(Person, unique=True, backref="credentials")
    password_hash = CharField()
    changed_at = DateTimeField()


class Session(BaseModel):
    """A signed-in browser. The cookie holds the token; the table only its digest."""

    token_hash = CharField(max_length=64, unique=True)
    person = ForeignKeyField(Person, backref="sessions")
    # The role chosen: a membership's id, or "family"; null until one is chosen.
    membership = ForeignKeyField(Membership, null=True)
    as_family = BooleanField(default=False)
    started_at = DateTimeField()
    seen_at = DateTimeField()
    ends_at = DateTimeField()
    revoked_at = DateTimeField(null=True)


class Invitation(BaseModel):
    """A one-use link; its GET shows a page, its POST makes the account."""

    token_hash = CharField(max_length=64, unique=True)
    person = ForeignKeyField(Person, backref="invitations")
    invited_by = ForeignKeyField(Person, null=True)
    # "invite" or "reset"
    purpose = CharField(max_length=10, default="invite")
    sent_at = DateTimeField()
    ends_at = DateTimeField()
    used_at = DateTimeField(null=True)


class SignInAttempt(BaseModel):
    """Failed sign-ins per e-mail address (known or not), for throttling."""

    email_hash = CharField(max_length=64, index=True)
    at = DateTimeField(index=True)
