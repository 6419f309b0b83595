"""The plan as a family meets it: one tap to answer, where their words went, the meeting, paper."""

from __future__ import annotations

from datetime import date

from portal.access import sight
from portal.cycles import opening
from portal.cycles.assess import actions as assess_actions
from portal.cycles.assess.earlier import earlier
from portal.cycles.circulation import receipt_actions
from portal.cycles.facts import Receiver
from portal.cycles.models import Cycle
from portal.cycles.plan import agree_actions, meeting_actions
from portal.cycles.plan import aim_actions as plan_actions
from portal.cycles.plan.meeting_actions import When
from portal.cycles.plan.models import Attendee, Circulation
from portal.cycles.rows import Rows
from portal.notices.models import Notice
from tests.client import Client
from tests.cycles import walk
from tests.statements import counted
from tests.world import TODAY, World


def sent(world: World) -> Cycle:
    cycle = walk.planned(world)
    with sight.looking(world.hannah.sight()):
        agree_actions.agree(world.hannah.act(), cycle, met_on=TODAY, meeting="Magda, Sana, Hannah")
        agree_actions.circulate(world.hannah.act(), cycle, [Receiver("Magda Wieczorek", "mother", world.magda.person)])
    return cycle


def copy_of(world: World) -> Circulation:
    with sight.looking(world.hannah.sight()):
        return Circulation.get(Circulation.person == world.magda.person)


def test_magda_agrees_with_one_tap_and_the_senco_hears_of_it(client: Client, world: World) -> None:
    sent(world)
    client.sign_in(world.magda).get(f"/family/{world.tomasz}")
    client.click("Read the plan")
    client.submit("/plan", button=("receipt", "agreed"))
    assert "You agreed on 23 November 2026." in client.follow().text
    assert copy_of(world).receipt == "agreed"
    with sight.looking(world.hannah.sight()):
        assert Notice.select().where(Notice.kind == "plan_answered").exists()


def test_magda_agrees_and_says_something(client: Client, world: World) -> None:
    sent(world)
    client.sign_in(world.magda).get(f"/family/{world.tomasz}/plan")
    client.submit("/plan", button=("receipt", "agreed"), comment="Please let Polish count.")
    copy = copy_of(world)
    assert (copy.receipt, copy.comment, copy.audience) == ("with_comment", "Please let Polish count.", "professionals")


def test_magda_may_read_now_and_answer_later(client: Client, world: World) -> None:
    sent(world)
    client.sign_in(world.magda).get(f"/family/{world.tomasz}/plan")
    client.submit("/plan", button=("receipt", "seen"))
    assert "You read it on 23 November 2026." in client.follow().text
    assert "Read the new plan." in client.get(f"/family/{world.tomasz}").text


def test_a_wish_without_words_comes_back_with_what_to_do(client: Client, world: World) -> None:
    sent(world)
    client.sign_in(world.magda).get(f"/family/{world.tomasz}/plan")
    page = client.submit("/plan", button=("receipt", "commented"), status=422)
    assert "Write what you would change" in page.text


def test_magda_sees_what_she_said_and_which_aim_came_of_it(client: Client, world: World) -> None:
    cycle = walk.planned(world)
    act = world.hannah.act()
    with sight.looking(world.hannah.sight()):
        outcome = walk.outcome_of(cycle)
        plan_actions.set_outcome(
            act, cycle, outcome, verb="develop", text=outcome.text, aspiration="He points and cries."
        )
        agree_actions.agree(act, cycle, met_on=TODAY, meeting="All")
        agree_actions.circulate(act, cycle, [Receiver("Magda Wieczorek", "mother", world.magda.person)])
    text = client.sign_in(world.magda).get(f"/family/{world.tomasz}/plan").text
    assert "He points and cries. Magda Wieczorek, 23 Nov 2026." in text
    assert "It went into the plan: be understood by other children" in text


def test_what_magda_wrote_of_her_own_accord_in_this_round_stands_with_the_plan_once(
    client: Client, world: World
) -> None:
    cycle = walk.planned(world)
    client.sign_in(world.magda).get(f"/family/{world.tomasz}/views/new")
    client.submit("views/new", text="He sleeps better since the mornings are quiet.")
    with sight.looking(world.hannah.sight()):
        agree_actions.agree(world.hannah.act(), cycle, met_on=TODAY, meeting="All")
        copies = [Receiver("Magda Wieczorek", "mother", world.magda.person)]
        agree_actions.circulate(world.hannah.act(), cycle, copies)
    text = client.get(f"/family/{world.tomasz}/plan").text
    assert text.count("He sleeps better since the mornings are quiet.") == 1


def test_a_paper_copy_is_said_to_be_one(client: Client, world: World) -> None:
    cycle = sent(world)
    with sight.looking(world.hannah.sight()):
        receipt_actions.give_receipt(
            world.hannah.act(), cycle, copy_of(world), receipt="paper", handed_by="Sana at the gate"
        )
    assert (
        "You got it on paper on 23 November 2026."
        in client.sign_in(world.magda).get(f"/family/{world.tomasz}/plan").text
    )


