"""One thread from nursery to Year 7: the child whose page shows what the portal is for."""

from collections.abc import Iterator
from datetime import date

from portal.config import DEMO_DAY
from portal.cycles.models import Cycle
from portal.demo import early
from portal.demo import nia_infant as infant
from portal.demo import nia_nursery as nursery
from portal.demo import nia_secondary as secondary
from portal.demo import nia_year_5 as year_5
from portal.demo import nia_year_6 as year_6
from portal.demo.casting import Company
from portal.demo.entering import cast_at, parent_of
from portal.demo.moving import Route, walk
from portal.demo.nia_measured import SITTINGS
from portal.demo.nia_understood import ASIDE, CLASHES, DECIDED, HOPES, INSIGHTS, TRAINING
from portal.demo.playing import on
from portal.demo.story import Turn
from portal.demo.telling import tell
from portal.demo.worries import NIA, Unlisted
from portal.organisation.models import Room
from portal.pupils.models import Placement
from portal.register.actions import Informed, leave, put_on, set_needs
from portal.register.models import Registration
from portal.transitions.handover_actions import change_room

MILLBROOK, FERNHILL, HARBOUR = "Millbrook Nursery", "Fernhill Primary School", "Harbour Lane Academy"
MOTHER = "Folake Oyelaran"
# The class of each September at Fernhill.
CLASSES = ((2020, "Willow"), (2021, "Rowan"), (2022, "Ash"), (2023, "Beech"), (2024, "Elm"), (2025, "Hazel"))


class Life:
    """Nia's life so far, told chapter by chapter."""

    def __init__(self, company: Company) -> None:
        self.company = company
        start = date(2018, 1, 15)
        self.pupil = _came(company, start)
        self.mother = parent_of(self.pupil, MOTHER, "mother", start)
        parent_of(self.pupil, "Nia Oyelaran", "self", date(2026, 9, 1))
        self.setting = MILLBROOK

    def live(self, turn: Turn, number: int, cycle: Cycle | None = None) -> None:
        """Act out one cycle where she is, with all that is known of her in it."""
        turn = turn._replace(
            sittings=SITTINGS.get(number, ()), insights=INSIGHTS.get(number, ()), clashes=CLASHES.get(number, ()),
            training=TRAINING.get(number, ()), decided=DECIDED.get(number, ""), hope=HOPES.get(number, ""),
            aside=ASIDE.get(number, ()), area="CI" if number < 8 else "CL",
        )  # fmt: skip
        house = self.company.houses[self.setting]
        cast = cast_at(self.company, house, self.pupil, "Nia", turn.teacher, (MOTHER, self.mother))
        tell(cast, turn, DEMO_DAY, cycle)

    def room(self, day: date, name: str, note: str) -> None:
        """A small transition inside the setting."""
        on(day)
        house = self.company.houses[self.setting]
        place = Placement.get((Placement.pupil == self.pupil) & (Placement.state == "current"))
        change_room(
            self.company.senco(self.setting).act(), place, room=Room.get_by_id(house.rooms[name]), key_person=None,
            readers=(), note=note,
        )  # fmt: skip

    def rooms_between(self, first: int, last: int) -> None:
        """A new class each September."""
        for year, name in CLASSES:
            if first <= year <= last:
                self.room(date(year, 9, 3), name, f"{name} class. The new teacher has read what works for Nia.")

    def move(self, route: Route) -> Cycle | None:
        """Move on, and continue."""
        _move, cycle = walk(self.company, route)
        self.setting = route.to
        return cycle

    def rest(self) -> None:
        """Off the register in May 2021: ordinary provision met the need; back in September 2024."""
        senco = self.company.senco(FERNHILL).act()
        on(date(2021, 5, 12))
        registration = Registration.get((Registration.pupil == self.pupil) & Registration.ends_on.is_null())
        leave(
            senco,
            registration,
            date(2021, 5, 12),
            "ordinary_provision",
            "New words in topic lessons; noise; a change of teacher.",
        )
        self.rooms_between(2021, 2023)
        on(date(2024, 9, 6))
        put_on(senco, self.pupil, "K", date(2024, 9, 6), Informed(date(2024, 9, 6), "Anjali Deshmukh", "meeting"))


def _came(company: Company, start: date) -> int:
    """At Millbrook since September 2017; notes from November; on the register in January. The child's id."""
    child = Unlisted("Nia", "Oyelaran", date(2015, 3, 14), "F", MILLBROOK, "Ladybirds", "", date(2017, 9, 11), (NIA,))
    pupil = early.unlisted(company, child)
    early.note(company, pupil, NIA)
    on(start)
    senco = company.senco(MILLBROOK)
    put_on(senco.act(), pupil, "K", start, Informed(start, "Ivy Marsh", "meeting"), lead=senco.person)
    set_needs(senco.act(), pupil, ("SLCN",))
    return pupil


def play(company: Company) -> Iterator[str]:
    """Nia, from Ladybirds to Year 7."""
    nia = Life(company)
    nia.live(nursery.CYCLE_1, 1)
    nia.live(nursery.CYCLE_2, 2)
    nia.room(
        date(2018, 9, 3), "Kingfishers", "Pictures, waiting and the board go with her. Hannah starts each routine."
    )
    nia.live(nursery.CYCLE_3, 3)
    cycle = nia.move(
        Route(
            nia.pupil, MILLBROOK, FERNHILL, "Oak", "nursery_to_reception", date(2019, 6, 12), date(2019, 9, 4), MOTHER,
            choices={"Now-and-next board": ("adapt", "A strip of three photos for the Reception day.")},
            continued=date(2019, 9, 9),
        )
    )  # fmt: skip
    nia.live(infant.CYCLE_4, 4, cycle)
    nia.live(infant.CYCLE_5, 5)
    nia.rooms_between(2020, 2020)
    nia.live(infant.CYCLE_6, 6)
    nia.live(infant.CYCLE_7, 7)
    nia.rest()
    nia.rooms_between(2024, 2024)
    nia.live(year_5.CYCLE_8, 8)
    nia.live(year_5.CYCLE_9, 9)
    nia.rooms_between(2025, 2025)
    nia.live(year_6.CYCLE_10, 10)
    nia.live(year_6.CYCLE_11, 11)
    cycle = nia.move(
        Route(
            nia.pupil, FERNHILL, HARBOUR, "7P", "year_6_to_7", date(2026, 6, 10), date(2026, 9, 3), MOTHER,
            choices={
                "Now-and-next board": ("adapt", "A week planner strip in her pocket instead of the board."),
                "Vocabulary group": ("adapt", "Two sessions of 20 minutes with Yusuf Demir, in a group of four."),
                "Quiet start before the register": ("pause", "The learning base opens in January; form time is quiet."),
                "ELSA sessions": ("", ""),
            },
            continued=date(2026, 9, 9), met_note="Ruth and Daniel met Nia and her mother. Nobody asked them to tell it again.",
        )
    )  # fmt: skip
    nia.live(secondary.CYCLE_12, 12, cycle)
    yield "Nia: 12 cycles, from nursery to Year 7"
