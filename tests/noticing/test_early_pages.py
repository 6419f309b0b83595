"""The pages of Notice, Check and Try, without JavaScript."""

from __future__ import annotations

import io

import pytest

from portal.access import sight
from portal.noticing.models import EarlyNote
from portal.pupils.models import Claim, Placement, Pupil
from portal.register.models import Registration, SenPeriod
from tests.client import Client
from tests.noticing.zane import his_mother, noted, zane
from tests.statements import counted
from tests.world import TODAY, World


def test_kelechi_writes_a_note_in_two_taps_and_one_field(world: World, client: Client) -> None:
    pupil = zane(world)
    client.sign_in(world.kelechi).get("/notice")
    client.click("Zane Malik")
    client.submit("early/new", words="Covers his ears in assembly", signs=["often"])
    page = client.follow()
    assert "until a teacher releases it" in page.text
    assert "Next: ask the child, the family or a colleague" in page.text
    with sight.looking(world.kelechi.sight()):
        note = EarlyNote.get()
        assert (note.pupil_id, note.audience, note.signs, note.seen_on) == (pupil, "setting", "often", TODAY)


def test_jess_goes_on_from_notice_to_check_to_try_to_an_end(world: World, client: Client) -> None:
    pupil = zane(world)
    client.sign_in(world.jess).get(f"/children/{pupil}/early/new")
    client.submit("early/new", words="Covers his ears", area="SP", audience="family")
    client.follow()
    client.click("Check")
    client.submit("early/new", words="“Too loud”", signs=["child", "family"])
    client.follow()
    client.click("Try")
    client.submit("early/new", words="Ear defenders by the door", signs=["early"])
    page = client.follow()
    assert "Look again on 7 December 2026" in page.text
    assert "Sensory and/or physical" in page.text
    with sight.looking(world.jess.sight()):
        assert {row.area for row in EarlyNote.select()} == {"SP"}
        assert {row.audience for row in EarlyNote.select()} == {"family"}
    client.click("End this")
    client.submit("/end", how="", status=422)
    client.submit("/end", how="Wears them by himself")
    page = client.follow()
    assert "Wears them by himself" in page.text
    assert "Nothing is watched now" in client.get("/early").text


def test_an_empty_note_is_sent_back_with_what_was_ticked(world: World, client: Client) -> None:
    pupil = zane(world)
    client.sign_in(world.jess).get(f"/children/{pupil}/early/new")
    page = client.submit("early/new", words=" ", signs=["new"], seen_on=["1", "1", "2030"], status=422)
    assert "There is a problem" in page.text
    (form,) = [form for form in page.forms if "early/new" in form["action"]]
    assert form["data"]["signs"] == ["new"]


def test_a_day_to_come_opens_the_folded_fields(world: World, client: Client) -> None:
    pupil = zane(world)
    client.sign_in(world.jess).get(f"/children/{pupil}/early/new")
    page = client.submit("early/new", words="Covers his ears", seen_on=["x", "1", "2030"], status=422)
    assert "real date" in page.text
    assert '<details class="govuk-details" open>' in client.response.get_data(as_text=True)  # type: ignore[union-attr]


def test_anjali_finds_any_child_of_her_setting_by_the_beginning_of_a_name(world: World, client: Client) -> None:
    zane(world)
    page = client.sign_in(world.anjali).get("/notice?q=mal")
    assert "Zane Malik" in page.text
    assert "Sofia" not in client.get("/notice?q=sof").text
    assert "No child here has this name" in client.page.text


def test_a_part_of_the_page_answers_while_a_name_is_typed(world: World, client: Client) -> None:
    zane(world)
    client.sign_in(world.anjali)
    answer = client.raw.get("/notice?q=za", headers={"HX-Request": "true", "HX-Target": "found"})
    text = answer.get_data(as_text=True)
    assert "Zane Malik" in text
    assert "<html" not in text


def test_anjali_adds_a_child_without_the_register_and_notes_at_once(world: World, client: Client) -> None:
    client.sign_in(world.anjali).get("/notice")
    client.click("Add a child")
    client.submit("children/new", forename="Ama", surname="Boateng", born_on=["2", "2", "2020"])
    page = client.follow()
    assert "Ama Boateng" in page.h1
    client.submit("early/new", words="Holds the book very near")
    client.follow()
    with sight.looking(world.anjali.sight()):
        ama = Pupil.get(Pupil.surname == "Boateng")
        assert Placement.get(Placement.pupil == ama).state == "current"
        assert not Registration.select().where(Registration.pupil == ama).exists()
        assert not SenPeriod.select().where(SenPeriod.pupil == ama).exists()
        assert Claim.select().where(Claim.pupil == ama).exists()
    assert "Ama" not in client.get("/register").text
    client.get("/children/new")
    client.submit("children/new", forename="Ama", surname="Boateng", born_on=["2", "2", "2020"], status=422)


