"""A setting's calendar comes from its own terms where it has some, else from the authority's."""

from __future__ import annotations

from datetime import date

from portal.organisation.calendar import is_school_day
from portal.organisation.calendars import calendar_of
from portal.organisation.models import Closure, Term
from tests.world import World

MONDAY = date(2026, 11, 23)


def test_fernhill_follows_the_authority_and_its_half_term(world: World) -> None:
    calendar = calendar_of(world.fernhill, "primary")
    assert [term.name for term in calendar.terms] == ["Autumn", "Spring", "Summer"]
    assert is_school_day(calendar, MONDAY)
    assert not is_school_day(calendar, date(2026, 10, 28))


def test_an_inset_day_of_fernhill_closes_fernhill_alone(world: World) -> None:
    Closure.create(setting=world.fernhill, starts_on=MONDAY, ends_on=MONDAY, kind="inset")
    assert not is_school_day(calendar_of(world.fernhill), MONDAY)
    assert is_school_day(calendar_of(world.oakfield), MONDAY)


def test_terms_of_its_own_replace_the_authoritys(world: World) -> None:
    Term.create(setting=world.fernhill, name="Michaelmas", starts_on=date(2026, 9, 7), ends_on=date(2026, 12, 11))
    assert [term.name for term in calendar_of(world.fernhill).terms] == ["Michaelmas"]
    assert len(calendar_of(world.oakfield).terms) == 3


def test_a_nursery_is_open_in_the_holidays_of_schools(world: World) -> None:
    assert is_school_day(calendar_of(world.millbrook, "nursery"), date(2026, 12, 22))
    assert not is_school_day(calendar_of(world.fernhill, "primary"), date(2026, 12, 22))
