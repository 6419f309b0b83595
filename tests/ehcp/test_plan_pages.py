"""Entering a plan, reading it, and changing it only as the authority changes it."""

from datetime import date, timedelta

import pytest

from portal.access import sight
from portal.access.acting import Refused
from portal.cycles.do.models import Delivery
from portal.cycles.plan.models import Outcome, Provision, Target
from portal.ehcp import actions, annual_actions, queries
from portal.ehcp.forms import lines
from portal.ehcp.models import AnnualReview, EhcPlan, SectionF
from portal.timeline.models import Entry
from tests.client import Client
from tests.ehcp.eli import ISSUED, QUIET, SPEECH, TALK, with_plan
from tests.statements import counted
from tests.world import TODAY, World


def test_anjali_enters_eli_s_plan_and_every_line_gets_its_number(client: Client, world: World) -> None:
    page = client.sign_in(world.anjali).get(f"/children/{world.eli}/ehc-plan")
    assert "is not entered yet" in page.text
    client.click("Enter the plan")
    client.submit("ehc-plan/new", outcomes=TALK, status=422)
    assert "Enter the day of issue" in client.page.text
    assert TALK in client.page.forms[-1]["data"]["outcomes"][0]
    client.submit(
        "ehc-plan/new", issued_on=["14", "1", "2026"], outcomes=f"E1. {TALK}\n\n", provisions=f"1. {SPEECH}\n• {QUIET}"
    )  # fmt: skip
    text = client.follow().text
    assert f"1. {SPEECH}" in text
    assert f"2. {QUIET}" in text
    assert "complete, with the authority’s decision, by 13 January 2027" in text
    assert text.count("not in place") == 2


def test_numbers_and_bullets_in_front_of_a_line_are_taken_off() -> None:
    typed = "1. Speech\n  F2: A quiet place\n- 30 minutes a day\n12 weeks of swimming\n\n"
    assert lines(typed) == ["Speech", "A quiet place", "30 minutes a day", "12 weeks of swimming"]


def test_a_child_without_e_on_the_register_has_no_plan_to_enter(client: Client, world: World) -> None:
    page = client.sign_in(world.anjali).get(f"/children/{world.nia}/ehc-plan")
    assert "has no education, health and care plan now" in page.text
    with sight.looking(world.anjali.sight()), pytest.raises(Refused, match="register does not say"):
        actions.enter(world.anjali.act(), world.nia, ISSUED, None, [TALK], [])


def test_rosa_reads_the_plan_in_plain_words_and_kelechi_only_in_the_plan_of_the_cycle(
    client: Client, world: World
) -> None:
    eli = with_plan(world)
    client.sign_in(world.kelechi).get(f"/children/{world.eli}/ehc-plan", status=403)
    text = client.sign_in(eli.rosa).get(f"/family/{world.eli}/ehc-plan").text
    assert "in the plan" in text
    assert "So far: nobody has written down its sessions yet" in text
    assert "not there yet" in text
    assert "This must be done by 13 January 2027" in text
    assert "Only the council can change the plan" in text
    client.get(f"/family/{world.nia}/ehc-plan", status=404)
    client.sign_in(world.victor).get(f"/children/{world.eli}/ehc-plan", status=404)
    client.sign_in(world.folake).get(f"/family/{world.eli}/ehc-plan", status=404)


def test_help_of_section_f_is_given_only_as_far_as_its_sessions_are(client: Client, world: World) -> None:
    eli = with_plan(world)
    here = {"pupil": world.eli, "provision": eli.speech, "cycle": eli.cycle, "setting": world.fernhill}
    days = [date(2026, 10, 5) + timedelta(days=n) for n in range(8)]
    with sight.system("test"):
        for number, on in enumerate(days):
            Delivery.create(**here, on=on, given=number < 2, cause="" if number < 2 else "staff_absent")
    text = client.sign_in(eli.rosa).get(f"/family/{world.eli}/ehc-plan").text
    assert "mostly not given" in text
    assert "So far: 2 of 8 sessions were given" in text
    staff = client.sign_in(world.anjali).get(f"/children/{world.eli}/ehc-plan").text
    assert "mostly not given" in staff
    assert "Speech with Amy: 2 of 8 sessions were given" in staff
    with sight.system("test"):
        Delivery.update(given=True, cause="").where(Delivery.provision == eli.speech).execute()
    assert "8 sessions were given" in (text := client.sign_in(eli.rosa).get(f"/family/{world.eli}/ehc-plan").text)
    assert "mostly not given" not in text


