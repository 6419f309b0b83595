"""From rows of a child's life to the facts of the thread picture: bands, links, strands and what became of them.

Pure but for words (in the reader's language). Rows hold only what the reader may see, so the picture does too.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from flask_babel import gettext as _
from flask_babel import ngettext

from portal.organisation.calendar import academic_year, age, year_group
from portal.thread.plan_queries import Help, Learnt
from portal.thread.queries import Head, Place, Turn
from portal.thread.strands import helps_as_strands, learnings_as_strands
from portal.timeline.thread_facts import Arrival, Band, Link, Room, Span, Thread

LETTERS = {"assess": "A", "plan": "P", "do": "D", "review": "R", "learn": "L"}
_TINTS = {"childminder": 1, "nursery": 1, "primary": 2, "secondary": 3, "all_through": 3, "post16": 1}
# Between two cycles: shorter than this is a holiday, not a time without help.
_REST_DAYS = 120
_TERM_DAYS = 122


def thread_of(
    head: Head, places: list[Place], turns: list[Turn], helps: list[Help], learnings: list[Learnt], names: dict[int, str],
    today: date, now: str,
) -> Thread:  # fmt: skip
    """Everything that the picture of this child shows. ``names``: setting id to name; ``now``: words beside today."""
    links = tuple(Link(turn.number, turn.opened_on, turn.closed_on, LETTERS[turn.stage]) for turn in turns)
    mains = [place for place in places if place.main and place.state != "coming" and place.starts_on <= today]
    arrivals = {place.id: _arrival(place, turns) for place in mains}
    bands = tuple(
        Band(
            names[place.setting], place.starts_on, place.ended_on, _tint(place, head.born_on),
            tuple(_rooms(place, head.born_on, links, today)), arrivals[place.id] if index else "first",
            place.restart_reason or "",
        )
        for index, place in enumerate(mains)
    )  # fmt: skip
    seconds = tuple(
        Band(names[place.setting], place.starts_on, place.ended_on, _tint(place, head.born_on), second=True)
        for place in places
        if not place.main and place.state != "coming" and place.starts_on <= today
    )
    strands = [*helps_as_strands(helps, mains, turns, names, today), *learnings_as_strands(learnings, mains, turns)]
    return Thread(
        bands=(*bands, *seconds),
        links=links,
        strands=tuple(strands),
        today=today,
        birth=head.born_on,
        rests=tuple(_rests(links, [band.start for band in bands[1:]])),
        now=now,
    )


def one_row_each(places: list[Place]) -> list[Place]:
    """Each place once, with the last of the moves that led there."""
    return list({place.id: place for place in places}.values())


def _tint(place: Place, born: date) -> int:
    by_age = 1 if age(born, place.starts_on) < 5 else 2 if age(born, place.starts_on) < 11 else 3
    return _TINTS.get(place.phase, by_age)


def _arrival(place: Place, turns: list[Turn]) -> Arrival:
    here = [turn for turn in turns if turn.opened_at == place.setting and turn.opened_on >= place.starts_on]
    again = place.move_state == "restarted" or bool(here and here[0].restart_reason)
    return "restarted" if again else "continued"


def _rooms(place: Place, born: date, links: tuple[Link, ...], today: date) -> Iterator[Room]:
    """A room in early years; at school one year group after the other, years without a cycle drawn together."""
    if _tint(place, born) == 1 and place.phase != "post16":
        if place.room:
            yield Room(place.room, place.starts_on)
        return
    end = min(place.ended_on or today, today)
    years = range(academic_year(place.starts_on), academic_year(end) + 1)
    starts = [max(date(year, 9, 1), place.starts_on) for year in years]
    held = [
        any(link.start < date(year + 1, 9, 1) and (link.end or today) >= date(year, 9, 1) for link in links)
        for year in years
    ]
    quiet_from: date | None = None
    for start, busy, next_busy in zip(starts, held, [*held[1:], True], strict=True):
        if not busy and not next_busy:
            quiet_from = quiet_from or start
            continue
        yield _year(quiet_from or start, start, born)
        quiet_from = None


def _year(first: date, last: date, born: date) -> Room:
    begin, end = year_group(born, first), year_group(born, last)
    if begin != end:
        return Room(_("Y%(first)s to %(last)s", first=max(begin, 0), last=end), first, "…")
    if end <= 0:
        return Room(_("Reception") if end == 0 else _("Nursery"), first, _("R") if end == 0 else _("N"))
    return Room(_("Year %(number)s", number=end), first, _("Y%(number)s", number=end))


def _rests(links: tuple[Link, ...], moves: list[date]) -> Iterator[Span]:
    """Times without a cycle; named only where no move stands in the same place."""
    for before, after in pairwise(links):
        if before.end and (after.start - before.end).days > _REST_DAYS:
            terms = round((after.start - before.end).days / _TERM_DAYS)
            crossed = any(before.end <= move <= after.start for move in moves)
            words = (_("no cycle"), ngettext("%(num)d term", "%(num)d terms", terms))
            yield Span(before.end, after.start, () if crossed else words)
