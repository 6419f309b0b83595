"""Words that somebody held back, or chose readers for, stay so whichever way they are tried."""

from datetime import timedelta

import pytest
from flask import Flask

from portal.access import sight
from portal.access.acting import Refused
from portal.cycles.assess import actions as assess_actions
from portal.cycles.assess.actions import View
from portal.cycles.assess.models import Contribution
from portal.cycles.models import Cycle
from portal.family import actions as family
from portal.family import queries as family_queries
from portal.people import actions as people
from portal.pupils.models import Guardianship, Pupil
from portal.timeline import actions, removal_actions
from portal.timeline.audiences import FAMILY, PROFESSIONALS, SETTING
from portal.timeline.models import Entry
from portal.timeline.record import Story, record
from portal.transitions.models import Decision
from tests.boundary.everything import Everything
from tests.client import Client
from tests.world import TODAY, Who, World


def note(author: Who, pupil: int, audience: str, body: str = "As it was said") -> Entry:
    """A note of somebody about a child."""
    with sight.looking(author.sight()):
        return record(author.act(), Story("note", "Note", body, audience=audience), pupil=pupil)


def reads(who: Who, entry: Entry) -> bool:
    """Whether somebody has an entry in sight."""
    with sight.looking(who.sight()):
        return Entry.get_or_none(Entry.id == entry.id) is not None


def test_jess_cannot_release_what_dee_held_back(world: World, nia: Everything) -> None:
    entry = note(world.kelechi, nia.pupil, FAMILY)
    with sight.looking(world.dee.sight()):
        actions.change_audience(world.dee.act(), entry, SETTING, "Not safe to be read at home")
    with sight.looking(world.jess.sight()), pytest.raises(Refused):
        actions.release(world.jess.act(), entry)
    assert not reads(world.folake, entry)
    with sight.looking(world.anjali.sight()):
        actions.release(world.anjali.act(), entry)
    assert reads(world.folake, entry)


def test_jess_cannot_release_anjalis_working_note(world: World, nia: Everything) -> None:
    entry = note(world.anjali, nia.pupil, SETTING)
    with sight.looking(world.jess.sight()), pytest.raises(Refused):
        actions.release(world.jess.act(), entry)


def test_jess_releases_her_own_note(world: World, nia: Everything) -> None:
    entry = note(world.jess, nia.pupil, SETTING)
    with sight.looking(world.jess.sight()):
        actions.release(world.jess.act(), entry)
    assert reads(world.folake, entry)


def test_priya_cannot_open_her_held_back_words_again_by_correcting_them(world: World, nia: Everything) -> None:
    entry = note(world.priya, nia.pupil, FAMILY)
    with sight.looking(world.dee.sight()):
        actions.change_audience(world.dee.act(), entry, PROFESSIONALS, "Not for the family")
    assert not reads(world.folake, entry)
    with sight.looking(world.priya.sight()):
        corrected = actions.correct(world.priya.act(), entry, "Said again")
    assert not reads(world.folake, corrected)


def test_folake_reads_her_own_held_back_words_and_her_correction_stays_held_back(world: World, nia: Everything) -> None:
    entry = note(world.folake, nia.pupil, FAMILY)
    with sight.looking(world.dee.sight()):
        actions.change_audience(world.dee.act(), entry, PROFESSIONALS, "Not for the other parent")
    assert reads(world.folake, entry)
    with sight.looking(world.folake.sight()):
        corrected = actions.correct(world.folake.act(), entry, "Said again")
    assert reads(world.folake, corrected)
    assert not reads(world.nia_herself, corrected)


def test_holding_back_an_entry_holds_back_its_corrections_and_what_it_corrects(world: World, nia: Everything) -> None:
    first = note(world.anjali, nia.pupil, FAMILY)
    with sight.looking(world.anjali.sight()):
        second = actions.correct(world.anjali.act(), first, "Said better")
        third = actions.correct(world.anjali.act(), second, "Said best")
    with sight.looking(world.dee.sight()):
        actions.change_audience(world.dee.act(), second, "restricted", "Safeguarding")
    assert [reads(world.folake, one) for one in (first, second, third)] == [False, False, False]
    assert [reads(world.jess, one) for one in (first, second, third)] == [False, False, False]


def test_kelechis_corrected_words_wait_again(world: World, nia: Everything) -> None:
    entry = note(world.kelechi, nia.pupil, SETTING)
    with sight.looking(world.jess.sight()):
        actions.release(world.jess.act(), entry)
    with sight.looking(world.kelechi.sight()):
        corrected = actions.correct(world.kelechi.act(), entry, "What nobody has read before")
    assert reads(world.folake, entry)
    assert not reads(world.folake, corrected)


