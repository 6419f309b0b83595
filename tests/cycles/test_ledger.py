"""The learning ledger: what earlier cycles taught is used somewhere in the plan, or set aside with a reason."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.access import sight
from portal.access.acting import Refused
from portal.cycles import opening
from portal.cycles.learn.models import Learning
from portal.cycles.models import Cycle
from portal.cycles.plan import aim_actions as plan_actions
from portal.cycles.plan import ledger_actions
from portal.cycles.plan.ledger import Inherited, Strength, strength
from portal.cycles.plan.ledger_links import linked
from portal.cycles.plan.missing import missing_to_agree
from portal.cycles.plan.models import Provision
from portal.cycles.rows import Rows, facts
from portal.timeline.record import Story, record
from tests.client import Client
from tests.cycles import walk
from tests.statements import counted
from tests.world import World

STATES = st.sampled_from(
    [(None, None, "", False), (False, None, "why", False), (True, 7, "", False), (True, 7, "", True)]
)


def learnt(number: int, used: bool | None, target: int | None, how: str, gone: bool) -> Inherited:
    return Inherited(number, "helps", "Picture first", "", 1, used, how, target, None, "", gone)


@given(st.lists(STATES, max_size=9))
def test_every_learning_is_carried_set_aside_or_open_and_none_twice(
    states: list[tuple[bool | None, int | None, str, bool]],
) -> None:
    found = strength(learnt(n, *state) for n, state in enumerate(states))
    assert found.total == len(states)
    assert found.aside == sum(used is False for used, *_rest in states)
    assert found.carried == sum(used is True and not gone for used, _target, _how, gone in states)


def test_five_of_seven_are_carried_on_and_what_is_set_aside_is_not_one_of_them() -> None:
    rows = [learnt(n, True, 3, "", False) for n in range(5)]
    rows += [learnt(5, False, None, "No timers here", False), learnt(6, None, None, "", False)]
    assert strength(rows) == Strength(carried=5, aside=1, undecided=1)
    assert strength([]).total == 0


def second(world: World) -> Cycle:
    """The second cycle of Tomasz, in Plan, with a target; the first taught two things."""
    walk.closed(world)
    return walk.planned(world)


def states(cycle: Cycle) -> list[tuple[str, str]]:
    return [(row.text, row.state) for row in Rows(cycle).inherited]


def test_what_is_set_aside_has_a_reason_and_is_inherited_no_further(world: World) -> None:
    with sight.looking(world.hannah.sight()):
        cycle, act = second(world), world.hannah.act()
        helps, timer = (Learning.get_by_id(row.id) for row in Rows(cycle).inherited)
        target = walk.target_of(cycle)
        ledger_actions.decide_inherited(act, cycle, helps, used=True, how="", target=target)
        with pytest.raises(Refused, match="why"):
            ledger_actions.decide_inherited(act, cycle, timer, used=False, how=" ")
        ledger_actions.decide_inherited(act, cycle, timer, used=False, how="No timers at all here")
        assert states(cycle) == [("Picture first", "used"), ("Sand timer", "aside")]
        assert Rows(cycle).inherited[0].where == "Offers at snack"
        assert Learning.get(Learning.text == "Sand timer").retired_on == date(2026, 11, 23)


def test_using_it_names_a_place_in_the_plan(world: World) -> None:
    with sight.looking(world.hannah.sight()):
        cycle = second(world)
        helps = Learning.get_by_id(Rows(cycle).inherited[0].id)
        with pytest.raises(Refused, match="where"):
            ledger_actions.decide_inherited(world.hannah.act(), cycle, helps, used=True, how="somehow")


def test_in_ordinary_teaching_makes_a_strategy_of_every_adult_in_one_step(world: World) -> None:
    with sight.looking(world.hannah.sight()):
        cycle = second(world)
        helps = Learning.get_by_id(Rows(cycle).inherited[0].id)
        words = "Every adult shows the picture first"
        ledger_actions.decide_inherited(world.hannah.act(), cycle, helps, used=True, how="", ordinary=words)
        made = Provision.get(Provision.name == words)
        assert (made.kind, made.layer, made.status) == ("strategy", "universal", "planned")
        row = Rows(cycle).inherited[0]
        assert (row.state, row.provision, row.where) == ("used", made.id, words)


def test_hannah_changes_her_mind_until_the_plan_is_agreed(world: World) -> None:
    with sight.looking(world.hannah.sight()):
        cycle, act = second(world), world.hannah.act()
        timer = Learning.get(Learning.text == "Sand timer")
        ledger_actions.decide_inherited(act, cycle, timer, used=False, how="No timers")
        words = "A song instead of a timer"
        ledger_actions.decide_inherited(act, cycle, timer, used=True, how="", ordinary=words)
        assert states(cycle)[1] == ("Sand timer", "used")
        assert Learning.get_by_id(timer.id).retired_on is None


def test_a_target_taken_out_leaves_its_learning_to_be_decided_again(world: World) -> None:
    with sight.looking(world.hannah.sight()):
        cycle, act = second(world), world.hannah.act()
        helps = Learning.get_by_id(Rows(cycle).inherited[0].id)
        ledger_actions.decide_inherited(act, cycle, helps, used=True, how="", target=walk.target_of(cycle))
        plan_actions.drop(act, cycle, walk.target_of(cycle))
        assert states(cycle)[0] == ("Picture first", "open")
        assert "inherited" in {thing.code for thing in missing_to_agree(facts(Rows(cycle)))}


def test_ticks_on_help_link_what_was_learnt_and_no_longer_ticked_is_open_again(world: World) -> None:
    with sight.looking(world.hannah.sight()):
        cycle, act = second(world), world.hannah.act()
        help_ = walk.provision_of(cycle)
        both = [row.id for row in Rows(cycle).inherited]
        for chosen in (both, both[:1]):
            record(act, Story("note", "Help changed"), *linked(act, cycle, chosen, provision=help_), pupil=world.tomasz)
        assert states(cycle) == [("Picture first", "used"), ("Sand timer", "open")]
        assert Rows(cycle).inherited[0].where == "Attention Autism"


def test_the_page_says_how_strong_the_thread_is_at_a_fixed_price(client: Client, world: World) -> None:
    cycle = second(world)
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/inherited")
    assert "0 of 2 learnings carried on" in client.page.text
    client.click("Decide")
    client.submit("/inherited/", status=422)
    assert "Select where it is used, or set it aside" in client.page.text
    with sight.looking(world.hannah.sight()):
        target = walk.target_of(cycle)
    client.submit("/inherited/", place=f"t{target.id}")
    with counted() as statements:
        client.follow()
    assert "1 of 2 learnings carried on" in client.page.text
    assert len(statements) <= 12


def test_a_reason_is_asked_beside_its_field_and_what_was_typed_stays(client: Client, world: World) -> None:
    cycle = second(world)
    client.sign_in(world.sana).get(f"/cycles/{cycle.id}/inherited")
    client.click("Decide")
    client.submit("/inherited/", place="ordinary", ordinary="", why="typed before", status=422)
    assert "say what every adult does with it" in client.page.text
    assert "typed before" in client.page.text


def test_what_tomasz_learnt_now_is_not_inherited_by_the_same_cycle(client: Client, world: World) -> None:
    cycle = walk.closed(world)
    with sight.looking(world.hannah.sight()):
        own = Learning.get(Learning.cycle == cycle.id)
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/inherited/{own.id}", status=404)


def test_victor_finds_no_ledger_of_tomasz(client: Client, world: World) -> None:
    cycle = second(world)
    with sight.looking(world.hannah.sight()):
        first = Rows(cycle).inherited[0].id
    client.sign_in(world.victor).get(f"/cycles/{cycle.id}/inherited", status=404)
    client.get(f"/cycles/{cycle.id}/inherited/{first}", status=404)


def test_nobody_inherits_from_a_child_whose_first_cycle_it_is(world: World) -> None:
    with sight.looking(world.hannah.sight()):
        cycle = opening.open_cycle(world.hannah.act(), world.tomasz)
        assert Rows(cycle).inherited == []


def third(world: World) -> Cycle:
    """The third cycle, just opened; the second used "Picture first" in help that goes on."""
    cycle, act = second(world), world.hannah.act()
    with sight.looking(world.hannah.sight()):
        helps = Learning.get(Learning.text == "Picture first")
        bucket = Provision.select().where(Provision.status == "running").get()
        ledger_actions.decide_inherited(act, cycle, helps, used=True, how="", provision=bucket)
        cycle.closed_on = act.today
        record(act, Story("cycle_closed", "Closed"), cycle, pupil=world.tomasz, cycle=cycle)
        return opening.open_cycle(act, world.tomasz)


def test_what_goes_on_as_before_is_decided_in_one_step_and_one_entry(client: Client, world: World) -> None:
    cycle = third(world)
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/inherited")
    client.click("Go on with 1 as before")
    assert "Picture first (Attention Autism)" in client.page.text
    assert "Sand timer" not in client.page.text, "nobody said where it goes: it is decided by itself"
    client.submit("as-before")
    with sight.looking(world.hannah.sight()):
        kept = {row.text: (row.state, row.where) for row in Rows(cycle).inherited}
        assert kept == {"Picture first": ("used", "Attention Autism"), "Sand timer": ("open", "")}
        with pytest.raises(Refused, match="Select what goes on"):
            ledger_actions.carry_on(world.hannah.act(), cycle, [Learning.get(Learning.text == "Sand timer").id])
    page = client.get(f"/cycles/{cycle.id}/inherited")
    assert "as before" not in page.text
    client.sign_in(world.victor).get(f"/cycles/{cycle.id}/inherited/as-before", status=404)
