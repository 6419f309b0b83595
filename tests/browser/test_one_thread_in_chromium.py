"""The main points of the story with JavaScript: search, log, accept, decide, read; one page after another in Chromium."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Live, Open


def test_hannah_finds_tomasz_while_she_types(live: Live, browse: Open) -> None:
    page = browse(live.world.hannah, "/register")
    page.evaluate("window.stayed = true")
    page.get_by_label("Name", exact=True).press_sequentially("wiecz")
    page.wait_for_url(re.compile("q=wiecz"))
    expect(page.locator("#register-list")).to_contain_text("Tomasz Wieczorek")
    page.get_by_label("Name", exact=True).press_sequentially("xx")
    expect(page.locator("#register-list")).to_contain_text("No child fits.")
    expect(page.get_by_label("Name", exact=True)).to_be_focused()
    assert page.evaluate("window.stayed") is True


def test_sana_logs_a_group_with_two_taps_on_a_phone(live: Live, browse: Open) -> None:
    page = browse(live.world.sana, "/", width=360, has_touch=True, is_mobile=True)
    page.get_by_role("link", name="Log sessions").first.tap()
    button = page.get_by_role("button", name=re.compile("As planned")).first
    box = button.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    button.tap()
    expect(page.get_by_text("✓ Saved").first).to_be_visible()


def accept_and_arrive(page: Page, live: Live) -> None:
    """Anjali takes Tomasz on; today is his first day."""
    page.get_by_role("link", name=re.compile("Accept")).first.click()
    page.get_by_label("Room or class").select_option(str(live.world.oak_class))
    page.locator("main form").get_by_role("button").last.click()
    page.get_by_role("link", name=re.compile("Say they arrived")).first.click()
    for label, value in (("Day", "23"), ("Month", "11"), ("Year", "2026")):
        page.get_by_label(label, exact=True).fill(value)
    page.locator("main form").get_by_role("button").last.click()


def test_anjali_decides_and_magda_reads_it(live: Live, browse: Open) -> None:
    page = browse(live.world.anjali, "/moves")
    accept_and_arrive(page, live)
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(r"Continue cycle 2 with Tomasz"))
    first, second, *_rest = page.locator(".ct-inherit > li").all()
    first.get_by_text("Keep", exact=True).click()
    second.get_by_text("Adapt", exact=True).click()
    name = second.get_by_role("heading").inner_text().split("\n")[0].strip()
    page.get_by_role("button", name=re.compile("Save and continue")).click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    second.get_by_label("Reason, in words the family will read").fill("Oak has the board on the wall.")
    page.get_by_role("button", name=re.compile("Save and continue")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Cycle 2 goes on with Tomasz"))
    expect(page.locator("main")).to_contain_text("2 of")
    assert name

    page = browse(live.world.magda, "/")
    expect(page.locator("main")).to_contain_text("Oak has the board on the wall.")
    page.evaluate("window.stayed = true")
    before = page.locator("#story li").count()
    page.get_by_role("link", name=re.compile("Show what came before")).click()
    expect(page.locator("#h-story")).to_be_focused()
    assert page.locator("#story li").count() > before
    assert page.evaluate("window.stayed") is True

    page = browse(live.world.victor, f"/children/{live.world.tomasz}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Page not found")


@pytest.mark.parametrize(("who", "path"), [("hannah", "/register"), ("hannah", "/children/{}"), ("magda", "/")])
def test_the_focus_is_seen_wherever_tab_goes(who: str, path: str, live: Live, browse: Open) -> None:
    """Each stop of the first forty is visible, marked, further on than the one before, and none is a trap."""
    page = browse(getattr(live.world, who), path.format(live.world.tomasz))
    stops = []
    for _ in range(40):
        page.keyboard.press("Tab")
        stop = page.evaluate(
            """() => {
              const node = document.activeElement, style = getComputedStyle(node), box = node.getBoundingClientRect();
              if (node === document.body) return null;
              const all = [...document.querySelectorAll("*")];
              const inner = [...node.querySelectorAll("*")].map(each => getComputedStyle(each));
              const marked = look => look.outlineStyle !== "none" && parseFloat(look.outlineWidth) > 0
                || look.boxShadow !== "none";
              return {at: all.indexOf(node), seen: box.width > 0 && box.height > 0,
                marked: marked(style) || inner.some(marked) || !!node.closest("svg"),
                what: node.outerHTML.slice(0, 120)};
            }"""
        )
        if stop is None:
            break
        stops.append(stop)
    assert len(stops) > 5
    assert [stop["what"] for stop in stops if not (stop["seen"] and stop["marked"])] == []
    order = [stop["at"] for stop in stops]
    assert order == sorted(set(order)), "Tab goes in the order of the page"
