"""The review is arranged: family, child and staff are asked, they answer, and views are asked for beforehand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from portal.access import sight
from portal.access.acting import Refused
from portal.cycles.assess import actions as assess_actions
from portal.cycles.assess.actions import View
from portal.cycles.facts import Receiver
from portal.cycles.models import Cycle
from portal.cycles.plan.meeting_actions import When
from portal.cycles.plan.models import Attendee
from portal.cycles.review import arrange_actions
from portal.cycles.review.arrange_queries import Expected, attendees, heard
from portal.notices.models import Notice
from portal.pupils.models import Guardianship
from portal.timeline.models import Entry
from tests.client import Client
from tests.cycles import walk
from tests.statements import counted
from tests.world import TODAY, World

DAY = TODAY + timedelta(days=21)


def invited(world: World) -> Cycle:
    """Magda and Priya are asked to Tomasz's review on 14 December, and for their views."""
    cycle = walk.doing(world)
    with sight.looking(world.hannah.sight()):
        guests = [
            Receiver("Magda Wieczorek", "mother", world.magda.person),
            Receiver("Priya Nair", "speech and language therapist", world.priya.person),
            Receiver("Ewa Wieczorek", "grandmother"),
        ]
        arrange_actions.arrange(world.hannah.act(), cycle, When(DAY, "10:20", "library"), guests)
    return cycle


def told(person: int, kind: str) -> int:
    with sight.system("test"):
        return Notice.select().where((Notice.person == person) & (Notice.kind == kind)).count()


def test_those_around_tomasz_are_proposed_and_asked_with_one_button(client: Client, world: World) -> None:
    cycle = walk.doing(world)
    page = client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/review/arrange")
    for name in ("Tomasz Wieczorek, the child", "Magda Wieczorek, mother", "Sana Rehman", "Priya Nair"):
        assert name in page.text
    client.submit("review/arrange", on=["14", "12", "2026"], at="10:20", where="library")
    page = client.follow()
    assert "Saved: the review is arranged." in page.text
    assert "ask in person, or on paper" in page.text
    with sight.looking(world.hannah.sight()):
        row = Cycle.get_by_id(cycle.id)
        entry = Entry.select().where((Entry.pupil == world.tomasz) & (Entry.kind == "review_arranged")).get()
    assert (row.review_on, row.review_at, row.review_where, row.views_asked_on) == (DAY, "10:20", "library", TODAY)
    assert "14 December 2026, 10:20am, library" in entry.body
    for who in (world.magda, world.sana, world.priya):
        assert (told(who.person, "review_invited"), told(who.person, "review_view_asked")) == (1, 1), who.name


def test_a_family_without_an_account_is_asked_in_person(client: Client, world: World) -> None:
    cycle = walk.doing(world)
    with sight.system("test"):
        Guardianship.update(ends_on=TODAY - timedelta(days=1)).where(Guardianship.pupil == world.tomasz).execute()
    page = client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/review/arrange")
    assert "Family of Tomasz Wieczorek" in page.text


def test_a_day_later_than_a_term_is_sent_back_with_everything_else_kept(client: Client, world: World) -> None:
    cycle = walk.doing(world)
    client.sign_in(world.sana).get(f"/cycles/{cycle.id}/review/arrange")
    page = client.submit("review/arrange", status=422, on=["1", "9", "2027"], at="10:20", where="Room 7")
    assert "A plan is reviewed at least once a term." in page.text
    assert "Room 7" in str(page.forms)
    page = client.submit("review/arrange", status=422, on=["", "", ""])
    assert "Enter the day of the review." in page.text
    page = client.submit("review/arrange", status=422, on=["14", "12", "2026"], at="half")
    assert "Enter a time of day, like 3:30pm" in page.text


def test_nobody_asked_is_no_review(world: World) -> None:
    cycle = walk.doing(world)
    with sight.looking(world.hannah.sight()), pytest.raises(Refused, match="Choose who"):
        arrange_actions.arrange(world.hannah.act(), cycle, When(DAY), [])


def test_magda_answers_that_she_comes_and_hannah_hears_of_it(client: Client, world: World) -> None:
    cycle = invited(world)
    page = client.sign_in(world.magda).get(f"/family/{world.tomasz}/review-meeting")
    assert "Monday 14 December 2026, 10:20am" in page.text
    client.submit("review-meeting", button=("said", "coming"))
    assert "You said: yes, I come." in client.follow().text
    assert told(world.hannah.person, "review_answered") == 1
    page = client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/review/arrange")
    assert "mother comes" in page.text


