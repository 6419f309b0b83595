"""The list of notices: what is new, for whom it counts, and what is due and late."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from peewee import PostgresqlDatabase

from portal.access import sight
from portal.accounts.models import Membership, Person
from portal.cycles.assess.models import Difference
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Attendee, Circulation, TrainingNeed
from portal.db import database
from portal.notices import queries
from portal.notices.models import Notice
from portal.notices.outbox import Telling
from portal.register.models import Registration
from portal.timeline import audiences
from portal.timeline.actions import change_audience
from portal.timeline.models import Entry
from portal.timeline.record import Story, record
from portal.transitions.models import Transition
from tests.client import Client
from tests.statements import counted
from tests.world import TODAY, Who, World


def tell(world: World, *tellings: Telling, audience: str = "family") -> Entry:
    """Anjali writes something about Nia, and people are told."""
    with sight.looking(world.anjali.sight()):
        return record(world.anjali.act(), Story("note", "Seen", audience=audience), pupil=world.nia, tell=tellings)


def cycle(world: World, **values: object) -> Cycle:
    """Nia's first cycle at Fernhill, in Do."""
    with sight.system("test"):
        return Cycle.create(
            **{
                "pupil": world.nia, "number": 1, "setting": world.fernhill, "stage": "do",
                "opened_on": date(2026, 9, 7), "started_on": date(2026, 9, 21), "circulated_on": date(2026, 9, 20),
                "agreed_on": date(2026, 9, 18), **values,
            }
        )  # fmt: skip


def test_three_new_views_are_one_line_and_read_together(client: Client, world: World) -> None:
    found = cycle(world)
    for _view in range(3):
        tell_as_owen(world, Telling(world.anjali.person, "view_given", world.fernhill, about=found.id))
    tell_as_owen(world, Telling(world.anjali.person, "family_said", world.fernhill))
    tell_as_owen(world, Telling(world.anjali.person, "family_said", world.fernhill))
    page = client.sign_in(world.anjali).get("/notices")
    assert page.text.count("A new view about Nia is here") == 1
    assert "A new view about Nia is here (3 times)" in page.text
    assert page.text.count("family told you something") == 2, "each is another's words"
    client.click("A new view about Nia is here", status=303)
    assert "A new view about Nia is here" not in client.get("/notices").text.split("Read in the last four weeks")[0]


def test_folake_is_told_in_plain_words_and_follows_it_to_the_plan(client: Client, world: World) -> None:
    tell(world, Telling(world.folake.person, "plan_agreed"))
    page = client.sign_in(world.folake).get("/notices")
    assert "Nia’s plan was agreed" in page.text
    assert "New and due 1 new" in page.text
    client.click("Nia’s plan was agreed", status=303)
    assert client.response is not None
    assert client.response.headers["Location"] == f"/family/{world.nia}"
    page = client.get("/notices")
    assert "Nothing new." in page.text
    assert "New and due 1 new" not in page.text
    assert "Read in the last four weeks" in page.text


def test_the_newest_notice_of_a_plan_takes_the_older_ones_with_it_but_each_question_stays(
    client: Client, world: World
) -> None:
    for kind in ("plan_agreed", "plan_agreed", "family_asked", "family_asked"):
        tell(world, Telling(world.owen.person, kind, world.fernhill))
    page = client.sign_in(world.owen).get("/notices")
    assert "New and due 4 new" in page.text
    client.click("plan was agreed", status=303)
    assert "New and due 2 new" in client.get("/notices").text
    client.click("family asked a question", status=303)
    assert "New and due 1 new" in client.get("/notices").text


