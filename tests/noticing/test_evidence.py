"""Early notes become evidence of Assess in one step: their words, days and audiences go along, once."""

from __future__ import annotations

from datetime import date

import pytest

from portal.access import sight
from portal.access.acting import Refused
from portal.cycles.assess.models import Contribution
from portal.cycles.models import Cycle
from portal.cycles.offers import offers
from portal.cycles.opening import open_cycle
from portal.noticing import actions, queries
from portal.timeline import actions as entries
from portal.timeline import removal_actions
from portal.timeline.audiences import SETTING
from portal.timeline.check import differences
from portal.timeline.models import Entry
from tests.client import Client
from tests.noticing.zane import his_mother, noted, zane
from tests.world import Who, World


def evidence(who: Who, pupil: int) -> list[Contribution]:
    """The pieces of evidence that somebody reads."""
    with sight.looking(who.sight()):
        return list(Contribution.select().where(Contribution.pupil == pupil).order_by(Contribution.id))


def take(who: Who, pupil: int, *notes: int) -> Cycle:
    with sight.looking(who.sight()):
        return actions.use(who.act(), pupil, notes)


def test_anjali_takes_two_worries_into_a_first_cycle_in_one_step(world: World) -> None:
    pupil = zane(world)
    first = noted(world.jess, pupil, "Covers his ears", audience="family", seen_on=date(2026, 11, 3), signs=("often",))
    noted(world.jess, pupil, "Asked him: too loud", first, kind="checked", audience="family")
    other = noted(world.kelechi, pupil, "Does not look up at his name")
    cycle = take(world.anjali, pupil, first.id, other.id)
    assert (cycle.number, cycle.stage, cycle.setting_id) == (1, "assess", world.fernhill)
    rows = evidence(world.anjali, pupil)
    assert [(row.text, row.name, row.whose, row.source, row.reach, row.audience, row.given_on) for row in rows] == [
        ("Covers his ears", "Jess Tulloch", "teacher", "in_house", "universal", "family", date(2026, 11, 3)),
        ("Asked him: too loud", "Jess Tulloch", "teacher", "in_house", "universal", "family", date(2026, 11, 23)),
        ("Does not look up at his name", "Kelechi Obi", "support_staff", "in_house", "universal", "setting",
         date(2026, 11, 23)),
    ]  # fmt: skip
    assert rows[0].context == "Noticed; seen more than once"
    with sight.looking(world.anjali.sight()):
        opened = Entry.select().where(Entry.kind == "cycle_opened")
        assert [entry.title for entry in opened] == ["Cycle 1 opened: 3 early notes became evidence"]
        assert "ears" not in opened[0].body
        assert list(differences()) == []


def test_each_note_is_used_once(world: World) -> None:
    pupil = zane(world)
    first = noted(world.anjali, pupil, "Covers his ears")
    take(world.anjali, pupil, first.id)
    with pytest.raises(Refused, match="not used yet"):
        take(world.anjali, pupil, first.id)
    noted(world.anjali, pupil, "And at lunch", first)
    take(world.anjali, pupil, first.id)
    assert [row.text for row in evidence(world.anjali, pupil)] == ["Covers his ears", "And at lunch"]


def test_jess_uses_notes_in_an_open_cycle_and_opens_none(world: World) -> None:
    pupil = zane(world)
    first = noted(world.jess, pupil, "Covers his ears")
    with pytest.raises(Refused, match="Your SENCO opens one"):
        take(world.jess, pupil, first.id)
    with sight.looking(world.anjali.sight()):
        cycle = open_cycle(world.anjali.act(), pupil)
    assert take(world.jess, pupil, first.id).id == cycle.id


