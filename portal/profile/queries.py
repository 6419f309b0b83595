"""What works for a child, on one page: every learning in force of every cycle and setting, and the help that goes on."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from peewee import JOIN, fn

from portal.accounts.models import Person
from portal.cycles.assess.models import Contribution
from portal.cycles.help.given_by import giver
from portal.cycles.learn.models import Learning, Reading, Reflection
from portal.cycles.learn.prompts import PROMPTS
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Provision
from portal.pupils.settings_of import hidden
from portal.timeline.models import Entry


class Known(NamedTuple):
    """One learning in force. `own`: the child said it; `new`: it came since the reader read the page last."""

    id: int
    kind: str
    text: str
    ordinary: str
    home: str
    cycle: int
    on: date
    own: bool = False
    new: bool = False


class Given(NamedTuple):
    """Help that runs now; `who` as the reader may know them. A strategy is what every adult does."""

    id: int
    kind: str
    name: str
    detail: str
    when: str
    who: str


class Own(NamedTuple):
    """The child's own words. `prompt`: the question they answer (a column of Reflection), or ""."""

    prompt: str
    text: str
    on: date


class Stand(NamedTuple):
    """How the page stands: the newest learning on it (its id, 0 for none) and how many were retired."""

    newest: int
    retired: int

    def covers(self, other: Stand) -> bool:
        """Whether who read the page as it stood here knows all of `other`."""
        return self.newest >= other.newest and self.retired >= other.retired


class Works(NamedTuple):
    """What every adult should know, the child's own words first. `read`: how the page stood when the reader read it."""

    own: list[Own]
    known: list[Known]
    given: list[Given]
    stand: Stand
    read: Stand | None
    read_on: date | None
    retired_since: int

    def of(self, *kinds: str) -> list[Known]:
        """The learnings of these kinds, the newest first."""
        return [row for row in self.known if row.kind in kinds]

    @property
    def strategies(self) -> list[Given]:
        """What every adult does."""
        return [row for row in self.given if row.kind == "strategy"]

    @property
    def helps(self) -> list[Given]:
        """The other help that runs."""
        return [row for row in self.given if row.kind != "strategy"]

    @property
    def fresh(self) -> list[Known]:
        """What came since the reader read the page last."""
        return [row for row in self.known if row.new]

    @property
    def unread(self) -> bool:
        """Whether there is something that the reader has not said to have read."""
        return bool(self.known) and (self.read is None or not self.read.covers(self.stand))


def works_of(pupil: int, reader: int | None = None) -> Works:
    """The page of one child. At most six statements, however much is known. `reader`: a person, for what is new to them."""
    learnings, stand = _learnings(pupil)
    read, read_on = _read(pupil, reader) if reader is not None else (None, None)
    known = [row._replace(new=read is not None and row.id > read.newest) for row in learnings]
    since = stand.retired - read.retired if read else 0
    return Works(_own(pupil), known, _given(pupil), stand, read, read_on, since)


def _learnings(pupil: int) -> tuple[list[Known], Stand]:
    """What is in force, the newest cycle first, and how the page stands. One statement."""
    rows = list(
        Learning.select(
            Learning.id, Learning.kind, Learning.text, Learning.ordinary_teaching, Learning.home, Cycle.number,
            Learning.learnt_on, Reflection.whose, Learning.retired_on, Learning.audience,
        )
        .join(Cycle)
        .join_from(Learning, Reflection, JOIN.LEFT_OUTER, on=Learning.reflection == Reflection.id)
        .where(Learning.pupil == pupil)
        .order_by(Cycle.number.desc(), Learning.id.desc())
        .tuples()
    )  # fmt: skip
    known = [Known(*row[:7])._replace(own=row[7] == "child") for row in rows if row[8] is None]
    counted = [row for row in rows if not row[9].startswith("restricted")]
    newest = max((row[0] for row in counted if row[8] is None), default=0)
    return known, Stand(newest, sum(row[8] is not None for row in counted))


COUNTED = ~Learning.audience.startswith("restricted")
"""A restricted learning is not the same for every reader: whether somebody has read the page does not rest on it."""


def stand_of(pupil: int) -> Stand:
    """How a child's page stands. One statement."""
    newest, retired = (
        Learning.select(fn.MAX(Learning.id).filter(Learning.retired_on.is_null()), fn.COUNT(Learning.retired_on))
        .where((Learning.pupil == pupil) & COUNTED)
        .tuples()
        .get()
    )
    return Stand(newest or 0, retired)


def _read(pupil: int, reader: int) -> tuple[Stand | None, date | None]:
    row = (
        Reading.select(Reading.newest, Reading.retired, Reading.read_on)
        .where((Reading.pupil == pupil) & (Reading.person == reader))
        .order_by(Reading.id.desc())
        .tuples()
        .first()
    )
    return (Stand(row[0] or 0, row[1]), row[2]) if row else (None, None)


def _given(pupil: int) -> list[Given]:
    rows = (
        Provision.select(
            Provision.id, Provision.kind, Provision.name, Provision.detail, Provision.when_text, giver(hidden(pupil))
        )
        .join(Person, JOIN.LEFT_OUTER, on=Provision.deliverer == Person.id)
        .where((Provision.pupil == pupil) & (Provision.status == "running"))
        .order_by(Provision.kind.desc(), Provision.id)
        .tuples()
    )
    return [Given(number, kind, name, detail, when, who or "") for number, kind, name, detail, when, who in rows]


def _own(pupil: int) -> list[Own]:
    """The child's newest reflection, the newest view they gave, and what they said last on their own page: what is in sight."""
    reflection = (
        Reflection.select()
        .where((Reflection.pupil == pupil) & (Reflection.whose == "child"))
        .order_by(Reflection.given_on.desc(), Reflection.id.desc())
        .first()
    )
    found = [
        Own(prompt, text, reflection.given_on)
        for prompt in PROMPTS
        if reflection is not None and (text := getattr(reflection, prompt).strip())
    ]
    view = (
        Contribution.select(Contribution.text, Contribution.given_on)
        .where((Contribution.pupil == pupil) & (Contribution.whose == "child") & (Contribution.source == "views"))
        .where(Contribution.text != "")
        .order_by(Contribution.given_on.desc(), Contribution.id.desc())
        .tuples()
        .first()
    )
    said = (
        Entry.select(Entry.body, Entry.occurred_on)
        .where((Entry.pupil == pupil) & (Entry.kind == "child_view") & (Entry.body != ""))
        .order_by(Entry.occurred_on.desc(), Entry.id.desc())
        .tuples()
        .first()
    )
    # A view for a review stands in the timeline too: told once.
    words = [Own("", text, on) for text, on in dict.fromkeys(filter(None, (view, said)))]
    return found + sorted(words, key=lambda row: row.on, reverse=True)
