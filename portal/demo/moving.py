"""Moves acted out, as far as they have come."""

from datetime import date, timedelta
from typing import NamedTuple

from portal.accounts.models import Membership
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Provision
from portal.demo.casting import Company
from portal.demo.playing import Player, on
from portal.organisation.models import Room
from portal.transitions import actions as moving
from portal.transitions import arrival_actions as arriving
from portal.transitions import continue_actions as continuing
from portal.transitions import handover_actions as handing
from portal.transitions.continue_actions import Choice
from portal.transitions.models import Transition
from portal.transitions.sharing import ASKED

# How far a move has come, in order; each step includes those before it.
STEPS = ("proposed", "told", "agreed", "sent", "accepted", "arrived", "met", "decided", "continued", "settled")


class Route(NamedTuple):
    """A move of one child. `no`: categories the family says no to; `choices`: strand to (choice, reason)."""

    pupil: int
    origin: str
    to: str
    room: str
    kind: str
    proposed: date
    moves_on: date
    family: str
    upto: str = "continued"
    no: tuple[str, ...] = ()
    choices: dict[str, tuple[str, str]] | None = None
    continued: date | None = None
    # Why the receiver starts again all the same; "" continues.
    restart: str = ""
    met_note: str = "We met at school. They do not have to tell it again."


def walk(company: Company, route: Route) -> tuple[Transition, Cycle | None]:
    """Take the steps of a move up to `upto`; the cycle is given once it is continued."""
    far = STEPS.index(route.upto)
    house = company.houses[route.to]
    sender, receiver = company.senco(route.origin), company.senco(route.to)
    on(route.proposed)
    plan = moving.Plan(house.id, "", route.kind, route.moves_on)
    move = moving.propose(sender.act(), route.pupil, plan)
    if far >= STEPS.index("told"):
        moving.tell_family(sender.act(), move, on=route.proposed, how="meeting")
    if far >= STEPS.index("agreed"):
        on(route.proposed + timedelta(days=2))
        answers = {category: category not in route.no for category in ASKED}
        moving.answer_sharing(sender.act(), move, answers, told_by=route.family)
    if far >= STEPS.index("sent"):
        on(route.proposed + timedelta(days=3))
        moving.send(sender.act(), move)
    if far >= STEPS.index("accepted"):
        on(route.proposed + timedelta(days=4))
        room = Room.get_by_id(house.rooms[route.room])
        arriving.accept(receiver.act(), move, room=room, key_person=None, readers=_readers(house.id))
    if far < STEPS.index("arrived"):
        return move, None
    return move, _arrive(company, route, move, receiver, far)


def _arrive(company: Company, route: Route, move: Transition, receiver: Player, far: int) -> Cycle | None:
    on(route.moves_on, 9)
    arriving.arrive(receiver.act(), move, route.moves_on)
    if far >= STEPS.index("met"):
        on(route.moves_on + timedelta(days=1))
        handing.meet_family(receiver.act(), move, on=route.moves_on + timedelta(days=1), note=route.met_note)
    if far >= STEPS.index("decided"):
        on(route.moves_on + timedelta(days=2))
        choices = _choices(route)
        if choices:
            continuing.decide(receiver.act(), move, choices)
    if far < STEPS.index("continued"):
        return None
    on(route.continued or route.moves_on + timedelta(days=3))
    if route.restart:
        return continuing.restart(receiver.act(), move, route.restart)
    return continuing.continue_cycle(receiver.act(), move, {})


def _choices(route: Route) -> dict[int, Choice]:
    running = Provision.select().where((Provision.pupil == route.pupil) & (Provision.status == "running"))
    choices = {}
    for strand in running.order_by(Provision.id):
        named = (route.choices or {}).get(strand.name, ("keep", ""))
        if named[0]:
            look_again = route.moves_on + timedelta(days=123) if named[0] == "pause" else None
            choices[strand.id] = Choice(named[0], named[1], look_again)
    return choices


def _readers(setting: int) -> list[int]:
    rows = Membership.select(Membership.person).where(
        (Membership.setting == setting) & Membership.role.in_(("teacher", "ta"))
    )
    return [person for (person,) in rows.order_by(Membership.id).limit(6).tuples()]
