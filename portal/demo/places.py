"""The fictional authority of Westmere: settings of every phase, with rooms, and its calendar."""

from datetime import date
from typing import NamedTuple


class Place(NamedTuple):
    """A setting. `rooms` are (name, year group); `children` how many stand on its register."""

    name: str
    phase: str
    type_name: str
    urn_type: str
    urn: str
    street: str
    postcode: str
    low_age: int
    high_age: int
    roll: int
    children: int
    rooms: tuple[tuple[str, str], ...]


PLACES = (
    Place("Millbrook Nursery", "nursery", "Private nursery", "ofsted_ey", "EY999101", "4 Mill Lane", "WM1 2AB", 0, 5, 84, 17, (("Ducklings", ""), ("Ladybirds", "N1"), ("Kingfishers", "N2"))),
    Place("Larkspur Pre-school", "nursery", "Committee-run pre-school", "ofsted_ey", "EY999102", "Church Hall, Elm Street", "WM2 4DD", 2, 5, 36, 8, (("Garden room", "N1"), ("Hall", "N2"))),
    Place("Rosie Tanner, childminder", "childminder", "Childminder", "ofsted_ey", "EY999103", "17 Orchard Close", "WM1 7PQ", 0, 11, 6, 2, (("Home", ""),)),
    Place("Fernhill Primary School", "primary", "Community school", "gias", "999201", "Fern Road", "WM1 3CD", 3, 11, 336, 47, (("Oak", "R"), ("Willow", "1"), ("Rowan", "2"), ("Ash", "3"), ("Beech", "4"), ("Elm", "5"), ("Hazel", "6"))),
    Place("Oakfield Primary School", "primary", "Academy converter", "gias", "999202", "Oakfield Avenue", "WM3 1EF", 4, 11, 402, 40, (("Foxes", "R"), ("Otters", "1"), ("Owls", "2"), ("Hares", "3"), ("Herons", "4"), ("Kites", "5"), ("Ravens", "6"))),
    Place("St Bede’s Catholic Primary School", "primary", "Voluntary aided school", "gias", "999203", "Abbey Street", "WM2 2GH", 4, 11, 210, 24, (("Reception", "R"), ("Year 1", "1"), ("Year 2", "2"), ("Year 3", "3"), ("Year 4", "4"), ("Year 5", "5"), ("Year 6", "6"))),
    Place("Tideway Infant School", "primary", "Community school", "gias", "999204", "Quay Road", "WM4 5JK", 4, 7, 178, 20, (("Starfish", "R"), ("Seals", "1"), ("Dolphins", "2"))),
    Place("Tideway Junior School", "primary", "Community school", "gias", "999205", "Quay Road", "WM4 5JL", 7, 11, 241, 28, (("3T", "3"), ("4T", "4"), ("5T", "5"), ("6T", "6"))),
    Place("Harbour Lane Academy", "secondary", "Academy sponsor led", "gias", "999301", "Harbour Lane", "WM4 1MN", 11, 16, 912, 46, (("7P", "7"), ("8K", "8"), ("9D", "9"), ("10S", "10"), ("11R", "11"))),
    Place("Kestrel Park School", "secondary", "Foundation school", "gias", "999302", "Kestrel Way", "WM3 6PQ", 11, 18, 1104, 42, (("7A", "7"), ("8A", "8"), ("9A", "9"), ("10A", "10"), ("11A", "11"), ("12", "12"))),
    Place("Beacon School", "special", "Community special school", "gias", "999401", "Hill Rise", "WM5 2RS", 3, 19, 96, 16, (("Sunrise", "2"), ("Meadow", "5"), ("Summit", "9"))),
    Place("Bridge Academy", "ap", "Alternative provision academy", "gias", "999402", "Station Approach", "WM2 9TU", 11, 16, 48, 6, (("Bridge 1", "9"), ("Bridge 2", "10"))),
    Place("Westmere College", "post16", "Further education", "gias", "999501", "College Road", "WM1 9VW", 16, 25, 1650, 8, (("Foundation", "12"), ("Level 2", "13"))),
)  # fmt: skip

TERMS = (
    ("Autumn 2025", date(2025, 9, 3), date(2025, 12, 19)),
    ("Spring 2026", date(2026, 1, 5), date(2026, 3, 27)),
    ("Summer 2026", date(2026, 4, 13), date(2026, 7, 21)),
    ("Autumn 2026", date(2026, 9, 2), date(2026, 12, 18)),
    ("Spring 2027", date(2027, 1, 4), date(2027, 3, 25)),
    ("Summer 2027", date(2027, 4, 12), date(2027, 7, 21)),
)

CLOSURES = (
    ("half_term", date(2025, 10, 27), date(2025, 10, 31)),
    ("half_term", date(2026, 2, 16), date(2026, 2, 20)),
    ("half_term", date(2026, 5, 25), date(2026, 5, 29)),
    ("inset", date(2026, 9, 2), date(2026, 9, 2)),
    ("half_term", date(2026, 10, 26), date(2026, 10, 30)),
    ("half_term", date(2027, 2, 15), date(2027, 2, 19)),
    ("half_term", date(2027, 5, 31), date(2027, 6, 4)),
)
