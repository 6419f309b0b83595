"""A child who came: claimed by Fernhill, known at Millbrook. Nobody learns more than they may."""

from datetime import UTC, date, datetime

import pytest

from portal import clock
from portal.access import sight
from portal.access.acting import Refused
from portal.access.models import AccessLog
from portal.access.scope import OutOfScope
from portal.cycles.assess.actions import Evidence, add_evidence
from portal.cycles.assess.models import Ground, Understanding
from portal.cycles.assess.understanding_actions import write_understanding
from portal.cycles.models import Cycle
from portal.cycles.opening import open_cycle
from portal.pupils.models import Claim, Contact, Guardianship, Placement, Pupil
from portal.register import claim_queries, claims
from portal.register.actions import set_needs
from portal.register.adding import NewChild, add_child
from portal.register.joining import join
from portal.register.models import Need, Registration, SenPeriod
from portal.timeline.actions import add_note
from portal.timeline.check import differences
from portal.timeline.models import Entry
from portal.timeline.record import Story, record
from tests.client import Client
from tests.world import TODAY, Who, World

TOMASZ = NewChild(
    forename="Tomasz", surname="Wieczorek", born_on=date(2022, 3, 3), starts_on=date(2026, 9, 3), since=TODAY,
    needs=("SLCN", "SEMH"), upn="J357200021001",
)  # fmt: skip


def came(world: World, child: NewChild = TOMASZ, who: Who | None = None) -> Claim:
    """Fernhill (or another) adds a child; the claim beside the new record."""
    who = who or world.anjali
    with sight.looking(who.sight()):
        registration = add_child(who.act(), child)
    with sight.system("test"):
        return Claim.get(Claim.pupil == registration.pupil_id)


def answered(world: World, claim: Claim, who: Who, thread: int | None, dual: bool = False) -> None:
    """`who` answers as their page does."""
    with sight.looking(who.sight()):
        claims.answer(who.act(), claim_queries.claim_or_404(claim.id, who.setting), thread, dual)


def test_a_child_nobody_knows_is_confirmed_at_once(world: World) -> None:
    claim = came(world, TOMASZ._replace(forename="Leo", surname="Adair"))
    assert (claim.state, claim.candidate_id, claim.matched_on) == ("confirmed", None, "")


def test_name_and_birth_make_a_claim_with_five_school_days(world: World) -> None:
    claim = came(world)
    assert (claim.state, claim.candidate_id, claim.matched_on) == ("waiting", world.tomasz, "name")
    assert claim.due_on == date(2026, 11, 30)


def test_adding_never_gives_sight_of_the_thread_and_the_page_reads_the_same(client: Client, world: World) -> None:
    texts = []
    for forename in ("Tomasz", "Xander"):
        client.sign_in(world.anjali).get("/register/new")
        client.submit(
            "/register/new", forename=forename, surname="Wieczorek", born_on=["3", "3", "2022"],
            starts_on=["3", "9", "2026"], code="K", was_informed="no",
        )  # fmt: skip
        texts.append(client.follow().text.replace(forename, "NAME"))
    assert texts[0] == texts[1]
    client.get(f"/children/{world.tomasz}", status=404)
    assert "Millbrook" not in texts[0]


def test_hannah_is_asked_and_sees_no_details_of_the_other_record(client: Client, world: World) -> None:
    claim = came(world)
    with sight.looking(world.anjali.sight()):
        add_note(world.anjali.act(), claim.pupil_id, title="Lunch", body="CANARY", audience="family", on=TODAY)
    client.sign_in(world.hannah).get("/register")
    client.click("Answer")
    page = client.click("Answer")
    assert "Fernhill Primary School says that this child came to them" in page.text
    assert "CANARY" not in page.text
    assert "J357200021001" not in page.text
    client.get(f"/children/{claim.pupil_id}", status=404)
    assert AccessLog.select().where(AccessLog.page == "claim").count() == 2


def test_anjali_cannot_answer_her_own_claim_and_victor_never_sees_it(client: Client, world: World) -> None:
    claim = came(world)
    for who in (world.anjali, world.victor):
        client.sign_in(who).get(f"/claims/{claim.id}", status=404)
    with sight.looking(world.anjali.sight()), pytest.raises(Refused):
        claims.answer(world.anjali.act(), Claim.get_by_id(claim.id), world.tomasz)


