"""Settings, rooms, and everybody who works or lives there."""

from __future__ import annotations

from itertools import chain

from bench import words
from bench.authority import NOW, ROOMS, STAFF, Authority, day
from bench.bulk import Loader
from portal.accounts.models import Assignment, Membership, Person
from portal.organisation.models import Room, Setting

PHASES = ("nursery", "primary", "primary", "secondary")


def load(authority: Authority, loader: Loader) -> None:
    """Settings with their rooms, then staff and parents in their roles."""
    settings = authority.settings
    loader.load(
        Setting,
        "id urn urn_type la_code name name_fold phase town",
        (
            (s, str(100_000 + s), "gias", "999", f"{words.surname(s)} School", f"{words.surname(s)} school".lower(), PHASES[s % 4], "Westmere")
            for s in settings
        ),
    )  # fmt: skip
    rooms = range(1, ROOMS * len(settings) + 1)
    loader.load(
        Room,
        "id setting_id name kind",
        ((r, (r - 1) // ROOMS + 1, f"Class {(r - 1) % ROOMS + 1}", "class") for r in rooms),
    )
    _people(authority, loader)


def _people(authority: Authority, loader: Loader) -> None:
    settings, officer = authority.settings, authority.officer
    people = ((n, f"{words.forename(n)} {words.surname(n * 3)}", NOW) for n in range(1, officer + 1))
    loader.load(Person, "id name created_at", people)
    staff = (
        (authority.staff_of(s, place), authority.staff_of(s, place), s, role, day(900))
        for s in settings
        for place, role in enumerate(STAFF)
    )
    loader.load(
        Membership,
        "id person_id setting_id role starts_on",
        chain(staff, [(officer, officer, None, "la_officer", day(900))]),
    )
    loader.load(
        Assignment,
        "person_id setting_id room_id starts_on",
        (
            (authority.staff_of(s, p), s, (s - 1) * ROOMS + p, day(300))
            for s in settings
            for p in range(1, len(STAFF) - 1)
        ),
    )
