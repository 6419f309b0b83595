"""What works for me: one living page, read by everybody who works with the child, with one tap."""

from __future__ import annotations

from datetime import date

import pytest

from portal.access import sight
from portal.access.acting import Refused
from portal.accounts.models import Assignment, Membership, Person
from portal.cycles.learn import actions as learn_actions
from portal.cycles.learn import reflection_actions
from portal.cycles.learn.models import Learning, Reading
from portal.cycles.learn.reflection_actions import Said
from portal.cycles.models import Cycle
from portal.notices.models import Notice
from portal.organisation.models import Room
from portal.profile import actions
from portal.profile.actions import ToRead
from portal.profile.queries import stand_of, works_of
from portal.profile.reader_queries import changed_for, readers_of
from portal.pupils.models import Placement
from portal.timeline.models import Entry
from portal.transitions.models import TransitionReceipt
from tests.client import Client
from tests.cycles import walk
from tests.statements import counted
from tests.transitions.moving import accepted
from tests.world import TODAY, Who, World, person

SUBJECTS = (
    "Science",
    "French",
    "Art",
    "Music",
    "History",
    "Geography",
    "Drama",
    "Maths",
    "English",
    "Computing",
    "PE",
    "Food",
)


def learnt(world: World, pupil: int, text: str = "Picture first", *, kind: str = "helps", **more: object) -> Learning:
    """Something learnt about a child in an earlier cycle."""
    with sight.system("test"):
        cycle, _made = Cycle.get_or_create(
            pupil=pupil, number=1, defaults={"setting": world.millbrook, "opened_on": TODAY, "closed_on": TODAY}
        )
        return Learning.create(
            pupil=pupil, cycle=cycle, setting=world.millbrook, kind=kind, text=text, learnt_on=TODAY, **more
        )


def read(who: Who, pupil: int) -> None:
    """Somebody reads a page as it stands."""
    with sight.looking(who.sight()):
        actions.confirm(who.act(), [ToRead(pupil, stand_of(pupil))])


def in_year_7(world: World) -> tuple[list[Who], int]:
    """Nia at Harbour Lane in form 7P, which twelve teachers teach."""
    with sight.system("test"):
        form = Room.create(setting=world.harbour_lane, name="7P", year_group="7", academic_year=2026)
        Placement.update(state="left", ended_on=TODAY).where(Placement.pupil == world.nia).execute()
        Placement.create(
            pupil=world.nia,
            setting=world.harbour_lane,
            room=form,
            starts_on=date(2026, 9, 3),
            sees_from=date(2026, 9, 1),
        )
        from portal.organisation.models import Setting

        lane = Setting.get_by_id(world.harbour_lane)
        people = [person(f"{subject} Teacher", "teacher", lane) for subject in SUBJECTS]
        for one in people:
            Assignment.create(person=one.person, setting=lane, room=form, starts_on=date(2026, 9, 1))
    return people, form.id


def test_the_page_begins_with_the_childs_own_words_and_holds_every_learning_in_force(
    client: Client, world: World
) -> None:
    cycle = walk.learning(world)
    learnt(
        world, world.tomasz, "Picture first", ordinary_teaching="Pictures on every table", home="A photo at the door"
    )
    learnt(world, world.tomasz, "The sand timer", kind="hinders")
    learnt(world, world.tomasz, "Stickers", retired_on=TODAY)
    with sight.looking(world.hannah.sight()):
        reflection_actions.reflect(world.hannah.act(), cycle, Said("child", "Tomasz", {"preferences": "Bubbles!"}))
    page = client.sign_in(world.sana).get(f"/children/{world.tomasz}/what-works")
    text = page.text
    assert (
        text.index("In my own words") < text.index("Bubbles!") < text.index("This helps") < text.index("Picture first")
    )
    assert text.index("Picture first") < text.index("This does not help") < text.index("The sand timer")
    assert "Stickers" not in text
    assert "At home: A photo at the door" in text
    assert "Attention Autism" in text, "the help that runs stands below"
    client.sign_in(world.victor).get(f"/children/{world.tomasz}/what-works", status=404)


