"""Every page that a person can reach by links: axe finds nothing, nothing scrolls sideways at 320 px, no link is dead."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page
from werkzeug.exceptions import HTTPException

from tests.browser.conftest import Live, Open, violations

ROLES = [
    "hannah", "sana", "anjali", "owen", "dee", "jess", "kelechi", "ruth", "magda", "nia_herself", "priya", "lorna",
    "adil", "carys",
]  # fmt: skip


def endpoint(live: Live, path: str) -> str:
    """Which page an address is; "" for what the portal does not answer by GET."""
    try:
        return str(live.app.url_map.bind("").match(urlsplit(path).path, method="GET")[0])
    except HTTPException:
        return ""


def crawl(live: Live, page: Page) -> Iterator[str]:
    """From the page that is open, each kind of page once: yields its path while it is open."""
    seen: set[str] = set()
    waiting = [urlsplit(page.url).path]
    while waiting:
        path = waiting.pop(0)
        kind = endpoint(live, path)
        if kind in seen or kind == "accounts.sign_out":
            continue
        seen.add(kind)
        answer = page.goto(path)
        if answer is None or answer.headers.get("content-type", "").split(";")[0] != "text/html":
            continue
        assert answer.status == 200, f"{path} answers {answer.status}"
        yield path
        for href in page.eval_on_selector_all(
            "main a[href], nav a[href], footer a[href]", "all => all.map(a => a.getAttribute('href'))"
        ):
            if href.startswith("/") and not href.startswith("/static/"):
                waiting.append(href)


@pytest.mark.parametrize("name", ROLES)
def test_axe_finds_nothing_on_any_page_of(name: str, live: Live, browse: Open) -> None:
    page = browse(getattr(live.world, name), "/", scripts=True)
    found = {path: problems for path in crawl(live, page) if (problems := violations(page))}
    assert not found, "\n".join(f"{path}: {problem}" for path, problems in found.items() for problem in problems)


def test_axe_finds_nothing_before_signing_in(live: Live, browse: Open) -> None:
    page = browse(None, "/sign-in")
    assert violations(page) == []


@pytest.mark.parametrize("name", ["hannah", "kelechi", "magda", "adil"])
def test_no_page_scrolls_sideways_at_400_percent_for(name: str, live: Live, browse: Open) -> None:
    page = browse(getattr(live.world, name), "/", width=320)
    wide = []
    for path in crawl(live, page):
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            wide.append(path)
    assert not wide, f"these pages scroll sideways at 320 px (1280 px at 400%): {wide}"


@pytest.mark.parametrize("name", ["anjali", "kelechi", "magda"])
def test_axe_finds_nothing_on_a_phone_for(name: str, live: Live, browse: Open) -> None:
    page = browse(getattr(live.world, name), "/", width=360)
    found = {path: problems for path in crawl(live, page) if (problems := violations(page))}
    assert not found, "\n".join(f"{path}: {problem}" for path, problems in found.items() for problem in problems)


def test_a_keyboard_alone_reaches_and_leaves_the_thread_picture(live: Live, browse: Open) -> None:
    page = browse(live.world.hannah, f"/children/{live.world.tomasz}")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent.trim()") == "Skip to main content"
    reached = []
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate("document.activeElement.closest('svg, details, main, header, nav, footer')?.tagName")
        )
    assert "svg" in reached
    assert reached[-1] != "svg"
