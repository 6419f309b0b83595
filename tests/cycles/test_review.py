"""The review itself: what everyone says, delivery before impact, ratings with evidence, the record, sealed with addenda."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from portal.access import sight
from portal.access.acting import Refused
from portal.accounts.models import Assignment
from portal.cycles.assess import actions as assess_actions
from portal.cycles.assess.actions import View
from portal.cycles.assess.models import Contribution
from portal.cycles.do import actions as do_actions
from portal.cycles.do.models import Delivery
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Attendee, Outcome, Provision, Target
from portal.cycles.review import actions, answer_actions, opinion_actions
from portal.cycles.review.actions import Meeting, Present
from portal.cycles.review.addendum_actions import add_addendum
from portal.cycles.review.models import Opinion
from portal.cycles.review.opinion_actions import Said
from portal.organisation.models import Setting
from portal.pupils.models import Guardianship, Placement
from portal.timeline.actions import release
from portal.timeline.models import Entry
from portal.timeline.removal_actions import redact
from tests.client import Client
from tests.cycles import walk
from tests.statements import counted
from tests.world import TODAY, Who, World, person

SCALE = {"-2": "Takes nothing", "-1": "Takes it from her hand", "0": "Points to 1 of 2", "1": "Names it", "2": "Asks"}


def reviewing(world: World) -> Cycle:
    """Tomasz's plan is under review; nothing is rated or said yet."""
    cycle = walk.doing(world)
    with sight.looking(world.hannah.sight()):
        do_actions.start_review(world.hannah.act(), cycle)
    return cycle


def logged(world: World, cycle: Cycle, *, given: int, lost: int, planned: int = 2, measure: str = "") -> None:
    """So many sessions of the bucket since it began three weeks ago, on days that no test depends on."""
    with sight.system("test: sessions of three weeks"):
        row = walk.provision_of(cycle)
        start = TODAY - timedelta(weeks=3)
        Provision.update(starts_on=start, times_a_week=planned, target=walk.target_of(cycle)).where(
            Provision.id == row.id
        ).execute()
        Cycle.update(started_on=start).where(Cycle.id == cycle.id).execute()
        for number in range(given + lost):
            Delivery.create(
                pupil=cycle.pupil_id, cycle=cycle, setting=cycle.setting_id, provision=row, given=number < given,
                on=start + timedelta(days=number), cause="" if number < given else "staff_absent",
                measure=measure if number < given else "", by=world.sana.person,
            )  # fmt: skip


def lena(world: World) -> Who:
    """A teaching assistant of the Kingfishers, where Tomasz is."""
    with sight.system("test: one more person"):
        made = person("Lena Frost", "ta", Setting.get_by_id(world.millbrook))
        room = Placement.get(Placement.pupil == world.tomasz).room_id
        Assignment.create(person=made.person, setting=world.millbrook, room=room, starts_on=date(2026, 9, 1))
    return made


def said_for(cycle: Cycle) -> Any:
    """The first view of the review that the reader sees, or None."""
    of_review = (Contribution.cycle == cycle.id) & (Contribution.stage == "review")
    return Contribution.select().where(of_review).order_by(Contribution.id).first()


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


# The record


def record_of(world: World, *people: Present, next_step: str = "next_cycle") -> Meeting:
    return Meeting(TODAY, "", "He looks at who speaks", next_step, "Same adult", people=people)


def held(world: World, cycle: Cycle, *people: Present, next_step: str = "next_cycle") -> None:
    present = people or (Present("Magda Wieczorek", "mother", world.magda.person), Present("Sana Rehman", "key person"))
    with sight.looking(world.hannah.sight()):
        actions.hold(world.hannah.act(), Cycle.get_by_id(cycle.id), record_of(world, *present, next_step=next_step))


def seat(client: Client, name: str) -> str:
    """The number of somebody's line in the form of the record."""
    before = client.response.get_data(as_text=True).split(f"<strong>{name}</strong>")[0]  # type: ignore[union-attr]
    return before.rsplit('name="came_', 1)[1].split('"')[0]


