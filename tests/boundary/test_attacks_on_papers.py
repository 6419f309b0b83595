"""Papers that were made and lie in the record lose words, and readers, with the record itself."""

from __future__ import annotations

from flask import Flask

from portal.access import sight
from portal.cycles.assess import actions as assess_actions
from portal.cycles.assess.actions import View
from portal.cycles.models import Cycle
from portal.documents.models import KeptPaper
from portal.documents.shorten import beginnings, shortened
from portal.pupils.models import NamedAccess
from portal.timeline import actions, removal_actions
from portal.timeline.audiences import FAMILY, PROFESSIONALS, restricted
from portal.timeline.check import differences
from portal.timeline.models import Entry
from tests.client import Client
from tests.cycles import walk
from tests.world import TODAY, Who, World


def pack(app: Flask, who: Who, world: World, terms: str = "", reason: str = "") -> KeptPaper:
    """The evidence pack about Tomasz that somebody makes on the page."""
    client = Client(app).sign_in(who)
    client.get(f"/children/{world.tomasz}/evidence-pack")
    client.submit("evidence-pack", terms=terms, reason=reason)
    with sight.system("test"):
        return KeptPaper.select().where(KeptPaper.kind == "evidence").order_by(KeptPaper.id.desc()).get()


def said(world: World, cycle: Cycle, text: str) -> Entry:
    """What Magda told Hannah in Assess."""
    with sight.looking(world.hannah.sight()):
        view = View("family", "Magda Wieczorek", text)
        assess_actions.give_view(world.hannah.act(), cycle, "assess", view)
        return Entry.select().where(Entry.body == text).get()


def redact(world: World, entry: Entry) -> None:
    """Adil of the authority removes words, with the child open to him as to any officer."""
    with sight.system("test"):
        NamedAccess.create(
            pupil=world.tomasz, person=world.adil.person, purpose="Request 7", starts_on=TODAY, until=TODAY
        )
    with sight.looking(world.adil.sight()):
        removal_actions.redact(world.adil.act(), Entry.get_by_id(entry.id), "Request 7 of 2026")


def html_of(paper: KeptPaper) -> str:
    with sight.system("test"):
        return str(KeptPaper.get_by_id(paper.id).html)


def test_words_that_adil_removes_leave_hannahs_pack_too(world: World, app: Flask) -> None:
    cycle = walk.assessed(world)
    entry = said(world, cycle, "His uncle hit him last summer.")
    paper = pack(app, world.hannah, world)
    assert "His uncle hit him" in html_of(paper)
    redact(world, entry)
    assert "uncle" not in html_of(paper)
    with sight.system("test"):
        assert list(differences()) == []


def test_short_words_and_words_on_two_lines_leave_the_pack_too(world: World, app: Flask) -> None:
    cycle = walk.assessed(world)
    first = said(world, cycle, "He drinks.")
    second = said(world, cycle, "His uncle\nhit him\nlast summer, said his mother")
    paper = pack(app, world.hannah, world)
    redact(world, first)
    with sight.system("test"):
        NamedAccess.delete().where(NamedAccess.person == world.adil.person).execute()
    redact(world, second)
    left = html_of(paper)
    assert "He drinks" not in left
    assert "uncle" not in left
    assert "hit him" not in left


def test_words_around_a_blacked_name_leave_the_pack_too(world: World, app: Flask) -> None:
    cycle = walk.assessed(world)
    entry = said(world, cycle, "His uncle Jan hit him last summer and nobody said a word.")
    paper = pack(app, world.hannah, world, terms="Jan", reason="Somebody else")
    redact(world, entry)
    assert "hit him" not in html_of(paper)


def test_hannahs_pack_is_held_back_with_words_that_stand_in_it(world: World, app: Flask) -> None:
    cycle = walk.assessed(world)
    entry = said(world, cycle, "He drinks.")
    paper = pack(app, world.hannah, world)
    with sight.looking(world.hannah.sight()):
        actions.change_audience(world.hannah.act(), entry, restricted("head"), "Safeguarding")
    with sight.system("test"):
        assert KeptPaper.get_by_id(paper.id).audience != PROFESSIONALS


def test_opening_some_words_again_opens_no_page_on_which_others_are_held_back(world: World, app: Flask) -> None:
    cycle = walk.doing(world)
    with sight.system("test"):
        paper = KeptPaper.select().where(KeptPaper.cycle == cycle).get()
        one = Entry.select().where(Entry.body.contains("He points and cries.")).get()
        other = Entry.select().where(Entry.body.contains("Understands more than he can say.")).get()
    with sight.looking(world.hannah.sight()):
        for entry in (one, other):
            actions.change_audience(world.hannah.act(), entry, PROFESSIONALS, "Wait")
        actions.change_audience(world.hannah.act(), other, FAMILY, "Said at the meeting")
    assert Client(app).sign_in(world.magda).raw.get(f"/papers/{paper.id}").status_code == 404
    with sight.looking(world.hannah.sight()):
        actions.change_audience(world.hannah.act(), one, FAMILY, "Said at the meeting")
    assert Client(app).sign_in(world.magda).raw.get(f"/papers/{paper.id}").status_code == 200


def test_a_long_name_that_was_cut_on_the_one_page_is_found_there(world: World) -> None:
    name = "Precision teaching of high frequency multisyllabic words"
    assert any(piece in shortened(name, 48) for piece in beginnings(name))
