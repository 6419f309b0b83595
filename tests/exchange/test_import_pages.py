"""The import in the browser: upload, preview, confirm; nothing is written before."""

import io
from pathlib import Path
from typing import Any

import pytest

from portal.access import sight
from portal.accounts.models import Assignment, Person
from portal.cycles.models import Cycle
from portal.exchange.models import ImportBatch
from portal.organisation.models import Room, Setting
from portal.pupils.models import Placement, Pupil
from portal.timeline.models import Entry
from tests.client import Client
from tests.world import World

DATA = Path(__file__).parent / "data"
CTF = DATA / "3572001_CTF_3574002_001.xml"


def file(content: bytes, name: str = "3572001_CTF_3574002_001.xml") -> dict[str, Any]:
    return {"file": (io.BytesIO(content), name)}


def upload(client: Client, content: bytes, name: str = "file.xml", part: str = "/imports/children", status: int = 303):
    client.get("/imports")
    return client.submit(part, status, **file(content, name))


def asked(client: Client) -> str:
    assert client.response is not None
    return client.response.request.path


def sent_to(client: Client) -> str:
    assert client.response is not None
    return str(client.response.headers["Location"])


def pupils() -> int:
    with sight.system("test"):
        count: int = Pupil.select().count()
    return count


def test_ruth_uploads_previews_and_confirms(client: Client, world: World) -> None:
    before = pupils()
    client.sign_in(world.ruth)
    upload(client, CTF.read_bytes())
    page = client.follow()
    for words in ("2 new", "1 refused", "1 without SEN", "Zosia Nowak", "Tom Reed", "first letter would be J"):
        assert words in page.text
    assert pupils() == before
    client.submit("/imports/")
    assert "Brought up to date" not in client.follow().text
    assert pupils() == before + 2
    with sight.looking(world.ruth.sight()):
        assert Pupil.get(Pupil.upn == "J357200021001").name == "Zosia Nowak"
    assert ImportBatch.get(ImportBatch.setting == world.harbour_lane).content == {}


def test_confirming_twice_brings_the_children_in_once(client: Client, world: World) -> None:
    client.sign_in(world.ruth)
    upload(client, CTF.read_bytes())
    client.follow()
    address = asked(client)
    client.submit("/imports/")
    count = pupils()
    client.get("/imports")
    client.post(address)
    assert pupils() == count
    with sight.system("test"):
        assert Entry.select().where(Entry.kind == "imported").count() == 2


def test_chosen_child_without_sen_is_kept(client: Client, world: World) -> None:
    client.sign_in(world.ruth)
    upload(client, CTF.read_bytes())
    client.follow()
    client.submit("/imports/", keep=["3"])
    with sight.looking(world.ruth.sight()):
        assert Pupil.select().where(Pupil.forename == "Isla").exists()


def test_preview_reads_the_same_whether_the_child_is_known_elsewhere(client: Client, world: World) -> None:
    client.sign_in(world.anjali)
    upload(client, CTF.read_bytes())
    before = client.follow().text
    client.sign_in(world.ruth)
    upload(client, CTF.read_bytes())
    client.follow()
    client.submit("/imports/")
    client.follow()
    client.sign_in(world.anjali)
    number = ImportBatch.get(ImportBatch.setting == world.fernhill).id
    assert client.get(f"/imports/{number}").text == before


def test_victor_the_stranger_cannot_open_ruths_upload(client: Client, world: World) -> None:
    client.sign_in(world.ruth)
    upload(client, CTF.read_bytes())
    address = sent_to(client)
    client.sign_in(world.victor)
    client.get(address, 404)
    client.get("/imports")
    client.post(address, status=404)


@pytest.mark.parametrize("who", ["owen", "jess", "magda", "lorna"])
def test_who_does_not_import_is_refused(client: Client, world: World, who: str) -> None:
    client.sign_in(getattr(world, who)).get("/imports", 403)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b'<!DOCTYPE x [<!ENTITY a "b">]><CTfile>&a;</CTfile>', "carries its own definitions"),
        (b"<a>" * 100_000, "nested too deeply"),
        (b"", "This file is empty"),
        (b"PK\x03\x04rest", "This is a spreadsheet"),
        (b"<html></html>", "not a Common Transfer File"),
        (b"\x00\x01\x02", "not text"),
    ],
)
def test_unreadable_file_is_sent_back_with_a_sentence(
    client: Client, world: World, content: bytes, sentence: str
) -> None:
    client.sign_in(world.ruth)
    assert sentence in upload(client, content, status=422).text
    assert not ImportBatch.select().exists()


def test_no_file_asks_for_one(client: Client, world: World) -> None:
    client.sign_in(world.ruth).get("/imports")
    assert "Choose a file" in client.submit("/imports/children", 422).text


def test_hannahs_register_with_odd_headers_is_mapped_once_and_remembered(client: Client, world: World) -> None:
    content = b"Naam,Given,Day of birth,Stage\r\nOsei,Kwame,14/03/2023,SEN support\r\n"
    client.sign_in(world.hannah)
    upload(client, content, "register.csv")
    page = client.follow()
    if page.h1 != "Which column is what?":
        page = client.follow()
    assert page.h1 == "Which column is what?"
    assert "date of birth" in client.submit("/columns", 422).text
    client.submit("/columns", field_surname="0", field_forename="1", field_born="2", field_provision="3")
    assert "Kwame Osei" in client.follow().text
    client.submit("/imports/")
    upload(client, content, "again.csv")
    assert "1 child is as you have them" in client.follow().text


