"""Outcomes and targets as a SENCO writes them: little to type, nothing twice, and a plain sentence at any time."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from portal.access import sight
from portal.cycles import opening
from portal.cycles.assess import actions as assess_actions
from portal.cycles.assess.actions import Evidence, View
from portal.cycles.learn.models import Learning
from portal.cycles.models import Cycle
from portal.cycles.plan import aim_actions as plan_actions
from portal.cycles.plan import aim_offers, ledger_actions
from portal.cycles.plan.aim_examples import EXAMPLES, ages_of, examples
from portal.cycles.plan.models import Outcome, Provision, Target
from portal.cycles.plan.smart import sentence, vague_words
from portal.cycles.rows import Rows
from tests.client import Client
from tests.cycles import walk
from tests.statements import counted
from tests.world import World

HOPE = "I want him to tell me about his day."


def heard(world: World) -> Cycle:
    """In Plan; Magda has said what she hopes for, and something that is for professionals only."""
    cycle = walk.planning(world)
    with sight.looking(world.hannah.sight()):
        act = world.hannah.act()
        assess_actions.give_view(act, cycle, "assess", View("family", "Magda", f"He is happy. {HOPE}"))
        secret = View("family", "Magda", "We may have to move house soon.", "professionals")
        assess_actions.give_view(act, cycle, "assess", secret)
        assess_actions.add_evidence(act, cycle, Evidence("current", "targeted", "Sana Rehman", "9 words in 20 minutes"))
    return cycle


def test_an_outcome_takes_a_hope_in_magdas_own_words_and_a_baseline_from_the_evidence(
    client: Client, world: World
) -> None:
    cycle = heard(world)
    page = client.sign_in(world.sana).get(f"/cycles/{cycle.id}/plan/outcomes/new")
    assert HOPE in page.text
    assert "move house" not in page.text, "words for professionals only are no text of a plan that everybody reads"
    with sight.looking(world.hannah.sight()):
        found = next(one for one in aim_offers.said(cycle) if one.text.startswith("9 words"))
    client.submit("outcomes/new", verb="improve", text="talk at home", hope=HOPE, found=str(found.id))
    with sight.looking(world.hannah.sight()):
        row = walk.outcome_of(cycle)
    assert (row.aspiration, row.baseline, row.position) == (HOPE, "9 words in 20 minutes", 1)
    assert HOPE in client.follow().text


def test_without_views_there_is_no_empty_question(client: Client, world: World) -> None:
    with sight.looking(world.hannah.sight()):
        cycle = plan_cycle_without_views(world)
    page = client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/plan/outcomes/new")
    assert "Which hope" not in page.text
    client.submit("outcomes/new", verb="develop", text="play alone", aspiration="To have friends")
    with sight.looking(world.hannah.sight()):
        assert walk.outcome_of(cycle).aspiration == "To have friends"


def plan_cycle_without_views(world: World) -> Cycle:
    return Cycle.create(
        pupil=world.tomasz, number=1, setting=world.millbrook, stage="plan", opened_on=date(2026, 11, 1)
    )


def test_a_new_target_begins_with_child_day_and_person(client: Client, world: World) -> None:
    cycle = walk.planned(world)
    with sight.looking(world.hannah.sight()):
        outcome = walk.outcome_of(cycle)
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/plan/outcomes/{outcome.id}/targets/new")
    client.submit("targets/new", does_what="name 2 of 3 animals", measured_how="a tally", measured_when="every Friday")
    with sight.looking(world.hannah.sight()):
        row = Target.get(Target.does_what == "name 2 of 3 animals")
    assert (row.who, row.by_when, row.measured_by) == ("Tomasz", date(2027, 1, 4), "Sana Rehman")
    assert row.name == "Name 2 of 3 animals"
    assert row.position == 2


def test_the_sentence_is_shown_without_saving_and_everything_typed_stays(client: Client, world: World) -> None:
    cycle = walk.planned(world)
    with sight.looking(world.hannah.sight()):
        outcome = walk.outcome_of(cycle)
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/plan/outcomes/{outcome.id}/targets/new")
    page = client.submit(
        "targets/new", button=("show", "1"), status=200, does_what="have regular access to books", how_well="4 of 5 days",
        by_when=["31", "2", "2027"],
    )  # fmt: skip
    assert "Tomasz will have regular access to books, 4 of 5 days." in page.text
    assert "How often is that" in page.text
    assert "There is a problem" not in page.text
    assert page.forms[-1]["data"]["how_well"] == ["4 of 5 days"]
    with sight.looking(world.hannah.sight()):
        assert Target.select().where(Target.cycle == cycle.id).count() == 1


def test_while_somebody_types_only_the_sentence_comes_back(client: Client, world: World) -> None:
    cycle = walk.planned(world)
    with sight.looking(world.hannah.sight()):
        outcome = walk.outcome_of(cycle)
    path = f"/cycles/{cycle.id}/plan/outcomes/{outcome.id}/targets/new"
    client.sign_in(world.hannah).get(path)
    live = {"HX-Request": "true", "HX-Target": "sentence"}
    page = client.post(
        path,
        {"show": "1", "who": "Tomasz", "does_what": "points to the cup", "by_when": ["1", "3", "2027"]},
        200,
        headers=live,
    )
    assert page.text.strip() == "Tomasz points to the cup, by 1 March 2027. Measured by Sana Rehman."
    assert not page.forms


def test_a_target_starts_from_an_example_that_fits_age_and_area(client: Client, world: World) -> None:
    cycle = walk.planned(world)
    with sight.looking(world.hannah.sight()):
        outcome = walk.outcome_of(cycle)
        outcome.area = "CI"
        plan_actions.set_outcome(world.hannah.act(), cycle, outcome, verb=outcome.verb, text=outcome.text, area="CI")
    page = client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/plan/outcomes/{outcome.id}/targets/new")
    assert "point to or name 1 of 2 offered items" in page.text
    assert "exit card" not in page.text
    client.click("Start from this")
    assert client.page.forms[-1]["data"]["does_what"] == ["point to or name 1 of 2 offered items"]
    assert client.page.forms[-1]["data"]["who"] == ["Tomasz"]


@pytest.mark.parametrize("area", ["CI", "CL", "SEMH", "SP"])
@pytest.mark.parametrize("ages", ["early", "primary", "secondary"])
def test_every_area_and_age_has_an_example_that_reads_well(application: Flask, area: str, ages: str) -> None:
    with application.app_context():
        found = examples(area, ages)
        assert [one.area for one in found] == [area]
        assert sentence(found[0].smart(), "Nia").startswith("Nia will ")
        assert vague_words(str(found[0].does_what), str(found[0].measured_how)) == []


def test_year_groups_choose_the_age_of_examples() -> None:
    assert [ages_of(year) for year in ("N2", "R", "1", "6", "7", "13", "")] == [
        "early", "early", "primary", "primary", "secondary", "secondary", "early",
    ]  # fmt: skip
    assert len({one.key for one in EXAMPLES}) == len(EXAMPLES)


def second(world: World) -> Cycle:
    """The second cycle of Tomasz in Plan; the target of the first was mostly reached."""
    walk.closed(world)
    return walk.planning(world)


def test_an_outcome_of_the_cycle_before_goes_on_with_its_unfinished_targets_in_one_step(
    client: Client, world: World
) -> None:
    cycle = second(world)
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/plan")
    client.click("Carry on this outcome")
    client.submit("outcomes/new")
    page = client.follow()
    assert "4 of 5 on three days" in page.text
    with sight.looking(world.hannah.sight()):
        row = walk.target_of(cycle)
    assert (row.baseline, row.does_what) == ("4 of 5 on three days", walk.SNACK.does_what)
    assert row.by_when is not None


def test_a_target_goes_on_under_the_outcome_it_belongs_to(client: Client, world: World) -> None:
    cycle = second(world)
    with sight.looking(world.hannah.sight()):
        act = world.hannah.act()
        plan_actions.set_outcome(act, cycle, None, verb="achieve", text="something new")
        same = plan_actions.set_outcome(act, cycle, None, verb="develop", text="be understood by other children")
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/plan")
    client.click("Carry on this target")
    client.submit("targets/new")
    with sight.looking(world.hannah.sight()):
        assert walk.target_of(cycle).outcome_id == same.id


def test_a_target_says_which_learning_it_uses(client: Client, world: World) -> None:
    cycle = second(world)
    with sight.looking(world.hannah.sight()):
        outcome = plan_actions.set_outcome(world.hannah.act(), cycle, None, verb="achieve", text="talk")
        helps, timer = Learning.select().order_by(Learning.id)
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/plan/outcomes/{outcome.id}/targets/new")
    client.submit("targets/new", does_what="choose with pictures", uses=[str(helps.id)])
    client.follow()
    with sight.looking(world.hannah.sight()):
        target = walk.target_of(cycle)
        assert [row.state for row in Rows(cycle).inherited] == ["used", "open"]
        ledger_actions.decide_inherited(world.hannah.act(), cycle, timer, used=False, how="It frightens him")
    page = client.get(f"/cycles/{cycle.id}/plan/targets/{target.id}")
    assert page.forms[-2]["data"]["uses"] == [str(helps.id)]
    assert "Sand timer" not in page.text, "what is set aside is not offered"
    client.submit("/targets/", uses=[])
    with sight.looking(world.hannah.sight()):
        assert Rows(cycle).inherited[0].state == "open"


def test_a_target_is_taken_out_on_its_own_page_and_then_its_outcome(client: Client, world: World) -> None:
    cycle = walk.planned(world)
    client.sign_in(world.sana).get(f"/cycles/{cycle.id}/plan")
    client.submit("/removal", status=422)
    assert "Take out the targets of this outcome first." in client.page.text
    client.get(f"/cycles/{cycle.id}/plan")
    client.click("Change Offers at snack")
    client.submit("/removal")
    assert "Offers at snack" not in client.follow().text
    client.submit("/removal")
    with sight.looking(world.hannah.sight()):
        assert Rows(cycle).outcomes == []


def test_two_outcomes_change_places(client: Client, world: World) -> None:
    cycle = walk.planning(world)
    with sight.looking(world.hannah.sight()):
        for text in ("first written", "second written"):
            plan_actions.set_outcome(world.hannah.act(), cycle, None, verb="achieve", text=text)
        later = Outcome.get(Outcome.text == "second written")
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/plan/outcomes/{later.id}")
    client.submit("/outcomes/", position="1")
    with sight.looking(world.hannah.sight()):
        first = Outcome.get(Outcome.text == "first written")
        plan_actions.set_outcome(world.hannah.act(), cycle, first, verb="achieve", text=first.text, position=2)
        assert [row.text for row in Rows(cycle).outcomes] == ["second written", "first written"]


def test_the_form_of_a_target_costs_the_same_however_full_the_plan_is(client: Client, world: World) -> None:
    cycle = second(world)
    with sight.looking(world.hannah.sight()):
        outcome = plan_actions.set_outcome(world.hannah.act(), cycle, None, verb="achieve", text="talk")
    path = f"/cycles/{cycle.id}/plan/outcomes/{outcome.id}/targets/new"
    client.sign_in(world.hannah).get(path)
    with counted() as few:
        client.get(path)
    with sight.looking(world.hannah.sight()):
        for _more in range(6):
            plan_actions.set_target(world.hannah.act(), cycle, outcome, None, walk.SNACK)
    with counted() as many:
        client.get(path)
    assert len(many) == len(few) <= 16, "\n".join(many)


def test_victor_writes_no_aim_for_tomasz(client: Client, world: World) -> None:
    cycle = walk.planned(world)
    with sight.looking(world.hannah.sight()):
        outcome, target = walk.outcome_of(cycle), walk.target_of(cycle)
    client.sign_in(world.victor)
    for path in (
        "outcomes/new",
        f"outcomes/{outcome.id}",
        f"outcomes/{outcome.id}/targets/new",
        f"targets/{target.id}",
    ):
        client.get(f"/cycles/{cycle.id}/plan/{path}", status=404)


def test_what_is_carried_on_takes_its_help_along_and_is_offered_no_second_time(client: Client, world: World) -> None:
    old = walk.closed(world)
    with sight.looking(world.hannah.sight()):
        cycle = opening.open_cycle(world.hannah.act(), world.tomasz)
        Cycle.update(stage="plan").where(Cycle.id == cycle.id).execute()
        outcome, target, help_ = walk.outcome_of(old), walk.target_of(old), walk.provision_of(old)
        Target.update(baseline_value="1").where(Target.id == target.id).execute()
        Provision.update(target=target.id).where(Provision.id == help_.id).execute()
    here = f"/cycles/{cycle.id}/plan"
    client.sign_in(world.hannah).get(here)
    client.click("Carry on this outcome")
    client.submit("outcomes/new", carried=[str(target.id)])
    text = client.follow().text
    assert "carried on" in text
    assert "Carry on this" not in text
    with sight.looking(world.hannah.sight()):
        new = walk.target_of(cycle)
        assert (new.carries, walk.outcome_of(cycle).carries, new.baseline_value) == (target.id, outcome.id, "")
        assert Provision.get_by_id(help_.id).target_id == new.id
    client.get(f"{here}/outcomes/new?from={outcome.id}")
    assert "It is carried on in this plan already." in client.submit("outcomes/new", status=422).text
    assert f"For: {new.name}" in client.get(here).text
