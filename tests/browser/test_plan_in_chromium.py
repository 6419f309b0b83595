"""A plan in Chromium: the sentence while one types, help found while one types, sending it, and its receipts on a phone."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Locator, expect

from portal.access import sight
from portal.accounts.models import Assignment, Membership
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Attendee, Outcome, Provision, Target
from tests.browser.conftest import Live, Open, violations
from tests.browser.test_accessible import faults
from tests.world import TODAY, Who


@pytest.fixture(scope="module")
def planning(live: Live) -> int:
    """Sofia's plan at Oakfield, all written down, neither agreed nor sent. Its id."""
    world = live.world
    with sight.system("test"):
        here = {"pupil": world.sofia, "setting": world.oakfield}
        cycle = Cycle.create(
            **here, number=1, opened_at=world.oakfield, stage="plan", opened_on=TODAY, lead=world.victor.person,
            responsible_teacher=world.victor.person, review_on=TODAY + timedelta(weeks=6),
        )  # fmt: skip
        outcome = Outcome.create(**here, cycle=cycle, verb="develop", text="read for pleasure", area="CL")
        target = Target.create(
            **here, cycle=cycle, outcome=outcome, name="Thirty words", does_what="reads 30 words in a minute",
            measured_how="probe", measured_when="Fridays", measured_by="Victor Lang", by_when=TODAY + timedelta(weeks=6),
        )  # fmt: skip
        for name in ("Precision teaching", "Paired reading"):
            Provision.create(
                **here, cycle=cycle, target=target, name=name, kind="intervention", layer="targeted", status="planned",
                deliverer=world.kelechi.person, when_text="every morning", minutes=10, times_a_week=5, weeks=6,
                starts_on=TODAY, started_cycle_number=1,
            )  # fmt: skip
        Attendee.create(
            **here, cycle=cycle, person=world.peter.person, name="Peter Andrade", role="father", invited_on=TODAY
        )
    return cycle.id


@pytest.fixture(scope="module")
def helper(live: Live) -> Who:
    """Kelechi also helps at Oakfield, with Sofia."""
    kelechi, world = live.world.kelechi, live.world
    with sight.system("test"):
        made = Membership.create(person=kelechi.person, setting=world.oakfield, role="ta", starts_on=TODAY)
        Assignment.create(person=kelechi.person, setting=world.oakfield, pupil_id=world.sofia, starts_on=TODAY)
    return kelechi._replace(setting=world.oakfield, membership=made.id)


def tall_enough(button: Locator) -> bool:
    box = button.bounding_box()
    return box is not None and box["height"] >= 44


def test_the_sentence_grows_while_victor_types_and_asks_about_vague_words(
    live: Live, browse: Open, planning: int
) -> None:
    page = browse(live.world.victor, f"/cycles/{planning}/plan")
    page.get_by_role("link", name=re.compile("Add a target")).first.click()
    said = page.locator("#sentence")
    typed = page.get_by_label(re.compile("^What will", re.IGNORECASE)).or_(page.locator("#does_what")).first
    typed.press_sequentially("improve his reading")
    expect(said).to_contain_text("reading")
    expect(said).to_contain_text("From what to what?")
    expect(typed).to_be_focused()
    typed.fill("reads 40 words in a minute")
    expect(said).to_contain_text("40 words in a minute")
    expect(said).not_to_contain_text("From what to what?")
    assert violations(page) == []


def test_help_of_the_library_is_found_while_victor_types(live: Live, browse: Open, planning: int) -> None:
    page = browse(live.world.victor, f"/cycles/{planning}/plan/provisions/choice")
    search = page.get_by_label("Name or purpose")
    search.press_sequentially("precision")
    expect(page.locator("#help-offered")).to_contain_text("recision")
    expect(page.locator("#help-offered")).not_to_contain_text("Attention Autism")
    expect(search).to_be_focused()