def test_one_who_needs_a_decision_is_asked_about_and_answered(client: Client, world: World) -> None:
    client.sign_in(world.ruth)
    upload(client, b"UPN,Surname,Forename,DOB,SEN\nB357340024003,Nowak,Zofia,03/02/2015,K\n", "a.csv")
    client.follow()
    client.submit("/imports/")
    upload(client, CTF.read_bytes())
    assert "another UPN" in client.follow().text
    client.submit("/imports/", answer_1="another")
    with sight.looking(world.ruth.sight()):
        assert Pupil.select().where(Pupil.surname == "Nowak").count() == 2


def test_removed_upload_is_gone(client: Client, world: World) -> None:
    client.sign_in(world.ruth)
    upload(client, CTF.read_bytes())
    address = sent_to(client)
    client.follow()
    client.submit("/removal")
    client.get(address, 404)
    assert ImportBatch.get().content == {}


def test_staff_and_classes_come_from_a_list(client: Client, world: World) -> None:
    client.sign_in(world.anjali)
    upload(client, b"Class,Year\n5 Elm,Year 5\n", "classes.csv", "/imports/people/classes")
    assert "5 Elm" in client.follow().text
    client.submit("/imports/people/")
    assert Room.get((Room.setting == world.fernhill) & (Room.name == "5 Elm")).year_group == "5"
    staff = b"Name,Email,Role,Class\nMia Stone,mia@example.org,Teaching assistant,5 Elm\nNo Mail,,Teacher,\n"
    upload(client, staff, "staff.csv", "/imports/people/staff")
    page = client.follow()
    assert "Mia Stone" in page.text
    assert "not an e-mail address" in page.text
    client.submit("/imports/people/")
    mia = Person.get(Person.email == "mia@example.org")
    assert Assignment.get(Assignment.person == mia).room.name == "5 Elm"


def test_september_moves_everybody_on_in_one_go(client: Client, world: World) -> None:
    client.sign_in(world.anjali)
    year_1 = Room.create(setting=world.fernhill, name="1 Ash", year_group="1")
    with sight.looking(world.anjali.sight()):
        before = {row.pupil_id: (row.year_group, row.room_id) for row in Placement.select()}
    page = client.get("/classes/new-year")
    assert page.h1 == "The new school year"
    rooms = {room or 0 for _group, room in before.values()}
    fields: dict[str, Any] = {f"to_{room}": str(year_1.id) for room in rooms}
    client.submit("/classes/new-year", **fields)
    with sight.looking(world.anjali.sight()):
        for row in Placement.select():
            assert row.room_id == year_1.id
            assert row.year_group != before[row.pupil_id][0] or row.year_group == ""
        assert Entry.select().where(Entry.kind == "room_changed").count() == len(before)


def test_classes_of_another_setting_cannot_be_chosen(client: Client, world: World) -> None:
    client.sign_in(world.anjali)
    client.get("/classes/new-year")
    fields: dict[str, Any] = {f"to_{world.oak_class}": str(world.kingfishers)}
    client.submit("/classes/new-year", 422, to_0=str(world.kingfishers), **fields)


def test_adil_finds_settings_and_adds_a_childminder(client: Client, world: World) -> None:
    client.sign_in(world.adil)
    assert "Fernhill" in client.get("/settings?name=fern").text
    assert "Fernhill" not in client.get("/settings?phase=secondary").text
    client.get("/settings/new")
    page = client.submit("/settings/new", 422, urn="EY1", name="Mo Ali")
    assert "EY123456" in page.text
    client.submit("/settings/new", urn="ey 654321", name="Mo Ali", kind="childminder")
    assert "Mo Ali" in client.follow().h1
    client.get("/settings/new")
    assert "already a setting" in client.submit("/settings/new", 422, urn="EY654321", name="Mo", kind="nursery").text


def test_adil_brings_settings_up_to_date_from_a_file(client: Client, world: World) -> None:
    client.sign_in(world.adil)
    upload(client, (DATA / "gias_four_schools.csv").read_bytes(), "gias.csv", "/imports/settings")
    assert Setting.select().where(Setting.urn == "990001").exists()
    assert "no column" in upload(client, b"a,b\n1,2\n", "x.csv", "/imports/settings", 422).text


def test_victor_and_magda_do_not_manage_settings(client: Client, world: World) -> None:
    client.sign_in(world.victor).get("/settings", 403)
    client.sign_in(world.magda).get("/settings/new", 403)


def test_anjali_carries_in_what_was_kept_on_paper(client: Client, world: World) -> None:
    client.sign_in(world.anjali).get(f"/children/{world.nia}/before")
    assert "at least one" in client.submit("/before", 422).text
    client.submit(
        "/before", cycles="4", outcome="Joins in at the table", works="A quiet start", review_due=["14", "12", "2026"]
    )
    with sight.looking(world.anjali.sight()):
        closed, running = Cycle.select().where(Cycle.pupil == world.nia).order_by(Cycle.number)
        assert (closed.number, running.number, running.follows_id, running.before_portal) == (4, 5, closed.id, True)
    client.follow()
    client.get(f"/children/{world.nia}/before")
    assert "already" in client.submit("/before", 422, cycles="2").text


def test_victor_cannot_carry_anything_into_nias_thread(client: Client, world: World) -> None:
    client.sign_in(world.victor).get(f"/children/{world.nia}/before", 404)
    client.sign_in(world.jess).get(f"/children/{world.nia}/before", 403)


def test_file_addressed_to_another_school_warns(client: Client, world: World) -> None:
    Setting.update(estab="4999").where(Setting.id == world.harbour_lane).execute()
    client.sign_in(world.ruth)
    upload(client, CTF.read_bytes())
    assert "addressed to school 3574002" in client.follow().text
    Setting.update(estab="4002").where(Setting.id == world.harbour_lane).execute()
    upload(client, CTF.read_bytes())
    assert "addressed to" not in client.follow().text
