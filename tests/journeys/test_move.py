"""Tomasz moves from Millbrook Nursery to Fernhill, and cycle 3 goes on: walked without JavaScript."""

import datetime as dt

from portal.access import sight
from portal.cycles.models import Cycle
from portal.timeline.check import differences
from portal.timeline.record import Story, record
from tests.client import Client
from tests.transitions.moving import cycle_three, learnt, strand
from tests.world import World


def test_tomasz_goes_to_school_and_nobody_starts_again(client: Client, world: World) -> None:
    cycle = cycle_three(world)
    photo, timer = strand(world, "Photo first, then one word"), strand(world, "Sand timer")
    learnt(world, cycle, "Picture first, words second")
    with sight.looking(world.hannah.sight()):
        act = world.hannah.act()
        record(act, Story("plan_agreed", "Plan agreed", "Photos at snack"), pupil=world.tomasz, cycle=cycle)
        record(act, Story("noticed", "Noticed", "Hides at noise", category="early_notes"), pupil=world.tomasz)

    # Millbrook proposes; the family is told.
    client.sign_in(world.hannah).get(f"/children/{world.tomasz}")
    client.click("Start a move")
    client.get(f"/children/{world.tomasz}/moves/new?q=fernhill")
    client.click("Fernhill Primary School")
    client.submit("moves/new", kind="nursery_to_reception", moves_on=["23", "11", "2026"])
    client.follow(303)
    page = client.follow()
    move = next(href for _words, href in page.links if href.endswith("/family")).split("/")[2]
    client.click("Tell the family")
    client.submit("family", on=["23", "11", "2026"], how="Magda, at the gate")

    # Nobody at Fernhill knows Tomasz yet; Magda agrees item by item.
    client.sign_in(world.anjali).get(f"/children/{world.tomasz}", status=404)
    client.sign_in(world.magda).get(f"/family/moves/{move}/sharing")
    client.submit("sharing", family_views="yes", child_views="yes", session_notes="yes", early_notes="no")
    assert client.follow().h1

    # Sent, accepted, read by the teaching assistant, arrived.
    client.sign_in(world.hannah).get(f"/moves/{move}")
    client.submit("sent")
    client.sign_in(world.anjali).get("/moves")
    client.click("Accept")
    client.submit(
        "acceptance", room=str(world.oak_class), key_person=str(world.jess.person), readers=[str(world.kelechi.person)]
    )
    client.sign_in(world.kelechi).get(f"/children/{world.tomasz}/what-works")
    client.submit("what-works")
    client.sign_in(world.anjali).get(f"/moves/{move}")
    client.click("Say they arrived")
    client.submit("arrival", on=["23", "11", "2026"])

    # The continue gate.
    page = client.follow()
    assert page.h1 == "Continue cycle 3 with Tomasz"
    assert "1 of 1 adults" in page.text
    assert "Picture first, words second" in page.text
    fields = {f"c{photo.id}": "keep", f"c{timer.id}": "stop", f"r{timer.id}": "It made him cry at Fernhill too."}
    client.submit("continue", 303, ("go", "continue"), **fields)
    assert "2 of 2 decided." in client.follow().text
    with sight.looking(world.anjali.sight()):
        (only,) = Cycle.select().where(Cycle.pupil == world.tomasz)
        assert (only.id, only.setting_id, only.review_on) == (cycle.id, world.fernhill, dt.date(2026, 12, 11))
    page = client.get(f"/children/{world.tomasz}")
    assert "Photos at snack" in page.text
    assert "Hides at noise" not in page.text

    # Magda reads one story, with the decision and its reason; Millbrook keeps what it wrote; Victor meets nothing.
    page = client.sign_in(world.magda).get(f"/family/{world.tomasz}")
    assert "It made him cry at Fernhill too." in page.text
    assert "Photos at snack" in page.text
    client.sign_in(world.hannah).get(f"/children/{world.tomasz}", status=404)
    assert "Tomasz Wieczorek" in client.get("/former").text
    client.sign_in(world.victor).get(f"/moves/{move}", status=404)
    with sight.system("test: check"):
        # What a test makes without an action has no entry: nothing that an action changed differs from its entry.
        assert not list(differences())
