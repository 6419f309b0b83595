"""No verb of a setting ends a plan, or stops, pauses or lessens what its Section F names. Each verb that could is here.

Children and Families Act 2014 s42 and s45: the authority secures, and ends.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from portal.access import sight
from portal.access.acting import Refused
from portal.cycles.do import actions as do_actions
from portal.cycles.help import actions as help_actions
from portal.cycles.help import week_actions
from portal.cycles.help.actions import Around, Help
from portal.cycles.help.week import Time
from portal.cycles.help.week_actions import Planned
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Provision, Slot
from portal.cycles.review import actions as review_actions
from portal.cycles.review.actions import Meeting
from portal.ehcp import actions as law_actions
from portal.ehcp.models import EhcPlan, SectionF
from portal.register import actions as register_actions
from portal.register.models import Registration, SenPeriod
from portal.transitions import continue_actions
from portal.transitions.continue_actions import Choice
from tests.client import Client
from tests.ehcp.eli import Eli, with_plan
from tests.transitions.moving import arrived, cycle_three, strand
from tests.world import TODAY, World

Verb = Callable[[World, Eli], object]


def _changed(change: str, **more: Any) -> Verb:
    return lambda world, eli: do_actions.change_provision(
        world.anjali.act(), eli.cycle, eli.speech, change=change, reason="No room", **more
    )


def _planned(help_: Help, around: Around | None = None) -> Verb:
    return lambda world, eli: help_actions.plan_provision(
        world.anjali.act(), eli.cycle, eli.speech, help_._replace(secures=help_.secures or None), around
    )


SAME = Help("Speech with Amy", "intervention", "specialist", minutes=30, times_a_week=2, weeks=30, section_f=True)


def _week_taken_out(world: World, eli: Eli) -> object:
    return week_actions.end_slot(world.anjali.act(), eli.cycle, Slot.get(Slot.provision == eli.speech))


def _week_shortened(world: World, eli: Eli) -> object:
    slot = Slot.get(Slot.provision == eli.speech)
    return week_actions.move_slot(world.anjali.act(), eli.cycle, slot, Planned((2,), "09:15", minutes=10))


def _left(reason: str) -> Verb:
    def leave(world: World, _eli: Eli) -> None:
        listed = Registration.get((Registration.pupil == world.eli) & Registration.ends_on.is_null())
        register_actions.leave(world.anjali.act(), listed, TODAY, reason, "Watch the noise")

    return leave


def _called_support(world: World, _eli: Eli) -> None:
    listed = Registration.get((Registration.pupil == world.eli) & Registration.ends_on.is_null())
    register_actions.change_provision(world.anjali.act(), listed, "K", TODAY)


def _item_ended(world: World, eli: Eli) -> object:
    return law_actions.amend(world.anjali.act(), eli.plan, TODAY, (), eli.items, [], [])


VERBS: dict[str, Verb] = {
    "pauses it in Do": _changed("paused"),
    "stops it in Do": _changed("stopped"),
    "finishes it in Do": _changed("finished"),
    "adapts it to fewer minutes": _changed("adapted", minutes=10),
    "adapts it to fewer times": _changed("adapted", times_a_week=1),
    "leaves the law's plan out of the plan": _planned(SAME._replace(section_f=False)),
    "plans fewer minutes": _planned(SAME._replace(minutes=15)),
    "plans no minutes at all": _planned(SAME._replace(minutes=None)),
    "plans fewer times": _planned(SAME._replace(times_a_week=1)),
    "plans fewer weeks": _planned(SAME._replace(weeks=3)),
    "plans one time in the week for two": _planned(SAME._replace(times_a_week=1), Around(times=(Time(1, "09:15"),))),
    "takes its time out of the week": _week_taken_out,
    "shortens its time in the week": _week_shortened,
    "takes Eli off the register as settled": _left("ordinary_provision"),
    "takes Eli off the register as his parents ask": _left("parents_request"),
    "takes Eli off the register as a mistake": _left("data_error"),
    "changes E to K": _called_support,
    "ends an item of the plan": _item_ended,
}


@pytest.mark.parametrize("verb", VERBS.values(), ids=VERBS.keys())
def test_no_setting_takes_from_eli_what_his_plan_names(world: World, verb: Verb) -> None:
    eli = with_plan(world, stage="plan")
    with sight.looking(world.anjali.sight()):
        for day in (1, 3):
            Slot.create(
                pupil=world.eli, setting=world.fernhill, cycle=eli.cycle, provision=eli.speech, weekday=day, at="09:15"
            )
        with pytest.raises(Refused, match=r"early review|Only the (local )?authority"):
            verb(world, eli)
    with sight.system("test"):
        row = Provision.get_by_id(eli.speech.id)
        assert (row.status, row.minutes, row.times_a_week, row.weeks, row.section_f) == ("running", 30, 2, 30, True)
        assert SectionF.select().where(SectionF.ended_on.is_null(False)).count() == 0
        assert EhcPlan.get_by_id(eli.plan.id).ended_on is None
        assert Registration.get((Registration.pupil == world.eli) & Registration.ends_on.is_null()).code == "E"


def test_a_review_does_not_say_that_ordinary_provision_is_enough_for_eli(client: Client, world: World) -> None:
    eli = with_plan(world, stage="review")
    meeting = Meeting(TODAY, "Rosa, Anjali", "He talks", "ordinary_provision", "Nothing", "All")
    with sight.looking(world.anjali.sight()):
        cycle = Cycle.get_by_id(eli.cycle.id)
        with pytest.raises(Refused, match="Only the authority ends it"):
            review_actions.hold(world.anjali.act(), cycle, meeting)
    text = client.sign_in(world.anjali).get(f"/cycles/{eli.cycle.id}/review/meeting").text
    assert "now meets the need" not in text


def test_more_of_it_other_days_and_another_adult_are_the_setting_s_own_choice(world: World) -> None:
    eli = with_plan(world, stage="plan")
    with sight.looking(world.anjali.sight()):
        act = world.anjali.act()
        row = do_actions.change_provision(
            act, eli.cycle, eli.speech, change="adapted", reason="Ready for more", minutes=40, deliverer=world.jess.person
        )  # fmt: skip
        assert (row.minutes, row.deliverer_id) == (40, world.jess.person)
        longer = SAME._replace(minutes=40, weeks=None, secures=eli.items[0])
        row = help_actions.plan_provision(act, eli.cycle, row, longer)
        assert row.weeks is None


def test_the_continue_gate_keeps_or_adapts_and_asks_the_authority(world: World) -> None:
    cycle_three(world)
    speech = strand(world, "Speech therapy", section_f=True, minutes=30, times_a_week=2)
    move = arrived(world)
    with sight.looking(world.anjali.sight()):
        for choice in (
            Choice("pause", "No room", TODAY + timedelta(days=7)), Choice("stop", "No room"),
            Choice("adapt", "No room", minutes=10),
        ):  # fmt: skip
            with pytest.raises(Refused, match="early review"):
                continue_actions.decide(world.anjali.act(), move, {speech.id: choice})
            with pytest.raises(Refused, match="early review"):
                continue_actions.continue_cycle(world.anjali.act(), move, {speech.id: choice})
        continue_actions.decide(world.anjali.act(), move, {speech.id: Choice("keep")})
        asked = continue_actions.ask_early_review(world.anjali.act(), move, speech, "He does not need it in class.")
        assert (asked.state, asked.provision_id, asked.setting_id) == ("asked", speech.id, world.fernhill)


def test_starting_again_at_a_new_setting_stops_nothing(world: World) -> None:
    cycle_three(world)
    speech = strand(world, "Speech therapy", section_f=True, minutes=30, times_a_week=2)
    move = arrived(world)
    with sight.looking(world.anjali.sight()):
        continue_actions.restart(world.anjali.act(), move, "We have no such room.")
        assert Provision.get_by_id(speech.id).status == "running"


def test_leaving_as_moved_keeps_the_plan_and_the_census_says_e(world: World) -> None:
    eli = with_plan(world)
    with sight.looking(world.anjali.sight()):
        _left("moved")(world, eli)
        newest = SenPeriod.select().where(SenPeriod.pupil == world.eli).order_by(SenPeriod.starts_on.desc()).first()
        assert newest.code == "E"
        assert EhcPlan.get_by_id(eli.plan.id).ended_on is None
        with pytest.raises(Refused, match="early review"):
            _changed("stopped")(world, eli)


def test_once_the_authority_took_it_out_the_setting_may_stop_it(world: World) -> None:
    eli = with_plan(world)
    with sight.system("test"):
        SectionF.update(ended_on=date(2026, 11, 20)).where(SectionF.id == eli.items[0]).execute()
    with sight.looking(world.anjali.sight()):
        speech = Provision.get_by_id(eli.speech.id)
        row = do_actions.change_provision(
            world.anjali.act(), eli.cycle, speech, change="stopped", reason="The authority took it out of the plan"
        )
        assert row.status == "stopped"


def test_once_the_authority_ended_the_plan_its_help_is_the_setting_s_again(world: World) -> None:
    eli = with_plan(world)
    with sight.system("test"):
        Provision.update(secures=None).where(Provision.id == eli.speech.id).execute()
        listed = Registration.get((Registration.pupil == world.eli) & Registration.ends_on.is_null())
        register_actions.change_provision(world.lorna.act(), listed, "K", TODAY)
    with sight.looking(world.anjali.sight()):
        speech = Provision.get_by_id(eli.speech.id)
        row = do_actions.change_provision(world.anjali.act(), eli.cycle, speech, change="paused", reason="Illness")
        assert row.status == "paused"


def test_where_help_cannot_be_stopped_the_page_offers_the_authority(client: Client, world: World) -> None:
    eli = with_plan(world)
    page = client.sign_in(world.anjali).get(f"/cycles/{eli.cycle.id}/provisions/{eli.speech.id}/change")
    assert "Ask the authority for an early review" in page.text
    assert "Stop it" not in page.text
    client.click("Ask the authority for an early review")
    client.submit("early-review", why="He signs now, and speech sessions tire him.")
    assert "waits for the authority" in client.follow().text


def test_the_continue_gate_lets_go_of_what_the_authority_took_out(client: Client, world: World) -> None:
    cycle_three(world)
    with sight.system("test"):
        plan = EhcPlan.create(pupil=world.tomasz, setting=world.millbrook, issued_on=date(2026, 2, 2))
        item = SectionF.create(
            pupil=world.tomasz, setting=world.millbrook, plan=plan, number=1, text="Speech", ended_on=date(2026, 11, 2)
        )
    strand(world, "Speech therapy", section_f=True, secures=item.id)
    move = arrived(world)
    text = client.sign_in(world.anjali).get(f"/moves/{move.id}/continue").text
    assert "Only the authority may pause or stop this." not in text
    assert "Stop" in text
