"""Reading one's notices. It tells nobody anything about a child, so it is no entry; the row says when it was read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from operator import or_
from typing import Any

from portal import clock
from portal.access import sight
from portal.access.scope import ScopedUpdate
from portal.notices.kinds import KINDS, SETTLES, shown_on
from portal.notices.models import Notice
from portal.notices.queries import Told, Waiting

_FILLED_BY = {"about": Notice.about_id, "pupil": Notice.pupil, "entry": Notice.entry_id}


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


def opened(waiting: Sequence[Waiting], endpoint: str, arguments: Mapping[str, Any]) -> list[Waiting]:
    """The reader opened a page, whichever way they came: their new notices that lead there are read. Returns the others.

    `arguments`: those of the page's address. No statement unless such a notice waits, then one.
    """
    leads = {name: (page.filled_by, arguments.get(page.argument)) for name, page in shown_on(endpoint)}
    here = [one for one in waiting if one.kind in leads and getattr(one, leads[one.kind][0]) == leads[one.kind][1]]
    if here:
        kinds = {one.kind: leads[one.kind] for one in here}
        there = [(Notice.kind == name) & (_FILLED_BY[by] == number) for name, (by, number) in kinds.items()]
        _unread().where(reduce(or_, there)).execute()
    return [one for one in waiting if one not in here]


def settled(person: int | None, did: str, step: str, pupil: int | None) -> None:
    """Somebody did what their notices about a child ask for: they are read, in the transaction of the deed.

    `did`: the kind of the entry; `step`: the step that it names, or "". At most one statement, mostly none.
    A notice told apart names no child: any of its kind is meant, and what still waits stands under what is due.
    """
    kinds = (*SETTLES.get(did, ()), *SETTLES.get(step, ()))
    if person is not None and kinds:
        about = (Notice.pupil == pupil) | Notice.pupil.is_null()
        Notice.update(read_at=clock.now()).where(
            (Notice.person == person) & Notice.read_at.is_null() & Notice.kind.in_(kinds) & about
        ).execute()


def _unread() -> ScopedUpdate:
    """An update of the reader's own new notices: the rule of the table keeps it to theirs."""
    unread: ScopedUpdate = Notice.update(read_at=clock.now()).where(
        (Notice.person == sight.required().person) & Notice.read_at.is_null()
    )
    return unread
