"""Referrals: only real steps, nothing sent before the family agrees, advice that is not typed twice, on through a move."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.access import sight
from portal.access.acting import Refused
from portal.cycles.assess.models import Contribution
from portal.cycles.do import actions as do_actions
from portal.cycles.models import Cycle
from portal.cycles.review import actions as review_actions
from portal.cycles.review import referral_actions as actions
from portal.cycles.review.actions import Meeting
from portal.cycles.review.models import Referral
from portal.cycles.review.referral_actions import Step
from portal.cycles.review.referral_states import ENDED, FAMILY, NEXT, QUIET, STATES, STEPS, TITLES, waiting
from portal.notices.models import Notice
from portal.timeline.models import Entry
from portal.transitions import arrival_actions
from tests.client import Client
from tests.cycles import walk
from tests.statements import counted
from tests.transitions import moving
from tests.world import TODAY, World

SPEECH = "Speech and language therapy"


def considered(world: World, *services: str) -> tuple[Cycle, list[Referral]]:
    """Tomasz may be referred to the services."""
    cycle = walk.doing(world)
    with sight.looking(world.hannah.sight()):
        return cycle, actions.consider(
            world.hannah.act(), cycle, services or (SPEECH,), "Is there a language disorder?"
        )


def go(world: World, row: Referral, *steps: Step) -> Referral:
    """Hannah takes the referral on."""
    with sight.looking(world.hannah.sight()):
        for step in steps:
            row = actions.take(world.hannah.act(), Referral.get_by_id(row.id), step)
    return row


CONSENT = Step("consent", TODAY, who="Magda Wieczorek", how="in person")
SEEN = (
    CONSENT,
    Step("sent", TODAY),
    Step("accepted", TODAY),
    Step("waiting", TODAY, words="14 weeks"),
    Step("seen", TODAY),
)


def test_hannah_refers_tomasz_to_two_services_at_once(client: Client, world: World) -> None:
    cycle = walk.doing(world)
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/referrals/new")
    client.submit("referrals/new", status=422, why="Is there a language disorder?")
    assert "Choose the service." in client.page.text
    assert "Is there a language disorder?" in str(client.page.forms)
    client.submit("referrals/new", services=[SPEECH], other="Portage", why="Is there a language disorder?")
    client.follow()
    page = client.get("/referrals")
    assert SPEECH in page.text
    assert "Portage" in page.text
    with sight.looking(world.hannah.sight()):
        entry = Entry.get(Entry.kind == "referral_changed")
    assert entry.title == f"Referral considered: {SPEECH}, Portage"


def test_the_steps_of_a_referral_are_walked_page_by_page(client: Client, world: World) -> None:
    _cycle, (row,) = considered(world)
    client.sign_in(world.hannah).get(f"/referrals/{row.id}")
    assert "It was sent" not in client.page.text, "nothing is sent before the family agrees"
    client.click("The family agrees")
    client.submit("/consent", status=422, who="Magda Wieczorek")
    assert "Select how they agreed" in client.page.text
    client.submit("/consent", who="Magda Wieczorek", how="phone")
    assert "Magda Wieczorek, by telephone" in client.follow().text
    for words, to, typed in (
        ("It was sent", "sent", ""),
        ("The service accepted it", "accepted", "Ring Beth"),
        ("on the waiting list", "waiting", "about 14 weeks"),
        ("The child was seen", "seen", ""),
    ):
        client.click(words)
        client.submit(f"/{to}", words=typed)
        client.follow()
    client.click("Advice was received")
    client.submit("/advice", who="Beth Moran", words="Short sentences, with signs.")
    client.follow()
    client.click("The plan uses the advice")
    client.submit("/used", status=422)
    assert "Say where the plan uses it." in client.page.text
    client.submit("/used", words="Target 1: signs at snack")
    page = client.follow()
    assert "What is next?" not in page.text
    assert "Target 1: signs at snack" in page.text
    assert SPEECH not in client.get("/referrals").text


def test_advice_becomes_evidence_of_an_outside_agency_in_the_open_cycle(world: World) -> None:
    cycle, (row,) = considered(world)
    go(world, row, *SEEN, Step("advice", TODAY, who="Beth Moran", words="Short sentences.", audience="professionals"))
    with sight.looking(world.hannah.sight()):
        made = Referral.get_by_id(row.id).advice
        assert (made.cycle_id, made.stage, made.source, made.whose) == (cycle.id, "assess", "agency", "professional")
        assert (made.name, made.text) == ("Beth Moran", "Short sentences.")
        entry = Entry.select().where(Entry.kind == "referral_changed").order_by(Entry.id.desc()).get()
    assert (entry.category, entry.audience) == ("professional_advice", "professionals")
    with sight.looking(world.magda.sight()):
        assert not Contribution.select().where(Contribution.id == made.id).exists(), "it was kept for professionals"


def test_advice_waits_for_a_cycle_to_go_into_and_nobody_types_it_in_vain(client: Client, world: World) -> None:
    _cycle, (row,) = considered(world)
    go(world, row, *SEEN)
    with sight.system("test"):
        Cycle.update(closed_on=TODAY).where(Cycle.pupil == world.tomasz).execute()
    with pytest.raises(Refused, match="Open the next cycle first"):
        go(world, row, Step("advice", TODAY, words="Short sentences."))
    page = client.sign_in(world.hannah).get(f"/referrals/{row.id}")
    assert "Advice was received" not in page.text
    assert "none is open now. Open the next cycle first" in page.text
    client.click("Open the next cycle first")


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (Step("sent", TODAY), "somewhere else"),
        (Step("consent", TODAY + timedelta(days=1), "Magda", "in person"), "today or earlier"),
        (Step("consent", TODAY - timedelta(days=1), "Magda", "in person"), "before the step"),
        (Step("consent", TODAY, "Magda"), "Say who agreed, and how"),
        (Step("withdrawn", TODAY), "why it is withdrawn"),
    ],
)
def test_a_step_that_is_not_real_is_refused(world: World, step: Step, said: str) -> None:
    _cycle, (row,) = considered(world)
    with pytest.raises(Refused, match=said):
        go(world, row, step)


def test_the_same_service_is_not_asked_twice_at_once(world: World) -> None:
    cycle, (row,) = considered(world)
    with sight.looking(world.hannah.sight()), pytest.raises(Refused, match="open already"):
        actions.consider(world.hannah.act(), cycle, [SPEECH.upper()], "Again")
    go(world, row, Step("withdrawn", TODAY, words="The family would rather wait."))
    with sight.looking(world.hannah.sight()):
        assert actions.consider(world.hannah.act(), cycle, [SPEECH], "Now they agree")


def test_magda_reads_where_it_stands_and_is_told_of_each_step(client: Client, world: World) -> None:
    _cycle, (row,) = considered(world)
    go(world, row, *SEEN[:4])
    client.sign_in(world.magda).get(f"/family/{world.tomasz}")
    page = client.click("Help from other services")
    assert "There is a waiting list." in page.text
    assert "14 weeks" in page.text
    with sight.system("test"):
        told = Notice.select().where((Notice.person == world.magda.person) & (Notice.kind == "referral_changed"))
        assert told.count() == 5
    client.sign_in(world.peter).get(f"/family/{world.tomasz}/referrals", status=404)


def test_assistants_and_strangers_know_of_no_referral(client: Client, world: World) -> None:
    _cycle, (row,) = considered(world)
    client.sign_in(world.victor).get(f"/referrals/{row.id}", status=404)
    client.get(f"/referrals/{row.id}/consent", status=404)
    assert SPEECH not in client.get("/referrals").text
    client.sign_in(world.kelechi).get("/referrals", status=403)
    with sight.looking(world.kelechi.sight()._replace(setting=world.millbrook)):
        assert not Referral.select().exists()
    page = client.sign_in(world.priya).get(f"/referrals/{row.id}")
    assert "What is next?" not in page.text, "who was asked about Tomasz reads, and changes nothing"


def test_it_goes_on_at_the_next_setting(client: Client, world: World) -> None:
    _cycle, (row,) = considered(world)
    go(world, row, *SEEN[:4])
    move = moving.arrived(world)
    client.sign_in(world.anjali).get("/referrals")
    assert "Tomasz Wieczorek" in client.page.text
    client.get(f"/referrals/{row.id}")
    client.click("The child was seen")
    client.submit("/seen")
    assert "seen, no advice yet" in client.follow().text
    assert "Tomasz" not in client.sign_in(world.hannah).get("/referrals").text
    client.get(f"/referrals/{row.id}/withdrawn", status=404)
    with sight.looking(world.anjali.sight()):
        arrival_actions.did_not_arrive(world.anjali.act(), move, "The family stayed")
    with sight.looking(world.hannah.sight()):
        assert Referral.get_by_id(row.id).setting_id == world.millbrook, "it went back with the child"


def test_the_list_costs_the_same_for_one_referral_and_for_twelve(client: Client, world: World) -> None:
    cycle, _rows = considered(world)
    client.sign_in(world.hannah).get("/referrals")
    with counted() as one:
        client.get("/referrals")
    with sight.looking(world.hannah.sight()):
        actions.consider(world.hannah.act(), cycle, [f"Service {number}" for number in range(11)], "Why")
    with counted() as twelve:
        client.get("/referrals")
    assert len(one) == len(twelve) <= 12


def test_every_state_has_its_words_and_every_step_leads_somewhere() -> None:
    for words in (STATES, TITLES, FAMILY):
        assert set(words) == set(NEXT)
    assert set(STEPS) == {to for following in NEXT.values() for to in following}
    assert set(QUIET) == set(NEXT) - set(ENDED)


@given(st.lists(st.integers(0, 5), max_size=12))
def test_whatever_is_chosen_a_referral_ends_in_one_of_four_ways(choices: list[int]) -> None:
    state, walked = "considered", 0
    for number in choices:
        if NEXT[state]:
            state, walked = NEXT[state][number % len(NEXT[state])], walked + 1
    assert state in NEXT
    assert walked <= 8, "nothing goes in a circle"
    assert (state in ENDED) == (not NEXT[state])


def test_a_place_on_a_waiting_list_may_be_long_but_an_answer_may_not() -> None:
    row = Referral(state="sent", considered_on=date(2026, 9, 1), sent_on=date(2026, 10, 1))
    assert waiting(row, date(2026, 11, 23)) == (53, True)
    row.state, row.answered_on = "waiting", date(2026, 10, 1)
    assert waiting(row, date(2026, 11, 23)) == (53, False)


def test_the_review_names_each_referral_with_its_state_and_where_the_family_s_yes_is_written_down(
    client: Client, world: World
) -> None:
    cycle, _rows = considered(world)
    with sight.looking(world.hannah.sight()):
        do_actions.start_review(world.hannah.act(), Cycle.get_by_id(cycle.id))
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/review")
    client.click("Write down that the family agrees")
    client.submit("/consent", who="Magda Wieczorek", how="phone")
    client.get(f"/cycles/{cycle.id}/review")
    assert "Write down that the family agrees" not in client.page.text
    assert "family agrees, not sent yet" in client.page.text
    assert client.click(SPEECH).h1.strip().endswith(SPEECH)
    with sight.looking(world.hannah.sight()):
        meeting = Meeting(TODAY, "Magda", "He looks up", "referral", "Same adult")
        review_actions.hold(world.hannah.act(), Cycle.get_by_id(cycle.id), meeting)
    page = client.sign_in(world.magda).get(f"/family/{world.tomasz}/review")
    assert str(FAMILY["consent"]) in page.text
    assert SPEECH in client.click("Help from other services").text
