"""Who is told of what, by the actions themselves; the stranger never is."""

from __future__ import annotations

from datetime import date

from portal.access import sight
from portal.accounts.models import Assignment
from portal.cycles.assess.actions import View, give_view
from portal.cycles.opening import open_cycle
from portal.notices import recipients
from portal.notices.models import Notice
from portal.notices.outbox import Telling
from portal.register.adding import NewChild, add_child
from portal.timeline.actions import add_note
from portal.timeline.record import Story, record
from tests.client import Client
from tests.transitions.moving import accepted
from tests.world import TODAY, Who, World


def told(who: Who) -> list[str]:
    """The kinds that somebody was told of, in their own sight."""
    with sight.looking(who.sight()):
        return [row.kind for row in Notice.select().order_by(Notice.id)]


def test_the_family_is_both_parents_and_the_young_person_and_nobody_else(world: World) -> None:
    found = {one.person for one in recipients.family(world.nia, "plan_sent")}
    assert found == {world.folake.person, world.nia_herself.person}


def test_the_teachers_of_tomasz_are_those_of_his_room_without_assistants(world: World) -> None:
    assert [one.person for one in recipients.teachers(world.tomasz, world.millbrook, "plan_sent")] == [
        world.sana.person
    ]
    assert recipients.teachers(world.tomasz, world.fernhill, "plan_sent") == []
    assert [one.person for one in recipients.sencos(world.fernhill, "plan_sent")] == [world.anjali.person]


def test_staff_are_told_at_their_setting_and_the_therapist_as_what_she_is(world: World) -> None:
    found = recipients.where_they_are([world.priya.person, world.sana.person, None], world.millbrook, "plan_sent", 7)
    assert found == [
        Telling(world.priya.person, "plan_sent", None, 7),
        Telling(world.sana.person, "plan_sent", world.millbrook, 7),
    ]


def test_a_teacher_who_may_not_know_of_accounts_tells_the_family_all_the_same(world: World) -> None:
    with sight.looking(world.sana.sight()):
        record(
            world.sana.act(), Story("note", "Seen"), pupil=world.tomasz,
            tell=recipients.family(world.tomasz, "plan_agreed"),
        )  # fmt: skip
    assert told(world.magda) == ["plan_agreed"]
    assert told(world.folake) == []
    assert told(world.victor) == []


def test_told_apart_holds_neither_child_nor_entry(client: Client, world: World) -> None:
    with sight.looking(world.anjali.sight()):
        record(
            world.anjali.act(), Story("note", "Asked"), pupil=world.nia,
            tell=recipients.sencos_apart(world.oakfield, "question_asked"),
        )  # fmt: skip
    assert told(world.victor) == ["question_asked"]
    with sight.looking(world.victor.sight()):
        row = Notice.get()
    assert (row.pupil_id, row.entry_id, row.about_id) == (None, None, None)
    page = client.sign_in(world.victor).get("/notices")
    assert "asks you a question about a child who was with you" in page.text
    client.click("asks you a question", status=303)
    assert client.response is not None
    assert client.response.headers["Location"] == "/moves"


def test_a_move_tells_each_side_when_it_is_their_turn(world: World) -> None:
    move = accepted(world)
    senders, receivers = (world.hannah, world.anjali)
    assert told(world.magda) == ["move_proposed", "record_sent", "move_accepted"]
    assert told(senders) == ["move_agreed", "move_accepted"]
    assert told(world.jess) == told(world.kelechi) == ["read_asked"]
    assert told(receivers) == ["record_sent"]
    assert told(world.victor) == []
    assert move.state == "accepted"


def test_a_new_cycle_asks_the_family_first(world: World) -> None:
    with sight.looking(world.anjali.sight()):
        open_cycle(world.anjali.act(), world.nia)
    assert told(world.folake) == told(world.nia_herself) == ["view_asked"]
    assert told(world.magda) == told(world.anjali) == []


def test_an_assistants_note_tells_the_teacher_who_can_release_it_and_not_the_family(world: World) -> None:
    with sight.system("test"):
        Assignment.create(person=world.kelechi.person, setting=world.fernhill, pupil_id=world.nia, starts_on=TODAY)
        Assignment.create(person=world.jess.person, setting=world.fernhill, pupil_id=world.nia, starts_on=TODAY)
    with sight.looking(world.kelechi.sight()):
        add_note(world.kelechi.act(), world.nia, title="At lunch", body="Ate alone", audience="family", on=TODAY)
    assert told(world.jess) == ["words_waiting"]
    assert told(world.folake) == told(world.victor) == []


def test_a_question_of_the_family_reaches_senco_and_teacher_with_its_page(client: Client, world: World) -> None:
    with sight.looking(world.sana.sight()):
        about = record(world.sana.act(), Story("note", "Played with water"), pupil=world.tomasz)
    client.sign_in(world.magda).get(f"/family/{world.tomasz}/entries/{about.id}/question")
    client.submit("question", text="With whom?")
    assert told(world.hannah) == told(world.sana) == ["family_asked"]
    page = client.sign_in(world.hannah).get("/notices")
    assert "Tomasz’s family asked a question" in page.text
    client.click("family asked a question", status=303)
    assert "With whom?" in client.follow().text


def test_a_setting_that_may_know_the_child_is_told_that_a_claim_waits_and_not_about_whom(
    client: Client, world: World
) -> None:
    tomasz = NewChild(
        forename="Tomasz", surname="Wieczorek", born_on=date(2022, 3, 3), starts_on=TODAY, since=TODAY, needs=("SLCN",)
    )
    with sight.looking(world.anjali.sight()):
        add_child(world.anjali.act(), tomasz)
    assert told(world.hannah) == ["claim_waiting"]
    page = client.sign_in(world.hannah).get("/notices")
    assert "A setting says that a child came to it" in page.text
    assert "Fernhill" not in page.text


def test_everybody_in_charge_hears_of_a_new_view_and_nobody_of_their_own(world: World) -> None:
    with sight.looking(world.anjali.sight()):
        cycle = open_cycle(world.anjali.act(), world.nia)
        give_view(world.anjali.act(), cycle, "assess", View(whose="child", name="Nia", text="I like the library"))
    assert told(world.anjali) == []
    with sight.looking(world.owen.sight()):
        give_view(world.owen.act(), cycle, "assess", View(whose="teacher", name="Owen Bright", text="Helps others"))
    assert told(world.anjali) == ["view_given"]
