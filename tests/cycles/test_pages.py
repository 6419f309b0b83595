"""The pages of a cycle, as each person meets them."""

from __future__ import annotations

from typing import Any

import pytest

from portal.access import sight
from portal.accounts.models import Assignment
from portal.cycles.do.models import Delivery
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Provision, Target
from portal.timeline.models import Entry
from tests.client import Client
from tests.cycles import walk
from tests.statements import counted
from tests.world import TODAY, World

STAGES = ("assess", "plan", "do", "review", "learn", "inherited")
FORMS = (
    "views/new", "views/absent", "evidence/new", "evidence/nothing-new", "understanding", "understanding/confirmation", "plan/outcomes/new", "plan/provisions/new",
    "plan/training/new", "plan/arrangements", "plan/agreement", "plan/circulation", "do/notes/new", "review/views/new",
    "review/views/absent", "review/meeting", "learn/learnings/new", "learn/summary",
)  # fmt: skip


@pytest.mark.parametrize("page", STAGES)
def test_hannah_opens_every_stage_at_a_fixed_cost(client: Client, world: World, page: str) -> None:
    cycle = walk.learning(world)
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/{page}")
    with counted() as statements:
        client.get(f"/cycles/{cycle.id}/{page}")
    assert len(statements) <= 12, "\n".join(statements)


@pytest.mark.parametrize("form", FORMS)
def test_an_empty_form_comes_back_with_what_to_do(client: Client, world: World, form: str) -> None:
    cycle = walk.planned(world)
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/{form}")
    data = {"csrf_token": client.page.forms[-1]["data"]["csrf_token"][0]}
    page = client.post(f"/cycles/{cycle.id}/{form}", data, status=422)
    assert "There is a problem" in page.text


def test_typed_text_survives_an_error(client: Client, world: World) -> None:
    cycle = walk.assessed(world)
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/views/new")
    client.submit("views/new", name="", text="He likes the bucket best", status=422)
    assert "He likes the bucket best" in client.page.text
    assert "Enter whose words these are" in client.page.text


def test_what_is_missing_is_a_list_with_links_not_a_dead_end(client: Client, world: World) -> None:
    cycle = walk.planning(world)
    page = client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/plan")
    assert "Write at least one outcome." in page.text
    assert not any("/stage" in form["action"] for form in page.forms)
    client.click("Write at least one outcome.")
    client.get(f"/cycles/{cycle.id}/plan")
    client.post(f"/cycles/{cycle.id}/stage", {"leaving": "plan", "csrf_token": ""}, status=400)


def test_a_refused_step_says_what_is_missing(client: Client, world: World) -> None:
    cycle = walk.planning(world)
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/plan/outcomes/new")
    token = client.page.forms[-1]["data"]["csrf_token"][0]
    page = client.post(f"/cycles/{cycle.id}/stage", {"leaving": "plan", "csrf_token": token}, status=422)
    assert "There is a problem" in page.text
    assert "Write at least one outcome." in page.text


def test_a_step_taken_twice_is_taken_once(client: Client, world: World) -> None:
    cycle = walk.assessed(world)
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/assess")
    form = dict(client.page.forms[-1]["data"])
    client.post(f"/cycles/{cycle.id}/stage", form)
    client.post(f"/cycles/{cycle.id}/stage", form)
    with sight.looking(world.hannah.sight()):
        assert Cycle.get_by_id(cycle.id).stage == "plan"
        assert Entry.select().where(Entry.kind == "stage_started").count() == 1


def test_two_people_writing_one_target_see_both_texts(client: Client, world: World) -> None:
    cycle = walk.planned(world)
    target = walk_target(world, cycle)
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/plan/targets/{target.id}")
    mine = dict(client.page.forms[-2]["data"])
    client.submit("/targets/", name="Theirs")
    mine |= {"name": "Mine", "key": "another-key"}
    page = client.post(f"/cycles/{cycle.id}/plan/targets/{target.id}", mine, status=422)
    assert "Somebody saved this while you were writing." in page.text
    assert "Theirs" in page.text
    client.submit("/targets/")
    assert walk_target(world, cycle).name == "Mine"


def walk_target(world: World, cycle: Cycle) -> Target:
    with sight.looking(world.hannah.sight()):
        return walk.target_of(cycle)


