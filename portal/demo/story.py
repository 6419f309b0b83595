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
    # How often, and where the skill is used next, with whom, and who looks out for it.
    often: str = ""
    next_place: str = ""
    # What each level means, from -2 to 2 ("" where it is the target itself), and the level reached.
    levels: tuple[str, ...] = ()
    level: int | None = None


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
    # The word of the library under which the same help goes by other names; materials for one child, in pence.
    family: str = ""
    materials: int = 0


class Training(NamedTuple):
    """What somebody had to learn for a strand: `met` the day it was done, else why it is late ("": not yet due)."""

    strand: str
    who: str
    what: str
    by_when: date
    met: date | None = None
    late: str = ""


class Piece(NamedTuple):
    """A piece of evidence. `name`: whose, when it was not the teacher; `context`: where it was seen."""

    source: str
    reach: str
    text: str
    name: str = ""
    context: str = ""


class Sitting(NamedTuple):
    """An instrument taken on a day: its code, and results by the code of the scale, as somebody types them."""

    instrument: str
    on: date
    results: dict[str, str]
    tester: str
    source: str = "current"
    reach: str = "universal"
    informant: str = ""
    form: str = ""
    note: str = ""


class Insight(NamedTuple):
    """What is understood in one area of need. An empty `statement` confirms the one that holds, because `why`."""

    area: str
    statement: str
    barriers: str
    changed: str
    why: str


class Clash(NamedTuple):
    """Accounts that differ: (whose name, what their context may explain); how it ended: resolved, carried, or "" open."""

    about: str
    hypothesis: str
    test: str
    sides: tuple[tuple[str, str], ...]
    state: str = ""
    came_of_it: str = ""


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


class GoesOn(NamedTuple):
    """Help that runs already and now serves an aim; with whom and when from now on, where that changes."""

    strand: str
    aim: int
    deliverer: str = ""
    when: str = ""
    place: str = ""


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
    evidence: tuple[tuple[str, ...], ...]  # as Piece
    verb: str
    outcome: str
    aims: tuple[Aim, ...]
    strands: tuple[Strand, ...] = ()
    ended: tuple[tuple[str, str, str], ...] = ()  # strand, finished | stopped | lost | paused, why
    logs: tuple[Log, ...] = ()
    child_reviews: str = ""
    family_reviews: str = ""
    teacher_reviews: str = ""
    # How the family saw the next step differently, and what was added to the sealed record.
    unlike: str = ""
    addendum: str = ""
    impact: str = ""
    learnt: tuple[Learnt, ...] = ()
    ordinary: str = ""
    # Help that already runs and goes on in this plan.
    serves: tuple[GoesOn, ...] = ()
    next_step: str = "next_cycle"
    # What is known of a child beside the story: numbers, areas of need, accounts that differ.
    sittings: tuple[Sitting, ...] = ()
    insights: tuple[Insight, ...] = ()
    clashes: tuple[Clash, ...] = ()
    training: tuple[Training, ...] = ()
    # What was decided at the planning meeting, and the hope that the outcome serves.
    decided: str = ""
    hope: str = ""
    # Broad area of the outcome and of help that names none; the SENCO's support; when teacher and assistants talk.
    area: str = ""
    support: str = ""
    briefings: str = ""
    # Learnings set aside in this plan, by their first words, with the reason.
    aside: tuple[tuple[str, str], ...] = ()
    # The area in which `understanding` stands ("" is the whole child); whether the plan was agreed already.
    understood_in: str = ""
    agreed: bool = True
    # Specialists asked to the meeting; who takes over help that came along without anybody to give it.
    advisers: tuple[str, ...] = ()
    aide: str = ""


class Chapter(NamedTuple):
    """The cycles lived at one setting."""

    setting: str
    room: str
    year: str
    turns: tuple[Turn, ...]
