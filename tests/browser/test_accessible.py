"""Every kind of page that a person reaches by links: axe, 400% zoom, a phone, the keyboard; and no link is dead."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Error, Page, Response, ViewportSize
from werkzeug.exceptions import HTTPException

from tests.browser.conftest import Live, Open, violations

ROLES = [
    "hannah", "sana", "anjali", "owen", "dee", "jess", "kelechi", "ruth", "magda", "nia_herself", "priya", "lorna",
    "adil", "carys",
]  # fmt: skip
DESK = ViewportSize(width=1280, height=900)
PHONE = ViewportSize(width=360, height=740)
ZOOMED = ViewportSize(width=320, height=256)  # 1280 x 1024 at 400%
LINKS = """() => [...document.querySelectorAll("main a[href], nav a[href], footer a[href]")]
  .map(link => link.getAttribute("href")).filter(href => href.startsWith("/") && !href.startsWith("/static/"))"""

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


def fetched(page: Page, path: str) -> Response | None:
    """The page's answer; None for a file to keep, which a browser does not show."""
    try:
        return page.goto(path, wait_until="load")
    except Error as error:
        if "Download is starting" in str(error):
            return None
        raise


def crawl(live: Live, page: Page) -> Iterator[tuple[str, int]]:
    """From the page that is open, each kind of page once: yields its address and status while it is open."""
    seen: set[str] = {"accounts.sign_out"}
    waiting = [urlsplit(page.url).path]
    while waiting:
        path = waiting.pop(0)
        kind = endpoint(live, path)
        if kind in seen:
            continue
        seen.add(kind)
        if urlsplit(path).path.endswith(".pdf"):
            # Chromium's own viewer shows it: tests/documents reads what is in it.
            assert page.request.get(path).status == 200, path
            continue
        answer = fetched(page, path)
        if answer is None or answer.headers.get("content-type", "").split(";")[0] != "text/html":
            continue
        waiting += page.evaluate(LINKS)
        yield path, answer.status


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
def test_every_page_can_be_used_by(name: str, live: Live, browse: Open) -> None:
    page = browse(getattr(live.world, name), "/")
    found = []
    for path, status in crawl(live, page):
        if status != 200:
            found.append(f"{path}: a link leads here, and it answers {status}")
        found += [f"{path}: {fault}" for fault in faults(page)]
    assert not found, "\n".join(found)


def test_the_way_in_can_be_used_before_signing_in(live: Live, browse: Open) -> None:
    page = browse(None, "/sign-in")
    assert list(faults(page)) == []
