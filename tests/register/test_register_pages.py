"""The register's pages: list, search, adding a child, informed, needs, provision, leaving."""

from datetime import date
from typing import Any

import pytest

from portal.access import sight
from portal.access.models import AccessList
from portal.pupils.models import Claim, Placement, Pupil
from portal.register.models import Need, Registration, SenPeriod
from portal.timeline.models import Entry
from tests.client import Client
from tests.statements import counted
from tests.world import World

LEO: dict[str, Any] = {
    "forename": "Leo", "surname": "Adair", "born_on": ["9", "6", "2022"], "starts_on": ["2", "9", "2026"],
    "since": ["20", "11", "2026"], "code": "K", "need_1": "SLCN", "need_2": "SEMH", "was_informed": "no",
}  # fmt: skip


def test_anjali_sees_her_register_and_the_read_is_written_down(client: Client, world: World) -> None:
    page = client.sign_in(world.anjali).get("/register")
    assert "Nia Oyelaran" in page.text
    assert "Eli Marchetti" in page.text
    assert "Sofia Andrade" not in page.text
    assert "2 children" in page.text
    assert "no review with the family this term" in page.text
    assert AccessList.get().pupil_ids == sorted([world.nia, world.eli])


def test_the_register_costs_the_same_number_of_statements_for_one_child_and_for_many(
    client: Client, world: World
) -> None:
    client.sign_in(world.anjali).get("/register")
    with counted() as few:
        client.get("/register")
    with sight.system("test"):
        for number in range(60):
            child = Pupil.create(
                forename=f"Child {number}", surname="Test", born_on=date(2019, 1, 1), created_at="2026-11-01 09:00:00",
                name_fold=f"child {number} test", surname_fold="test",
            )  # fmt: skip
            Placement.create(
                pupil=child, setting=world.fernhill, starts_on=date(2025, 9, 1), sees_from=date(2025, 9, 1)
            )
            Registration.create(pupil=child, setting=world.fernhill, code="K", starts_on=date(2025, 9, 1))
    client.get("/register")  # the first look at other children is written down
    with counted() as many:
        page = client.get("/register")
    assert len(many) == len(few) <= 8, many
    assert "page 1 of 2" in page.text
    assert "60 of 62" in page.text  # sixty families not informed
    page = client.click("Next page")
    assert "page 2 of 2" in page.text


@pytest.mark.parametrize(("typed", "found"), [("ni", True), ("OYEL ni", True), ("ye", False), ("NIA o", True)])
def test_a_search_finds_the_beginnings_of_names(client: Client, world: World, typed: str, found: bool) -> None:
    page = client.sign_in(world.anjali).get(f"/register?q={typed}")
    assert ("Nia Oyelaran" in page.text) is found
    assert "Eli Marchetti" not in page.text


def test_typing_fetches_only_the_list(client: Client, world: World) -> None:
    client.sign_in(world.anjali)
    page = client.get("/register?q=eli", headers={"HX-Request": "true", "HX-Target": "register-list"})
    assert "Eli Marchetti" in page.text
    assert not page.title


def test_filters_narrow_the_list_and_say_so(client: Client, world: World) -> None:
    client.sign_in(world.anjali)
    page = client.get("/register?provision=E")
    assert "1 of 2 children" in page.text
    assert "Eli Marchetti" in page.text
    assert "No child fits" in client.get("/register?provision=E&year=6").text
    assert "1 of 2 children" in client.get("/register?need=SLCN").text


def test_victor_never_meets_a_child_of_fernhill(client: Client, world: World) -> None:
    client.sign_in(world.victor)
    assert "Nia" not in client.get("/register").text
    for page in ("informed", "needs", "provision", "leave", "return", "added"):
        client.get(f"/register/{world.nia}/{page}", status=404)
    client.get(f"/register/{world.nia}", status=404)
    client.get(f"/children/{world.nia}/notes/new", status=404)


def test_jess_and_kelechi_read_the_register_but_do_not_change_it(client: Client, world: World) -> None:
    for who in (world.jess, world.kelechi):
        client.sign_in(who).get("/register")
        client.get("/register/new", status=403)
        client.get("/register/export", status=403)


def test_anjali_adds_leo_and_the_family_stays_visibly_uninformed(client: Client, world: World) -> None:
    client.sign_in(world.anjali).get("/register/new")
    client.submit("/register/new", **LEO)
    page = client.follow()
    assert "Leo Adair is on your register" in page.text
    assert "family not informed" in page.text
    with sight.looking(world.anjali.sight()):
        leo = Pupil.get(Pupil.surname == "Adair")
        assert [(row.rank, row.code) for row in Need.select().where(Need.pupil == leo).order_by(Need.rank)] == [
            (1, "SLCN"), (2, "SEMH"),
        ]  # fmt: skip
        assert SenPeriod.get(SenPeriod.pupil == leo).code == "K"
        assert [entry.kind for entry in Entry.select().where(Entry.pupil == leo)] == ["child_added"]
        assert Claim.get(Claim.pupil == leo).state == "confirmed"
        assert leo.placements[0].year_group == "R"
    client.click("Record that the family was told")
    client.submit("/informed", informed_on=["23", "11", "2026"], informed_by="Anjali Deshmukh", informed_how="meeting")
    assert "family not informed" not in client.get("/register?q=leo").text


