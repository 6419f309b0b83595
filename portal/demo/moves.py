"""Moves under way on the demo's Monday, in every state in which a move can stand."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from peewee import fn

from portal.config import DEMO_DAY
from portal.demo.casting import Company
from portal.demo.children import GIVEN
from portal.demo.moving import STEPS, Route, walk
from portal.demo.playing import on
from portal.organisation.models import Setting
from portal.pupils.models import Placement, Pupil
from portal.timeline.record import Story, record
from portal.transitions import actions as moving
from portal.transitions import arrival_actions as arriving
from portal.transitions import continue_actions as continuing
from portal.transitions.models import Transition
from portal.transitions.sharing import ASKED


class Wave(NamedTuple):
    """Some children of a year at one setting who move to another, each to a different step."""

    origin: str
    year: str
    to: str
    room: str
    kind: str
    moves_on: date
    steps: tuple[str, ...]


_LAST, _NEXT = date(2026, 11, 9), date(2027, 1, 4)
WAVES = (
    Wave("Millbrook Nursery", "N2", "Fernhill Primary School", "Oak", "nursery_to_reception", _NEXT, ("proposed", "agreed", "sent")),
    Wave("Larkspur Pre-school", "N2", "St Bede’s Catholic Primary School", "Reception", "nursery_to_reception", _NEXT, ("told", "accepted")),
    Wave("Oakfield Primary School", "4", "Fernhill Primary School", "Beech", "mid_year", _LAST, ("arrived", "met", "decided", "continued")),
    Wave("Fernhill Primary School", "2", "Oakfield Primary School", "Owls", "mid_year", _LAST, ("decided", "restarted", "no_show")),
    Wave("St Bede’s Catholic Primary School", "5", "Tideway Junior School", "5T", "mid_year", _LAST, ("met", "continued")),
    Wave("Tideway Junior School", "6", "Harbour Lane Academy", "7P", "year_6_to_7", date(2027, 9, 1), ("proposed", "told", "agreed")),
    Wave("Kestrel Park School", "9", "Bridge Academy", "Bridge 1", "to_ap", _LAST, ("arrived", "dual")),
    Wave("Harbour Lane Academy", "8", "Kestrel Park School", "8A", "managed_move", _NEXT, ("sent", "cancelled", "accepted")),
    Wave("Kestrel Park School", "11", "Westmere College", "Foundation", "to_post_16", date(2027, 9, 1), ("proposed", "away")),
    Wave("Oakfield Primary School", "1", "Fernhill Primary School", "Willow", "mid_year", _NEXT, ("told", "agreed", "sent", "accepted", "proposed")),
)  # fmt: skip


def play(company: Company) -> Iterator[str]:
    """All waves; then how many moves stand in which state."""
    for wave in WAVES:
        pupils = _some(company.houses[wave.origin].id, wave.year, len(wave.steps))
        for pupil, step in zip(pupils, wave.steps, strict=False):
            _go(company, wave, pupil, step)
    states = dict(Transition.select(Transition.state, fn.COUNT(Transition.id)).group_by(Transition.state).tuples())
    yield f"{sum(states.values())} moves: " + ", ".join(f"{count} {state}" for state, count in sorted(states.items()))
    _withhold(company)


def _some(setting: int, year: str, count: int) -> list[tuple[int, str]]:
    """Children of that year there, with their name, who are in no other move."""
    moving_already = Transition.select(Transition.pupil)
    rows = (
        Pupil.select(Pupil.id, Pupil.surname)
        .join(Placement)
        .where((Placement.setting == setting) & (Placement.state == "current") & (Placement.year_group == year))
        .where(Pupil.id.not_in(moving_already))
        .order_by(Pupil.id)
        .limit(count)
    )
    return list(rows.tuples())


def _go(company: Company, wave: Wave, pupil: tuple[int, str], step: str) -> None:
    family = f"{GIVEN[pupil[0] % len(GIVEN)]} {pupil[1]}"
    stop = {"restarted": "met", "no_show": "accepted", "cancelled": "agreed", "dual": "accepted", "away": ""}.get(
        step, step
    )
    proposed = min(wave.moves_on - timedelta(days=20), DEMO_DAY - timedelta(days=6 + STEPS.index(stop or "told")))
    sender, receiver = company.senco(wave.origin), company.senco(wave.to)
    if step == "away":
        on(proposed)
        plan = moving.Plan(None, "Northfield College, outside Westmere", wave.kind, date(2026, 11, 16))
        move = moving.propose(sender.act(), pupil[0], plan)
        moving.tell_family(sender.act(), move, on=proposed, how="phone")
        moving.answer_sharing(sender.act(), move, dict.fromkeys(ASKED, True), told_by=family)
        moving.send(sender.act(), move)
        on(date(2026, 11, 16))
        arriving.leave(sender.act(), move, date(2026, 11, 16))
        return
    kind = "dual" if step == "dual" else wave.kind
    route = Route(pupil[0], wave.origin, wave.to, wave.room, kind, proposed, wave.moves_on, family, upto=stop)
    move, _cycle = walk(company, route)
    on(max(wave.moves_on, proposed) + timedelta(days=4) if wave.moves_on < DEMO_DAY else DEMO_DAY - timedelta(days=2))
    if step == "restarted":
        continuing.restart(
            receiver.act(),
            move,
            "The plan was for a class with a nurture room; there is none here, and the family asked to begin with new eyes.",
        )
    if step == "no_show":
        arriving.did_not_arrive(receiver.act(), move, "The family stayed after all; the new flat fell through.")
    if step == "cancelled":
        moving.cancel(sender.act(), move, "The managed move was not needed after the meeting of 16 November.")
    if step == "dual":
        arriving.arrive(receiver.act(), move, wave.moves_on)


def _withhold(company: Company) -> None:
    """One child's present setting is withheld: a setting, to everybody else."""
    house = Setting.get(Setting.name == "Tideway Infant School")
    place = (
        Placement.select()
        .where((Placement.setting == house) & (Placement.state == "current"))
        .order_by(Placement.id)
        .first()
    )
    place.withheld = True
    on(DEMO_DAY)
    story = Story("child_changed", "The setting is withheld", audience="setting")
    record(company.senco("Tideway Infant School").act(), story, place, pupil=place.pupil_id)
