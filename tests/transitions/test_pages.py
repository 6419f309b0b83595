"""The pages of a move as people meet them, without JavaScript."""

from datetime import date, timedelta
from typing import Any

from portal.access import sight
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Provision
from portal.timeline.models import Entry
from portal.transitions import continue_actions
from portal.transitions.models import Decision, Transition
from tests.client import Client
from tests.statements import counted
from tests.transitions.moving import accepted, arrived, cycle_three, learnt, plan, proposed, sent, strand
from tests.world import TODAY, World


def chosen(fields: dict[str, str]) -> dict[str, Any]:
    """Fields whose names hold the strand's number."""
    return dict(fields)


def test_hannah_finds_fernhill_and_proposes_the_move(client: Client, world: World) -> None:
    client.sign_in(world.hannah).get(f"/children/{world.tomasz}/moves/new?q=fern")
    client.click("Fernhill Primary School")
    client.submit("moves/new", kind="nursery_to_reception", moves_on=["4", "1", "2027"])
    client.follow(303)
    page = client.follow().text
    assert "Tomasz Wieczorek moves to Fernhill Primary School" in page
    assert "Tell the family" in page


def test_a_move_without_its_day_comes_back_with_the_words_kept(client: Client, world: World) -> None:
    client.sign_in(world.hannah).get(f"/children/{world.tomasz}/moves/new?to=0")
    page = client.submit("moves/new", status=422, to_name="A school in Leeds")
    assert "Enter the first day there" in page.text
    assert page.forms[-1]["data"]["to_name"] == ["A school in Leeds"]


def test_the_search_answers_htmx_with_its_part_only(client: Client, world: World) -> None:
    client.sign_in(world.hannah)
    headers = {"HX-Request": "true", "HX-Target": "found"}
    page = client.get(f"/children/{world.tomasz}/moves/new?q=oakf", headers=headers)
    assert [words for words, _href in page.links] == ["Oakfield Primary School"]
    assert not page.title


def test_the_move_goes_from_told_to_sent_to_arrived(client: Client, world: World) -> None:
    cycle_three(world)
    move = proposed(world, moves_on=TODAY)
    client.sign_in(world.hannah).get(f"/moves/{move.id}/family")
    client.submit("family", on=["23", "11", "2026"], how="Magda, at the gate")
    client.get(f"/moves/{move.id}/sharing")
    client.submit("sharing", family_views="yes", early_notes="no", told_by="Magda, by phone")
    page = client.get(f"/moves/{move.id}")
    assert "Magda, by phone" in page.text
    client.submit("sent")
    client.sign_in(world.anjali).get(f"/moves/{move.id}/acceptance")
    client.submit(
        "acceptance", room=str(world.oak_class), key_person=str(world.jess.person), readers=[str(world.kelechi.person)]
    )
    client.get(f"/moves/{move.id}/arrival")
    client.submit("arrival")
    page = client.follow()
    assert page.h1 == "Continue cycle 3 with Tomasz"
    assert "Millbrook Nursery answers questions until" in page.text


def test_anjali_decides_two_comes_back_and_continues_cycle_three(client: Client, world: World) -> None:
    cycle = cycle_three(world)
    photo, board, ears = (strand(world, name) for name in ("Photo first", "Now-and-next board", "Ear defenders"))
    talk = strand(world, "Attention Autism", kind="intervention", minutes=15, times_a_week=4)
    learnt(world, cycle, "Polish first doubles what he says")
    move = arrived(world)
    page = client.sign_in(world.anjali).get(f"/moves/{move.id}/continue")
    assert "Inherited: four things that help Tomasz now" in page.text
    assert "Polish first doubles what he says" in page.text
    client.submit(
        "continue",
        button=("go", "later"),
        **chosen({f"c{photo.id}": "keep", f"c{board.id}": "adapt", f"r{board.id}": "The wall has one."}),
    )
    assert "Saved. Come back" in client.follow().text
    page = client.get(f"/moves/{move.id}/continue")
    assert "2 of 4 decided." in page.text
    client.submit(
        "continue",
        button=("go", "continue"),
        **chosen({f"c{talk.id}": "keep", f"w{talk.id}": str(world.kelechi.person)}),
    )
    page = client.follow()
    assert page.h1 == "Cycle 3 goes on with Tomasz"
    assert "3 of 4 decided." in page.text
    with sight.looking(world.anjali.sight()):
        assert Cycle.get_by_id(cycle.id).setting_id == world.fernhill
        assert Provision.get_by_id(talk.id).deliverer_id == world.kelechi.person
        assert Decision.select().count() == 3
        assert Decision.select().where(Decision.provision == ears).count() == 0


def test_a_double_click_continues_once(client: Client, world: World) -> None:
    cycle_three(world)
    photo = strand(world, "Photo first")
    move = arrived(world)
    client.sign_in(world.anjali).get(f"/moves/{move.id}/continue")
    form = {**client.page.forms[-1]["data"], f"c{photo.id}": "keep", "go": "continue"}
    client.post(f"/moves/{move.id}/continue", form)
    client.post(f"/moves/{move.id}/continue", form)
    with sight.looking(world.anjali.sight()):
        assert Entry.select().where(Entry.kind == "cycle_continued").count() == 1
        assert Decision.select().count() == 1