def test_the_cover_teacher_and_the_assistant_read_it_with_the_childs_words_in_them(
    client: Client, world: World
) -> None:
    cycle = walk.learning(world)
    learnt(world, world.tomasz)
    with sight.looking(world.hannah.sight()):
        reflection_actions.reflect(world.hannah.act(), cycle, Said("child", "Tomasz", {"helps": "Bubbles"}))
        reflection_actions.reflect(world.hannah.act(), cycle, Said("family", "Magda", {"helps": "Lullaby"}))
    for role in ("ta", "cover"):
        helper = world.sana._replace(role=role)
        with sight.looking(helper.sight()):
            works = works_of(world.tomasz, helper.person)
        assert [one.text for one in works.own][:1] == ["Bubbles"]
        assert "Lullaby" not in str(works)


def test_what_the_child_keeps_from_others_is_not_on_their_page(world: World) -> None:
    cycle = walk.learning(world)
    with sight.looking(world.hannah.sight()):
        said = Said("child", "Tomasz", {"hinders": "When they stare"}, "restricted,senco,dsl,")
        reflection_actions.reflect(world.hannah.act(), cycle, said)
        assert "stare" in str(works_of(world.tomasz).own)
    for other in (world.sana, world.sana._replace(role="ta"), world.magda):
        with sight.looking(other.sight()):
            assert "stare" not in str(works_of(world.tomasz))


def test_a_learning_is_on_the_page_at_once_and_new_until_sana_taps(client: Client, world: World) -> None:
    cycle = walk.learning(world)
    learnt(world, world.tomasz)
    read(world.sana, world.tomasz)
    with sight.looking(world.hannah.sight()):
        learn_actions.learn(world.hannah.act(), cycle, kind="helps", text="Bubbles", ordinary_teaching="For all")
    page = client.sign_in(world.sana).get(f"/children/{world.tomasz}/what-works")
    assert "It has changed since." in page.text
    assert "Bubbles New since you read" in page.text
    client.submit("what-works")
    page = client.follow()
    assert "New since you read" not in page.text
    assert "I have read this" not in page.text


def test_a_tap_on_a_page_opened_yesterday_does_not_cover_what_came_meanwhile(client: Client, world: World) -> None:
    learnt(world, world.tomasz)
    client.sign_in(world.sana).get(f"/children/{world.tomasz}/what-works")
    learnt(world, world.tomasz, "Bubbles")
    client.submit("what-works")
    with sight.looking(world.sana.sight()):
        assert works_of(world.tomasz, world.sana.person).unread
        assert [one.text for one in works_of(world.tomasz, world.sana.person).fresh] == ["Bubbles"]


@pytest.mark.parametrize("stood", ["", "x-y", "99999999999999999999-1", "999999-999"])
def test_whatever_a_form_claims_nobody_has_read_what_is_still_to_come(client: Client, world: World, stood: str) -> None:
    newest = learnt(world, world.tomasz)
    client.sign_in(world.sana).get(f"/children/{world.tomasz}/what-works")
    client.submit("what-works", stood=stood)
    with sight.looking(world.sana.sight()):
        assert Reading.get(Reading.person == world.sana.person).newest == newest.id


def test_one_tap_settles_the_handovers_request_too(client: Client, world: World) -> None:
    accepted(world)
    client.sign_in(world.kelechi).get(f"/children/{world.tomasz}/what-works")
    client.submit("what-works")
    with sight.looking(world.anjali.sight()):
        row = TransitionReceipt.get(
            (TransitionReceipt.step == "read") & (TransitionReceipt.person == world.kelechi.person)
        )
        assert row.on == TODAY
        assert Entry.get((Entry.pupil == world.tomasz) & (Entry.kind == "works_read")).audience == "family"