def test_hannah_ticks_who_came_and_magda_sees_the_next_step_differently(client: Client, world: World) -> None:
    cycle = reviewing(world)
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/review/meeting")
    magda, sana = seat(client, "Magda Wieczorek"), seat(client, "Sana Rehman")
    said: dict[str, Any] = {f"came_{magda}": "y", f"says_{magda}": "no", f"came_{sana}": "y", f"says_{sana}": "yes"}
    words: dict[str, Any] = {
        "impact": "He looks at who speaks",
        "next_step": "next_cycle",
        "note": "Same adult",
        "others": "Eve, student",
    }
    client.submit("meeting", status=422, **said, **words)
    assert "Enter how Magda Wieczorek sees it" in client.page.text
    differs: dict[str, Any] = {f"words_{magda}": "He needs a speech therapist now"}
    client.submit("meeting", **differs)
    page = client.follow()
    said_there = page.text.partition("Who agrees with the next step")[2]
    assert (
        said_there.index("sees it differently") < said_there.index("Magda") < said_there.index("speech therapist now")
    )
    assert "Eve, student" in page.text
    with sight.looking(world.hannah.sight()):
        came = {row.name: row.came for row in Attendee.select().where(Attendee.stage == "review")}
        assert came["Magda Wieczorek"]
        assert came["Eve"]
        assert Opinion.select().where(Opinion.cycle == cycle).count() == 2
    # Changing the record changes the same rows, and keeps who came unasked.
    client.click("Change the record")
    agrees: dict[str, Any] = {f"says_{seat(client, 'Magda Wieczorek')}": "yes"}
    client.submit("meeting", **agrees)
    with sight.looking(world.hannah.sight()):
        assert Opinion.select().where((Opinion.cycle == cycle) & Opinion.agrees).count() == 2
        assert Attendee.select().where((Attendee.stage == "review") & (Attendee.name == "Eve")).count() == 1


def test_a_record_without_anybody_there_is_none(client: Client, world: World) -> None:
    cycle = reviewing(world)
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/review/meeting")
    client.submit("meeting", impact="Much", next_step="next_cycle", note="Go on", status=422)
    assert "Tick who took part, or enter their names" in client.page.text
    assert "Much" in client.page.text


def test_what_outcomes_were_rated_opens_the_record_so_that_nobody_types_it_again(client: Client, world: World) -> None:
    cycle = reviewing(world)
    with sight.looking(world.hannah.sight()):
        outcome = walk.outcome_of(cycle)
        outcome.text = "be understood by other children."
        actions.rate_outcome(world.hannah.act(), cycle, outcome, rating="mostly", evidence="At play")
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/review/meeting")
    assert client.page.forms[-1]["data"]["impact"] == ["be understood by other children: mostly. At play"]


def test_magda_says_on_her_own_page_afterwards_that_she_does_not_agree(client: Client, world: World) -> None:
    cycle = reviewing(world)
    held(world, cycle)
    client.sign_in(world.magda).get(f"/family/{world.tomasz}/review")
    assert "He looks at who speaks" in client.page.text
    client.submit("/review", agrees="no", status=422)
    assert "Say how you see it." in client.page.text
    client.submit("/review", agrees="no", words="He needs more", shared="y")
    assert "He needs more" in client.follow().text
    page = client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/review")
    assert "said it themselves" in page.text
    assert "He needs more" in page.text


def test_what_magda_said_herself_is_not_written_over_by_the_record(world: World) -> None:
    cycle = reviewing(world)
    held(world, cycle)
    with sight.looking(world.magda.sight()):
        said = Said("Magda Wieczorek, mother", "", agrees=False, words="He needs more")
        opinion_actions.give_opinion(world.magda.act(), Cycle.get_by_id(cycle.id), said)
    held(world, cycle, Present("Magda Wieczorek", "mother", world.magda.person, agrees=True))
    with sight.looking(world.hannah.sight()):
        rows = Opinion.select().where(Opinion.cycle == cycle).order_by(Opinion.id)
        assert [(row.own, row.agrees) for row in rows] == [(True, False), (False, True)]


def test_one_parents_opinion_reaches_the_other_only_if_the_writer_says_so(client: Client, world: World) -> None:
    cycle = reviewing(world)
    held(world, cycle)
    with sight.system("test: another parent"):
        Guardianship.create(
            pupil=world.tomasz, person=world.peter.person, relationship="father", starts_on=date(2026, 1, 1)
        )
    client.sign_in(world.magda).get(f"/family/{world.tomasz}/review")
    client.submit("/review", agrees="no", words="Not with his father")
    assert "Not with his father" in client.follow().text
    assert "Not with his father" not in client.sign_in(world.peter).get(f"/family/{world.tomasz}/review").text


def test_ordinary_provision_leads_to_the_register(client: Client, world: World) -> None:
    cycle = reviewing(world)
    held(world, cycle, next_step="ordinary_provision")
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/review")
    assert "watch for" in client.click("Take the child off the register").text


def test_a_referral_is_a_next_step_once_it_names_a_service(client: Client, world: World) -> None:
    cycle = reviewing(world)
    held(world, cycle, next_step="referral")
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/review")
    assert "service" in client.click("Name the service you refer to.").text


# Sealed


def sealed(world: World) -> Cycle:
    """Tomasz's plan was reviewed, and the pause to learn has started."""
    return walk.learning(world)


Write = Callable[[World, Cycle], object]

