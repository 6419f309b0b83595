"""Words of assistants that stay with the staff of a setting until a teacher releases them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from peewee import JOIN, fn

from portal.access.permissions import ASSISTANTS
from portal.access.prepared import Prepared
from portal.access.sight import Bind
from portal.pupils.models import Pupil
from portal.timeline.models import AudienceChange, Entry

SHOWN = timedelta(weeks=4)
"""How far back a teacher is reminded of words that wait for release."""


class Waiting(NamedTuple):
    """An assistant's words that stay with the staff until a teacher releases them."""

    id: int
    title: str
    body: str
    on: date
    forename: str
    surname: str


_waiting: Prepared[Waiting] = Prepared(
    Waiting,
    lambda: (
        Entry.select(
            Entry.id, Entry.title, Entry.body, Entry.occurred_on,
            fn.COALESCE(fn.NULLIF(Pupil.preferred_forename, ""), Pupil.forename),
            fn.COALESCE(fn.NULLIF(Pupil.preferred_surname, ""), Pupil.surname),
        )
        .join(Pupil, on=Entry.pupil == Pupil.id)
        .join(AudienceChange, JOIN.LEFT_OUTER, on=AudienceChange.entry == Entry.id)
        .where((Entry.setting == Bind("at")) & Entry.author_role.in_(ASSISTANTS) & (Entry.audience == "setting"))
        .where(AudienceChange.id.is_null() & Entry.redacted_at.is_null() & (Entry.occurred_on >= Bind("since")))
        .order_by(Entry.occurred_on.desc(), Entry.id.desc())
        .limit(10)
    ),
)  # fmt: skip


def to_release(setting: int, since: date) -> list[Waiting]:
    """What assistants wrote since that day about the reader's children and nobody released yet: the newest ten."""
    return _waiting.rows(at=setting, since=since)