def test_anjali_brings_in_a_class_without_needs_by_a_list_and_notes_a_child_of_it(world: World, client: Client) -> None:
    client.sign_in(world.anjali).get("/imports")
    content = b"Surname,Forename,DOB,SEN,Class\nOsei,Kwame,14/03/2022,N,Oak\nDiallo,Awa,02/05/2022,,Oak\n"
    client.submit("/imports/children", file=(io.BytesIO(content), "oak.csv"))
    client.follow()
    client.submit("/imports/")
    page = client.get("/notice?q=osei")
    assert "Kwame Osei" in page.text
    assert "Awa Diallo" in client.get("/notice?q=awa").text
    assert "Kwame" not in client.get("/register").text
    # Jess, whose class it is, finds both without typing.
    assert "Awa Diallo" in client.sign_in(world.jess).get("/notice").text


def test_jess_releases_from_the_list_what_kelechi_wrote(world: World, client: Client) -> None:
    pupil = zane(world)
    rana = his_mother(pupil)
    noted(world.kelechi, pupil, "Covers his ears")
    client.sign_in(world.jess).get("/early?show=release")
    client.click("Let the family read it")
    client.submit("/release")
    assert "No note fits" in client.get("/early?show=release").text
    page = client.sign_in(rana).get(f"/family/{pupil}")
    assert "We noticed something" in page.text
    assert "Covers his ears" in page.text


def test_rana_reads_plain_words_and_no_working_notes(world: World, client: Client) -> None:
    pupil = zane(world)
    rana = his_mother(pupil)
    first = noted(world.jess, pupil, "Loves the drum", audience="family", area="SP")
    noted(world.jess, pupil, "We moved his seat", first, kind="tried", audience="family")
    noted(world.jess, pupil, "A working note")
    page = client.sign_in(rana).get(f"/family/{pupil}")
    assert "We tried a small change" in page.text
    assert "A working note" not in page.text


def test_kelechi_may_not_end_or_use(world: World, client: Client) -> None:
    pupil = zane(world)
    note = noted(world.kelechi, pupil, "Covers his ears")
    client.sign_in(world.kelechi).get(f"/early/{note.id}/end", 403)
    client.get(f"/children/{pupil}/early/evidence", 403)
    page = client.get(f"/early/{note.id}")
    assert "End this" not in page.text


@pytest.mark.parametrize("path", ["/early/{note}", "/children/{pupil}/early", "/children/{pupil}/early/new"])
def test_victor_the_stranger_gets_404(world: World, client: Client, path: str) -> None:
    pupil = zane(world)
    note = noted(world.jess, pupil, "Covers his ears")
    page = client.sign_in(world.victor).get(path.format(note=note.id, pupil=pupil), 404)
    assert "Zane" not in page.text
    assert "Zane" not in client.get("/early").text + client.get("/notice?q=zane").text.replace("zane", "")


def test_the_register_says_how_long_support_took(world: World, client: Client) -> None:
    noted(world.hannah, world.tomasz, "Few words", seen_on=TODAY)
    page = client.sign_in(world.hannah).get(f"/register/{world.tomasz}")
    assert "First noticed on 23 November 2026. No support is in place yet" in page.text


@pytest.mark.parametrize(
    ("path", "most"), [("/early", 8), ("/notice", 4), ("/children/{pupil}/early", 12), ("/early/{note}", 12)]
)
def test_the_pages_ask_the_same_number_of_questions_whatever_is_written(
    world: World, client: Client, path: str, most: int
) -> None:
    pupil = zane(world)
    note = noted(world.kelechi, pupil, "Covers his ears")
    path = path.format(pupil=pupil, note=note.id)
    client.sign_in(world.anjali).get(path)
    with counted() as few:
        client.get(path)
    for number in range(12):
        later = noted(world.kelechi, pupil, f"Note {number}")
        noted(world.kelechi, pupil, "Tried", later, kind="tried")
    client.get(path)
    with counted() as many:
        client.get(path)
    assert len(many) == len(few) <= most, [sql[:80] for sql in many]
