"""A plan reaches everyone it concerns: who is proposed and why, receipts, silence, what cannot wait."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from portal.access import sight
from portal.access.acting import Refused
from portal.accounts.models import Assignment, Membership
from portal.cycles.circulation import queries as circulation_queries
from portal.cycles.circulation import receipt_actions
from portal.cycles.facts import Receiver
from portal.cycles.help import urgent_actions
from portal.cycles.models import Cycle
from portal.cycles.plan import agree_actions
from portal.cycles.plan.models import Attendee, Circulation, PlanVersion, Provision
from portal.family import actions as family
from portal.family import queries as family_queries
from portal.notices.models import Notice
from portal.pupils.models import Guardianship, Placement
from portal.timeline.models import Entry
from tests.client import Client
from tests.cycles import walk
from tests.statements import counted
from tests.world import TODAY, Who, World, person


def agreed(world: World) -> Cycle:
    """Tomasz's plan, agreed and not sent."""
    cycle = walk.planned(world)
    with sight.looking(world.hannah.sight()):
        return agree_actions.agree(world.hannah.act(), cycle, met_on=TODAY, meeting="Magda, Sana, Hannah")


def sent(world: World) -> Cycle:
    """Sent to Magda, Sana and Priya."""
    cycle = agreed(world)
    with sight.looking(world.hannah.sight()):
        agree_actions.circulate(
            world.hannah.act(), cycle,
            [
                Receiver("Magda Wieczorek", "mother", world.magda.person), Receiver("Sana Rehman", "teacher", world.sana.person),
                Receiver("Priya Nair", "speech therapist", world.priya.person), Receiver("Grandma Basia", "grandmother"),
            ],
        )  # fmt: skip
    return cycle


def copy_of(world: World, who: Who) -> Circulation:
    with sight.looking(world.hannah.sight()):
        return Circulation.get(Circulation.person == who.person)


def told(who: Who, setting: int | None = None) -> list[str]:
    """What somebody was told of the plan once it was agreed."""
    before = ("view_asked", "view_given", "teacher_named", "plan_agreed")
    with sight.looking(who.sight()):
        return [row.kind for row in Notice.select().order_by(Notice.id) if row.kind not in before]


def test_everyone_whom_the_plan_concerns_is_proposed_with_the_reason(world: World) -> None:
    with sight.system("test"):
        Membership.create(person=world.dee.person, setting=world.millbrook, role="dsl", starts_on=date(2024, 9, 1))
    cycle = agreed(world)
    with sight.looking(world.hannah.sight()):
        found = circulation_queries.plan_readers(cycle, but=world.hannah.person)
    assert [(one.name, one.why) for one in found] == [
        ("Magda Wieczorek", "family"),
        ("Dee Lowry", "leads safeguarding here"),
        ("Sana Rehman", "answers for the plan day to day"),
        ("Priya Nair", "was asked about the child"),
    ]


def test_a_parent_who_must_not_see_the_record_is_never_proposed(world: World) -> None:
    cycle = agreed(world)
    with sight.system("test"):
        Guardianship.create(
            pupil=world.tomasz, person=world.peter.person, relationship="father", starts_on=TODAY, may_see=False
        )
    with sight.looking(world.hannah.sight()):
        assert world.peter.person not in {one.person for one in circulation_queries.plan_readers(cycle)}
    with sight.looking(world.sana.sight()):
        assert world.peter.person not in {one.person for one in circulation_queries.plan_readers(cycle)}


def test_sana_who_may_send_it_is_proposed_the_family_that_was_asked_to_the_meeting(world: World) -> None:
    cycle = agreed(world)
    with sight.system("test"):
        for who, role in ((world.magda, "mother"), (world.peter, "father")):
            Attendee.create(
                pupil=world.tomasz, cycle=cycle, setting=world.millbrook, person=who.person, name=who.name, role=role
            )
    with sight.looking(world.sana.sight()):
        proposed = {one.name for one in circulation_queries.plan_readers(cycle, but=world.sana.person)}
    assert world.magda.name in proposed
    assert world.peter.name not in proposed, "nobody's father here: he may not see the child"