def test_adding_asks_for_what_is_missing_and_keeps_what_was_typed(client: Client, world: World) -> None:
    client.sign_in(world.anjali).get("/register/new")
    page = client.submit("/register/new", status=422, **LEO | {"born_on": ["", "", ""], "was_informed": "yes"})
    assert "Enter the date of birth" in page.text
    assert "Select how the family was informed" in page.text
    assert page.forms[-1]["data"]["forename"] == "Leo" or page.forms[-1]["data"]["forename"] == ["Leo"]


def test_a_upn_with_a_mistake_is_refused_with_the_reason(client: Client, world: World) -> None:
    client.sign_in(world.anjali).get("/register/new")
    page = client.submit("/register/new", status=422, upn="A357200021001", **LEO)
    assert "first letter would be J" in page.text


def test_a_child_who_is_here_already_is_not_added_twice(client: Client, world: World) -> None:
    client.sign_in(world.anjali).get("/register/new")
    again = LEO | {"forename": "Nia", "surname": "Oyelaran", "born_on": ["14", "3", "2016"]}
    assert "at your setting already" in client.submit("/register/new", status=422, **again).text


def test_needs_are_ranked_anew_and_the_earlier_one_is_kept_as_ended(client: Client, world: World) -> None:
    client.sign_in(world.anjali).get(f"/register/{world.nia}/needs")
    assert "twice" in client.submit("/needs", status=422, need_1="SEMH", need_2="SEMH").text
    client.submit("/needs", need_1="SEMH", need_2="SLCN", why="The educational psychologist’s report of 3 November")
    with sight.looking(world.anjali.sight()):
        rows = Need.select().where((Need.pupil == world.nia) & Need.ends_on.is_null()).order_by(Need.rank)
        assert [row.code for row in rows] == ["SEMH", "SLCN"]
    client.get(f"/register/{world.nia}/needs")
    client.submit("/needs", need_1="SEMH", need_2="")
    page = client.get(f"/register/{world.nia}")
    assert "until 23 November 2026" in page.text


def test_sen_support_becomes_a_plan_without_leaving_and_only_the_authority_ends_it(
    client: Client, world: World
) -> None:
    client.sign_in(world.anjali).get(f"/register/{world.nia}/provision")
    client.submit(
        "/provision", since=["2", "11", "2026"], note="Final plan of 2 November, letter from the SEND officer"
    )
    with sight.looking(world.anjali.sight()):
        row = Registration.get(Registration.pupil == world.nia)
        assert (row.code, row.ends_on) == ("E", None)
    assert "Only the local authority ends" in client.get(f"/register/{world.nia}/provision").text
    client.get(f"/register/{world.nia}/plan-end", status=403)
    client.get(f"/register/{world.nia}/leave")
    page = client.submit("/leave", status=422, reason="ordinary_provision", watch_for="Hides when the room is loud")
    assert "Only the local authority ends an EHC plan" in page.text


def test_nia_leaves_with_what_to_watch_for_and_comes_back_later(client: Client, world: World) -> None:
    client.sign_in(world.anjali).get(f"/register/{world.nia}/leave")
    assert "Say what to watch for" in client.submit("/leave", status=422, reason="ordinary_provision").text
    client.submit("/leave", reason="ordinary_provision", watch_for="Goes quiet in large groups")
    assert "Nia" not in client.get("/register").text
    client.get(f"/register/{world.nia}/return")
    client.submit("/return", since=["23", "11", "2026"], code="K", was_informed="no")
    assert "Nia" in client.get("/register").text
    page = client.get(f"/register/{world.nia}")
    assert "Goes quiet in large groups" in page.text


def test_the_census_list_shows_what_is_missing(client: Client, world: World) -> None:
    page = client.sign_in(world.owen).get("/register/census")
    assert "no UPN" in page.text
    assert "SLCN" in page.text


def test_the_export_holds_no_formula_and_names_its_children_in_the_log(client: Client, world: World) -> None:
    client.sign_in(world.anjali).get("/register/new")
    client.submit("/register/new", **LEO | {"forename": "=HYPERLINK(1)"})
    client.raw.get("/register/export")
    answer = client.raw.get("/register/export")
    text = answer.get_data(as_text=True)
    assert answer.mimetype == "text/csv"
    assert "'=HYPERLINK(1)" in text
    assert "Oyelaran" in text
    assert "Andrade" not in text
    assert AccessList.select().where(AccessList.page == "export").count() == 2


def test_kelechis_note_stays_with_the_staff_until_it_is_released(client: Client, world: World) -> None:
    with sight.system("test"):
        Placement.update(room=world.oak_class).where(Placement.pupil == world.nia).execute()
    client.sign_in(world.kelechi).get(f"/children/{world.nia}/early/new")
    client.submit("/early/new", words="Covers her ears at lunch", audience="family")
    with sight.looking(world.anjali.sight()):
        entry = Entry.get(Entry.kind == "noticed")
        assert (entry.audience, entry.category) == ("setting", "early_notes")
    with sight.looking(world.folake.sight()):
        assert not Entry.select().where(Entry.kind == "noticed").exists()


def test_a_double_click_adds_leo_once(client: Client, world: World) -> None:
    client.sign_in(world.anjali).get("/register/new")
    form = client.page.forms[-1]["data"]
    key = form["key"]
    client.submit("/register/new", **LEO)
    client.get("/register/new")
    page = client.submit("/register/new", status=422, **LEO | {"key": key})
    assert "already" in page.text
    with sight.looking(world.anjali.sight()):
        assert Pupil.select().where(Pupil.surname == "Adair").count() == 1
