"""Who may give which role, and who may hold somebody else's first link."""

from portal.access.acting import Act
from portal.accounts import queries as accounts
from portal.accounts.models import AUTHORITY_ROLES, SETTING_ROLES, Membership, Person
from portal.people import queries

# The head names SENCO and safeguarding lead (domain.md "People"); nobody gives more than that.
GIVES: dict[str, tuple[str, ...]] = {
    "senco": ("teacher", "ta", "cover"),
    "head": ("senco", "head", "dsl", "teacher", "ta", "cover"),
    "childminder": ("ta", "cover"),
    "la_admin": (*SETTING_ROLES, *AUTHORITY_ROLES, "professional"),
}


def may_give(act: Act, role: str) -> bool:
    """Whether this person may give (and end) a role."""
    return role in GIVES.get(act.role, ())


def may_hold_link(act: Act, person: Person) -> bool:
    """Whether this person may be shown a link with which `person` chooses a first password.

    Whoever holds the link can become that person. So never for somebody who has an account,
    and for a setting only where everything that the account would open is theirs to give:
    otherwise inviting somebody's e-mail address again would take over a role given elsewhere.
    """
    if person.id is None:
        return True
    if accounts.has_account(person.id):
        return False
    if act.role == "la_admin":
        return True
    for row in Membership.select().where(Membership.person == person):
        given_here = row.setting_id is not None and row.setting_id == act.setting and may_give(act, row.role)
        if not given_here and row.added_by_id != act.person:
            return False
    return queries.others_children(person.id) == 0
