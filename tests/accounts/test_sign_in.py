"""Signing in and out, throttling, sessions and roles."""

import time
from datetime import timedelta

import pytest

from portal import clock
from portal.access.acting import Refused
from portal.accounts import actions, passwords, sessions, throttle
from portal.accounts.gate import TOKEN
from portal.accounts.models import Credential, Membership, Session
from tests.client import Client
from tests.world import NOW, TODAY, World

SECRET = "tangerine kettle orbit"


@pytest.fixture
def anjali(world: World) -> World:
    """The world in which Anjali (and the stranger Victor) have passwords."""
    for who, secret in ((world.anjali, SECRET), (world.victor, "marzipan lighthouse ferry")):
        Credential.create(person=who.person, password_hash=passwords.digest(secret), changed_at=clock.now())
    return world


def signed_in(client: Client, email: str, password: str, status: int = 303) -> None:
    client.get("/sign-in")
    client.submit("sign-in", status=status, email=email, password=password)


def test_anjali_signs_in_with_any_spelling_of_her_address_and_has_her_one_role(anjali: World, client: Client) -> None:
    signed_in(client, " Anjali@Example.org ", SECRET)
    row = Session.select().order_by(Session.id.desc()).get()
    assert (row.person_id, row.membership_id) == (anjali.anjali.person, anjali.anjali.membership)


@pytest.mark.parametrize("email", ["anjali@example.org", "nobody@example.org", "owen@example.org"])
def test_a_wrong_password_an_unknown_address_and_no_password_read_the_same(
    anjali: World, client: Client, email: str
) -> None:
    signed_in(client, email, "not the password", status=422)
    text = client.page.text
    assert "The e-mail address or the password is not right." in text
    with client.raw.session_transaction() as cookie:
        assert TOKEN not in cookie


def test_an_unknown_address_takes_as_long_as_a_known_one(anjali: World, monkeypatch: pytest.MonkeyPatch) -> None:
    verified: list[bool] = []
    real = passwords._HASHER.verify

    def watched(kept: str, password: str) -> bool:
        verified.append(True)
        return real(kept, password)

    monkeypatch.setattr(type(passwords._HASHER), "verify", lambda _self, kept, password: watched(kept, password))
    spent = {}
    for email in ("anjali@example.org", "nobody@example.org"):
        begun = time.process_time()
        with pytest.raises(Refused):
            actions.sign_in(email, "wrong")
        spent[email] = time.process_time() - begun
    assert len(verified) == 2


@pytest.mark.parametrize("email", ["anjali@example.org", "nobody@example.org"])
def test_after_six_tries_everybody_waits_fifteen_minutes(anjali: World, client: Client, email: str) -> None:
    for _try in range(throttle.TRIES):
        signed_in(client, email, "wrong", status=422)
    signed_in(client, email, SECRET, status=422)
    assert "Too many tries with this e-mail address. Wait 15 minutes" in client.page.text
    clock.fix(NOW + throttle.WINDOW)
    if email.startswith("anjali"):
        signed_in(client, email, SECRET)


def test_victors_tries_do_not_stop_anjali(anjali: World, client: Client) -> None:
    for _try in range(throttle.TRIES):
        signed_in(client, "victor@example.org", "wrong", status=422)
    signed_in(client, "anjali@example.org", SECRET)


def test_signing_in_rotates_the_session_and_ends_the_one_before(anjali: World, client: Client) -> None:
    signed_in(client, "anjali@example.org", SECRET)
    with client.raw.session_transaction() as cookie:
        first = cookie[TOKEN]
    signed_in(client, "anjali@example.org", SECRET)
    with client.raw.session_transaction() as cookie:
        assert cookie[TOKEN] != first
    assert sessions.load(first) is None


def test_signing_out_ends_the_session_in_the_database(anjali: World, client: Client) -> None:
    signed_in(client, "anjali@example.org", SECRET)
    with client.raw.session_transaction() as cookie:
        token = cookie[TOKEN]
    client.get("/account")
    client.submit("sign-out")
    client.follow()
    assert "You are signed out." in client.page.text
    assert sessions.load(token) is None


@pytest.mark.parametrize(
    "elsewhere", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_sign_in_leads_nowhere_but_to_our_own_pages(anjali: World, client: Client, elsewhere: str) -> None:
    client.get("/sign-in", query_string={"next": elsewhere})
    client.submit("sign-in", email="anjali@example.org", password=SECRET)
    assert client.response is not None
    assert client.response.headers["Location"] == "/role"


def test_sign_in_goes_on_to_the_page_that_was_asked_for(anjali: World, client: Client) -> None:
    client.get("/account", 303)
    client.follow()
    client.submit("sign-in", email="anjali@example.org", password=SECRET)
    client.follow()
    assert client.page.h1 == "Your account"


def test_a_session_idles_out_after_thirty_minutes(world: World) -> None:
    token = sessions.start(world.anjali.person, world.anjali.membership)
    clock.fix(NOW + timedelta(minutes=29))
    assert sessions.load(token) is not None
    clock.fix(NOW + timedelta(minutes=58))
    assert sessions.load(token) is not None
    clock.fix(NOW + timedelta(minutes=89))
    assert sessions.load(token) is None


def test_a_session_ends_after_twelve_hours_however_busy(world: World) -> None:
    token = sessions.start(world.anjali.person, world.anjali.membership)
    for minutes in range(20, 12 * 60, 20):
        clock.fix(NOW + timedelta(minutes=minutes))
        assert sessions.load(token) is not None
    clock.fix(NOW + timedelta(hours=12))
    assert sessions.load(token) is None


def test_somebody_with_two_roles_chooses_one_and_sees_it_on_every_page(anjali: World, client: Client) -> None:
    second = Membership.create(person=anjali.anjali.person, setting=anjali.millbrook, role="teacher", starts_on=TODAY)
    signed_in(client, "anjali@example.org", SECRET)
    client.follow()
    assert "Choose a role" in client.page.h1
    client.submit("role", status=422)
    client.submit("role", role=str(second.id))
    client.get("/account")
    assert "Anjali Deshmukh, teacher at Millbrook Nursery" in client.page.text
    assert "Change role" in client.page.text


def test_nobody_chooses_a_role_that_is_not_theirs(anjali: World, client: Client) -> None:
    Membership.create(person=anjali.anjali.person, setting=anjali.millbrook, role="teacher", starts_on=TODAY)
    signed_in(client, "anjali@example.org", SECRET)
    client.follow()
    client.submit("role", status=422, role=str(anjali.victor.membership))


def test_a_role_that_ended_yesterday_is_gone_today(world: World, client: Client) -> None:
    client.sign_in(world.anjali)
    Membership.update(ends_on=TODAY - timedelta(days=1)).where(Membership.id == world.anjali.membership).execute()
    client.get("/role")
    assert "You have no role here today" in client.page.text


def test_outside_the_demo_there_is_no_page_to_become_anybody(client: Client) -> None:
    client.get("/demo", 404)
    assert not [rule for rule in client.app.url_map.iter_rules() if rule.rule.startswith("/demo")]


def test_a_part_that_comes_too_late_is_told_so_and_the_typed_text_stays(world: World, client: Client) -> None:
    page = client.get("/register", 401, headers={"HX-Request": "true"})
    assert "What you typed is still here" in page.text
    assert "fault" in page.ids
