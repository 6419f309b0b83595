"""Numbers, dates, bytes and addresses that nobody means are answered with words, never with a fault."""

import pytest
from flask import Flask

from portal.access import sight
from portal.timeline.models import Entry
from portal.timeline.record import Story, record
from tests.client import Client
from tests.world import World


@pytest.mark.parametrize("number", [0, 2**31, 2**63, 10**30])
def test_a_number_that_no_row_can_have_is_not_found(number: int, world: World, app: Flask) -> None:
    client = Client(app).sign_in(world.anjali)
    for path in (
        "/children/{}",
        "/cycles/{}",
        "/entries/{}",
        "/moves/{}",
        "/settings/{}",
        "/people/{}",
        "/register/{}",
    ):
        assert client.raw.get(path.format(number)).status_code == 404


@pytest.mark.parametrize("path", ["/settings?page=", "/authority?page=", "/register?page=", "/children/{}?show="])
@pytest.mark.parametrize("number", ["-1", "0", "99999999999999999999", "²", "x"])
def test_a_page_that_is_none_is_answered_with_a_page(path: str, number: str, world: World, app: Flask) -> None:
    who = world.adil if path.startswith(("/settings", "/authority")) else world.anjali
    assert Client(app).sign_in(who).raw.get(path.format(world.nia) + number).status_code == 200


def test_characters_that_no_database_holds_are_sent_back_with_words(world: World, app: Flask) -> None:
    client = Client(app).sign_in(world.anjali)
    client.get(f"/children/{world.nia}/notes/new")
    client.submit("/notes/new", title="nul \0", body="byte", audience="setting", status=400)
    assert client.raw.get("/register", query_string={"q": "\0"}).status_code == 400
    assert client.raw.get("/sign-in?next=/%00").status_code == 400


@pytest.mark.parametrize("year", ["1", "0001", "1899", "2101", "9999"])
def test_a_year_with_which_nothing_can_be_reckoned_is_sent_back(year: str, world: World, app: Flask) -> None:
    client = Client(app).sign_in(world.anjali)
    client.get(f"/register/{world.nia}/informed")
    client.submit("/informed", informed_on=["1", "1", year], informed_by="Anjali", informed_how="meeting", status=422)


def test_a_long_key_or_version_in_a_form_breaks_nothing(world: World, app: Flask) -> None:
    client = Client(app).sign_in(world.anjali)
    for version in ("²", "9" * 40, "-1"):
        client.get(f"/children/{world.nia}/notes/new")
        client.submit(
            "/notes/new", key="k" * 5000 + version, version=version, kind="note", title="Seen", body="Seen", audience="setting",
            on=["23", "11", "2026"],
        )  # fmt: skip


def test_a_note_sent_twice_is_one_note(world: World, app: Flask) -> None:
    client = Client(app).sign_in(world.anjali)
    client.get(f"/children/{world.nia}/notes/new")
    form = dict(client.page.forms[-1]["data"]) | {
        "kind": "note", "title": "Once", "body": "Once", "audience": "setting", "on": ["23", "11", "2026"],
    }  # fmt: skip
    for _time in (1, 2):
        assert client.raw.post(f"/children/{world.nia}/notes/new", data=form).status_code == 303
    with sight.looking(world.anjali.sight()):
        assert Entry.select().where(Entry.title == "Once").count() == 1


def test_a_long_title_made_of_a_long_name_is_kept_short(world: World) -> None:
    with sight.looking(world.anjali.sight()):
        entry = record(world.anjali.act(), Story("note", "Help planned: " + "x" * 255), pupil=world.nia)
        assert len(Entry.get_by_id(entry.id).title) <= 255


@pytest.mark.parametrize(
    "back",
    ["//evil.example", "https://evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example", "evil"],
)
def test_signing_in_leads_nowhere_else(back: str, world: World, app: Flask) -> None:
    client = Client(app)
    client.raw.get("/sign-in", query_string={"next": back})
    answer = client.raw.get("/sign-in", query_string={"next": back})
    assert "evil" not in answer.get_data(as_text=True)


@pytest.mark.parametrize("path", ["/imports/children", "/imports/people/staff"])
def test_words_in_place_of_a_file_are_sent_back(path: str, world: World, app: Flask) -> None:
    client = Client(app).sign_in(world.anjali)
    client.get("/imports")
    client.post(path, {"file": "not a file"}, status=422)


@pytest.mark.parametrize("number", ["0", "-1", "2147483648", "9" * 25, "²", "x"])
def test_a_number_in_the_address_that_no_row_has_is_passed_over(number: str, world: World, app: Flask) -> None:
    client = Client(app).sign_in(world.anjali)
    for path in (f"/children/{world.nia}/scores/new?instrument=", f"/children/{world.nia}/early/new?about="):
        assert client.raw.get(path + number).status_code in (200, 404), path
    assert Client(app).sign_in(world.adil).raw.get(f"/people?setting={number}").status_code in (200, 404)
