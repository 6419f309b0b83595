"""The teacher's week: who gives which session to whom, and what became of it."""

from __future__ import annotations

from datetime import date, timedelta

from portal import clock
from portal.access import sight
from portal.cycles.do import actions as do_actions
from portal.cycles.do import session_actions
from portal.cycles.do.class_week import week
from portal.cycles.do.class_week_queries import Help, Logged, Time
from portal.cycles.do.models import Delivery
from portal.cycles.do.session_actions import Session
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Slot
from portal.organisation.calendar import Calendar
from portal.organisation.models import Closure
from portal.timeline.models import Entry
from tests.client import Client
from tests.cycles import walk
from tests.statements import counted
from tests.world import World

WEEK = "/week?of=2026-11-23"


def on(day: date) -> None:
    clock.fix(clock.now().replace(year=day.year, month=day.month, day=day.day, tzinfo=clock.UTC))


def friday(world: World) -> Cycle:
    """Friday of the first week: Monday was given by Carol instead of Sana, Wednesday lost, Friday is to come."""
    cycle = walk.doing(world)
    with sight.system("test"):
        for weekday in (1, 3, 5):
            Slot.create(
                pupil=world.tomasz,
                setting=world.millbrook,
                provision=walk.provision_of(cycle),
                weekday=weekday,
                at="09:15",
            )
    on(date(2026, 11, 27))
    with sight.looking(world.hannah.sight()):
        help_ = walk.provision_of(cycle)
        session_actions.log(world.hannah.act(), help_, date(2026, 11, 23), Session())
        session_actions.log(world.hannah.act(), help_, date(2026, 11, 25), Session(cause="room"))
    with sight.system("test"):
        Delivery.update(covered_name="Carol Webb").where(Delivery.given).execute()
    return cycle


def test_sana_sees_each_day_who_gives_it_who_covered_and_what_became_of_it(client: Client, world: World) -> None:
    friday(world)
    client.sign_in(world.sana).get("/")
    client.click("The week")
    page = client.page.text
    assert "1 of 2 sessions so far were given" in page
    assert "Sana Rehman · covered by Carol Webb" in page
    assert "lost: no room" in page
    assert "not logged yet" in page
    assert "9:15am" in page


def test_who_has_no_time_of_their_own_stands_with_the_group_and_help_without_a_time_comes_last() -> None:
    monday = date(2026, 11, 23)
    zac = Help(
        1, 1, "Zac", "Asante", "Attention Autism", "", "corner", "running", 4, monday, None, "Kelechi Obi", "", None, None,
        None, None,
    )  # fmt: skip
    tomasz = zac._replace(id=2, pupil=2, forename="Tomasz", surname="Wieczorek")
    words = zac._replace(id=3, pupil=2, forename="Tomasz", surname="Wieczorek", name="Word list")
    logged = {(row.id, monday): Logged(row.id, monday, True, "", None, "") for row in (tomasz, words)}
    made = week([zac, tomasz, words], [Time(1, 1, "10:00")], logged, Calendar(all_year=True), monday, monday)
    assert [(one.at, [child.name for child in one.children]) for one in made.days[0].sessions] == [
        ("10am", ["Zac Asante", "Tomasz Wieczorek"]), ("", ["Tomasz Wieczorek"]),
    ]  # fmt: skip


def test_a_day_without_school_has_no_session_to_lose(client: Client, world: World) -> None:
    friday(world)
    with sight.system("test"):
        Closure.create(setting=world.millbrook, starts_on=date(2026, 12, 2), ends_on=date(2026, 12, 2), kind="inset")
    page = client.sign_in(world.sana).get("/week?of=2026-12-01").text
    assert "No school: nothing was to be given." in page
    assert page.count("Attention Autism") == 2


def test_what_is_new_and_what_was_agreed_stand_ready_for_the_briefing(client: Client, world: World) -> None:
    cycle = friday(world)
    with sight.looking(world.hannah.sight()):
        help_ = walk.provision_of(cycle)
        do_actions.change_provision(world.hannah.act(), cycle, help_, change="adapted", reason="Tired", minutes=5)
    with sight.system("test"):
        Cycle.update(briefings="Mondays 8:30 with Carol").execute()
        Entry.create(
            pupil=world.tomasz, setting=world.millbrook, cycle_id=cycle.id, cycle_number=1, kind="session_logged",
            stage="do", title="Attention Autism: session given", body="He laughed", occurred_on=clock.today(),
            recorded_at=clock.now(), author_role="ta", audience="setting", category="session_notes",
        )  # fmt: skip
    page = client.sign_in(world.sana).get(WEEK).text
    assert "Mondays 8:30 with Carol" in page
    assert "Help adapted: Attention Autism" in page
    assert "Waiting for you to release" in page


def test_hannah_looks_at_one_teacher_s_children_and_a_rough_address_is_this_week(client: Client, world: World) -> None:
    friday(world)
    assert "Attention Autism" in client.sign_in(world.hannah).get(f"{WEEK}&teacher={world.sana.person}").text
    for rough in ("?of=yesterday", "?of=0001-01-01", "?of=9999-12-31", "?teacher=x", "?teacher=999999"):
        client.get(f"/week{rough}")


def test_victor_and_a_class_without_tomasz_see_nothing_of_him(client: Client, world: World) -> None:
    friday(world)
    for person in (world.victor, world.jess, world.kelechi):
        page = client.sign_in(person).get(WEEK).text
        assert "Tomasz" not in page
        assert "No session is planned for these children in this week." in page
    client.sign_in(world.magda).get("/week", status=403)


def test_a_week_costs_the_same_for_one_session_and_for_many(client: Client, world: World) -> None:
    cycle = friday(world)
    client.sign_in(world.sana).get(WEEK)
    with counted() as few:
        client.get(WEEK)
    with sight.system("test"):
        help_ = walk.provision_of(cycle)
        for number in range(30):
            day = date(2026, 11, 23) + timedelta(days=number % 5)
            Delivery.create(pupil=world.tomasz, provision=help_, cycle=cycle, setting=world.millbrook, on=day)
    with counted() as many:
        client.get(WEEK)
    assert len(many) == len(few) <= 12, "\n".join(many)
