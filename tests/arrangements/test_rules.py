"""The authority's rules: defaults, limits, and who changed what."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.access import sight
from portal.access.acting import Refused
from portal.arrangements.actions import change_rules
from portal.arrangements.words import layer_choices
from portal.organisation.rules import BOUNDS, DEFAULTS, problems, rules
from portal.timeline.models import Entry
from tests.client import Client
from tests.world import World


def test_until_somebody_changes_them_the_rules_are_the_usual_ones(world: World) -> None:
    assert rules() == DEFAULTS


def test_adil_changes_two_rules_and_the_record_says_who_and_what(world: World) -> None:
    with sight.looking(world.adil.sight()):
        changed = change_rules(world.adil.act(), DEFAULTS._replace(claim_days=3, layers=("All", "Some")))
        assert sorted(changed) == ["claim_days", "layers"]
        assert rules().claim_days == 3
        assert rules().layers == ("All", "Some")
        entry = Entry.get(Entry.kind == "rules_changed")
        assert entry.author_id == world.adil.person
        assert ["claim_days", 5, 3] in entry.data["changes"]


def test_saving_the_rules_unchanged_writes_nothing(world: World) -> None:
    with sight.looking(world.adil.sight()):
        assert change_rules(world.adil.act(), DEFAULTS) == []
        assert not Entry.select().exists()


@pytest.mark.parametrize("lengthened", [{"reviews_a_year": 2}, {"record_transfer_days": 20}, {"review_weeks_to": 5}])
def test_the_term_may_be_shortened_but_never_lengthened(world: World, lengthened: dict[str, Any]) -> None:
    with sight.looking(world.adil.sight()), pytest.raises(Refused):
        change_rules(world.adil.act(), DEFAULTS._replace(**lengthened))


@given(st.sampled_from(sorted(BOUNDS)), st.integers(-5, 200))
def test_a_number_out_of_its_bounds_is_always_a_problem(name: str, value: int) -> None:
    low, high = BOUNDS[name]
    if not low <= value <= high:
        changed: dict[str, Any] = {name: value}
        assert name in problems(DEFAULTS._replace(**changed))


def test_adil_saves_the_rules_on_their_page(client: Client, world: World) -> None:
    client.sign_in(world.adil).get("/rules")
    page = client.submit("/rules", status=422, claim_days="99")
    assert "enter a number from 1 to 15" in page.text
    client.submit("/rules", claim_days="4", reviews_a_year="6")
    page = client.follow()
    assert "Rules saved" in page.text
    assert "5 became 4" in page.text
    assert "Adil Shah" in page.text


@pytest.mark.parametrize("who", ["lorna", "anjali", "victor", "magda"])
def test_nobody_but_the_administrator_opens_the_rules(client: Client, world: World, who: str) -> None:
    client.sign_in(getattr(world, who)).get("/rules", status=403)


def test_the_authoritys_words_stand_in_the_forms(client: Client, world: World) -> None:
    with sight.looking(world.adil.sight()):
        own = DEFAULTS._replace(layers=("Everybody", "Some", "One"), ordinary_provision="quality first teaching")
        change_rules(world.adil.act(), own)
    page = client.sign_in(world.anjali).get(f"/register/{world.nia}/leave")
    assert "Quality first teaching now meets the need" in page.text
    assert layer_choices(own, "targeted") == [
        ("everybody", "Everybody"), ("some", "Some"), ("one", "One"), ("targeted", "Targeted"),
    ]  # fmt: skip
