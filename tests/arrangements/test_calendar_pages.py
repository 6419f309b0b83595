"""Terms and closures: the authority's, and a setting's own."""

from datetime import date

import pytest

from portal.access import sight
from portal.access.acting import Refused
from portal.arrangements import actions
from portal.organisation.calendar import is_school_day
from portal.organisation.calendars import calendar_of
from portal.organisation.models import Term
from tests.client import Client
from tests.world import World


def test_an_inset_day_of_fernhill_is_no_school_day_there_only(world: World) -> None:
    inset = date(2026, 11, 27)
    with sight.looking(world.anjali.sight()):
        actions.add_closure(world.anjali.act(), "inset", inset, inset)
    assert not is_school_day(calendar_of(world.fernhill), inset)
    assert is_school_day(calendar_of(world.oakfield), inset)


def test_terms_of_one_calendar_do_not_overlap(world: World) -> None:
    with sight.looking(world.adil.sight()), pytest.raises(Refused, match="overlap"):
        actions.add_term(world.adil.act(), "Extra", date(2026, 12, 1), date(2027, 1, 10))


def test_a_term_cannot_end_before_it_begins_or_last_a_year(world: World) -> None:
    with sight.looking(world.anjali.sight()):
        for ends in (date(2027, 8, 1), date(2028, 7, 1)):
            with pytest.raises(Refused):
                actions.add_term(world.anjali.act(), "Autumn", date(2027, 9, 1), ends)


def test_anjali_adds_and_takes_out_a_term_on_the_calendar_page(client: Client, world: World) -> None:
    client.sign_in(world.anjali).get("/calendar")
    page = client.click("Add a term")
    page = client.submit("/terms/new", status=422, name="Autumn", starts=["1", "9", "2027"], ends=["1", "8", "2027"])
    assert "The last day is before the first day" in page.text
    client.submit("/terms/new", name="Autumn", starts=["2", "9", "2027"], ends=["17", "12", "2027"])
    assert "2 September 2027 to 17 December 2027" in client.follow().text
    term = Term.get(Term.setting == world.fernhill)
    client.submit(f"/terms/{term.id}/removal")
    assert "2 September 2027" not in client.follow().text


def test_victor_cannot_take_out_a_term_of_fernhill(client: Client, world: World) -> None:
    with sight.looking(world.anjali.sight()):
        term = actions.add_term(world.anjali.act(), "Autumn", date(2027, 9, 2), date(2027, 12, 17))
    client.sign_in(world.victor).get("/calendar")
    client.post(f"/calendar/terms/{term.id}/removal", status=404)