def test_who_opens_the_plan_by_itself_has_read_what_leads_there_and_nothing_else(client: Client, world: World) -> None:
    nia = cycle(world)
    tell(world, Telling(world.owen.person, "plan_answered", world.fernhill, nia.id))
    tell(world, Telling(world.owen.person, "plan_sent", world.fernhill, nia.id))
    tell(world, Telling(world.owen.person, "plan_answered", world.fernhill, nia.id + 1))
    tell(world, Telling(world.owen.person, "lead_named", world.fernhill, nia.id))
    tell_as_owen(world, Telling(world.anjali.person, "plan_answered", world.fernhill, nia.id))
    assert "New and due 2 new" in client.sign_in(world.owen).get(f"/cycles/{nia.id}/plan").text
    client.get(f"/children/{world.nia}")
    client.get(f"/cycles/{nia.id}", status=303)
    assert "New and due 2 new" in client.get("/notices").text
    assert "New and due 1 new" in client.sign_in(world.anjali).get("/notices").text


def test_a_stranger_who_tries_the_address_reads_nothing(client: Client, world: World) -> None:
    nia = cycle(world)
    tell(world, Telling(world.owen.person, "plan_answered", world.fernhill, nia.id))
    client.sign_in(world.victor).get(f"/cycles/{nia.id}/plan", status=404)
    assert "New and due 1 new" in client.sign_in(world.owen).get("/notices").text


def test_folake_who_answers_has_nothing_new_to_answer_and_anjali_still_has(client: Client, world: World) -> None:
    for who in (world.folake, world.anjali):
        tell_as_owen(world, Telling(who.person, "view_asked", world.fernhill if who is world.anjali else None))
    with sight.looking(world.folake.sight()):
        record(world.folake.act(), Story("family_view", "A view"), pupil=world.nia)
    assert " new</" not in client.sign_in(world.folake).get("/notices").text
    assert "Nothing new." in client.get("/notices").text
    assert "New and due 1 new" in client.sign_in(world.anjali).get("/notices").text


def tell_as_owen(world: World, *tellings: Telling) -> None:
    """Owen writes something about Nia, and people are told."""
    with sight.looking(world.owen.sight()):
        record(world.owen.act(), Story("note", "Seen"), pupil=world.nia, tell=tellings)


def test_all_is_marked_as_read_but_not_what_came_meanwhile(client: Client, world: World) -> None:
    for _turn in range(2):
        tell(world, Telling(world.owen.person, "plan_agreed", world.fernhill))
    client.sign_in(world.owen).get("/notices")
    tell(world, Telling(world.owen.person, "review_held", world.fernhill))
    client.submit("/notices/read")
    page = client.follow()
    assert "New and due 1 new" in page.text
    assert "plan was reviewed" in page.text


@pytest.mark.parametrize("name", ["victor", "jess", "magda", "lorna"])
def test_nobody_opens_a_notice_of_somebody_else(client: Client, world: World, name: str) -> None:
    tell(world, Telling(world.folake.person, "plan_agreed"))
    with sight.system("test"):
        number = Notice.select(Notice.id).order_by(Notice.id.desc()).scalar()
    client.sign_in(getattr(world, name)).get(f"/notices/{number}", status=404)
    with sight.system("test"):
        assert Notice.get_by_id(number).read_at is None


def test_words_held_back_leave_neither_line_nor_number(client: Client, world: World) -> None:
    entry = tell(world, Telling(world.folake.person, "family_asked"))
    with sight.looking(world.anjali.sight()):
        change_audience(world.anjali.act(), entry, audiences.PROFESSIONALS, "Not yet agreed with Folake")
    page = client.sign_in(world.folake).get("/notices")
    assert "Nothing new." in page.text
    assert "1 new" not in page.text


def test_a_notice_to_the_teacher_does_not_count_for_the_same_person_as_a_parent(client: Client, world: World) -> None:
    tell(world, Telling(world.folake.person, "plan_agreed", world.fernhill))
    job = Membership.create(person=world.folake.person, setting=world.fernhill, role="senco", starts_on=TODAY).id
    assert "1 new" not in client.sign_in(world.folake).get("/notices").text
    senco = Who(world.folake.person, "senco", world.fernhill, job, "Folake", "setting")
    assert "New and due 1 new" in client.sign_in(senco).get("/notices").text