def test_hannah_says_the_same_and_the_thread_goes_on_at_fernhill(client: Client, world: World) -> None:
    claim = came(world)
    client.sign_in(world.hannah).get(f"/claims/{claim.id}")
    client.submit("/claims", status=422)
    client.submit("/claims", child=str(world.tomasz))
    client.sign_in(world.anjali).get(f"/children/{claim.pupil_id}", status=303)
    page = client.follow()
    assert "Tomasz Wieczorek" in page.text
    with sight.looking(world.anjali.sight()):
        tomasz = Pupil.get_by_id(world.tomasz)
        assert tomasz.upn == "J357200021001"
        place = Placement.get((Placement.pupil == tomasz) & (Placement.setting == world.fernhill))
        assert (place.state, place.main) == ("current", True)
        assert {row.code for row in Need.select().where(Need.pupil == tomasz)} == {"SLCN", "SEMH"}
    with sight.looking(world.hannah.sight()):
        assert not Pupil.select().where(Pupil.id == world.tomasz).exists()
        left = Placement.get((Placement.pupil == world.tomasz) & (Placement.setting == world.millbrook))
        assert (left.state, left.name_then, left.born_then) == ("left", "Tomasz Wieczorek", date(2022, 3, 3))
    with sight.looking(world.magda.sight()):
        assert Pupil.select().count() == 1
    assert not list(differences())


def test_different_leaves_everything_as_it_is_and_no_trace_at_fernhill(world: World) -> None:
    claim = came(world)
    with sight.system("test"):
        before = Entry.select().where(Entry.pupil.in_([claim.pupil_id, world.tomasz])).count()
    answered(world, claim, world.hannah, None)
    with sight.system("test"):
        assert Claim.get_by_id(claim.id).state == "different"
        assert Pupil.get_by_id(claim.pupil_id).joined_to_id is None
        assert Entry.select().where(Entry.pupil.in_([claim.pupil_id, world.tomasz])).count() == before
    with sight.looking(world.anjali.sight()):
        assert Entry.select().where(Entry.kind == "claim_answered").count() == 0
    with sight.looking(world.hannah.sight()):
        assert Entry.select().where(Entry.kind == "claim_answered").count() == 1


def test_a_claim_is_answered_once(world: World) -> None:
    claim = came(world)
    answered(world, claim, world.hannah, None)
    with sight.looking(world.lorna.sight()), pytest.raises(Refused, match="already"):
        claims.answer(world.lorna.act(), Claim.get_by_id(claim.id), world.tomasz)


def test_the_queue_holds_what_no_setting_can_answer_and_what_is_late(world: World) -> None:
    with sight.system("test"):
        tomasz = Pupil.get_by_id(world.tomasz)
        tomasz.upn = "J357200021001"
        record(world.hannah.act(), Story("child_changed", "UPN"), tomasz, pupil=tomasz)
    unsure = came(world, TOMASZ._replace(surname="Wieczorkowski"), world.victor)
    assert unsure.matched_on == "number"
    certain = came(world)
    assert certain.matched_on == "upn"
    with sight.looking(world.carys.sight()):
        assert [row.claim for row in claim_queries.queue()] == [unsure.id]
    with sight.looking(world.hannah.sight()):
        assert [row.claim for row in claim_queries.asked_here(world.millbrook)] == [certain.id]
    clock.fix(datetime(2026, 12, 1, 9, tzinfo=UTC))
    with sight.looking(world.carys.sight()):
        rows = {row.claim: row.late for row in claim_queries.queue()}
        assert rows == {certain.id: 1, unsure.id: 1}


def test_only_the_authority_reads_the_queue(world: World) -> None:
    with sight.looking(world.anjali.sight()), pytest.raises(OutOfScope):
        claim_queries.queue()


