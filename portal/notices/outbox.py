"""Telling people: notices and outgoing messages, written with the action that they tell of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from portal.access import sight
from portal.notices.models import Message, Notice


class Telling(NamedTuple):
    """One person to tell. `kind`: one of notices/kinds.py; `about`: the id of the cycle, move or note that its page shows.

    `setting`: where a member of staff is told; None for family, professionals and the authority.
    `apart`: told without the child, whom that setting may not see (a question after a move, a claim).
    """

    person: int
    kind: str
    setting: int | None = None
    about: int | None = None
    apart: bool = False


def put(tellings: Iterable[Telling], *, pupil: int | None, entry: int, now: datetime) -> None:
    """A notice for each person (once, whoever names them twice), and a message that waits to be sent."""
    told = list(dict.fromkeys(tellings))
    _put([one for one in told if not one.apart], pupil, entry, now)
    apart = [one for one in told if one.apart]
    if apart:
        # Another setting's row: it says only that something waits there.
        with sight.system("tell apart"):
            _put(apart, None, None, now)


def _put(told: list[Telling], pupil: int | None, entry: int | None, now: datetime) -> None:
    rows = [
        {
            "person": one.person, "setting": one.setting, "pupil": pupil, "kind": one.kind, "entry_id": entry,
            "about_id": one.about, "made_at": now,
        }
        for one in told
    ]  # fmt: skip
    if not rows:
        return
    made = list(Notice.insert_many(rows).returning(Notice.id).tuples().execute())
    messages = [
        {"notice": notice, "person": row["person"], "made_at": now, "not_before": now}
        for (notice,), row in zip(made, rows, strict=True)
    ]
    Message.insert_many(messages).execute()
