"""What each person sees first, and the pages that every public service must have."""

from datetime import date, timedelta

import pytest

from portal.access import sight
from portal.access.models import AccessList
from portal.accounts.models import Membership
from portal.cycles.assess.models import Contribution
from portal.cycles.do.models import Delivery
from portal.cycles.learn.models import Learning
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Provision
from portal.organisation.models import Setting
from portal.pupils.models import Guardianship, Placement, Pupil
from portal.register.models import Registration
from portal.timeline.record import Story, record
from portal.transitions.models import Transition
from tests.client import Client
from tests.statements import counted
from tests.world import TODAY, World


def cycle(pupil: int, setting: int, stage: str = "do", **more: object) -> Cycle:
    """An open cycle."""
    with sight.system("test"):
        return Cycle.create(
            pupil=pupil, number=1, setting=setting, stage=stage, opened_on=date(2026, 9, 7), **more
        )  # fmt: skip


def help_for(pupil: int, setting: int, name: str, **more: object) -> Provision:
    """An intervention that runs since September."""
    with sight.system("test"):
        return Provision.create(
            pupil=pupil, setting=setting, name=name, kind="intervention", starts_on=date(2026, 9, 14), **more
        )  # fmt: skip


def test_anjali_starts_with_the_review_that_is_late(client: Client, world: World) -> None:
    cycle(world.eli, world.fernhill, review_on=date(2026, 11, 17))
    made = cycle(world.nia, world.fernhill, review_on=date(2026, 11, 26))
    with sight.system("test"):
        Contribution.create(
            pupil=world.nia, cycle=made, stage="review", whose="child", text="It is good", given_on=TODAY
        )
    page = client.sign_in(world.anjali).get("/")
    assert page.h1 == "Monday 23 November"
    assert "Start here: Eli Marchetti’s review is 6 days late." in page.text
    assert "6 days late Eli Marchetti , Year 4 missing: Eli’s views, home’s views Prepare" in page.text
    assert "Nia Oyelaran , Year 6 missing: home’s views" in page.text
    assert "Thu 26 Review, Nia O" in page.text
    assert "Where the 2 are" in page.text


def test_with_nothing_to_do_the_page_says_so(client: Client, world: World) -> None:
    text = client.sign_in(world.ruth).get("/").text
    assert "Nothing is late and nothing waits for you." in text
    assert "No review is due, nobody is arriving" in text


def test_plans_wait_in_the_order_of_work(client: Client, world: World) -> None:
    cycle(world.eli, world.fernhill, "plan", lead=world.jess.person)
    cycle(world.nia, world.fernhill, "plan", agreed_on=date(2026, 11, 19))
    text = client.sign_in(world.anjali).get("/").text
    assert "to agree Eli Marchetti , Year 4 led by Jess Tulloch Read" in text
    assert "to send Nia Oyelaran , Year 6 agreed 19 Nov 2026 Send" in text


def test_an_arrival_says_what_is_decided(client: Client, world: World) -> None:
    cycle(world.tomasz, world.fernhill)
    help_for(world.tomasz, world.fernhill, "Bucket time", deliverer=world.jess.person)
    with sight.system("test"):
        Placement.update(state="left", ended_on=date(2026, 11, 15)).where(Placement.pupil == world.tomasz).execute()
        Placement.create(
            pupil=world.tomasz, setting=world.fernhill, starts_on=date(2026, 11, 16), sees_from=date(2026, 11, 1)
        )
        Transition.create(
            pupil=world.tomasz, from_setting=world.millbrook, to_setting=world.fernhill, kind="mid_year",
            state="accepted", proposed_on=date(2026, 11, 1), moves_on=date(2026, 11, 16),
            arrived_on=date(2026, 11, 16), decide_by=date(2026, 12, 4),
        )  # fmt: skip
    text = client.sign_in(world.anjali).get("/").text
    assert "11 days left Tomasz Wieczorek , from Millbrook Nursery cycle 1 goes on · 0 of 1 decided Decide" in text
    assert "Tomasz" not in client.sign_in(world.victor).get("/").text