def test_lorna_chooses_among_several_and_both_reads_are_logged(client: Client, world: World) -> None:
    with sight.system("test"):
        Pupil.create(
            forename="Tomasz", surname="Wieczorek", born_on=date(2022, 3, 3), created_at=clock.now(),
            name_fold="tomasz wieczorek", surname_fold="wieczorek",
        )  # fmt: skip
    claim = came(world)
    assert (claim.matched_on, claim.candidate_id) == ("several", None)
    client.sign_in(world.hannah).get(f"/claims/{claim.id}", status=404)
    page = client.sign_in(world.lorna).get(f"/claims/{claim.id}")
    assert "More than one child fits" in page.text
    client.post(f"/claims/{claim.id}", {"child": str(world.sofia)}, status=422)
    client.get(f"/claims/{claim.id}")
    client.submit("/claims", child=str(world.tomasz))
    with sight.system("test"):
        assert Pupil.get_by_id(claim.pupil_id).joined_to_id == world.tomasz
    assert (
        AccessLog.select().where((AccessLog.person_id == world.lorna.person) & (AccessLog.page == "claim")).count() == 3
    )


def test_magda_answers_with_the_code_and_peter_cannot(client: Client, world: World) -> None:
    claim = came(world)
    with sight.looking(world.anjali.sight()):
        code = claims.make_code(world.anjali.act(), claim.pupil_id)
    client.sign_in(world.peter).get("/family/claims")
    page = client.submit("/family/claims", status=422, code=code, child=str(world.sofia), same="yes")
    assert "This code does not fit" in page.text
    client.sign_in(world.magda).get("/family/claims")
    client.submit("/family/claims", status=422, code="WRONG-CODE2", same="yes")
    client.submit("/family/claims", code=code.lower(), same="yes")
    with sight.system("test"):
        assert Claim.get_by_id(claim.id).state == "same"


def test_a_code_is_made_whether_or_not_anybody_knows_the_child(client: Client, world: World) -> None:
    known, unknown = came(world), came(world, TOMASZ._replace(forename="Leo", surname="Adair", upn=""))
    for claim in (known, unknown):
        client.sign_in(world.anjali).get(f"/register/{claim.pupil_id}/added")
        client.submit("/code")
        assert "Code for the family" in client.follow().text
    with sight.looking(world.victor.sight()), pytest.raises(Refused):
        claims.make_code(world.victor.act(), known.pupil_id)


def test_dual_registration_keeps_millbrook_as_the_main_place(world: World) -> None:
    claim = came(world)
    answered(world, claim, world.hannah, world.tomasz, dual=True)
    with sight.system("test"):
        places = {
            row.setting_id: (row.state, row.main) for row in Placement.select().where(Placement.pupil == world.tomasz)
        }
    assert places == {world.millbrook: ("current", True), world.fernhill: ("current", False)}
    for who in (world.hannah, world.anjali):
        with sight.looking(who.sight()):
            assert Pupil.select().where(Pupil.id == world.tomasz).exists()


def test_what_fernhill_wrote_goes_into_the_thread_with_author_date_and_audience(world: World) -> None:
    claim = came(world)
    with sight.looking(world.anjali.sight()):
        add_note(
            world.anjali.act(), claim.pupil_id, title="Lunch", body="Eats with two friends", audience="setting",
            on=date(2026, 11, 20),
        )  # fmt: skip
    answered(world, claim, world.hannah, world.tomasz)
    with sight.looking(world.anjali.sight()):
        note = Entry.get((Entry.pupil == world.tomasz) & (Entry.kind == "note"))
        assert (note.author_id, note.author_role, note.setting_id) == (world.anjali.person, "senco", world.fernhill)
        assert (note.occurred_on, note.audience, note.body) == (date(2026, 11, 20), "setting", "Eats with two friends")
    with sight.looking(world.magda.sight()):
        assert not Entry.select().where(Entry.kind == "note").exists()


def test_one_cycle_stays_open_and_the_other_is_numbered_after_it(world: World) -> None:
    with sight.looking(world.hannah.sight()):
        nursery = open_cycle(world.hannah.act(), world.tomasz)
    claim = came(world)
    with sight.looking(world.anjali.sight()):
        school = open_cycle(world.anjali.act(), claim.pupil_id)
        view = Understanding(
            pupil=claim.pupil_id, cycle=school, setting=world.fernhill, number=1, statement="Listens best one to one",
            written_on=TODAY,
        )  # fmt: skip
        record(world.anjali.act(), Story("understanding_written", "Understanding"), view, pupil=claim.pupil_id)
    answered(world, claim, world.hannah, world.tomasz)
    with sight.system("test"):
        rows = {row.id: row for row in Cycle.select().where(Cycle.pupil == world.tomasz)}
        assert rows[nursery.id].closed_on is None
        assert (rows[school.id].number, rows[school.id].follows_id, rows[school.id].closed_on) == (2, nursery.id, TODAY)
        assert Understanding.get(Understanding.pupil == world.tomasz).statement == "Listens best one to one"
    assert not list(differences())