WRITES: dict[str, Write] = {
    "rating a target": lambda w, c: actions.rate(
        w.hannah.act(), c, walk.target_of(c), rating="achieved", evidence="All"
    ),
    "rating an outcome": lambda w, c: actions.rate_outcome(
        w.hannah.act(), c, walk.outcome_of(c), rating="achieved", evidence="All"
    ),
    "the record": lambda w, c: actions.hold(w.hannah.act(), c, Meeting(TODAY, "All", "Much", "next_cycle", "On")),
    "a view": lambda w, c: assess_actions.give_view(w.sana.act(), c, "review", View("teacher", "Sana", "Late")),
    "a changed view": lambda w, c: answer_actions.change(
        w.hannah.act(), c, Contribution.get((Contribution.cycle == c) & (Contribution.stage == "review")),
        View("child", "Tomasz", "").answered({"better": "All"}),
    ),
    "an absence": lambda w, c: assess_actions.explain_absence(w.hannah.act(), c, "review", "child", "Ill"),
}  # fmt: skip


@pytest.mark.parametrize("write", WRITES)
def test_nothing_of_a_sealed_review_changes(world: World, write: str) -> None:
    cycle = sealed(world)
    with sight.looking(world.hannah.sight()):
        before = Entry.select().count()
        with pytest.raises(Refused, match="sealed"):
            WRITES[write](world, cycle)
        assert Entry.select().count() == before


def test_the_family_too_can_no_longer_change_what_it_said(client: Client, world: World) -> None:
    cycle = sealed(world)
    with sight.looking(world.magda.sight()):
        said = Said("Magda", "mother", agrees=True)
        row = opinion_actions.give_opinion(world.magda.act(), cycle, said)
        with pytest.raises(Refused, match="addendum"):
            opinion_actions.give_opinion(world.magda.act(), cycle, said._replace(agrees=False, words="No"), row)
    assert not [
        form
        for form in client.sign_in(world.magda).get(f"/family/{world.tomasz}/review").forms
        if "/review" in form["action"]
    ]


def test_the_form_of_a_sealed_record_leads_to_the_addendum(client: Client, world: World) -> None:
    cycle = sealed(world)
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/review/meeting", status=303)
    assert "Write an addendum: it stands beside it" in client.follow().text


def test_a_correction_is_an_addendum_with_its_day_beside_the_record(client: Client, world: World) -> None:
    cycle = sealed(world)
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/review")
    assert "Nothing of this record changes any more" in client.page.text
    assert "Next step Another cycle" in " ".join(client.page.text.split())
    client.click("Write an addendum")
    client.submit("addenda/new", words="Priya was there too, on the phone", audience="family")
    page = client.follow()
    assert "Priya was there too, on the phone" in page.text
    assert "Hannah Coyle, SENCO" in page.text
    assert "Priya was there too" in client.sign_in(world.magda).get(f"/family/{world.tomasz}/review").text


def test_an_addendum_for_professionals_is_not_shown_to_the_family(client: Client, world: World) -> None:
    cycle = sealed(world)
    with sight.looking(world.hannah.sight()):
        add_addendum(world.hannah.act(), cycle, "The clinic rang", "professionals")
    assert "The clinic rang" in client.sign_in(world.sana).get(f"/cycles/{cycle.id}/review").text
    assert "The clinic rang" not in client.sign_in(world.magda).get(f"/family/{world.tomasz}/review").text


def test_an_addendum_waits_for_the_seal_and_stays_with_the_setting_of_the_record(world: World) -> None:
    cycle = reviewing(world)
    with sight.looking(world.hannah.sight()):
        with pytest.raises(Refused, match="not sealed yet"):
            add_addendum(world.hannah.act(), cycle, "Too early", "family")
        with pytest.raises(Refused, match="Only the setting"):
            add_addendum(world.victor.act(), cycle, "Not mine", "family")


def test_what_is_given_after_the_seal_is_not_evidence_of_that_review(client: Client, world: World) -> None:
    cycle = sealed(world)
    logged(world, cycle, given=3, lost=0, measure="3")
    with sight.system("test: reviewed a week after the sessions began; one more today"):
        Cycle.update(reviewed_on=TODAY - timedelta(weeks=2)).where(Cycle.id == cycle.id).execute()
        help_ = walk.provision_of(cycle)
        Delivery.create(
            pupil=cycle.pupil_id, cycle=cycle, setting=cycle.setting_id, provision=help_, on=TODAY, measure="5"
        )
    text = client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/review").text
    assert "3 of 2 sessions" in text or "3 sessions given" in text
    assert "last 3" in text
    assert "last 5" not in text


def test_after_a_move_the_setting_where_tomasz_is_now_adds_to_the_closed_record_under_its_own_name(
    client: Client, world: World
) -> None:
    cycle = walk.closed(world)
    with sight.system("test: Tomasz has moved to Fernhill"):
        Placement.update(state="left", main=False, ended_on=TODAY).where(Placement.pupil == world.tomasz).execute()
        Placement.create(pupil=world.tomasz, setting=world.fernhill, starts_on=TODAY, sees_from=TODAY, year_group="R")
    client.sign_in(world.anjali).get(f"/cycles/{cycle.id}/review")
    client.click("Write an addendum")
    client.submit("addenda/new", words="His mother told us that he had a hearing test", audience="professionals")
    page = client.follow()
    assert "hearing test" in page.text
    assert "Anjali Deshmukh, SENCO" in page.text


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
