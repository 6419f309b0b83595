"""Planning help: chosen from the library, with its times, its training, its cost, and what was tried before."""

from __future__ import annotations

import pytest

from portal.access import sight
from portal.access.acting import Refused
from portal.cycles.do import actions as do_actions
from portal.cycles.do import session_actions
from portal.cycles.help import actions as help_actions
from portal.cycles.help.actions import Around, Help
from portal.cycles.learn.models import Learning, LearningUse
from portal.cycles.models import Cycle
from portal.cycles.plan import aim_actions as plan_actions
from portal.cycles.plan.models import Provision, ProvisionTarget, Slot, TrainingNeed
from portal.library.models import Item, Rate
from tests.client import Client
from tests.cycles import walk
from tests.statements import counted
from tests.world import TODAY, World


def item(name: str) -> Item:
    found: Item = Item.get(Item.name == name)
    return found


def planned(name: str) -> Provision:
    with sight.system("test"):
        found: Provision = Provision.select().where(Provision.name == name).order_by(Provision.id.desc()).get()
        return found


def test_hannah_chooses_from_the_library_and_types_only_who_and_when(client: Client, world: World) -> None:
    cycle = walk.planning(world)
    Rate.create(runner="teacher", pence=3000)
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/plan")
    client.click("Add help")
    client.get(f"/cycles/{cycle.id}/plan/provisions/choice?q=colourful")
    client.click("Colourful Semantics")
    client.submit("/provisions/new", deliverer=str(world.sana.person), days=["1", "3", "5"], at="9.15", times_a_week="")
    page = client.follow()
    row = planned("Colourful Semantics")
    assert (row.kind, row.layer, row.area, row.family) == ("intervention", "targeted", "CI", "colourful semantics")
    assert (row.minutes, row.times_a_week, row.weeks, row.group_size) == (20, 3, 10, 3)
    assert row.item_id == item("Colourful Semantics").id
    assert row.when_text == "Mon, Wed, Fri 9:15am"
    assert row.rate_pence == 3000, "the rate of Sana's role, not typed"
    assert "£100" in page.text, "30 × 20 minutes × £30 ÷ 3 children"


def test_a_form_without_a_name_keeps_what_was_typed(client: Client, world: World) -> None:
    cycle = walk.planning(world)
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/plan/provisions/new?name=Bucket+time")
    page = client.submit(
        "/provisions/new", name="", kind="", detail="Opens the bucket", days=["1"], at="quarter past", status=422
    )
    for sentence in ("Enter a name", "Select the kind of help", "Enter a time of day, like 9:15am", "Opens the bucket"):
        assert sentence in page.text


def test_days_need_a_time_and_training_a_name(client: Client, world: World) -> None:
    cycle = walk.planning(world)
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/plan/provisions/new?name=Bucket")
    page = client.submit("/provisions/new", kind="support", days=["1"], training_needed="y", status=422)
    assert "Enter the time for these days" in page.text
    assert "Enter which training is needed" in page.text


def test_training_is_asked_for_where_the_help_is_planned_and_typed_once(client: Client, world: World) -> None:
    cycle = walk.planning(world)
    bucket = item("Attention Autism")
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/plan/provisions/new?item={bucket.id}")
    client.submit(
        "/provisions/new", deliverer=str(world.sana.person), training_needed="y", training_by=["1", "12", "2026"]
    )
    page = client.follow()
    assert "Attention Autism , Sana Rehman" in page.text
    with sight.system("test"):
        need = TrainingNeed.get(TrainingNeed.cycle == cycle.id)
    assert (need.person_id, need.who, need.what) == (world.sana.person, "Sana Rehman", "Attention Autism")
    client.click("Change Attention Autism")
    client.submit("/provisions/", training="Attention Autism, day 2")
    with sight.system("test"):
        assert TrainingNeed.select().where(TrainingNeed.cycle == cycle.id).count() == 1


def test_sana_ticks_the_strategies_of_every_adult_at_once(client: Client, world: World) -> None:
    cycle = walk.planning(world)
    client.sign_in(world.sana).get(f"/cycles/{cycle.id}/plan/strategies")
    chosen = [str(item(name).id) for name in ("Visual timetable", "Ten-second wait")]
    client.submit("/strategies", items=chosen, own="Kneels down before speaking\n\n")
    page = client.follow()
    for name in ("Visual timetable", "Ten-second wait", "Kneels down before speaking"):
        assert name in page.text
    assert planned("Ten-second wait").deliverer_name == "Every adult"
    page = client.get(f"/cycles/{cycle.id}/plan/strategies")
    assert "Visual timetable" not in page.text, "the plan has it already"
    page = client.submit("/strategies", items=[], own="ten-second WAIT", status=422)
    assert "Tick at least one strategy" in page.text


