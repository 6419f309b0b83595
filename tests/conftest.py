"""The engines, the world and the browser-like client that tests share."""

import os
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from flask import Flask
from peewee import Database
from playhouse.migrations import Runner

from portal import clock, create_app, db
from portal.access import sight
from tests import world as people
from tests.client import Client
from tests.world import World

# A busy machine is no reason to fail: speed is for `make bench`, not for tests.
hypothesis.settings.register_profile("portal", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("portal")

ROOT = Path(__file__).resolve().parent.parent
ENGINES = os.environ.get("PORTAL_TEST_ENGINES", "sqlite,postgresql").split(",")


def migrate(engine: Database) -> None:
    """Bring an empty database up to the newest migration."""
    with sight.system("migration"):
        Runner(engine, str(ROOT / "migrations")).up()


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL server: PORTAL_TEST_POSTGRES, else one of our own for this run."""
    given = os.environ.get("PORTAL_TEST_POSTGRES")
    if given:
        yield given
        return
    from tests.postgres import server

    with server() as url:
        yield url


@pytest.fixture(scope="session", params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """Each engine in turn, migrated and with the world committed."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('database') / 'portal.db'}"
        drop = None
    else:
        base = request.getfixturevalue("postgres_url")
        from tests.postgres import create, drop_database

        name = f"portal_{uuid.uuid4().hex[:12]}"
        url = create(base, name)
        drop = lambda: drop_database(base, name)  # noqa: E731
    opened = db.connect(url)
    opened.connect(reuse_if_open=True)
    migrate(opened)
    opened.the_world = people.build()
    yield opened
    if not opened.is_closed():
        opened.close()
    if hasattr(opened, "close_all"):
        opened.close_all()
    if drop:
        drop()


@pytest.fixture
def world(engine: Database) -> Iterator[World]:
    """The named people. What a test writes is rolled back at its end."""
    clock.fix(people.NOW)
    db.database.initialize(engine)
    engine.connect(reuse_if_open=True)
    with engine.atomic() as transaction:
        yield engine.the_world
        transaction.rollback()
    clock.fix(None)


@pytest.fixture
def empty(engine: Database, request: pytest.FixtureRequest, tmp_path: object) -> Iterator[Database]:
    """An empty database of the same kind as `engine`; the proxy points at it meanwhile."""
    if db.kind() == "sqlite":
        other = db.connect(f"sqlite:///{tmp_path}/empty.db")
        yield other
    else:
        from tests.postgres import create, drop_database

        base = request.getfixturevalue("postgres_url")
        name = f"empty_{uuid.uuid4().hex[:12]}"
        other = db.connect(create(base, name))
        yield other
        other.close_all()
        drop_database(base, name)
    if not other.is_closed():
        other.close()
    db.database.initialize(engine)


SETTINGS: dict[str, Any] = {
    "TESTING": True,
    "SECRET_KEY": "only-for-tests",
    "AUTHORITY_NAME": "Westmere Council",
    "AUTHORITY_CODE": "357",
    "SAFEGUARDING_PHONE": "01632 960 118",
    "PORTAL_DEMO": False,
    "SESSION_COOKIE_SECURE": False,
}


@pytest.fixture(scope="session")
def application() -> Flask:
    """One application for all tests of a process; it uses whatever engine is current."""
    return create_app(SETTINGS)


@pytest.fixture
def app(application: Flask, world: World) -> Flask:
    """The application in the world."""
    return application


@pytest.fixture
def client(app: Flask) -> Client:
    """Nobody signed in yet: `client.sign_in(world.anjali)`. It checks every page it fetches."""
    return Client(app)
