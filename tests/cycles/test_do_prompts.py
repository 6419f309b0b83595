"""Prompts, not nagging: what is asked, when, of whom, and for how long it stays quiet."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from portal import clock
from portal.access import sight
from portal.access.acting import Refused
from portal.access.scope import OutOfScope
from portal.cycles.do import actions as do_actions
from portal.cycles.do import prompt_actions, session_actions
from portal.cycles.do.models import PromptAnswer
from portal.cycles.do.prompt_queries import Asked, asked
from portal.cycles.do.prompts import Facts, Kind, Logged, Prompt, prompts
from portal.cycles.do.session_actions import Session
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Provision, Target
from portal.organisation.calendars import calendar_of
from tests.client import Client
from tests.cycles import walk
from tests.statements import counted
from tests.world import TODAY, Who, World

OPEN = [TODAY + timedelta(days=n) for n in range(40) if (TODAY + timedelta(days=n)).weekday() < 5]
MONDAYS = [day for day in OPEN if day.weekday() == 0]


def facts(**more: Any) -> Facts:
    """Help that is due every Monday of eight weeks, in the plan that ends after them."""
    return Facts(running=True, due=MONDAYS, open_days=OPEN)._replace(**more)


def kinds(found: list[Prompt]) -> list[str]:
    return [one.kind.value for one in found]


def test_two_school_weeks_without_a_log_are_worth_one_question() -> None:
    assert kinds(prompts(facts(open_days=OPEN[:9]))) == []
    assert kinds(prompts(facts(open_days=OPEN[:10]))) == ["quiet"]
    assert prompts(facts(sessions=[Logged(MONDAYS[0], True, "")])) == [Prompt(Kind.QUIET, since=MONDAYS[0])]


def test_what_was_not_due_is_never_asked_about() -> None:
    assert prompts(facts(due=[])) == []
    assert prompts(facts(running=False)) == []


def test_half_of_the_sessions_lost_names_the_main_cause() -> None:
    logged = [Logged(day, given, cause) for day, given, cause in zip(
        MONDAYS, (True, False, False, False, True, True), ("", "room", "absent", "room", "", ""), strict=True,
    )]  # fmt: skip
    assert prompts(facts(sessions=logged)) == [Prompt(Kind.LOST, lost=3, planned=6, cause="room")]
    assert prompts(facts(sessions=[*logged[:2], Logged(MONDAYS[5], True, "")], due=MONDAYS[:3])) == []
    # What was lost long ago was asked about then.
    assert prompts(facts(sessions=logged, since=MONDAYS[4])) == []


@pytest.mark.parametrize(
    ("values", "baseline", "goal", "expected"),
    [
        ((5.0, 8.0, 8.0), 2.0, 8.0, ["reached"]),
        ((8.0, 7.0, 8.0), 2.0, 8.0, []),
        ((8.0,), 2.0, 8.0, []),
        ((6.0, 2.0, 1.0), 7.0, 2.0, ["reached"]),
        ((8.0, 8.0), 2.0, None, []),
    ],
)
def test_a_goal_met_twice_running_is_told_before_the_review(
    values: tuple[float, ...], baseline: float, goal: float | None, expected: list[str]
) -> None:
    logged = [Logged(day, True, "", value) for day, value in zip(MONDAYS, values, strict=False)]
    told = facts(sessions=logged, due=[], goal=goal, baseline=baseline)
    assert kinds(prompts(told)) == expected
    assert prompts(told._replace(rated=True)) == []
    assert prompts(told._replace(before_review=False)) == []


def test_what_was_answered_stays_quiet() -> None:
    assert prompts(facts(), quiet={"quiet"}) == []


def on(day: date) -> None:
    clock.fix(clock.now().replace(year=day.year, month=day.month, day=day.day, tzinfo=clock.UTC))


def seen_by(world: World, who: Who) -> list[Asked]:
    with sight.looking(who.sight()):
        return asked(world.millbrook, calendar_of(world.millbrook, "nursery"), clock.today(), 10)


def quiet_cycle(world: World) -> Cycle:
    """Three weeks of Tomasz's plan in which nobody logged anything."""
    cycle = walk.doing(world)
    on(date(2026, 12, 14))
    return cycle


