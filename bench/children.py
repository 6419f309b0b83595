"""The children: where they are, whose they are, the register, and moves under way."""

from __future__ import annotations

from datetime import date, timedelta

from bench import words
from bench.authority import NOW, Authority, day
from bench.bulk import Loader, Row
from portal.pupils.models import Guardianship, Placement, Pupil
from portal.register.models import Need, Registration, SenPeriod
from portal.transitions.models import Transition


def load(authority: Authority, loader: Loader) -> None:
    """Every child with a place, a parent and a row of the register; every fiftieth on the move."""
    of = authority
    loader.load(
        Pupil,
        "id forename surname name_fold surname_fold born_on created_at",
        (_pupil(n) for n in of.children),
    )
    loader.load(
        Placement,
        "pupil_id setting_id room_id state starts_on sees_from key_person_id year_group",
        (
            (n, of.setting_of(n), of.room_of(n), "current", day(330), day(350), of.teacher_of(n), str(n % 6 + 1))
            for n in of.children
        ),
    )
    loader.load(
        Guardianship,
        "pupil_id person_id relationship starts_on",
        ((n, of.parent_of(n), "mother", day(900)) for n in of.children),
    )
    loader.load(
        Transition,
        "pupil_id from_setting_id to_setting_id kind state proposed_on moves_on",
        (
            (n, of.setting_of(n), of.setting_of(n) % len(of.settings) + 1, "mid_year", "proposed", day(20), day(-10))
            for n in of.children
            if n % 50 == 3
        ),
    )
    _register(of, loader)


def _pupil(n: int) -> Row:
    first, last = words.forename(n), words.surname(n)
    fold = f"{first} {last} {last} {first}".lower()
    born = date(2014, 9, 1) + timedelta(days=n * 17 % 3500)
    return (n, first, last, fold, last.lower(), str(born), NOW)


def _register(of: Authority, loader: Loader) -> None:
    def code(n: int) -> str:
        return "E" if n % 5 == 0 else "K"

    loader.load(
        Registration,
        "pupil_id setting_id code starts_on informed_on informed_by informed_how lead_id",
        (
            (n, of.setting_of(n), code(n), day(320), day(318), "SENCO", "meeting", of.senco_of(n))
            for n in of.children
        ),
    )  # fmt: skip
    loader.load(
        SenPeriod,
        "pupil_id setting_id code starts_on",
        ((n, of.setting_of(n), code(n), day(320)) for n in of.children),
    )
    loader.load(
        Need,
        "pupil_id setting_id rank code starts_on",
        (
            (n, of.setting_of(n), rank, words.NEEDS[(n + rank) % len(words.NEEDS)], day(320))
            for n in of.children
            for rank in (1, 2)
        ),
    )
