"""Reading one's notices. It tells nobody anything about a child, so it is no entry; the row says when it was read."""

from __future__ import annotations

from portal import clock
from portal.access import sight
from portal.access.scope import ScopedUpdate
from portal.notices.kinds import KINDS
from portal.notices.models import Notice
from portal.notices.queries import Told


def read(told: Told) -> None:
    """The reader opened one of their own notices; opening it again changes nothing.

    Older ones that lead to the same page are read with it: "the plan is here" counts once, however often it was sent.
    """
    kind = KINDS.get(told.kind)
    one = Notice.id == told.id
    if kind is not None and kind.page.filled_by != "entry" and told.pupil is not None:
        one |= (Notice.kind == told.kind) & (Notice.pupil == told.pupil) & (Notice.id < told.id)
    _unread().where(one).execute()


def read_all(up_to: int) -> int:
    """The reader has seen all their new notices up to the newest on their page. Returns how many they were."""
    return int(_unread().where(Notice.id <= up_to).execute())


def _unread() -> ScopedUpdate:
    """An update of the reader's own new notices: the rule of the table keeps it to theirs."""
    unread: ScopedUpdate = Notice.update(read_at=clock.now()).where(
        (Notice.person == sight.required().person) & Notice.read_at.is_null()
    )
    return unread
