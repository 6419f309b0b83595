"""What the family reads of our understanding and of views that differ."""

from __future__ import annotations

from portal.access import sight
from portal.cycles.assess import difference_actions
from portal.cycles.assess.difference_actions import Reading, Side
from portal.cycles.assess.models import Contribution, Difference, Understanding
from tests.client import Client
from tests.cycles import walk
from tests.statements import counted
from tests.world import World


def two_accounts(world: World) -> Difference:
    """Magda's view and Sana's observation, put side by side by Hannah."""
    cycle = walk.assessed(world)
    with sight.looking(world.hannah.sight()):
        sides = [Side(row) for row in Contribution.select().where(Contribution.cycle == cycle)]
        reading = Reading("how much he says", "Fewer people, more words", "The same game in both places")
        return difference_actions.open_difference(world.hannah.act(), cycle, reading, sides)


def test_magda_reads_what_we_understand_and_that_nobody_is_wrong(client: Client, world: World) -> None:
    two_accounts(world)
    client.sign_in(world.magda).get(f"/family/{world.tomasz}")
    page = client.click("What we understand")
    assert "Understands more than he can say." in page.text
    assert "Noise" in page.text
    assert "Nobody is wrong." in page.text
    assert "Fewer people, more words" in page.text


def test_what_is_for_professionals_only_leaves_no_hint(client: Client, world: World) -> None:
    row = two_accounts(world)
    with sight.system("test"):
        Difference.update(audience="professionals").where(Difference.id == row.id).execute()
        Understanding.update(audience="professionals").where(Understanding.pupil == world.tomasz).execute()
    page = client.sign_in(world.magda).get(f"/family/{world.tomasz}/understanding")
    assert "how much he says" not in page.text
    assert "Where people see different things" not in page.text
    assert "Nothing is written here yet." in page.text


def test_before_the_first_cycle_the_page_says_that_we_are_still_finding_out(client: Client, world: World) -> None:
    page = client.sign_in(world.folake).get(f"/family/{world.nia}/understanding")
    assert "Nothing is written here yet." in page.text


def test_peter_and_victor_do_not_find_tomasz(client: Client, world: World) -> None:
    walk.assessed(world)
    client.sign_in(world.peter).get(f"/family/{world.tomasz}/understanding", status=404)
    client.sign_out().sign_in(world.victor).get(f"/family/{world.tomasz}/understanding", status=403)


def test_the_page_costs_the_same_few_statements(client: Client, world: World) -> None:
    two_accounts(world)
    client.sign_in(world.magda).get(f"/family/{world.tomasz}/understanding")
    with counted() as statements:
        client.get(f"/family/{world.tomasz}/understanding")
    assert len(statements) <= 11, "\n".join(statements)
