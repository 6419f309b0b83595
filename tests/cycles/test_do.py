"""The page of Do: what became of each session, where skills are used, what went on beside the sessions."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from portal import clock
from portal.access import sight
from portal.access.acting import Refused
from portal.access.scope import OutOfScope
from portal.cycles.do import actions as do_actions
from portal.cycles.do import generalise_actions, note_actions, session_actions
from portal.cycles.do.generalise_queries import used
from portal.cycles.do.models import Delivery, Generalisation
from portal.cycles.do.session_actions import Giver, Session
from portal.cycles.do.weeks import Session as Logged
from portal.cycles.do.weeks import picture, trend, weeks
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Target
from portal.timeline.models import Entry
from tests.client import Client
from tests.cycles import walk
from tests.statements import counted
from tests.world import TODAY, World


def on(day: date) -> None:
    clock.fix(clock.now().replace(year=day.year, month=day.month, day=day.day, tzinfo=clock.UTC))


def two_weeks(world: World) -> Cycle:
    """Tomasz's plan after two weeks: 2 given, 2 lost, 2 of which nobody wrote anything."""
    cycle = walk.doing(world)
    on(date(2026, 12, 7))
    with sight.looking(world.hannah.sight()):
        help_ = walk.provision_of(cycle)
        for day, cause in ((23, ""), (25, "absent"), (27, ""), (30, "room")):
            session = Session(cause=cause, engagement=None if cause else 4)
            session_actions.log(world.hannah.act(), help_, date(2026, 11, day), session)
    return cycle


def test_hannah_reads_given_of_planned_with_the_causes_and_what_nobody_logged(client: Client, world: World) -> None:
    cycle = two_weeks(world)
    page = client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/do").text
    assert (
        "2 of 6 sessions given; lost: absent 1, no room 1; joined in 4.0 of 5 on average. 2 sessions are not logged."
        in page
    )
    assert "Since this plan began on 23 November 2026." in page
    answer = client.response
    assert answer is not None
    assert "Attention Autism, the last 3 school weeks: given 2, lost 2, not logged 2" in answer.get_data(as_text=True)


def test_the_picture_and_its_table_tell_the_same_weeks_and_a_closed_week_loses_nothing() -> None:
    monday = date(2026, 10, 19)
    due = [monday, monday + timedelta(days=2), monday + timedelta(days=14)]
    logged = [Logged(due[0], True), Logged(due[1], False, "room")]
    open_days = [monday, monday + timedelta(days=2), monday + timedelta(days=14)]
    rows = weeks(due, logged, open_days, monday, monday + timedelta(days=18))
    assert [(row.planned, row.given, row.missed, row.unlogged, row.closed) for row in rows] == [
        (2, 1, 1, 0, False), (0, 0, 0, 0, True), (1, 0, 0, 1, False),
    ]  # fmt: skip
    drawn = picture(rows)
    assert drawn is not None
    assert [block.kind for block in drawn.blocks] == ["given", "lost", "closed", "unlogged"]
    assert picture([row._replace(planned=0, given=0, lost={}) for row in rows]) is None


def test_how_a_child_joins_in_is_compared_only_after_four_marks() -> None:
    marks = [Logged(TODAY, True, "", mark) for mark in (2, 2, 4, 4, 5)]
    assert trend(marks) == (2.0, 4.3)
    assert trend(marks[:3]) is None


def test_change_that_was_not_sent_is_said_in_do_with_its_link(client: Client, world: World) -> None:
    cycle = two_weeks(world)
    assert "not been sent yet" not in client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/do").text
    with sight.looking(world.hannah.sight()):
        help_ = walk.provision_of(cycle)
        do_actions.change_provision(world.hannah.act(), cycle, help_, change="adapted", reason="Tired", minutes=5)
    page = client.get(f"/cycles/{cycle.id}/do")
    assert "1 change of the plan has not been sent yet." in page.text
    client.click("Send what changed")
    assert "The SENCO sends them." in client.sign_in(world.sana).get(f"/cycles/{cycle.id}/do").text


def test_a_conversation_with_the_family_is_theirs_to_read_and_one_between_staff_is_not(
    client: Client, world: World
) -> None:
    cycle = two_weeks(world)
    client.sign_in(world.sana).get(f"/cycles/{cycle.id}/do")
    client.click("Add a conversation")
    client.submit("notes/new", status=422, text="He shows her the bucket at home.")
    assert "Select with whom the conversation was" in client.page.text
    assert "He shows her the bucket at home." in client.page.text
    client.submit("notes/new", whom=["family"])
    assert "Conversation with the family" in client.follow().text
    with sight.looking(world.sana.sight()):
        note_actions.write_note(
            world.sana.act(), cycle, "conversation", "Hannah thinks of a smaller group.", whom=("senco", "teacher"),
            audience="professionals",
        )  # fmt: skip
    with sight.looking(world.magda.sight()):
        told = {row.title: row.body for row in Entry.select().where(Entry.kind == "note")}
    assert told == {"Conversation with the family": "He shows her the bucket at home."}


def test_what_an_assistant_writes_stays_with_the_staff(client: Client, world: World) -> None:
    cycle = two_weeks(world)
    with sight.system("test"):
        Cycle.update(setting=world.fernhill).execute()
    page = client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/do/notes/new").text
    assert "Who may read it?" in page
    act = world.kelechi.act()._replace(setting=world.millbrook)
    with sight.system("test"):
        entry = note_actions.write_note(act, cycle, "ordinary", "He sat on the carpet.", audience="family")
    assert entry.audience == "setting"


