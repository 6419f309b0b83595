"""The annual review of Eli's plan: held with the review of his cycle, each step by its day, decided by the authority."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from portal import clock
from portal.access import sight
from portal.access.acting import Refused
from portal.cycles.models import Cycle
from portal.cycles.review import annual_actions as holding
from portal.cycles.review import annual_rows
from portal.ehcp import annual_actions, queries
from portal.ehcp.models import AnnualReview, EhcPlan
from portal.notices.models import Notice
from portal.pupils.models import NamedAccess, Pupil
from tests.client import Client
from tests.ehcp.eli import Eli, with_plan
from tests.world import TODAY, World


def under_way(world: World, eli: Eli) -> AnnualReview:
    """The annual review, held with the review of the cycle."""
    with sight.looking(world.anjali.sight()):
        return holding.hold_annual(world.anjali.act(), Cycle.get_by_id(eli.cycle.id))


def met(world: World, eli: Eli, on: date = TODAY) -> AnnualReview:
    """Its meeting was held."""
    review = under_way(world, eli)
    with sight.system("test"):
        Cycle.update(stage="review", reviewed_on=on).where(Cycle.id == eli.cycle.id).execute()
        rows = annual_rows.held_with(Cycle.get_by_id(eli.cycle.id), on)
        for row in rows:
            row.save()
        return AnnualReview.get_by_id(review.id)


def test_anjali_holds_the_annual_review_with_the_review_of_the_cycle(client: Client, world: World) -> None:
    eli = with_plan(world)
    text = client.sign_in(world.anjali).get(f"/children/{world.eli}/ehc-plan").text
    assert "by 16 Dec 2026 Arrange the annual review" in text
    client.click("Hold it with the review of this cycle")
    client.submit("review/annual")
    text = client.follow().text
    assert "Annual review" in text
    assert "by 27 Nov 2026 Papers to everybody who is asked" in text
    assert "Section F: was it given, and is it still right?" in text
    assert "No help in the plan secures this." in text
    with sight.looking(world.anjali.sight()):
        row = AnnualReview.get(AnnualReview.cycle_id == eli.cycle.id)
        assert (row.due_by, Cycle.get_by_id(eli.cycle.id).review_kind) == (date(2027, 1, 13), "annual")
        with pytest.raises(Refused, match="under way already"):
            holding.hold_annual(world.anjali.act(), Cycle.get_by_id(eli.cycle.id))
    client.sign_in(world.victor).get(f"/cycles/{eli.cycle.id}/review/annual", status=404)


def test_the_papers_the_meeting_the_report_and_the_decision_follow_each_other(client: Client, world: World) -> None:
    eli = with_plan(world)
    review = under_way(world, eli)
    base = f"/children/{world.eli}/ehc-plan"
    client.sign_in(world.anjali).get(f"{base}/reviews/{review.id}/papers")
    client.submit("papers", on=["24", "11", "2026"], status=422)
    client.submit("papers", on=["20", "11", "2026"])
    assert "by 11 Dec 2026 Hold the annual review meeting" in client.follow().text
    client.get(f"{base}/reviews/{review.id}/report")
    client.submit("report", status=422)
    assert "Hold the meeting and write it down first" in client.page.text
    with sight.system("test"):
        Cycle.update(stage="review").where(Cycle.id == eli.cycle.id).execute()
    client.get(f"/cycles/{eli.cycle.id}/review/meeting")
    client.submit(
        "review/meeting", on=["23", "11", "2026"], others="Rosa Marchetti, mother", impact="He tells us what he needs",
        next_step="next_cycle", note="Go on with speech",
    )  # fmt: skip
    assert "by 7 Dec 2026 Send the report of the annual review" in client.get(base).text
    record = client.get(f"{base}/reviews/{review.id}/record")
    assert "Speech with Amy: nobody has written down its sessions yet" in record.text
    client.submit("record", status=422)
    assert "Say at least one thing about the plan" in client.page.text
    said: dict[str, Any] = {
        f"e_{eli.aims[0]}": "reached",
        f"f_{eli.items[1]}": "not_given",
        f"f_{eli.items[1]}_words": "The tent is shared with another class",
    }
    client.submit("record", aspirations="To read to his sister", **said)
    client.get(f"{base}/reviews/{review.id}/report")
    client.submit("report")
    text = client.follow().text
    assert "by 21 Dec 2026 The authority decides" in text
    assert "F2 not given as the plan says: The tent is shared with another class" in text
    client.get(f"{base}/reviews/{review.id}/record")
    client.submit("record", aspirations="Something else", status=422)


def test_lorna_decides_by_the_report_and_setting_and_family_are_told(client: Client, world: World) -> None:
    eli = with_plan(world)
    review = met(world, eli, date(2026, 11, 16))
    with sight.looking(world.anjali.sight()):
        annual_actions.write_down(world.anjali.act(), review, {"aspirations": "To read"}, "")
        annual_actions.send_report(world.anjali.act(), review)
    page = client.sign_in(world.lorna).get("/authority/early-reviews")
    assert "Fernhill Primary School met on 16 November 2026, decision due by 14 December 2026" in page.text
    assert "Eli" not in page.text
    client.get(f"/children/{world.eli}/ehc-plan", status=404)
    client.get("/authority/early-reviews")
    client.submit(f"/authority/annual-reviews/{review.id}/opening")
    assert "To read" in client.follow().text
    client.click("Decide")
    client.submit("decision", decided="amend", status=422)
    assert "Give the reasons" in client.page.text
    client.submit("decision", decided="amend", words="Speech therapy once a week is enough now.")
    with sight.system("test"):
        assert EhcPlan.get_by_id(eli.plan.id).reviewed_on == date(2026, 11, 16)
        assert NamedAccess.get(NamedAccess.person == world.lorna.person).until == TODAY + timedelta(days=30)
        told = {row.person_id for row in Notice.select().where(Notice.kind == "annual_decided")}
        assert told == {world.anjali.person, eli.rosa.person}
    client.sign_in(world.anjali).get(f"/children/{world.eli}/ehc-plan")
    assert "by 15 November 2027" in client.page.text
    assert "the authority changes the plan" in client.page.text


def test_only_the_authority_decides_and_ceasing_ends_nothing_yet(client: Client, world: World) -> None:
    eli = with_plan(world)
    review = met(world, eli)
    client.sign_in(world.anjali).get(f"/children/{world.eli}/ehc-plan/reviews/{review.id}/decision", status=403)
    with sight.system("test"):
        plan = EhcPlan.get_by_id(eli.plan.id)
        annual_actions.decide(world.lorna.act(), review, plan, "cease", "He needs no plan any more.")
        assert EhcPlan.get_by_id(eli.plan.id).ended_on is None
    with sight.looking(world.anjali.sight()):
        assert len(queries.help_named(world.eli)) == 2


def test_what_is_next_stands_in_anjali_s_list_and_turns_red_when_it_is_late(client: Client, world: World) -> None:
    with_plan(world)
    text = client.sign_in(world.anjali).get("/notices").text
    assert "by 16 Dec 2026 Eli Marchetti EHC plan: arrange the annual review" in text
    assert "Section F: 1 kind of help is not in place" in text
    clock.fix(datetime(2027, 1, 14, 9, tzinfo=ZoneInfo("Europe/London")))
    text = client.sign_in(world.anjali).get("/notices").text
    assert "29 days late Eli Marchetti EHC plan" in text
    plan = client.get(f"/children/{world.eli}/ehc-plan").text
    assert "The meeting should have been held by 16 December 2026" in plan
    assert "Annual review late" in client.get("/register").text
    assert "Annual review late" in client.get(f"/children/{world.eli}").text


def test_register_and_child_page_say_when_eli_s_plan_is_reviewed(client: Client, world: World) -> None:
    client.sign_in(world.anjali).get("/notices")
    assert "EHC plan: what it says is not entered" in client.page.text
    with_plan(world)
    assert "Annual review by 13 Jan 2027" in client.get("/register").text
    assert "Annual review by 13 Jan 2027" in client.get(f"/children/{world.eli}").text


def test_the_authority_counts_plans_that_are_late_and_help_that_is_missing(client: Client, world: World) -> None:
    with_plan(world)
    client.sign_in(world.lorna).get("/authority")
    assert "0 EHC plans were not reviewed in 12 months" in client.page.text
    assert "Fernhill Primary School 0 fewer than 5 0" in client.get("/authority/early-reviews").text
    with sight.system("test"):
        EhcPlan.update(issued_on=date(2025, 11, 23)).execute()
    assert "EHC plans were not reviewed in 12 months" in client.get("/authority").text
    assert "Fernhill Primary School fewer than 5 fewer than 5 0" in client.get("/authority/early-reviews").text
    client.sign_in(world.anjali).get("/authority/early-reviews", status=403)


def test_the_year_six_plan_waits_for_its_phase_transfer_in_the_list(client: Client, world: World) -> None:
    with_plan(world)
    with sight.system("test"):
        Pupil.update(born_on=date(2016, 5, 9)).where(Pupil.id == world.eli).execute()
        from portal.pupils.models import Placement

        Placement.update(year_group="6").where(Placement.pupil == world.eli).execute()
    text = client.sign_in(world.anjali).get("/notices").text
    assert "by 15 Feb 2027 Eli Marchetti EHC plan: review it before the next phase of education" in text
    assert "Before the next phase of education" in client.get(f"/children/{world.eli}/ehc-plan").text