def test_a_withheld_setting_before_is_a_setting(client: Client, world: World) -> None:
    with sight.system("test"):
        Placement.update(state="left", withheld=True).where(Placement.pupil == world.tomasz).execute()
        Placement.create(
            pupil=world.tomasz, setting=world.fernhill, state="coming", starts_on=date(2026, 12, 1),
            sees_from=date(2026, 11, 1),
        )  # fmt: skip
        Transition.create(
            pupil=world.tomasz, from_setting=world.millbrook, to_setting=world.fernhill, kind="mid_year",
            state="accepted", proposed_on=date(2026, 11, 1), moves_on=date(2026, 12, 1),
        )  # fmt: skip
    text = client.sign_in(world.anjali).get("/").text
    assert "starts 1 Dec Tomasz Wieczorek , from a setting" in text
    assert "Millbrook" not in text


def test_support_of_somebody_who_left_has_no_owner(client: Client, world: World) -> None:
    help_for(world.nia, world.fernhill, "Precision teaching", deliverer=world.kelechi.person)
    help_for(world.eli, world.fernhill, "Precision teaching", deliverer=world.kelechi.person)
    help_for(world.eli, world.fernhill, "Lego-based therapy", deliverer=world.jess.person)
    client.sign_in(world.anjali).get("/")
    assert "Support without an owner" not in client.page.text
    with sight.system("test"):
        Membership.update(ends_on=date(2026, 11, 20)).where(Membership.person == world.kelechi.person).execute()
    text = client.get("/").text
    assert "since 20 Nov Precision teaching , 2 children Kelechi Obi left on 20 November 2026 Name someone" in text
    assert "Lego-based therapy" not in text


def test_what_is_not_yet_right_is_counted(client: Client, world: World) -> None:
    with sight.system("test"):
        Registration.update(informed_on=None).where(Registration.pupil == world.eli).execute()
    given = help_for(world.nia, world.fernhill, "Talk Boost", deliverer=world.jess.person)
    text = client.sign_in(world.anjali).get("/").text
    assert "1 family not yet informed: Eli Marchetti" in text
    assert "1 nothing logged for two weeks" in text
    assert "2 no review with the family this term" in text
    with sight.system("test"):
        Delivery.create(pupil=world.nia, provision=given, setting=world.fernhill, on=date(2026, 11, 20))
    assert "nothing logged" not in client.get("/").text


def test_the_share_of_all_children_needs_the_roll(client: Client, world: World) -> None:
    with sight.system("test"):
        Setting.update(pupils_on_roll=20).where(Setting.id == world.fernhill).execute()
    assert "of all children 10%" in client.sign_in(world.anjali).get("/").text


def test_today_costs_the_same_at_any_size_and_is_logged(client: Client, world: World) -> None:
    cycle(world.eli, world.fernhill, review_on=date(2026, 11, 17))
    client.sign_in(world.anjali).get("/")
    with counted() as few:
        client.get("/")
    with sight.system("test"):
        for number in range(30):
            pupil = Pupil.create(forename=f"Child{number}", surname="Count", born_on=date(2018, 1, 1), created_at=TODAY)
            since = date(2025, 9, 1)
            Placement.create(pupil=pupil, setting=world.fernhill, starts_on=since, sees_from=since)
            Registration.create(pupil=pupil, setting=world.fernhill, code="K", starts_on=since)
            cycle(pupil.id, world.fernhill, review_on=TODAY - timedelta(days=3))
    client.get("/")
    with counted() as many:
        page = client.get("/")
    assert len(few) == len(many) <= 10, many
    assert "Show the other" in page.text
    row = AccessList.select().order_by(AccessList.id.desc()).get()
    assert (row.page, len(row.pupil_ids)) == ("today", 32)


def test_jess_sees_her_children_and_what_works(client: Client, world: World) -> None:
    with sight.system("test"):
        Placement.update(room=world.oak_class).where(Placement.pupil == world.eli).execute()
    made = cycle(world.eli, world.fernhill, review_on=date(2026, 12, 4))
    with sight.system("test"):
        for kind, text in (("helps", "A quiet corner after lunch"), ("hinders", "Loud bells")):
            Learning.create(pupil=world.eli, cycle=made, setting=world.fernhill, kind=kind, text=text, learnt_on=TODAY)
    help_for(world.eli, world.fernhill, "Lego-based therapy", deliverer=world.jess.person, when_text="Tue 9:15")
    for who in (world.jess, world.kelechi):
        text = client.sign_in(who).get("/").text
        assert "Eli Marchetti" in text
        assert "What works: A quiet corner after lunch" in text
        assert "Loud bells" not in text
        assert "review 4 Dec" in text
        assert "Nia" not in text
    assert "Lego-based therapy · Tue 9:15 Eli Marchetti" in client.sign_in(world.jess).get("/").text


