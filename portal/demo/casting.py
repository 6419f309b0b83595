"""The adults of the demo in their roles, found by name, and who can sign in."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from portal import clock
from portal.accounts.models import Assignment, Membership, Person
from portal.demo.people import STAFF
from portal.demo.places import Place
from portal.demo.playing import Player
from portal.demo.stock import Stock
from portal.demo.timetable import Diary
from portal.organisation.models import Setting

SINCE = date(2017, 9, 1)


class House(NamedTuple):
    """A setting with its rooms (name to id)."""

    place: Place
    id: int
    rooms: dict[str, int]


class Company(NamedTuple):
    """Everybody: settings by name, adults by name; the lists they choose from, and when they are with which group."""

    houses: dict[str, House]
    players: dict[str, Player]
    stock: Stock
    diary: Diary

    def senco(self, setting: str) -> Player:
        """Who coordinates there (the childminder is everything)."""
        return next(
            self.players[adult.name]
            for adult in STAFF
            if adult.setting == setting and adult.role in ("senco", "childminder")
        )

    def names(self, setting: str, role: str) -> list[str]:
        """The adults of a setting in a role; its SENCO where it has none."""
        found = [adult.name for adult in STAFF if adult.setting == setting and adult.role == role]
        return found or [adult.name for adult in STAFF if adult.setting == setting][:1]


def cast(houses: dict[str, House]) -> Company:
    """Make the staff, the authority's people and the professionals."""
    players = {}
    for adult in STAFF:
        house = houses.get(adult.setting)
        person = someone(adult.name, profession=adult.title if adult.role == "professional" else "")
        Membership.create(
            person=person, setting=house.id if house else None, role=adult.role, job_title=adult.title, starts_on=SINCE
        )
        if house and adult.room:
            Assignment.create(person=person, setting=house.id, room=house.rooms[adult.room], starts_on=date(2026, 9, 1))
        players[adult.name] = Player(person, adult.role, house.id if house else None)
    return Company(houses, players, Stock(), Diary())


def someone(name: str, profession: str = "") -> int:
    """A person with an account's address; its id."""
    address = ".".join("".join(c for c in word if c.isalpha()) for word in name.lower().split())
    same = Person.select().where(Person.email.startswith(address)).count()
    email = f"{address}{same or ''}@example.org"
    organisation = "Westmere Children’s Services" if profession else ""
    made = Person.create(
        name=name, email=email, profession=profession, organisation=organisation, created_at=clock.now(),
        # Their addresses reach nobody: whatever is sent from a demo stays in the portal.
        notices_by_mail=False,
    )  # fmt: skip
    return int(made.id)


def who_can_sign_in() -> Iterator[str]:
    """A few lines that name people worth being."""
    yield f"{Setting.select().count()} settings. Sign in at /demo, one button for each person. For a start:"
    yield "  Ruth Mensah, SENCO of Harbour Lane: Nia’s page, the thread from nursery to Year 7"
    yield "  Anjali Deshmukh, SENCO of Fernhill: a full Monday; Tomasz has just come from Millbrook"
    yield "  Kelechi Obi, teaching assistant: two taps to log a group"
    yield "  Magda Wieczorek, Tomasz’s mother; Folake Oyelaran, Nia’s mother; and Nia herself"
    yield "  Lorna Pike, SEND officer of the authority"