def test_sana_drafts_but_does_not_agree_or_open(client: Client, world: World) -> None:
    cycle = walk.planned(world)
    client.sign_in(world.sana).get(f"/cycles/{cycle.id}/plan/outcomes/new")
    client.get(f"/cycles/{cycle.id}/plan/agreement", status=403)
    client.get(f"/cycles/{cycle.id}/plan/circulation", status=403)
    client.get(f"/children/{world.tomasz}/cycles/new", status=403)


def test_priya_adds_her_advice_and_changes_nothing(client: Client, world: World) -> None:
    cycle = walk.assessed(world)
    client.sign_in(world.priya).get(f"/cycles/{cycle.id}/assess")
    client.click("Add evidence")
    client.submit("evidence", source="agency", reach="targeted", name="Priya Nair", text="CELF Preschool: 78")
    assert "CELF Preschool: 78" in client.follow().text
    client.get(f"/cycles/{cycle.id}/understanding", status=403)


def test_magda_has_pages_of_her_own_and_not_these(client: Client, world: World) -> None:
    cycle = walk.assessed(world)
    client.sign_in(world.magda).get(f"/cycles/{cycle.id}/assess", status=403)


@pytest.mark.parametrize("page", [*STAGES, *FORMS])
def test_victor_finds_nothing(client: Client, world: World, page: str) -> None:
    cycle = walk.planned(world)
    client.sign_in(world.victor).get(f"/cycles/{cycle.id}/{page}", status=404)


def kelechi_runs_a_group(world: World) -> tuple[int, int]:
    """Talk Boost for Nia and Eli, run by Kelechi. Their provisions' ids."""
    with sight.system("test"):
        for child in (world.nia, world.eli):
            Assignment.create(person=world.kelechi.person, setting=world.fernhill, pupil_id=child, starts_on=TODAY)
        made = [
            Provision.create(
                pupil=child, setting=world.fernhill, name="Talk Boost", kind="intervention", group_name="Talk Boost",
                deliverer=world.kelechi.person, when_text="9:15 to 9:45", times_a_week=3, starts_on=TODAY, minutes=30,
            )
            for child in (world.nia, world.eli)
        ]  # fmt: skip
        return made[0].id, made[1].id


def logged(world: World) -> list[tuple[int, bool, str]]:
    with sight.looking(world.anjali.sight()):
        return [
            (row.provision_id, bool(row.given), row.cause) for row in Delivery.select().order_by(Delivery.provision)
        ]


def test_kelechi_logs_a_group_as_planned_in_one_tap(client: Client, world: World) -> None:
    nia, eli = kelechi_runs_a_group(world)
    client.sign_in(world.kelechi).get("/sessions")
    assert "✓ As planned for all 2" in client.page.text
    client.submit("/sessions/", button=("all", "1"))
    assert "1 of 1 done" in client.follow().text
    assert logged(world) == [(nia, True, ""), (eli, True, "")]


def test_an_exception_is_two_taps_and_its_words_stay_with_staff(client: Client, world: World) -> None:
    nia, eli = kelechi_runs_a_group(world)
    client.sign_in(world.kelechi).get("/sessions")
    said: dict[str, Any] = {f"cause_{eli}": "refused", f"words_{eli}": "Hid under the table"}
    client.submit("/sessions/", **said)
    assert "refused" in client.follow().text
    assert logged(world) == [(nia, True, ""), (eli, False, "refused")]
    with sight.looking(world.anjali.sight()):
        rows = Entry.select().where(Entry.kind == "session_logged").order_by(Entry.id)
        audiences = {row.pupil_id: row.audience for row in rows}
    assert audiences == {world.nia: "family", world.eli: "setting"}


def test_a_wrong_mark_sends_the_group_back_with_nothing_logged(client: Client, world: World) -> None:
    nia, _eli = kelechi_runs_a_group(world)
    client.sign_in(world.kelechi).get("/sessions")
    said: dict[str, Any] = {f"engagement_{nia}": "9", f"words_{nia}": "Sang along"}
    client.submit("/sessions/", status=422, **said)
    assert "Sang along" in client.page.text
    assert logged(world) == []