def test_the_plan_page_says_which_outcome_has_no_target_and_which_help_is_missing(client: Client, world: World) -> None:
    eli = with_plan(world, stage="plan")
    text = client.sign_in(world.anjali).get(f"/cycles/{eli.cycle.id}/plan").text
    assert "Section F, 1" in text
    assert "Section E, 1" in text
    assert f"not in place 2. {QUIET}" in text
    assert "no target 2. Eli plays" in text


def test_help_is_linked_to_an_item_of_section_f_and_a_target_to_an_outcome(client: Client, world: World) -> None:
    eli = with_plan(world, stage="plan")
    client.sign_in(world.anjali).get(f"/cycles/{eli.cycle.id}/plan/provisions/new")
    client.submit(
        "provisions/new", name="The blue tent", kind="adjustment", layer="universal", secures=str(eli.items[1])
    )  # fmt: skip
    with sight.looking(world.anjali.sight()):
        tent = Provision.get(Provision.name == "The blue tent")
        outcome = Outcome.get(Outcome.cycle == eli.cycle)
        assert (tent.section_f, tent.secures_id) == (True, eli.items[1])
    client.get(f"/cycles/{eli.cycle.id}/plan/outcomes/{outcome.id}/targets/new")
    assert client.page.forms[-1]["data"]["section_e"] == [str(eli.aims[0])]
    client.submit("targets/new", does_what="asks with a card", section_e=str(eli.aims[1]))
    with sight.looking(world.anjali.sight()):
        assert Target.get(Target.does_what == "asks with a card").section_e_id == eli.aims[1]
    text = client.get(f"/cycles/{eli.cycle.id}/plan").text
    assert "no target" not in text
    assert "not in place" not in text


def test_carried_on_outcomes_and_targets_keep_the_outcome_they_serve(world: World) -> None:
    from portal.cycles.plan import aim_actions
    from portal.cycles.plan.smart import Smart

    eli = with_plan(world, stage="plan")
    with sight.looking(world.anjali.sight()):
        act = world.anjali.act()
        outcome = Outcome.get(Outcome.cycle == eli.cycle)
        target = aim_actions.set_target(act, eli.cycle, outcome, None, Smart("Asks", "asks"), section_e=eli.aims[1])
        again = aim_actions.set_outcome(
            act, eli.cycle, None, verb="develop", text="ask", section_e=eli.aims[0], carries=outcome.id,
            carried=[(target.id, Smart("Asks", "asks again"))],
        )  # fmt: skip
        assert again.section_e_id == eli.aims[0]
        assert Target.get(Target.carries == target.id).section_e_id == eli.aims[1]
        cleared = aim_actions.set_outcome(act, eli.cycle, again, verb="develop", text="ask", section_e=0)
        assert cleared.section_e_id is None


def test_a_setting_writes_down_what_is_missing_but_ends_nothing_without_the_authority(world: World) -> None:
    eli = with_plan(world)
    with sight.looking(world.anjali.sight()):
        act = world.anjali.act()
        actions.amend(act, eli.plan, TODAY, (), (), [], ["A taxi to school"])
        assert [row.number for row in queries.help_named(world.eli)] == [1, 2, 3]
        with pytest.raises(Refused, match="Only the authority ends"):
            actions.amend(act, eli.plan, TODAY, (), eli.items[:1], [], [])
        assert SectionF.get_by_id(eli.items[0]).ended_on is None


def test_after_the_authority_decided_to_amend_the_setting_enters_what_changed_once(world: World) -> None:
    eli = with_plan(world)
    with sight.looking(world.anjali.sight()):
        act = world.anjali.act()
        AnnualReview.create(
            pupil=world.eli, setting=world.fernhill, plan=eli.plan, due_by=TODAY, met_on=TODAY, decided="amend",
            decided_on=date(2026, 11, 20),
        )  # fmt: skip
        actions.amend(act, eli.plan, date(2026, 11, 21), (), eli.items[:1], [], ["Speech therapy once a week"])
        ended = SectionF.get_by_id(eli.items[0])
        assert (ended.ended_on, ended.text) == (date(2026, 11, 21), SPEECH)
        assert Entry.get(Entry.title == "Education, health and care plan changed").data == {"ended": [SPEECH]}
        with pytest.raises(Refused, match="Only the authority ends"):
            actions.amend(act, eli.plan, TODAY, (), eli.items[1:], [], [])


