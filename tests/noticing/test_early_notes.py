"""Notice, Check, Try: who writes, who reads, how it ends."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask import Flask

from portal.access import sight
from portal.access.acting import Refused
from portal.access.scope import OutOfScope
from portal.noticing import actions, queries
from portal.noticing.models import EarlyNote
from portal.noticing.words import way_in_words
from portal.organisation.calendars import calendar_of
from portal.organisation.rules import rules
from portal.timeline import actions as entries
from portal.timeline.check import differences
from portal.timeline.models import Entry
from tests.noticing.zane import his_mother, noted, zane
from tests.transitions.moving import YES_TO_ALL, sent
from tests.world import TODAY, Who, World


def seen(who: Who, pupil: int) -> list[str]:
    """The words of the notes that somebody reads."""
    with sight.looking(who.sight()):
        rows = EarlyNote.select().where(EarlyNote.pupil == pupil).order_by(EarlyNote.id)
        return [row.words for row in rows]


def told(who: Who, pupil: int) -> list[str]:
    """The words of the entries about them."""
    with sight.looking(who.sight()):
        return [row.body for row in Entry.select().where(Entry.pupil == pupil).order_by(Entry.id)]


def test_kelechi_notes_a_child_on_no_register_and_jess_lets_the_family_read_it(world: World) -> None:
    pupil = zane(world)
    rana = his_mother(pupil)
    note = noted(world.kelechi, pupil, "Covers his ears in assembly", audience="family")
    assert note.audience == "setting"
    assert seen(rana, pupil) == told(rana, pupil) == []
    with sight.looking(world.jess.sight()):
        entry = queries.written([note.id])[note.id].entry
        entries.release(world.jess.act(), entry)
    assert seen(rana, pupil) == told(rana, pupil) == ["Covers his ears in assembly"]


def test_victor_the_stranger_neither_reads_nor_writes(world: World) -> None:
    pupil = zane(world)
    noted(world.kelechi, pupil, "Covers his ears")
    assert seen(world.victor, pupil) == []
    with pytest.raises(OutOfScope):
        noted(world.victor, pupil, "Hello")


def test_kelechi_does_not_read_what_a_parent_told_jess(world: World) -> None:
    pupil = zane(world)
    first = noted(world.jess, pupil, "Covers his ears")
    noted(world.jess, pupil, "Rana says the same at weddings", first, kind="checked", signs=("family",))
    assert seen(world.kelechi, pupil) == ["Covers his ears"]
    assert len(seen(world.anjali, pupil)) == 2


def test_a_check_is_the_next_step_of_its_worry_and_not_of_another_childs(world: World) -> None:
    pupil = zane(world)
    first = noted(world.jess, pupil, "Covers his ears")
    again = noted(world.jess, pupil, "Asked him: too loud", first, kind="checked")
    third = noted(world.jess, pupil, "Ear defenders by the door", again, kind="tried")
    assert (again.about_id, third.about_id) == (first.id, first.id)
    with pytest.raises(Refused, match="another child"):
        noted(world.anjali, world.nia, "Her too", first)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"seen_on": TODAY + timedelta(days=1)}, "today or earlier"),
        ({"look_again_on": TODAY - timedelta(days=1)}, "today or later"),
        ({"kind": "ended"}, "noticed, checked or tried"),
        ({"area": "XX"}, "area"),
        ({"signs": ("helped",)}, "on the list"),
    ],
)
def test_a_note_that_cannot_be_is_refused_with_a_sentence(world: World, more: dict, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        noted(world.jess, zane(world), "Covers his ears", **more)


def test_jess_ends_a_worry_once_and_says_how(world: World) -> None:
    pupil = zane(world)
    first = noted(world.jess, pupil, "Covers his ears")
    with sight.looking(world.jess.sight()):
        actions.end(world.jess.act(), first, "Settled since the new seat")
        assert queries.worry_of(first).end is not None
        with pytest.raises(Refused, match="not watched"):
            actions.end(world.jess.act(), first, "Again")
        assert list(differences()) == []


def test_the_family_reads_the_end_of_what_it_read_the_beginning_of(world: World) -> None:
    pupil = zane(world)
    rana = his_mother(pupil)
    open_, kept = noted(world.jess, pupil, "Loud rooms", audience="family"), noted(world.jess, pupil, "Working note")
    with sight.looking(world.jess.sight()):
        actions.watch(world.jess.act(), open_, "Trips begin next week")
        actions.end(world.jess.act(), open_, "Settled")
        actions.end(world.jess.act(), kept, "Nothing in it")
    assert told(rana, pupil) == ["Loud rooms", "Trips begin next week", "Settled"]


def test_staff_hear_of_it_before_it_leaves_and_nothing_is_deleted(world: World) -> None:
    pupil = zane(world)
    noted(world.jess, pupil, "Covers his ears")
    with sight.looking(world.anjali.sight()):
        calendar, in_force = calendar_of(world.fernhill, "primary"), rules()
        ask = lambda on: [row.leaves_on for row in queries.expiring(world.fernhill, calendar, in_force, on)]  # noqa: E731
        assert ask(date(2027, 6, 1)) == []
        assert ask(date(2027, 7, 1)) == [date(2027, 7, 21)]
        late = queries.of_setting(calendar, in_force, date(2027, 9, 10))
        assert [row.state for row in late] == ["left"]
        assert len(queries.of_child(pupil)) == 1


def test_what_magda_keeps_back_leaves_no_note_at_the_new_setting(world: World) -> None:
    noted(world.hannah, world.tomasz, "Hides under the table", audience="family", seen_on=date(2026, 10, 1))
    sent(world, answers={**YES_TO_ALL, "early_notes": False})
    assert seen(world.anjali, world.tomasz) == []
    assert len(seen(world.hannah, world.tomasz)) == 1


def test_what_magda_agrees_to_share_is_read_at_the_new_setting_without_its_writers_name(world: World) -> None:
    noted(world.hannah, world.tomasz, "Hides under the table", audience="family", seen_on=date(2026, 10, 1))
    noted(world.hannah, world.tomasz, "A working note", seen_on=date(2026, 10, 2))
    sent(world, answers=YES_TO_ALL)
    with sight.looking(world.anjali.sight()):
        (worry,) = queries.of_child(world.tomasz)
    assert (worry.first.words, worry.first.by_name) == ("Hides under the table", None)


def test_how_long_it_took_from_first_notice_to_support(world: World, app: Flask) -> None:
    noted(world.hannah, world.tomasz, "Few words", seen_on=date(2026, 10, 5))
    with sight.looking(world.hannah.sight()), app.test_request_context():
        calendar = calendar_of(world.millbrook, "primary")
        way = queries.way_to_support(world.tomasz)
        assert way is not None
        assert "No support is in place yet, 30 school days (7 weeks) later." in way_in_words(way, calendar, TODAY)
        done = way._replace(support_on=date(2026, 10, 12))
        assert "Support was in place on 12 October 2026: 5 school days (1 week) later." in way_in_words(
            done, calendar, TODAY
        )
    with sight.looking(world.victor.sight()):
        assert queries.way_to_support(world.tomasz) is None
