"""What was held back of a plan stays so when it is given, rated, referred or taken off; a sealed review stays as it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from portal.access import sight
from portal.access.acting import Act, Refused
from portal.cycles.do.session_actions import Session, log
from portal.cycles.learn import actions as learn_actions
from portal.cycles.learn import reflection_actions
from portal.cycles.learn.models import Learning, Reflection
from portal.cycles.models import Cycle
from portal.cycles.plan import link_actions
from portal.cycles.plan.models import Attendee, Outcome, Provision, Target
from portal.cycles.review import actions as review_actions
from portal.cycles.review import addendum_actions, arrange_actions, referral_actions
from portal.cycles.review.models import Opinion, Referral
from portal.cycles.review.opinion_actions import Said, give_opinion
from portal.cycles.review.referral_actions import Step
from portal.documents.models import KeptPaper
from portal.ehcp.models import SectionF
from portal.profile import actions as profile_actions
from portal.pupils.models import NamedAccess
from portal.timeline import actions, removal_actions
from portal.timeline.audiences import SETTING
from portal.timeline.models import Entry, EntryDigest
from portal.transitions.models import ShareRefusal
from tests.boundary.everything import Everything
from tests.client import Client
from tests.cycles import walk
from tests.ehcp.eli import with_plan
from tests.world import TODAY, Who, World


def entry_of(row: Learning | Opinion | Outcome | Provision | Referral | Reflection | Target) -> Entry:
    """The entry that wrote a row first."""
    with sight.system("test"):
        told = EntryDigest.select(EntryDigest.entry).where(
            (EntryDigest.subject_type == row._meta.table_name) & (EntryDigest.subject_id == row.id)
        )
        return Entry.get_by_id(told.order_by(EntryDigest.id).limit(1).scalar())


def hold_back(world: World, row: Learning | Outcome | Provision | Referral | Reflection | Target) -> None:
    """Hannah keeps words with the staff of Millbrook."""
    entry = entry_of(row)
    with sight.looking(world.hannah.sight()):
        actions.change_audience(world.hannah.act(), entry, SETTING, "Not at home")


def told(who: Who, world: World) -> str:
    """All that somebody reads on the timeline of Tomasz."""
    with sight.looking(who.sight()):
        rows = Entry.select().where(Entry.pupil == world.tomasz)
        return "\n".join(f"{row.title} {row.body} {row.data}" for row in rows)


def _gives(world: World, cycle: Cycle) -> None:
    log(world.hannah.act(), walk.provision_of(cycle), TODAY, Session())


def _rates(world: World, cycle: Cycle) -> None:
    review_actions.rate(world.hannah.act(), cycle, walk.target_of(cycle), rating="met", evidence="Seen at snack")


def _rates_the_outcome(world: World, cycle: Cycle) -> None:
    review_actions.rate_outcome(world.hannah.act(), cycle, walk.outcome_of(cycle), rating="met", evidence="Seen")


@pytest.mark.parametrize(
    ("row_of", "stage", "does", "words"),
    [
        (walk.provision_of, "do", _gives, "Attention Autism: session given"),
        (walk.target_of, "review", _rates, "Target rated"),
        (walk.outcome_of, "review", _rates_the_outcome, "Outcome rated"),
    ],
)
def test_what_hannah_held_back_of_the_plan_is_not_told_when_it_is_given_or_rated(
    row_of: Callable[[Cycle], Outcome | Provision | Target], stage: str, does: Callable[[World, Cycle], None], words: str,
    world: World,
) -> None:  # fmt: skip
    cycle = walk.doing(world)
    with sight.looking(world.hannah.sight()):
        row = row_of(cycle)
    hold_back(world, row)
    with sight.system("test"):
        Cycle.update(stage=stage).where(Cycle.id == cycle.id).execute()
    with sight.looking(world.hannah.sight()):
        does(world, Cycle.get_by_id(cycle.id))
    assert words in told(world.hannah, world)
    assert words not in told(world.magda, world)


def test_a_referral_that_hannah_held_back_tells_nobody_of_its_next_step(world: World) -> None:
    cycle = walk.doing(world)
    with sight.looking(world.hannah.sight()):
        (row,) = referral_actions.consider(world.hannah.act(), cycle, ["Domestic abuse service"], "We worry")
    hold_back(world, row)
    with sight.looking(world.hannah.sight()):
        referral_actions.take(
            world.hannah.act(), Referral.get_by_id(row.id), Step("consent", TODAY, "Magda", "in person")
        )
    assert "Domestic abuse" in told(world.hannah, world)
    assert "Domestic abuse" not in told(world.magda, world)


def reflected(world: World) -> tuple[Reflection, Learning]:
    """What Tomasz said in the pause, and what Hannah made of it."""
    cycle = walk.learning(world)
    with sight.looking(world.hannah.sight()):
        found = Cycle.get_by_id(cycle.id)
        said = reflection_actions.Said("child", "Tomasz", {"hinders": "When my uncle shouts."})
        row = reflection_actions.reflect(world.hannah.act(), found, said)
        one = learn_actions.Learnt(
            "hinders", "When my uncle shouts.", "Speak softly to him.", strategy=True, reflections=(row.id,)
        )
        (learning,) = learn_actions.learn_several(world.hannah.act(), found, [one])
        return row, learning


def test_what_was_taken_off_what_works_is_held_back_with_the_words_it_was_made_of(world: World) -> None:
    row, learning = reflected(world)
    with sight.looking(world.hannah.sight()):
        profile_actions.retire(world.hannah.act(), Learning.get_by_id(learning.id), "He moved out", [])
    assert "uncle" in told(world.magda, world)
    hold_back(world, row)
    assert "uncle" not in told(world.magda, world)


def test_removed_words_are_gone_from_what_was_taken_off_and_from_the_help_that_was_made_of_it(world: World) -> None:
    row, learning = reflected(world)
    with sight.looking(world.hannah.sight()):
        profile_actions.retire(world.hannah.act(), Learning.get_by_id(learning.id), "He moved out", [])
    with sight.system("test"):
        NamedAccess.create(
            pupil=world.tomasz, person=world.adil.person, purpose="Request 7", starts_on=TODAY, until=TODAY
        )
    with sight.looking(world.adil.sight()):
        removal_actions.redact(world.adil.act(), Entry.get_by_id(entry_of(row).id), "Request 7 of 2026")
    assert "uncle" not in told(world.hannah, world)
    with sight.system("test"):
        assert "uncle" not in Learning.get_by_id(learning.id).text
        names = [help_.name for help_ in Provision.select().where(Provision.pupil == world.tomasz)]
    assert not any("softly" in name for name in names)


def test_nobody_answers_an_invitation_to_a_review_that_was_held(world: World) -> None:
    cycle = walk.doing(world)
    with sight.system("test"):
        row = Attendee.create(
            pupil=world.tomasz, cycle=cycle, setting=world.millbrook, stage="review", person=world.sana.person,
            name="Sana Rehman", role="key person",
        )  # fmt: skip
        Cycle.update(stage="learn", reviewed_on=TODAY).where(Cycle.id == cycle.id).execute()
    with sight.looking(world.sana.sight()), pytest.raises(Refused):
        arrange_actions.answer(world.sana.act(), Cycle.get_by_id(cycle.id), Attendee.get_by_id(row.id), "not_coming")


@pytest.mark.parametrize("which", ["reflection", "opinion"])
def test_what_was_held_back_stays_so_when_magda_says_it_differently(which: str, world: World) -> None:
    cycle = walk.learning(world)
    with sight.looking(world.magda.sight()):
        act = world.magda.act()._replace(setting=world.millbrook)
        found = Cycle.get_by_id(cycle.id)
        row = _said(act, found, which, None)
    entry = entry_of(row)
    with sight.looking(world.hannah.sight()):
        actions.change_audience(world.hannah.act(), Entry.get_by_id(entry.id), SETTING, "Not for the other parent")
    with sight.system("test"):
        # Before the seal, an opinion may be changed.
        Cycle.update(stage="review").where(Cycle.id == cycle.id).execute()
    with sight.looking(world.magda.sight()):
        _said(act, Cycle.get_by_id(cycle.id), which, type(row).get_by_id(row.id))
    with sight.system("test"):
        assert type(row).get_by_id(row.id).audience == SETTING


def _said(act: Act, cycle: Cycle, which: str, before: Reflection | Opinion | None) -> Reflection | Opinion:
    if which == "opinion":
        said = Said("Magda Wieczorek, mother", "mother", agrees=False, words="No")
        return give_opinion(act, cycle, said, before if isinstance(before, Opinion) else None)
    words = reflection_actions.Said("family", "Magda Wieczorek", {"helps": "Quiet"})
    return reflection_actions.reflect(act, cycle, words, before if isinstance(before, Reflection) else None)


def test_the_setting_to_which_nia_is_on_her_way_adds_nothing_to_a_closed_review(world: World, nia: Everything) -> None:
    with sight.system("test"):
        Cycle.update(reviewed_on=TODAY).where(Cycle.id == nia.before).execute()
    with sight.looking(world.ruth.sight()), pytest.raises(Refused):
        addendum_actions.add_addendum(world.ruth.act(), Cycle.get_by_id(nia.before), "It was not so", "family")


def test_advice_that_nias_family_does_not_pass_on_stays_behind_with_the_paper_of_the_review(
    world: World, app: Flask, nia: Everything
) -> None:
    with sight.system("test"):
        kept = [
            KeptPaper.create(
                pupil=nia.pupil, cycle=nia.before, setting=world.fernhill, kind=kind, title=kind, html="<p>Advice</p>",
                made_on=TODAY,
            )
            for kind in ("review", "plan")
        ]  # fmt: skip
        ShareRefusal.create(
            pupil=nia.pupil, from_setting=world.fernhill, to_setting=world.harbour_lane, category="professional_advice"
        )
    client = Client(app).sign_in(world.ruth)
    assert [client.raw.get(f"/papers/{paper.id}").status_code for paper in kept] == [404, 200]
    client.sign_in(world.anjali)
    assert [client.raw.get(f"/papers/{paper.id}").status_code for paper in kept] == [200, 200]


def test_help_of_section_f_is_not_set_free_by_linking_it_with_an_item_that_has_ended(world: World) -> None:
    eli = with_plan(world)
    with sight.system("test"):
        SectionF.update(ended_on=TODAY).where(SectionF.id == eli.items[1]).execute()
    with sight.looking(world.anjali.sight()), pytest.raises(Refused):
        link_actions.link(world.anjali.act(), eli.cycle, {}, {eli.speech.id: eli.items[1]})
