"""The benchmark still fits the tables and pages that it measures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from bench import floor, generate, saving, transfer_file, visitor
from bench.authority import FULL_DRAFT, FULL_PLAN, Authority
from bench.pages import TAGGED_PDF, pages
from portal import clock, db, schema
from portal.access import sight
from portal.cycles.plan.models import Provision, Target
from portal.timeline.models import Entry

CHILDREN = 70


@pytest.fixture(scope="module")
def authority(application: Flask, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Authority]:
    """A small authority in a database of its own, today."""
    before = db.database.obj
    clock.fix(None)
    engine = db.connect(f"sqlite:///{tmp_path_factory.mktemp('bench') / 'bench.db'}")
    engine.connect()
    schema.migrate()
    made = Authority(CHILDREN)
    with sight.system("bench"):
        generate.load(made, engine)
    yield made
    engine.close()
    if before is not None:
        db.database.initialize(before)


def test_every_measured_page_answers_with_what_was_loaded(application: Flask, authority: Authority) -> None:
    for page in pages(authority):
        client = visitor.sign_in(application, page.person, None if page.as_family else page.person)
        assert len(visitor.body(client.get(page.path()), page.path())) > 4_000, page.name


def test_the_longest_thread_is_measured_with_its_sessions_and_its_paper_is_a_pdf(
    application: Flask, authority: Authority
) -> None:
    named = {page.name: page for page in pages(authority)}
    done, paper = named["Do, 20 cycles, 200 sessions"], named[TAGGED_PDF]
    client = visitor.sign_in(application, done.person, done.person)
    assert b"Talk partners" in visitor.body(client.get(done.path()), done.path())
    assert visitor.body(client.get(paper.path()), paper.path()).startswith(b"%PDF")


def test_what_was_loaded_without_checks_would_have_passed_them(authority: Authority) -> None:
    assert list(db.database.obj.connection().cursor().execute("PRAGMA foreign_key_check")) == []


def test_the_fullest_plan_holds_what_its_name_says(authority: Authority) -> None:
    with sight.system("bench"):
        for child in (FULL_PLAN, FULL_DRAFT):
            cycle = authority.open_cycle_of(child)
            assert Target.select().where((Target.cycle == cycle) & (Target.position > 0)).count() >= 12
            assert Provision.select().where(Provision.cycle == cycle).count() >= 40


def test_the_floor_answers_as_many_bytes_as_the_page(authority: Authority) -> None:
    [child, *_rest] = pages(authority)
    assert child.floor
    assert len(floor.request(child.floor, db.database.obj, 60_000)()) == pytest.approx(60_000, rel=0.01)


def test_a_teacher_of_the_benchmark_saves_sessions(application: Flask, authority: Authority) -> None:
    with sight.system("bench"):
        before = Entry.select().count()
    forms = list(saving.filled_forms(application, authority))
    saving.send(forms[0])
    saving.send(forms[1])
    with sight.system("bench"):
        assert Entry.select().count() == before + 2


def test_the_transfer_file_of_the_benchmark_is_read_in(
    application: Flask, authority: Authority, tmp_path: Path
) -> None:
    assert transfer_file.seconds_for(application, 3, "100001") > 0
