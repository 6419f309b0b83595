"""A review past its day: its cause and its next day in one step, counted by cause for the authority, red until it is held."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from portal import clock
from portal.access import sight
from portal.access.acting import Refused
from portal.cycles.models import Cycle
from portal.cycles.plan.meeting_actions import When
from portal.cycles.review import arrange_actions
from portal.cycles.review.late_causes import CAUSES, Late
from portal.oversight.late_queries import late_by_cause
from portal.timeline.models import Entry
from tests.client import Client
from tests.cycles import twelve, walk
from tests.world import NOW, TODAY, World

LATER = date(2026, 12, 1)


def late(world: World) -> Cycle:
    """Tomasz's review was on 16 November."""
    cycle = walk.doing(world)
    with sight.system("test"):
        Cycle.update(review_on=date(2026, 11, 16)).where(Cycle.id == cycle.id).execute()
    with sight.looking(world.hannah.sight()):
        return Cycle.get_by_id(cycle.id)


def test_cause_and_next_day_are_saved_together_or_not_at_all(client: Client, world: World) -> None:
    cycle = late(world)
    page = client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/review/late")
    assert "It was due on 16 November 2026." in page.text
    client.submit("review/late", status=422, cause="", on=["1", "12", "2026"], where="Den")
    assert "Select why the review is late" in client.page.text
    assert "Den" in str(client.page.forms)
    client.submit("review/late", status=422, cause="child_away", on=["", "", ""])
    assert "Enter the next day of the review" in client.page.text
    client.submit("review/late", status=422, cause="other", on=["1", "12", "2026"])
    assert "Say in a few words why the review is late." in client.page.text
    client.submit("review/late", status=422, cause="child_away", on=["1", "9", "2027"])
    client.submit("review/late", cause="child_away", note="Flu", on=["1", "12", "2026"], at="9am")
    page = client.follow()
    assert "The child was away. Flu" in page.text
    with sight.looking(world.hannah.sight()):
        row = Cycle.get_by_id(cycle.id)
        entry = Entry.get(Entry.kind == "review_late")
    assert (row.late_cause, row.late_note, row.review_on, row.review_at) == ("child_away", "Flu", LATER, "09:00")
    assert (entry.title, entry.body.splitlines()[0]) == ("Review late: the child was away", "1 December 2026, 9am, Den")
    assert "Flu" not in client.sign_in(world.magda).get(f"/family/{world.tomasz}").text


def test_arranging_a_late_review_asks_for_its_cause_too(client: Client, world: World) -> None:
    cycle = late(world)
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/review/arrange")
    client.submit("review/arrange", status=422, on=["1", "12", "2026"])
    assert "Say why the review is late." in client.page.text
    client.submit("review/arrange", on=["1", "12", "2026"], cause="advice")
    with sight.looking(world.hannah.sight()):
        assert Cycle.get_by_id(cycle.id).late_cause == "advice"


def test_a_review_that_is_not_late_needs_no_cause(client: Client, world: World) -> None:
    cycle = walk.doing(world)
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/review/late", status=303)
    with sight.looking(world.hannah.sight()):
        with pytest.raises(Refused, match="Enter the day"):
            arrange_actions.move_late(world.hannah.act(), cycle, When(), Late("advice"))
        row = arrange_actions.move_late(world.hannah.act(), cycle, When(LATER), Late("advice"))
    assert row.late_cause == "", "what is not late is only moved"


def test_a_review_held_late_is_reminded_of_its_cause_and_not_kept_up(client: Client, world: World) -> None:
    cycle = late(world)
    page = client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/review")
    assert "Say why the review is late." in page.text
    client.submit("/stage")
    client.get(f"/cycles/{cycle.id}/review/meeting")
    client.submit("review/meeting", others="Magda, mother", impact="More", next_step="next_cycle", note="Go on")
    client.follow()
    assert "Say why the review was late." in client.page.text
    client.click("Say why the review was late.")
    client.submit("review/late", cause="closed")
    with sight.looking(world.hannah.sight()):
        row = Cycle.get_by_id(cycle.id)
    assert (row.late_cause, row.review_on) == ("closed", date(2026, 11, 16))


def test_victor_and_magda_cannot_say_why(client: Client, world: World) -> None:
    cycle = late(world)
    client.sign_in(world.victor).get(f"/cycles/{cycle.id}/review/late", status=404)
    client.sign_in(world.magda).get(f"/cycles/{cycle.id}/review/late", status=403)


def test_what_is_due_leads_to_the_cause_or_to_arranging(client: Client, world: World) -> None:
    cycle = late(world)
    client.sign_in(world.hannah).get("/notices")
    assert "review: say why it is late, and set the next day" in client.page.text
    with sight.looking(world.hannah.sight()):
        arrange_actions.move_late(world.hannah.act(), cycle, When(TODAY + timedelta(days=9)), Late("advice"))
    page = client.get("/notices")
    assert "review: nobody is asked yet" in page.text
    assert ("Arrange", f"/cycles/{cycle.id}/review/arrange") in [(words.split()[0], href) for words, href in page.links]


def test_a_review_two_weeks_ahead_is_reminded_of_once_and_not_before(client: Client, world: World) -> None:
    cycle = walk.doing(world)
    assert cycle.review_on is not None
    for days, told in ((15, False), (14, True)):
        clock.fix(NOW.replace(year=2026, month=12) + (cycle.review_on - date(2026, 12, 23)) - timedelta(days=days))
        page = client.sign_in(world.hannah).get("/notices")
        assert ("review: nobody is asked yet" in page.text) is told, days


def test_the_authority_counts_causes_and_hides_small_numbers(client: Client, world: World) -> None:
    rows = twelve.under_way(world, 12, review_on=date(2026, 11, 16))
    with sight.system("test"):
        for number, row in enumerate(rows):
            Cycle.update(late_cause="advice" if number < 6 else "closed" if number < 11 else "").where(
                Cycle.id == row.id
            ).execute()
    with sight.looking(world.lorna.sight()):
        found = {row.cause: row.reviews.words for row in late_by_cause(date(2026, 9, 1), TODAY, 5)}
    assert found == {"advice": "not shown", "closed": "not shown", "": "fewer than 5"}
    page = client.sign_in(world.lorna).get("/authority")
    client.click("reviews are past their date")
    assert "We are waiting for advice" in client.page.text
    assert "Twelve" not in client.page.text, "no child is named"
    client.sign_in(world.hannah).get("/authority/late-reviews", status=403)
    assert page is not None


def test_every_cause_fits_its_column() -> None:
    assert max(map(len, CAUSES)) <= 20


def test_no_review_with_the_family_this_term_is_red_on_the_childs_page(client: Client, world: World) -> None:
    ada, ben = twelve.under_way(world, 2)
    with sight.system("test"):
        Cycle.update(review_on=date(2026, 11, 16)).where(Cycle.id == ada.id).execute()
    words = "No review with the family this term"
    assert words in client.sign_in(world.hannah).get(f"/children/{ada.pupil_id}").text
    assert words not in client.get(f"/children/{ben.pupil_id}").text, "his is on its way"
    client.sign_in(world.victor).get(f"/children/{ada.pupil_id}", status=404)