def test_all_twelve_teachers_of_nia_are_asked_once_and_ruth_sees_who_has_read(client: Client, world: World) -> None:
    teachers, _form = in_year_7(world)
    with sight.system("test"):
        cycle = Cycle.create(pupil=world.nia, number=1, setting=world.harbour_lane, opened_on=TODAY, stage="learn")
    with sight.looking(world.ruth.sight()):
        for text in ("Words the day before", "A quiet minute"):
            learn_actions.learn(world.ruth.act(), cycle, kind="helps", text=text, ordinary_teaching="For all")
    with sight.system("test"):
        asked = [row.person_id for row in Notice.select().where(Notice.kind == "works_changed")]
    assert sorted(asked) == sorted(one.person for one in teachers), "one notice each, however much is learnt"
    for one in teachers[:8]:
        client.sign_in(one).get(f"/children/{world.nia}/what-works")
        client.submit("what-works")
    page = client.sign_in(world.ruth).get(f"/children/{world.nia}/what-works/readers")
    assert "8 of 12 have read it as it stands." in page.text
    assert page.text.index("History Teacher") > page.text.index("PE Teacher"), "those who have not read come first"
    assert "since 23 November 2026" in page.text
    client.sign_in(world.victor).get(f"/children/{world.nia}/what-works/readers", status=404)


def test_ruth_asks_again_those_who_have_not_read_and_only_them(world: World) -> None:
    teachers, _form = in_year_7(world)
    learnt(world, world.nia)
    read(teachers[0], world.nia)
    with sight.looking(world.ruth.sight()):
        late = [one.person for one in readers_of(world.nia, world.harbour_lane) if not one.done]
        assert actions.ask_to_read(world.ruth.act(), world.nia, late) == 11
        with pytest.raises(Refused, match="has not seen it yet"):
            actions.ask_to_read(world.ruth.act(), world.nia, late)


def test_a_teacher_with_three_children_ticks_all_pages_that_she_has_read_at_once(client: Client, world: World) -> None:
    teachers, form = in_year_7(world)
    anna = teachers[0]
    with sight.system("test"):
        for pupil in (world.eli, world.tomasz):
            Placement.update(state="left", ended_on=TODAY).where(Placement.pupil == pupil).execute()
            Placement.create(pupil=pupil, setting=world.harbour_lane, room=form, starts_on=TODAY, sees_from=TODAY)
    for pupil in (world.nia, world.eli, world.tomasz):
        learnt(world, pupil, "Noise", kind="hinders")
    page = client.sign_in(anna).get("/what-works")
    assert "3 pages have changed" in page.text
    assert "Does not help: Noise" in page.text
    page = client.submit("/what-works", status=422)
    assert "Tick the pages that you have read" in page.text
    client.submit("/what-works", pages=[str(world.nia), str(world.eli)])
    assert "1 page has changed" in client.follow().text
    with sight.system("test"):
        read_ = {row.pupil_id for row in Reading.select().where(Reading.person == anna.person)}
        assert read_ == {world.nia, world.eli}
        assert Entry.select().where(Entry.kind == "works_read").count() == 2
    assert "You have read all the pages" in client.sign_in(world.victor).get("/what-works").text


def test_what_holds_no_more_leaves_the_page_with_its_reason_and_sana_is_asked_to_read_again(
    client: Client, world: World
) -> None:
    row = learnt(world, world.tomasz, "Stickers")
    read(world.sana, world.tomasz)
    client.sign_in(world.hannah).get(f"/children/{world.tomasz}/what-works?off=yes")
    client.click("This holds no more")
    page = client.submit("what-works", status=422, reason=" ")
    assert "Say why it holds no more" in page.text
    client.submit("what-works", reason="He asks for words now")
    assert "Stickers" not in client.follow().text
    with sight.looking(world.sana.sight()):
        assert [one.left for one in changed_for(world.sana.person)] == [1]
        assert Learning.get_by_id(row.id).retired_reason == "He asks for words now"
    with sight.looking(world.hannah.sight()), pytest.raises(Refused, match="off the page already"):
        actions.retire(world.hannah.act(), Learning.get_by_id(row.id), "Again", [])
    client.sign_in(world.victor).get(f"/children/{world.tomasz}/what-works/{row.id}", status=404)


