"""What Hannah typed is still on the screen, whatever goes wrong while it is sent, and #problem says what happened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from portal import clock
from portal.accounts import passwords
from portal.accounts.models import Credential, Session
from tests.browser.conftest import Live, Open

SECRET = "tangerine kettle orbit"
WORDS = "Held the cup with both hands today"


@pytest.fixture
def typed(live: Live, browse: Open) -> Page:
    """Hannah has written a note and not sent it."""
    page = browse(live.world.hannah, f"/children/{live.world.tomasz}/notes/new")
    page.get_by_label("What is it about?").fill("Cup")
    page.get_by_label("What did you see or think?").fill(WORDS)
    return page


def send(page: Page) -> None:
    """Press the form's own button."""
    page.locator("main form").get_by_role("button").last.click()


def stays(page: Page, sentence: str) -> None:
    """The sentence is said and has the focus; the words are where they were."""
    expect(page.locator("#problem")).to_contain_text(sentence)
    expect(page.locator("#problem")).to_be_focused()
    expect(page.get_by_label("What did you see or think?")).to_have_value(WORDS)


@contextmanager
def broken(app: Flask) -> Iterator[None]:
    """The view of a new note fails, as when the disk is full."""
    views = app.view_functions
    before = views["timeline.new_note"]

    def fail(**_values: int) -> str:
        raise OSError("the disk is full")

    fail.action = before.action  # type: ignore[attr-defined, union-attr]
    switches = {name: app.config[name] for name in ("TESTING", "PROPAGATE_EXCEPTIONS")}
    app.config.update(TESTING=False, PROPAGATE_EXCEPTIONS=False)
    views["timeline.new_note"] = fail
    try:
        yield
    finally:
        views["timeline.new_note"] = before
        app.config.update(switches)


def test_what_is_saved_leads_on_and_says_so(typed: Page) -> None:
    send(typed)
    expect(typed.get_by_role("status").first).to_be_visible()
    expect(typed.locator("main")).to_contain_text(WORDS)
    assert not typed.url.endswith("/notes/new")


def test_no_connection(typed: Page) -> None:
    typed.context.set_offline(True)
    send(typed)
    stays(typed, "There is no connection")
    typed.context.set_offline(False)
    send(typed)
    expect(typed.locator("main")).to_contain_text(WORDS)
    assert not typed.url.endswith("/notes/new")


def test_a_session_that_ended_and_begins_again_in_another_tab(typed: Page, live: Live) -> None:
    hannah = live.world.hannah.person
    Credential.create(person=hannah, password_hash=passwords.digest(SECRET), changed_at=clock.now())
    Session.update(revoked_at=clock.now()).where(Session.person == hannah).execute()
    send(typed)
    stays(typed, "You are signed out")
    other = typed.context.new_page()
    other.goto("/sign-in")
    other.get_by_label("E-mail address").fill("hannah@example.org")
    other.get_by_label("Password", exact=True).fill(SECRET)
    other.locator("main form").get_by_role("button").last.click()
    expect(other.get_by_role("link", name="Account")).to_be_visible()
    send(typed)
    expect(typed.locator("main")).to_contain_text(WORDS)
    assert not typed.url.endswith("/notes/new")


def test_a_form_that_was_open_too_long(typed: Page) -> None:
    typed.evaluate("document.querySelector('main [name=csrf_token]').value = 'long ago'")
    send(typed)
    stays(typed, "This page was open too long")


def test_a_fault_of_ours(typed: Page, live: Live) -> None:
    with broken(live.app):
        send(typed)
        stays(typed, "Something went wrong on our side")


def test_an_answer_that_is_missing_is_asked_for_with_the_focus_on_it(typed: Page) -> None:
    typed.get_by_label("What is it about?").fill("")
    send(typed)
    expect(typed.locator(".govuk-error-summary")).to_be_focused()
    expect(typed.get_by_label("What did you see or think?")).to_have_value(WORDS)
    assert typed.title().startswith("Error:")
    assert typed.url.endswith("/notes/new")
