"""The authority's list of instruments, and national figures by CSV."""

import io
from datetime import date

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from portal.access import sight
from portal.access.acting import Refused
from portal.assessments import figure_csv, queries, scoring
from portal.assessments.models import FigureUpload, Instrument, NationalFigure, Scale
from portal.timeline.models import Entry
from tests.client import Client
from tests.world import World

HEADER = ",".join(figure_csv.HEADERS)


# --- Instruments ---------------------------------------------------------------------


def test_a_fresh_authority_has_every_instrument_of_the_field(world: World) -> None:
    there = {one.code for one in queries.instruments()}
    assert there >= {
        "progress-check-2", "observation", "eyfsp", "phonics", "mtc", "ks2", "bpvs", "celf", "ngrt", "yarc", "wrat", "wisc",
        "bas", "reading-age", "boxall", "sdq", "wellcomm", "leuven", "gas", "attendance",
    }  # fmt: skip


def test_the_seventeen_goals_the_two_directions_and_the_thresholds_are_right(world: World) -> None:
    def scale(code: str, name: str) -> Scale:
        return Scale.select().join(Instrument).where((Instrument.code == code) & (Scale.code == name)).get()

    goals = Scale.select().join(Instrument).where((Instrument.code == "eyfsp") & Scale.code.startswith("elg"))
    assert goals.count() == 17
    assert {name for goal in goals for _value, name in goal.bands} == {"emerging", "expected"}
    assert (scale("boxall", "dev").direction, scale("boxall", "diag").direction) == ("up", "down")
    assert (scale("sdq", "total").direction, scale("sdq", "prosocial").direction) == ("down", "up")
    assert (scale("phonics", "mark").high, scale("phonics", "mark").expected) == (40, 32)
    assert scale("mtc", "mark").expected is None
    assert (scale("ks2", "maths").expected, scale("ks2", "maths").higher) == (100, 110)
    assert (scale("bas", "sub1").mean, scale("bas", "sub1").sd) == (50, 10)
    assert (scale("wisc", "sub1").mean, scale("wisc", "sub1").sd) == (10, 3)
    for one in Scale.select().where(Scale.kind != "words"):
        low, high = scoring.limits(one.ruler)
        assert low is None or high is None or low < high, one.name


def test_adil_adds_an_instrument_with_a_score_and_a_senco_can_use_it(world: World, client: Client) -> None:
    client.sign_in(world.adil).get("/instruments/new")
    client.submit("/instruments/new", name="Westmere reading check", youngest="5:00", oldest="11:11", origin="local")
    client.follow()
    page = client.submit("scales/new", 422, name="Mark", kind="standard")
    assert "needs its mean" in page.text
    client.submit("scales/new", name="Mark", kind="raw", low="0", high="30", expected="20", expected_name="ready")
    assert "Mark" in client.follow().text
    made = Instrument.get(Instrument.name == "Westmere reading check")
    assert (made.code, made.youngest, made.oldest) == ("westmere-reading-check", 60, 143)
    page = client.sign_in(world.anjali).get(f"/children/{world.nia}/scores/new?instrument={made.id}")
    assert "A number from 0 to 30." in page.text


def test_the_authority_enters_the_error_of_the_manual(world: World, client: Client) -> None:
    scale = Scale.select().join(Instrument).where((Instrument.code == "bpvs") & (Scale.code == "ss")).get()
    client.sign_in(world.adil).get(f"/instruments/{scale.instrument_id}/scales/{scale.id}")
    client.submit("scales", sem="4.1")
    assert Scale.get_by_id(scale.id).sem == 4.1
    client.get(f"/instruments/{scale.instrument_id}/scales/{scale.id}")
    page = client.submit("scales", 422, kind="raw")
    assert "Add a new scale." in page.text
    client.get(f"/instruments/{scale.instrument_id}/scales/{scale.id}")
    assert "enter a number" in client.submit("scales", 422, sem="much").text


def test_a_retired_instrument_leaves_the_senco_list_and_comes_back(world: World, client: Client) -> None:
    number = Instrument.get(Instrument.code == "mtc").id
    client.sign_in(world.adil).get(f"/instruments/{number}")
    client.submit("retired")
    client.follow()
    assert Instrument.get_by_id(number).retired_on == date(2026, 11, 23)
    assert "Multiplication" not in client.sign_in(world.anjali).get(f"/children/{world.nia}/scores/new").text
    client.sign_in(world.adil).get(f"/instruments/{number}")
    client.submit("retired")
    assert Instrument.get_by_id(number).retired_on is None
    with sight.system("test"):
        assert Entry.select().where(Entry.kind == "instruments_changed").count() == 2


def test_two_instruments_of_one_name_and_edition_and_ages_upside_down_are_refused(world: World, client: Client) -> None:
    client.sign_in(world.adil).get("/instruments/new")
    page = client.submit("/instruments/new", 422, name="WellComm", origin="published")
    assert "in the list already" in page.text
    page = client.submit("/instruments/new", 422, name="Other", youngest="9:00", oldest="5:00", origin="local")
    assert "below the youngest" in page.text
    assert "like 3:06" in client.submit("/instruments/new", 422, name="Other", youngest="young", origin="local").text


