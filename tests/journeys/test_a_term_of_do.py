"""A term of Do, without JavaScript: Carol logs a group, somebody covers, a day is forgotten, the help changes on the way."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from portal import clock
from portal.access import sight
from portal.accounts.models import Assignment
from portal.cycles.do.models import Delivery
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Provision, Slot, Target
from portal.organisation.models import Room, Setting
from portal.timeline.models import Entry
from tests.client import Client
from tests.cycles import walk
from tests.world import TODAY, Who, World, child, person

MON, WED, FRI = date(2026, 11, 23), date(2026, 11, 25), date(2026, 11, 27)
NEXT_MON, NEXT_WED, NEXT_FRI = date(2026, 11, 30), date(2026, 12, 2), date(2026, 12, 4)
LAST_MON = date(2026, 12, 7)
SAID = "Held up two fingers for “again” when the flour fell."


def bucket_time(world: World) -> tuple[Cycle, int, int, Who]:
    """Tomasz's help in Do as a group with Amina, given by Carol on three days; he counts minutes."""
    cycle = walk.doing(world)
    with sight.system("test"):
        millbrook, room = Setting.get_by_id(world.millbrook), Room.get_by_id(world.kingfishers)
        carol = person("Carol Finch", "ta", millbrook)
        Assignment.create(person=carol.person, setting=millbrook, room=room, starts_on=TODAY)
        amina = child("Amina", "Khan", date(2022, 6, 1), millbrook, room, "N2", "K", "SLCN")
        target = walk.target_of(cycle)
        Target.update(unit="minutes", goal_value="8", name="Watches to the end").where(Target.id == target.id).execute()
        mine = walk.provision_of(cycle)
        both = {"group_name": "Bucket time", "deliverer": carol.person, "when_text": "Mon, Wed, Fri 9:15am"}
        Provision.update(target=target, **both).where(Provision.id == mine.id).execute()
        hers = Provision.create(
            pupil=amina, setting=millbrook, name="Attention Autism", kind="intervention", starts_on=TODAY, minutes=10,
            times_a_week=3, weeks=6, **both,
        )  # fmt: skip
        for row, pupil in ((mine, world.tomasz), (hers, amina.id)):
            for weekday in (1, 3, 5):
                Slot.create(pupil=pupil, setting=millbrook, provision=row, weekday=weekday, at="09:15", minutes=10)
    return cycle, mine.id, hers.id, carol


def today(day: date) -> None:
    clock.fix(datetime.combine(day, time(14), clock.UTC))


def on_the_phone(client: Client, carol: Who, mine: int, hers: int) -> None:
    """Carol's first week: as planned; one child absent, one with a number and a sentence; then she is ill."""
    today(MON)
    page = client.sign_in(carol).get("/sessions")
    assert "1 group, 2 children. 0 of 1 done." in page.text
    client.submit("/sessions/", button=("all", "1"))
    assert "1 of 1 done." in client.follow().text
    today(WED)
    client.sign_in(carol).get("/sessions")
    said: dict[str, Any] = {
        f"cause_{hers}": "absent", f"engagement_{mine}": "4", f"measure_{mine}": "6 minutes", f"words_{mine}": SAID,
    }  # fmt: skip
    client.submit("/sessions/", **said)
    page = client.follow()
    assert "as planned · 6 minutes · joined in 4: mostly" in page.text
    assert "absent" in page.text


def forgotten_and_covered(client: Client, world: World, carol: Who, hers: int) -> None:
    """On Monday Sana finds the group among her colleagues' and gives it; on Wednesday Carol says what Friday was."""
    today(NEXT_MON)
    client.sign_in(world.sana).get("/sessions")
    client.click("Bucket time: Amina Khan, Tomasz Wieczorek")
    giver: dict[str, Any] = {f"giver_{hers}": str(world.sana.person)}
    client.submit("/sessions/", button=("all", "1"), **giver)
    client.follow()
    client.click("Bucket time: Amina Khan")
    assert "Given by somebody else" in client.page.text
    today(NEXT_WED)
    page = client.sign_in(carol).get("/sessions")
    assert "Friday 27 November 1 group" in page.text
    assert "Monday 30 November" not in page.text, "Sana logged it"
    client.click("Friday 27 November")
    client.submit("/sessions/", button=("lost", "staff_absent"))
    assert "staff absent" in client.follow().text
    assert "Friday 27 November 1 group" not in client.get("/sessions").text
    client.submit("/sessions/", button=("all", "1"))