def test_priya_answers_on_her_own_invitation_and_nobody_else_sees_one(client: Client, world: World) -> None:
    cycle = invited(world)
    client.sign_in(world.priya).get(f"/cycles/{cycle.id}/review/invitation")
    client.submit("review/invitation", status=422)
    assert "Choose whether you can come" in client.page.text
    client.submit("review/invitation", said="views")
    assert "Thank you." in client.follow().text
    client.sign_in(world.sana).get(f"/cycles/{cycle.id}/review/invitation", status=404)
    client.sign_in(world.victor).get(f"/cycles/{cycle.id}/review/invitation", status=404)
    client.get(f"/cycles/{cycle.id}/review/arrange", status=404)
    client.sign_in(world.peter).get(f"/family/{world.tomasz}/review-meeting", status=404)
    with sight.looking(world.priya.sight()):
        mine = Attendee.get((Attendee.cycle == cycle) & (Attendee.person == world.priya.person))
    with sight.looking(world.hannah.sight()), pytest.raises(Refused, match="Somebody else"):
        arrange_actions.answer(world.hannah.act(), cycle, mine, "coming")


def test_who_is_silent_is_asked_again_and_who_has_no_account_in_person(client: Client, world: World) -> None:
    cycle = invited(world)
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/review/arrange")
    with sight.looking(world.hannah.sight()):
        magda, _priya, ewa = attendees(cycle)
    client.submit(f"asked/{magda.id}")
    assert "Magda Wieczorek is asked again." in client.follow().text
    assert told(world.magda.person, "review_view_asked") == 2
    client.submit(f"asked/{ewa.id}")
    assert "has no account: ask in person" in client.follow().text
    with sight.looking(world.hannah.sight()):
        words = [row.title + row.body for row in Entry.select().where(Entry.kind == "review_arranged")]
    assert sum("Asked again" in said for said in words) == 2
    assert not any("Magda" in said for said in words if "again" in said), (
        "one person's silence is not the others' to know"
    )


def test_a_new_day_is_told_to_all_and_views_are_asked_for_once(world: World) -> None:
    cycle = invited(world)
    with sight.looking(world.hannah.sight()):
        guests = [Receiver(row.name, row.role, row.person_id) for row in attendees(cycle)]
        arrange_actions.arrange(world.hannah.act(), cycle, When(DAY, "10:20", "library"), guests)
        assert told(world.magda.person, "review_invited") == 1, "nothing has changed"
        arrange_actions.arrange(world.hannah.act(), cycle, When(DAY, "11:00", "library"), guests)
    assert (told(world.magda.person, "review_invited"), told(world.magda.person, "review_view_asked")) == (2, 1)


def test_a_view_counts_whoever_wrote_it_down(world: World) -> None:
    given = [
        View("family", "Magda, on the phone", "Better"),
        View("child", "Tomasz, by pointing", "Bucket"),
    ]
    cycle = invited(world)
    with sight.looking(world.hannah.sight()):
        rows = [assess_actions.give_view(world.hannah.act(), cycle, "review", one) for one in given]
    assert heard(Expected(world.magda.person, "Magda Wieczorek", "mother"), rows)
    assert heard(Expected(None, "Tomasz Wieczorek", "the child"), rows)
    assert not heard(Expected(world.hannah.person, "Hannah Coyle", "SENCO"), rows), "she wrote down what others said"
    assert not heard(Expected(world.priya.person, "Priya Nair", "therapist"), rows)


def test_the_page_costs_the_same_for_two_guests_and_for_twelve(client: Client, world: World) -> None:
    cycle = invited(world)
    path = f"/cycles/{cycle.id}/review/arrange"
    client.sign_in(world.hannah).get(path)
    with counted() as few:
        client.get(path)
    with sight.looking(world.hannah.sight()):
        guests = [Receiver(row.name, row.role, row.person_id) for row in attendees(cycle)]
        more = [Receiver(f"Guest {number}", "guest") for number in range(10)]
        arrange_actions.arrange(world.hannah.act(), cycle, When(DAY, "10:20", "library"), [*guests, *more])
    with counted() as many:
        client.get(path)
    assert len(many) == len(few)
    assert date(2026, 12, 14) == DAY