def test_ordinary_teaching_and_what_the_senco_did_stand_beside_the_sessions(client: Client, world: World) -> None:
    cycle = two_weeks(world)
    with sight.looking(world.hannah.sight()):
        note_actions.write_note(world.hannah.act(), cycle, "ordinary", "Photo cards at every meal.")
        note_actions.write_note(world.hannah.act(), cycle, "support", "Modelled the bucket twice.")
    page = client.sign_in(world.sana).get(f"/cycles/{cycle.id}/do").text
    assert "Photo cards at every meal." in page
    assert "Modelled the bucket twice." in page
    assert "No conversation is written down yet." in page


def test_who_covered_a_session_is_named_in_the_log_beside_who_logged_it(client: Client, world: World) -> None:
    cycle = two_weeks(world)
    with sight.looking(world.hannah.sight()):
        session_actions.log(
            world.hannah.act(), walk.provision_of(cycle), clock.today(), Session(), Giver(None, "Carol Webb")
        )
    page = client.sign_in(world.sana).get(f"/cycles/{cycle.id}/do").text
    assert "given by Carol Webb, logged by Hannah" in page


def test_a_target_without_a_plan_for_elsewhere_can_be_seen_in_use_all_the_same(client: Client, world: World) -> None:
    cycle = two_weeks(world)
    client.sign_in(world.sana).get(f"/cycles/{cycle.id}/do")
    assert "Nothing planned." in client.page.text
    client.click("Say what you saw")
    client.submit("places/new", place="Lunch", state="sometimes")
    assert "Lunch" in client.follow().text
    with sight.looking(world.sana.sight()):
        assert used(cycle.id, []) == []
    assert "Say what you saw" not in client.sign_in(world.magda).get(f"/family/{world.tomasz}").text


def test_planned_where_and_works_where_stand_side_by_side(client: Client, world: World) -> None:
    cycle = two_weeks(world)
    with sight.system("test"):
        Target.update(generalise="At lunch, with Carol").where(Target.cycle == cycle).execute()
    client.sign_in(world.sana).get(f"/cycles/{cycle.id}/do")
    assert "At lunch, with Carol" in client.page.text
    assert "Nobody has looked yet." in client.page.text
    client.click("Say what you saw")
    client.submit("places/new", status=422, state="sometimes")
    assert "Enter where you looked" in client.page.text
    client.submit("places/new", place="Lunch", note="With the photo card beside the plate")
    assert "sometimes" in client.follow().text
    with sight.looking(world.sana.sight()):
        target = walk.target_of(cycle)
        generalise_actions.see_in_use(world.sana.act(), cycle, target, place="lunch ", state="works")
        (row,) = used(cycle.id, [target])
    assert row.planned == "At lunch, with Carol"
    assert row.works
    assert [(place.state, place.looks) for place in row.places] == [("it works", 2)]


def test_a_look_by_the_stranger_or_before_the_plan_is_refused(client: Client, world: World) -> None:
    cycle = two_weeks(world)
    with sight.looking(world.hannah.sight()):
        target = walk.target_of(cycle)
        with pytest.raises(Refused, match="between the start of the plan and today"):
            generalise_actions.see_in_use(
                world.hannah.act(), cycle, target, place="Garden", state="works", on=date(2026, 11, 1)
            )
        with pytest.raises(Refused, match="what you saw"):
            generalise_actions.see_in_use(world.hannah.act(), cycle, target, place="Garden", state="often")
    with sight.looking(world.victor.sight()), pytest.raises((Refused, OutOfScope)):
        generalise_actions.see_in_use(world.victor.act(), cycle, target, place="Garden", state="works")
    client.sign_in(world.victor).get(f"/cycles/{cycle.id}/do/targets/{target.id}/places/new", status=404)
    client.get(f"/cycles/{cycle.id}/do", status=404)


def test_an_assistant_s_look_waits_for_the_teacher_before_the_family_reads_it(world: World) -> None:
    cycle = two_weeks(world)
    with sight.system("test"):
        act = world.kelechi.act()._replace(setting=world.millbrook)
        row = generalise_actions.see_in_use(act, cycle, walk.target_of(cycle), place="Garden", state="works")
    assert row.audience == "setting"
    with sight.looking(world.magda.sight()):
        assert not Generalisation.select().exists()


def test_two_hundred_logged_sessions_are_paged_and_cost_no_more_than_one(client: Client, world: World) -> None:
    cycle = two_weeks(world)
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/do")
    with counted() as few:
        client.get(f"/cycles/{cycle.id}/do")
    with sight.system("test"):
        help_ = walk.provision_of(cycle)
        for number in range(200):
            day = date(2026, 11, 23) + timedelta(days=number % 14)
            Delivery.create(
                pupil=world.tomasz, provision=help_, cycle=cycle, setting=world.millbrook, on=day, measure="4"
            )
            Entry.create(
                pupil=world.tomasz, setting=world.millbrook, cycle_id=cycle.id, cycle_number=1, kind="session_logged",
                stage="do", title=f"Session {number}", occurred_on=day, recorded_at=clock.now(), author_role="senco",
                audience="family",
            )  # fmt: skip
    with counted() as many:
        page = client.get(f"/cycles/{cycle.id}/do")
    assert len(many) == len(few) <= 12
    assert page.text.count("Session ") <= 20
    client.click("Next page")
    assert "Previous page" in client.page.text
    assert "There is nothing older." in client.get(f"/cycles/{cycle.id}/do?page=99").text
