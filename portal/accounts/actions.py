"""Signing in and out, roles, passwords, and the links that open an account.

These write no entries: they are about nobody's record. Who gets which role is in `people`.
A second factor comes between `sign_in` (who is it) and `enter` (open the session).
"""

import re
import secrets
from datetime import timedelta

from flask_babel import gettext as _

from portal import clock
from portal.access import sight
from portal.access.acting import Refused
from portal.access.scope import OutOfScope
from portal.accounts import passwords, queries, sessions, throttle
from portal.accounts.models import Credential, Invitation, Membership, Person
from portal.db import database

LINK_LIVES = timedelta(days=7)


def sign_in(email: str, password: str) -> int:
    """Whose e-mail address and password these are: the person's id.

    Known or unknown, the answer and the time it takes are the same. Raises Refused.
    """
    throttle.take(email)
    known = queries.account(email)
    if not passwords.matches(known.password_hash if known else None, password) or known is None:
        raise Refused(_("The e-mail address or the password is not right."))
    throttle.forget(email)
    if passwords.needs_new_digest(known.password_hash):
        _keep(known.person, password)
    return known.person


def enter(person: int, old_token: str = "") -> str:
    """Open a session for somebody, and end the one that this browser had. Returns the new token.

    Somebody with a single role has it at once; several are chosen explicitly.
    """
    if old_token:
        sessions.end_token(old_token)
    roles = queries.roles_of(person)
    if len(roles) == 1:
        return sessions.start(person, roles[0].membership, as_family=roles[0].membership is None)
    return sessions.start(person)


def choose_role(session: int, person: int, membership: int | None) -> str:
    """Work in one of one's roles; `None` is the family's. Returns the session's new token.

    Raises Refused for a role that is not theirs today.
    """
    if membership not in [role.membership for role in queries.roles_of(person)]:
        raise Refused(_("Choose one of your roles."))
    return sessions.choose(session, membership, as_family=membership is None)


def new_link(person: int, invited_by: int | None, purpose: str = "invite") -> str:
    """A link that works once, for seven days; earlier ones of the person stop working. Returns its path.

    Who may hand a link to whom is decided by the caller: whoever holds it chooses the password.
    """
    token = secrets.token_urlsafe(32)
    now = clock.now()
    with database.atomic():
        Invitation.update(ends_at=now).where(
            (Invitation.person == person) & Invitation.used_at.is_null() & (Invitation.ends_at > now)
        ).execute()
        Invitation.create(
            token_hash=sessions.digest(token), person=person, invited_by=invited_by, purpose=purpose, sent_at=now,
            ends_at=now + LINK_LIVES,
        )  # fmt: skip
    return f"/invitations/{token}"


def accept(token: str, password: str, authority: str = "") -> int:
    """Choose a password through a link, which is then used up. Returns the person's id.

    Raises Refused, with the link still good, when the password will not do.
    """
    with database.atomic():
        invitation = queries.invitation(token)
        if invitation is None:
            raise Refused(_("This link no longer works. Ask whoever sent it for a new one."))
        person = invitation.person
        _check(person, password, authority)
        used = (
            Invitation.update(used_at=clock.now())
            .where((Invitation.id == invitation.id) & Invitation.used_at.is_null())
            .execute()
        )
        if not used:
            raise Refused(_("This link no longer works. Ask whoever sent it for a new one."))
        _keep(person.id, password)
        sessions.end_all(person.id)
        if person.email:
            throttle.forget(person.email)
        return int(person.id)


def change_password(person: int, old: str, new: str, authority: str = "") -> None:
    """Change one's own password and sign out everywhere. Raises Refused."""
    row = Person.get_by_id(person)
    throttle.take(row.email or f"person {person}")
    kept = Credential.get_or_none(Credential.person == person)
    if kept is None or not passwords.matches(kept.password_hash, old):
        raise Refused(_("That is not your present password."))
    throttle.forget(row.email or f"person {person}")
    _check(row, new, authority)
    with database.atomic():
        _keep(person, new)
        sessions.end_all(person)


def choose_mails(person: int, wanted: bool) -> None:
    """Whether somebody is told of new notices by e-mail too."""
    Person.update(notices_by_mail=wanted).where(Person.id == person).execute()


def invite_administrator(email: str, name: str) -> str:
    """The first administrator of an authority, from the command line. Returns the link's path.

    Raises ValueError with a sentence when the address will not do; only in a system scope.
    """
    if not sight.required().system:
        raise OutOfScope("Administrators are invited by people.actions, or by the create-admin command.")
    address = email.strip().lower()
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", address):
        raise ValueError(f"{email} is not an e-mail address.")
    with database.atomic():
        person = Person.get_or_none(Person.email == address)
        if person is None:
            person = Person.create(name=name, email=address, created_at=clock.now())
        elif queries.has_account(person.id):
            raise ValueError(f"{address} has an account already: an administrator can add a role or a new link.")
        if "la_admin" not in {role.role for role in queries.roles_of(person.id)}:
            Membership.create(person=person, role="la_admin", starts_on=clock.today())
        return new_link(person.id, None)


def _check(person: Person, password: str, authority: str) -> None:
    reason = passwords.problem(password, person.name, person.email or "", authority)
    if reason:
        raise Refused(reason)


def _keep(person: int, password: str) -> None:
    """Put a password's digest in place of the one before."""
    kept = passwords.digest(password)
    changed = Credential.update(password_hash=kept, changed_at=clock.now()).where(Credential.person == person).execute()
    if not changed:
        Credential.create(person=person, password_hash=kept, changed_at=clock.now())
