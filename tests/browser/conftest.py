"""A real server and a real Chromium, on a database of their own."""

import os
import shutil
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from werkzeug.serving import BaseWSGIServer, make_server

from portal import clock, db
from portal.accounts import sessions
from portal.accounts.gate import TOKEN
from tests import world as people
from tests.browser.stories import act_out
from tests.conftest import ROOT, migrate
from tests.world import Who, World

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"


class Live(NamedTuple):
    """A running portal: its address, its people, its application."""

    url: str
    world: World
    app: Flask


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here needs a browser; without one it is skipped, and `make test` says so loudly.

    Where PORTAL_TEST_REQUIRE names it, nothing is skipped: the run fails instead.
    """
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if not CHROMIUM and "chromium" not in os.environ.get("PORTAL_TEST_REQUIRE", ""):
                item.add_marker(pytest.mark.skip(reason="Chromium is missing: install it, or set CHROMIUM"))


@pytest.fixture(scope="module")
def live(application: Flask, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """The portal served on a free port, with the world committed in its own SQLite file."""
    engine = db.connect(f"sqlite:///{tmp_path_factory.mktemp('live') / 'portal.db'}")
    engine.connect()
    migrate(engine)
    built = people.build()
    with application.app_context():
        act_out(built)
    server: BaseWSGIServer = make_server("127.0.0.1", 0, whole(application), threaded=False)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Live(f"http://127.0.0.1:{server.server_port}", built, application)
    server.shutdown()
    thread.join(timeout=5)
    server.server_close()
    engine.close()
    clock.fix(None)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for the run."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


def whole(application: "WSGIApplication") -> "WSGIApplication":
    """The application with each answer read and closed before it is sent.

    Werkzeug's server leaves an answer open when Chromium drops the connection, and an open file is an error here.
    """

    def answer(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        body = application(environ, start_response)
        try:
            return [b"".join(body)]
        finally:
            if hasattr(body, "close"):
                body.close()

    return answer


Open = Callable[..., Page]


@pytest.fixture
def browse(chromium: Browser, live: Live) -> Iterator[Open]:
    """`browse(who, path, width=1280, scripts=True)`: a page as that person sees it."""
    contexts: list[BrowserContext] = []

    def open_as(who: Who | None, path: str, width: int = 1280, scripts: bool = True, **more: object) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            java_script_enabled=scripts,
            base_url=live.url,
            **more,  # type: ignore[arg-type]
        )
        contexts.append(context)
        if who is not None:
            context.add_cookies([{"name": "thread", "value": cookie(live.app, who), "url": live.url}])
        page = context.new_page()
        page.goto(path)
        return page

    yield open_as
    for context in contexts:
        context.close()


def cookie(app: Flask, who: Who) -> str:
    """The signed cookie of a fresh session for that person."""
    token = sessions.start(who.person, who.membership, as_family=who.role in ("parent", "young_person"))
    serializer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert serializer is not None
    return str(serializer.dumps({TOKEN: token}))


def violations(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 A and AA and its best practices: one line each."""
    page.evaluate(AXE.read_text())
    found = page.evaluate(
        "async () => (await axe.run(document, {runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice']})).violations"
    )
    return [f"{rule['id']}: {rule['help']} {[node['target'] for node in rule['nodes'][:3]]}" for rule in found]