def test_nobody_but_the_authoritys_administrator_changes_the_list(world: World, client: Client) -> None:
    for who in (world.anjali, world.lorna, world.victor, world.folake):
        client.sign_in(who).get("/instruments", 403)


# --- National figures ----------------------------------------------------------------


def send(client: Client, text: str, status: int = 303) -> None:
    """Send in a CSV by the form."""
    client.get("/figures/new")
    form = client.page.forms[-1]
    data = {**form["data"], "file": (io.BytesIO(text.encode()), "figures.csv")}
    client._answer(client.raw.post("/figures/new", data=data, content_type="multipart/form-data"), status)


def test_adil_sends_in_new_figures_looks_and_puts_them_in_force(world: World, client: Client) -> None:
    client.sign_in(world.adil)
    send(client, f"{HEADER}\nphonics_y1,K,England,2024/25,53,,DfE,https://example.org/a,01/10/2025,read\n"
                 "phonics_y1,all,England,2024/25,81,,DfE,,,read\nphonics_y1,all,England,2022/23,79,,\"The Key, from Explore education statistics\",,,read\n")  # fmt: skip
    page = client.follow()
    assert "Figures that change: 2. Lines that change nothing: 1." in page.text
    assert NationalFigure.get_or_none((NationalFigure.group == "K") & (NationalFigure.year == "2024/25")) is None
    client.submit("uploads")
    assert "Figures changed: 2." in client.follow().text
    old, new = NationalFigure.select().where(
        (NationalFigure.measure == "phonics_y1") & (NationalFigure.group == "all") & (NationalFigure.year == "2024/25")
    ).order_by(NationalFigure.id)  # fmt: skip
    assert (old.value, old.replaced_on, new.value, new.replaced_on) == (80, date(2026, 11, 23), 81, None)
    client.get("/figures/uploads/" + str(FigureUpload.get().id), 404)


def test_wrong_lines_are_named_and_nothing_is_changed(world: World, client: Client) -> None:
    client.sign_in(world.adil)
    before = NationalFigure.select().count()
    send(client, f"{HEADER}\nphonics_y1,K,England,2024,53,,DfE,,,read\nphonics,K,England,2024/25,53,,DfE,,,\n"
                 "phonics_y1,K,England,2024/25,153,,DfE,,,\nphonics_y1,K,England,2024/25,53,,,,,\nphonics_y1,all,,2024/25,82,,DfE,,,\n")  # fmt: skip
    page = client.follow()
    for words in ("Line 2:", "not a school year", "Line 3:", "is not a measure", "Line 4:", "not a percentage", "Line 5:", "where this figure was read"):  # fmt: skip
        assert words in page.text
    upload = FigureUpload.get()
    client.post(f"/figures/uploads/{upload.id}", status=422)
    assert NationalFigure.select().count() == before


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a,b\n1,2\n", "columns are missing"),
        (HEADER + "\n", "no lines below"),
        ("PK\x03\x04", "not a CSV file"),
        ("  ", "is empty"),
    ],
)
def test_a_file_that_is_none_of_ours_is_sent_back(world: World, client: Client, text: str, words: str) -> None:
    client.sign_in(world.adil)
    send(client, text, 422)
    assert words in client.page.text


def test_what_is_downloaded_can_be_sent_back_and_changes_nothing(world: World, client: Client) -> None:
    client.sign_in(world.adil)
    text = client.raw.get("/figures.csv").get_data().decode("utf-8-sig")
    send(client, text)
    assert "Figures that change: 0." in client.follow().text


def test_a_source_that_looks_like_a_formula_is_harmless_in_the_download(world: World) -> None:
    row = NationalFigure(measure="ks2_rwm", group="all", year="2024/25", value=62, source="=HYPERLINK(1)")
    text = figure_csv.write([row]).decode("utf-8-sig")
    assert ",'=HYPERLINK(1)," in text
    assert figure_csv.read(text).rows[0].source == "=HYPERLINK(1)"


def test_an_upload_is_seen_by_who_sent_it_only(world: World, client: Client) -> None:
    upload = FigureUpload.create(content=HEADER, sent_by=world.lorna.person, sent_at=date(2026, 11, 23))
    client.sign_in(world.adil).get(f"/figures/uploads/{upload.id}", 404)


def test_figures_that_nobody_obtained_are_not_invented(world: World) -> None:
    known = {(one.measure, one.group, one.year) for one in queries.all_figures()}
    assert ("ks2_rwm", "K", "2023/24") not in known
    assert ("phonics_y1", "K", "2024/25") not in known
    assert all(one.source for one in queries.all_figures())


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused_with_a_sentence(application: Flask, text: str) -> None:
    with application.test_request_context():
        try:
            found = figure_csv.read(f"{HEADER}\n{text}")
        except Refused:
            return
        assert len(found.rows) + len(found.wrong) > 0
