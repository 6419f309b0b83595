"""The child page in a real browser: the picture by keyboard, the timeline by htmx, no connection, narrow and without scripts."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import Live, Open


def test_hannah_walks_through_the_strands_with_arrows_and_reads_each_story(live: Live, browse: Open) -> None:
    page = browse(live.world.hannah, f"/children/{live.world.tomasz}")
    strands = page.locator("svg.ct-thread--wide a")
    assert strands.count() > 2
    assert page.locator('svg.ct-thread--wide a[tabindex="0"]').count() == 1
    strands.first.focus()
    page.keyboard.press("ArrowDown")
    expect(strands.nth(1)).to_be_focused()
    expect(strands.nth(1).locator(".story")).to_be_visible()
    page.keyboard.press("End")
    expect(strands.last).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#thread-table")).to_have_attribute("open", "")
    row = page.locator("tr:target")
    assert row.locator("th").inner_text() in (strands.last.get_attribute("aria-label") or "")


def test_hannah_filters_and_asks_for_more_without_leaving_the_page(live: Live, browse: Open) -> None:
    page = browse(live.world.hannah, f"/children/{live.world.tomasz}")
    page.evaluate("window.stayed = true")
    page.locator("#filter-stage").select_option("plan")
    page.get_by_role("button", name="Filter").click()
    page.wait_for_url(re.compile("stage=plan"))
    expect(page.locator("#h-time")).to_be_focused()
    assert set(page.locator(".ct-timeline .ct-stage text").all_text_contents()) == {"P"}
    page.goto(f"/children/{live.world.tomasz}")
    page.evaluate("window.stayed = true")
    before = page.locator(".ct-timeline > li").count()
    page.get_by_role("link", name="Show earlier entries").click()
    expect(page.locator(".ct-timeline > li[data-changed]")).to_be_focused()
    assert page.locator(".ct-timeline > li").count() > before
    assert page.evaluate("window.stayed") is True


def test_without_a_connection_the_page_says_so_and_keeps_what_stands(live: Live, browse: Open) -> None:
    page = browse(live.world.hannah, f"/children/{live.world.tomasz}")
    page.context.set_offline(True)
    page.locator("#filter-stage").select_option("plan")
    page.get_by_role("button", name="Filter").click()
    expect(page.locator("#problem")).to_contain_text("There is no connection")
    expect(page.locator("#problem")).to_be_focused()
    expect(page.locator("#filter-stage")).to_have_value("plan")


def test_the_same_page_works_without_scripts(live: Live, browse: Open) -> None:
    page = browse(live.world.hannah, f"/children/{live.world.tomasz}", scripts=False)
    page.locator("#filter-stage").select_option("do")
    page.get_by_role("button", name="Filter").click()
    assert "stage=do" in page.url
    page.get_by_text("The same as a table").click()
    expect(page.get_by_role("columnheader", name="Story")).to_be_visible()


def test_nothing_scrolls_sideways_at_320_px(live: Live, browse: Open) -> None:
    page = browse(live.world.hannah, f"/children/{live.world.tomasz}", width=320)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    expect(page.locator("svg.ct-thread--narrow")).to_be_visible()
    expect(page.locator("svg.ct-thread--wide")).to_be_hidden()