def test_kelechis_view_waits_for_the_teacher_whatever_the_form_said(world: World, nia: Everything) -> None:
    with sight.looking(world.kelechi.sight()):
        cycle = Cycle.get_by_id(nia.cycle)
        assess_actions.give_view(
            world.kelechi.act(), cycle, "assess", View("support_staff", "Kelechi", "Words", FAMILY)
        )
    with sight.looking(world.folake.sight()):
        assert not Contribution.select().where(Contribution.name == "Kelechi").exists()
    with sight.looking(world.jess.sight()):
        entry = Entry.get(Entry.words_of == "Kelechi")
        actions.release(world.jess.act(), entry)
    with sight.looking(world.folake.sight()):
        assert Contribution.select().where(Contribution.name == "Kelechi").exists()


def test_anjali_puts_no_words_into_folakes_mouth(world: World, nia: Everything) -> None:
    with sight.looking(world.folake.sight()):
        kid, _children = family_queries.child_or_404(nia.pupil)
        entry = family.give_view(world.folake.act(), kid, None, "", "As I see it", shared=True)
    with sight.looking(world.anjali.sight()), pytest.raises(Refused):
        actions.correct(world.anjali.act(), Entry.get_by_id(entry.id), "As Anjali sees it")


def test_what_nia_told_the_helpers_goes_no_further_than_she_chose(world: World, nia: Everything) -> None:
    with sight.looking(world.nia_herself.sight()):
        kid, _children = family_queries.child_or_404(nia.pupil)
        entry = family.say(world.nia_herself.act(), kid, {}, "Not for Mum", "helpers")
    with sight.looking(world.anjali.sight()):
        held = Entry.get_by_id(entry.id)
        with pytest.raises(Refused):
            actions.change_audience(world.anjali.act(), held, FAMILY, "Better so")
        actions.change_audience(world.anjali.act(), held, SETTING, "Safer so")
        actions.change_audience(world.anjali.act(), held, PROFESSIONALS, "As she chose")
    assert not reads(world.folake, entry)


def test_a_parent_whose_sight_was_ended_is_let_in_again_by_the_authority_only(world: World, nia: Everything) -> None:
    with sight.system("test"):
        Guardianship.update(ends_on=TODAY - timedelta(days=1)).where(
            (Guardianship.pupil == nia.pupil) & (Guardianship.person == world.folake.person)
        ).execute()
    with sight.looking(world.anjali.sight()), pytest.raises(Refused):
        people.invite_guardian(
            world.anjali.act(), Pupil.get_by_id(nia.pupil), "Folake Oyelaran", "folake@example.org", "mother", True
        )


def test_a_decision_held_back_leaves_the_family_page_with_its_reason(world: World, app: Flask, nia: Everything) -> None:
    with sight.looking(world.anjali.sight()):
        row = Decision(
            pupil=nia.pupil, transition=nia.move, cycle=nia.cycle, setting=world.fernhill, provision=nia.provision,
            choice="stop", reason="SECRET-reason", by_name="Anjali", on=TODAY,
        )  # fmt: skip
        entry = record(world.anjali.act(), Story("decision_made", "Decided"), row, pupil=nia.pupil)
    assert "SECRET-reason" in Client(app).sign_in(world.folake).get(f"/family/{nia.pupil}").text
    with sight.looking(world.dee.sight()):
        actions.change_audience(world.dee.act(), entry, SETTING, "Not at home")
    assert "SECRET-reason" not in Client(app).sign_in(world.folake).get(f"/family/{nia.pupil}").text


def test_removed_words_are_gone_from_the_assessment_too(world: World, app: Flask, nia: Everything) -> None:
    with sight.looking(world.anjali.sight()):
        cycle = Cycle.get_by_id(nia.cycle)
        view = View("teacher", "Jess", "What must be removed", FAMILY)
        row = assess_actions.give_view(world.anjali.act(), cycle, "assess", view)
        entry = Entry.get(Entry.words_of == "Jess")
    with sight.looking(world.carys.sight()):
        removal_actions.redact(world.carys.act(), entry, "Request 12 of 2026")
        kept = Contribution.get_by_id(row.id)
    assert (kept.text, kept.stage, kept.whose, kept.audience) == ("Words removed", "assess", "teacher", FAMILY)
    assert "What must be removed" not in Client(app).sign_in(world.anjali).get(f"/cycles/{nia.cycle}/assess").text


def test_what_priya_writes_passes_with_the_reports_of_specialists(world: World, nia: Everything) -> None:
    with sight.looking(world.priya.sight()):
        cycle = Cycle.get_by_id(nia.cycle)
        said = assess_actions.give_view(world.priya.act(), cycle, "assess", View("senco", "Priya", "Advice", FAMILY))
        noted = actions.add_note(
            world.priya.act(), nia.pupil, title="Seen", body="Seen", audience=FAMILY, on=cycle.opened_on
        )
    assert (said.whose, noted.category) == ("professional", "professional_advice")
