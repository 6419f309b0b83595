"""The verbs of the cycle: each one entry, each rule a sentence, and nothing lost on the way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from portal import clock
from portal.access import sight
from portal.access.acting import Refused
from portal.access.scope import OutOfScope
from portal.cycles import opening
from portal.cycles.assess import actions as assess_actions
from portal.cycles.assess import understanding_actions
from portal.cycles.assess.actions import View
from portal.cycles.do import actions as do_actions
from portal.cycles.do import note_actions, session_actions
from portal.cycles.do.dose import Dose, doses
from portal.cycles.do.models import Delivery
from portal.cycles.facts import Receiver
from portal.cycles.help import training_actions
from portal.cycles.help.training_actions import Training
from portal.cycles.learn import actions as learn_actions
from portal.cycles.models import Cycle
from portal.cycles.plan import agree_actions
from portal.cycles.plan import aim_actions as plan_actions
from portal.cycles.plan.models import Provision
from portal.cycles.review import actions as review_actions
from portal.cycles.rows import Rows
from portal.timeline.models import Entry, EntryDigest
from portal.timeline.record import AlreadyDone, Stale
from tests.cycles import walk
from tests.world import TODAY, World


def entries(world: World) -> int:
    with sight.looking(world.hannah.sight()):
        return int(Entry.select().where(Entry.pupil == world.tomasz).count())


def test_a_whole_cycle_leaves_one_entry_for_each_verb_and_a_digest_for_each_row(world: World) -> None:
    cycle = walk.closed(world)
    assert entries(world) == 28
    with sight.looking(world.hannah.sight()):
        assert EntryDigest.select().where(EntryDigest.subject_type == "cycle").count() >= 8
        assert {row.cycle_number for row in Entry.select().where(Entry.pupil == world.tomasz)} == {1}
    assert (cycle.number, cycle.closed_on) == (1, TODAY)


STEPS: dict[str, tuple[Callable[[World], Cycle], Callable[[World, Cycle], object]]] = {
    "open": (walk.closed, lambda w, _c: opening.open_cycle(w.hannah.act(), w.tomasz)),
    "view": (
        walk.assessed,
        lambda w, c: assess_actions.give_view(w.hannah.act(), c, "assess", View("senco", "Hannah", "x")),
    ),
    "training": (
        walk.planned,
        lambda w, c: training_actions.need_training(w.hannah.act(), c, training=Training("Stage 2", "Sana")),
    ),
    "drop": (walk.planned, lambda w, c: plan_actions.drop(w.hannah.act(), c, walk.target_of(c))),
    "agree": (walk.planned, lambda w, c: agree_actions.agree(w.hannah.act(), c, met_on=TODAY, meeting="All")),
    "begin": (walk.doing, lambda w, c: do_actions.start_review(w.hannah.act(), c)),
    "log": (
        walk.doing,
        lambda w, c: session_actions.log(w.hannah.act(), walk.provision_of(c), TODAY, session_actions.Session()),
    ),
    "note": (walk.doing, lambda w, c: note_actions.write_note(w.hannah.act(), c, "ordinary", "Used it at lunch")),
    "change": (
        walk.doing,
        lambda w, c: do_actions.change_provision(
            w.hannah.act(), c, walk.provision_of(c), change="paused", reason="Ill"
        ),
    ),
}


@pytest.mark.parametrize("step", STEPS)
def test_every_verb_writes_exactly_one_entry(world: World, step: str) -> None:
    before, verb = STEPS[step]
    cycle = before(world)
    count = entries(world)
    with sight.looking(world.hannah.sight()):
        verb(world, cycle)
    assert entries(world) == count + 1


def test_victor_cannot_open_or_change_a_cycle_of_tomasz(world: World) -> None:
    cycle = walk.planned(world)
    with sight.looking(world.victor.sight()):
        with pytest.raises(Refused, match="main setting"):
            opening.open_cycle(world.victor.act(), world.tomasz)
        with pytest.raises(Refused, match="Only the setting that holds this cycle"):
            plan_actions.set_outcome(world.victor.act(), cycle, None, verb="achieve", text="mine")
        with pytest.raises(OutOfScope):
            assess_actions.give_view(world.victor.act(), cycle, "assess", View("senco", "Victor", "mine"))


def test_there_is_one_open_cycle_at_a_time(world: World) -> None:
    walk.assessed(world)
    with sight.looking(world.hannah.sight()), pytest.raises(Refused, match="Cycle 1 is still open"):
        opening.open_cycle(world.hannah.act(), world.tomasz)


def test_planning_waits_for_what_assess_must_hold_and_says_what(world: World) -> None:
    with sight.looking(world.hannah.sight()):
        cycle = opening.open_cycle(world.hannah.act(), world.tomasz)
        with pytest.raises(Refused, match="own view"):
            assess_actions.start_planning(world.hannah.act(), cycle)


def test_a_second_understanding_says_what_changed_and_why(world: World) -> None:
    cycle, act = walk.assessed(world), world.hannah.act()
    with sight.looking(world.hannah.sight()):
        with pytest.raises(Refused, match="what changed"):
            understanding_actions.write_understanding(act, cycle, statement="More", barriers="Noise")
        row = understanding_actions.write_understanding(
            act, cycle, statement="More", barriers="Noise", changed="Hearing is fine", why="Test on 2 November"
        )
    assert row.number == 2


def test_an_agreed_plan_that_changes_is_agreed_again_as_version_two(world: World) -> None:
    cycle, act = walk.planned(world), world.hannah.act()
    with sight.looking(world.hannah.sight()):
        agree_actions.agree(act, cycle, met_on=TODAY, meeting="All")
        plan_actions.set_target(
            act, cycle, walk.outcome_of(cycle), walk.target_of(cycle), walk.SNACK._replace(how_well="5 of 5")
        )
        standing = Cycle.get_by_id(cycle.id)
        assert (standing.plan_version, standing.agreed_on) == (2, None)
        with pytest.raises(Refused, match="Agree the plan"):
            agree_actions.circulate(act, standing, [Receiver("Magda")])


def test_a_plan_is_not_begun_before_it_is_circulated(world: World) -> None:
    cycle, act = walk.planned(world), world.hannah.act()
    with sight.looking(world.hannah.sight()):
        agree_actions.agree(act, cycle, met_on=TODAY, meeting="All")
        with pytest.raises(Refused, match="Send the plan"):
            agree_actions.start_doing(act, cycle)


def test_targets_stand_still_once_the_plan_runs(world: World) -> None:
    cycle = walk.doing(world)
    with sight.looking(world.hannah.sight()), pytest.raises(Refused, match="another stage"):
        plan_actions.set_target(world.hannah.act(), cycle, walk.outcome_of(cycle), walk.target_of(cycle), walk.SNACK)


def test_the_review_can_be_moved_while_the_plan_runs_but_not_into_the_past(world: World) -> None:
    cycle, act = walk.doing(world), world.hannah.act()
    with sight.looking(world.hannah.sight()):
        plan_actions.arrange(act, cycle, responsible=world.sana.person, review_on=TODAY + timedelta(days=30))
        with pytest.raises(Refused, match="after today"):
            plan_actions.arrange(act, cycle, responsible=world.sana.person, review_on=TODAY)
        assert Cycle.get_by_id(cycle.id).circulated_on == TODAY


def test_the_same_day_logged_again_changes_that_day_and_keeps_both_entries(world: World) -> None:
    cycle = walk.doing(world)
    with sight.looking(world.hannah.sight()):
        help_ = walk.provision_of(cycle)
        before = entries(world)
        session_actions.log(world.hannah.act(), help_, TODAY, session_actions.Session())
        session_actions.log(world.hannah.act(), help_, TODAY, session_actions.Session(cause="left_early", engagement=3))
        rows = list(Delivery.select().where(Delivery.provision == help_))
    assert [(row.given, row.cause, row.engagement) for row in rows] == [(True, "left_early", 3)]
    assert entries(world) == before + 2


def test_a_session_is_not_logged_for_tomorrow_nor_by_a_setting_that_does_not_run_it(world: World) -> None:
    cycle = walk.doing(world)
    with sight.looking(world.hannah.sight()):
        help_ = walk.provision_of(cycle)
        with pytest.raises(Refused, match="between"):
            session_actions.log(world.hannah.act(), help_, TODAY + timedelta(days=1), session_actions.Session())
        with pytest.raises(OutOfScope):
            session_actions.log(world.victor.act(), help_, TODAY, session_actions.Session())


def test_an_assistants_words_stay_with_the_staff_and_a_bare_log_goes_to_the_family(world: World) -> None:
    cycle = walk.doing(world)
    with sight.looking(world.hannah.sight()):
        help_ = walk.provision_of(cycle)
        as_assistant = world.hannah.act()._replace(role="ta")
        session_actions.log(as_assistant, help_, TODAY, session_actions.Session(words="Held up two fingers for again"))
        words = Entry.select().order_by(Entry.id.desc()).get()
        session_actions.log(as_assistant, help_, TODAY, session_actions.Session())
        bare = Entry.select().order_by(Entry.id.desc()).get()
    assert (words.audience, bare.audience) == ("setting", "family")


def test_a_group_is_logged_once_however_often_the_button_is_pressed(world: World) -> None:
    cycle = walk.doing(world)
    with sight.looking(world.hannah.sight()):
        help_ = walk.provision_of(cycle)
        before = entries(world)
        for _press in range(2):
            session_actions.log_group(world.hannah.act("tap"), TODAY, [(help_, session_actions.Session())])
    assert entries(world) == before + 1


def test_a_double_click_and_a_stale_save_of_a_target_write_nothing(world: World) -> None:
    cycle = walk.planned(world)
    with sight.looking(world.hannah.sight()):
        outcome, mine, theirs = walk.outcome_of(cycle), walk.target_of(cycle), walk.target_of(cycle)
        act = world.hannah.act("one")
        plan_actions.set_target(act, cycle, outcome, theirs, walk.SNACK._replace(name="Theirs"))
        with pytest.raises(AlreadyDone):
            plan_actions.set_target(act, cycle, outcome, walk.target_of(cycle), walk.SNACK)
        with pytest.raises(Stale):
            plan_actions.set_target(world.hannah.act(), cycle, outcome, mine, walk.SNACK._replace(name="Mine"))
        assert walk.target_of(cycle).name == "Theirs"


def test_planned_and_delivered_are_told_apart_with_the_causes(world: World) -> None:
    cycle = walk.doing(world)
    with sight.looking(world.hannah.sight()):
        help_ = walk.provision_of(cycle)
        clock.fix(clock.now().replace(tzinfo=clock.UTC) + timedelta(days=14))
        for days, cause in ((1, ""), (2, "absent"), (3, "absent"), (4, "room")):
            on = TODAY + timedelta(days=days)
            session_actions.log(
                world.hannah.act(), help_, on, session_actions.Session(cause=cause, engagement=None if cause else 4)
            )
        dose = doses([Provision.get_by_id(help_.id)])[help_.id]
    assert dose == Dose(planned=6, given=1, lost={"absent": 2, "room": 1}, engagement=4.0)
    assert dose.words() == "1 of 6 sessions given; lost: absent 2, no room 1; joined in 4.0 of 5 on average"


def test_help_of_section_f_is_paused_or_stopped_by_nobody_here(world: World) -> None:
    cycle = walk.doing(world)
    with sight.looking(world.hannah.sight()):
        help_ = walk.provision_of(cycle)
        help_.section_f = True
        with pytest.raises(Refused, match="early review"):
            do_actions.change_provision(world.hannah.act(), cycle, help_, change="stopped", reason="No staff")


def test_a_rating_without_evidence_is_refused(world: World) -> None:
    cycle = walk.doing(world)
    with sight.looking(world.hannah.sight()):
        do_actions.start_review(world.hannah.act(), cycle)
        with pytest.raises(Refused, match="evidence"):
            review_actions.rate(world.hannah.act(), cycle, walk.target_of(cycle), rating="achieved", evidence="  ")


def test_a_cycle_cannot_close_before_both_sides_of_learning_are_written(world: World) -> None:
    cycle = walk.thought_about(world, walk.learning(world))
    with sight.looking(world.hannah.sight()):
        learn_actions.learn(world.hannah.act(), cycle, kind="helps", text="Picture first", ordinary_teaching="Cards")
        with pytest.raises(Refused, match="does not help"):
            learn_actions.close(world.hannah.act(), cycle)


def test_a_closed_cycle_is_sealed(world: World) -> None:
    cycle = walk.closed(world)
    with sight.looking(world.hannah.sight()):
        for verb in (
            lambda: assess_actions.give_view(world.hannah.act(), cycle, "review", View("senco", "Hannah", "Late")),
            lambda: review_actions.rate(
                world.hannah.act(), cycle, walk.target_of(cycle), rating="mostly", evidence="x"
            ),
            lambda: plan_actions.set_outcome(world.hannah.act(), cycle, None, verb="achieve", text="x"),
        ):
            with pytest.raises(Refused, match="closed"):
                verb()


def test_the_next_cycle_follows_keeps_the_help_and_asks_about_each_learning(world: World) -> None:
    first = walk.closed(world)
    with sight.looking(world.hannah.sight()):
        second = opening.open_cycle(world.hannah.act(), world.tomasz)
        rows = Rows(second)
        assert (second.number, second.follows_id, second.responsible_teacher_id) == (2, first.id, world.sana.person)
        assert [row.name for row in rows.provisions] == ["Attention Autism"]
        assert [(row.text, row.state) for row in rows.inherited] == [("Picture first", "open"), ("Sand timer", "open")]