def test_the_family_reads_no_costs(client: Client, world: World) -> None:
    sent(world)
    assert "£" not in client.sign_in(world.magda).get(f"/family/{world.tomasz}/plan").text


def test_magda_is_asked_to_the_meeting_and_says_that_she_comes(client: Client, world: World) -> None:
    cycle = walk.planning(world)
    with sight.looking(world.hannah.sight()):
        meeting_actions.invite(
            world.hannah.act(), cycle, When(date(2026, 11, 26), "08:30", "Kingfishers"),
            [Receiver("Magda Wieczorek", "mother", world.magda.person)],
        )  # fmt: skip
    page = client.sign_in(world.magda).get(f"/family/{world.tomasz}")
    assert "Come to the meeting." in page.text
    page = client.get(f"/family/{world.tomasz}/meeting")
    assert "Thursday 26 November 2026, 8:30am" in page.text
    assert "Choose whether you can come" in client.submit("meeting", status=422).text
    client.submit("meeting", button=("said", "coming"))
    assert "You said: yes, I come." in client.follow().text
    with sight.looking(world.hannah.sight()):
        assert Attendee.get(Attendee.person == world.magda.person).answer == "coming"
    client.sign_in(world.peter).get(f"/family/{world.tomasz}/meeting", status=404)
    client.sign_in(world.victor).get(f"/family/{world.tomasz}/meeting", status=403)


def test_the_family_plan_costs_a_fixed_number_of_statements(client: Client, world: World) -> None:
    cycle = sent(world)
    client.sign_in(world.magda).get(f"/family/{world.tomasz}/plan")
    with counted() as few:
        client.get(f"/family/{world.tomasz}/plan")
    with sight.looking(world.hannah.sight()):
        for number in range(6):
            plan_actions.set_target(
                world.hannah.act(), cycle, walk.outcome_of(cycle), None, walk.SNACK._replace(name=f"Snack {number}")
            )
        agree_actions.agree(world.hannah.act(), cycle, met_on=TODAY, meeting="All")
        agree_actions.circulate(world.hannah.act(), cycle, [Receiver("Magda Wieczorek", "mother", world.magda.person)])
    # The first look also marks the notice as read.
    client.get(f"/family/{world.tomasz}/plan")
    with counted() as many:
        page = client.get(f"/family/{world.tomasz}/plan")
    assert "new Target: Snack 5" in page.text
    assert len(few) <= len(many) <= 12, "\n".join(many)


def test_magda_is_asked_in_the_new_round_although_her_words_of_the_last_one_were_taken_over(
    client: Client, world: World
) -> None:
    walk.closed(world)
    with sight.looking(world.hannah.sight()):
        cycle = opening.open_cycle(world.hannah.act(), world.tomasz)
        taken = assess_actions.take_over(world.hannah.act(), cycle, earlier(cycle, Rows(cycle)))
    assert "family" in [row.whose for row in taken]
    page = client.sign_in(world.magda).get(f"/family/{world.tomasz}")
    assert "Tell us what you see." in page.text
    client.click("Tell us now")
    client.submit("views/new", text="He sings on the bus")
    assert "Tell us what you see." not in client.follow().text


def test_the_story_speaks_to_magda_and_not_to_the_staff(client: Client, world: World) -> None:
    walk.closed(world)
    with sight.looking(world.hannah.sight()):
        cycle = opening.open_cycle(world.hannah.act(), world.tomasz)
        assess_actions.take_over(world.hannah.act(), cycle, earlier(cycle, Rows(cycle)))
    text = client.sign_in(world.magda).get(f"/family/{world.tomasz}?show=80").text
    for ours in (
        "We looked again at what we know already", "How one step went", "Offers at snack: mostly reached.",
        "Your family told us", "Tomasz told us", "We write down what we have learnt", "We began to make the plan",
    ):  # fmt: skip
        assert ours in text
    for theirs in ("taken over", "Target rated", "view given", "Learning pause", "Planning started", "Previous attain"):
        assert theirs not in text


def test_who_only_read_the_plan_fills_one_line_of_the_story(client: Client, world: World) -> None:
    cycle = walk.planned(world)
    readers = [Receiver(who.name, "", who.person) for who in (world.sana, world.priya, world.magda)]
    with sight.looking(world.hannah.sight()):
        agree_actions.agree(world.hannah.act(), cycle, met_on=TODAY, meeting="All")
        agree_actions.circulate(world.hannah.act(), cycle, readers)
    for who in (world.sana, world.priya):
        client.sign_in(who).get(f"/cycles/{cycle.id}/plan")
        client.submit("/plan/copy", button=("receipt", "seen"))
    text = client.sign_in(world.magda).get(f"/family/{world.tomasz}").text
    assert "2 people have read the plan" in text
    assert f"{world.priya.name}, {world.sana.name}" in text
    assert "Somebody answered" not in text
