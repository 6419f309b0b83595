"""What a parent and a young person meet, and what strangers do not."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from portal.access import sight
from portal.access.models import AccessList, AccessLog
from portal.cycles.assess.models import Contribution
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Attendee, Circulation, Outcome, Provision, Target
from portal.pupils.models import Guardianship, Placement
from portal.timeline.models import Entry
from portal.timeline.record import Story, record
from portal.transitions.models import Decision, Transition, TransitionReceipt
from tests.client import Client
from tests.cycles import walk
from tests.statements import counted
from tests.world import NOW, TODAY, Who, World


@pytest.fixture
def cycle(world: World) -> Iterator[Cycle]:
    """Tomasz's fourth cycle at Millbrook: the plan runs since four weeks, its review is on 4 December."""
    with sight.system("test"):
        made = Cycle.create(
            pupil=world.tomasz, number=4, setting=world.millbrook, stage="do", opened_on=date(2026, 10, 1),
            agreed_on=date(2026, 10, 21), circulated_on=date(2026, 10, 22), started_on=date(2026, 11, 2),
            review_on=date(2026, 12, 11), responsible_teacher=world.sana.person,
        )  # fmt: skip
        outcome = Outcome.create(pupil=world.tomasz, cycle=made, text="Tomasz tells other children what he wants")
        Target.create(
            pupil=world.tomasz, cycle=made, outcome=outcome, does_what="Tomasz points to one of two things at snack",
            how_well="4 times out of 5", by_when=date(2026, 12, 11), baseline="1 of 5", measured_how="tally",
        )  # fmt: skip
        Provision.create(
            pupil=world.tomasz, cycle=made, setting=world.millbrook, name="Photo first, then one word",
            starts_on=date(2026, 11, 2), kind="strategy",
        )  # fmt: skip
        Provision.create(
            pupil=world.tomasz, cycle=made, setting=world.millbrook, name="Bucket time", times_a_week=3,
            deliverer=world.sana.person, starts_on=date(2026, 11, 2), kind="intervention",
        )  # fmt: skip
    return made


def moved(world: World, cycle: Cycle, state: str = "continued", **more: object) -> Transition:
    """Tomasz has moved from Millbrook to Fernhill on 16 November."""
    with sight.system("test"):
        Placement.update(state="left", ended_on=date(2026, 11, 15)).where(Placement.pupil == world.tomasz).execute()
        Placement.create(
            pupil=world.tomasz, setting=world.fernhill, starts_on=date(2026, 11, 16), sees_from=date(2026, 11, 1),
            withheld=bool(more.get("withheld")),
        )  # fmt: skip
        Cycle.update(setting=world.fernhill).where(Cycle.id == cycle.id).execute()
        return Transition.create(
            pupil=world.tomasz, from_setting=world.millbrook, to_setting=world.fernhill, kind="mid_year", state=state,
            proposed_on=date(2026, 11, 1), moves_on=date(2026, 11, 16), arrived_on=date(2026, 11, 16), cycle=cycle,
            continued_on=date(2026, 11, 19), decide_by=date(2026, 12, 4), **more,
        )  # fmt: skip


def said(world: World, who: Who, title: str, body: str, audience: str = "family") -> Entry:
    """Somebody writes a note about Tomasz."""
    with sight.looking(who.sight()):
        return record(who.act(), Story("note", title, body, audience=audience), pupil=world.tomasz)


def test_magda_reads_that_fernhill_carries_on_with_the_plan(client: Client, world: World, cycle: Cycle) -> None:
    moved(world, cycle)
    page = client.sign_in(world.magda).get(f"/family/{world.tomasz}")
    assert page.h1 == "Tomasz has started at Fernhill Primary School"
    assert "Fernhill Primary School is carrying on with the plan from Millbrook Nursery." in page.text
    assert "They are not starting again. We are in week 4 of 6." in page.text


def test_magda_reads_what_was_kept_and_what_changes_with_the_reason(client: Client, world: World, cycle: Cycle) -> None:
    move = moved(world, cycle)
    with sight.system("test"):
        photo, bucket = Provision.select().where(Provision.pupil == world.tomasz).order_by(Provision.id)
        for what, choice, why in ((photo, "keep", ""), (bucket, "adapt", "The class has the same photos on the wall.")):
            Decision.create(
                pupil=world.tomasz, transition=move, cycle=cycle, setting=world.fernhill, provision=what,
                choice=choice, reason=why, by=world.anjali.person, by_name="Anjali Deshmukh", on=TODAY,
            )  # fmt: skip
    text = client.sign_in(world.magda).get(f"/family/{world.tomasz}").text
    assert "Photo first, then one word is kept." in text
    assert "Bucket time changes a little. The class has the same photos on the wall." in text


