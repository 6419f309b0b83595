"""The case sample: one thread in two pages, without the names that the record knows, as its maker leaves it."""

from __future__ import annotations

import io
from datetime import timedelta

import pikepdf
from flask import Flask

from portal.access import sight
from portal.cycles.do.models import Delivery
from portal.cycles.plan.models import Provision
from portal.documents import answer
from portal.documents.models import KeptPaper
from portal.documents.pdf import pdf
from portal.documents.sample_gathering import Stop, sample
from portal.documents.sample_sentences import MOST_WORDS, Chapter, Names, short, words_in
from portal.pupils.models import Pupil
from portal.timeline.models import Entry
from tests.client import Client
from tests.cycles import walk
from tests.documents.lives import three_settings
from tests.documents.words import words_of
from tests.statements import counted
from tests.world import TODAY, World


def test_the_names_that_the_record_knows_are_replaced(app: Flask, world: World) -> None:
    three_settings(world)
    with app.test_request_context(), sight.looking(world.ruth.sight()):
        made = sample(Pupil.get_by_id(world.tomasz), hide=True)
    told = str(made)
    for name in ("Tomasz", "Wieczorek", "Magda", "Sana", "Rehman", "Millbrook", "Fernhill", "Harbour Lane"):
        assert name not in told, name
    assert [stop.name for stop in made.picture] == ["a nursery", "a primary school, then a secondary school"]
    assert "1 of 1 target was reached" in told
    assert "Picture first" in told


def test_sessions_that_nobody_logged_are_not_told_as_missed(app: Flask, world: World) -> None:
    cycle = walk.doing(world)
    with sight.system("test"):
        row = Provision.get((Provision.cycle == cycle) & (Provision.kind != "strategy"))
        Provision.update(starts_on=TODAY - timedelta(weeks=4), status="running").where(Provision.id == row.id).execute()
    assert f"{row.name} (sessions not logged)" in _told(app, world)
    with sight.system("test"):
        Delivery.create(
            pupil=world.tomasz, provision=row, cycle=cycle, setting=world.millbrook, on=TODAY - timedelta(days=3)
        )
    told = _told(app, world)
    assert f"{row.name} (1 of " in told
    assert "not logged" in told


def _told(app: Flask, world: World) -> str:
    with app.test_request_context(), sight.looking(world.hannah.sight()):
        return str(sample(Pupil.get_by_id(world.tomasz), hide=False).chapters)


def test_a_name_that_is_a_word_too_is_replaced_only_as_a_name(app: Flask) -> None:
    with app.test_request_context():
        names = Names(
            ["Will Grace"],
            "Child A",
            ["May Field, teaching assistant", "Speech and language therapist"],
            {"Oak Hill": "a school"},
        )
        said = names.text("Will will say grace in May with May Field, at Oak Hill. Speech helps.")
    assert said == "Child A will say grace in an adult with an adult, at a school. Speech helps."


def test_long_words_are_cut_between_words() -> None:
    assert short("one  line\nof words") == "one line of words."
    assert len(short("word " * 90)) < 190
    assert short("word " * 90).endswith("word…")


def test_ruth_takes_a_sentence_out_and_the_paper_has_two_pages_at_most(client: Client, world: World) -> None:
    three_settings(world)
    client.sign_in(world.ruth).get(f"/children/{world.tomasz}/case-sample")
    assert "We cannot promise that no name is left" in client.page.text
    client.submit("case-sample", chapter_0="Somebody who likes bubbles.")
    with sight.looking(world.ruth.sight()):
        paper = KeptPaper.get(KeptPaper.kind == "sample")
        entry = Entry.get((Entry.pupil == world.tomasz) & (Entry.kind == "pack_made"))
    assert entry.title == "Case sample made, without the child's name"
    text = client.get(f"/children/{world.tomasz}/case-sample/{paper.id}").text
    assert "Somebody who likes bubbles." in text
    assert "On a SEND register since" not in text
    assert "Tomasz" not in text
    client.get(f"/children/{world.tomasz}/case-sample/{paper.id}.pdf")
    assert client.response is not None
    data = client.response.get_data()
    with pikepdf.open(io.BytesIO(data)) as document:
        assert len(document.pages) <= 2
    assert "bubbles" in words_of(data)
    assert "Tomasz" not in words_of(data)


def test_more_than_two_pages_and_nothing_at_all_are_sent_back(client: Client, world: World) -> None:
    walk.assessed(world)
    client.sign_in(world.hannah).get(f"/children/{world.tomasz}/case-sample?names=shown")
    assert "Millbrook" in client.page.text
    page = client.submit("case-sample", 422, chapter_0="word " * (MOST_WORDS + 1))
    assert "Two pages hold about" in page.text
    empty = {f"chapter_{place}": "" for place in range(4)}
    assert "Keep at least one sentence" in client.submit("case-sample", 422, button=None, **empty).text


def test_the_stranger_the_teacher_and_the_family_make_no_sample(client: Client, world: World) -> None:
    walk.assessed(world)
    for who, status in ((world.victor, 404), (world.sana, 403), (world.magda, 403), (world.priya, 403)):
        client.sign_in(who).get(f"/children/{world.tomasz}/case-sample", status)


def test_a_longer_thread_costs_no_more_statements(app: Flask, world: World) -> None:
    walk.closed(world)
    with app.test_request_context(), sight.looking(world.hannah.sight()):
        child = Pupil.get_by_id(world.tomasz)
        sample(child, hide=True)
        with counted() as few:
            sample(child, hide=True)
    walk.assessed(world)
    with app.test_request_context(), sight.looking(world.hannah.sight()), counted() as more:
        sample(child, hide=True)
    assert len(more) == len(few) <= 26


def test_twenty_cycles_in_all_words_allowed_fit_on_two_pages(app: Flask) -> None:
    chapters = [Chapter(f"Cycle {number}, a primary school", ["helped " * 36]) for number in range(1, 23)]
    assert words_in([line for chapter in chapters for line in chapter.sentences]) <= MOST_WORDS
    stops = [Stop("a nursery", [(number, True) for number in range(1, 11)]), Stop("a primary school", [(11, False)])]
    with app.test_request_context():
        made = answer.html(
            "documents/sample.html", title="One", called="Child A", chapters=chapters, picture=stops, today=TODAY
        )
    with pikepdf.open(io.BytesIO(pdf(made))) as document:
        assert len(document.pages) <= 2
