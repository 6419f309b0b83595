"""The timeline as rows for a page: newest first, filtered, as many as asked for, in one statement."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

from peewee import JOIN, fn

from portal.access.prepared import Prepared
from portal.access.sight import Bind
from portal.accounts.models import Person
from portal.timeline.models import AudienceChange, Entry

FIRST = 20
MORE = 60
MOST = 2000

# Groups of kinds that a reader can filter by.
GROUPS: dict[str, tuple[str, ...]] = {
    "views": ("views_given", "family_view", "child_view", "question", "disagreement"),
    "sessions": ("session_logged", "provision_changed"),
    "plans": ("outcome_set", "target_set", "provision_planned", "plan_agreed", "plan_circulated", "receipt_given"),
    "reviews": ("target_rated", "review_held", "learning_recorded", "learning_used"),
    "moves": (
        "move_proposed", "family_told", "sharing_answered", "move_accepted", "arrived", "cycle_continued",
        "cycle_restarted", "handover_step", "move_ended", "room_changed",
    ),
    "decisions": ("decision_made",),
    "corrections": ("corrected",),
    "notes": ("note", "noticed", "checked", "tried", "early_watched", "early_ended"),
}  # fmt: skip


class Line(NamedTuple):
    """One entry as a reader meets it. ``audience`` is the one in force; ``data`` is JSON text; ``matching`` counts all that match."""

    id: int
    kind: str
    stage: str
    title: str
    body: str
    occurred_on: date
    author: str | None
    role: str
    words_of: str
    setting: int | None
    audience: str
    look_again_on: date | None
    supersedes: int | None
    redacted_at: datetime | None
    data: str
    matching: int


class Filter(NamedTuple):
    """What of the timeline is asked for; "" and 0 ask for everything."""

    stage: str = ""
    setting: int = 0
    group: str = ""
    audience: str = ""

    @property
    def any(self) -> bool:
        """Whether something is left out."""
        return any(self)


def lines(pupil: int, wanted: Filter, count: int = FIRST) -> list[Line]:
    """The newest entries of a child that match, at most ``count``."""
    query = _query(bool(wanted.stage), bool(wanted.setting), wanted.group, wanted.audience)
    return query.rows(pupil=pupil, stage=wanted.stage, at=wanted.setting, count=count)


@cache
def _query(stage: bool, setting: bool, group: str, audience: str) -> Prepared[Line]:
    """One SQL text per combination of filters; their number is small and known."""
    return Prepared(Line, lambda: _select(stage=stage, setting=setting, group=group, audience=audience))


def _select(*, stage: bool, setting: bool, group: str, audience: str) -> object:
    in_force = fn.COALESCE(AudienceChange.audience, Entry.audience)
    # Counted apart: counting beside the rows would make each of them before the first is given back.
    matching = fn.COUNT(Entry.id).over() if audience else _count(stage=stage, setting=setting, group=group)
    found = (
        Entry.select(
            Entry.id, Entry.kind, Entry.stage, Entry.title, Entry.body, Entry.occurred_on, Person.name,
            Entry.author_role, Entry.words_of, Entry.setting, in_force, Entry.look_again_on, Entry.supersedes,
            # Data as text: few kinds look into it, and only they pay for reading it.
            Entry.redacted_at, fn.COALESCE(Entry.data, "{}"), matching,
        )
        .join(Person, JOIN.LEFT_OUTER, on=Entry.author == Person.id)
        .join(
            AudienceChange, JOIN.LEFT_OUTER,
            on=(AudienceChange.entry == Entry.id) & (AudienceChange.pupil == Bind("pupil")) & AudienceChange.superseded_at.is_null(),
        )
        .where(*_matches(Entry, stage=stage, setting=setting, group=group))
    )  # fmt: skip
    if audience == "restricted":
        found = found.where(in_force.startswith("restricted,"))
    elif audience:
        found = found.where(in_force == audience)
    return found.order_by(Entry.occurred_on.desc(), Entry.id.desc()).limit(Bind("count"))


def _count(*, stage: bool, setting: bool, group: str) -> Any:
    counted = Entry.alias()
    return counted.select(fn.COUNT(counted.id)).where(*_matches(counted, stage=stage, setting=setting, group=group))


def _matches(entry: Any, *, stage: bool, setting: bool, group: str) -> list[Any]:
    """What the filters ask for, but for the audience in force."""
    asked = [entry.pupil == Bind("pupil")]
    if stage:
        asked.append(entry.stage == Bind("stage"))
    if setting:
        asked.append(entry.setting == Bind("at"))
    if group:
        asked.append(entry.kind.in_(GROUPS[group]))
    return asked
