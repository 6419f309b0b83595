"""Scores in a real browser: the form of an instrument by htmx and without scripts, drawings, axe, a phone."""

from __future__ import annotations

from datetime import date
from typing import Any

from playwright.sync_api import expect

from portal.access import sight
from portal.assessments.actions import Entered, add_score
from portal.assessments.models import Instrument
from portal.pupils.models import Pupil
from tests.browser.conftest import Live, Open
from tests.browser.test_accessible import faults


def results(live: Live) -> None:
    """Results of Nia's: lines with and without an error, lower is better, bands, words."""
    given: tuple[tuple[str, dict[str, str], date, dict[str, Any]], ...] = (
        ("ngrt", {"sas": "84", "ra": "7:04"}, date(2025, 10, 1), {}), ("ngrt", {"sas": "85", "ra": "8:00"}, date(2026, 10, 6), {}),
        ("sdq", {"total": "12"}, date(2026, 9, 30), {"informant": "teacher"}), ("leuven", {"wellbeing": "high"}, date(2026, 9, 30), {}),
        ("attendance", {"sessions": "342 of 380"}, date(2026, 7, 21), {}), ("observation", {}, date(2026, 9, 1), {"note": "She read aloud."}),
    )  # fmt: skip
    anjali = live.world.anjali
    with live.app.test_request_context(), sight.looking(anjali.sight()):
        for code, typed, on, more in given:
            number = Instrument.get(Instrument.code == code).id
            add_score(anjali.act(), Pupil.get_by_id(live.world.nia), Entered(number, on, typed, **more))


def test_progress_is_readable_for_staff_and_family_on_a_desk_and_a_phone(live: Live, browse: Open) -> None:
    results(live)
    page = browse(live.world.anjali, f"/children/{live.world.nia}/progress")
    assert page.locator("svg.ct-scores").count() >= 5
    assert list(faults(page)) == []
    assert list(faults(browse(live.world.folake, f"/family/{live.world.nia}/progress"))) == []


def test_anjali_chooses_an_instrument_by_keyboard_and_saves_from_the_form_that_comes(live: Live, browse: Open) -> None:
    page = browse(live.world.anjali, f"/children/{live.world.nia}/scores/new")
    page.evaluate("window.stayed = true")
    page.get_by_label("Which test").select_option(label="Phonics screening check")
    expect(page.get_by_label("Mark")).to_be_visible()
    assert page.evaluate("window.stayed") is True
    assert list(faults(page)) == []
    page.get_by_label("Mark").fill("41")
    for box, number in (("Day", "15"), ("Month", "6"), ("Year", "2022")):
        page.get_by_label(box, exact=True).fill(number)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("It goes from 0 to 40.")
    assert list(faults(page)) == []
    page.get_by_label("Mark").fill("27")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("One result: 27 of 40.")).to_be_visible()


def test_the_longest_form_works_without_scripts(live: Live, browse: Open) -> None:
    page = browse(live.world.anjali, f"/children/{live.world.nia}/scores/new", width=360, scripts=False)
    page.get_by_label("Which test").select_option(label="EYFS Profile (from September 2021)")
    page.get_by_role("button", name="Show its form").click()
    # The click does not wait for the page that it leads to.
    expect(page.get_by_label("Numerical patterns")).to_be_visible()
