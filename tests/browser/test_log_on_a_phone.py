"""Kelechi logs on a phone whose connection comes and goes: nothing is lost, nothing is doubled, nothing is kept elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count
from typing import NamedTuple

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from portal import clock
from portal.access import sight
from portal.accounts import passwords
from portal.accounts.models import Credential, Session
from portal.cycles.do.models import Delivery
from portal.cycles.plan.models import Outcome, Provision, Target
from portal.timeline.models import Entry
from tests.browser.conftest import Live, Open, violations
from tests.conftest import ROOT
from tests.world import TODAY, Who

SECRET = "tangerine kettle orbit"
NUMBERS = count(1)
STORED = "[...Object.keys(localStorage), ...Object.keys(sessionStorage)]"
KEPT = "async () => (await indexedDB.databases()).length + (await caches.keys()).length + (await navigator.serviceWorker.getRegistrations()).length"


class Groups(NamedTuple):
    """Two groups of Kelechi's, of Nia and Eli each, by name; the provisions of both, and the page with them."""

    first: str
    second: str
    provisions: list[int]
    page: Page

    def card(self, name: str) -> Locator:
        return self.page.locator("[data-log-card]").filter(has=self.page.get_by_role("heading", name=name))


@pytest.fixture
def groups(live: Live, browse: Open) -> Iterator[Groups]:
    """Two groups nobody has logged, on a page of 360 px; they are finished at the end."""
    world, number = live.world, next(NUMBERS)
    names = (f"Talk Boost {number}", f"Bucket time {number}")
    with sight.system("test"):
        goal = Outcome.select().where(Outcome.pupil == world.nia).first()
        target = Target.create(
            pupil=world.nia, cycle=goal.cycle_id, outcome=goal, name="Watches", does_what="watches", unit="minutes", goal_value="8",
        )  # fmt: skip
        made = [
            Provision.create(
                pupil=pupil, setting=world.fernhill, name=name, group_name=name, kind="intervention", starts_on=TODAY,
                deliverer=world.kelechi.person, target=target if pupil == world.nia else None,
            ).id
            for name in names
            for pupil in (world.nia, world.eli)
        ]  # fmt: skip
    page = browse(world.kelechi, "/sessions", width=360)
    yield Groups(*names, made, page)
    with sight.system("test"):
        Provision.update(status="finished").where(Provision.id.in_(made)).execute()


def rows_of(groups: Groups) -> list[Delivery]:
    with sight.system("test"):
        return list(Delivery.select().where(Delivery.provision.in_(groups.provisions)).order_by(Delivery.provision))


def logged(groups: Groups) -> list[tuple[str, bool, str]]:
    """What the server holds of both groups, and that each row has exactly one entry."""
    rows = rows_of(groups)
    with sight.system("test"):
        kinds = Entry.select().where(Entry.kind == "session_logged")
        entries = [entry for entry in kinds if entry.data["provision"] in groups.provisions]
    assert len(entries) == len(rows), "one entry for each"
    second = groups.provisions[2:]
    return [(groups.second if row.provision_id in second else groups.first, row.given, row.cause) for row in rows]


def as_planned(groups: Groups, name: str) -> None:
    groups.card(name).get_by_role("button", name="As planned for all 2").click()


def waits(groups: Groups, *names: str) -> None:
    for name in names:
        expect(groups.card(name)).to_contain_text("⇡ Saved here, not sent")


def saved(groups: Groups, *names: str) -> None:
    for name in names:
        expect(groups.card(name)).to_contain_text("✓ Saved", timeout=15_000)
    expect(groups.page.locator(".ct-sync")).to_have_count(0)


def warned(page: Page) -> bool:
    """Whether leaving the page would be asked about."""
    return bool(page.evaluate("() => !window.dispatchEvent(new Event('beforeunload', {cancelable: true}))"))