def test_undecided_help_is_named_with_its_date(client: Client, world: World, cycle: Cycle) -> None:
    moved(world, cycle, "accepted")
    text = client.sign_in(world.magda).get(f"/family/{world.tomasz}").text
    assert "Not decided yet: Photo first, then one word, Bucket time. We will say by 4 December 2026." in text


def test_a_settling_check_stands_on_its_own_day(client: Client, world: World, cycle: Cycle) -> None:
    move = moved(world, cycle)
    with sight.system("test"):
        for step, due, done in (("check_2_weeks", TODAY, TODAY), ("check_6_weeks", date(2027, 1, 4), None)):
            TransitionReceipt.create(pupil=world.tomasz, transition=move, step=step, due_on=due, on=done)
    text = client.sign_in(world.magda).get(f"/family/{world.tomasz}").text
    assert "Jan 4 Mon How is Tomasz settling?" in text
    assert text.count("How is Tomasz settling?") == 1


def test_a_withheld_setting_is_never_named_to_the_family(client: Client, world: World, cycle: Cycle) -> None:
    moved(world, cycle, withheld=True)
    with sight.system("test"):
        AccessLog.create(
            person_id=world.anjali.person, role="senco", setting_id=world.fernhill, pupil_id=world.tomasz, page="child",
            hour=NOW.replace(tzinfo=None), first_at=NOW.replace(tzinfo=None),
        )  # fmt: skip
    said(world, world.anjali, "First day", "He hung up his coat.")
    page = client.sign_in(world.magda).get(f"/family/{world.tomasz}")
    assert "Tomasz has started at the new setting" in page.text
    assert "Fernhill" not in page.text
    assert "Anjali" not in page.text
    assert "SENCO, a setting" in page.text
    assert "Fernhill" not in client.get("/family/access").text


def test_peter_is_a_stranger_to_tomasz(client: Client, world: World, cycle: Cycle) -> None:
    entry = said(world, world.hannah, "He said jeszcze", "He asked for more.")
    client.sign_in(world.peter)
    for path in (
        "", "/views/new", "/plan", "/words/new", f"/entries/{entry.id}/question", f"/entries/{entry.id}/disagreement",
    ):  # fmt: skip
        client.get(f"/family/{world.tomasz}{path}", 404)
    client.get(f"/family/access?child={world.tomasz}", 404)


def test_victor_has_no_family_pages_at_all(client: Client, world: World) -> None:
    client.sign_in(world.victor).get(f"/family/{world.tomasz}", 403)


def test_magda_sees_only_what_is_for_the_family(client: Client, world: World) -> None:
    said(world, world.hannah, "Snack time", "He pointed at the apple.")
    said(world, world.hannah, "Team note", "Working note of the setting.", "setting")
    said(world, world.hannah, "For colleagues", "A word among professionals.", "professionals")
    text = client.sign_in(world.magda).get(f"/family/{world.tomasz}").text
    assert "He pointed at the apple." in text
    assert "Working note" not in text
    assert "among professionals" not in text


def test_the_page_costs_the_same_whatever_the_length_of_the_story(client: Client, world: World, cycle: Cycle) -> None:
    moved(world, cycle)
    client.sign_in(world.magda).get(f"/family/{world.tomasz}")
    with counted() as few:
        client.get(f"/family/{world.tomasz}")
    for number in range(40):
        said(world, world.anjali, f"Note {number}", "Words.")
    with counted() as many:
        page = client.get(f"/family/{world.tomasz}")
    assert len(few) == len(many) <= 12, many
    assert "Show what came before (20)" in page.text


def test_show_more_works_as_a_link(client: Client, world: World) -> None:
    for number in range(25):
        said(world, world.hannah, f"Note {number}.", "Words.")
    client.sign_in(world.magda).get(f"/family/{world.tomasz}")
    assert "Note 2." not in client.page.text
    assert "Note 2." in client.click("Show what came before").text