def test_help_serves_several_targets_and_gives_one_up_again(client: Client, world: World) -> None:
    cycle = walk.planned(world)
    with sight.looking(world.hannah.sight()):
        outcome = walk.outcome_of(cycle)
        first = walk.target_of(cycle)
        second = help_target(world, cycle, outcome)
        row = walk.provision_of(cycle)
        row.target = first
        help_ = walk.bucket(world)._replace(target=first.id)
        act = world.hannah.act()
        help_actions.plan_provision(act, cycle, row, help_, Around(also=(first.id, second)))
        assert [link.target_id for link in ProvisionTarget.select()] == [second]
        help_actions.plan_provision(act, cycle, row, help_, Around())
        assert ProvisionTarget.get().ended_on == TODAY
        help_actions.plan_provision(act, cycle, row, help_, Around(also=(second,)))
        assert ProvisionTarget.get().ended_on is None


def help_target(world: World, cycle: Cycle, outcome: object) -> int:
    smart = walk.SNACK._replace(name="Waits")
    return int(plan_actions.set_target(world.hannah.act(), cycle, outcome, None, smart).id)  # type: ignore[arg-type]


def test_section_f_is_asked_only_of_a_child_with_a_plan(client: Client, world: World) -> None:
    cycle = walk.planning(world)
    page = client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/plan/provisions/new")
    assert "Section F" not in page.text
    with sight.looking(world.anjali.sight()):
        from portal.cycles import opening

        eli = opening.open_cycle(world.anjali.act(), world.eli)
    page = client.sign_in(world.anjali).get(f"/cycles/{eli.id}/plan/provisions/new")
    assert "Section F" in page.text


def test_what_was_tried_before_stands_beside_the_choice_and_is_planned_again_as_it_was(
    client: Client, world: World
) -> None:
    cycle = second_cycle(world)
    page = client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/plan/provisions/choice?q=attention")
    assert "Tried before: once" in page.text
    assert "What came of it: Offers at snack: mostly reached" in page.text
    client.click("Plan it again as it was")
    data = client.page.forms[-1]["data"]
    assert (data["name"], data["minutes"], data["times_a_week"]) == (["Attention Autism"], ["10"], ["3"])
    assert "Tried before" in client.page.text


def second_cycle(world: World) -> Cycle:
    """Cycle 2 of Tomasz, whose bucket sessions of cycle 1 were given once and lost once."""
    from portal.cycles import opening

    cycle = walk.doing(world)
    with sight.looking(world.hannah.sight()):
        row, act = walk.provision_of(cycle), world.hannah.act()
        row.target = walk.target_of(cycle)
        row.save()
        session_actions.log(act, row, TODAY, session_actions.Session())
        do_actions.change_provision(act, cycle, row, change="stopped", reason="Too loud in the hall")
    finish(world, cycle)
    with sight.looking(world.hannah.sight()):
        return opening.open_cycle(world.hannah.act(), world.tomasz)


def finish(world: World, cycle: Cycle) -> None:
    """Through Review and Learn, rated mostly."""
    from portal import clock
    from portal.cycles.assess import actions as assess_actions
    from portal.cycles.assess.actions import View
    from portal.cycles.learn import actions as learn_actions
    from portal.cycles.review import actions as review_actions
    from portal.cycles.review.actions import Meeting

    act = world.hannah.act()
    with sight.looking(world.hannah.sight()):
        do_actions.start_review(act, cycle)
        review_actions.rate(act, cycle, walk.target_of(cycle), rating="mostly", evidence="4 of 5")
        review_actions.rate_outcome(act, cycle, walk.outcome_of(cycle), rating="mostly", evidence="He is understood")
        for whose in ("child", "family", "teacher"):
            assess_actions.give_view(act, cycle, "review", View(whose, whose, "More bucket"))
        review_actions.hold(
            act, cycle, Meeting(clock.today(), "All", "Looks at who speaks", "next_cycle", "Same", "All")
        )
        review_actions.start_learning(act, cycle)
        walk.thought_about(world, cycle)
        for kind, text in (("helps", "Attention Autism in the quiet room"), ("hinders", "Sand timer")):
            learn_actions.learn(act, cycle, kind=kind, text=text, ordinary_teaching="")
        learn_actions.sum_up(
            act, cycle, ordinary_teaching="Picture first", nothing_helps_why="", nothing_hinders_why=""
        )
        learn_actions.close(act, cycle)


def test_a_target_without_help_leads_to_help_of_its_area_with_the_target_chosen(client: Client, world: World) -> None:
    cycle = walk.planning(world)
    with sight.looking(world.hannah.sight()):
        act = world.hannah.act()
        outcome = plan_actions.set_outcome(act, cycle, None, verb="develop", text="read", area="CL")
        target = plan_actions.set_target(act, cycle, outcome, None, walk.SNACK)
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/plan")
    page = client.click("Choose help for it")
    assert "Precision teaching" in page.text
    assert "Colourful Semantics" not in page.text
    client.click("Precision teaching")
    assert client.page.forms[-1]["data"]["target"] == [str(target.id)]
    client.submit("/provisions/new", deliverer=str(world.sana.person))
    page = client.follow()
    assert "no help yet" not in page.text
    assert "For: Offers at snack" in page.text


