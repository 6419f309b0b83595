"""From "something is different" to a plan that everybody has: Tomasz, without JavaScript, nothing typed twice."""

from __future__ import annotations

from typing import Any

from portal.access import sight
from portal.assessments.models import Instrument
from portal.cycles.assess.models import Contribution
from portal.timeline.models import Entry
from tests.client import Client
from tests.journeys.cycle_steps import send_plan, the_cycle, write_plan
from tests.world import World


def notice(client: Client, world: World) -> None:
    """Sana sees something in the room, asks, tries; no label."""
    client.sign_in(world.sana).get(f"/children/{world.tomasz}/early/new")
    client.submit("early/new", words="Leaves the carpet when songs begin", area="CI", audience="family")
    client.follow()


def evidence(client: Client, world: World) -> None:
    """Hannah takes the note over as evidence of a first cycle, in one step."""
    client.sign_out().sign_in(world.hannah).get(f"/children/{world.tomasz}/early/evidence")
    client.submit("early/evidence")
    client.get(f"/cycles/{the_cycle(world).id}/assess")
    assert "Leaves the carpet when songs begin" in client.page.text
    for gap in ("Ask, and write down their own words.", "Ask the service that knows the child."):
        assert gap in client.page.text


def sources(client: Client, world: World) -> None:
    """Both views, what another adult saw, nothing new from outside, a score."""
    cycle = the_cycle(world).id
    client.click("Ask the family for their views")
    assert client.page.forms[-1]["data"]["name"] == ["Magda Wieczorek, mother"]
    client.submit("views/new", text="At home he sings all day.", context="at home", audience="family")
    client.follow()
    client.click("Ask for the child’s own view")
    client.submit("views/new", text="Pointed to the drum and covered his ears", audience="family")
    client.follow()
    client.click("Nothing new : Advice from outside")
    client.submit("nothing-new", asked="Priya Nair, by e-mail")
    client.follow()
    client.click("Add a score : Attainment and progress now")
    wellcomm = Instrument.get(Instrument.code == "wellcomm").id
    client.get(f"/cycles/{cycle}/scores/new?source=current&instrument={wellcomm}")
    client.submit("scores/new", taken_on=["20", "11", "2026"], r_band="amber")
    assert "WellComm" in client.follow().text


def understanding(client: Client, world: World) -> None:
    """One statement about the whole child, one about communication, each with what it rests on."""
    with sight.looking(world.hannah.sight()):
        seen = Contribution.get(Contribution.source == "in_house").id
    client.click("Write the first version")
    client.submit(
        "/understanding",
        statement="Loves music, in a quiet place.",
        barriers="Noise of a full room",
        rests_on=[str(seen)],
    )
    client.follow()
    client.click("Write about one area of need")
    client.submit("/understanding", area="CI", statement="Shows what he wants by pointing.", barriers="Few words")
    client.follow()


def difference(client: Client, world: World) -> None:
    """Home and nursery see him differently: side by side, a guess, a test."""
    with sight.looking(world.hannah.sight()):
        home = Contribution.get(Contribution.whose == "family").id
        room = Contribution.get(Contribution.source == "in_house").id
    client.click("Do the views differ?")
    client.get(f"/cycles/{the_cycle(world).id}/differences/new?choose=1&account={home}&account={room}")
    said: dict[str, Any] = {f"explains_{home}": "One voice, no hurry", f"explains_{room}": "Eighteen children"}
    client.submit(
        "differences/new", about="whether he likes songs", hypothesis="Songs yes, noise no",
        test="The same song with three children", **said,
    )  # fmt: skip
    client.follow()


def test_from_a_first_notice_to_a_plan_that_everybody_has(client: Client, world: World) -> None:
    notice(client, world)
    evidence(client, world)
    sources(client, world)
    understanding(client, world)
    difference(client, world)
    client.submit("/stage")
    page = client.follow()
    assert "whether he likes songs" in page.text, "an open difference reminds in the plan"
    write_plan(client, world)
    client.click("“whether he likes songs” is still seen differently")
    client.click("Resolve it, or try it out in the plan")
    target = client.page.forms[-1]["data"]["target"]
    assert target == [""]
    client.submit("/end", state="carried", found="Offers at snack, with one song and three children")
    client.follow()
    send_plan(client, world)
    cycle = the_cycle(world)
    assert (cycle.number, cycle.stage) == (1, "do")
    with sight.looking(world.hannah.sight()):
        kinds = {row.kind for row in Entry.select().where(Entry.pupil == world.tomasz)}
    assert kinds >= {
        "noticed",
        "score_added",
        "understanding_written",
        "difference_opened",
        "difference_ended",
        "plan_circulated",
    }
    assert "Tomasz" not in client.sign_out().sign_in(world.victor).get("/register").text
