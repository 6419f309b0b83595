"""The review itself: what everyone says, delivery before impact, ratings with evidence, the record, sealed with addenda."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portal.access import sight
from portal.access.acting import Refused
from portal.cycles.assess import actions as assess_actions
from portal.cycles.assess.actions import View
from portal.cycles.assess.models import Contribution
from portal.cycles.do import actions as do_actions
from portal.cycles.do.models import Delivery
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Outcome, Provision, Target
from portal.cycles.review import actions, answer_actions
from portal.timeline.actions import release
from portal.timeline.models import Entry
from portal.timeline.removal_actions import redact
from tests.client import Client
from tests.cycles import walk
from tests.cycles.reviewing import held, lena, logged, reviewing, said_for
from tests.statements import counted
from tests.world import TODAY, World

SCALE = {"-2": "Takes nothing", "-1": "Takes it from her hand", "0": "Points to 1 of 2", "1": "Names it", "2": "Asks"}


# What everyone says


def test_sana_answers_three_questions_from_her_own_page_and_changes_them_before_the_review(
    client: Client, world: World
) -> None:
    cycle = reviewing(world)
    client.sign_in(world.sana).get(f"/cycles/{cycle.id}/review/my-view")
    assert "Offers at snack" in client.page.text
    client.submit("my-view", status=422)
    assert "Answer one of the three questions" in client.page.text
    client.submit("my-view", better="He looks up", hard="Noise", wish="Smaller groups", status=303)
    client.follow()
    assert "What should we do next?" in client.page.text
    client.get(f"/cycles/{cycle.id}/review/my-view")
    client.submit("my-view", hard="Noise at lunch")
    with sight.looking(world.hannah.sight()):
        row = said_for(cycle)
    assert (row.better, row.hard, row.wish) == ("He looks up", "Noise at lunch", "Smaller groups")
    assert row.text == "Better: He looks up\n\nStill hard: Noise at lunch\n\nNext: Smaller groups"
    assert row.name.startswith("Sana Rehman, ")


def test_an_assistants_answers_stay_with_the_staff_until_the_teacher_releases_them(
    client: Client, world: World
) -> None:
    cycle, assistant = reviewing(world), lena(world)
    client.sign_in(assistant).get(f"/cycles/{cycle.id}/review/my-view")
    assert "until the teacher releases it" in client.page.text
    client.submit("my-view", better="He asked me for more")
    assert "Thank you. It is read at the review on " in client.follow().text
    with sight.looking(world.magda.sight()):
        assert said_for(cycle) is None
    with sight.looking(world.sana.sight()):
        entry = Entry.get((Entry.kind == "views_given") & (Entry.author == assistant.person))
        release(world.sana.act(), entry)
    with sight.looking(world.magda.sight()):
        assert said_for(cycle).better == "He asked me for more"
    # New words wait again.
    client.get(f"/cycles/{cycle.id}/review/my-view")
    client.submit("my-view", better="He asked me twice")
    with sight.looking(world.magda.sight()):
        assert said_for(cycle) is None


def test_tomasz_answers_with_pictures_while_sana_writes(client: Client, world: World) -> None:
    cycle = reviewing(world)
    client.sign_in(world.sana).get(f"/cycles/{cycle.id}/review/child-view")
    client.submit("child-view", better_signs=["good", "friend"], better="Bubbles!", hard_signs=["loud"], name="Tomasz")
    client.follow()
    with sight.looking(world.hannah.sight()):
        row = said_for(cycle)
    assert (row.better, row.hard, row.wish) == ("Good, Friends\nBubbles!", "Too loud", "")
    page = client.get(f"/cycles/{cycle.id}/review/child-view")
    assert page.forms[-1]["data"]["better_signs"] == ["good", "friend"]


def test_magda_answers_before_the_review_and_changes_her_words_until_it_is_held(client: Client, world: World) -> None:
    cycle = walk.doing(world)
    with sight.system("test: views were asked for while the plan still runs"):
        Cycle.update(views_asked_on=TODAY).where(Cycle.id == cycle.id).execute()
    client.sign_in(world.magda).get(f"/family/{world.tomasz}")
    client.click("Tell us how the plan went.")
    client.submit("/review", hard="Bedtime")
    client.follow()
    client.get(f"/family/{world.tomasz}/review")
    assert "You told us this. You can change it." in client.page.text
    client.submit("/review", hard="Bedtime is hard", wish="A board at home", shared="y")
    with sight.looking(world.hannah.sight()):
        row = said_for(cycle)
        assert (row.hard, row.wish, row.audience) == ("Bedtime is hard", "A board at home", "family")
        do_actions.start_review(world.hannah.act(), Cycle.get_by_id(cycle.id))
    held(world, cycle)
    assert "What we said about the plan" in client.get(f"/family/{world.tomasz}/review").text
    with sight.looking(world.magda.sight()), pytest.raises(Refused, match="held with these words"):
        answer_actions.change(
            world.magda.act(), Cycle.get_by_id(cycle.id), row, View("family", "Magda", "").answered({"hard": "No"})
        )


def test_victor_the_stranger_can_neither_see_nor_say_anything(client: Client, world: World) -> None:
    cycle = reviewing(world)
    client.sign_in(world.victor)
    for page in ("review", "review/my-view", "review/child-view", "review/meeting", "review/addenda/new"):
        client.get(f"/cycles/{cycle.id}/{page}", status=404)
    client.sign_in(world.folake).get(f"/family/{world.tomasz}/review", status=404)


def test_an_answer_that_is_removed_goes_from_its_question_too(world: World) -> None:
    cycle = reviewing(world)
    with sight.looking(world.hannah.sight()):
        view = View("family", "Magda", "").answered({"hard": "His father\n\nand the flat", "wish": "Speech therapy"})
        row = assess_actions.give_view(world.hannah.act(), cycle, "review", view)
        entry = Entry.get((Entry.kind == "views_given") & (Entry.stage == "review"))
    with sight.looking(world.adil.sight()), sight.system("test: the administrator removes words"):
        redact(world.adil.act(), Entry.get_by_id(entry.id), "Request of the family")
        row = Contribution.get_by_id(row.id)
    assert (row.text, row.better, row.hard, row.wish) == ("Words removed", "", "Words removed", "Words removed")


# Delivery before impact


def test_what_did_not_happen_is_said_before_impact_is_judged(client: Client, world: World) -> None:
    cycle = reviewing(world)
    logged(world, cycle, given=1, lost=4)
    text = client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/review").text
    assert text.index("not given a fair try") < text.index("Offers at snack")
    client.click("Rate")
    text = client.page.text
    assert text.index("not given a fair try") < text.index("How far was it reached?")
    assert "staff absent 4" in text


def test_the_evidence_is_proposed_from_what_was_measured(client: Client, world: World) -> None:
    cycle = reviewing(world)
    with sight.system("test: a target with numbers"):
        Target.update(baseline_value="1", goal_value="4", unit="of 5").where(Target.cycle == cycle).execute()
    logged(world, cycle, given=4, lost=0, measure="3")
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/review")
    assert "began at 1 of 5 · last 3 of 5 on" in client.page.text
    client.click("Rate")
    typed = client.page.forms[-1]["data"]["evidence"][0]
    assert typed.startswith("Began at 1 of 5 · last 3 of 5 on")
    assert "sessions given" in typed
    client.submit("/targets/", rating="mostly")
    with sight.looking(world.hannah.sight()):
        assert walk.target_of(cycle).evidence.splitlines()[0] == typed.splitlines()[0]


def test_nothing_measured_proposes_nothing(client: Client, world: World) -> None:
    cycle = reviewing(world)
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/review")
    client.click("Rate")
    client.submit("/targets/", rating="mostly", status=422)
    assert "Enter the evidence, or why it was not assessed" in client.page.text


# Ratings


def test_an_outcome_is_rated_for_itself_with_its_targets_above_and_learn_waits_for_it(
    client: Client, world: World
) -> None:
    cycle = reviewing(world)
    with sight.looking(world.hannah.sight()):
        actions.rate(world.hannah.act(), cycle, walk.target_of(cycle), rating="achieved", evidence="4 of 5")
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/review")
    client.click("Say how far the outcome")
    assert "Achieved" in client.page.text
    assert "rating" not in client.page.forms[-1]["data"]
    client.submit("/outcomes/", rating="partly", evidence="", status=422)
    client.submit("/outcomes/", evidence="Two friends wait for him")
    assert "Say how far the outcome" not in client.follow().text


def test_an_outcome_needs_evidence_as_a_target_does(world: World) -> None:
    cycle = reviewing(world)
    with sight.looking(world.hannah.sight()):
        outcome = walk.outcome_of(cycle)
        with pytest.raises(Refused, match="evidence"):
            actions.rate_outcome(world.hannah.act(), cycle, outcome, rating="mostly", evidence=" ")
        with pytest.raises(Refused, match="not assessed"):
            actions.rate_outcome(world.hannah.act(), cycle, outcome, rating="not_assessed", evidence="")
        actions.rate_outcome(world.hannah.act(), cycle, outcome, rating="mostly", evidence="Two friends wait for him")
        row = Outcome.get_by_id(outcome.id)
    assert (row.rating, row.evidence, row.rated_on) == ("mostly", "Two friends wait for him", TODAY)


def test_the_plan_describes_levels_and_the_review_says_which_was_reached(client: Client, world: World) -> None:
    cycle = walk.planned(world)
    with sight.looking(world.hannah.sight()):
        target = walk.target_of(cycle)
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/plan/targets/{target.id}")
    client.submit("/targets/", level_minus_2="Takes nothing", level_plus_1="Names it")
    assert "Takes nothing" in client.follow().text
    with sight.looking(world.hannah.sight()):
        scale = Target.get_by_id(target.id).scale
        assert scale == {
            "-2": "Takes nothing",
            "0": "points to or names 1 of 2 offered items, 4 of 5 times",
            "1": "Names it",
        }
    with sight.system("test: on to the review"):
        Cycle.update(stage="review", started_on=TODAY).where(Cycle.id == cycle.id).execute()
    client.get(f"/cycles/{cycle.id}/review/targets/{target.id}")
    assert "+1: Names it" in client.page.text
    client.submit("/targets/", rating="mostly", evidence="Seen twice")
    assert "Say which of its levels" in client.follow().text
    client.get(f"/cycles/{cycle.id}/review/targets/{target.id}")
    client.submit("/targets/", scaled="1")
    page = client.follow()
    assert "Level reached: +1: Names it" in page.text
    assert "Say which of its levels" not in page.text


def test_a_target_without_levels_has_none_to_reach(world: World) -> None:
    cycle = reviewing(world)
    with sight.looking(world.hannah.sight()), pytest.raises(Refused, match="no such level"):
        actions.rate(world.hannah.act(), cycle, walk.target_of(cycle), rating="mostly", evidence="x", scaled=1)


# What it costs


def test_a_full_review_is_read_in_twelve_statements(client: Client, world: World) -> None:
    cycle = reviewing(world)
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/review")
    with counted() as few:
        client.get(f"/cycles/{cycle.id}/review")
    with sight.system("test: 12 targets, 40 kinds of help, 12 views"):
        outcome, help_ = walk.outcome_of(cycle), walk.provision_of(cycle)
        here = {"pupil": cycle.pupil_id, "cycle": cycle.id, "setting": cycle.setting_id}
        for number in range(11):
            Target.create(**here, outcome=outcome, does_what=f"Target {number}", name=f"Target {number}")
            Contribution.create(**here, stage="review", whose="teacher", text=f"View {number}", given_on=TODAY)
        for number in range(39):
            row = Provision.create(
                **here, name=f"Help {number}", starts_on=TODAY - timedelta(weeks=3), times_a_week=3, kind="intervention",
                target=help_.target_id, setting_id=cycle.setting_id,
            )  # fmt: skip
            Delivery.create(**here, provision=row, on=TODAY - timedelta(days=2), measure="3", by=world.sana.person)
    with counted() as many:
        page = client.get(f"/cycles/{cycle.id}/review")
    assert "Help 38" in page.text
    assert "View 10" in page.text
    assert len(many) == len(few) <= 12, "\n".join(x[:150] for x in many)