def test_two_groups_are_logged_without_a_connection_and_sent_once_when_it_is_back(groups: Groups) -> None:
    page = groups.page
    page.context.set_offline(True)
    as_planned(groups, groups.first)
    waits(groups, groups.first)
    expect(page.get_by_role("heading", name=groups.first)).to_be_focused()
    expect(page.locator(".ct-sync")).to_contain_text("1 group is on this phone, not sent yet.")
    expect(page.locator(".ct-sync")).to_contain_text(re.compile(r"No connection since \d+:\d\d"))
    second = groups.card(groups.second)
    expect(second.locator("[data-log-save]")).to_be_hidden()
    second.locator("summary", has_text="Eli").click()
    second.locator("details[open]").get_by_text("Left early", exact=True).click()
    expect(second.locator("details[open] [data-log-said]")).to_have_text("left early")
    expect(second.get_by_role("button", name="As planned for all 2")).to_be_hidden()
    second.get_by_role("button", name="Save: 1 as planned, 1 changed").click()
    waits(groups, groups.first, groups.second)
    expect(page.locator(".ct-sync")).to_contain_text("2 groups are on this phone, not sent yet.")
    assert warned(page)
    # htmx notes the address of the page, nothing of what is on it.
    assert set(page.evaluate(STORED)) <= {"htmx-current-path-for-history"}
    assert page.evaluate(KEPT) == 0
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert logged(groups) == []
    page.context.set_offline(False)
    saved(groups, groups.first, groups.second)
    assert not warned(page)
    expect(page.locator("[data-log-count]")).to_contain_text("2 of")
    assert logged(groups) == [
        (groups.first, True, ""), (groups.first, True, ""), (groups.second, True, ""), (groups.second, True, "left_early"),
    ]  # fmt: skip


def test_the_browser_asks_before_a_page_is_closed_on_which_something_waits(groups: Groups) -> None:
    groups.page.context.set_offline(True)
    as_planned(groups, groups.first)
    waits(groups, groups.first)
    with groups.page.expect_event("dialog") as asked:
        groups.page.close(run_before_unload=True)
    assert asked.value.type == "beforeunload"
    asked.value.dismiss()
    waits(groups, groups.first)


def test_an_answer_that_was_lost_on_the_way_doubles_nothing(groups: Groups) -> None:
    lost = [True]

    def lose_the_first(route: Route) -> None:
        if route.request.method == "POST" and lost:
            lost.clear()
            route.fetch()
            route.abort("connectionreset")
        else:
            route.continue_()

    groups.page.route("**/sessions/*", lose_the_first)
    as_planned(groups, groups.first)
    waits(groups, groups.first)
    assert len(logged(groups)) == 2, "it did arrive"
    saved(groups, groups.first)
    assert logged(groups) == [(groups.first, True, "")] * 2


def test_what_is_changed_while_it_waits_is_what_is_sent(groups: Groups) -> None:
    groups.page.context.set_offline(True)
    as_planned(groups, groups.first)
    waits(groups, groups.first)
    card = groups.card(groups.first)
    card.get_by_role("button", name="Change something").click()
    expect(groups.page.locator(".ct-sync")).to_have_count(0)
    card.get_by_text("No session", exact=True).click()
    card.get_by_role("button", name="Staff absent").click()
    waits(groups, groups.first)
    expect(card).to_contain_text("staff absent")
    groups.page.context.set_offline(False)
    saved(groups, groups.first)
    assert logged(groups) == [(groups.first, False, "staff_absent")] * 2


def test_what_the_server_does_not_take_comes_back_in_its_place_and_the_next_group_is_sent(groups: Groups) -> None:
    page = groups.page
    page.context.set_offline(True)
    first = groups.card(groups.first)
    first.locator("summary", has_text="Nia").click()
    first.get_by_label("Watches: how many minutes?").fill("long")
    first.locator("details[open]").get_by_label("One sentence").fill("Held up two fingers")
    first.get_by_role("button", name=re.compile("^Save")).click()
    as_planned(groups, groups.second)
    waits(groups, groups.first, groups.second)
    page.context.set_offline(False)
    saved(groups, groups.second)
    expect(first).to_contain_text("Nia: “Watches”: enter a number, like 8")
    expect(first.get_by_label("Watches: how many minutes?")).to_have_value("long")
    expect(first.locator("details[open]").get_by_label("One sentence")).to_have_value("Held up two fingers")
    assert violations(page) == []
    first.get_by_label("Watches: how many minutes?").fill("6")
    first.get_by_role("button", name=re.compile("^Save")).click()
    saved(groups, groups.first)
    expect(first).to_contain_text("as planned · 6 minutes")


def signed_in(page: Page, who: str) -> None:
    """Somebody signs in on another tab of the same phone."""
    other = page.context.new_page()
    other.goto("/sign-in")
    other.get_by_label("E-mail address").fill(f"{who}@example.org")
    other.get_by_label("Password", exact=True).fill(SECRET)
    other.locator("main form").get_by_role("button").last.click()
    expect(other.get_by_role("link", name="Account")).to_be_visible()
    other.close()


def password(who: Who) -> None:
    Credential.create(person=who.person, password_hash=passwords.digest(SECRET), changed_at=clock.now())


