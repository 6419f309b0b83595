"""The other children of Westmere: entered, some of them moved in September, each in a cycle of their own."""

from collections.abc import Iterator
from datetime import date

from portal.access import sight
from portal.config import DEMO_DAY
from portal.demo import early, tomasz
from portal.demo.casting import Company, House
from portal.demo.children import GIVEN, Sketch, sketch
from portal.demo.entering import cast_at, enter, parent_of
from portal.demo.moving import Route, walk
from portal.demo.people import STAFF
from portal.demo.playing import on
from portal.demo.telling import tell
from portal.demo.worries import TOMASZ, Unlisted
from portal.pupils.models import Involvement, Placement, Pupil
from portal.register.actions import Informed, put_on, set_needs
from portal.register.adding import NewChild, add_child

PARENTS = 38
# Where the children of a year come from when they move in September: setting and the year they were in.
_FEEDERS = {
    "R": (("Millbrook Nursery", "N2"), ("Larkspur Pre-school", "N2")),
    "7": (("Fernhill Primary School", "6"), ("Oakfield Primary School", "6"), ("Tideway Junior School", "6")),
    "12": (("Harbour Lane Academy", "11"), ("Kestrel Park School", "11")),
}
_KINDS = {"R": "nursery_to_reception", "7": "year_6_to_7", "12": "to_post_16", "3": "infant_to_junior"}
_MOVED_IN = date(2026, 9, 3)
RESTARTED = "The plan reached us in October only; by then the class teacher had begun with a new assessment."


def play(company: Company) -> Iterator[str]:
    """Every setting's register, then Tomasz, who has just moved."""
    number = 0
    for house in company.houses.values():
        for nth in range(house.place.children):
            _live(company, house, number, nth)
            number += 1
    yield f"{number} children on registers"
    _tomasz(company)
    claimed_twice(company)
    yield "Tomasz: in the middle of a cycle, three days after his move"


