"""Errors are answered calmly, reveal nothing, and never need what has just failed."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from peewee import OperationalError

from portal import create_app
from portal.access.permissions import PUBLIC, action
from portal.db import database
from tests.client import Client
from tests.conftest import SETTINGS

SECRET = "Tomasz Wieczorek throws chairs"


@pytest.fixture(scope="module")
def broken() -> Flask:
    """An application with one page that breaks on a child's words, as a database does when it quotes a row."""
    app = create_app({**SETTINGS, "TESTING": False})

    @app.get("/breaks")
    @action(PUBLIC)
    def breaks() -> str:
        raise ValueError(SECRET)

    return app


@pytest.fixture
def visitor(broken: Flask, world: Any) -> Client:
    return Client(broken)


def test_a_stranger_who_mistypes_an_address_reads_what_to_do(client: Client) -> None:
    page = client.get("/nothing-here", 404)
    assert page.h1 == "Page not found"
    assert "check it" in page.text


def test_a_fault_of_ours_is_answered_without_its_words(visitor: Client, caplog: pytest.LogCaptureFixture) -> None:
    page = visitor.get("/breaks", 500)
    assert page.h1 == "Something went wrong on our side"
    assert SECRET not in visitor.raw.get("/breaks").text
    assert SECRET not in caplog.text
    assert "ValueError on GET /breaks" in caplog.text


def test_a_fault_shows_its_words_to_htmx_in_the_problem_region(visitor: Client) -> None:
    assert 'id="fault"' in visitor.raw.get("/breaks", headers={"HX-Request": "true"}).text


def test_everything_answers_503_while_the_database_is_away(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_args: Any, **_options: Any) -> None:
        raise OperationalError("connection to 10.0.0.7 refused")

    monkeypatch.setattr(database.obj, "connect", away)
    health = visitor.raw.get("/healthz")
    assert (health.status_code, health.get_json()["status"]) == (503, "database unreachable")
    page = visitor.raw.get("/children/1")
    assert page.status_code == 503
    assert "We cannot answer just now" in page.text
    assert "10.0.0.7" not in page.text + health.text


def test_health_says_which_database_and_schema_stand(client: Client) -> None:
    answer = client.raw.get("/healthz")
    assert answer.status_code == 200
    assert answer.get_json()["database"] in {"sqlite", "postgresql"}
    assert answer.get_json()["migration"][:4].isdigit()
    assert answer.get_json()["status"] == "ok"


def test_every_answer_forbids_inline_script_and_storing(client: Client) -> None:
    for path in ("/", "/nothing-here", "/healthz"):
        headers = client.raw.get(path).headers
        policy = headers["Content-Security-Policy"]
        assert "unsafe" not in policy
        assert policy.startswith("default-src 'none'")
        assert headers["Cache-Control"] == "no-store"
        assert "HX-Request" in headers["Vary"]


def test_built_files_may_be_kept_for_ever(client: Client) -> None:
    from portal.web.assets import asset

    with client.raw.get(asset("app.css"), headers={"Accept-Encoding": "br"}) as answer:
        assert answer.status_code == 200
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.headers["Content-Encoding"] == "br"
