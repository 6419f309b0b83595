"""Reads of our understanding of need through time: the versions in each area, one of them beside the one before."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from flask_babel import LazyString
from peewee import JOIN

from portal.accounts.models import Person
from portal.cycles.assess.earlier import named
from portal.cycles.assess.models import Contribution, Ground, Understanding
from portal.cycles.assess.understanding_words import WHOLE, Piece, area_name, compared, lines
from portal.cycles.models import Cycle
from portal.pupils.settings_of import Places, places


class Rests(NamedTuple):
    """A piece of evidence that a version rests on."""

    name: str
    text: str
    on: date


class Version(NamedTuple):
    """One version as its page shows it. `by` and `place` as the reader may know them."""

    number: int
    on: date
    by: str
    place: str
    cycle: int | None
    cycle_number: int | None
    statement: list[Piece]
    barriers: list[Piece]
    changed: str
    why: str
    rests_on: list[Rests]


class Area(NamedTuple):
    """An area that something is written in: how its address names it, and how many versions it has."""

    address: str
    name: LazyString | str
    versions: int
    current: bool


class Step(NamedTuple):
    """A version in the list of all, for the way there."""

    number: int
    on: date
    place: str


class History(NamedTuple):
    """What the page of all versions shows; `version` is None while nothing is written."""

    areas: list[Area]
    address: str
    name: LazyString | str
    version: Version | None
    steps: list[Step]
    older: int | None
    newer: int | None


def story_of(pupil: int, area: str | None, number: int) -> History:
    """The versions in an area (the first that has any, without one) and the version `number` (the newest, for 0).

    Six statements at most.
    """
    heads = list(
        Understanding.select(Understanding.area, Understanding.number, Understanding.written_on, Understanding.setting)
        .where(Understanding.pupil == pupil)
        .order_by(Understanding.area, Understanding.number)
        .tuples()
    )
    counts = {each: sum(row[0] == each for row in heads) for each in dict.fromkeys(row[0] for row in heads)}
    here = area if area is not None else next(iter(counts), "")
    known = places(pupil)
    steps = [Step(row[1], row[2], known.labels.get(row[3], "")) for row in heads if row[0] == here]
    numbers = [step.number for step in steps]
    wanted = number if number in numbers else (numbers[-1] if numbers else 0)
    at = numbers.index(wanted) if wanted else 0
    return History(
        areas=[Area(each or WHOLE, area_name(each), count, each == here) for each, count in counts.items()],
        address=here or WHOLE,
        name=area_name(here),
        version=_version(pupil, here, wanted, numbers[at - 1] if at else None, known) if wanted else None,
        steps=steps[::-1],
        older=numbers[at - 1] if at else None,
        newer=numbers[at + 1] if wanted and at + 1 < len(numbers) else None,
    )


def _version(pupil: int, area: str, number: int, before: int | None, known: Places) -> Version:
    rows = {
        row.number: row
        for row in Understanding.select(Understanding, Person.name, Cycle.number)
        .join(Person, JOIN.LEFT_OUTER, on=(Understanding.by == Person.id), attr="writer")
        .switch(Understanding)
        .join(Cycle, JOIN.LEFT_OUTER, on=(Understanding.cycle == Cycle.id), attr="turn")
        .where(
            (Understanding.pupil == pupil)
            & (Understanding.area == area)
            & Understanding.number.in_([number, before or number])
        )
    }
    row, secret = rows[number], known.hidden
    old = rows.get(before or 0)
    writer, turn = getattr(row, "writer", None), getattr(row, "turn", None)
    return Version(
        number=number,
        on=row.written_on,
        by=writer.name if writer and row.setting_id not in secret else "",
        place=known.labels.get(row.setting_id, ""),
        cycle=row.cycle_id if turn else None,
        cycle_number=turn.number if turn else None,
        statement=compared(old.statement, row.statement) if old else [Piece("same", row.statement)],
        barriers=_lines_compared(old.barriers if old else row.barriers, row.barriers),
        changed=row.changed,
        why=row.why,
        rests_on=_rests(row, secret),
    )


def _lines_compared(before: str, after: str) -> list[Piece]:
    """Barriers line by line: those that stay or are new, in today's order, then those that are gone."""
    old, new = lines(before), lines(after)
    found = [Piece("same" if line in old else "added", line) for line in new]
    return found + [Piece("gone", line) for line in old if line not in new]


def _rests(row: Understanding, secret: frozenset[int]) -> list[Rests]:
    evidence = (
        Contribution.select()
        .join(Ground, on=(Ground.contribution == Contribution.id))
        .where(Ground.understanding == row.id)
        .order_by(Contribution.given_on, Contribution.id)
    )
    return [Rests(named(each, secret), each.text, each.given_on) for each in evidence]