def test_the_number_costs_nothing_while_nothing_waits_and_one_statement_when_it_does(
    client: Client, world: World
) -> None:
    def cost() -> int:
        client.get("/accessibility")
        with counted() as statements:
            client.get("/accessibility")
        return len(statements)

    client.sign_in(world.owen)
    before = cost()
    for _turn in range(3):
        tell(world, Telling(world.owen.person, "plan_agreed", world.fernhill))
    assert cost() == before + 1


def test_the_list_costs_the_same_for_one_notice_and_for_thirty(client: Client, world: World) -> None:
    def cost() -> int:
        client.get("/notices")
        with counted() as statements:
            client.get("/notices")
        return len(statements)

    cycle(world, review_on=date(2026, 11, 2))
    tell(world, Telling(world.anjali.person, "plan_agreed", world.fernhill))
    with sight.looking(world.owen.sight()):
        told = Telling(world.anjali.person, "review_held", world.fernhill)
        record(world.owen.act(), Story("note", "Seen"), pupil=world.nia, tell=[told])
    client.sign_in(world.anjali)
    few = cost()
    for _turn in range(30):
        with sight.looking(world.owen.sight()):
            record(world.owen.act(), Story("note", "Seen"), pupil=world.nia, tell=[told])
    assert cost() == few <= 21


def test_anjali_sees_what_is_late_and_the_head_only_what_is_late_beyond_the_rule(client: Client, world: World) -> None:
    row = cycle(world, review_on=TODAY - timedelta(days=3))
    assert "3 days late" in client.sign_in(world.anjali).get("/notices").text
    assert "days late" not in client.sign_in(world.owen).get("/notices").text
    # Ten school days before 23 November 2026 is 9 November.
    with sight.system("test"):
        Cycle.update(review_on=date(2026, 11, 6)).where(Cycle.id == row.id).execute()
    page = client.sign_in(world.owen).get("/notices")
    assert "Late by more than 10 school days" in page.text
    assert "Nia Oyelaran" in page.text
    assert "Nia" not in client.sign_in(world.victor).get("/notices").text


def test_the_authority_sees_numbers_by_setting_and_no_child(client: Client, world: World) -> None:
    cycle(world, review_on=date(2026, 10, 1))
    page = client.sign_in(world.lorna).get("/notices")
    assert "Fernhill Primary School" in page.text
    assert "fewer than 5" in page.text
    assert "Nia" not in page.text


def test_training_that_kelechi_still_needs_stands_in_the_own_list_and_in_the_sencos(
    client: Client, world: World
) -> None:
    row = cycle(world, stage="plan")
    with sight.system("test"):
        from portal.accounts.models import Assignment

        Assignment.create(person=world.kelechi.person, setting=world.fernhill, pupil_id=world.nia, starts_on=TODAY)
        TrainingNeed.create(
            pupil=world.nia, cycle=row, setting=world.fernhill, who="Kelechi Obi", person=world.kelechi.person,
            what="Colourful Semantics", by_when=date(2026, 11, 20),
        )  # fmt: skip
    for who in (world.kelechi, world.anjali):
        page = client.sign_in(who).get("/notices")
        assert "Colourful Semantics" in page.text
        assert "3 days late" in page.text


def test_a_plan_sent_and_not_answered_is_shown_with_how_long(client: Client, world: World) -> None:
    row = cycle(world, stage="plan", circulated_on=date(2026, 11, 14))
    with sight.system("test"):
        for name, person in (("Folake Oyelaran", world.folake.person), ("Grandmother", None)):
            Circulation.create(
                pupil=world.nia, cycle=row, setting=world.fernhill, person=person, name=name, sent_on=date(2026, 11, 14)
            )
    page = client.sign_in(world.anjali).get("/notices")
    assert "for 9 days" in page.text
    assert "2 people have not answered the plan" in page.text
    page = client.sign_in(world.folake).get("/notices")
    assert "read it and say what you think" in page.text


