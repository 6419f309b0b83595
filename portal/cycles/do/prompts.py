"""Prompts, not nagging: three things that are worth a question while a plan is under way, pure.

Nothing was logged for two school weeks · half of the sessions were lost · the target is reached before its day.
Only for help that runs, only on school days, only to staff, and quiet for a while once somebody has answered.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

QUIET_DAYS = 10
"""School days without anything logged: two weeks of school."""
FEWEST = 4
"""Of fewer planned sessions nobody says that half were lost."""
LOOKS_BACK = timedelta(weeks=6)
"""How far back sessions count: what was lost long ago was asked about then."""
QUIET_FOR = timedelta(weeks=2)
"""How long an answered prompt stays quiet."""


class Kind(StrEnum):
    """What is asked about."""

    QUIET = "quiet"
    LOST = "lost"
    REACHED = "reached"


class Logged(NamedTuple):
    """One session as it was logged. `measure` as typed; `value`: its number where it has one."""

    on: date
    given: bool
    cause: str
    value: float | None = None


class Facts(NamedTuple):
    """What the rules look at for one kind of help.

    `due`: days on which a session was planned, oldest first, up to yesterday, without holidays and pauses.
    `sessions`: the log of the last weeks, oldest first. `goal`: the number to reach, with where it started from.
    """

    running: bool
    due: Sequence[date]
    open_days: Sequence[date]
    sessions: Sequence[Logged] = ()
    goal: float | None = None
    baseline: float | None = None
    rated: bool = False
    before_review: bool = True
    # What was due or lost before this day does not count any more.
    since: date = date.min
    # The authority's rule of after how many school days support counts as not logged.
    quiet_days: int = QUIET_DAYS


class Prompt(NamedTuple):
    """A question. `since`: the last logged day (None: never); `lost` of `planned`, with the main `cause`; `value`: the last."""

    kind: Kind
    since: date | None = None
    lost: int = 0
    planned: int = 0
    cause: str = ""
    value: float | None = None


def prompts(facts: Facts, quiet: Collection[str] = ()) -> list[Prompt]:
    """What is worth asking of one kind of help; `quiet`: kinds that somebody answered lately.

    Where nothing is logged nothing can be said of what was lost: one question at a time.
    """
    if not facts.running:
        return []
    found = [_quiet(facts) or _lost(facts), _reached(facts)]
    return [one for one in found if one is not None and one.kind not in quiet]


def _quiet(facts: Facts) -> Prompt | None:
    last = facts.sessions[-1].on if facts.sessions else None
    due = [day for day in facts.due if last is None or day > last]
    if not due:
        return None
    passed = sum(1 for day in facts.open_days if day >= due[0])
    return Prompt(Kind.QUIET, since=last) if passed >= facts.quiet_days else None


def _lost(facts: Facts) -> Prompt | None:
    logged = [session for session in facts.sessions if session.on >= facts.since]
    causes = Counter(session.cause for session in logged if not session.given)
    lost = sum(causes.values())
    planned = max(sum(1 for day in facts.due if day >= facts.since), len(logged))
    if planned < FEWEST or lost * 2 < planned:
        return None
    main = sorted(causes.items(), key=lambda pair: (-pair[1], pair[0]))[0][0]
    return Prompt(Kind.LOST, lost=lost, planned=planned, cause=main)


def _reached(facts: Facts) -> Prompt | None:
    """The goal on two sessions running, the last two that were measured, and its review is still to come."""
    if facts.goal is None or facts.rated or not facts.before_review:
        return None
    values = [session.value for session in facts.sessions if session.value is not None][-2:]
    downwards = facts.baseline is not None and facts.baseline > facts.goal
    if len(values) < 2 or not all(value <= facts.goal if downwards else value >= facts.goal for value in values):
        return None
    return Prompt(Kind.REACHED, value=values[-1])


def still_quiet(answers: Mapping[str, date], today: date) -> set[str]:
    """The kinds of which the newest answer asks for quiet today: kind → the last quiet day."""
    return {kind for kind, until in answers.items() if today <= until}
