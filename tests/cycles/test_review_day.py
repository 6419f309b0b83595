"""A review day: up to twelve children in a row, each with a time, everybody asked, and from one on to the next."""

from __future__ import annotations

from datetime import date
from typing import Any

from portal import clock
from portal.access import sight
from portal.cycles.assess import actions as assess_actions
from portal.cycles.assess.actions import View
from portal.cycles.do import actions as do_actions
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Attendee
from portal.cycles.review.day_queries import of_day, place_in_day, ready
from portal.notices.models import Notice
from portal.timeline.models import Entry
from tests.client import Client
from tests.cycles import twelve
from tests.statements import counted
from tests.world import NOW, TODAY, World

FRIDAY = date(2026, 12, 4)


def make_day(client: Client, world: World, count: int = 12) -> list[Cycle]:
    """Hannah ticks so many children and takes Friday 4 December."""
    cycles = twelve.under_way(world, count)
    client.sign_in(world.hannah).get("/reviews")
    client.submit(
        "/reviews",
        cycles=[str(one.id) for one in cycles],
        on=["4", "12", "2026"],
        first="9am",
        minutes="20",
        where="library",
    )
    return cycles


def test_twelve_children_get_a_time_each_in_one_step(client: Client, world: World) -> None:
    cycles = make_day(client, world)
    page = client.follow()
    assert "Reviews on Friday 4 December 2026" in page.text
    assert "0 of 12 held." in page.text
    with sight.looking(world.hannah.sight()):
        rows = of_day(world.millbrook, FRIDAY)
        entries = Entry.select().where(Entry.kind == "review_arranged").count()
        asked = Attendee.select().where((Attendee.cycle == cycles[0]) & (Attendee.stage == "review"))
        names = {row.name for row in asked}
    assert [row.review_at for row in rows][:3] == ["09:00", "09:20", "09:40"]
    assert rows[-1].review_at == "12:40"
    assert {row.review_where for row in rows} == {"library"}
    assert all(row.views_asked_on == TODAY for row in rows)
    assert entries == 12
    assert {"Ada Twelve", "Sana Rehman", "Family of Ada Twelve"} <= names
    with sight.system("test"):
        told = Notice.select().where((Notice.person == world.sana.person) & (Notice.kind == "review_invited"))
        assert told.count() == 12


def test_the_same_form_sent_twice_arranges_nothing_twice(client: Client, world: World) -> None:
    cycles = twelve.under_way(world, 2)
    client.sign_in(world.hannah).get("/reviews")
    typed = {"cycles": [str(one.id) for one in cycles], "on": ["4", "12", "2026"], "first": "9am"}
    form = next(form for form in client.page.forms if form["action"] == "/reviews")["data"]
    for _again in range(2):
        client.post("/reviews", {**form, **typed})
    with sight.looking(world.hannah.sight()):
        assert Entry.select().where(Entry.kind == "review_arranged").count() == 2


def test_thirteen_are_too_many_and_none_too_few(client: Client, world: World) -> None:
    twelve.under_way(world)
    twelve.under_way(world, 1)
    client.sign_in(world.hannah).get("/reviews")
    with sight.looking(world.hannah.sight()):
        every = [str(row.id) for row in Cycle.select().where(Cycle.setting == world.millbrook)]
    client.submit("/reviews", status=422, cycles=every, on=["4", "12", "2026"])
    assert "Choose up to twelve children for one day" in client.page.text
    client.submit("/reviews", status=422, on=["4", "12", "2026"], cycles=[])
    assert "Choose the children whose reviews are on this day" in client.page.text
    client.submit("/reviews", status=422, cycles=every[:2], on=["4", "12", "2026"], first="11:50pm", minutes="20")
    assert "They do not fit into the day." in client.page.text


def test_a_child_whose_term_ends_before_is_named_and_no_tick_is_lost(client: Client, world: World) -> None:
    ada, ben = twelve.under_way(world, 2)
    with sight.system("test"):
        Cycle.update(started_on=date(2026, 11, 9)).where(Cycle.id == ben.id).execute()
    client.sign_in(world.hannah).get("/reviews")
    day = ["12", "2", "2027"]
    page = client.submit("/reviews", status=422, cycles=[str(ada.id), str(ben.id)], on=day, first="9:30am", where="Den")
    assert "Ada Twelve: A plan is reviewed at least once a term." in page.text
    form = next(form for form in page.forms if form["action"] == "/reviews")["data"]
    assert form["cycles"] == [str(ada.id), str(ben.id)], "who lost a tick unseen would be missed on the day"
    assert (form["first"], form["where"]) == (["9:30am"], ["Den"])
    with sight.looking(world.hannah.sight()):
        assert not Entry.select().where(Entry.kind == "review_arranged").exists(), "nothing was saved"
    client.submit("/reviews", cycles=[str(ben.id)], on=day)
    assert "Ben Twelve" in client.follow().text


