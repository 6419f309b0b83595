"""Choosing and planning help in a real browser: the library narrows while one types, a phone, the keyboard, axe."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from portal.access import sight
from portal.cycles import opening, queries
from portal.cycles.help import actions as help_actions
from portal.cycles.help import week_actions
from portal.cycles.help.actions import Around, Help
from portal.cycles.help.week import Time
from portal.cycles.help.week_actions import Planned
from tests.browser.conftest import Live, Open
from tests.browser.test_accessible import faults


def sofia(live: Live) -> int:
    """Sofia's open cycle at Oakfield, with one kind of help and two parts of a week."""
    victor = live.world.victor
    with live.app.test_request_context(), sight.looking(victor.sight()):
        found = queries.open_cycle(live.world.sofia)
        if found is None:
            found = opening.open_cycle(victor.act(), live.world.sofia)
            bucket = Help("Talk Boost", "intervention", "targeted", minutes=30, weeks=10, group_size=4, rate_pence=1480)
            help_actions.plan_provision(victor.act(), found, None, bucket, Around(times=(Time(1, "09:15"),)))
            week_actions.add_part(victor.act(), found, Planned((1, 2), "09:00", "Calm start", 20, "library"))
        return int(found.id)


def test_the_library_narrows_while_victor_types_and_the_form_comes_filled(live: Live, browse: Open) -> None:
    page = browse(live.world.victor, f"/cycles/{sofia(live)}/plan/provisions/choice")
    page.evaluate("window.stayed = true")
    page.get_by_label("Name or purpose").press_sequentially("precision")
    expect(page.get_by_role("heading", name="1 kind of help")).to_be_visible()
    assert page.evaluate("window.stayed") is True
    assert list(faults(page)) == []
    page.get_by_role("link", name="Precision teaching").click()
    expect(page.get_by_label("Name", exact=True)).to_have_value("Precision teaching")
    page.get_by_label("Monday").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter the time for these days")
    assert list(faults(page)) == []
    page.get_by_label("At what time?").fill("10.30")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Mon 10:30am")).to_be_visible()


@pytest.mark.parametrize(
    "path",
    [
        "/library", "/library/1", "/library/new", "/library/rates", "/costs", "/cycles/{cycle}/plan/strategies",
        "/cycles/{cycle}/plan/provisions/new?name=Bucket", "/cycles/{cycle}/plan/provisions/choice",
        "/cycles/{cycle}/plan/training/new", "/cycles/{cycle}/week", "/cycles/{cycle}/week/parts/new",
        "/cycles/{cycle}/week/parts/1",
    ],
)  # fmt: skip
def test_pages_of_help_hold_on_a_desk_a_phone_and_for_everybody(live: Live, browse: Open, path: str) -> None:
    page = browse(live.world.victor, path.format(cycle=sofia(live)))
    assert list(faults(page)) == []


def test_a_strategy_is_ticked_on_a_phone_without_scripts(live: Live, browse: Open) -> None:
    page = browse(live.world.victor, f"/cycles/{sofia(live)}/plan/strategies", width=360, scripts=False)
    page.get_by_label("Word bank").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="What every adult does")).to_be_visible()
    expect(page.get_by_role("link", name="Change Word bank")).to_be_visible()
