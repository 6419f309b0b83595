"""Sessions: rows in the database, so that each can be ended; the cookie holds only a token.

A session idles out after 30 minutes and ends after 12 hours whatever happens.
"""

import hashlib
import secrets
from datetime import datetime, timedelta

from portal import clock
from portal.access import sight
from portal.access.me import Me
from portal.accounts.models import Session
from portal.db import database

IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)
# `seen_at` is written at most this often: a read should not take the write lock each time.
_SEEN_EVERY = timedelta(minutes=1)


def digest(token: str) -> str:
    """What the table keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def start(person: int, membership: int | None = None, as_family: bool = False) -> str:
    """Open a session; returns its token. With a single role it is chosen at once by the caller."""
    token = secrets.token_urlsafe(32)
    now = clock.now()
    Session.create(
        token_hash=digest(token),
        person=person,
        membership=membership,
        as_family=as_family,
        started_at=now,
        seen_at=now,
        ends_at=now + ABSOLUTE,
    )
    return token


def person_of(token: str) -> int | None:
    """Whose session a token is or was, ended ones too."""
    row = Session.get_or_none(Session.token_hash == digest(token)) if token else None
    return row.person_id if row else None


def choose(session: int, membership: int | None, as_family: bool) -> str:
    """Change role: the session gets a new token (rotation), returned."""
    token = secrets.token_urlsafe(32)
    Session.update(token_hash=digest(token), membership=membership, as_family=as_family).where(
        Session.id == session
    ).execute()
    return token


def end(session: int) -> None:
    """Sign out."""
    Session.update(revoked_at=clock.now()).where(Session.id == session).execute()


def end_token(token: str) -> None:
    """End the session of a token, if there is one."""
    Session.update(revoked_at=clock.now()).where(
        (Session.token_hash == digest(token)) & Session.revoked_at.is_null()
    ).execute()


def end_others(person: int, but: int) -> None:
    """Sign a person out everywhere else."""
    Session.update(revoked_at=clock.now()).where(
        (Session.person == person) & (Session.id != but) & Session.revoked_at.is_null()
    ).execute()


def end_all(person: int) -> None:
    """Sign a person out everywhere (password changed, account closed)."""
    Session.update(revoked_at=clock.now()).where((Session.person == person) & Session.revoked_at.is_null()).execute()


# One statement: the session, its person, the role and the setting, how many roles there are, and whether notices wait.
_LOAD = """
SELECT s.id, s.person_id, p.name, s.membership_id, s.as_family, m.role, m.setting_id, st.name, st.phase,
 st.whole_setting_scope, s.seen_at,
 (SELECT COUNT(*) FROM membership o WHERE o.person_id = s.person_id AND o.starts_on <= {0}
  AND (o.ends_on IS NULL OR o.ends_on >= {0})),
 (SELECT COUNT(*) FROM guardianship /*rule*/ g WHERE g.person_id = s.person_id AND g.may_see AND g.starts_on <= {0}
  AND (g.ends_on IS NULL OR g.ends_on >= {0})),
 (SELECT COUNT(*) FROM guardianship /*rule*/ g WHERE g.person_id = s.person_id AND g.relationship = 'self'
  AND g.may_see AND g.starts_on <= {0} AND (g.ends_on IS NULL OR g.ends_on >= {0})),
 (SELECT COUNT(*) FROM notice /*rule*/ w WHERE w.person_id = s.person_id AND w.read_at IS NULL)
FROM session s JOIN person p ON p.id = s.person_id
LEFT JOIN membership m ON m.id = s.membership_id AND m.starts_on <= {0} AND (m.ends_on IS NULL OR m.ends_on >= {0})
LEFT JOIN setting st ON st.id = m.setting_id
WHERE s.token_hash = {0} AND s.revoked_at IS NULL AND s.ends_at > {0} AND s.seen_at > {0} AND p.active
"""


def load(token: str) -> Me | None:
    """The person behind a token, or None when the session has ended. One statement."""
    now, today = clock.now(), clock.today()
    params = [*[today] * 8, digest(token), now, now - IDLE]
    sql = _LOAD.replace("{0}", database.param)
    # Parameters stand in the order in which they are read: 2 + 2 + 2 + 2 dates, then the rest.
    with sight.looking(sight.Sight("nobody")):
        row = database.execute_sql(sql, params).fetchone()
    if row is None:
        return None
    session, person, name, membership, as_family, role, setting, setting_name, phase, whole, seen, *counts = row
    roles, kept, own, unread = counts
    _seen(session, seen, now)
    if as_family:
        role = ("young_person" if own else "parent") if kept else ""
        membership = setting = None
    return Me(
        session=session,
        person=person,
        name=name,
        role=role or "",
        membership=membership if role else None,
        setting=setting if role else None,
        setting_name=(setting_name or "") if role and setting else "",
        setting_phase=phase or "",
        whole_setting=bool(whole),
        roles=roles + (1 if kept else 0),
        unread=unread,
    )


def _seen(session: int, seen: datetime | str, now: datetime) -> None:
    last = datetime.fromisoformat(seen) if isinstance(seen, str) else seen
    if now - last >= _SEEN_EVERY:
        Session.update(seen_at=now).where(Session.id == session).execute()
