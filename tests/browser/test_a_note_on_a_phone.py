"""A note in under a minute, on a phone: three taps and one field; a name is searched while it is typed."""

from __future__ import annotations

import re
import time

from playwright.sync_api import expect

from tests.browser.conftest import Live, Open, violations

# What a slow thumb types: 25 words a minute of five letters and a space, so 150 letters a minute.
MS_PER_LETTER = 400
WORDS = "Hides under the table at tidy-up. Came out for Sana."


def test_sana_writes_a_note_with_three_taps_in_under_a_minute(live: Live, browse: Open) -> None:
    page = browse(live.world.sana, "/", width=360)
    started, taps = time.monotonic(), 0
    page.get_by_role("navigation").get_by_role("link", name="Notice", exact=True).click()
    taps += 1
    page.get_by_role("link", name="Tomasz Wieczorek", exact=True).click()
    taps += 1
    # Typed at once; the thumb's time is reckoned below.
    page.get_by_label("What did you see?").fill(WORDS)
    page.get_by_role("button", name="Save").click()
    taps += 1
    expect(page.get_by_role("heading", level=1)).to_have_text("Tomasz Wieczorek")
    machine = time.monotonic() - started
    thumb = len(WORDS) * MS_PER_LETTER / 1000 + taps * 2
    assert taps == 3
    assert machine + thumb < 60, f"{machine:.1f} s of pages and {thumb:.1f} s of a slow thumb"
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_hannah_finds_a_child_while_typing_and_goes_on_by_keyboard(live: Live, browse: Open) -> None:
    page = browse(live.world.hannah, "/notice")
    page.get_by_label("Name").press_sequentially("wiecz")
    expect(page.get_by_role("status")).to_contain_text("1 child")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Tomasz Wieczorek", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Notice: Tomasz Wieczorek")


def test_axe_finds_nothing_before_the_register(live: Live, browse: Open) -> None:
    page = browse(live.world.hannah, f"/children/{live.world.tomasz}/early/new", width=360)
    assert violations(page) == []
    page.get_by_label("What did you see?").fill("Few words at snack")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url(re.compile(r"/early/\d+$"))
    for path in (
        "",
        "/notice",
        "/early",
        f"/children/{live.world.tomasz}/early",
        f"/children/{live.world.tomasz}/early/evidence",
    ):
        if path:
            page.goto(path)
        assert violations(page) == [], path or page.url
