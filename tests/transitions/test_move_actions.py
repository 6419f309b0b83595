"""A move from the first word to the first day: who may do what, who sees what, and what stays behind."""

from datetime import date, timedelta

import pytest

from portal.access import sight
from portal.access.acting import Refused
from portal.cycles.assess.models import Contribution
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Provision
from portal.pupils.models import Claim, Guardianship, Placement, Pupil
from portal.pupils.settings_of import labels
from portal.register import claim_queries, claims
from portal.register.adding import NewChild, add_child
from portal.register.models import Registration
from portal.timeline.models import Entry
from portal.timeline.record import Story, record
from portal.transitions import actions, arrival_actions, board, queries, receiving_actions
from portal.transitions.models import ShareItem, ShareRefusal, Transition, TransitionReceipt
from tests.transitions.moving import MOVES_ON, accepted, arrived, cycle_three, plan, proposed, sent, strand
from tests.world import TODAY, Who, World, person


def sees_tomasz(who: Who, world: World) -> bool:
    with sight.looking(who.sight()):
        return Pupil.get_or_none(Pupil.id == world.tomasz) is not None


def entries(who: Who, world: World) -> list[str]:
    with sight.looking(who.sight()):
        return [row.title for row in Entry.select().where(Entry.pupil == world.tomasz).order_by(Entry.id)]


def test_a_proposed_move_shows_nothing_to_the_new_setting(world: World) -> None:
    proposed(world)
    assert not sees_tomasz(world.anjali, world)
    with sight.looking(world.anjali.sight()):
        assert Transition.select().count() == 0
    assert entries(world.magda, world) == ["Move proposed"]


def test_only_the_present_setting_proposes_and_only_one_move_at_a_time(world: World) -> None:
    proposed(world)
    with sight.looking(world.hannah.sight()), pytest.raises(Refused, match="Another move"):
        actions.propose(world.hannah.act(), world.tomasz, plan(world, to_setting=world.oakfield))
    with sight.looking(world.victor.sight()), pytest.raises(Refused, match="present setting"):
        actions.propose(world.victor.act(), world.tomasz, plan(world))


def test_hannah_cannot_send_before_the_family_was_told(world: World) -> None:
    move = proposed(world)
    with sight.looking(world.hannah.sight()), pytest.raises(Refused, match="Tell the family first"):
        actions.send(world.hannah.act(), move)


def test_anjali_reads_from_the_agreed_day_and_victor_never(world: World) -> None:
    sent(world)
    assert sees_tomasz(world.anjali, world)
    assert not sees_tomasz(world.victor, world)


def test_anjali_does_not_read_before_the_agreed_day(world: World) -> None:
    sent(world, moves_on=TODAY + timedelta(days=30), reads_from=TODAY + timedelta(days=10))
    assert not sees_tomasz(world.anjali, world)


def test_the_familys_silence_does_not_stop_what_the_law_moves(world: World) -> None:
    with sight.looking(world.hannah.sight()):
        record(world.hannah.act(), Story("plan_agreed", "Plan agreed"), pupil=world.tomasz)
        record(world.hannah.act(), Story("noticed", "Covers his ears", category="early_notes"), pupil=world.tomasz)
    sent(world, answers={})
    assert "Plan agreed" in entries(world.anjali, world)
    assert "Covers his ears" not in entries(world.anjali, world)
    assert "Covers his ears" in entries(world.hannah, world)


def test_what_magda_refuses_leaves_no_hint_at_the_new_setting(world: World) -> None:
    with sight.looking(world.hannah.sight()):
        cycle = cycle_three(world)
        for whose, text in (("family", "My birth story"), ("child", "I like trains")):
            Contribution.create(
                pupil=world.tomasz, cycle=cycle, setting=world.millbrook, stage="assess", whose=whose, text=text,
                given_on=TODAY,
            )  # fmt: skip
    sent(world, answers={"family_views": False, "child_views": True})
    with sight.looking(world.anjali.sight()):
        assert [row.text for row in Contribution.select()] == ["I like trains"]
        assert {row.category for row in ShareItem.select()} == {"record", "child_views"}
        assert ShareRefusal.select().count() == 0
        said = Entry.get(Entry.kind == "sharing_answered")
        assert (said.body, said.data) == ("", {})


def test_a_carer_without_parental_responsibility_reads_but_does_not_decide(world: World) -> None:
    with sight.system("test"):
        aunt = person("Basia Nowak", "parent")
        Guardianship.create(
            pupil=world.tomasz, person=aunt.person, relationship="aunt", starts_on=TODAY, parental_responsibility=False
        )
    move = sent(world)
    assert sees_tomasz(aunt, world)
    with sight.looking(aunt.sight()):
        with pytest.raises(Refused, match="parental responsibility"):
            actions.answer_sharing(aunt.act(), move, {"early_notes": True})
        with pytest.raises(Refused, match="parental responsibility"):
            actions.start_as_family(aunt.act(), world.tomasz, plan(world))