def test_who_is_to_give_the_help_reads_the_plan_before_it_begins(client: Client, world: World) -> None:
    with sight.system("test"):
        cycle = Cycle.create(pupil=world.nia, number=1, setting=world.fernhill, stage="plan", opened_on=TODAY)
        Provision.create(
            pupil=world.nia, setting=world.fernhill, name="Talk Boost", kind="intervention", status="planned",
            deliverer=world.kelechi.person, starts_on=TODAY,
        )  # fmt: skip
    client.sign_in(world.kelechi).get(f"/cycles/{cycle.id}/plan")
    client.sign_in(world.jess).get(f"/cycles/{cycle.id}/plan", status=404)


def test_a_plan_comes_with_a_notice_to_each_who_has_an_account(world: World) -> None:
    sent(world)
    assert told(world.magda) == told(world.priya) == ["plan_sent"]
    assert "plan_sent" in told(world.sana)
    assert told(world.victor) == []


def test_sana_says_with_one_tap_that_she_has_read_it(client: Client, world: World) -> None:
    cycle = sent(world)
    page = client.sign_in(world.sana).get(f"/cycles/{cycle.id}/plan")
    assert "This plan was sent to you" in page.text
    client.submit("/plan/copy", button=("receipt", "seen"))
    page = client.follow()
    assert "This plan was sent to you" not in page.text
    copy = copy_of(world, world.sana)
    assert (copy.receipt, copy.receipt_on) == ("seen", TODAY)
    assert "1 of 4 answered" in client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/plan").text


def test_priya_would_change_something_and_the_senco_hears_of_it(client: Client, world: World) -> None:
    cycle = sent(world)
    client.sign_in(world.priya).get(f"/cycles/{cycle.id}/plan/copy")
    page = client.submit("/plan/copy", receipt="commented", comment="", status=422)
    assert "Write what you want to say" in page.text
    client.submit("/plan/copy", receipt="commented", comment="Ten minutes are too long for him.")
    assert "plan_answered" in told(world.hannah)
    assert "Ten minutes are too long" in client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/plan").text
    assert "Ten minutes are too long" not in client.sign_in(world.magda).get(f"/family/{world.tomasz}/plan").text


def test_who_was_sent_no_copy_has_none_to_answer(client: Client, world: World) -> None:
    cycle = sent(world)
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/plan/copy", status=404)
    client.sign_in(world.victor)
    for page in ("copy", "circulation", "changes", "versions", "reminders"):
        client.get(f"/cycles/{cycle.id}/plan/{page}", status=404)


def test_nobody_answers_a_copy_of_somebody_else(world: World) -> None:
    cycle = sent(world)
    copy = copy_of(world, world.priya)
    with sight.looking(world.sana.sight()), pytest.raises(Refused, match="somebody else"):
        receipt_actions.answer_own(world.sana.act(), cycle, copy, receipt="agreed")


def test_a_paper_copy_says_who_handed_it_over(client: Client, world: World) -> None:
    cycle = sent(world)
    with sight.looking(world.hannah.sight()):
        copy = Circulation.get(Circulation.name == "Grandma Basia")
    client.sign_in(world.sana).get(f"/cycles/{cycle.id}/plan/receipts/{copy.id}")
    page = client.submit("receipts", receipt="paper", status=422)
    assert "Enter who handed over the paper copy" in page.text
    client.submit("receipts", receipt="paper", handed_by="Sana at the gate")
    assert "handed over by Sana at the gate" in client.follow().text


def test_not_reached_says_what_was_tried(client: Client, world: World) -> None:
    cycle = sent(world)
    with sight.looking(world.hannah.sight()):
        copy = Circulation.get(Circulation.name == "Grandma Basia")
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/plan/receipts/{copy.id}")
    assert "Enter what you tried" in client.submit("receipts", receipt="unreachable", status=422).text
    client.submit("receipts", receipt="unreachable", tries="Rang on 3 and 5 November.")
    assert "Rang on 3 and 5 November." in client.follow().text


