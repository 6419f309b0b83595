"""The steps around a move: reading, meeting, settling, asking; and a new room."""

from datetime import date

import pytest

from portal.access import sight
from portal.access.acting import Refused
from portal.organisation.models import Room
from portal.profile import actions as profile_actions
from portal.profile.actions import ToRead
from portal.profile.queries import Stand
from portal.pupils.models import Placement
from portal.timeline.models import Entry
from portal.transitions import handover_actions, queries
from portal.transitions.models import Transition, TransitionReceipt
from tests.transitions.moving import accepted, arrived, cycle_three
from tests.world import TODAY, World


def test_kelechi_confirms_reading_before_the_first_day_and_victor_was_not_asked(world: World) -> None:
    accepted(world)
    with sight.looking(world.kelechi.sight()):
        waiting = queries.readings_waiting(world.tomasz, world.kelechi.person)
        profile_actions.confirm(world.kelechi.act(), [ToRead(world.tomasz, Stand(0, 0), waiting)])
        assert queries.readings_waiting(world.tomasz, world.kelechi.person) == []
    with sight.looking(world.anjali.sight()):
        read = {row.name: row.on for row in TransitionReceipt.select().where(TransitionReceipt.step == "read")}
        assert read == {"Jess Tulloch": None, "Kelechi Obi": TODAY}
    with sight.looking(world.victor.sight()), pytest.raises(Refused, match="Tick the pages"):
        profile_actions.confirm(world.victor.act(), [])


def test_the_family_is_met_and_settling_is_checked_once(world: World) -> None:
    move = arrived(world)
    with sight.looking(world.anjali.sight()):
        handover_actions.meet_family(world.anjali.act(), move, on=date(2026, 11, 13), note="At Fernhill")
        handover_actions.check_settling(world.anjali.act(), move, "check_2_weeks", "Plays beside two others.")
        with pytest.raises(Refused, match="done already"):
            handover_actions.check_settling(world.anjali.act(), move, "check_2_weeks", "Again")
    with sight.looking(world.magda.sight()):
        assert Entry.get(Entry.title == "First settling check").body == "Plays beside two others."


def test_hannah_answers_a_question_though_tomasz_has_left_her_sight(world: World) -> None:
    move = arrived(world)
    with sight.looking(world.anjali.sight()):
        handover_actions.ask_question(world.anjali.act(), move, "Which song calms him?")
    with sight.looking(world.hannah.sight()):
        asked = TransitionReceipt.get(TransitionReceipt.step == "question")
        handover_actions.answer_question(world.hannah.act(), Transition.get_by_id(move.id), asked, "Wlazł kotek.")
        assert TransitionReceipt.select().where(TransitionReceipt.step.not_in(("question", "answer"))).count() == 0
    with sight.looking(world.anjali.sight()):
        assert Entry.get(Entry.title == "Answer from the setting before").body == "Wlazł kotek."
    with sight.looking(world.victor.sight()):
        assert TransitionReceipt.select().count() == 0
        with pytest.raises(Refused, match="setting before"):
            handover_actions.answer_question(world.victor.act(), move, asked, "Mine")


def test_after_twelve_weeks_millbrook_no_longer_sees_its_departure(world: World) -> None:
    move = arrived(world)
    assert move.questions_until == date(2027, 2, 8)
    with sight.looking(world.hannah.sight()._replace(today=date(2027, 2, 9))):
        assert Transition.select().count() == 0


def test_jess_takes_over_in_a_new_room_and_is_asked_to_read(world: World) -> None:
    cycle_three(world)
    with sight.looking(world.hannah.sight()):
        ladybirds = Room.create(setting=world.millbrook, name="Ladybirds", kind="room")
        place = Placement.get(Placement.pupil == world.tomasz)
        handover_actions.change_room(
            world.hannah.act(), place, room=ladybirds, key_person=world.sana.person, readers=[world.sana.person],
            note="He moves with his friend.",
        )  # fmt: skip
        assert Placement.get_by_id(place.id).room_id == ladybirds.id
        assert Entry.get(Entry.kind == "room_changed").data == {"from": "Kingfishers", "to": "Ladybirds"}
        assert len(queries.readings_waiting(world.tomasz, world.sana.person)) == 1
        with pytest.raises(Refused, match="Nothing has changed"):
            handover_actions.change_room(
                world.hannah.act(), place, room=ladybirds, key_person=world.sana.person, readers=[], note=""
            )
