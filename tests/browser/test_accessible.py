"""Every kind of page that a person reaches by links: axe, 400% zoom, a phone, the keyboard; and no link is dead."""

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, ViewportSize
from werkzeug.exceptions import HTTPException

from tests.browser.conftest import Live, Open, cookie, violations
from tests.client import Page as PageRead
from tests.world import Who

ROLES = [
    "hannah", "sana", "anjali", "owen", "dee", "jess", "kelechi", "ruth", "magda", "nia_herself", "priya", "lorna",
    "adil", "carys",
]  # fmt: skip
DESK = ViewportSize(width=1280, height=900)
PHONE = ViewportSize(width=360, height=740)
ZOOMED = ViewportSize(width=320, height=256)  # 1280 x 1024 at 400%

# What stands in the way of a keyboard: a control that Tab passes by, or an order that is not that of the page.
# Strands of the thread picture are one stop with arrows between them; a group of radio buttons is one stop by nature.
UNREACHED = """() => {
  const shown = node => node.checkVisibility({checkVisibilityCSS: true, opacityProperty: false});
  const name = node => `<${node.tagName.toLowerCase()}> ${(node.textContent || node.name || "").trim().slice(0, 40)}`;
  const wrong = [];
  for (const node of document.querySelectorAll("[tabindex]"))
    if (node.tabIndex > 0) wrong.push(`${name(node)} jumps the queue`);
  for (const node of document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary"))
    if (shown(node) && !node.disabled && node.tabIndex < 0 && !node.closest("svg.ct-thread"))
      wrong.push(`${name(node)} is passed by`);
  for (const node of document.querySelectorAll("a:not([href]), [role=button]:not([tabindex], a, button)"))
    if (shown(node)) wrong.push(`${name(node)} cannot be reached`);
  return wrong;
}"""
SIDEWAYS = """() => {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return [];
  const far = [...document.querySelectorAll("body *")].filter(node => node.getBoundingClientRect().right > root.clientWidth
    && !node.closest(".ct-scroll"));
  return far.slice(-3).map(node => `<${node.tagName.toLowerCase()} class="${node.getAttribute("class") || ""}">`);
}"""


def endpoint(live: Live, path: str) -> str:
    """Which page an address is; "" for what the portal does not answer by GET."""
    try:
        return str(live.app.url_map.bind("").match(urlsplit(path).path, method="GET")[0])
    except HTTPException:
        return ""


class Reached(NamedTuple):
    """A page that somebody reaches by links: its kind (endpoint), the address and the status of its answer."""

    kind: str
    path: str
    status: int


def crawl(live: Live, who: Who) -> Iterator[Reached]:
    """From a person's first page, each kind of page once. Without Chromium: links stand in the page that the portal sends."""
    client = live.app.test_client()
    client.set_cookie("thread", cookie(live.app, who))
    seen: set[str] = {"accounts.sign_out"}
    waiting = ["/"]
    while waiting:
        path = waiting.pop(0)
        kind = endpoint(live, path)
        if kind in seen or path.startswith("/static/"):
            continue
        seen.add(kind)
        answer = client.get(path, follow_redirects=True)
        if answer.mimetype == "text/html":
            found = PageRead(answer.get_data(as_text=True))
            waiting += [href for _words, href in found.links if href.startswith("/")]
        if answer.mimetype == "text/html" or answer.status_code != 200:
            # Of PDFs and other files only that they are there: tests/documents reads what is in them.
            yield Reached(kind, path, answer.status_code)


@pytest.fixture(scope="module")
def reached(live: Live) -> dict[str, list[Reached]]:
    """The pages that each of ROLES reaches."""
    return {name: list(crawl(live, getattr(live.world, name))) for name in ROLES}


def looked_at(reached: dict[str, list[Reached]], name: str) -> list[Reached]:
    """The kinds of pages at which a person looks in Chromium: where they are the first or the last of ROLES who reach it.

    Two different people see each kind of page: it is drawn by one template, and a look takes more than a second.
    """
    people: dict[str, list[str]] = {}
    for who, pages in reached.items():
        for page in pages:
            people.setdefault(page.kind, []).append(who)
    return [page for page in reached[name] if name in (people[page.kind][0], people[page.kind][-1])]


def faults(page: Page) -> Iterator[str]:
    """What is wrong with the open page: at desk width, at 400% and on a phone, all its details opened."""
    page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    yield from violations(page)
    for problem in page.evaluate(UNREACHED):
        yield f"keyboard: {problem}"
    page.set_viewport_size(ZOOMED)
    for node in page.evaluate(SIDEWAYS):
        yield f"scrolls sideways at 320 px: {node}"
    page.set_viewport_size(PHONE)
    for problem in violations(page):
        yield f"at 360 px: {problem}"
    page.set_viewport_size(DESK)


@pytest.mark.parametrize("name", ROLES)
def test_every_page_can_be_used_by(name: str, live: Live, browse: Open, reached: dict[str, list[Reached]]) -> None:
    found = [
        f"{page.path}: a link leads here, and it answers {page.status}" for page in reached[name] if page.status != 200
    ]
    open_page = browse(getattr(live.world, name), "/")
    for page in looked_at(reached, name):
        open_page.goto(page.path, wait_until="load")
        found += [f"{page.path}: {fault}" for fault in faults(open_page)]
    assert not found, "\n".join(found)


def test_each_kind_of_page_is_looked_at(reached: dict[str, list[Reached]]) -> None:
    looked = {page.kind for name in ROLES for page in looked_at(reached, name)}
    assert looked == {page.kind for pages in reached.values() for page in pages}
    assert len(looked) > 100


def test_the_way_in_can_be_used_before_signing_in(live: Live, browse: Open) -> None:
    page = browse(None, "/sign-in")
    assert list(faults(page)) == []