def test_a_later_yes_of_magda_opens_what_she_had_refused(world: World) -> None:
    with sight.looking(world.hannah.sight()):
        record(world.hannah.act(), Story("noticed", "Covers his ears", category="early_notes"), pupil=world.tomasz)
    move = sent(world, answers={"early_notes": False})
    assert "Covers his ears" not in entries(world.anjali, world)
    with sight.looking(world.magda.sight()):
        actions.answer_sharing(world.magda.act(), move, {"early_notes": True})
    assert "Covers his ears" in entries(world.anjali, world)


def test_anjali_cannot_answer_for_the_family_and_hannah_says_who_told_her(world: World) -> None:
    move = sent(world)
    with sight.looking(world.anjali.sight()), pytest.raises(Refused, match="the setting that sends"):
        actions.answer_sharing(world.anjali.act(), move, {"early_notes": True}, told_by="Magda, by phone")
    with sight.looking(world.hannah.sight()):
        with pytest.raises(Refused, match="who told you"):
            actions.answer_sharing(world.hannah.act(), move, {"early_notes": True})
        actions.answer_sharing(world.hannah.act(), move, {"early_notes": True}, told_by="Magda, by phone")
        assert Entry.select().where(Entry.words_of == "Magda, by phone").count() == 1


def test_the_cycle_and_its_help_go_over_when_tomasz_arrives(world: World) -> None:
    cycle = cycle_three(world)
    photo = strand(world, "Photo first", deliverer=world.sana.person, owner=world.hannah.person)
    move = arrived(world)
    with sight.looking(world.anjali.sight()):
        now = Cycle.get_by_id(cycle.id)
        assert (now.setting_id, now.stage, now.review_on, now.closed_on) == (
            world.fernhill, "do", date(2026, 12, 11), None,
        )  # fmt: skip
        help_ = Provision.get_by_id(photo.id)
        assert (help_.setting_id, help_.deliverer_id, help_.status) == (world.fernhill, None, "running")
        assert help_.owner_id is None, "nobody here sees to it yet"
        places = {row.setting_id: row for row in Placement.select().where(Placement.pupil == world.tomasz)}
        assert (places[world.millbrook].state, places[world.millbrook].name_then) == ("left", "Tomasz Wieczorek")
        assert (places[world.fernhill].state, places[world.fernhill].room_id) == ("current", world.oak_class)
        on_register = Registration.get((Registration.pupil == world.tomasz) & Registration.ends_on.is_null())
        assert (on_register.setting_id, on_register.informed_on) == (world.fernhill, date(2025, 9, 1))
        # Ten school days after 16 November.
        assert move.decide_by == date(2026, 11, 30)
        due = {
            row.step: row.due_on for row in TransitionReceipt.select().where(TransitionReceipt.due_on.is_null(False))
        }
        assert due["check_2_weeks"] == date(2026, 11, 30)
        assert due["check_6_weeks"] == date(2027, 1, 4)


def test_millbrook_goes_on_reading_what_it_wrote_and_nothing_later(world: World) -> None:
    cycle_three(world)
    arrived(world)
    with sight.looking(world.anjali.sight()):
        record(world.anjali.act(), Story("note", "Fernhill only"), pupil=world.tomasz)
    assert not sees_tomasz(world.hannah, world)
    assert "Fernhill only" not in entries(world.hannah, world)
    assert "Move proposed" in entries(world.hannah, world)


def test_with_dual_registration_the_old_setting_keeps_the_cycle(world: World) -> None:
    cycle = cycle_three(world)
    move = arrived(world, kind="dual")
    assert move.state == "shared"
    with sight.looking(world.anjali.sight()):
        assert Cycle.get_by_id(cycle.id).setting_id == world.millbrook
        record(world.anjali.act(), Story("note", "From the second setting"), pupil=world.tomasz)
    assert sees_tomasz(world.hannah, world)
    assert "From the second setting" in entries(world.hannah, world)


def test_cancelled_by_the_new_setting_it_loses_sight_and_millbrook_is_as_before(world: World) -> None:
    move = accepted(world, moves_on=TODAY + timedelta(days=9))
    with sight.looking(world.anjali.sight()):
        actions.cancel(world.anjali.act(), move, "The family stays in Millbrook")
    assert not sees_tomasz(world.anjali, world)
    with sight.looking(world.hannah.sight()):
        assert Transition.get_by_id(move.id).state == "cancelled"
        assert (
            Placement.get((Placement.setting == world.millbrook) & (Placement.pupil == world.tomasz)).state == "current"
        )
        proposed(world)