def test_a_session_that_ended_keeps_the_group_until_kelechi_not_jess_signs_in_again(groups: Groups, live: Live) -> None:
    page, world = groups.page, live.world
    password(world.kelechi)
    password(world.jess)
    Session.update(revoked_at=clock.now()).where(Session.person == world.kelechi.person).execute()
    as_planned(groups, groups.first)
    waits(groups, groups.first)
    expect(page.locator(".ct-sync")).to_contain_text("You are not signed in as Kelechi Obi any more.")
    signed_in(page, "jess")
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(page.locator(".ct-sync")).to_contain_text("Sign in again in another tab, then this sends.")
    page.context.clear_cookies()
    signed_in(page, "kelechi")
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    saved(groups, groups.first)
    with sight.system("test"):
        rows = Delivery.select().where(Delivery.provision.in_(groups.provisions))
        assert {row.by_id for row in rows} == {world.kelechi.person}


def test_a_form_whose_protection_ran_out_is_sent_with_a_new_one(groups: Groups) -> None:
    groups.page.evaluate("document.querySelectorAll('[name=csrf_token]').forEach((field) => field.value = 'long ago')")
    as_planned(groups, groups.first)
    saved(groups, groups.first)
    assert len(logged(groups)) == 2


def test_a_service_that_fails_is_asked_again_by_itself(groups: Groups) -> None:
    fails = [True]

    def fail_once(route: Route) -> None:
        if route.request.method == "POST" and fails:
            fails.clear()
            route.fulfill(status=503, body="busy")
        else:
            route.continue_()

    groups.page.route("**/sessions/*", fail_once)
    as_planned(groups, groups.first)
    expect(groups.page.locator(".ct-sync")).to_contain_text("The service has not answered since")
    saved(groups, groups.first)
    assert len(logged(groups)) == 2


def test_a_network_that_wants_its_own_sign_in_first_is_no_connection(groups: Groups) -> None:
    pays = [True]

    def hotel(route: Route) -> None:
        if route.request.method == "POST" and pays:
            pays.clear()
            route.fulfill(status=200, content_type="text/html", body="<h1>Welcome to the hotel</h1>")
        else:
            route.continue_()

    groups.page.route("**/sessions/*", hotel)
    as_planned(groups, groups.first)
    waits(groups, groups.first)
    saved(groups, groups.first)
    assert len(logged(groups)) == 2


def test_by_keyboard_alone_a_child_is_changed_in_view_of_the_focus(groups: Groups) -> None:
    page = groups.page
    page.get_by_role("heading", name=groups.first).focus()
    page.keyboard.press("Tab")
    expect(groups.card(groups.first).get_by_role("button", name="As planned for all 2")).to_be_focused()
    page.keyboard.press("Tab")  # No session
    page.keyboard.press("Tab")  # Eli
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    expect(groups.card(groups.first).locator("[data-log-said]").first).to_have_text("absent")
    focused = page.evaluate("getComputedStyle(document.activeElement.nextElementSibling).outlineStyle")
    assert focused == "solid"


def test_without_scripts_the_same_page_saves_a_group(groups: Groups, live: Live, browse: Open) -> None:
    page = browse(live.world.kelechi, "/sessions", width=360, scripts=False)
    card = page.locator("section").filter(has=page.get_by_role("heading", name=groups.first))
    expect(card.get_by_role("button", name="Save this group")).to_be_visible()
    card.get_by_role("button", name="As planned for all 2").click()
    expect(page.locator("section").filter(has=page.get_by_role("heading", name=groups.first))).to_contain_text(
        "✓ Saved"
    )
    assert len(logged(groups)) == 2


def test_nothing_of_ours_writes_to_the_storage_of_the_browser() -> None:
    kept = re.compile(r"localStorage|sessionStorage|indexedDB|caches\b|serviceWorker|document\.cookie")
    for script in sorted((ROOT / "static" / "js").glob("*.js")):
        assert not kept.search(script.read_text()), f"{script.name}: words about children stay in the open page"


def test_who_gave_a_logged_group_is_changed_without_touching_what_was_said_of_a_child(
    groups: Groups, live: Live
) -> None:
    card = groups.card(groups.first)
    card.locator("summary", has_text="Eli").click()
    card.locator("details[open]").get_by_text("Absent", exact=True).click()
    card.get_by_role("button", name="Save: 1 as planned, 1 changed").click()
    saved(groups, groups.first)
    card.get_by_role("link", name="Change something").click()
    groups.page.get_by_text("Given by me, as planned").click()
    groups.page.get_by_label("Who gave it?").select_option(str(live.world.owen.person))
    groups.page.get_by_role("button", name="Save: 1 as planned, 1 changed").click()
    expect(groups.page.get_by_text("Given by Owen Bright")).to_be_visible()
    assert [row.cause for row in rows_of(groups)] == ["", "absent"]