def test_peter_is_asked_to_the_meeting_and_answers_with_his_thumb(live: Live, browse: Open, planning: int) -> None:
    page = browse(live.world.peter, f"/family/{live.world.sofia}", width=360, has_touch=True, is_mobile=True)
    page.get_by_role("link", name=re.compile("Answer now|Come to the meeting")).first.tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("We make the plan together")
    assert list(faults(page)) == []
    page.set_viewport_size({"width": 360, "height": 740})
    button = page.get_by_role("button", name="Yes, I come")
    assert tall_enough(button)
    button.tap()
    expect(page.locator("main")).to_contain_text("You said: yes, I come.")


def test_a_plan_goes_from_urgent_help_to_its_receipts(live: Live, browse: Open, planning: int, helper: Who) -> None:
    page = browse(live.world.victor, f"/cycles/{planning}/plan")
    page.get_by_role("link", name=re.compile("Start it now.*Paired reading")).click()
    assert list(faults(page)) == []
    page.get_by_role("button", name="Start now").click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    page.get_by_label("Why can it not wait?").fill("She has stopped reading altogether.")
    page.get_by_role("button", name="Start now").click()
    expect(page.locator("main")).to_contain_text("started early")
    with sight.system("test"):
        Cycle.update(agreed_on=TODAY, met_on=TODAY, version=Cycle.version + 1).where(Cycle.id == planning).execute()
    page.goto(f"/cycles/{planning}/plan/circulation")
    peter = page.get_by_role("checkbox", name="Peter Andrade, father: family")
    expect(peter).to_be_checked()
    expect(page.get_by_role("checkbox", name=re.compile("Kelechi Obi, teaching assistant"))).to_be_checked()
    assert list(faults(page)) == []
    page.get_by_role("button", name="Send the plan").click()
    expect(page.locator("main")).to_contain_text("0 of 2 answered")

    phone = browse(live.world.peter, f"/family/{live.world.sofia}/plan", width=360, has_touch=True, is_mobile=True)
    assert list(faults(phone)) == []
    phone.set_viewport_size({"width": 360, "height": 740})
    agree = phone.get_by_role("button", name="I agree", exact=True)
    assert tall_enough(agree)
    agree.tap()
    expect(phone.locator("main")).to_contain_text("You agreed on 23 November 2026.")

    theirs = browse(helper, f"/cycles/{planning}/plan", width=360, has_touch=True, is_mobile=True)
    expect(theirs.get_by_role("heading", name="This plan was sent to you")).to_be_visible()
    theirs.get_by_role("button", name="I have read it").tap()
    expect(theirs.get_by_role("heading", name="This plan was sent to you")).to_have_count(0)

    page.reload()
    expect(page.locator("main")).to_contain_text("2 of 2 answered")
    assert list(faults(page)) == []


def test_only_what_changed_goes_out_again(live: Live, browse: Open, planning: int, helper: Who) -> None:
    with sight.system("test"):
        Cycle.update(stage="do", started_on=TODAY).where(Cycle.id == planning).execute()
        Provision.update(minutes=15).where(Provision.name == "Precision teaching").execute()
    page = browse(live.world.victor, f"/cycles/{planning}/plan")
    page.get_by_role("link", name="Send the changes").click()
    expect(page.locator("main")).to_contain_text("Minutes each time: now 15 (before: 10)")
    assert list(faults(page)) == []
    page.get_by_role("button", name="Send the changes").click()
    page.get_by_role("button", name="Ask all of them again").click()
    expect(page.locator("main")).to_contain_text("asked again on 23 Nov 2026")
    page.get_by_role("link", name="All versions").click()
    assert list(faults(page)) == []
    theirs = browse(helper, f"/cycles/{planning}/plan/copy", width=360, has_touch=True, is_mobile=True)
    expect(theirs.locator("main")).to_contain_text("Minutes each time: now 15 (before: 10)")
    assert list(faults(theirs)) == []
