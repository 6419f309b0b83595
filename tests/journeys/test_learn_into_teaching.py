"""Learn into the next plan and into teaching: everybody is heard, and what they say is used by every adult, without JavaScript."""

from __future__ import annotations

from datetime import date

from portal.access import sight
from portal.accounts.models import Assignment
from portal.cycles.learn.models import Reflection
from portal.cycles.models import Cycle
from portal.cycles.rows import Rows
from portal.organisation.models import Room, Setting
from portal.pupils.models import Placement
from tests.client import Client
from tests.journeys.cycle_steps import assess, do_and_review, send_plan, the_cycle, write_plan
from tests.world import TODAY, Who, World, person

TWELVE = (
    "Art",
    "Computing",
    "Drama",
    "English",
    "Food",
    "French",
    "Geography",
    "History",
    "Maths",
    "Music",
    "PE",
    "Science",
)


def to_the_pause(client: Client, world: World) -> Cycle:
    """The first cycle of Tomasz up to the pause to learn."""
    client.sign_in(world.hannah)
    assess(client, world)
    write_plan(client, world)
    send_plan(client, world)
    do_and_review(client, world)
    return the_cycle(world)


def everybody_is_heard(client: Client, world: World, cycle: Cycle) -> None:
    """Magda on her own page, Sana from her notice, Tomasz through Hannah, who writes down what he chose."""
    client.sign_in(world.magda).get(f"/family/{world.tomasz}")
    client.click("Tell us now")
    client.submit("reflect", helps="One thing at a time.\nThe picture first.", shared="y")
    client.sign_in(world.sana).get("/notices")
    client.click("What did you learn about what helps Tomasz", 303)
    client.follow()
    client.submit("learn/reflect", helps="The picture first.", hinders="The sand timer makes him anxious.")
    page = client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/learn")
    assert "The sand timer makes him anxious." in page.text
    client.click("Ask the child what helps")
    client.submit("learn/reflect", preferences="Bubbles")
    client.follow()


def out_of_what_was_said(client: Client, world: World, cycle: Cycle) -> None:
    """Two people say the same: one learning, with a strategy for every adult and something for home; the timer is another."""
    with sight.system("test"):
        said = {row.whose: row.id for row in Reflection.select().where(Reflection.cycle == cycle.id)}
    page = client.get(f"/cycles/{cycle.id}/learn")
    assert page.text.count("The picture first.") == 2
    base = f"/cycles/{cycle.id}/learn/learnings/chosen?together=yes"
    client.get(f"{base}&said={said['family']}:helps:1&said={said['teacher']}:helps:0&said={said['teacher']}:hinders:0")
    client.submit(
        "learnings/chosen", ordinary_0="Every adult shows the picture first", strategy_0="y",
        home_0="Show the photo before you say the word", ordinary_1="No timers in Kingfishers",
    )  # fmt: skip
    page = client.follow()
    assert "What is missing" not in page.text
    client.click("Write what ordinary teaching takes on")
    client.submit("summary")
    client.follow()
    client.submit("/stage")
    assert "Open cycle 2" in client.follow().text


def into_teaching(client: Client, world: World) -> None:
    """Sana reads it with one tap, Magda has it at home."""
    client.sign_in(world.sana).get("/what-works")
    assert "Helps: The picture first." in client.page.text
    client.click("The whole page of Tomasz")
    page = client.page
    assert page.text.index("Bubbles") < page.text.index("The picture first.") < page.text.index("The sand timer")
    assert "Every adult shows the picture first" in page.text
    client.submit("what-works")
    assert "I have read this" not in client.follow().text
    page = client.sign_in(world.magda).get(f"/family/{world.tomasz}/what-works")
    assert "Show the photo before you say the word" in page.text
    assert "1 of 1 adults have read it" in page.text


def into_the_next_plan(client: Client, world: World) -> Cycle:
    """The ledger of the next cycle opens with both; what every adult does already goes on with one tick."""
    client.sign_in(world.hannah).get(f"/children/{world.tomasz}/cycles/new")
    client.submit("cycles/new")
    client.follow()
    cycle = the_cycle(world)
    page = client.get(f"/cycles/{cycle.id}/inherited")
    assert "The picture first." in page.text
    assert "The sand timer makes him anxious." in page.text
    client.click("Go on with 1 as before")
    client.submit("as-before")
    client.follow()
    with sight.looking(world.hannah.sight()):
        states = {row.text: (row.state, row.where) for row in Rows(cycle).inherited}
    assert states["The picture first."] == ("used", "Every adult shows the picture first")
    assert states["The sand timer makes him anxious."][0] == "open"
    return cycle


def test_what_magda_sana_and_tomasz_learnt_goes_into_teaching_home_and_the_next_plan(
    client: Client, world: World
) -> None:
    cycle = to_the_pause(client, world)
    everybody_is_heard(client, world, cycle)
    out_of_what_was_said(client, world, cycle)
    into_teaching(client, world)
    following = into_the_next_plan(client, world)
    for path in (f"/cycles/{following.id}/learn", f"/children/{world.tomasz}/what-works"):
        client.sign_in(world.victor).get(path, status=404)


def form_7p(world: World) -> list[Who]:
    """Nia is in 7P at Harbour Lane, in the pause of a cycle; twelve teachers teach her."""
    with sight.system("test"):
        lane = Setting.get_by_id(world.harbour_lane)
        form = Room.create(setting=lane, name="7P", year_group="7", academic_year=2026)
        Placement.update(state="left", ended_on=TODAY).where(Placement.pupil == world.nia).execute()
        since = date(2026, 9, 3)
        Placement.create(pupil=world.nia, setting=lane, room=form, starts_on=since, sees_from=since)
        Cycle.create(pupil=world.nia, number=1, setting=lane, opened_on=since, stage="learn", next_step="next_cycle")
        teachers = [person(f"{subject} Teacher", "teacher", lane) for subject in TWELVE]
        for one in teachers:
            Assignment.create(person=one.person, setting=lane, room=form, starts_on=since)
    return teachers


def test_twelve_teachers_of_year_7_confirm_with_one_tap_what_nia_says_herself(client: Client, world: World) -> None:
    teachers = form_7p(world)
    client.sign_in(world.nia_herself).get(f"/family/{world.nia}")
    client.click("What helps me? Tell us what you have learnt")
    client.submit("reflect", helps_pictures=["draw"], helps="Words the day before.", may_read="family")
    with sight.system("test"):
        cycle = Cycle.get((Cycle.pupil == world.nia) & (Cycle.number == 1))
        said = Reflection.get(Reflection.cycle == cycle)
    client.sign_in(world.ruth).get(f"/cycles/{cycle.id}/learn/learnings/chosen?said={said.id}:helps:1")
    client.submit("learnings/chosen", ordinary_0="Five words go home the day before", strategy_0="y")
    for teacher in teachers:
        page = client.sign_in(teacher).get("/what-works")
        assert "Helps: Words the day before." in page.text
        client.submit("/what-works", pages=[str(world.nia)])
        assert "You have read all the pages as they stand." in client.follow().text
    page = client.sign_in(world.ruth).get(f"/children/{world.nia}/what-works/readers")
    assert "12 of 12 have read it as it stands." in page.text
    page = client.sign_in(world.nia_herself).get(f"/family/{world.nia}/what-works")
    assert "12 of 12 adults have read it as it is now." in page.text
    assert "Words the day before. In my words" in page.text
    client.sign_in(world.victor).get(f"/children/{world.nia}/what-works", status=404)
