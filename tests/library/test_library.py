"""The library of help, as each person meets it."""

from __future__ import annotations

import pytest

from portal.access import sight
from portal.access.acting import Refused
from portal.library import actions
from portal.library.actions import Entered
from portal.library.models import Item, Rate
from portal.library.queries import Wanted, fold, items, rate_of, rates
from portal.timeline.models import Entry
from tests.client import Client
from tests.statements import counted
from tests.world import World

CARDS = Entered(
    "Feelings cards", "strategy", "universal", area="SEMH", family="Emotion coaching", detail="Points to a card."
)


def own(world: World, entered: Entered = CARDS) -> Item:
    """An item of Millbrook's own."""
    with sight.looking(world.hannah.sight()):
        return actions.keep(world.hannah.act(), None, entered)


def test_a_fresh_authority_begins_with_the_help_of_the_field(world: World) -> None:
    names = {item.name for item in items(world.millbrook)}
    assert {"Visual timetable", "Precision teaching", "ELSA sessions", "Radio aid"} <= names
    assert len(names) >= 38


def test_hannah_adds_to_her_own_library_and_victor_never_sees_it(client: Client, world: World) -> None:
    client.sign_in(world.hannah).get("/library")
    client.click("Add to the library")
    client.submit("/library/new", name="Feelings cards", kind="strategy", area="SEMH", family="Emotion Coaching")
    page = client.follow()
    assert "Feelings cards" in page.text
    assert "ours" in page.text
    row = Item.get(Item.name == "Feelings cards")
    assert (row.setting_id, row.family) == (world.millbrook, "emotion coaching")
    client.sign_in(world.victor).get(f"/library/{row.id}", status=404)
    assert "Feelings cards" not in client.get("/library").text


def test_the_authority_s_item_reaches_every_setting_and_only_adil_changes_it(client: Client, world: World) -> None:
    client.sign_in(world.adil).get("/library/new")
    client.submit("/library/new", name="Westmere talk cards", kind="strategy")
    row = Item.get(Item.name == "Westmere talk cards")
    assert row.setting_id is None
    for person in (world.hannah, world.victor, world.kelechi):
        assert "Westmere talk cards" in client.sign_in(person).get("/library?q=talk").text
    client.sign_in(world.hannah).get(f"/library/{row.id}/change", status=404)
    client.sign_in(world.kelechi).get("/library/new", status=403)
    client.sign_in(world.folake).get("/library", status=403)


def test_a_retired_item_is_no_longer_offered_and_can_come_back(client: Client, world: World) -> None:
    row = own(world)
    client.sign_in(world.hannah).get(f"/library/{row.id}")
    client.submit("/retirement")
    assert "no longer offered" in client.follow().text
    assert "Feelings cards" not in client.get("/library?q=feelings").text
    assert "Feelings cards" in client.get("/library?q=feelings&retired=yes").text
    client.get(f"/library/{row.id}")
    client.submit("/return")
    assert "Feelings cards" in client.get("/library?q=feelings").text


def test_a_name_stands_once_in_a_library(world: World) -> None:
    own(world)
    with pytest.raises(Refused, match="already"):
        own(world, CARDS._replace(name="feelings  CARDS!"))


def test_typed_text_survives_an_empty_name(client: Client, world: World) -> None:
    client.sign_in(world.hannah).get("/library/new")
    page = client.submit("/library/new", name="", detail="Points to a card", materials_pence="12,5", status=422)
    assert "Points to a card" in page.text
    assert "Enter a name" in page.text
    assert "enter an amount like 14.50" in page.text


def test_help_is_found_by_name_purpose_and_family_within_its_area(world: World) -> None:
    found = {item.name for item in items(world.millbrook, Wanted(q="timetable"))}
    assert {"Visual timetable", "Now and next board"} <= found
    assert {item.area for item in items(world.millbrook, Wanted(area="CL"))} == {"CL", ""}
    assert {item.kind for item in items(world.millbrook, Wanted(kind="equipment"))} == {"equipment"}


def test_the_list_costs_one_statement_whatever_its_length(client: Client, world: World) -> None:
    client.sign_in(world.hannah).get("/library")
    with counted() as short:
        client.get("/library?q=numicon")
    with counted() as long:
        client.get("/library")
    assert len(long) == len(short) <= 10, "\n".join(long)


def test_a_setting_s_own_rate_goes_before_the_authority_s(client: Client, world: World) -> None:
    client.sign_in(world.adil).get("/library/rates")
    client.submit("/library/rates", ta="15.00", teacher="32")
    client.sign_in(world.hannah).get("/library/rates")
    assert "the authority’s £15" in client.page.text
    client.submit("/library/rates", ta="13.80")
    prices = rates(world.millbrook)
    assert (rate_of(prices, "ta"), rate_of(prices, "teacher"), rate_of(prices, "head")) == (1380, 3200, None)
    assert rate_of(rates(world.fernhill), "ta") == 1500
    client.get("/library/rates")
    client.submit("/library/rates", ta="")
    assert rate_of(rates(world.millbrook), "ta") == 1500


def test_rates_that_do_not_change_write_nothing(world: World) -> None:
    with sight.looking(world.hannah.sight()):
        assert actions.set_rates(world.hannah.act(), {"ta": 1400, "teacher": None}) == ["ta"]
        assert actions.set_rates(world.hannah.act(), {"ta": 1400, "teacher": None}) == []
        assert Entry.select().where(Entry.kind == "library_changed").count() == 1
    assert Rate.select().where(Rate.setting == world.millbrook).count() == 1


def test_fold_reads_a_name_however_it_is_written() -> None:
    assert fold("Lego-based  Therapy") == fold("lego based therapy")