def test_the_family_is_never_shown_what_help_costs(client: Client, world: World) -> None:
    cycle = walk.doing(world)
    with sight.system("test"):
        Provision.update(rate_pence=4321, materials_pence=1234).where(Provision.pupil == world.tomasz).execute()
    assert "£" in client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/plan").text
    for path in (f"/family/{world.tomasz}", f"/family/{world.tomasz}/plan"):
        assert "£" not in client.sign_in(world.magda).get(path).text
    assert "£" not in client.sign_in(world.priya).get(f"/cycles/{cycle.id}/plan").text


def test_what_was_learnt_is_ticked_where_the_help_uses_it(client: Client, world: World) -> None:
    cycle = second_cycle(world)
    with sight.looking(world.hannah.sight()):
        quiet = Learning.get(Learning.kind == "helps")
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/plan/provisions/new?name=Bucket")
    assert "Attention Autism in the quiet room" in client.page.text
    client.submit("/provisions/new", kind="support", uses=[str(quiet.id)])
    row = planned("Bucket")
    with sight.looking(world.hannah.sight()):
        assert LearningUse.get(LearningUse.learning == quiet).provision_id == row.id
    client.get(f"/cycles/{cycle.id}/plan/provisions/{row.id}")
    client.submit("/provisions/", uses=[])
    with sight.looking(world.hannah.sight()):
        assert LearningUse.get(LearningUse.learning == quiet).provision_id is None


def test_the_form_has_a_fixed_price_whatever_was_tried(client: Client, world: World) -> None:
    cycle = second_cycle(world)
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/plan/provisions/new")
    with counted() as few:
        client.get(f"/cycles/{cycle.id}/plan/provisions/choice")
    with sight.system("test"):
        for number in range(12):
            Provision.create(
                pupil=world.tomasz, cycle=cycle, setting=world.millbrook, name=f"Talk Boost {number}", starts_on=TODAY,
                status="stopped", kind="intervention",
            )  # fmt: skip
    with counted() as many:
        client.get(f"/cycles/{cycle.id}/plan/provisions/choice")
    assert len(many) == len(few) <= 16, "\n".join(many)


def test_changing_the_days_keeps_the_words_in_step_and_typed_words_as_they_are(client: Client, world: World) -> None:
    cycle = walk.planned(world)
    row = planned("Attention Autism")
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/plan/provisions/{row.id}")
    client.submit("/provisions/", days=["2", "4"], at="1.30", when_text="", times_a_week="")
    assert planned("Attention Autism").when_text == "Tue, Thu 1:30pm"
    client.get(f"/cycles/{cycle.id}/plan/provisions/{row.id}")
    client.submit("/provisions/", days=["2"], when_text="after snack")
    assert planned("Attention Autism").when_text == "after snack"
    with sight.system("test"):
        assert [slot.weekday for slot in Slot.select().where(Slot.ended_on.is_null())] == [2]


def test_victor_finds_nothing_and_kelechi_may_not_plan(client: Client, world: World) -> None:
    cycle = walk.planning(world)
    for path in ("plan/provisions/choice", "plan/strategies", "week"):
        client.sign_in(world.victor).get(f"/cycles/{cycle.id}/{path}", status=404)
    client.sign_in(world.magda).get(f"/cycles/{cycle.id}/plan/provisions/choice", status=403)


def test_a_strategy_for_which_nobody_is_named_is_every_adult_s(world: World) -> None:
    cycle = walk.planning(world)
    with sight.looking(world.hannah.sight()):
        row = help_actions.plan_provision(world.hannah.act(), cycle, None, Help("Wait", "strategy", "universal"))
    assert (row.deliverer_name, row.when_text) == ("Every adult", "in every lesson")


def test_help_of_section_f_is_never_given_for_less_time(world: World) -> None:
    cycle = walk.doing(world)
    with sight.looking(world.hannah.sight()):
        row, act = walk.provision_of(cycle), world.hannah.act()
        row.section_f = True
        row.save()
        with pytest.raises(Refused, match="early review"):
            do_actions.change_provision(act, cycle, row, change="adapted", reason="Tired", minutes=5)
        do_actions.change_provision(act, cycle, row, change="adapted", reason="Ready for more", minutes=15)
        assert (row.minutes, row.times_a_week) == (15, 3)


def test_help_adapted_in_do_changes_its_dose(client: Client, world: World) -> None:
    cycle = walk.doing(world)
    row = planned("Attention Autism")
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/provisions/{row.id}/change")
    client.submit("/change", change="adapted", reason="He tires", minutes="5", times_a_week="5")
    row = planned("Attention Autism")
    assert (row.minutes, row.times_a_week, row.detail) == (5, 5, "")


def test_help_added_while_the_plan_runs_begins_at_once(client: Client, world: World) -> None:
    cycle = walk.doing(world)
    client.sign_in(world.sana).get(f"/cycles/{cycle.id}/do")
    client.click("Add help")
    client.click("Talk Boost")
    page = client.submit("/provisions/new", deliverer=str(world.sana.person), training_needed="y", status=422)
    assert "Do the training first" in page.text
    client.submit("/provisions/new", training_needed=[])
    row = planned("Talk Boost")
    assert (row.status, row.starts_on) == ("running", TODAY)
    with sight.system("test"):
        assert Cycle.get_by_id(cycle.id).agreed_on == TODAY, "the plan stands as agreed; the change is sent by itself"
