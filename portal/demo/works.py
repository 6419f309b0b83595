"""The pause to learn that is going on in two settings, and who has read what works for Nia in Year 7."""

from collections.abc import Iterator
from datetime import date

from portal.accounts.models import Assignment, Membership
from portal.cycles.learn import actions as learning
from portal.cycles.learn import reflection_actions as reflecting
from portal.cycles.learn.actions import Learnt
from portal.cycles.learn.models import Reflection
from portal.cycles.learn.reflection_actions import Said
from portal.cycles.models import Cycle
from portal.cycles.review import actions as reviewing
from portal.demo.casting import Company, someone
from portal.demo.playing import Player, on
from portal.profile import actions as reading
from portal.profile.queries import stand_of
from portal.pupils.models import Pupil
from portal.transitions.queries import readings_waiting

FERNHILL, HARBOUR = "Fernhill Primary School", "Harbour Lane Academy"
_SUBJECTS = (
    ("Grace Adeyemi", "Science"), ("Luc Moreau", "French"), ("Hattie Boyle", "Art"), ("Owain Price", "Physical education"),
    ("Zainab Malik", "History"),
)  # fmt: skip
_READ = (
    ("Daniel Pryce", 4), ("Siobhan Keane", 4), ("Leanne Brookes", 4), ("Yusuf Demir", 7), ("Grace Adeyemi", 7),
    ("Hattie Boyle", 8), ("Imran Qureshi", 9),
)  # fmt: skip
_SAID = (
    Said("family", "Her family", {
        "helps": "One thing at a time.\nWe draw the day at breakfast.", "hinders": "Being asked “why” when she is upset.",
    }),
    Said("teacher", "The class teacher", {
        "helps": "The steps on a card, on the table before I start talking. A job to do first thing.",
        "hinders": "Being hurried. The sand timer.", "only_when": "Working in a pair: when she chooses who.",
        "motivation": "Showing it to the younger ones.",
    }),
)  # fmt: skip
_CHILD = {
    "helps": "The card with the steps.",
    "hinders": "When people talk about me.",
    "preferences": "Drawing it first.",
}


def play(company: Company) -> Iterator[str]:
    """Ten adults of 7P, of whom seven read Nia's page in her first days; a pause to learn at Fernhill and at Harbour Lane."""
    players = company.players | _subject_teachers(company)
    nia = Pupil.get((Pupil.forename == "Nia") & (Pupil.surname == "Oyelaran"))
    for name, day in _READ:
        on(date(2026, 9, day), 8)
        page = reading.ToRead(nia.id, stand_of(nia.id), readings_waiting(nia.id, players[name].person))
        reading.confirm(players[name].act(), [page])
    for setting in (FERNHILL, HARBOUR):
        _pause(company, setting)
    yield "What works: read by seven of Nia's ten teachers; two pauses to learn"


def _subject_teachers(company: Company) -> dict[str, Player]:
    house, found = company.houses[HARBOUR], {}
    for name, subject in _SUBJECTS:
        person = someone(name)
        Membership.create(
            person=person, setting=house.id, role="teacher", job_title=subject, starts_on=date(2021, 9, 1)
        )
        Assignment.create(person=person, setting=house.id, room=house.rooms["7P"], starts_on=date(2026, 9, 1))
        found[name] = Player(person, "teacher", house.id)
    return found


def _pause(company: Company, setting: str) -> None:
    """The first child there whose review is written down: everybody has said what they learnt, one thing is written."""
    cycle = (
        Cycle.select()
        .where((Cycle.setting == company.houses[setting].id) & (Cycle.stage == "review") & Cycle.closed_on.is_null())
        .where(Cycle.reviewed_on.is_null(False))
        .order_by(Cycle.id)
        .first()
    )
    if cycle is None:
        return
    act = company.senco(setting).act()
    on(date(2026, 11, 19), 15)
    reviewing.start_learning(act, cycle)
    child = Pupil.get_by_id(cycle.pupil_id)
    on(date(2026, 11, 20), 12)
    reflecting.reflect(act, cycle, Said("child", child.preferred_forename or child.forename, _CHILD))
    for said in _SAID:
        reflecting.reflect(act, cycle, said)
    made_of = Reflection.get((Reflection.cycle == cycle.id) & (Reflection.whose == "child"))
    learning.learn_several(
        act, cycle,
        [Learnt(
            "helps", "The card with the steps.", "Every lesson starts with the steps on a card", "Draw the steps of the morning",
            strategy=True, reflections=(made_of.id,),
        )],
    )  # fmt: skip