def test_a_difference_open_for_more_than_six_weeks_comes_up(client: Client, world: World) -> None:
    row = cycle(world)
    with sight.system("test"):
        Difference.create(
            pupil=world.nia, cycle=row, setting=world.fernhill, about="calm at home, loud in class",
            opened_on=date(2026, 10, 11),
        )  # fmt: skip
    page = client.sign_in(world.anjali).get("/notices")
    assert "seen differently: calm at home, loud in class" in page.text


def test_a_family_that_does_not_know_of_the_register_comes_up(client: Client, world: World) -> None:
    with sight.system("test"):
        Registration.update(informed_on=None).where(Registration.pupil == world.nia).execute()
    assert "family not informed" in client.sign_in(world.anjali).get("/notices").text


def test_a_move_that_nobody_accepted_comes_up_at_the_new_setting_only(client: Client, world: World) -> None:
    from portal.pupils.models import Placement

    with sight.system("test"):
        Transition.create(
            pupil=world.nia, from_setting=world.fernhill, to_setting=world.harbour_lane, kind="mid_year", state="agreed",
            proposed_on=date(2026, 11, 1), family_told_on=date(2026, 11, 1), agreed_on=date(2026, 11, 1),
            moves_on=date(2026, 11, 19),
        )  # fmt: skip
        Placement.create(
            pupil=world.nia, setting=world.harbour_lane, state="coming", starts_on=date(2026, 11, 19),
            sees_from=date(2026, 11, 1),
        )  # fmt: skip
    page = client.sign_in(world.ruth).get("/notices")
    assert "4 days late" in page.text
    assert "Accept" in page.text
    assert "Nia" not in client.sign_in(world.anjali).get("/notices").text


def test_folake_is_asked_for_her_view_while_nobody_heard_it(client: Client, world: World) -> None:
    cycle(world, stage="assess", started_on=None, agreed_on=None, circulated_on=None)
    page = client.sign_in(world.folake).get("/notices")
    assert "please tell us how you see things" in page.text
    assert "please tell us" not in client.sign_in(world.magda).get("/notices").text


def test_folake_chooses_no_mails_and_takes_it_back(client: Client, world: World) -> None:
    client.sign_in(world.folake).get("/account")
    client.submit("/account/mails", by_mail=[])
    assert "no more e-mails" in client.follow().text
    assert not Person.get_by_id(world.folake.person).notices_by_mail
    client.submit("/account/mails", by_mail="y")
    client.follow()
    assert Person.get_by_id(world.folake.person).notices_by_mail


def test_an_invitation_stands_with_its_day_for_folake_and_for_nobody_elses_family(client: Client, world: World) -> None:
    row = cycle(world, stage="plan", meets_on=date(2026, 11, 26), circulated_on=None, agreed_on=None, started_on=None)
    with sight.system("test"):
        Attendee.create(
            pupil=world.nia, cycle=row, setting=world.fernhill, person=world.folake.person, name="Folake Oyelaran",
            role="mother", invited_on=TODAY,
        )  # fmt: skip
    page = client.sign_in(world.folake).get("/notices")
    assert "on 26 Nov 2026" in page.text
    assert "meeting about the plan: can you come?" in page.text
    assert "meeting" not in client.sign_in(world.magda).get("/notices").text


def test_what_is_new_is_found_past_years_of_what_was_read(world: World) -> None:
    if isinstance(database.obj, PostgresqlDatabase):
        pytest.skip("PostgreSQL chooses by its statistics")
    with sight.looking(world.anjali.sight()):
        with counted() as statements:
            queries.waiting(world.anjali.person)
        unfilled = (None,) * statements[0].count("?")
        plan = database.execute_sql(f"EXPLAIN QUERY PLAN {statements[0]}", unfilled).fetchall()
    assert "notice_person_id_read_at_made_at (person_id=? AND read_at=?)" in str(plan)
