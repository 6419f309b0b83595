"""What the page of Do reads beside the plan: every session of the help in force, looks, answered prompts, the log."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from peewee import JOIN, SQL, Case, Value, fn

from portal import clock
from portal.access import sight
from portal.access.prepared import Prepared
from portal.access.sight import Bind
from portal.accounts.models import Person
from portal.cycles.do.generalise_queries import Look
from portal.cycles.do.models import Delivery, Generalisation, PromptAnswer
from portal.cycles.do.planned_queries import CHANGES, Event
from portal.cycles.do.weeks import Session
from portal.cycles.models import Cycle
from portal.timeline.models import Entry

PAGE = 15
"""Lines of the log on one page."""
MOST = 400
"""Entries that are read for it; older ones stand in the timeline."""


class Around(NamedTuple):
    """`sessions` by provision, oldest first; `looks` newest first; `quiet`: prompts answered of late, (kind, id) → until."""

    sessions: dict[int, list[Session]]
    looks: list[Look]
    quiet: dict[tuple[str, int], date]


def around(cycle: Cycle, provisions: Iterable[int]) -> Around:
    """Sessions of help, where skills are seen in use, prompts that were answered: three questions in one statement."""
    none = SQL("CAST(NULL AS INTEGER)")
    # Who gave it instead; staff of other settings are not named.
    here = Delivery.setting == sight.required().setting
    instead = Case(None, ((here, fn.COALESCE(Person.name, Delivery.covered_name)),), "")
    sessions = Delivery.select(
        Value("session"), Delivery.provision, Delivery.on, Delivery.cause, Delivery.measure, instead,
        Case(None, ((Delivery.given, 1),), 0), Delivery.engagement, Delivery.id,
    ).join(Person, JOIN.LEFT_OUTER, on=Delivery.covered_by == Person.id).where(
        Delivery.provision.in_(list(provisions) or [0])
    )  # fmt: skip
    looks = Generalisation.select(
        Value("look"), Generalisation.target, Generalisation.seen_on, Generalisation.state, Generalisation.place,
        Generalisation.note, none, none, Generalisation.id,
    ).where(Generalisation.cycle == cycle.id)  # fmt: skip
    thing = Case(None, ((PromptAnswer.kind == "reached", PromptAnswer.target),), PromptAnswer.provision)
    answers = PromptAnswer.select(
        Value("answer"), thing, PromptAnswer.quiet_until, PromptAnswer.kind, Value(""), Value(""), none, none,
        PromptAnswer.id,
    ).where((PromptAnswer.pupil == cycle.pupil_id) & (PromptAnswer.quiet_until >= clock.today()))  # fmt: skip
    found = Around({}, [], {})
    for row in sorted((sessions + looks + answers).tuples(), key=lambda row: (str(row[2]), row[8])):
        _sort_in(found, row)
    found.looks.reverse()
    return found


def _sort_in(found: Around, row: tuple[Any, ...]) -> None:
    what, owner, on, word, more, note, given, engagement, _id = row
    day = date.fromisoformat(on) if isinstance(on, str) else on
    if what == "session":
        found.sessions.setdefault(owner, []).append(Session(day, bool(given), word, engagement, more, note))
    elif what == "look":
        found.looks.append(Look(owner, more, word, day, note))
    else:
        found.quiet[word, owner] = day


class Line(NamedTuple):
    """One entry of the log. `with_whom` and `about`: of notes, else ""."""

    id: int
    kind: str
    title: str
    body: str
    occurred_on: date
    by: str | None
    audience: str
    data: dict[str, Any]
    cycle: int | None
    stage: str

    @property
    def about(self) -> str:
        """What a note is about; "" for anything else."""
        return str(self.data.get("about", "")) if self.kind == "note" else ""


def _log() -> Any:
    # Staff of other settings are not named: the setting may be withheld.
    name = Case(None, ((Entry.setting == Bind("here"), Person.name),), None)
    here = (Entry.cycle_id == Bind("cycle")) & (Entry.stage == "do")
    return (
        Entry.select(
            Entry.id, Entry.kind, Entry.title, Entry.body, Entry.occurred_on, name, Entry.audience, Entry.data,
            Entry.cycle_id, Entry.stage,
        )
        .join(Person, JOIN.LEFT_OUTER, on=(Entry.author == Person.id))
        # By the child: entries have no index of their own by cycle.
        .where((Entry.pupil == Bind("pupil")) & (here | Entry.kind.in_(CHANGES)))
        .order_by(Entry.occurred_on.desc(), Entry.id.desc())
        .limit(MOST)
    )  # fmt: skip


_lines: Prepared[Line] = Prepared(Line, _log)


class Log(NamedTuple):
    """The log of a cycle, newest first; notes apart; and what was done with help, oldest first, in any cycle."""

    lines: list[Line]
    notes: list[Line]
    events: list[Event]

    def page(self, number: int) -> list[Line]:
        """One page of the log; the first is 1."""
        return self.lines[(number - 1) * PAGE : number * PAGE]


def log_of(cycle: Cycle) -> Log:
    """Sessions, changes and notes of a cycle that the reader may see. One statement."""
    rows = _lines.rows(pupil=cycle.pupil_id, cycle=cycle.id, here=sight.required().setting)
    own = [row for row in rows if row.cycle == cycle.id and row.stage == "do"]
    events = [
        Event(cycle.pupil_id, row.kind, row.occurred_on, row.data) for row in reversed(rows) if row.kind in CHANGES
    ]
    return Log([row for row in own if row.kind != "note"], [row for row in own if row.kind == "note"], events)
