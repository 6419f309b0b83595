"""A setting asks for an early review, the authority opens the request without a name on its list, and answers."""

from datetime import date, timedelta

import pytest

from portal.access import sight
from portal.access.acting import Refused
from portal.access.models import AccessLog
from portal.ehcp import clock, early_actions, queries
from portal.ehcp.models import EarlyReview
from portal.notices.models import Notice
from portal.pupils.models import NamedAccess, Placement
from portal.timeline.models import Entry
from tests.client import Client
from tests.ehcp.eli import Eli, with_plan
from tests.world import TODAY, World

WHY = "He signs to his friends now, and two sessions a week tire him."


def asked(world: World, eli: Eli) -> EarlyReview:
    with sight.looking(world.anjali.sight()):
        return early_actions.ask(world.anjali.act(), world.eli, WHY, eli.speech.id, "Speech with Amy")


def test_anjali_asks_and_rosa_reads_that_the_help_goes_on(client: Client, world: World) -> None:
    eli = with_plan(world)
    client.sign_in(world.anjali).get(f"/children/{world.eli}/ehc-plan/early-review?help={eli.speech.id}")
    client.submit("early-review", why=" ", status=422)
    assert "Say why" in client.page.text
    client.submit("early-review", why=WHY)
    client.get(f"/children/{world.eli}/ehc-plan/early-review?help={eli.speech.id}")
    client.submit("early-review", why="Again", status=422)
    assert "asked for already" in client.page.text
    text = client.sign_in(eli.rosa).get(f"/family/{world.eli}/ehc-plan").text
    assert "Fernhill Primary School asked on 23 November 2026" in text
    assert WHY in text
    assert "The council has not answered yet. The help goes on." in text
    with sight.system("test"):
        assert (
            Notice.select().where((Notice.kind == "early_review_asked") & (Notice.person == eli.rosa.person)).exists()
        )


def test_the_list_names_the_setting_and_the_day_and_opening_is_a_reason_that_the_family_reads(
    client: Client, world: World
) -> None:
    eli = with_plan(world)
    row = asked(world, eli)
    page = client.sign_in(world.lorna).get("/authority/early-reviews")
    assert "Fernhill Primary School asked on 23 November 2026" in page.text
    assert "Eli" not in page.text
    assert WHY not in page.text
    assert "1 wait for our answer" in client.get("/authority").text
    client.get(f"/children/{world.eli}", status=404)
    client.get("/authority/early-reviews")
    client.submit(f"/authority/early-reviews/{row.id}/opening")
    assert WHY in client.follow().text
    with sight.system("test"):
        access = NamedAccess.get(NamedAccess.person == world.lorna.person)
        assert (access.pupil_id, access.until) == (world.eli, TODAY + timedelta(days=30))
        assert (
            AccessLog.select()
            .where((AccessLog.pupil_id == world.eli) & (AccessLog.person_id == world.lorna.person))
            .exists()
        )
    with sight.looking(eli.rosa.sight()):
        assert "early review" in Entry.get(Entry.kind == "access_named").body
    # The officer is not given the record a second time.
    client.get("/authority/early-reviews")
    client.submit(f"/authority/early-reviews/{row.id}/opening")
    with sight.system("test"):
        assert NamedAccess.select().where(NamedAccess.person == world.lorna.person).count() == 1


def test_lorna_agrees_by_a_day_and_the_clock_of_the_plan_follows(client: Client, world: World) -> None:
    eli = with_plan(world)
    row = asked(world, eli)
    client.sign_in(world.lorna).get("/authority/early-reviews")
    client.submit(f"/authority/early-reviews/{row.id}/opening")
    client.follow()
    client.click("Answer")
    client.submit("early-reviews", agreed="yes", status=422)
    assert "by when the review is held" in client.page.text
    client.submit("early-reviews", agreed="yes", due_on=["18", "12", "2026"], words="We meet at Fernhill.")
    with sight.looking(world.anjali.sight()):
        plan = queries.plan_of(world.eli)
        assert plan is not None
        stand = queries.standing(plan, [], queries.requests_of(world.eli)).stand
        assert clock.review_due(stand) == date(2026, 12, 18)
        assert Notice.select().where(Notice.kind == "early_review_answered").count() == 1
    text = client.sign_in(eli.rosa).get(f"/family/{world.eli}/ehc-plan").text
    assert "The council said yes. It looks at the plan by 18 December 2026." in text


def test_a_no_needs_reasons_and_is_said_once(world: World) -> None:
    eli = with_plan(world)
    row = asked(world, eli)
    with sight.system("test"):
        with pytest.raises(Refused, match="reasons"):
            early_actions.answer(world.lorna.act(), row, agreed=False, words=" ", due_on=None)
        early_actions.answer(
            world.lorna.act(), row, agreed=False, words="The therapist sees it differently.", due_on=None
        )
        with pytest.raises(Refused, match="answered already"):
            early_actions.answer(world.lorna.act(), row, agreed=True, words="", due_on=TODAY)


def test_a_withheld_setting_is_a_setting_on_the_authority_s_list(client: Client, world: World) -> None:
    eli = with_plan(world)
    asked(world, eli)
    with sight.system("test"):
        Placement.update(withheld=True).where(Placement.pupil == world.eli).execute()
    text = client.sign_in(world.lorna).get("/authority/early-reviews").text
    assert "a setting asked on 23 November 2026" in text
    assert "Fernhill Primary School asked" not in text
    assert "Fernhill" not in client.sign_in(eli.rosa).get(f"/family/{world.eli}/ehc-plan").text


def test_strangers_and_other_families_find_nothing(client: Client, world: World) -> None:
    eli = with_plan(world)
    row = asked(world, eli)
    client.sign_in(world.victor).get(f"/children/{world.eli}/ehc-plan/early-review", status=404)
    client.get("/authority/early-reviews", status=403)
    client.sign_in(world.folake).get(f"/family/{world.eli}/ehc-plan", status=404)
    client.sign_in(world.kelechi).get(f"/children/{world.eli}/ehc-plan/early-review", status=403)
    client.sign_in(world.adil).get(f"/children/{world.eli}/ehc-plan/early-reviews/{row.id}", status=404)
