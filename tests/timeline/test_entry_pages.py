"""Pages of entries, as people meet them in a browser without JavaScript."""

from __future__ import annotations

from datetime import date

import pytest

from portal.access import sight
from portal.pupils.models import NamedAccess, Placement
from tests.client import Client
from tests.thread.life import entry
from tests.world import TODAY, World


def test_anjali_adds_a_note_and_finds_it_on_nia_s_timeline(world: World, client: Client) -> None:
    client.sign_in(world.anjali).get(f"/children/{world.nia}/notes/new")
    client.submit("notes/new", title="Science seats", body="She copied a neighbour.", audience="setting")
    page = client.follow()
    assert "Science seats" in page.text
    assert "Staff here only" in page.text


def test_a_note_without_words_comes_back_with_what_was_typed(world: World, client: Client) -> None:
    client.sign_in(world.anjali).get(f"/children/{world.nia}/notes/new")
    page = client.submit("notes/new", status=422, title="Science seats", body="", audience="setting")
    assert "There is a problem" in page.text
    assert page.forms[-1]["data"]["title"] == ["Science seats"]
    assert "Do not write it here" in page.text


def test_anjali_corrects_an_entry_and_both_stand(world: World, client: Client) -> None:
    first = entry(world, "Session of 10 November", body="Refused.")
    client.sign_in(world.anjali).get(f"/entries/{first.id}/correction")
    client.submit("correction", body="Absent: dentist until 10:40.")
    page = client.follow()
    assert "Absent: dentist" in page.text
    again = client.click("See the entry as first written")
    assert "Refused." in again.text
    assert "Corrected since" in again.text


def test_dee_narrows_an_entry_and_folake_gets_404(world: World, client: Client) -> None:
    shared = entry(world, "Talk with home")
    client.sign_in(world.folake).get(f"/entries/{shared.id}")
    client.sign_out().sign_in(world.dee).get(f"/entries/{shared.id}/audience")
    client.submit("audience", audience="restricted", reason="Asked by children’s services")
    assert "Asked by children’s services" in client.follow().text
    client.sign_out().sign_in(world.folake).get(f"/entries/{shared.id}", 404)


def test_folake_is_not_told_how_the_audience_changed(world: World, client: Client) -> None:
    held = entry(world, "Talk with home")
    client.sign_in(world.dee).get(f"/entries/{held.id}/audience")
    client.submit("audience", audience="setting", reason="Wait a day")
    client.get(f"/entries/{held.id}/audience")
    client.submit("audience", audience="family", reason="")
    page = client.sign_out().sign_in(world.folake).get(f"/entries/{held.id}")
    assert "Wait a day" not in page.text
    assert "Who could see it" not in page.text


def test_jess_releases_kelechi_s_words(world: World, client: Client) -> None:
    with sight.system("test"):
        Placement.create(
            pupil=world.tomasz,
            setting=world.fernhill,
            room=world.oak_class,
            main=False,
            starts_on=TODAY,
            sees_from=TODAY,
        )
    words = entry(
        world, "Bucket time", pupil=world.tomasz, author=world.kelechi.person, author_role="ta", audience="setting"
    )
    client.sign_in(world.jess).get(f"/entries/{words.id}")
    client.click("Release to the family")
    client.submit("release")
    client.sign_out().sign_in(world.magda).get(f"/entries/{words.id}")


def test_adil_removes_words_after_giving_a_reason_to_see_the_child(world: World, client: Client) -> None:
    written = entry(world, "A sentence too many", body="Somebody else’s illness.")
    client.sign_in(world.adil).get(f"/entries/{written.id}/redaction", 404)
    with sight.system("test"):
        NamedAccess.create(
            pupil=world.nia,
            person=world.adil.person,
            purpose="Erasure request 14",
            starts_on=TODAY,
            until=date(2026, 12, 20),
        )
    client.get(f"/entries/{written.id}/redaction")
    client.submit("redaction", reason="Erasure request 14")
    page = client.follow()
    assert "illness" not in page.text
    assert "removed under data protection law" in page.text


def test_hannah_still_reads_what_millbrook_wrote_after_a_child_has_left(world: World, client: Client) -> None:
    with sight.system("test"):
        gone = Placement.create(
            pupil=world.nia, setting=world.millbrook, state="left", main=True, starts_on=date(2019, 9, 2),
            sees_from=date(2019, 9, 2), ended_on=date(2020, 7, 17), name_then="Nia Oyelaran",
        )  # fmt: skip
    entry(world, "Ours then", setting=world.millbrook, author=world.hannah.person, occurred_on=date(2020, 3, 1))
    entry(world, "Theirs since")
    client.sign_in(world.hannah).get("/former")
    page = client.click("Nia Oyelaran")
    assert "Ours then" in page.text
    assert "Theirs since" not in page.text
    client.get(f"/children/{world.nia}", 404)
    client.sign_out().sign_in(world.victor).get(f"/former/{gone.id}", 404)


@pytest.mark.parametrize("path", ["", "/correction", "/audience", "/release"])
def test_victor_the_stranger_finds_no_entry(world: World, client: Client, path: str) -> None:
    written = entry(world, "Nothing for him")
    client.sign_in(world.victor).get(f"/entries/{written.id}{path}", 404)
    client.get(f"/children/{world.nia}/notes/new", 404)