def test_what_somebody_else_decided_meanwhile_is_not_overwritten_unseen(client: Client, world: World) -> None:
    cycle_three(world)
    photo = strand(world, "Photo first")
    move = arrived(world)
    client.sign_in(world.anjali).get(f"/moves/{move.id}/continue")
    form = {**client.page.forms[-1]["data"], f"c{photo.id}": "stop", f"r{photo.id}": "No camera.", "go": "later"}
    with sight.looking(world.anjali.sight()):
        now = Transition.get_by_id(move.id)
        continue_actions.decide(world.anjali.act(), now, {photo.id: continue_actions.Choice("keep")})
    page = client.post(f"/moves/{move.id}/continue", form, status=422)
    assert "Somebody saved this while you were writing." in page.text
    with sight.looking(world.anjali.sight()):
        assert Decision.get().choice == "keep"


def test_a_pause_without_reason_and_date_comes_back_and_nothing_is_saved(client: Client, world: World) -> None:
    cycle_three(world)
    photo, break_ = strand(world, "Photo first"), strand(world, "Trampoline break")
    move = arrived(world)
    client.sign_in(world.anjali).get(f"/moves/{move.id}/continue")
    page = client.submit(
        "continue", status=422, button=("go", "continue"), **chosen({f"c{photo.id}": "keep", f"c{break_.id}": "pause"})
    )
    assert "Trampoline break: Pause needs a reason and a date." in page.text
    with sight.looking(world.anjali.sight()):
        assert Decision.select().count() == 0


def test_restarting_needs_a_reason_on_its_own_page(client: Client, world: World) -> None:
    cycle_three(world)
    move = arrived(world)
    client.sign_in(world.anjali).get(f"/moves/{move.id}/continue")
    client.click("I need to restart instead")
    client.submit("restart", status=422)
    client.submit("restart", reason="We have no such room.")
    with sight.looking(world.anjali.sight()):
        assert Transition.get_by_id(move.id).restart_reason == "We have no such room."


def test_section_f_offers_an_early_review_instead_of_pause_and_stop(client: Client, world: World) -> None:
    cycle_three(world)
    speech = strand(world, "Speech therapy", section_f=True)
    move = arrived(world)
    page = client.sign_in(world.anjali).get(f"/moves/{move.id}/continue")
    assert "Only the authority may pause or stop this." in page.text
    assert "Stop" not in page.text
    client.submit(
        "continue", status=422, button=("go", "later"), **chosen({f"c{speech.id}": "stop", f"r{speech.id}": "No"})
    )
    client.click("Ask for an early review")
    client.submit("early-review", reason="He reads alone now.")


def test_the_teacher_reads_the_gate_and_decides_nothing(client: Client, world: World) -> None:
    cycle_three(world)
    photo = strand(world, "Photo first")
    move = arrived(world)
    page = client.sign_in(world.jess).get(f"/moves/{move.id}/continue")
    assert "Photo first" in page.text
    assert not any("continue" in form["action"] and form["buttons"] for form in page.forms)
    client.post(f"/moves/{move.id}/continue", {f"c{photo.id}": "stop"}, status=403)


def test_kelechi_reads_what_works_and_says_so(client: Client, world: World) -> None:
    cycle = cycle_three(world)
    learnt(world, cycle, "Picture first, words second")
    strand(world, "Photo first")
    accepted(world)
    page = client.sign_in(world.kelechi).get(f"/children/{world.tomasz}/what-works")
    assert "Picture first, words second" in page.text
    client.submit("what-works")
    assert "I have read this" not in client.follow().text


def test_magda_says_they_move_and_chooses_what_is_shared(client: Client, world: World) -> None:
    client.sign_in(world.magda).get(f"/family/{world.tomasz}/moves/new?q=fernhill")
    client.click("Fernhill Primary School")
    client.submit("moves/new", moves_on=["4", "1", "2027"])
    client.follow(303)
    page = client.follow()
    assert page.h1 == "What may we share?"
    client.submit("sharing", family_views="yes", child_views="no")
    with sight.looking(world.magda.sight()):
        move = Transition.get(Transition.pupil == world.tomasz)
        assert (move.started_by, move.agreed_on) == ("family", TODAY)
    assert "Tomasz Wieczorek" in client.sign_in(world.hannah).get("/moves").text


def test_hannah_answers_a_question_after_tomasz_has_left(client: Client, world: World) -> None:
    move = arrived(world)
    client.sign_in(world.anjali).get(f"/moves/{move.id}/questions/new")
    client.submit("questions", words="Which song calms him?")
    client.sign_in(world.hannah).get("/moves")
    page = client.click("Tomasz Wieczorek")
    assert "Which song calms him?" in page.text
    client.submit("questions", words="Wlazł kotek.")
    assert "Tomasz" not in client.follow().text
    assert "Wlazł kotek." in client.sign_in(world.anjali).get(f"/moves/{move.id}").text


