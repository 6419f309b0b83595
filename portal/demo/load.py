"""`flask demo`: the fictional authority, acted out by the portal's own actions.

Deterministic; about 20 seconds. In the demo it is always Monday 23 November 2026.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

from portal import clock, schema
from portal.config import DEMO_DAY as TODAY
from portal.db import database
from portal.demo import (
    answering,
    casting,
    crowd,
    early,
    in_lessons,
    lately,
    law,
    moves,
    nia,
    read,
    reviewing,
    sessions,
    works,
)
from portal.demo.places import CLOSURES, PLACES, TERMS
from portal.demo.playing import on
from portal.organisation.models import Closure, Room, Rule, Setting, Term
from portal.organisation.names import fold

DAY = datetime(TODAY.year, TODAY.month, TODAY.day, 9, 0, tzinfo=UTC)


def run(again: bool = False) -> Iterator[str]:
    """Load the demo unless it is there, saying how far it is. The caller holds a system scope."""
    if again:
        schema.rebuild()
    if Setting.select().exists():
        yield "The demo authority is there already."
    else:
        clock.fix(DAY)
        with database.atomic(), _uncollected():
            yield from _load()
        clock.pin(TODAY)
    yield from casting.who_can_sign_in()


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the search for cyclic garbage, a tenth of the time: some hundred megabytes for twenty seconds."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _load() -> Iterator[str]:
    on(date(2017, 9, 1))
    settings = _places()
    company = casting.cast(settings)
    lately.prices(company)
    yield f"{len(settings)} settings, {len(company.players)} adults"
    yield from nia.play(company)
    yield from crowd.play(company)
    yield from moves.play(company)
    yield from early.play(company)
    yield from lately.play(company)
    yield from law.play(company)
    yield from reviewing.play(company)
    yield from answering.play(company)
    yield from in_lessons.play(company)
    yield from sessions.play(company)
    yield from works.play(company)
    read.play()


def _places() -> dict[str, casting.House]:
    """The settings with their rooms, by name; the authority's terms and closures."""
    Rule.create(name="advice_service", setting_value="SENDIASS Westmere, 01632 960 441", changed_at=clock.now())
    for name, starts, ends in TERMS:
        Term.create(name=name, starts_on=starts, ends_on=ends)
    for kind, starts, ends in CLOSURES:
        Closure.create(kind=kind, starts_on=starts, ends_on=ends)
    houses = {}
    for place in PLACES:
        setting = Setting.create(
            name=place.name, name_fold=fold(place.name), phase=place.phase, type_name=place.type_name, urn=place.urn,
            urn_type=place.urn_type, street=place.street, postcode=place.postcode, town="Westmere",
            low_age=place.low_age, high_age=place.high_age, pupils_on_roll=place.roll, la_code="999",
            la_name="Westmere", source="demo", updated_at=clock.now(),
            whole_setting_scope=place.phase in ("nursery", "childminder"),
        )  # fmt: skip
        kind = "room" if place.phase == "nursery" else "form" if place.phase == "secondary" else "class"
        rooms = {
            name: Room.create(
                setting=setting, name=name, kind=kind, year_group=year, academic_year=None if kind == "room" else 2026
            ).id
            for name, year in place.rooms
        }
        houses[place.name] = casting.House(place, setting.id, rooms)
    return houses
