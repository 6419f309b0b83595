"""The journey "a review day of twelve", without JavaScript: made in one step, held one after the other, and what follows."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from portal import clock
from portal.access import sight
from portal.cycles.models import Cycle
from portal.cycles.review.models import Referral
from portal.register.models import Registration
from tests.client import Client
from tests.cycles import twelve
from tests.journeys import cycle_steps
from tests.world import NOW, TODAY, World

DAY = date(2026, 12, 4)

pytestmark = pytest.mark.usefixtures("world")


def hold(client: Client, child: Cycle, name: str, **record: str) -> None:
    """One review, from the page on which one landed to its record."""
    assert client.response is not None
    assert client.response.request.path == f"/cycles/{child.id}/review"
    client.submit("/stage")
    client.follow()
    client.click("Rate")
    client.submit("/targets/", rating="mostly", evidence="4 of 5 (tally, Sana)")
    client.follow()
    client.click("Rate the outcome")
    client.submit("/outcomes/", rating="mostly", evidence="Others understand more")
    client.follow()
    for whose, who in (
        ("child", f"{name}, by pointing"),
        ("family", f"Family of {name} Twelve"),
        ("teacher", "Sana Rehman"),
    ):
        client.click("Add a view")
        client.submit("views/new", whose=whose, name=who, better="More words", audience="family")
        client.follow()
    client.click("Write down the review")
    said: dict[str, Any] = {"next_step": "next_cycle", "note": "Same adult, more snacks"} | record
    client.submit("review/meeting", others=f"Family of {name}\nSana, key person", impact="More words", **said)
    client.follow()


def test_a_review_day_of_twelve(client: Client, world: World) -> None:
    children = twelve.under_way(world)
    with sight.system("test"):
        Cycle.update(review_on=date(2026, 11, 16)).where(Cycle.id == children[0].id).execute()

    why: dict[str, Any] = {f"cause__{children[0].id}": "family_away"}
    # Hannah sees who is due and late, and makes the day in one step; the late one with its cause.
    page = client.sign_in(world.hannah).get("/")
    client.click("All reviews, and review days")
    assert "7 days late" in client.page.text
    client.submit(
        "/reviews", cycles=[str(one.id) for one in children], on=["4", "12", "2026"], first="9am", minutes="15",
        where="Room 3", **why,
    )  # fmt: skip
    page = client.follow()
    assert "0 of 12 held." in page.text
    assert (
        page.text.index("9am Ada Twelve") < page.text.index("9:15am Ben Twelve") < page.text.index("11:45am Lou Twelve")
    )

    # Sana hears of all twelve, and says that she comes.
    client.sign_in(world.sana).get(f"/cycles/{children[3].id}/review/invitation")
    client.submit("review/invitation", said="coming")
    assert "Friday 4 December 2026, 9:45am" in client.follow().text

    # On the day they are held in a row: each record leads to the next child.
    clock.fix(NOW.replace(month=12, day=4))
    client.sign_in(world.hannah).get("/reviews?on=2026-12-04")
    client.click("Start with the first: Ada")
    assert "1 of 12 on Friday 4 December" in client.page.text
    hold(client, children[0], "Ada", next_step="ordinary_provision", note="Watch whether Ada still asks in the noise.")
    for child, name in zip(children[1:], twelve.NAMES[1:], strict=True):
        assert f"Next: {name}" in client.page.text
        hold(client, child, name)
    assert "12 of 12 held." in client.get("/reviews?on=2026-12-04").text
    assert "Start with" not in client.page.text

    # Ada needs no more than ordinary teaching: she leaves the register, and what to watch for is there already.
    client.get(f"/cycles/{children[0].id}/review")
    client.submit("/stage")
    client.follow()
    cycle_steps.learn(client, family="Mother of Ada")
    client.get(f"/register/{children[0].pupil_id}/leave")
    typed = client.page.forms[-1]["data"]
    assert typed["reason"] == ["ordinary_provision"]
    assert typed["watch_for"] == ["Watch whether Ada still asks in the noise."]
    client.submit("/leave")
    with sight.looking(world.hannah.sight()):
        left = Registration.get(Registration.pupil == children[0].pupil_id)
    assert (left.ends_on, left.leaving_reason) == (DAY, "ordinary_provision")

    # Ben is referred to two services; what the authority counts is a cause, not a child.
    client.get(f"/cycles/{children[1].id}/referrals/new")
    client.submit(
        "referrals/new", services=["Speech and language therapy", "Community paediatrics"], why="Is it his hearing?"
    )
    with sight.looking(world.hannah.sight()):
        assert Referral.select().where(Referral.pupil == children[1].pupil_id).count() == 2
    page = client.sign_in(world.lorna).get("/authority/late-reviews")
    assert "The family could not come" in page.text
    assert "Ada" not in page.text
    assert client.sign_in(world.victor).get("/reviews?on=2026-12-04").text.count("Twelve") == 0
    assert TODAY < DAY
