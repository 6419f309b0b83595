"""The evidence pack: from all settings of the thread, what is left out is really gone, nobody reads more than they may."""

from __future__ import annotations

import io

import pikepdf
import pytest
from flask import Flask

from portal.access import sight
from portal.access.models import AccessLog
from portal.cycles.assess import actions as assess_actions
from portal.cycles.assess.actions import View
from portal.documents.models import KeptPaper
from portal.documents.pack_gathering import Gathered, gather
from portal.documents.pack_items import NEEDS, WELLBEING, pack
from portal.pupils.models import Placement, Pupil
from portal.timeline.models import Entry
from tests.client import Client
from tests.cycles import walk
from tests.documents.lives import advised, open_cycle, three_settings
from tests.documents.words import words_of
from tests.statements import counted
from tests.world import Who, World


def make(client: Client, who: Who, world: World) -> KeptPaper:
    """The pack that somebody makes on the page, of all that is there."""
    client.sign_in(who).get(f"/children/{world.tomasz}/evidence-pack")
    client.submit("evidence-pack")
    with sight.system("test"):
        return KeptPaper.select().where(KeptPaper.kind == "evidence").order_by(KeptPaper.id.desc()).get()


def shown(client: Client, who: Who, world: World, paper: KeptPaper) -> str:
    """What the page of a made pack says."""
    return client.sign_in(who).get(f"/children/{world.tomasz}/evidence-pack/{paper.id}").text


def test_ruth_makes_a_pack_from_the_cycles_of_all_three_settings(client: Client, world: World) -> None:
    three_settings(world)
    text = shown(client, world.ruth, world, make(client, world.ruth, world))
    for words in (
        "Millbrook Nursery", "Fernhill Primary School, then Harbour Lane Academy", "Cycle 1", "Attention Autism",
        "3 sessions", "Picture first", "He points and cries.", "Bubbles and Jayden help him talk.",
    ):  # fmt: skip
        assert words in text, words
    order = [text.index(f"{number}. ", text.index("Contents")) for number in range(1, 6)]
    assert order == sorted(order)


def test_gaps_are_no_barrier(client: Client, world: World) -> None:
    walk.assessed(world)
    text = shown(client, world.hannah, world, make(client, world.hannah, world))
    assert "No advice from health is held. This is no reason to wait or refuse." in text
    assert "section 36" in text


def held(app: Flask, who: Who, world: World) -> Gathered:
    """What could stand in a pack that somebody makes now."""
    with app.test_request_context(), sight.looking(who.sight()):
        return gather(Pupil.get_by_id(world.tomasz), money=True)


def test_what_hannah_leaves_out_and_blacks_is_gone_from_page_and_pdf(client: Client, app: Flask, world: World) -> None:
    walk.assessed(world)
    advised(world, world.hannah, "Ivy Marsh", "Plays best with Jayden.")
    with sight.looking(world.hannah.sight()):
        view = View("family", "Magda Wieczorek", "His father drinks.", audience="professionals")
        assess_actions.give_view(world.hannah.act(), open_cycle(world, world.hannah), "assess", view)
    items = held(app, world.hannah, world).items
    private = [item.key for item in items if item.private]
    kept = [item.key for item in items if not item.private]
    assert len(private) == 1
    client.sign_in(world.hannah).get(f"/children/{world.tomasz}/evidence-pack")
    assert "told to professionals only" in client.page.text
    refused = client.submit("evidence-pack", 422, keep=kept, terms="jayden")
    assert "Say why something is left out" in refused.text
    assert "jayden" in client.response.get_data(as_text=True)  # type: ignore[union-attr]
    client.submit("evidence-pack", keep=kept, terms="jayden", reason="Another child; a worry about home.")
    paper = made(world)
    for told in (shown(client, world.hannah, world, paper), pdf_of(client, world, paper)):
        assert "Plays best with [removed]." in told
        assert "Jayden" not in told
        assert "father drinks" not in told
        assert "1 item was left out by the maker." in told
    with sight.looking(world.hannah.sight()):
        (entry,) = Entry.select().where((Entry.pupil == world.tomasz) & (Entry.kind == "pack_made"))
    assert (entry.audience, entry.body) == ("professionals", "Another child; a worry about home.")
    assert entry.data["left_out"] == entry.data["blacked"] == 1
    assert "Jayden" not in str(entry.data) + entry.title


def made(world: World) -> KeptPaper:
    with sight.system("test"):
        return KeptPaper.get((KeptPaper.pupil == world.tomasz) & (KeptPaper.kind == "evidence"))


def pdf_of(client: Client, world: World, paper: KeptPaper) -> str:
    """The text of the tagged PDF, read from its pages."""
    client.get(f"/children/{world.tomasz}/evidence-pack/{paper.id}.pdf")
    assert client.response is not None
    assert client.response.mimetype == "application/pdf"
    data = client.response.get_data()
    with pikepdf.open(io.BytesIO(data)) as document:
        assert document.Root.MarkInfo.Marked
        with document.open_outline() as outline:
            assert len(outline.root) >= 1
    return words_of(data)