def test_hannah_is_asked_once_answers_once_and_is_left_in_peace(world: World, client: Client) -> None:
    cycle = quiet_cycle(world)
    assert [(one.child, one.prompt.kind) for one in seen_by(world, world.hannah)] == [("Tomasz Wieczorek", Kind.QUIET)]
    client.sign_in(world.hannah).get("/notices")
    assert "two school weeks have passed" in client.page.text
    client.get(f"/cycles/{cycle.id}/do")
    client.click("Answer")
    client.submit("/prompts/quiet/", status=422, answer="known", why="")
    assert "Say what you know about it" in client.page.text
    client.submit("/prompts/quiet/", answer="known", why="Sana writes it in her own book.")
    page = client.follow()
    assert "Worth a question" not in page.text
    assert "two school weeks have passed" not in client.get("/notices").text
    assert seen_by(world, world.hannah) == []


def test_after_two_weeks_the_question_comes_again_where_nothing_changed(world: World) -> None:
    cycle = quiet_cycle(world)
    with sight.looking(world.hannah.sight()):
        act, row = world.hannah.act(), walk.provision_of(cycle)
        prompt_actions.answer(act, cycle, Kind.QUIET, row, what="later")
    on(date(2026, 12, 28))
    assert seen_by(world, world.hannah) == []
    on(date(2026, 12, 29))
    assert [one.prompt.kind for one in seen_by(world, world.hannah)] == [Kind.QUIET]


def test_to_change_the_help_is_an_answer_and_leads_to_its_page(world: World, client: Client) -> None:
    cycle = quiet_cycle(world)
    with sight.looking(world.hannah.sight()):
        help_ = walk.provision_of(cycle)
    client.sign_in(world.sana).get(f"/cycles/{cycle.id}/do/prompts/quiet/{help_.id}")
    client.submit("/prompts/quiet/", answer="adapt")
    assert "Change help: Attention Autism" in client.follow().text


def test_paused_help_and_help_between_two_plans_are_not_asked_about(world: World) -> None:
    cycle = quiet_cycle(world)
    with sight.looking(world.hannah.sight()):
        do_actions.change_provision(
            world.hannah.act(), cycle, walk.provision_of(cycle), change="paused", reason="Chickenpox"
        )
    assert seen_by(world, world.hannah) == []
    with sight.system("test"):
        Provision.update(status="running").execute()
        Cycle.update(stage="learn", reviewed_on=TODAY).where(Cycle.id == cycle.id).execute()
    assert seen_by(world, world.hannah) == []


def test_families_assistants_and_the_stranger_never_hear_of_a_prompt(world: World, client: Client) -> None:
    cycle = quiet_cycle(world)
    with sight.looking(world.hannah.sight()):
        row = walk.provision_of(cycle)
        prompt_actions.answer(world.hannah.act(), cycle, Kind.QUIET, row, what="known", why="Written elsewhere")
    assert seen_by(world, world.victor) == []
    with sight.looking(world.magda.sight()):
        assert not PromptAnswer.select().exists()
    assert "Written elsewhere" not in client.sign_in(world.magda).get(f"/family/{world.tomasz}").text
    client.sign_in(world.victor).get(f"/cycles/{cycle.id}/do/prompts/quiet/{row.id}", status=404)
    with sight.looking(world.victor.sight()), pytest.raises((OutOfScope, Refused)):
        prompt_actions.answer(world.victor.act(), cycle, Kind.QUIET, row, what="later")


def test_a_target_reached_early_is_told_with_its_own_page(world: World, client: Client) -> None:
    cycle = walk.doing(world)
    with sight.system("test"):
        Target.update(goal_value="4", baseline_value="1", unit="of 5").where(Target.cycle == cycle).execute()
        Provision.update(target=walk.target_of(cycle)).where(Provision.pupil == world.tomasz).execute()
    on(date(2026, 11, 30))
    with sight.looking(world.hannah.sight()):
        for day, value in ((date(2026, 11, 25), "4"), (date(2026, 11, 27), "5")):
            help_ = walk.provision_of(cycle)
            session_actions.log(world.hannah.act(), help_, day, Session(measure=value, engagement=4))
    assert [one.prompt.kind for one in seen_by(world, world.hannah)] == [Kind.REACHED]
    page = client.sign_in(world.sana).get(f"/cycles/{cycle.id}/do")
    assert "the goal was reached twice running, before the review" in page.text
    assert "Last measured: 5 of 5 on 27 Nov 2026. Goal: 4 of 5. At the start: 1 of 5." in page.text
    client.click("Answer")
    client.submit("/prompts/reached/", answer="adapt")
    page = client.follow()
    assert "Now change the target or its help." in page.text


def test_a_prompt_costs_two_statements_for_a_whole_setting(world: World) -> None:
    quiet_cycle(world)
    with sight.looking(world.hannah.sight()):
        calendar = calendar_of(world.millbrook, "nursery")
        with counted() as statements:
            asked(world.millbrook, calendar, clock.today(), 10)
    assert len(statements) == 2