def test_asking_again_is_counted_and_tells_once_more_those_who_are_silent(client: Client, world: World) -> None:
    cycle = sent(world)
    client.sign_in(world.sana).get(f"/cycles/{cycle.id}/plan")
    client.submit("/plan/copy", button=("receipt", "seen"))
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/plan/reminders")
    assert "3 people have not answered." in client.page.text
    client.submit("reminders")
    assert "asked again on 23 Nov 2026" in client.follow().text
    client.get(f"/cycles/{cycle.id}/plan/reminders")
    client.submit("reminders")
    assert "asked again 2 times, last on 23 Nov 2026" in client.follow().text
    assert told(world.magda) == ["plan_sent", "plan_asked_again", "plan_asked_again"]
    assert "plan_asked_again" not in told(world.sana)


def test_magdas_silence_is_written_down_and_delays_nothing(world: World) -> None:
    cycle = sent(world)
    with sight.looking(world.hannah.sight()):
        copy = copy_of(world, world.magda)
        receipt_actions.give_receipt(world.hannah.act(), cycle, copy, receipt="silent")
        agree_actions.start_doing(world.hannah.act(), cycle)
        begun = Entry.get((Entry.kind == "stage_started") & (Entry.stage == "do"))
        assert begun.body == "Not answered yet: 4 of 4 copies of the plan."
        assert begun.data["roles"] == ["mother", "teacher", "speech therapist", "grandmother"]
        assert "Magda" not in str(begun.data)


def test_at_a_withheld_setting_not_even_the_roles_are_written_down(world: World) -> None:
    cycle = sent(world)
    with sight.system("test"):
        Placement.update(withheld=True).where(Placement.pupil == world.tomasz).execute()
    with sight.looking(world.hannah.sight()):
        agree_actions.start_doing(world.hannah.act(), cycle)
        begun = Entry.get((Entry.kind == "stage_started") & (Entry.stage == "do"))
        assert begun.data["roles"] == []


def test_an_answer_of_ones_own_is_not_written_over_by_silence(world: World) -> None:
    cycle = sent(world)
    copy = copy_of(world, world.sana)
    with sight.looking(world.sana.sight()):
        receipt_actions.answer_own(world.sana.act(), cycle, copy, receipt="agreed")
    with sight.looking(world.hannah.sight()), pytest.raises(Refused, match="answer already"):
        receipt_actions.give_receipt(world.hannah.act(), cycle, copy, receipt="silent")


def test_what_magda_said_herself_is_not_written_over_by_others(world: World) -> None:
    cycle = sent(world)
    with sight.looking(world.magda.sight()):
        copy = copy_of(world, world.magda)
        kid, _children = family_queries.child_or_404(world.tomasz)
        family.answer_plan(world.magda.act(), kid, copy, "commented", "Not on Mondays", shared=False)
    with sight.looking(world.hannah.sight()), pytest.raises(Refused):
        receipt_actions.give_receipt(world.hannah.act(), cycle, copy_of(world, world.magda), receipt="agreed")
    assert copy_of(world, world.magda).comment == "Not on Mondays"


@pytest.mark.parametrize(
    "answer",
    [
        {"receipt": "silent"},
        {"receipt": "unreachable", "tries": "Rang on 3 November"},
        {"receipt": "commented", "comment": "He sleeps badly since the divorce"},
    ],
)
def test_one_parents_silence_and_words_are_not_the_others_to_read(world: World, answer: dict[str, str]) -> None:
    cycle = sent(world)
    with sight.system("test"):
        pavel = person("Pavel Wieczorek", "parent")
        Guardianship.create(pupil=world.tomasz, person=pavel.person, relationship="father", starts_on=TODAY)
    with sight.looking(world.hannah.sight()):
        receipt_actions.give_receipt(world.hannah.act(), cycle, copy_of(world, world.magda), **answer)
    with sight.looking(pavel.sight()):
        assert not Entry.select().where(Entry.kind == "receipt_given").exists()
        assert not Circulation.select().where(Circulation.person == world.magda.person).exists()
    with sight.looking(world.magda.sight()):
        assert Circulation.select().where(Circulation.person == world.magda.person).exists()