def test_what_both_understood_is_counted_on_in_each_area_with_its_evidence(world: World) -> None:
    with sight.looking(world.hannah.sight()):
        nursery = open_cycle(world.hannah.act(), world.tomasz)
        for area in ("", "CI"):
            write_understanding(world.hannah.act(), nursery, statement="At nursery", barriers="Noise", area=area)
    claim = came(world)
    with sight.looking(world.anjali.sight()):
        school = open_cycle(world.anjali.act(), claim.pupil_id)
        seen = add_evidence(world.anjali.act(), school, Evidence("in_house", "targeted", "Jess", "Points"))
        for area in ("CI", "CL"):
            write_understanding(
                world.anjali.act(), school, statement="At school", barriers="Pace", area=area, rests_on=[seen]
            )
    answered(world, claim, world.hannah, world.tomasz)
    with sight.system("test"):
        rows = Understanding.select().where(Understanding.pupil == world.tomasz)
        assert {(row.area, row.number) for row in rows} == {("", 1), ("CI", 1), ("CI", 2), ("CL", 1)}
        assert {row.pupil_id for row in Ground.select()} == {world.tomasz}
    assert not list(differences())


def test_fernhills_open_cycle_carries_on_where_the_thread_has_none_open(world: World) -> None:
    claim = came(world)
    with sight.looking(world.anjali.sight()):
        school = open_cycle(world.anjali.act(), claim.pupil_id)
    answered(world, claim, world.hannah, world.tomasz)
    with sight.looking(world.anjali.sight()):
        row = Cycle.get((Cycle.pupil == world.tomasz) & Cycle.closed_on.is_null())
        assert (row.id, row.number) == (school.id, 1)


def test_a_plan_that_the_thread_has_is_not_lowered_by_the_claim(world: World) -> None:
    with sight.system("test"):
        period = SenPeriod(pupil=world.tomasz, setting=world.millbrook, code="E", starts_on=date(2026, 6, 1))
        record(world.hannah.act(), Story("register_changed", "Plan"), period, pupil=world.tomasz)
    claim = came(world)
    answered(world, claim, world.hannah, world.tomasz)
    with sight.looking(world.anjali.sight()):
        assert Registration.get((Registration.pupil == world.tomasz) & Registration.ends_on.is_null()).code == "E"
        last = SenPeriod.select().where(SenPeriod.pupil == world.tomasz).order_by(SenPeriod.starts_on.desc()).first()
        assert last.code == "E"


def test_contacts_are_carried_apart_and_access_is_never_carried(world: World) -> None:
    with sight.system("test"):
        for name in ("Magda", "Magda"):
            contact = Contact(pupil=world.tomasz, forename=name, surname="Wieczorek")
            record(world.hannah.act(), Story("contact_changed", "Contact"), contact, pupil=world.tomasz)
    claim = came(world)
    with sight.system("test"):
        contact = Contact(pupil=claim.pupil_id, forename="Magda", surname="Wieczorek")
        record(world.anjali.act(), Story("contact_changed", "Contact"), contact, pupil=claim.pupil_id)
        Guardianship.create(pupil=claim.pupil_id, person=world.peter.person, relationship="father", starts_on=TODAY)
    answered(world, claim, world.hannah, world.tomasz)
    with sight.system("test"):
        assert Contact.select().where(Contact.pupil == world.tomasz).count() == 3
    with sight.looking(world.peter.sight()):
        assert not Pupil.select().where(Pupil.id == world.tomasz).exists()


def test_needs_can_be_ranked_after_a_join(world: World) -> None:
    claim = came(world)
    answered(world, claim, world.hannah, world.tomasz)
    with sight.looking(world.anjali.sight()):
        assert set_needs(world.anjali.act(), world.tomasz, ["SEMH", "SLCN"])


def test_joining_needs_a_named_system_scope(world: World) -> None:
    claim = came(world)
    with sight.looking(world.hannah.sight()), pytest.raises(OutOfScope):
        join(world.hannah.act(), claim, Pupil.get_by_id(world.tomasz))