def _live(company: Company, house: House, number: int, nth: int) -> None:
    """One child: entered here, or at the setting before and moved."""
    drawn = sketch(
        number, house.place, nth, *_staff(company, house, house.place.rooms[nth % len(house.place.rooms)][0], nth)
    )
    origin = _origin(company, house, drawn, number) if len(drawn.turns) == 2 else None
    first = origin or house
    year = drawn.year if origin is None else _year_before(house, drawn)
    class_then = next((name for name, of in first.place.rooms if of == year), "") or drawn.room
    staff_then = _staff(company, first, class_then, nth)
    if origin is not None:
        before = sketch(number, house.place, nth, *staff_then).turns[0]
        drawn = drawn._replace(turns=(before, *drawn.turns[1:]))
    since = min(drawn.since, drawn.turns[0].opened) if drawn.turns else drawn.since
    child = NewChild(
        drawn.forename, drawn.surname, drawn.born_on, since, since, drawn.code, drawn.needs, sex=drawn.sex,
        room=first.rooms.get(class_then), year_group=year,
    )  # fmt: skip
    pupil = enter(company, first, child, staff_then[0], drawn.informed)
    family = (f"{GIVEN[number % len(GIVEN)]} {drawn.surname}", None)
    if number % 8 == 1 and number < PARENTS * 8:
        family = (family[0], parent_of(pupil, family[0], ("mother", "father")[number // 8 % 2], since))  # type: ignore[assignment]
    for at, turn in enumerate(drawn.turns):
        cycle = None
        if at == 1 and origin is not None:
            kind = _KINDS.get(drawn.year, "mid_year")
            route = Route(
                pupil, origin.place.name, house.place.name, drawn.room, kind, date(2026, 7, 2), _MOVED_IN, family[0],
                no=("family_views",) if number % 16 == 0 else (), continued=turn.opened,
                restart=RESTARTED if number % 20 == 0 else "",
            )  # fmt: skip
            cycle = walk(company, route)[1]
        where = first if at == 0 else house
        group = drawn.room if where is house else class_then
        cast = cast_at(company, where, pupil, drawn.forename, turn.teacher, family, group, number + 1)
        tell(cast, turn, DEMO_DAY, cycle)


def _staff(company: Company, house: House, room: str, nth: int) -> tuple[str, str]:
    """The teacher and the assistant of a child in a room: those of the room, where it has any."""
    teacher, aide = (
        next(
            (
                adult.name
                for adult in STAFF
                if (adult.setting, adult.role, adult.room) == (house.place.name, role, room)
            ),
            "",
        )
        for role in ("teacher", "ta")
    )
    teachers, aides = company.names(house.place.name, "teacher"), company.names(house.place.name, "ta")
    at = next((at for at, (name, _year) in enumerate(house.place.rooms) if name == room), nth)
    return teacher or teachers[nth % len(teachers)], aide or aides[at % len(aides)]


def _origin(company: Company, house: House, drawn: Sketch, number: int) -> House | None:
    """The setting before, for a child who moved in September."""
    if house.place.name == "Tideway Junior School" and drawn.year == "3":
        return company.houses["Tideway Infant School"]
    feeders = _FEEDERS.get(drawn.year, ())
    if feeders:
        return company.houses[feeders[number % len(feeders)][0]]
    if house.place.phase == "primary" and number % 3 and house.place.name != "Oakfield Primary School":
        return company.houses["Oakfield Primary School"]
    return None


def _year_before(house: House, drawn: Sketch) -> str:
    before = {"R": "N2", "7": "6", "12": "11", "3": "2"}
    return before.get(drawn.year, drawn.year) if house.place.phase != "special" else drawn.year


def _tomasz(company: Company) -> None:
    """At Millbrook until Friday 13 November, at Fernhill from the Monday: 4 of 7 decided."""
    home = company.houses["Millbrook Nursery"]
    start = date(2026, 1, 12)
    child = Unlisted(
        "Tomasz", "Wieczorek", date(2022, 3, 3), "M", home.place.name, "Kingfishers", "N2", date(2025, 9, 8), (TOMASZ,)
    )
    pupil = early.unlisted(company, child)
    early.note(company, pupil, TOMASZ)
    on(start)
    senco = company.senco(home.place.name)
    put_on(senco.act(), pupil, "K", start, Informed(start, "Sana Rehman", "meeting"), lead=senco.person)
    set_needs(senco.act(), pupil, ("SLCN",))
    mother = parent_of(pupil, "Magda Wieczorek", "mother", start)
    cast = cast_at(company, home, pupil, "Tomasz", "Sana Rehman", ("Magda Wieczorek", mother))
    _asked(company, home, pupil)
    for turn in tomasz.MILLBROOK.turns:
        tell(cast, turn, date(2026, 11, 13))
    undecided = {
        "Polish word list with Mum": ("", ""),
        "Ear defenders by the coat peg": ("", ""),
        "Trampoline break, 10 am": ("", ""),
    }
    walk(
        company,
        Route(
            pupil, "Millbrook Nursery", "Fernhill Primary School", "Oak", "nursery_to_reception", date(2026, 11, 6),
            date(2026, 11, 16), "Magda Wieczorek", upto="decided", no=("early_notes",),
            choices={
                **undecided,
                "Now-and-next board": ("adapt", "The whole class has a wall timetable with the same photos. He keeps his own strip for lunch and PE."),
                "Attention Autism, stage 2": ("adapt", "3 × 20 min with Kelechi Obi, who finished training on Wednesday 18 November. Two other children join."),
            },
            met_note="Jess and Anjali met Tomasz and his mother at Fernhill.",
        ),
    )  # fmt: skip


def _asked(company: Company, home: House, pupil: int) -> None:
    """The speech therapist was asked about Tomasz, until the end of the school year."""
    Involvement.create(
        pupil=pupil, person=company.players["Priya Nair"].person, setting=home.id, starts_on=date(2026, 1, 19),
        purpose="speech and language advice", asked_by=company.senco(home.place.name).person, until=date(2027, 7, 21),
    )  # fmt: skip


def claimed_twice(company: Company) -> None:
    """A child of Oakfield whom Tideway Juniors add as new: a claim waits for Oakfield, the family or the authority."""
    known = (
        Pupil.select()
        .join(Placement)
        .where((Placement.setting == company.houses["Oakfield Primary School"].id) & (Placement.state == "current"))
        .where(Placement.year_group == "3")
        .order_by(Pupil.id)
        .first()
    )
    house = company.houses["Tideway Junior School"]
    day = date(2026, 11, 19)
    again = NewChild(
        known.forename, known.surname, known.born_on, day, day, "K", room=house.rooms["3T"], year_group="3"
    )
    on(day, 9)
    # In the adding setting's own sight: to the system's, the child would be known already.
    senco = company.senco(house.place.name)
    with sight.looking(sight.Sight("setting", senco.person, senco.role, house.id)):
        add_child(senco.act(), again)