def test_magda_goes_straight_to_her_only_child(client: Client, world: World) -> None:
    client.sign_in(world.magda).get("/", 303)
    assert "Tomasz" in client.follow().h1


def test_a_parent_of_two_chooses(client: Client, world: World) -> None:
    with sight.system("test"):
        Guardianship.create(pupil=world.eli, person=world.magda.person, relationship="carer", starts_on=TODAY)
    page = client.sign_in(world.magda).get("/")
    assert page.h1 == "Your children"
    assert {"Tomasz Wieczorek", "Eli Marchetti"} <= {words for words, _href in page.links}


def test_nia_goes_to_her_own_page(client: Client, world: World) -> None:
    client.sign_in(world.nia_herself).get("/", 303)
    assert client.follow().h1 == "Hello Nia"


def test_priya_sees_whom_she_was_asked_about_until_when(client: Client, world: World) -> None:
    text = client.sign_in(world.priya).get("/").text
    assert "until 31 Jul 2027 Tomasz Wieczorek , Millbrook Nursery speech and language advice" in text
    assert "Nia" not in text


@pytest.mark.parametrize("who", ["lorna", "adil", "carys"])
def test_the_authority_goes_to_its_board(client: Client, world: World, who: str) -> None:
    client.sign_in(getattr(world, who)).get("/", 303)
    assert client.follow().h1 == "Does support go on when children move?"


def test_signed_out_the_first_page_says_what_this_is(client: Client) -> None:
    page = client.get("/")
    assert page.h1 == "One thread of support for every child"
    assert "Sign in" in [words for words, _href in page.links]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/accessibility", "Equality and Human Rights Commission"),
        ("/privacy", "31 years after the date of birth"),
        ("/cookies", "We use one cookie."),
        ("/help", "How to complain"),
    ],
)
def test_the_statements_are_open_to_everybody(client: Client, world: World, path: str, words: str) -> None:
    assert words in client.get(path).text
    assert words in client.sign_in(world.magda).get(path).text


def test_jess_is_shown_what_kelechi_wrote_until_she_releases_it(client: Client, world: World) -> None:
    with sight.system("test"):
        Placement.update(room=world.oak_class).where(Placement.pupil == world.eli).execute()
    for title, day in (("Bucket time: session given", TODAY), ("Long ago", TODAY - timedelta(weeks=5))):
        with sight.looking(world.kelechi.sight()):
            story = Story("session_logged", title, "Held up two fingers.", audience="setting", occurred_on=day)
            record(world.kelechi.act(), story, pupil=world.eli)
    page = client.sign_in(world.jess).get("/")
    assert "Waiting for you to release" in page.text
    assert "Long ago" not in page.text
    client.click("Eli Marchetti: Bucket time")
    client.submit("release")
    assert "Waiting for you" not in client.get("/").text
    assert "Waiting for you" not in client.sign_out().sign_in(world.kelechi).get("/").text
    assert "Eli" not in client.sign_out().sign_in(world.victor).get("/").text


def test_kelechi_s_groups_are_told_with_each_child_s_own_time(client: Client, world: World) -> None:
    given = {"deliverer": world.kelechi.person, "status": "running", "place": "quiet room"}
    help_for(world.nia, world.fernhill, "Listening practice", when_text="Tue 9:15am", **given)
    help_for(world.eli, world.fernhill, "Listening practice", when_text="Thu 1:15pm", **given)
    page = client.sign_in(world.kelechi).get("/")
    assert "You give 1 kind of session." in page.text
    assert "Listening practice · Tue 9:15am · quiet room Nia Oyelaran" in page.text
    assert "Listening practice · Thu 1:15pm · quiet room Eli Marchetti" in page.text
