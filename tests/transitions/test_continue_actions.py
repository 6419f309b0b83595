"""The continue gate: what Fernhill keeps, adapts, pauses or stops, and the cycle that goes on."""

from datetime import date, timedelta

import pytest

from portal.access import sight
from portal.access.acting import Refused
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Provision
from portal.timeline.models import Entry
from portal.transitions import continue_actions, queries
from portal.transitions.continue_actions import Choice
from portal.transitions.models import Decision, Transition, TransitionReceipt
from tests.transitions.moving import MOVES_ON, accepted, arrived, cycle_three, strand
from tests.world import TODAY, World

KEEP = Choice("keep")
PAUSE = Choice("pause", "The hall is being painted.", TODAY + timedelta(days=14))


def test_receiving_senco_continues_cycle_three_and_magda_reads_why(world: World) -> None:
    cycle = cycle_three(world)
    photo, trampoline = strand(world, "Photo first"), strand(world, "Trampoline break")
    move = arrived(world)
    with sight.looking(world.anjali.sight()):
        now = continue_actions.continue_cycle(world.anjali.act(), move, {photo.id: KEEP, trampoline.id: PAUSE})
        assert (now.id, now.number, now.setting_id, now.review_on) == (cycle.id, 3, world.fernhill, date(2026, 12, 11))
        assert Cycle.select().where(Cycle.pupil == world.tomasz).count() == 1
        assert Provision.get_by_id(trampoline.id).status == "paused"
        assert (move.state, move.continued_on) == ("continued", TODAY)
    with sight.looking(world.magda.sight()):
        story = Entry.get(Entry.kind == "cycle_continued")
        assert story.title == "Cycle 3 continues"
        assert "The hall is being painted." in story.body
        first, second = sorted(queries.decisions_for(world.tomasz), key=lambda row: row.name)
        assert (first.choice, first.by_name, first.setting) == ("keep", "Anjali Deshmukh", "Fernhill Primary School")
        assert second.look_again_on == TODAY + timedelta(days=14)


def test_after_a_closed_cycle_three_the_next_is_four_and_follows_it(world: World) -> None:
    last = cycle_three(world, closed=date(2026, 11, 6))
    move = arrived(world)
    with sight.looking(world.anjali.sight()):
        now = continue_actions.continue_cycle(world.anjali.act(), move, {})
        assert (now.number, now.follows_id, now.setting_id, now.restart_reason) == (4, last.id, world.fernhill, "")
        assert "Go on with photos" in Entry.get(Entry.kind == "cycle_continued").body


def test_a_restart_needs_a_reason_points_back_and_is_counted(world: World) -> None:
    old = cycle_three(world)
    move = arrived(world)
    with sight.looking(world.anjali.sight()):
        with pytest.raises(Refused, match="cannot be carried on"):
            continue_actions.restart(world.anjali.act(), move, " ")
        now = continue_actions.restart(world.anjali.act(), move, "The plan was for a room that we do not have.")
        assert (now.number, now.follows_id) == (4, old.id)
        assert Cycle.get_by_id(old.id).closed_on == TODAY
        assert Transition.select().where(Transition.state == "restarted").count() == 1
        with pytest.raises(Refused, match="done already"):
            continue_actions.continue_cycle(world.anjali.act(), move, {})


def test_nothing_is_continued_before_tomasz_is_there(world: World) -> None:
    cycle_three(world)
    move = accepted(world, moves_on=TODAY + timedelta(days=7))
    with sight.looking(world.anjali.sight()), pytest.raises(Refused, match="not arrived"):
        continue_actions.continue_cycle(world.anjali.act(), move, {})


def test_victor_and_hannah_cannot_continue_at_fernhill(world: World) -> None:
    cycle_three(world)
    move = arrived(world)
    for who in (world.hannah, world.victor):
        with sight.looking(who.sight()), pytest.raises(Refused, match="other setting"):
            continue_actions.continue_cycle(who.act(), move, {})


@pytest.mark.parametrize(
    ("choice", "reason"),
    [
        (Choice("pause"), "reason and a date"),
        (Choice("adapt"), "reason for the family"),
        (Choice("stop"), "reason for the family"),
        (Choice("pause", "No hall."), "date to look again"),
        (Choice("pause", "No hall.", TODAY), "after today"),
        (Choice("lose", "It got lost."), "keep, adapt, pause or stop"),
    ],
)
def test_a_decision_without_its_reason_or_date_is_refused_and_nothing_is_written(
    world: World, choice: Choice, reason: str
) -> None:
    cycle_three(world)
    photo = strand(world, "Photo first")
    move = arrived(world)
    with sight.looking(world.anjali.sight()):
        with pytest.raises(Refused, match=reason):
            continue_actions.decide(world.anjali.act(), move, {photo.id: choice})
        assert Decision.select().count() == 0


def test_anjali_comes_back_and_changes_her_mind(world: World) -> None:
    cycle_three(world)
    photo = strand(world, "Photo first", deliverer=world.sana.person)
    move = arrived(world)
    with sight.looking(world.anjali.sight()):
        continue_actions.decide(world.anjali.act(), move, {photo.id: Choice("stop", "We have no camera.")})
        assert Provision.get_by_id(photo.id).ended_on == TODAY
        continue_actions.decide(world.anjali.act(), move, {photo.id: Choice("keep", deliverer=world.kelechi.person)})
        row = Provision.get_by_id(photo.id)
        assert (row.status, row.ended_on, row.deliverer_id) == ("running", None, world.kelechi.person)
        assert [d.choice for d in Decision.select()] == ["keep"]
        assert Entry.select().where(Entry.kind == "decision_made").count() == 2


def test_anjali_adapts_the_dose_of_what_tomasz_brought(world: World) -> None:
    cycle_three(world)
    trampoline = strand(world, "Trampoline break", minutes=10, times_a_week=5)
    move = arrived(world)
    less = Choice("adapt", "Shorter lessons here", minutes=5)
    with sight.looking(world.anjali.sight()):
        continue_actions.decide(world.anjali.act(), move, {trampoline.id: less})
        now = Provision.get_by_id(trampoline.id)
        assert (now.minutes, now.times_a_week, now.status) == (5, 5, "running")


def test_help_of_section_f_is_neither_paused_nor_stopped_by_a_setting(world: World) -> None:
    cycle_three(world)
    speech = strand(world, "Speech therapy", section_f=True)
    move = arrived(world)
    with sight.looking(world.anjali.sight()):
        with pytest.raises(Refused, match="early review"):
            continue_actions.decide(world.anjali.act(), move, {speech.id: PAUSE})
        continue_actions.ask_early_review(world.anjali.act(), move, speech, "He no longer needs it in class.")
        assert TransitionReceipt.get(TransitionReceipt.step == "early_review").name == "Speech therapy"
        assert Provision.get_by_id(speech.id).status == "running"


def test_help_of_another_child_cannot_be_decided_here(world: World) -> None:
    move = arrived(world)
    with sight.looking(world.anjali.sight()):
        other = Provision.create(pupil=world.nia, setting=world.fernhill, name="Talk Boost", starts_on=MOVES_ON)
        with pytest.raises(Refused, match="no longer part"):
            continue_actions.decide(world.anjali.act(), move, {other.id: KEEP})
