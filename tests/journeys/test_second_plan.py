"""A second plan, built on what the first cycle taught, as Hannah writes it without JavaScript: little is typed, nothing twice."""

from __future__ import annotations

from portal import clock
from portal.access import sight
from portal.cycles.learn.models import LearningUse
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Attendee, Outcome, Provision, Target
from portal.cycles.rows import Rows
from tests.client import Client
from tests.journeys.cycle_steps import assess, do_and_review, learn, send_plan, the_cycle, write_plan
from tests.world import World

HOPE = "I want him to tell me about his day."


def first_cycle(client: Client, world: World) -> Cycle:
    """The first cycle of Tomasz from its opening to its close."""
    client.sign_in(world.hannah)
    assess(client, world)
    write_plan(client, world)
    send_plan(client, world)
    do_and_review(client, world)
    learn(client)
    return the_cycle(world)


def assess_again(client: Client, world: World) -> Cycle:
    """The second cycle: new views, one observation, the understanding confirmed or refined; on to Plan."""
    client.get(f"/children/{world.tomasz}/cycles/new")
    client.submit("cycles/new")
    client.follow()
    cycle = the_cycle(world)
    for whose, name, text in (
        ("family", "Magda Wieczorek, on the phone", f"He points at the bread now. {HOPE}"),
        ("child", "Tomasz, by choosing pictures", "Bucket, outside, Sana"),
    ):
        client.get(f"/cycles/{cycle.id}/views/new?whose={whose}")
        client.submit("views/new", whose=whose, name=name, text=text, audience="family")
        client.follow()
    client.get(f"/cycles/{cycle.id}/evidence/new?source=in_house")
    client.submit(
        "evidence/new", source="in_house", reach="targeted", name="Sana Rehman", text="14 words in 20 minutes"
    )
    client.follow()
    client.get(f"/cycles/{cycle.id}/understanding")
    client.submit(
        "understanding", statement="Understands more than he can say, and says more at snack.",
        barriers="Being understood in noise", changed="More words", why="14 words in 20 minutes, 9 before",
    )  # fmt: skip
    client.get(f"/cycles/{cycle.id}/assess")
    client.submit("/stage")
    client.follow()
    return cycle


def carry_on(client: Client, cycle: Cycle) -> None:
    """The outcome goes on with its unfinished target; what was measured at the review is where he stands now."""
    client.get(f"/cycles/{cycle.id}/plan")
    assert "From cycle 1" in client.page.text
    assert "0 of 2 learnings carried on · 2 to decide" in client.page.text
    client.click("Carry on this outcome")
    assert client.page.forms[-1]["data"]["text"] == ["be understood by other children"]
    client.submit("outcomes/new", hope=HOPE, area="CI")
    page = client.follow()
    assert HOPE in page.text
    assert "now: 3 of 5 on two days (tally, Sana)" in page.text
    client.click("Change Offers at snack")
    client.submit("/targets/", how_well="5 of 5 times over 5 sessions", generalise="At home with Magda")
    page = client.follow()
    assert "Tomasz points to or names 1 of 2 offered items, 5 of 5 times over 5 sessions, by " in page.text
    assert "Used next: At home with Magda" in page.text


def use_what_was_learnt(client: Client, cycle: Cycle) -> None:
    """One learning becomes what every adult does, one is set aside with a reason: the thread has its strength."""
    client.get(f"/cycles/{cycle.id}/plan")
    client.click("Decide about what was learnt before")
    client.click("Decide : Picture first, words second")
    assert client.page.forms[-1]["data"]["ordinary"] == ["On the table card for all"]
    client.submit("/inherited/", place="ordinary")
    client.follow()
    client.click("Decide : The sand timer makes him anxious")
    client.submit("/inherited/", place="aside", status=422)
    assert "Say why it is set aside." in client.page.text
    client.submit("/inherited/", place="aside", why="No timer is used in the room any more")
    page = client.follow()
    assert "1 of 2 learnings carried on · 1 set aside" in page.text


def choose_help(client: Client, cycle: Cycle) -> None:
    """While help is chosen, what was tried before stands beside it, with what was given of it."""
    page = client.get(f"/cycles/{cycle.id}/plan/provisions/choice?q=attention")
    assert "Tried before" in page.text
    assert "Attention Autism" in page.text
    page = client.get(f"/cycles/{cycle.id}/plan")
    assert "goes on" in page.text, "what runs goes on under the new plan without being typed again"


def meet_and_agree(client: Client, world: World, cycle: Cycle) -> None:
    """Family and child are asked, the meeting is written down once, and the agreement takes it over."""
    client.get(f"/cycles/{cycle.id}/plan")
    client.click("Ask people to the meeting")
    client.submit("plan/meeting", others="Ewa Wieczorek, grandmother")
    page = client.follow()
    assert "Magda Wieczorek, mother" in page.text
    client.click("Write down the meeting")
    with sight.looking(world.hannah.sight()):
        came = [str(row.id) for row in Attendee.select().where(Attendee.cycle == cycle)]
    client.submit("meeting/record", came=came, decisions="Magda tries snack choices at home. All agreed.")
    client.follow()
    client.click("Set teacher and review date")
    client.submit("arrangements", senco_support="Watches one snack a fortnight", briefings="Monday 8:40")
    client.follow()
    client.click("Agree the plan")
    assert "Ewa Wieczorek (grandmother)" in client.page.forms[-1]["data"]["meeting"][0]
    client.submit("agreement")
    client.follow()
    client.submit("circulation")
    client.follow()


def test_hannah_builds_the_second_plan_on_what_the_first_cycle_taught(client: Client, world: World) -> None:
    first = first_cycle(client, world)
    cycle = assess_again(client, world)
    carry_on(client, cycle)
    use_what_was_learnt(client, cycle)
    choose_help(client, cycle)
    meet_and_agree(client, world, cycle)
    with sight.looking(world.hannah.sight()):
        row = Cycle.get_by_id(cycle.id)
        assert (row.number, row.follows_id, row.responsible_teacher_id) == (2, first.id, world.sana.person)
        assert (row.agreed_on, row.circulated_on) == (clock.today(), clock.today())
        assert [one.state for one in Rows(row).inherited] == ["used", "aside"]
        assert {one.name for one in Rows(row).provisions} == {"Attention Autism", "On the table card for all"}
        target = Target.get(Target.cycle == cycle.id)
        assert target.outcome == Outcome.get(Outcome.cycle == cycle.id)
        assert LearningUse.get(LearningUse.used).provision == Provision.get(Provision.kind == "strategy")


def test_victor_reads_no_second_plan_of_tomasz(client: Client, world: World) -> None:
    client.sign_in(world.hannah).get(f"/children/{world.tomasz}/cycles/new")
    client.submit("cycles/new")
    cycle = the_cycle(world)
    client.sign_out().sign_in(world.victor)
    for path in ("plan", "inherited", "plan/meeting", "plan/meeting/record", "plan/arrangements", "lead"):
        client.get(f"/cycles/{cycle.id}/{path}", status=404)
