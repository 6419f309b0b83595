"""Who is told of what, by the actions themselves; the stranger never is."""

from __future__ import annotations

from portal.access import sight
from portal.notices import recipients
from portal.notices.models import Notice
from portal.notices.outbox import Telling
from portal.timeline.record import Story, record
from tests.client import Client
from tests.transitions.moving import accepted
from tests.world import Who, World


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
