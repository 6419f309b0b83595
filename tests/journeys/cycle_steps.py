"""The chapters of one cycle, walked by Hannah page by page without JavaScript, for any child of hers."""

from __future__ import annotations

from typing import Any

from portal.access import sight
from portal.cycles.models import Cycle
from tests.client import Client
from tests.world import World


def the_cycle(world: World) -> Cycle:
    """The newest cycle of `world.tomasz`; for another child the tests pass `world._replace(tomasz=child)`."""
    with sight.looking(world.hannah.sight()):
        return Cycle.select().where(Cycle.pupil == world.tomasz).order_by(Cycle.number.desc()).get()


def assess(client: Client, world: World) -> None:
    """Open the cycle, hear the family, gather evidence, write the understanding; on to Plan."""
    client.get(f"/children/{world.tomasz}/cycles/new")
    client.submit("cycles/new")
    client.follow()  # the new cycle
    assert "Ask for the child’s own view" in client.page.text
    client.click("Add a view")
    client.submit(
        "views/new",
        whose="family",
        name="Magda Wieczorek, at home visit",
        text="He points and cries.",
        audience="family",
    )
    client.follow()
    client.click("A view could not be heard")
    client.submit("absent", whose="child", reason="New to pictures; asked again with symbols next week")
    client.follow()
    client.click("Add evidence")
    client.submit(
        "evidence", source="in_house", reach="targeted", name="Sana Rehman", text="WellComm red; 9 words in 20 minutes"
    )
    client.follow()
    client.click("Write the first version")
    client.submit("understanding", statement="Understands more than he can say.", barriers="Being understood in noise")
    page = client.follow()
    assert "Start the plan" in client.response.get_data(as_text=True), page.text  # type: ignore[union-attr]
    client.submit("/stage")
    client.follow()


def write_plan(client: Client, world: World) -> None:
    """One outcome, one SMART target, one intervention, one training."""
    client.click("Add an outcome")
    client.submit("outcomes/new", verb="develop", text="be understood by other children")
    client.follow()
    client.click("Add a target")
    client.submit(
        "targets/new", name="Offers at snack", does_what="points to or names 1 of 2 offered items",
        how_well="4 of 5 times over 5 sessions", measured_how="tally", measured_when="each snack", measured_by="Sana Rehman",
    )  # fmt: skip
    client.follow()
    client.click("Add help")
    client.click("Something of our own")
    client.submit(
        "provisions/new", kind="intervention", name="Attention Autism", layer="targeted", deliverer=str(world.sana.person),
        when_text="Mon, Wed, Fri 9:15", minutes="10", times_a_week="3", weeks="6", detail="regular access to the bucket",
    )  # fmt: skip
    page = client.follow()
    assert "How often is that" in page.text
    client.click("Add training")
    client.submit("training/new", who="Sana Rehman", what="Attention Autism stage 2")
    client.follow()


def send_plan(client: Client, world: World) -> None:
    """Name the teacher, agree, send; on to Do. Begins and ends on the plan's page."""
    client.click("Set teacher and review date")
    assert "We suggest Monday 4 January 2027" in client.page.text
    client.submit("arrangements", responsible=str(world.sana.person))
    client.follow()
    client.click("Agree the plan")
    client.submit("agreement", meeting="Magda, Sana and I. All agreed.")
    client.follow()
    assert "Magda Wieczorek, mother" in client.page.text
    client.submit("circulation", others="Priya Nair, speech and language therapist")
    page = client.follow()
    assert "Record the training" in page.text
    client.click("Record it")
    client.submit("/training/", delay_reason="Course is on 2 December; Hannah leads until then")
    client.follow()
    client.submit("/stage")
    client.follow()


def do_and_review(client: Client, world: World) -> None:
    """One session as planned, one rating, everybody's view, the meeting; on to Learn."""
    client.get("/sessions")
    client.click("Attention Autism")
    client.submit("/sessions/", button=("all", "1"))
    assert "✓ Saved" in client.follow().text
    cycle = the_cycle(world)
    client.get(f"/cycles/{cycle.id}/do")
    assert "1 of 1 sessions given" in client.page.text
    client.submit("/stage")
    client.follow()
    client.click("Rate")
    client.submit("/targets/", rating="partly", evidence="3 of 5 on two days (tally, Sana)")
    client.follow()
    client.click("Rate the outcome")
    client.submit("/outcomes/", rating="partly", evidence="Two children wait for his answer")
    client.follow()
    for whose, name in (("child", "Tomasz, by pointing at pictures"), ("family", "Magda, phone"), ("teacher", "Sana")):
        client.click("Add a view")
        client.submit("views/new", whose=whose, name=name, better="More bucket, please", audience="family")
        client.follow()
    client.click("Write down the review")
    client.submit(
        "meeting", others="Tomasz\nMagda\nSana, key person", impact="He now looks at who speaks.", next_step="next_cycle",
        note="Same adult, more snacks",
    )  # fmt: skip
    client.follow()
    client.submit("/stage")
    client.follow()


def learn(client: Client, family: str = "") -> None:
    """Everybody thinks; what helps, what does not, what ordinary teaching takes on; the cycle closes."""
    for asked, words in (
        ("Ask the child what helps", "Bubbles"), ("Ask the family what helps", "One thing at a time"),
        ("Say what you learnt yourself", "Picture first"),
    ):  # fmt: skip
        client.click(asked)
        # A family without an account is named by whoever writes for it.
        named: dict[str, Any] = {"name": family} if family and "family" in asked else {}
        client.submit("learn/reflect", helps=words, **named)
        client.follow()
    for kind, text in (("helps", "Picture first, words second"), ("hinders", "The sand timer makes him anxious")):
        client.click("Add something learnt")
        client.submit("learnings/new", kind=kind, text=text, ordinary_teaching="On the table card for all")
        client.follow()
    client.click("Write what ordinary teaching takes on")
    client.submit("summary", ordinary_teaching="Every adult shows the picture first")
    client.follow()
    client.submit("/stage")
    client.follow()
