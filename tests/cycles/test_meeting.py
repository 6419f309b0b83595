"""The meeting of a plan: family and child are asked, what was said is written down once, and agreeing takes it over."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portal.access import sight
from portal.access.acting import Refused
from portal.cycles.facts import Receiver
from portal.cycles.models import Cycle
from portal.cycles.plan import meeting_actions
from portal.cycles.plan.meeting_actions import When
from portal.cycles.plan.meeting_queries import minutes
from portal.cycles.plan.models import Attendee
from portal.cycles.rows import Rows
from portal.notices.models import Notice
from portal.timeline.models import Entry
from tests.client import Client
from tests.cycles import walk
from tests.statements import counted
from tests.world import TODAY, World


def guests(world: World) -> list[Receiver]:
    return [Receiver("Magda Wieczorek", "mother", world.magda.person), Receiver("Priya Nair", "speech therapist")]


def asked(world: World) -> Cycle:
    """Magda and Priya are asked; no day yet."""
    cycle = walk.planned(world)
    with sight.looking(world.hannah.sight()):
        meeting_actions.invite(world.hannah.act(), cycle, When(), guests(world))
    return cycle


def told(world: World, person: int) -> int:
    with sight.system("test"):
        return Notice.select().where((Notice.person == person) & (Notice.kind == "meeting_invited")).count()


def test_those_around_tomasz_are_proposed_and_others_are_typed(client: Client, world: World) -> None:
    cycle = walk.planned(world)
    page = client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/plan/meeting")
    for name in ("Tomasz Wieczorek, the child", "Magda Wieczorek, mother", "Sana Rehman", "Priya Nair"):
        assert name in page.text
    client.submit("plan/meeting", others="Grandma Ewa, grandmother", on=["1", "12", "2026"], at="9:15", where="library")
    page = client.follow()
    for shown in ("1 December 2026", "9:15am", "library", "Grandma Ewa, grandmother", "Magda Wieczorek, mother"):
        assert shown in page.text
    assert told(world, world.magda.person) == 1


def test_a_strange_time_is_sent_back_with_everything_else_kept(client: Client, world: World) -> None:
    cycle = walk.planned(world)
    client.sign_in(world.sana).get(f"/cycles/{cycle.id}/plan/meeting")
    client.submit("plan/meeting", status=422, at="half", others="Ewa, grandmother")
    assert "Enter a time of day, like 3:30pm" in client.page.text
    assert "Ewa, grandmother" in client.page.text


def test_a_new_day_is_told_to_all_and_a_new_guest_alone_to_the_guest(world: World) -> None:
    cycle = asked(world)
    with sight.looking(world.hannah.sight()):
        act = world.hannah.act()
        sana = Receiver("Sana Rehman", "teacher", world.sana.person)
        meeting_actions.invite(act, cycle, When(), [*guests(world), sana])
        assert (told(world, world.magda.person), told(world, world.sana.person)) == (1, 1)
        meeting_actions.invite(act, cycle, When(TODAY + timedelta(days=3), "15:30"), [*guests(world), sana])
        assert (told(world, world.magda.person), told(world, world.sana.person)) == (2, 2)


def test_who_is_asked_no_more_is_taken_off_and_can_be_asked_again(world: World) -> None:
    cycle = asked(world)
    with sight.looking(world.hannah.sight()):
        act = world.hannah.act()
        meeting_actions.invite(act, cycle, When(), guests(world)[:1])
        assert [row.name for row in Rows(cycle).attendees] == ["Magda Wieczorek"]
        meeting_actions.invite(act, cycle, When(), [*guests(world)[:1], Receiver("priya  nair")])
        assert len(Rows(cycle).attendees) == 2
        with pytest.raises(Refused, match="Choose"):
            meeting_actions.invite(act, cycle, When(), [])


def test_magda_answers_beforehand_and_is_expected_or_not(client: Client, world: World) -> None:
    cycle = asked(world)
    with sight.looking(world.magda.sight()):
        row = Attendee.get(Attendee.person == world.magda.person)
        meeting_actions.answer(world.magda.act(), cycle, row, "views")
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/plan")
    assert "sends views" in client.page.text
    page = client.get(f"/cycles/{cycle.id}/plan/meeting/record")
    assert page.forms[-1]["data"]["sent"] == [str(row.id)]
    assert "came" not in page.forms[-1]["data"], "nobody came before somebody says so"
    with sight.looking(world.magda.sight()):
        meeting_actions.answer(world.magda.act(), cycle, row, "coming")
    page = client.get(f"/cycles/{cycle.id}/plan/meeting/record")
    assert page.forms[-1]["data"]["came"] == [str(row.id)]


def test_nobody_is_asked_to_a_day_that_is_over(client: Client, world: World) -> None:
    cycle = walk.planning(world)
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/plan/meeting")
    page = client.submit("plan/meeting", status=422, on=["1", "11", "2026"], at="3:30", where="Room 7")
    assert "This day is over." in page.text
    assert "Room 7" in str(page.forms[-1]["data"])
    client.submit("plan/meeting", on=["30", "11", "2026"], at="3:30", where="Room 7")
    assert "30 November 2026, 3:30pm, Room 7" in client.follow().text
    told = client.sign_in(world.magda).get(f"/family/{world.tomasz}").text
    assert "30 November 2026, 3:30pm, Room 7" in told


def test_what_the_meeting_came_to_is_typed_once_and_goes_into_the_agreement(client: Client, world: World) -> None:
    cycle = asked(world)
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/plan/meeting/record")
    with sight.looking(world.hannah.sight()):
        magda = str(Attendee.get(Attendee.person == world.magda.person).id)
    client.submit(
        "meeting/record", came=[magda], decisions="Snack first. Magda tries it at home.", others="Ewa, grandmother"
    )
    client.follow()
    client.click("Agree the plan")
    typed = client.page.forms[-1]["data"]["meeting"][0]
    assert "Magda Wieczorek (mother)" in typed
    assert "Ewa (grandmother)" in typed
    assert "Snack first." in typed
    client.submit("agreement")
    client.follow()
    with sight.looking(world.hannah.sight()):
        row = Cycle.get_by_id(cycle.id)
        assert (row.met_on, row.agreed_on) == (TODAY, TODAY)
        assert minutes(row, Rows(row).attendees) == row.meeting, "names stand once, also after the agreement"
        kinds = [entry.kind for entry in Entry.select().where(Entry.kind.startswith("meeting")).order_by(Entry.id)]
    assert kinds == ["meeting_planned", "meeting_held"]


def test_a_meeting_nobody_came_to_is_no_meeting(client: Client, world: World) -> None:
    cycle = walk.planned(world)
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/plan/meeting/record")
    client.submit("meeting/record", status=422, decisions="We waited.")
    assert "Say who came." in client.page.text
    tomorrow = ["24", "11", "2026"]
    client.submit("meeting/record", status=422, on=tomorrow, others="Ewa", decisions="We waited.")
    assert "today or earlier" in client.page.text


def test_the_pages_of_a_meeting_cost_the_same_for_two_guests_and_for_ten(client: Client, world: World) -> None:
    cycle = asked(world)
    path = f"/cycles/{cycle.id}/plan/meeting"
    client.sign_in(world.hannah).get(path)
    with counted() as few:
        client.get(path)
    with sight.looking(world.hannah.sight()):
        more = [Receiver(f"Guest {n}") for n in range(8)]
        meeting_actions.invite(world.hannah.act(), cycle, When(), [*guests(world), *more])
    with counted() as many:
        client.get(path)
    assert len(many) == len(few) <= 16, "\n".join(many)


def test_victor_finds_no_meeting_of_tomasz(client: Client, world: World) -> None:
    cycle = asked(world)
    client.sign_in(world.victor).get(f"/cycles/{cycle.id}/plan/meeting", status=404)
    client.get(f"/cycles/{cycle.id}/plan/meeting/record", status=404)
