"""The shape of an invented child's story, from which `telling.py` acts it out."""

from datetime import date
from typing import NamedTuple


class Aim(NamedTuple):
    """A SMART target, what was found of it at the review, and the evidence."""

    name: str
    does_what: str
    how_well: str
    where: str
    how: str
    when: str
    by: str
    baseline: str
    rating: str = ""
    evidence: str = ""
    start: str = ""
    goal: str = ""
    unit: str = ""


class Strand(NamedTuple):
    """A provision."""

    name: str
    detail: str
    kind: str = "strategy"
    deliverer: str = ""
    minutes: int = 0
    times: int = 0
    weeks: int = 0
    group: int = 0
    when: str = ""
    place: str = ""


class Log(NamedTuple):
    """A session of a strand: days after Do began, given or the cause, engagement, what was seen."""

    strand: str
    after: int
    cause: str = ""
    engagement: int = 0
    seen: str = ""
    measure: str = ""


class Learnt(NamedTuple):
    """kind: helps, hinders or only_when; `ordinary` is what ordinary teaching takes on."""

    kind: str
    text: str
    ordinary: str = ""


class Turn(NamedTuple):
    """One cycle, from Assess to Learn; `reviewed` None: it is under way."""

    opened: date
    planned: date
    began: date
    review_on: date
    reviewed: date | None
    closed: date | None
    teacher: str
    understanding: str
    barriers: str
    changed: str
    why: str
    child_says: str
    family_says: str
    evidence: tuple[tuple[str, str, str], ...]  # source, reach, text
    verb: str
    outcome: str
    aims: tuple[Aim, ...]
    strands: tuple[Strand, ...] = ()
    ended: tuple[tuple[str, str, str], ...] = ()  # strand, finished | stopped | lost | paused, why
    logs: tuple[Log, ...] = ()
    child_reviews: str = ""
    family_reviews: str = ""
    teacher_reviews: str = ""
    impact: str = ""
    learnt: tuple[Learnt, ...] = ()
    ordinary: str = ""
    # Help that already runs and now serves a target: (strand, which aim)
    serves: tuple[tuple[str, int], ...] = ()
    next_step: str = "next_cycle"


class Chapter(NamedTuple):
    """The cycles lived at one setting."""

    setting: str
    room: str
    year: str
    turns: tuple[Turn, ...]