def test_a_name_of_one_letter_is_too_short_to_black(client: Client, world: World) -> None:
    walk.assessed(world)
    client.sign_in(world.hannah).get(f"/children/{world.tomasz}/evidence-pack")
    page = client.submit("evidence-pack", 422, terms="J", reason="Another child")
    assert "too short to black out" in page.text


def test_a_pack_without_any_item_is_refused(client: Client, world: World) -> None:
    walk.assessed(world)
    client.sign_in(world.hannah).get(f"/children/{world.tomasz}/evidence-pack")
    assert "Keep at least one item" in client.submit("evidence-pack", 422, keep=[], reason="All").text


def test_a_made_pack_stays_where_it_was_made(client: Client, world: World) -> None:
    three_settings(world)
    paper = make(client, world.ruth, world)
    path = f"/children/{world.tomasz}/evidence-pack"
    assert f"{path}/{paper.id}" in str(client.sign_in(world.ruth).get(path).links)
    for who in (world.hannah, world.anjali, world.victor):
        client.sign_in(who).get(path, 404)
        client.get(f"{path}/{paper.id}", 404)
    for who, status in ((world.magda, 403), (world.priya, 403), (world.lorna, 404)):
        client.sign_in(who).get(f"{path}/{paper.id}", status)


@pytest.mark.parametrize("who", ["sana", "kelechi", "priya", "magda"])
def test_who_is_not_in_charge_makes_none(client: Client, world: World, who: str) -> None:
    client.sign_in(getattr(world, who)).get(f"/children/{world.tomasz}/evidence-pack", 403)


def test_what_hannah_made_is_not_read_by_the_teacher_who_sees_the_child(client: Client, world: World) -> None:
    walk.assessed(world)
    make(client, world.hannah, world)
    for who, found in ((world.hannah, 1), (world.sana, 0), (world.priya, 0), (world.magda, 0), (world.carys, 0)):
        with sight.looking(who.sight()):
            assert KeptPaper.select().where(KeptPaper.kind == "evidence").count() == found, who.name


def test_working_notes_of_the_setting_never_go_into_a_pack(app: Flask, world: World) -> None:
    walk.assessed(world)
    with sight.looking(world.hannah.sight()):
        view = View("support_staff", "Kelechi", "Cried twice.", audience="setting")
        assess_actions.give_view(world.hannah.act(), open_cycle(world, world.hannah), "assess", view)
    assert "Cried twice." not in str(held(app, world.hannah, world).items)


def test_a_withheld_setting_and_its_people_are_not_named_even_in_its_own_pack(client: Client, world: World) -> None:
    walk.assessed(world)
    with sight.system("test"):
        Placement.update(withheld=True).where(Placement.pupil == world.tomasz).execute()
    text = shown(client, world.hannah, world, make(client, world.hannah, world))
    page = text[text.index("Evidence pack") :]
    for words in ("Millbrook", "Hannah Coyle", "Sana Rehman"):
        assert words not in page, words
    assert "a setting" in page


def test_magda_has_her_own_version_and_reads_how_to_ask_herself(client: Client, world: World) -> None:
    walk.assessed(world)
    with sight.looking(world.hannah.sight()):
        view = View("family", "Jan Wieczorek, father", "I am worried about home.", audience="professionals")
        assess_actions.give_view(world.hannah.act(), open_cycle(world, world.hannah), "assess", view)
    text = client.sign_in(world.magda).get(f"/family/{world.tomasz}/evidence-pack").text
    assert "He points and cries." in text
    assert "You can ask" in text
    assert "nobody has to agree first" in text
    assert "worried about home" not in text
    client.get(f"/family/{world.tomasz}/evidence-pack.pdf")
    client.sign_in(world.folake).get(f"/family/{world.tomasz}/evidence-pack", 404)
    client.sign_in(world.victor).get(f"/family/{world.tomasz}/evidence-pack", 403)


def test_each_look_is_written_down(client: Client, world: World) -> None:
    walk.assessed(world)
    make(client, world.hannah, world)
    looks = AccessLog.select().where((AccessLog.pupil_id == world.tomasz) & (AccessLog.page == "evidence pack"))
    assert [row.person_id for row in looks] == [world.hannah.person]


def test_a_longer_thread_costs_no_more_statements(app: Flask, world: World) -> None:
    walk.closed(world)
    held(app, world.hannah, world)
    with counted() as few:
        held(app, world.hannah, world)
    second = walk.assessed(world)
    advised(world, world.hannah, "Ivy Marsh", "Speech advice")
    with counted() as more:
        found = held(app, world.hannah, world)
    assert second.number == 2
    assert len(more) == len(few) <= 24
    made = pack(found.items, found.gaps)
    assert {part.number for part in made.parts if part.items} >= {NEEDS, WELLBEING}