def test_jess_cannot_take_along_what_was_held_back(world: World) -> None:
    pupil = zane(world)
    held = noted(world.kelechi, pupil, "Overheard at the gate")
    with sight.looking(world.anjali.sight()):
        open_cycle(world.anjali.act(), pupil)
        entry = queries.written([held.id])[held.id].entry
        entries.release(world.anjali.act(), entry)
        entries.change_audience(world.anjali.act(), entry, SETTING, "Not for the family")
    with pytest.raises(Refused, match="held back"):
        take(world.jess, pupil, held.id)


def test_evidence_is_released_and_held_back_with_its_note(world: World) -> None:
    pupil = zane(world)
    rana = his_mother(pupil)
    note = noted(world.kelechi, pupil, "Covers his ears")
    take(world.anjali, pupil, note.id)
    assert evidence(rana, pupil) == []
    with sight.looking(world.anjali.sight()):
        entry = queries.written([note.id])[note.id].entry
        entries.release(world.anjali.act(), entry)
    assert [row.text for row in evidence(rana, pupil)] == ["Covers his ears"]
    with sight.looking(world.anjali.sight()):
        entries.change_audience(world.anjali.act(), entry, SETTING, "Names another child")
    assert evidence(rana, pupil) == []


def test_removed_words_are_gone_from_the_evidence_too(world: World) -> None:
    pupil = zane(world)
    note = noted(world.jess, pupil, "Covers his ears, as Amir says", audience="family")
    take(world.anjali, pupil, note.id)
    with sight.looking(world.anjali.sight()):
        entry = queries.written([note.id])[note.id].entry
        removal_actions.redact(world.anjali.act(), entry, "Request 12 of 2026")
        assert {row.text for row in Contribution.select().where(Contribution.note_id == note.id)} == {"Words removed"}
        assert list(differences()) == []


def test_assess_offers_the_notes_that_wait(world: World, client: Client) -> None:
    first = noted(world.sana, world.tomasz, "Few words at snack")
    noted(world.sana, world.tomasz, "Points", first, kind="tried")
    with sight.looking(world.hannah.sight()):
        cycle = open_cycle(world.hannah.act(), world.tomasz)
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/assess")
    with client.app.test_request_context():
        from flask import g

        from portal.access.me import Me

        g.me = Me(
            0, world.hannah.person, "Hannah Coyle", "senco", None, world.millbrook, "Millbrook", "nursery", False, 1
        )
        with sight.looking(world.hannah.sight()):
            (offer,) = offers(cycle)
    assert offer == ("Use 2 early notes", f"/children/{world.tomasz}/early/evidence")
    client.get(offer.href)
    client.submit("evidence")
    page = client.follow()
    assert "Few words at snack" in page.text


def test_victor_the_stranger_takes_nothing(world: World, client: Client) -> None:
    noted(world.sana, world.tomasz, "Few words at snack")
    client.sign_in(world.victor).get(f"/children/{world.tomasz}/early/evidence", 404)


def test_a_cycle_of_a_child_on_no_register_says_what_comes_next(client: Client, world: World) -> None:
    pupil = zane(world)
    cycle = take(world.anjali, pupil, noted(world.anjali, pupil, "Covers his ears").id)
    client.sign_in(world.anjali).get(f"/cycles/{cycle.id}/assess")
    client.click("Not on the register: put the child on it, and tell the family")
    client.get(f"/children/{pupil}")
    client.click("Put on the register")
    client.sign_in(world.victor).get(f"/register/{pupil}/return", status=404)


def test_who_opens_a_first_cycle_from_notes_is_led_to_the_register_and_to_telling_the_family(
    client: Client, world: World
) -> None:
    pupil = zane(world)
    noted(world.jess, pupil, "Covers his ears", audience="family")
    client.sign_in(world.anjali).get(f"/children/{pupil}/early/evidence")
    client.submit("early/evidence")
    assert "put the child on the register, and tell the family" in client.follow().text
    noted(world.jess, pupil, "Hides under the table", audience="family")
    client.get(f"/children/{pupil}/early/evidence")
    client.submit("early/evidence")
    assert "The notes are evidence now." in client.follow().text, "the cycle stands: its page follows"
