"""Words that went on into evidence, a difference or a confirmed version are never read more widely than at first."""

from __future__ import annotations

import pytest

from portal.access import sight
from portal.cycles.assess import difference_actions, understanding_actions
from portal.cycles.assess.actions import View, give_view
from portal.cycles.assess.difference_actions import Reading, Side
from portal.cycles.assess.models import Account, Contribution, Difference, Understanding
from portal.cycles.models import Cycle
from portal.noticing import actions as notes
from portal.noticing.models import EarlyNote
from portal.timeline import actions, removal_actions
from portal.timeline.audiences import FAMILY, PROFESSIONALS, SETTING, restricted
from portal.timeline.check import differences
from portal.timeline.models import Entry, EntryDigest
from tests.boundary.everything import Everything
from tests.noticing.zane import noted
from tests.world import Who, World


def entry_of(row: Contribution | Difference | Understanding | EarlyNote) -> Entry:
    """The entry that wrote a row first."""
    table = row._meta.table_name
    with sight.system("test"):
        told = EntryDigest.select(EntryDigest.entry).where(
            (EntryDigest.subject_type == table) & (EntryDigest.subject_id == row.id)
        )
        return Entry.get_by_id(told.order_by(EntryDigest.id).limit(1).scalar())


def change(who: Who, entry: Entry, audience: str) -> None:
    with sight.looking(who.sight()):
        actions.change_audience(who.act(), entry, audience, "Asked by the family")


def sees(who: Who, row: Contribution | Difference | Account | Understanding) -> bool:
    model = type(row)
    with sight.looking(who.sight()):
        return bool(model.select().where(model.id == row.id).exists())


@pytest.fixture
def kelechis(world: World, nia: Everything) -> tuple[EarlyNote, Contribution]:
    """What Kelechi noticed, not released, and the evidence that Anjali made of it with Jess's note for the family."""
    open_one = noted(world.jess, nia.pupil, "Counts on her fingers", audience=FAMILY)
    waiting = noted(world.kelechi, nia.pupil, "Her mother looked tired")
    with sight.looking(world.anjali.sight()):
        notes.use(world.anjali.act(), nia.pupil, [open_one.id, waiting.id])
        return waiting, Contribution.get(Contribution.note_id == waiting.id)


def test_narrowing_the_step_to_assess_does_not_show_kelechis_note_to_priya(
    world: World, kelechis: tuple[EarlyNote, Contribution]
) -> None:
    _note, evidence = kelechis
    entry = entry_of(evidence)
    change(world.anjali, entry, restricted("head"))
    for audience in (SETTING, PROFESSIONALS, FAMILY):
        change(world.anjali, entry, audience)
        assert not any(sees(who, evidence) for who in (world.priya, world.folake, world.victor))
    assert sees(world.anjali, evidence)


def test_jess_releases_a_note_but_not_the_evidence_that_dee_held_back(
    world: World, kelechis: tuple[EarlyNote, Contribution]
) -> None:
    note, evidence = kelechis
    change(world.dee, entry_of(evidence), restricted())
    with sight.looking(world.jess.sight()):
        actions.release(world.jess.act(), entry_of(note))
    assert not any(sees(who, evidence) for who in (world.jess, world.folake, world.priya))
    change(world.dee, entry_of(evidence), FAMILY)
    assert sees(world.folake, evidence)
    with sight.system("test"):
        assert not [
            one
            for one in differences()
            if (one.table, one.id) in (("early_note", note.id), ("contribution", evidence.id))
        ]


@pytest.fixture
def apart(world: World, nia: Everything) -> Difference:
    """Home and school differ, and Anjali put both accounts side by side for everybody to read."""
    with sight.looking(world.anjali.sight()):
        cycle, act = Cycle.get_by_id(nia.cycle), world.anjali.act()
        Cycle.update(stage="assess").where(Cycle.id == nia.cycle).execute()
        home = give_view(act, cycle, "assess", View("family", "Folake Oyelaran", "She weeps each evening"))
        school = give_view(act, cycle, "assess", View("teacher", "Jess Tulloch", "She is cheerful"))
        reading = Reading("Mood", "She holds it in until she weeps at home", "Ask her on a Friday")
        sides = [Side(home, "Home is where she lets go"), Side(school, "")]
        return difference_actions.open_difference(act, cycle, reading, sides)


def test_what_was_made_of_an_account_is_held_back_with_it(world: World, apart: Difference) -> None:
    assert sees(world.folake, apart)
    with sight.looking(world.anjali.sight()):
        account = Account.select().where(Account.difference == apart).order_by(Account.id).get()
        home = Contribution.get_by_id(account.contribution_id)
        change(world.anjali, entry_of(home), PROFESSIONALS)
    for row in (apart, account, home):
        assert not sees(world.folake, row)
        assert sees(world.priya, row)
    with sight.looking(world.folake.sight()):
        assert not Entry.select().where(Entry.body.contains("weeps")).exists()


def test_a_version_that_was_confirmed_is_held_back_with_the_first(world: World, nia: Everything) -> None:
    with sight.looking(world.anjali.sight()):
        cycle, act = Cycle.get_by_id(nia.cycle), world.anjali.act()
        first = understanding_actions.write_understanding(
            act, cycle, statement="Her brother’s illness weighs on her", barriers="", area="SEMH"
        )
        again = understanding_actions.confirm(act, cycle, "SEMH", "Nothing new")
        change(world.anjali, entry_of(first), SETTING)
    for row in (first, again):
        assert not any(sees(who, row) for who in (world.folake, world.priya, world.victor))
        assert sees(world.anjali, row)


def test_words_removed_from_a_version_are_not_left_where_it_was_confirmed(world: World, nia: Everything) -> None:
    with sight.looking(world.anjali.sight()):
        cycle, act = Cycle.get_by_id(nia.cycle), world.anjali.act()
        first = understanding_actions.write_understanding(
            act, cycle, statement="Her brother is in prison", barriers="", area="SEMH"
        )
        again = understanding_actions.confirm(act, cycle, "SEMH", "Nothing new")
    with sight.system("test"):
        removal_actions.redact(world.adil.act(), entry_of(first), "Request of 3 November")
        for row in (first, again):
            assert "prison" not in Understanding.get_by_id(row.id).statement
        assert not Entry.select().where(Entry.body.contains("prison")).exists()
        assert not [one for one in differences() if one.table == "understanding"]