def test_settling_is_checked_and_the_family_met(client: Client, world: World) -> None:
    move = arrived(world)
    client.sign_in(world.anjali).get(f"/moves/{move.id}/meeting")
    client.submit("meeting", on=["13", "11", "2026"])
    client.get(f"/moves/{move.id}/checks/check_2_weeks")
    client.submit("checks", note="Plays beside two others.")
    assert "Plays beside two others." in client.follow().text


def test_sana_becomes_key_person_of_tomasz(client: Client, world: World) -> None:
    client.sign_in(world.hannah).get(f"/children/{world.tomasz}/room")
    client.submit("room", key_person=str(world.sana.person), readers=[str(world.sana.person)])
    with sight.looking(world.hannah.sight()):
        assert Entry.select().where(Entry.kind == "room_changed").count() == 1


def test_a_move_is_cancelled_and_a_child_did_not_arrive(client: Client, world: World) -> None:
    move = accepted(world, moves_on=TODAY + timedelta(days=9))
    client.sign_in(world.anjali).get(f"/moves/{move.id}/cancellation")
    client.submit("cancellation", status=422)
    client.submit("cancellation", reason="They stay.")
    client.get(f"/moves/{move.id}", status=404)
    second = arrived(world)
    client.get(f"/moves/{second.id}/no-arrival")
    client.submit("no-arrival", reason="They never came.")
    client.get(f"/moves/{second.id}", status=404)
    assert "did not arrive" in client.sign_in(world.hannah).get(f"/moves/{second.id}").text


def test_a_child_who_came_without_a_handover_is_carried_on_with_one_button(client: Client, world: World) -> None:
    cycle_three(world)
    from portal.pupils.models import Placement

    with sight.system("test: a claim was answered"):
        Placement.update(state="left", ended_on=date(2026, 11, 13)).where(Placement.pupil == world.tomasz).execute()
        start = date(2026, 11, 16)
        Placement.create(pupil=world.tomasz, setting=world.fernhill, starts_on=start, sees_from=start)
    assert "Came to you without a handover" in client.sign_in(world.anjali).get("/moves").text
    client.submit("received")
    client.follow(303)
    client.follow()
    assert client.click("Continue the cycle").h1 == "Continue cycle 3 with Tomasz"


def test_the_list_of_moves_costs_the_same_whatever_its_length(client: Client, world: World) -> None:
    cycle_three(world)
    strand(world, "Photo first")
    arrived(world)
    client.sign_in(world.anjali).get("/moves")
    with counted() as few:
        client.get("/moves")
    with sight.system("test: more moves"):
        for _number in range(20):
            Transition.create(
                pupil=world.nia, from_setting=world.fernhill, to_setting=world.harbour_lane, kind="year_6_to_7",
                proposed_on=TODAY, moves_on=TODAY,
            )  # fmt: skip
    # The first look at a list is written down.
    client.get("/moves")
    with counted() as many:
        client.get("/moves")
    # One of them counts what is new for Anjali: the move was accepted.
    assert len(many) == len(few) <= 7


def test_the_continue_page_stays_within_thirteen_statements(client: Client, world: World) -> None:
    cycle = cycle_three(world)
    for number in range(9):
        strand(world, f"Help {number}")
        learnt(world, cycle, f"Lesson {number}")
    move = arrived(world)
    client.sign_in(world.anjali).get(f"/moves/{move.id}/continue")
    with counted() as statements:
        client.get(f"/moves/{move.id}/continue")
    # One of them counts what is new for Anjali.
    assert len(statements) <= 13


def test_victor_meets_no_page_of_this_move(client: Client, world: World) -> None:
    cycle_three(world)
    photo = strand(world, "Photo first")
    move = arrived(world)
    client.sign_in(world.victor)
    for path in (
        "", "/family", "/sharing", "/acceptance", "/arrival", "/departure", "/cancellation", "/no-arrival", "/continue",
        "/restart", f"/strands/{photo.id}/early-review", "/readers", "/meeting", "/checks/check_2_weeks", "/questions/new",
    ):  # fmt: skip
        client.get(f"/moves/{move.id}{path}", status=404)
    client.post(f"/moves/{move.id}/sent", status=404)
    for path in ("moves/new", "what-works", "room", "moves/newest"):
        client.get(f"/children/{world.tomasz}/{path}", status=404)
    assert "Tomasz" not in client.get("/moves").text
    client.sign_in(world.peter).get(f"/family/moves/{move.id}/sharing", status=404)
    client.get(f"/family/{world.tomasz}/moves/new", status=404)


def test_a_withheld_place_stands_on_no_page_of_the_others(client: Client, world: World) -> None:
    move = sent(world, withheld=True)
    for who, path in (
        (world.hannah, "/moves"),
        (world.hannah, f"/moves/{move.id}"),
        (world.magda, f"/family/moves/{move.id}/sharing"),
    ):
        page = client.sign_in(who).get(path)
        assert "Fernhill" not in page.text
        assert "a setting" in page.text
    assert plan(world).to_setting == world.fernhill