def test_magda_gives_her_view_to_the_review_that_asked_for_it(client: Client, world: World, cycle: Cycle) -> None:
    with sight.system("test"):
        Cycle.update(review_on=TODAY + timedelta(days=7)).where(Cycle.id == cycle.id).execute()
    client.sign_in(world.magda).get(f"/family/{world.tomasz}")
    assert "Tell us how the plan went." in client.page.text
    client.click("Tell us now")
    client.submit("/review", better="He asks for milk now.", hard="Bedtime")
    page = client.follow()
    assert "Tell us how the plan went." not in page.text
    assert "He asks for milk now." in page.text
    assert "only the people who help see this" in page.text
    client.click("Read or change it")
    assert "Bedtime" in client.page.forms[-1]["data"]["hard"]
    with sight.looking(world.hannah.sight()):
        view = Contribution.get(Contribution.cycle == cycle)
        assert (view.whose, view.stage, view.audience) == ("family", "review", "professionals")
        assert view.name == "Magda Wieczorek, mother"


def test_the_other_parent_reads_it_only_when_the_writer_says_so(client: Client, world: World) -> None:
    with sight.system("test"):
        Guardianship.create(
            pupil=world.tomasz, person=world.peter.person, relationship="father", starts_on=date(2026, 1, 1)
        )
    client.sign_in(world.magda)
    for words, shared in (("Only for staff.", []), ("For both of us.", ["y"])):
        client.get(f"/family/{world.tomasz}/views/new")
        client.submit("views/new", text=words, shared=shared)
    text = client.sign_in(world.peter).get(f"/family/{world.tomasz}").text
    assert "For both of us." in text
    assert "Only for staff." not in text


def test_an_empty_view_comes_back_with_its_error(client: Client, world: World) -> None:
    client.sign_in(world.magda).get(f"/family/{world.tomasz}/views/new")
    page = client.submit("views/new", text="", status=422)
    assert "There is a problem" in page.text
    assert "Write a few words" in page.text


def test_what_the_tick_means_stands_after_it(client: Client, world: World) -> None:
    text = client.sign_in(world.magda).get(f"/family/{world.tomasz}/views/new").text
    assert text.index("Others in the family may read this too") < text.index("If you tick this")


def test_magda_is_asked_whether_she_comes_and_afterwards_whether_she_agrees(
    client: Client, world: World, cycle: Cycle
) -> None:
    with sight.system("test: Magda is asked to the review"):
        Attendee.create(
            pupil=world.tomasz, cycle=cycle, setting=world.millbrook, stage="review", person=world.magda.person,
            name="Magda Wieczorek", invited_on=TODAY,
        )  # fmt: skip
    client.sign_in(world.magda).get(f"/family/{world.tomasz}")
    assert "What we said about the plan" not in client.page.text
    assert "Come to the review." in client.page.text
    client.click("Answer now")
    assert client.page.forms[-1]["action"].endswith("/review-meeting")
    with sight.system("test: the review was held"):
        Cycle.update(stage="review", reviewed_on=TODAY, next_step="next_cycle").where(Cycle.id == cycle.id).execute()
    client.get(f"/family/{world.tomasz}")
    assert "Come to the review." not in client.page.text
    client.click("Read and answer")
    client.submit("/review", agrees="yes")
    client.get(f"/family/{world.tomasz}")
    assert "Read what we said at the review." not in client.page.text
    with sight.system("test: the cycle was closed"):
        Cycle.update(stage="learn", closed_on=TODAY).where(Cycle.id == cycle.id).execute()
    client.get(f"/family/{world.tomasz}")
    assert "Do you agree?" not in client.click("What we said about the plan").text


def test_magda_asks_and_disagrees_beside_an_entry_that_stays(client: Client, world: World) -> None:
    entry = said(world, world.hannah, "Story time", "He did not listen.")
    client.sign_in(world.magda).get(f"/family/{world.tomasz}")
    client.click("Ask about this")
    client.submit("question", text="Which book was it?")
    client.follow()
    client.click("I see it differently")
    client.submit("disagreement", text="He listens when it is quiet.")
    page = client.follow()
    assert "You asked" in page.text
    assert "You see it differently" in page.text
    with sight.looking(world.hannah.sight()):
        kinds = {row.kind: row.data["about_entry"] for row in Entry.select().where(Entry.author == world.magda.person)}
        assert kinds == {"question": entry.id, "disagreement": entry.id}
        assert Entry.get_by_id(entry.id).body == "He did not listen."


