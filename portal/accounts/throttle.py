"""Failed sign-ins per e-mail address, known or not: after a few, everybody waits.

The same for unknown addresses, or the wait itself would say which ones are known.
"""

import hashlib
from datetime import timedelta

from flask_babel import gettext as _

from portal import clock
from portal.access.acting import Refused
from portal.accounts.models import SignInAttempt
from portal.db import database

TRIES = 6
WINDOW = timedelta(minutes=15)


def _hash(email: str) -> str:
    return hashlib.sha256(email.strip().lower().encode()).hexdigest()


def take(email: str) -> None:
    """Use up one try, before the password is looked at: tries at the same moment count too.

    Raises Refused when none is left. A refused try is not counted, so that the wait ends.
    """
    now = clock.now()
    mine = SignInAttempt.email_hash == _hash(email)
    with database.atomic():
        SignInAttempt.delete().where(SignInAttempt.at <= now - WINDOW).execute()
        if SignInAttempt.select().where(mine).count() >= TRIES:
            raise Refused(_("Too many tries with this e-mail address. Wait 15 minutes, then try again."))
        SignInAttempt.create(email_hash=_hash(email), at=now)


def forget(email: str) -> None:
    """The password was right: the tries before it no longer count."""
    SignInAttempt.delete().where(SignInAttempt.email_hash == _hash(email)).execute()