def released(client: Client, world: World) -> None:
    """Carol's sentence stays with the staff until Sana lets the family read it."""
    with sight.system("test"):
        words = Entry.get(Entry.body == SAID).id
    client.sign_in(world.magda).get(f"/entries/{words}", status=404)
    client.sign_in(world.sana).get("/")
    client.click("Tomasz Wieczorek: Attention Autism: session given")
    client.submit("/release")
    assert SAID in client.sign_in(world.magda).get(f"/entries/{words}").text


def adjusted(client: Client, world: World, cycle: Cycle, mine: int) -> None:
    """Hannah changes the help on the way and sends only what changed: version 2 of the plan."""
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/do")
    assert "4 of 5 sessions given" in client.page.text
    client.get(f"/cycles/{cycle.id}/provisions/{mine}/change")
    why = "He watches longer when the bucket is first in the day."
    client.submit("/change", change="adapted", reason=why, minutes="15")
    page = client.follow()
    assert "not been sent yet" in page.text
    client.click("Send what changed")
    client.submit("changes")
    client.follow()
    with sight.looking(world.hannah.sight()):
        assert Cycle.get_by_id(cycle.id).plan_version == 2
        assert Provision.get_by_id(mine).minutes == 15


def goes_on_through_review(client: Client, world: World, cycle: Cycle, carol: Who) -> None:
    """The review begins; on the next Monday the help is given and logged as before."""
    today(NEXT_FRI)
    client.sign_in(carol).get("/sessions")
    client.submit("/sessions/", button=("all", "1"))
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/do")
    client.submit("/stage")
    today(LAST_MON)
    client.sign_in(carol).get("/sessions")
    client.submit("/sessions/", button=("all", "1"))
    assert "1 of 1 done." in client.follow().text


def test_carol_logs_a_term_that_was_not_all_as_planned(client: Client, world: World) -> None:
    cycle, mine, hers, carol = bucket_time(world)
    on_the_phone(client, carol, mine, hers)
    forgotten_and_covered(client, world, carol, hers)
    released(client, world)
    adjusted(client, world, cycle, mine)
    goes_on_through_review(client, world, cycle, carol)
    page = client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/do")
    assert "6 of 7 sessions given; lost: staff absent 1" in page.text
    with sight.looking(world.hannah.sight()):
        rows = list(Delivery.select().where(Delivery.provision == mine).order_by(Delivery.on))
    assert [row.on for row in rows] == [MON, WED, FRI, NEXT_MON, NEXT_WED, NEXT_FRI, LAST_MON]
    assert [row.minutes for row in rows] == [10, 10, None, 10, 10, 15, 15]
    assert [row.covered_by_id for row in rows] == [None, None, None, world.sana.person, None, None, None]
    assert {row.cycle_id for row in rows} == {cycle.id}, "no gap between Do and Review"


def test_victor_and_magda_log_nothing_of_it(client: Client, world: World) -> None:
    _cycle, mine, _hers, _carol = bucket_time(world)
    client.sign_in(world.victor).get(f"/sessions/{mine}", status=404)
    client.sign_in(world.magda).get(f"/sessions/{mine}", status=403)


def test_sana_reads_her_week_and_writes_down_where_it_works(client: Client, world: World) -> None:
    cycle, mine, hers, carol = bucket_time(world)
    on_the_phone(client, carol, mine, hers)
    client.sign_in(world.sana).get("/")
    client.click("The week")
    assert "3 of 4 sessions so far were given" in client.page.text
    assert "lost: absent" in client.page.text
    client.get(f"/cycles/{cycle.id}/do")
    client.click("Add a conversation")
    client.submit("notes/new", whom=["family", "child"], text="He holds up two fingers at home too.")
    client.follow()
    target = walk_target(world, cycle)
    client.get(f"/cycles/{cycle.id}/do/targets/{target}/places/new")
    client.submit("places/new", place="Snack", state="works", note="With the photo card on the table")
    assert "it works" in client.follow().text
    page = client.sign_in(world.magda).get(f"/family/{world.tomasz}")
    assert "lost" not in page.text


def walk_target(world: World, cycle: Cycle) -> int:
    with sight.looking(world.sana.sight()):
        return int(walk.target_of(cycle).id)