def test_did_not_arrive_puts_everything_back(world: World) -> None:
    cycle = cycle_three(world)
    photo = strand(world, "Photo first")
    move = arrived(world)
    with sight.looking(world.anjali.sight()):
        arrival_actions.did_not_arrive(world.anjali.act(), move, "They stayed in Millbrook after all")
    assert not sees_tomasz(world.anjali, world)
    with sight.looking(world.hannah.sight()):
        assert Cycle.get_by_id(cycle.id).setting_id == world.millbrook
        assert Provision.get_by_id(photo.id).setting_id == world.millbrook
        place = Placement.get((Placement.setting == world.millbrook) & (Placement.pupil == world.tomasz))
        assert (place.state, place.ended_on, place.name_then) == ("current", None, "")
        open_ones = Registration.select().where((Registration.pupil == world.tomasz) & Registration.ends_on.is_null())
        assert [row.setting_id for row in open_ones] == [world.millbrook]


def test_a_withheld_setting_is_a_setting_to_everyone_but_itself(world: World) -> None:
    move = accepted(world, withheld=True)
    for who, word in (
        (world.hannah, "a setting"),
        (world.magda, "a setting"),
        (world.anjali, "Fernhill Primary School"),
    ):
        with sight.looking(who.sight()):
            assert queries.ends_of(Transition.get_by_id(move.id)).after == word
            assert labels(world.tomasz)[world.fernhill] == word
    with sight.looking(world.hannah.sight()):
        assert [line.after for line in board.board(world.millbrook).leaving] == ["a setting"]
    assert not any("Fernhill" in title for title in entries(world.magda, world))


def test_magda_can_start_the_move_and_hannah_sees_it_waiting(world: World) -> None:
    with sight.looking(world.magda.sight()):
        move = actions.start_as_family(world.magda.act(), world.tomasz, plan(world, kind="other"))
        assert queries.waiting_for_family(world.tomasz) == move
    with sight.looking(world.peter.sight()), pytest.raises(Exception, match="not in sight"):
        actions.start_as_family(world.peter.act(), world.tomasz, plan(world, to_setting=world.oakfield))
    with sight.looking(world.hannah.sight()):
        (line,) = board.board(world.millbrook).waiting
        assert (line.row.name, str(line.step and line.step.words)) == ("Tomasz Wieczorek", "Send the record")


def test_a_child_who_came_without_a_handover_is_listed_and_received(world: World) -> None:
    cycle = cycle_three(world)
    with sight.system("test: a claim was answered"):
        old = Placement.get(Placement.pupil == world.tomasz)
        old.state, old.ended_on = "left", MOVES_ON - timedelta(days=1)
        old.save()
        Placement.create(pupil=world.tomasz, setting=world.fernhill, starts_on=MOVES_ON, sees_from=MOVES_ON)
    with sight.looking(world.anjali.sight()):
        assert [row.pupil for row in board.without_handover(world.fernhill)] == [world.tomasz]
        move = receiving_actions.receive(world.anjali.act(), world.tomasz)
        assert (move.from_setting_id, move.state) == (world.millbrook, "accepted")
        assert Cycle.get_by_id(cycle.id).setting_id == world.fernhill
        assert board.without_handover(world.fernhill) == []
    with sight.looking(world.victor.sight()), pytest.raises(Refused, match="no confirmed place"):
        receiving_actions.receive(world.victor.act(), world.tomasz)


def test_gone_outside_the_authority_tomasz_leaves_millbrook(world: World) -> None:
    move = sent(world, to_setting=None, to_name="A school in Leeds")
    with sight.looking(world.hannah.sight()):
        arrival_actions.leave(world.hannah.act(), move, TODAY)
    assert not sees_tomasz(world.hannah, world)
    with sight.looking(world.magda.sight()):
        assert Transition.get_by_id(move.id).state == "left"


def test_a_claim_answered_the_same_begins_the_handover_and_keeps_back_what_needs_a_yes(world: World) -> None:
    cycle = cycle_three(world)
    with sight.looking(world.hannah.sight()):
        record(world.hannah.act(), Story("noticed", "Covers his ears", category="early_notes"), pupil=world.tomasz)
    tomasz = NewChild(
        forename="Tomasz", surname="Wieczorek", born_on=date(2022, 3, 3), starts_on=TODAY, since=TODAY, needs=("SLCN",)
    )
    with sight.looking(world.anjali.sight()):
        add_child(world.anjali.act(), tomasz)
    with sight.looking(world.hannah.sight()):
        with sight.system("test"):
            asked = Claim.get(Claim.candidate == world.tomasz)
        claim = claim_queries.claim_or_404(asked.id, world.millbrook)
        claims.answer(world.hannah.act("the form"), claim, world.tomasz, False)
    with sight.looking(world.anjali.sight()):
        move = Transition.get(Transition.pupil == world.tomasz)
        assert (move.from_setting_id, move.started_by, move.state) == (world.millbrook, "receiver", "accepted")
        assert Cycle.get_by_id(cycle.id).setting_id == world.fernhill
        (line,) = board.board(world.fernhill).waiting
        assert str(line.step and line.step.words) == "Continue the cycle"
    assert "Covers his ears" not in entries(world.anjali, world)
