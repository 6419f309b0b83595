"""Who is offered in the written record of a review, and what it begins with."""

from __future__ import annotations

from collections.abc import Sequence

from portal.cycles.facts import Receiver
from portal.cycles.forms import RATINGS
from portal.cycles.models import Cycle
from portal.cycles.plan.meeting_actions import key_of
from portal.cycles.plan.models import Attendee, Outcome
from portal.cycles.review.arrange_queries import attendees, proposed
from portal.cycles.review.opinion_queries import opinions_of
from portal.cycles.review.record_forms import Seat

MOST = 20
"""More people are typed: a longer list of ticks nobody reads."""


def seats(cycle: Cycle) -> list[Seat]:
    """Those who were asked; where nobody was, child, family, staff and professionals around the child."""
    asked = attendees(cycle)
    opinions = {key_of(row.person_id, row.name): row for row in opinions_of(cycle) if not row.own}
    rows = {key_of(row.person_id, row.name): row for row in asked}
    guests = _asked(asked) if asked else proposed(cycle, ())
    child = Receiver(cycle.pupil.name, "", None)
    if key_of(None, child.name) not in {key_of(one.person, one.name) for one in guests}:
        guests = [child, *guests]
    found = []
    for guest in guests[:MOST]:
        key = key_of(guest.person, guest.name)
        found.append(Seat(guest, rows.get(key), _expected(rows.get(key)), opinions.get(key)))
    return found


def _asked(rows: Sequence[Attendee]) -> list[Receiver]:
    return [Receiver(row.name, row.role, row.person_id) for row in rows]


def _expected(row: Attendee | None) -> bool:
    """Whether somebody came, or said they would; of the others a person says it."""
    if row is None:
        return False
    return bool(row.came) if row.came is not None else row.answer == "coming"


def difference_made(outcomes: Sequence[Outcome]) -> str:
    """What the record begins with: each outcome with its rating and evidence, so that nobody types them again."""
    rated = dict(RATINGS)
    lines = (
        f"{row.text.rstrip(' .')}: {str(rated[row.rating]).lower()}. {row.evidence}"
        for row in outcomes
        if row.rating in rated
    )
    return "\n".join(line.strip() for line in lines)