def test_magda_answers_the_plan_that_was_sent_to_her(client: Client, world: World, cycle: Cycle) -> None:
    with sight.system("test"):
        Circulation.create(
            pupil=world.tomasz, cycle=cycle, setting=world.millbrook, person=world.magda.person,
            name="Magda Wieczorek", role="mother", sent_on=date(2026, 10, 22),
        )  # fmt: skip
    client.sign_in(world.magda).get(f"/family/{world.tomasz}")
    page = client.click("Read the plan")
    assert "4 times out of 5" in page.text
    page = client.submit("plan", receipt="commented", comment="", status=422)
    assert "Write what you would change" in page.text
    client.submit("plan", receipt="commented", comment="Please let Polish count.")
    page = client.follow()
    assert "Read the new plan." not in page.text
    with sight.looking(world.hannah.sight()):
        copy = Circulation.get(Circulation.cycle == cycle)
        assert (copy.receipt, copy.receipt_on, copy.comment) == ("commented", TODAY, "Please let Polish count.")


def test_between_two_plans_magda_reads_that_the_next_is_being_written(client: Client, world: World) -> None:
    walk.closed(world)
    text = client.sign_in(world.magda).get(f"/family/{world.tomasz}").text
    assert "The next plan is being written. The help goes on." in text
    text = client.get(f"/family/{world.tomasz}/plan").text
    assert "The next plan is being written. The help goes on." in text
    client.click("Papers we gave you")


def test_without_an_agreed_plan_there_is_no_plan_page(client: Client, world: World) -> None:
    client.sign_in(world.magda).get(f"/family/{world.tomasz}/plan", 404)


def test_who_has_looked_names_roles_and_settings_never_people(client: Client, world: World) -> None:
    now = NOW.replace(tzinfo=None)
    for who, page in ((world.hannah, "child"), (world.priya, "child"), (world.lorna, "child"), (world.magda, "family")):
        AccessLog.create(
            person_id=who.person, role=who.role, setting_id=who.setting, pupil_id=world.tomasz, page=page, hour=now,
            first_at=now,
        )  # fmt: skip
    AccessList.create(
        person_id=world.sana.person, role="teacher", setting_id=world.millbrook, page="sessions", at=now,
        pupil_ids=sorted({world.tomasz, world.tomasz + 1000}),
    )  # fmt: skip
    AccessList.create(
        person_id=world.victor.person, role="senco", setting_id=world.oakfield, page="register", at=now,
        pupil_ids=[world.tomasz * 10 + 1],
    )  # fmt: skip
    text = client.sign_in(world.magda).get("/family/access").text
    for words in ("SENCO Millbrook Nursery", "speech and language therapist", "SEND officer the council"):
        assert words in text
    assert "the list for logging sessions" in text
    for name in ("Hannah", "Sana", "Oakfield", "parent or carer Millbrook"):
        assert name not in text


def test_nia_says_something_for_the_senco_only(client: Client, world: World) -> None:
    client.sign_in(world.nia_herself).get(f"/family/{world.nia}")
    assert client.page.h1 == "Hello Nia"
    client.click("Say something")
    page = client.submit("words/new", text="", status=422)
    assert "Choose a picture, or write a word" in page.text
    assert "Too loud" in page.text
    assert "Choose who may see this" in page.text
    client.submit("words/new", symbols=["loud", "worried"], text="In the hall", may_read="senco")
    assert "Nia said: Too loud, Worried" in client.follow().text
    assert "Too loud" not in client.sign_in(world.folake).get(f"/family/{world.nia}").text
    with sight.looking(world.anjali.sight()):
        assert Entry.get(Entry.kind == "child_view").body == "In the hall"
    with sight.looking(world.owen.sight()):
        assert not Entry.select().where(Entry.kind == "child_view").exists()


def test_nias_mother_cannot_speak_as_nia(client: Client, world: World) -> None:
    client.sign_in(world.folake).get(f"/family/{world.nia}/words/new", 403)


def test_a_view_sent_twice_is_kept_once(client: Client, world: World) -> None:
    client.sign_in(world.magda).get(f"/family/{world.tomasz}/views/new")
    data = {**client.page.forms[-1]["data"], "text": "Once is enough."}
    for _time in range(2):
        client.post(f"/family/{world.tomasz}/views/new", data)
    with sight.looking(world.magda.sight()):
        assert Entry.select().where(Entry.body == "Once is enough.").count() == 1