def test_magda_reads_the_same_page_in_plain_words_with_what_helps_at_home(client: Client, world: World) -> None:
    learnt(world, world.tomasz, "Picture first", home="Put a photo by the door")
    learnt(world, world.tomasz, "Only for staff", audience="setting")
    read(world.sana, world.tomasz)
    page = client.sign_in(world.magda).get(f"/family/{world.tomasz}/what-works")
    assert "Put a photo by the door" in page.text
    assert "Only for staff" not in page.text
    assert "1 of 1 adults have read it" in page.text
    client.sign_in(world.peter).get(f"/family/{world.tomasz}/what-works", status=404)


def test_magda_answers_the_six_questions_on_one_page_and_is_not_asked_again(client: Client, world: World) -> None:
    walk.learning(world)
    client.sign_in(world.magda).get(f"/family/{world.tomasz}")
    client.click("Tell us now")
    page = client.submit("reflect", status=422)
    assert "Answer at least one question" in page.text
    client.submit("reflect", helps="One thing at a time", hinders="Crowds")
    assert "Tell us what you have learnt." not in client.follow().text
    with sight.looking(world.sana.sight()):
        rows = Entry.select().where((Entry.pupil == world.tomasz) & (Entry.kind == "reflection_given"))
        assert [row.audience for row in rows] == ["professionals"]
    client.sign_in(world.peter).get(f"/family/{world.tomasz}/reflect", status=404)


def test_nia_answers_with_pictures_and_chooses_who_sees_them(client: Client, world: World) -> None:
    with sight.system("test"):
        Cycle.create(pupil=world.nia, number=1, setting=world.fernhill, opened_on=TODAY, stage="learn")
    client.sign_in(world.nia_herself).get(f"/family/{world.nia}/reflect")
    page = client.submit("reflect", status=422, helps_pictures=["draw", "quiet"])
    assert "Choose who may see this" in page.text
    client.submit(
        "reflect", helps_pictures=["draw", "quiet"], hinders="When you swap and nobody says", may_read="helpers"
    )
    with sight.looking(world.anjali.sight()):
        own = works_of(world.nia).own
        assert {one.prompt: one.text for one in own} == {
            "helps": "I want quiet\nDrawing", "hinders": "When you swap and nobody says",
        }  # fmt: skip
    page = client.get(f"/family/{world.nia}/what-works")
    assert "What works for me" in page.h1
    with sight.looking(world.folake.sight()):
        assert works_of(world.nia).own == []


def test_the_page_costs_the_same_with_two_learnings_as_with_sixty(client: Client, world: World) -> None:
    learnt(world, world.tomasz)
    client.sign_in(world.sana).get(f"/children/{world.tomasz}/what-works")
    with counted() as few:
        client.get(f"/children/{world.tomasz}/what-works")
    for number in range(60):
        learnt(world, world.tomasz, f"Thing {number}")
    with counted() as many:
        page = client.get(f"/children/{world.tomasz}/what-works")
    assert len(few) == len(many) <= 12, many
    assert "53 more, from earlier" in page.text


def test_somebody_who_has_left_the_setting_is_not_waited_for(world: World) -> None:
    teachers, _form = in_year_7(world)
    with sight.system("test"):
        Membership.update(ends_on=date(2026, 10, 1)).where(Membership.person == teachers[0].person).execute()
        Person.update(active=False).where(Person.id == teachers[1].person).execute()
    with sight.looking(world.ruth.sight()):
        assert len(readers_of(world.nia, world.harbour_lane)) == 10
