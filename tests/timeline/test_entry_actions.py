"""Notes, corrections, audiences and removals, without HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest

from portal.access import sight
from portal.access.acting import Refused
from portal.access.scope import OutOfScope
from portal.cycles.assess.models import Understanding
from portal.pupils.models import Placement
from portal.timeline import actions, removal_actions
from portal.timeline.audiences import FAMILY, PROFESSIONALS, SETTING
from portal.timeline.kinds import KINDS
from portal.timeline.models import Entry
from portal.timeline.record import Story, record
from tests.world import TODAY, Who, World


@contextmanager
def looking(who: Who) -> Iterator[None]:
    with sight.looking(who.sight()):
        yield


def note(who: Who, pupil: int, audience: str = FAMILY, **more: object) -> Entry:
    with looking(who):
        return actions.add_note(
            who.act(),
            pupil,
            title="Coat",
            body="Hung it up alone.",
            audience=audience,
            on=TODAY,
            **more,  # type: ignore[arg-type]
        )


def sees(who: Who, entry: Entry) -> bool:
    with looking(who):
        return Entry.get_or_none(Entry.id == entry.id) is not None


def test_kelechi_s_words_stay_with_the_staff_until_jess_releases_them(world: World) -> None:
    with sight.system("test"):
        Placement.create(
            pupil=world.tomasz,
            setting=world.fernhill,
            room=world.oak_class,
            main=False,
            starts_on=TODAY,
            sees_from=TODAY,
        )
    written = note(world.kelechi, world.tomasz)
    assert written.audience == SETTING
    assert not sees(world.magda, written)
    with looking(world.jess):
        actions.release(world.jess.act(), written)
    assert sees(world.magda, written)
    with looking(world.jess), pytest.raises(Refused):
        actions.release(world.jess.act(), written)


def test_words_for_professionals_only_need_a_day_to_look_again(world: World) -> None:
    with pytest.raises(Refused):
        note(world.hannah, world.tomasz, PROFESSIONALS)
    kept = note(world.hannah, world.tomasz, PROFESSIONALS, look_again_on=date(2026, 12, 1))
    assert sees(world.priya, kept)
    assert not sees(world.magda, kept)


def test_a_note_about_tomorrow_is_refused(world: World) -> None:
    with looking(world.hannah), pytest.raises(Refused):
        actions.add_note(
            world.hannah.act(), world.tomasz, title="Trip", body="Later", audience=FAMILY, on=date(2026, 11, 24)
        )


def test_hannah_corrects_and_the_first_words_stay(world: World) -> None:
    first = note(world.sana, world.tomasz)
    with looking(world.hannah):
        later = actions.correct(world.hannah.act(), first, "Hung it up with help.")
        assert later.supersedes_id == first.id
        assert Entry.get_by_id(first.id).body == "Hung it up alone."
        with pytest.raises(Refused):
            actions.correct(world.hannah.act(), first, "Hung it up alone.")


def test_a_correction_is_for_those_who_could_see_the_first_words(world: World) -> None:
    first = note(world.hannah, world.tomasz, SETTING)
    with looking(world.hannah):
        later = actions.correct(world.hannah.act(), first, "Better words.")
    assert not sees(world.magda, later)


def test_magda_corrects_her_own_words_and_not_those_of_others(world: World) -> None:
    with looking(world.magda):
        hers = record(world.magda.act(), Story("family_view", "Magda’s view", "He sleeps late."), pupil=world.tomasz)
        assert actions.correct(world.magda.act(), hers, "He sleeps well now.").supersedes_id == hers.id
    theirs = note(world.hannah, world.tomasz)
    with looking(world.magda), pytest.raises(Refused):
        actions.correct(world.magda.act(), theirs, "Not so.")


def test_dee_holds_words_back_at_once_and_the_family_sees_no_trace(world: World) -> None:
    shared = note(world.anjali, world.nia)
    assert sees(world.folake, shared)
    with looking(world.dee):
        before = Entry.select().count()
        actions.change_audience(world.dee.act(), shared, "restricted", "Asked by children’s services")
        assert Entry.select().count() == before
    assert not sees(world.folake, shared)
    assert not sees(world.jess, shared)
    assert sees(world.dee, shared)
    assert sees(world.anjali, shared)


def test_holding_back_needs_a_reason_and_a_leading_role(world: World) -> None:
    shared = note(world.anjali, world.nia)
    with looking(world.dee), pytest.raises(Refused):
        actions.change_audience(world.dee.act(), shared, SETTING)
    with looking(world.anjali), pytest.raises(Refused):
        actions.change_audience(world.jess.act(), shared, SETTING, "I would like to")
    with looking(world.anjali), pytest.raises(Refused):
        actions.change_audience(world.anjali.act(), shared, FAMILY)


def test_words_of_another_setting_are_held_back_at_once_and_opened_only_there(world: World) -> None:
    with sight.system("test"):
        Placement.create(
            pupil=world.tomasz,
            setting=world.fernhill,
            room=world.oak_class,
            main=False,
            starts_on=TODAY,
            sees_from=TODAY,
        )
    theirs = note(world.hannah, world.tomasz)
    with looking(world.owen), pytest.raises(Refused):
        actions.change_audience(world.owen.act(), theirs, SETTING, "I am the head")
    with looking(world.dee), pytest.raises(Refused):
        actions.change_audience(world.dee.act(), theirs, "restricted", "Roles there are not ours to name")
    with looking(world.dee):
        actions.change_audience(world.dee.act(), theirs, SETTING, "Asked by children’s services")
    assert not sees(world.magda, theirs)
    assert not sees(world.dee, theirs)
    assert sees(world.hannah, theirs)
    with looking(world.priya), pytest.raises(Refused):
        actions.change_audience(world.priya.act(), theirs, FAMILY)


def test_what_an_entry_wrote_into_the_plan_vanishes_with_it(world: World) -> None:
    with looking(world.anjali):
        row = Understanding(
            pupil=world.nia,
            setting=world.fernhill,
            number=1,
            statement="Words are fast",
            written_on=TODAY,
            by=world.anjali.person,
        )
        made = record(world.anjali.act(), Story("understanding_written", "Understanding written"), row, pupil=world.nia)
        actions.change_audience(world.anjali.act(), made, SETTING, "Draft shared too soon")
        assert Understanding.get_by_id(row.id).audience == SETTING
    with looking(world.folake):
        assert Understanding.get_or_none(Understanding.id == row.id) is None


def test_adil_removes_words_and_what_stays_is_that_there_were_some(world: World) -> None:
    written = note(world.anjali, world.nia)
    with sight.system("test removal"):
        done = removal_actions.redact(world.adil.act(), written, "Decision 14 of 20 November")
        gone = Entry.get_by_id(written.id)
        assert (gone.body, gone.title) == ("", "Words removed")
        assert gone.redacted_at is not None
        assert done.audience == PROFESSIONALS
        with pytest.raises(Refused):
            removal_actions.redact(world.adil.act(), gone, "Again")


def test_victor_the_stranger_writes_about_nobody_here(world: World) -> None:
    with looking(world.victor), pytest.raises(OutOfScope):
        actions.add_note(world.victor.act(), world.nia, title="Hello", body="There", audience=FAMILY, on=TODAY)


def test_every_kind_of_entry_has_its_template(app: object) -> None:
    from portal.timeline.kind_views import looks

    with app.test_request_context():  # type: ignore[attr-defined]
        assert set(looks().kinds) == set(KINDS)
