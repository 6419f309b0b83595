"""The child page: what it says, whom it shows nothing, what it costs."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

from flask import g

from portal.access import sight
from portal.cycles.models import Cycle
from portal.cycles.tasks import task_list
from portal.pupils.models import Placement
from portal.thread import plan_queries, progress, queries
from tests.client import Client
from tests.statements import counted
from tests.thread.life import entry, give_nia_a_life
from tests.world import World


def test_anjali_sees_where_nia_is_and_what_is_missing(world: World, client: Client) -> None:
    give_nia_a_life(world)
    page = client.sign_in(world.anjali).get(f"/children/{world.nia}")
    for words in (
        "Review due in 4 days", "Cycle 3: where we are", "cycle 2, Millbrook Nursery", "Explains new words",
        "5 sessions given", "cover 1", "What was planned, given and not logged", "Do not try again without a new reason", "Hard when the adult changes",
    ):  # fmt: skip
        assert words in page.text
    assert "Ask the child how it went" in page.text


def test_the_picture_and_its_table_tell_what_was_carried_over(world: World, client: Client) -> None:
    give_nia_a_life(world)
    client.sign_in(world.anjali).get(f"/children/{world.nia}")
    html = client.response.get_data(as_text=True)  # type: ignore[union-attr]
    assert html.count('<svg class="ct-thread ct-thread--') == 2
    assert "3 cycles, 2 settings, 5 strands" in html
    rows = html[html.index("<tbody>") : html.index("</tbody>")]
    for name, word in (
        ("Ten-second wait", "kept"),
        ("Sand timer", "stopped, cycle 2"),
        ("Vocabulary group", "adapted: 2 × 20 min"),
    ):
        assert f">{name}</th>" in rows
        assert f">{word}</td>" in rows


def test_victor_the_stranger_gets_404_and_his_page_says_nothing(world: World, client: Client) -> None:
    give_nia_a_life(world)
    page = client.sign_in(world.victor).get(f"/children/{world.nia}", 404)
    assert "Nia" not in page.text


def test_a_withheld_setting_is_a_setting_and_its_authors_have_no_name(world: World, client: Client) -> None:
    give_nia_a_life(world)
    with sight.system("test"):
        Placement.update(withheld=True).where(Placement.setting == world.millbrook).execute()
    entry(world, "From before", setting=world.millbrook, author=world.hannah.person)
    client.sign_in(world.anjali).get(f"/children/{world.nia}")
    html = client.response.get_data(as_text=True)  # type: ignore[union-attr]
    assert "From before" in html
    assert "Millbrook" not in html
    assert "Hannah" not in html
    assert "a setting" in html


def test_the_page_costs_the_same_few_statements_whatever_its_size(world: World, client: Client) -> None:
    give_nia_a_life(world, entries=40)
    client.sign_in(world.anjali).get(f"/children/{world.nia}")
    with counted() as few:
        client.get(f"/children/{world.nia}")
    for number in range(120):
        entry(world, f"More {number}")
    with counted() as many:
        client.get(f"/children/{world.nia}?show=2000")
    assert len(few) == len(many) == 11


def test_what_is_missing_is_what_the_rules_of_the_cycle_say_at_every_stage(world: World, app: object) -> None:
    cycle = give_nia_a_life(world)
    for stage in ("assess", "plan", "do", "review", "learn"):
        with sight.system("test"):
            Cycle.update(stage=stage).where(Cycle.id == cycle.id).execute()
        with app.test_request_context(), sight.looking(world.anjali.sight()):  # type: ignore[attr-defined]
            g.me = SimpleNamespace(role="senco")
            heads = queries.heads.rows(pupil=world.nia)
            turn = queries.turns.rows(pupil=world.nia)[-1]
            rows = progress.ReadRows(
                heads, turn, plan_queries.aims.rows(cycle=cycle.id), plan_queries.helps.rows(pupil=world.nia),
                plan_queries.learnings.rows(pupil=world.nia),
            )  # fmt: skip
            told = [str(task.sentence) for task in task_list(Cycle.get_by_id(cycle.id)) if task.blocks]
            assert [str(task.sentence) for task in progress.missing(rows)] == told


def test_filters_and_show_more_are_addresses(world: World, client: Client) -> None:
    give_nia_a_life(world, entries=50)
    client.sign_in(world.anjali)
    page = client.get(f"/children/{world.nia}?stage=do&kind=sessions&audience=family&setting={world.fernhill}")
    assert "Session logged 0" in page.text
    assert "Plan agreed" not in page.text
    page = client.get(f"/children/{world.nia}")
    assert "Show earlier entries (30)" in page.text
    page = client.click("Show earlier entries")
    assert "Note 48" in page.text
    page = client.get(f"/children/{world.nia}?kind=corrections")
    assert "Nothing in this timeline matches" in page.text
    client.get(f"/children/{world.nia}?stage=x&setting=x&kind=x&audience=x&show=x")


def test_htmx_gets_the_timeline_only(world: World, client: Client) -> None:
    give_nia_a_life(world, entries=50)
    client.sign_in(world.anjali)
    headers = {"HX-Request": "true", "HX-Target": "timeline"}
    client.get(f"/children/{world.nia}?show=80", headers=headers)
    html = client.response.get_data(as_text=True)  # type: ignore[union-attr]
    assert html.lstrip().startswith('<section class="ct-section" id="timeline"')
    assert html.count("data-changed") == 1


def test_working_notes_look_different_and_stay_from_the_outside_professional(world: World, client: Client) -> None:
    entry(world, "Seats in science", audience="setting", look_again_on=date(2026, 11, 27))
    page = client.sign_in(world.anjali).get(f"/children/{world.nia}")
    assert "Look again on 27 November 2026" in page.text
    assert "Does not travel" in page.text


def test_a_child_without_a_cycle_is_asked_to_begin_one(world: World, client: Client) -> None:
    page = client.sign_in(world.anjali).get(f"/children/{world.eli}")
    assert "No cycle has begun yet" in page.text
    assert "There is nothing to draw yet" in page.text


def test_kelechi_sees_the_plan_of_children_he_works_with_only(world: World, client: Client) -> None:
    give_nia_a_life(world)
    page = client.sign_in(world.kelechi).get(f"/children/{world.nia}")
    assert "Vocabulary group" in page.text
    client.get(f"/children/{world.eli}", 404)


def test_the_look_is_written_down(world: World, client: Client) -> None:
    from portal.access.models import AccessLog

    client.sign_in(world.anjali).get(f"/children/{world.nia}")
    assert AccessLog.select().where((AccessLog.pupil_id == world.nia) & (AccessLog.page == "child")).count() == 1
