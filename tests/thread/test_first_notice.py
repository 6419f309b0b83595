"""A child new to the register: how long it took from the first notice to support in place, on the child page."""

from __future__ import annotations

from datetime import date

from tests.client import Client
from tests.cycles import walk
from tests.noticing.zane import noted, zane
from tests.statements import counted
from tests.world import World


def test_tomasz_was_noticed_seven_weeks_ago_and_has_no_support_yet(world: World, client: Client) -> None:
    noted(world.hannah, world.tomasz, "Few words at snack", seen_on=date(2026, 10, 5))
    page = client.sign_in(world.hannah).get(f"/children/{world.tomasz}")
    assert "First noticed 5 October 2026 no support in place after 7 weeks" in page.text


def test_once_do_has_begun_the_page_says_how_long_it_took(world: World, client: Client) -> None:
    noted(world.hannah, world.tomasz, "Few words at snack", seen_on=date(2026, 10, 5))
    walk.doing(world)
    page = client.sign_in(world.hannah).get(f"/children/{world.tomasz}")
    assert "First noticed 5 October 2026 support in place after 7 weeks" in page.text


def test_it_costs_no_statement_more(world: World, client: Client) -> None:
    client.sign_in(world.hannah).get(f"/children/{world.tomasz}")
    with counted() as before:
        client.get(f"/children/{world.tomasz}")
    noted(world.hannah, world.tomasz, "Few words at snack", seen_on=date(2026, 10, 5))
    client.get(f"/children/{world.tomasz}")
    with counted() as after:
        client.get(f"/children/{world.tomasz}")
    assert len(after) == len(before)


def test_a_child_on_no_register_is_not_counted_and_victor_finds_nobody(world: World, client: Client) -> None:
    pupil = zane(world)
    noted(world.jess, pupil, "Covers his ears", seen_on=date(2026, 10, 5))
    assert "First noticed" not in client.sign_in(world.anjali).get(f"/children/{pupil}").text
    client.sign_in(world.victor).get(f"/children/{pupil}", 404)
