"""Reading one's notices. It tells nobody anything about a child, so it is no entry; the row says when it was read."""

from __future__ import annotations

from portal import clock
from portal.access import sight
from portal.access.scope import ScopedUpdate
from portal.notices.models import Notice


def read(notice: int) -> None:
    """The reader opened one of their own notices; opening it again changes nothing."""
    _unread().where(Notice.id == notice).execute()


def read_all(up_to: int) -> int:
    """The reader has seen all their new notices up to the newest on their page. Returns how many they were."""
    return int(_unread().where(Notice.id <= up_to).execute())


def _unread() -> ScopedUpdate:
    """An update of the reader's own new notices: the rule of the table keeps it to theirs."""
    unread: ScopedUpdate = Notice.update(read_at=clock.now()).where(
        (Notice.person == sight.required().person) & Notice.read_at.is_null()
    )
    return unread
