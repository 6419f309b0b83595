"""The lists of papers cost the same for a child with one paper as for a child with many."""

from __future__ import annotations

import pytest

from portal import clock
from portal.access import sight
from portal.cycles.models import Cycle
from portal.documents.models import KeptPaper
from tests.client import Client
from tests.cycles import walk
from tests.statements import counted
from tests.world import World


def kept(world: World, cycle: Cycle, count: int) -> None:
    """Papers handed out in a cycle of Tomasz."""
    with sight.system("test"):
        for number in range(count):
            KeptPaper.create(
                pupil=world.tomasz, cycle=cycle, setting=world.millbrook, kind="one_page", plan_version=number + 1,
                title=f"One page, version {number + 1}", made_on=clock.today(), html="<p>He points.</p>",
            )  # fmt: skip


@pytest.mark.parametrize(
    ("path", "who", "most"), [("/children/{}/papers", "hannah", 10), ("/family/{}/papers", "magda", 10)]
)
def test_forty_papers_cost_as_many_statements_as_one(
    client: Client, world: World, path: str, who: str, most: int
) -> None:
    cycle = walk.doing(world)
    address = path.format(world.tomasz)
    client.sign_in(getattr(world, who)).get(address)
    with counted() as few:
        client.get(address)
    kept(world, cycle, 40)
    with counted() as many:
        page = client.get(address)
    assert len(few) == len(many) <= most, "\n".join(many)
    assert page.text.count("One page, version") >= 40