def test_a_late_child_needs_its_cause_in_the_same_step(client: Client, world: World) -> None:
    ada, ben = twelve.under_way(world, 2)
    with sight.system("test"):
        Cycle.update(review_on=date(2026, 11, 16)).where(Cycle.id == ada.id).execute()
    page = client.sign_in(world.hannah).get("/reviews")
    assert "7 days late" in page.text
    both = [str(ada.id), str(ben.id)]
    page = client.submit("/reviews", status=422, cycles=both, on=["4", "12", "2026"])
    assert "Ada Twelve: Say why the review is late." in page.text
    why: dict[str, Any] = {f"cause__{ada.id}": "child_away"}
    client.submit("/reviews", cycles=both, on=["4", "12", "2026"], **why)
    with sight.looking(world.hannah.sight()):
        row = Cycle.get_by_id(ada.id)
        kinds = [entry.kind for entry in Entry.select().where(Entry.kind.startswith("review_")).order_by(Entry.id)]
    assert (row.late_cause, row.review_on) == ("child_away", FRIDAY)
    assert kinds == ["review_late", "review_arranged"]


def test_the_head_reads_and_does_not_arrange_and_strangers_see_their_own(client: Client, world: World) -> None:
    make_day(client, world, 2)
    assert "Ada" not in client.sign_in(world.owen).get("/reviews").text
    assert not [form for form in client.page.forms if form["action"] == "/reviews"]
    client.post("/reviews", {"cycles": ["1"]}, status=403)
    assert "Ada" not in client.sign_in(world.victor).get("/reviews?on=2026-12-04").text
    client.sign_in(world.sana).get("/reviews", status=403)
    client.sign_in(world.magda).get("/reviews", status=403)


def test_no_review_with_the_family_this_term_shows_in_words(client: Client, world: World) -> None:
    twelve.under_way(world, 1, review_on=date(2026, 11, 16))
    page = client.sign_in(world.hannah).get("/reviews")
    assert "no review with the family this term" in page.text


def test_what_is_ready_counts_views_sessions_and_measures(world: World) -> None:
    (ada,) = twelve.under_way(world, 1)
    with sight.looking(world.hannah.sight()):
        rows = of_day(world.millbrook, ada.review_on)
        assert ready(rows)[ada.id]._replace(silent=(), coming=()) == (0, 0, (), (), 0, 0, 0, 0, 0, 1)
        assess_actions.give_view(world.hannah.act(), ada, "review", View("child", "Ada", "Bucket"))
        Attendee.create(pupil=ada.pupil, cycle=ada, setting=ada.setting, stage="review", name="Ada Twelve")
        Attendee.create(pupil=ada.pupil, cycle=ada, setting=ada.setting, stage="review", name="Gran")
        # Hannah holds the day: her own view is nobody's she waits for.
        Attendee.create(
            pupil=ada.pupil,
            cycle=ada,
            setting=ada.setting,
            stage="review",
            name="Hannah Coyle",
            person=world.hannah.person,
        )
        there = ready(rows)[ada.id]
    assert (there.views, there.asked, there.silent) == (1, 2, ("Gran",))


def test_a_review_knows_its_place_in_the_day_and_who_is_next(client: Client, world: World) -> None:
    cycles = make_day(client, world, 3)
    page = client.get(f"/cycles/{cycles[0].id}/review")
    assert "1 of 3 on Friday 4 December" in page.text
    assert "Next: Ben, 9:20am" in page.text
    with sight.looking(world.hannah.sight()):
        last = place_in_day(Cycle.get_by_id(cycles[2].id))
        assert last is not None
        assert last.next is not None
        assert last.next.forename == "Ada", "who was left out comes last"
    client.click("3 on Friday")
    assert "Start with the first: Ada" in client.page.text


def test_after_the_record_one_lands_on_the_next_child(client: Client, world: World) -> None:
    ada, ben = make_day(client, world, 2)
    clock.fix(NOW.replace(month=12, day=4))
    with sight.looking(world.hannah.sight()):
        do_actions.start_review(world.hannah.act(), Cycle.get_by_id(ada.id))
    client.sign_in(world.hannah).get(f"/cycles/{ada.id}/review/meeting")
    client.submit("review/meeting", others="Magda, mother", impact="More words", next_step="next_cycle", note="Go on")
    page = client.follow()
    assert "Saved. Next: Ben, 9:20am." in page.text
    assert client.response is not None
    assert client.response.request.path == f"/cycles/{ben.id}/review"
    page = client.get("/reviews?on=2026-12-04")
    assert "1 of 2 held." in page.text
    assert "Go on with Ben" in page.text


def test_the_running_order_is_one_table_to_print(client: Client, world: World) -> None:
    make_day(client, world, 2)
    client.follow()
    client.click("Running order to print")
    assert "9:20am Ben Twelve" in client.page.text
    client.get("/reviews/running-order", status=404)


def test_a_day_of_twelve_costs_as_much_as_one_of_two(client: Client, world: World) -> None:
    make_day(client, world, 2)
    costs: list[list[int]] = []
    for _more in range(2):
        costs.append([])
        for path in ("/reviews", "/reviews?on=2026-12-04", "/reviews/running-order?on=2026-12-04"):
            client.get(path)
            with counted() as statements:
                client.get(path)
            costs[-1].append(len(statements))
        cycles = twelve.under_way(world, 10)
        client.get("/reviews")
        client.submit("/reviews", cycles=[str(one.id) for one in cycles], on=["4", "12", "2026"], first="1pm")
    assert costs[0] == costs[1]
    assert max(costs[0]) <= 14, costs
