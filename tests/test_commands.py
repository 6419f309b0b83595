"""The commands with which somebody runs the portal."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskCliRunner

from portal import schema
from portal.access import sight
from portal.db import database
from portal.register.models import Registration
from portal.timeline.record import Story, record
from tests.client import Client
from tests.world import World


def run(app: Flask, *words: str, ends: int = 0) -> str:
    """A command's output. It must end with the exit status ``ends``."""
    result = FlaskCliRunner(app).invoke(args=list(words))
    assert result.exception is None or isinstance(result.exception, SystemExit), repr(result.exception)
    assert result.exit_code == ends, f"{words} ended with {result.exit_code}: {result.output} {result.exception!r}"
    return result.output


def test_migrating_twice_changes_nothing(app: Flask) -> None:
    assert "0 migrations applied" in run(app, "migrate")
    assert schema.level() == schema.newest()


def test_the_first_administrator_gets_a_link_that_opens(app: Flask, client: Client) -> None:
    output = run(
        app,
        "create-admin",
        "Rosa.Quinn@council.example",
        "--name",
        "Rosa Quinn",
        "--address",
        "https://thread.example/",
    )
    link = output.split()[-1]
    assert link.startswith("https://thread.example/invitations/")
    client.get(link.removeprefix("https://thread.example"))


def test_an_address_without_an_at_sign_is_refused_in_one_line(app: Flask) -> None:
    assert len(run(app, "create-admin", "rosa", ends=1).strip().splitlines()) == 1


def test_the_demo_never_loads_beside_real_children(app: Flask) -> None:
    assert "PORTAL_DEMO=1" in run(app, "demo", ends=1)


def test_check_is_content_with_the_world(app: Flask) -> None:
    assert "stands as its last entry left it" in run(app, "check")


def test_check_finds_what_was_changed_behind_everybodys_back(app: Flask, world: World) -> None:
    with sight.looking(world.anjali.sight()):
        row = Registration.get(Registration.pupil == world.nia)
        row.watch_for = "Hides when the room is loud"
        record(world.anjali.act(), Story("register_changed", "What to watch for"), row, pupil=world.nia)
    assert "stands as its last entry left it" in run(app, "check")
    database.execute_sql(f"UPDATE registration /*write*/ SET watch_for = 'nothing' WHERE id = {row.id}")
    assert f"registration {row.id}" in run(app, "check", ends=1)
