"""Telling people: notices and outgoing messages, written with the action that they tell of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from portal.notices.models import Message, Notice


class Telling(NamedTuple):
    """One person to tell. `kind`: one of notices/kinds.py; `about`: the id of the cycle, move or note that its page shows.

    `setting`: where a member of staff is told; None for family, professionals and the authority.
    """

    person: int
    kind: str
    setting: int | None = None
    about: int | None = None


def put(tellings: Iterable[Telling], *, pupil: int | None, entry: int, now: datetime) -> None:
    """A notice for each person (once, whoever names them twice), and a message that waits to be sent."""
    rows = [
        {
            "person": one.person, "setting": one.setting, "pupil": pupil, "kind": one.kind, "entry_id": entry,
            "about_id": one.about, "made_at": now,
        }
        for one in dict.fromkeys(tellings)
    ]  # fmt: skip
    if not rows:
        return
    made = list(Notice.insert_many(rows).returning(Notice.id).tuples().execute())
    messages = [
        {"notice": notice, "person": row["person"], "made_at": now, "not_before": now}
        for (notice,), row in zip(made, rows, strict=True)
    ]
    Message.insert_many(messages).execute()
