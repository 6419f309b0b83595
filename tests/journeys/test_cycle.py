"""A whole cycle, and the next one opened from what was learnt, as Hannah walks it without JavaScript."""

from __future__ import annotations

from portal import clock
from portal.access import sight
from portal.cycles.plan.models import Provision
from portal.timeline.models import Entry
from tests.client import Client
from tests.journeys.cycle_steps import assess, do_and_review, learn, send_plan, the_cycle, write_plan
from tests.world import World


def test_hannah_walks_a_whole_cycle_and_opens_the_next_from_what_was_learnt(client: Client, world: World) -> None:
    client.sign_in(world.hannah)
    assess(client, world)
    write_plan(client, world)
    send_plan(client, world)
    do_and_review(client, world)
    learn(client)
    first = the_cycle(world)
    assert first.closed_on == clock.today()
    client.get(f"/children/{world.tomasz}/cycles/new")
    assert "Picture first, words second" in client.page.text
    client.submit("cycles/new")
    client.follow()
    second = the_cycle(world)
    assert (second.number, second.follows_id) == (2, first.id)
    client.get(f"/cycles/{second.id}/inherited")
    client.click("Decide")
    client.submit("/inherited/", place="aside", status=422)
    assert "Say why it is set aside." in client.page.text
    client.submit("/inherited/", place="ordinary", ordinary="Every adult shows the picture first")
    assert "used" in client.follow().text
    client.get(f"/cycles/{second.id}/plan")
    client.click("Carry on this outcome")
    # Its target is ticked, and goes on with it.
    client.submit("outcomes/new")
    assert "now: 3 of 5 on two days (tally, Sana)" in client.follow().text
    with sight.looking(world.hannah.sight()):
        assert Provision.get(Provision.name == "Attention Autism").status == "running"
        kinds = {row.kind for row in Entry.select(Entry.kind).where(Entry.pupil == world.tomasz)}
    assert {"cycle_opened", "plan_circulated", "review_held", "learning_used", "cycle_closed"} <= kinds


def test_victor_finds_no_cycle_of_tomasz(client: Client, world: World) -> None:
    client.sign_in(world.hannah).get(f"/children/{world.tomasz}/cycles/new")
    client.submit("cycles/new")
    cycle = the_cycle(world)
    client.sign_out().sign_in(world.victor)
    for path in ("", "/assess", "/plan", "/do", "/review", "/learn", "/views/new", "/plan/agreement"):
        client.get(f"/cycles/{cycle.id}{path}", status=404)
    client.get(f"/children/{world.tomasz}/cycles", status=404)