def test_what_was_logged_can_be_changed_the_same_day(client: Client, world: World) -> None:
    nia, eli = kelechi_runs_a_group(world)
    client.sign_in(world.kelechi).get("/sessions")
    client.submit("/sessions/", button=("all", "1"))
    client.follow()
    client.click("Change something")
    said: dict[str, Any] = {f"cause_{nia}": "absent"}
    client.submit("/sessions/", **said)
    assert logged(world) == [(nia, False, "absent"), (eli, True, "")]


def test_kelechi_sees_the_plan_and_the_log_but_not_the_reports(client: Client, world: World) -> None:
    with sight.system("test"):
        Assignment.create(person=world.kelechi.person, setting=world.fernhill, pupil_id=world.nia, starts_on=TODAY)
        cycle = Cycle.create(pupil=world.nia, number=1, setting=world.fernhill, opened_on=TODAY)
    client.sign_in(world.kelechi)
    for page, status in (
        ("assess", 403),
        ("review", 403),
        ("plan", 200),
        ("do", 200),
        ("learn", 200),
        ("evidence/new", 403),
    ):
        client.get(f"/cycles/{cycle.id}/{page}", status=status)


def test_victor_sees_no_group_of_kelechi(client: Client, world: World) -> None:
    nia, _eli = kelechi_runs_a_group(world)
    page = client.sign_in(world.victor).get("/sessions")
    assert "Talk Boost" not in page.text
    client.get(f"/sessions/{nia}", status=404)


def test_many_groups_cost_no_more_statements_than_few(client: Client, world: World) -> None:
    kelechi_runs_a_group(world)
    client.sign_in(world.kelechi).get("/sessions")
    with counted() as few:
        client.get("/sessions")
    for _more in range(3):
        kelechi_runs_a_group(world)
    with counted() as many:
        client.get("/sessions")
    assert len(many) == len(few) <= 12


@pytest.mark.parametrize("page", ["assess", "plan", "do", "review", "learn"])
def test_every_stage_of_a_cycle_under_way_is_read_in_twelve_statements(client: Client, world: World, page: str) -> None:
    cycle = walk.doing(world)
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/{page}")
    with counted() as statements:
        shown = client.get(f"/cycles/{cycle.id}/{page}")
    assert len(statements) <= 12, "\n".join(statements)
    assert ("Before the next stage" in shown.text) is (page in ("do", "review"))


def test_only_who_writes_the_plan_is_asked_about_vague_words(client: Client, world: World) -> None:
    cycle = walk.doing(world)
    with sight.system("test"):
        Target.update(does_what="improve his listening").where(Target.cycle == cycle).execute()
        Provision.update(detail="more support").where(Provision.cycle == cycle).execute()
    for reader in (world.hannah, world.sana):
        page = client.sign_in(reader).get(f"/cycles/{cycle.id}/plan")
        assert "improve his listening" in page.text
        assert "From what to what?" not in page.text
        assert "What kind, from whom" not in page.text


def test_a_vague_target_gets_a_question_and_is_saved_all_the_same(client: Client, world: World) -> None:
    cycle = walk.planned(world)
    target = walk_target(world, cycle)
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/plan/targets/{target.id}")
    client.submit("/targets/", does_what="improve his listening")
    assert "From what to what?" in client.follow().text


def test_learn_leads_from_each_missing_thing_to_its_form_and_on_to_the_next_cycle(client: Client, world: World) -> None:
    cycle = walk.thought_about(world, walk.learning(world))
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/learn")
    client.click("Write what does not help, or say why there is nothing to write.")
    client.submit("learnings/new", kind="hinders", text="Sand timer", ordinary_teaching="No timers in Kingfishers")
    client.get(f"/cycles/{cycle.id}/learn")
    client.click("Write what ordinary teaching takes on, or say why nothing.")
    assert "No timers in Kingfishers" in client.page.text, "what was typed for the learning is not typed again"
    client.submit("learn/summary", nothing_helps_why="Too early to say")
    page = client.get(f"/cycles/{cycle.id}/learn")
    assert "Open cycle 2" not in page.text
    client.submit("/stage", leaving="learn")
    page = client.get(f"/cycles/{cycle.id}/learn")
    client.click("Open cycle 2")
    client.sign_in(world.victor).get(f"/cycles/{cycle.id}/learn", status=404)