def test_the_authority_changes_a_plan_at_any_time_and_ends_it_with_the_register(client: Client, world: World) -> None:
    eli = with_plan(world)
    client.sign_in(world.lorna).get(f"/children/{world.eli}/ehc-plan/amendment", status=404)
    _name(world, world.lorna.person)
    client.get(f"/children/{world.eli}/ehc-plan/amendment")
    client.submit("amendment", on=["23", "11", "2026"], ended_help=[str(eli.items[1])])
    assert "in the plan until 23 November 2026" in client.follow().text
    client.get(f"/register/{world.eli}/plan-end")
    client.submit("plan-end", since=["23", "11", "2026"], note="Needs are met by SEN support.", sure="y")
    with sight.looking(world.anjali.sight()):
        assert EhcPlan.get_by_id(eli.plan.id).ended_on == TODAY
        assert queries.help_named(world.eli) == []


def test_a_plan_that_begins_on_the_register_has_its_clock_at_once(client: Client, world: World) -> None:
    client.sign_in(world.anjali).get(f"/register/{world.nia}/provision")
    client.submit("provision", since=["2", "11", "2026"], note="Plan issued")
    with sight.looking(world.anjali.sight()):
        assert queries.plan_of(world.nia).issued_on == date(2026, 11, 2)  # type: ignore[union-attr]
    assert "by 1 November 2027" in client.get(f"/children/{world.nia}/ehc-plan").text


def test_the_setting_that_reads_ahead_of_a_move_writes_nothing(world: World) -> None:
    eli = with_plan(world)
    with sight.looking(world.anjali.sight()):
        with pytest.raises(Refused, match="no place at your setting"):
            actions.amend(world.ruth.act(), eli.plan, TODAY, (), (), ["More"], [])
        review = AnnualReview.create(pupil=world.eli, plan=eli.plan, setting=world.fernhill, due_by=TODAY)
        with pytest.raises(Refused, match="no place at your setting"):
            annual_actions.send_papers(world.ruth.act(), review, TODAY)


def test_the_page_costs_the_same_however_long_the_plan_is(client: Client, world: World) -> None:
    eli = with_plan(world)
    client.sign_in(world.anjali).get(f"/children/{world.eli}/ehc-plan")
    with counted() as few:
        client.get(f"/children/{world.eli}/ehc-plan")
    with sight.looking(world.anjali.sight()):
        more = [f"Help number {number}" for number in range(40)]
        actions.amend(world.anjali.act(), eli.plan, TODAY, (), (), more, more)
    with counted() as many:
        client.get(f"/children/{world.eli}/ehc-plan")
    assert len(few) == len(many) <= 18, "\n".join(many)


def _name(world: World, officer: int) -> None:
    from portal.pupils.models import NamedAccess

    with sight.system("test"):
        NamedAccess.create(pupil=world.eli, person=officer, purpose="Plan", starts_on=TODAY, until=TODAY)


def test_a_plan_entered_while_the_cycle_is_under_way_is_linked_with_what_runs(client: Client, world: World) -> None:
    eli = with_plan(world)
    with sight.system("test"):
        tent = Provision.create(
            pupil=world.eli, setting=world.fernhill, cycle=eli.cycle, name="The blue tent", kind="adjustment",
            starts_on=TODAY,
        )  # fmt: skip
    client.sign_in(world.anjali).get(f"/children/{world.eli}/ehc-plan")
    client.click("Link it with the plan of this cycle")
    client.submit("ehc-plan", 303, None, **{f"h{tent.id}": str(eli.items[1])})
    assert "not in place" not in client.get(f"/children/{world.eli}/ehc-plan").text
    client.get(f"/cycles/{eli.cycle.id}/ehc-plan")
    client.submit("ehc-plan", 422, None, **{f"h{tent.id}": ""})
    assert "Ask the authority for an early review" in client.page.text
    client.sign_in(world.victor).get(f"/cycles/{eli.cycle.id}/ehc-plan", status=404)