def test_somebody_forgotten_gets_the_same_version_later(client: Client, world: World) -> None:
    cycle = walk.doing(world)
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/plan")
    client.click("Send it to somebody more")
    assert "Magda Wieczorek" not in client.page.text
    client.submit("circulation", people=[str(world.priya.person)])
    with sight.looking(world.hannah.sight()):
        assert Circulation.get(Circulation.person == world.priya.person).plan_version == 1
        assert PlanVersion.select().count() == 1


def test_help_that_cannot_wait_begins_before_the_plan_and_the_family_is_told(client: Client, world: World) -> None:
    cycle = walk.planned(world)
    with sight.looking(world.hannah.sight()):
        row = walk.provision_of(cycle)
    client.sign_in(world.sana).get(f"/cycles/{cycle.id}/plan")
    client.click("Start it now, before the plan is sent")
    assert "Enter why it cannot wait" in client.submit("urgent", reason="", status=422).text
    client.submit("urgent", reason="He bites when nobody understands him.")
    assert "started early" in client.follow().text
    assert "Began before the plan was sent: He bites when nobody understands him." in client.page.text
    with sight.looking(world.hannah.sight()):
        standing = Provision.get_by_id(row.id)
        assert (standing.status, standing.starts_on) == ("running", TODAY)
        assert standing.urgent_reason == "He bites when nobody understands him."
        assert Cycle.get_by_id(cycle.id).stage == "plan"
    assert told(world.magda) == ["urgent_started"]
    assert "He bites when nobody understands him." in client.sign_in(world.magda).get(f"/family/{world.tomasz}").text


def test_an_urgent_start_leaves_an_agreed_plan_agreed(world: World) -> None:
    cycle = agreed(world)
    with sight.looking(world.hannah.sight()):
        urgent_actions.start_now(world.hannah.act(), cycle, walk.provision_of(cycle), "Cannot wait")
        assert Cycle.get_by_id(cycle.id).agreed_on == TODAY
        with pytest.raises(Refused, match="runs already"):
            urgent_actions.start_now(world.hannah.act(), cycle, walk.provision_of(cycle), "Again")


def test_the_plan_page_costs_the_same_with_many_copies(client: Client, world: World) -> None:
    cycle = sent(world)
    client.sign_in(world.hannah).get(f"/cycles/{cycle.id}/plan")
    with counted() as few:
        client.get(f"/cycles/{cycle.id}/plan")
    with sight.looking(world.hannah.sight()):
        more = [Receiver(f"Teacher {number}", "teacher") for number in range(12)]
        agree_actions.circulate(world.hannah.act(), Cycle.get_by_id(cycle.id), more)
    with counted() as many:
        client.get(f"/cycles/{cycle.id}/plan")
    assert len(few) == len(many) <= 12, "\n".join(many)


def test_a_ta_sees_the_plan_and_their_own_copy_only(client: Client, world: World) -> None:
    cycle = sent(world)
    with sight.system("test"):
        ta = Membership.create(
            person=world.kelechi.person, setting=world.millbrook, role="ta", starts_on=date(2024, 9, 1)
        )
        Assignment.create(
            person=world.kelechi.person, setting=world.millbrook, room=world.kingfishers,
            starts_on=TODAY - timedelta(days=7),
        )  # fmt: skip
    kelechi = world.kelechi._replace(setting=world.millbrook, membership=ta.id)
    page = client.sign_in(kelechi).get(f"/cycles/{cycle.id}/plan")
    assert "Attention Autism" in page.text
    assert "Magda Wieczorek" not in page.text
    assert "of 4 answered" not in page.text
    client.get(f"/cycles/{cycle.id}/plan/copy", status=404)
