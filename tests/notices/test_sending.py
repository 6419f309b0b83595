"""`flask send`: one letter to each person, no child in it, sent once, tried again, given up, or no longer needed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from flask import Flask
from peewee import Database

from portal import clock
from portal.access import sight
from portal.accounts.models import Credential, Membership, Person
from portal.notices import delivery, smtp
from portal.notices.letters import Letter, Sender
from portal.notices.models import Message, Notice
from portal.notices.outbox import Telling
from portal.pupils.models import Guardianship
from portal.timeline import audiences
from portal.timeline.actions import change_audience
from portal.timeline.models import Entry
from portal.timeline.record import Story, record
from tests import world as people
from tests.conftest import migrate
from tests.notices.post_office import PostOffice, free_port, post_office
from tests.test_commands import run
from tests.world import Who, World

FOLAKE, ANJALI = "folake@example.org", "anjali@example.org"


@pytest.fixture
def office(app: Flask) -> Iterator[PostOffice]:
    """A mail server to which the application is pointed."""
    with post_office() as opened:
        _point(app, opened.port)
        yield opened
        _point(app, 0)


def _point(app: Flask, port: int) -> None:
    app.config.update(
        MAIL_URL=f"smtp://127.0.0.1:{port}" if port else "", MAIL_FROM="Clear Thread <thread@westmere.example>",
        PUBLIC_URL="https://thread.westmere.example",
    )  # fmt: skip


def _with_account(*people: Who) -> None:
    for who in people:
        Credential.create(person=who.person, password_hash="x", changed_at=clock.now())


def _tell(world: World, *tellings: Telling, audience: str = "family", pupil: int | None = None) -> Entry:
    with sight.looking(world.anjali.sight()):
        story = Story("note", "Seen in the library", audience=audience)
        return record(world.anjali.act(), story, pupil=pupil or world.nia, tell=tellings)


def _states(who: Who) -> list[str]:
    return [row.state for row in Message.select().where(Message.person == who.person).order_by(Message.id)]


def _later(**wait: int) -> None:
    from datetime import UTC

    clock.fix(clock.now().replace(tzinfo=UTC) + timedelta(**wait))


def test_folake_gets_one_letter_for_three_things_and_it_names_no_child(
    app: Flask, world: World, office: PostOffice
) -> None:
    _with_account(world.folake)
    for _turn in range(3):
        _tell(world, Telling(world.folake.person, "plan_sent"))
    assert "Letters sent: 1, for 3 messages" in run(app, "send")
    (letter,) = office.to(FOLAKE)
    assert letter["Subject"] == "3 new things wait for you in Clear Thread"
    assert letter["Auto-Submitted"] == "auto-generated"
    parts = [part.get_payload(decode=True) for part in letter.walk() if not part.is_multipart()]
    plain, html = (part.decode() for part in parts if isinstance(part, bytes))
    for text in (plain, html):
        assert "https://thread.westmere.example/notices" in text
        assert "https://thread.westmere.example/account" in text
    for secret in ("Nia", "Oyelaran", "Fernhill", "library"):
        assert secret not in letter.as_string() + plain + html
    assert _states(world.folake) == ["sent"] * 3


def test_nothing_is_sent_twice(app: Flask, world: World, office: PostOffice) -> None:
    _with_account(world.folake)
    _tell(world, Telling(world.folake.person, "plan_sent"))
    run(app, "send")
    _later(days=1)
    assert "Letters sent: 0" in run(app, "send")
    assert len(office.letters) == 1


def test_nobody_gets_two_letters_within_an_hour(app: Flask, world: World, office: PostOffice) -> None:
    _with_account(world.folake)
    _tell(world, Telling(world.folake.person, "plan_sent"))
    run(app, "send")
    _tell(world, Telling(world.folake.person, "plan_changed"))
    _later(minutes=10)
    run(app, "send")
    assert len(office.letters) == 1
    _later(minutes=51)
    run(app, "send")
    assert len(office.letters) == 2


def test_without_a_mail_server_it_says_what_to_set_and_changes_nothing(app: Flask, world: World) -> None:
    _tell(world, Telling(world.folake.person, "plan_sent"))
    app.config.update(MAIL_URL="", MAIL_FROM="", PUBLIC_URL="")
    output = run(app, "send")
    assert "1 messages wait" in output
    for name in ("MAIL_URL", "MAIL_FROM", "PUBLIC_URL"):
        assert name in output
    assert _states(world.folake) == ["waiting"]


def test_a_wrong_address_of_the_server_is_said_in_one_line(app: Flask, world: World) -> None:
    _point(app, 1)
    app.config["MAIL_URL"] = "https://mail.example"
    assert "MAIL_URL must be" in run(app, "send", ends=1)
    _point(app, 0)


def test_a_server_that_says_later_is_tried_again_with_longer_waits_and_given_up(
    app: Flask, world: World, office: PostOffice
) -> None:
    _with_account(world.folake)
    _tell(world, Telling(world.folake.person, "plan_sent"))
    office.answer = "451 try later"
    assert "1 to try again" in run(app, "send")
    assert "0 to try again" in run(app, "send"), "it must wait first"
    row = Message.get(Message.person == world.folake.person)
    assert row.not_before == clock.now() + delivery.WAITS[0]
    assert row.problem == "recipient refused: 451"
    for wait in delivery.WAITS:
        _later(seconds=int(wait.total_seconds()))
        run(app, "send")
    assert _states(world.folake) == ["failed"]
    assert office.letters == []


def test_an_address_that_does_not_exist_is_given_up_at_once(app: Flask, world: World, office: PostOffice) -> None:
    _with_account(world.folake, world.anjali)
    _tell(world, Telling(world.folake.person, "plan_sent"))
    office.answer = "550 no such person folake@example.org"
    assert "1 given up" in run(app, "send")
    row = Message.get(Message.person == world.folake.person)
    assert (row.state, row.problem) == ("failed", "recipient refused: 550")


def test_what_is_no_address_is_given_up_and_stops_no_other_letter(app: Flask, world: World, office: PostOffice) -> None:
    _with_account(world.folake, world.owen)
    Person.update(email="folake@[example.org").where(Person.id == world.folake.person).execute()
    _tell(world, Telling(world.folake.person, "plan_sent"), Telling(world.owen.person, "plan_sent", world.fernhill))
    run(app, "send")
    assert (_states(world.folake), _states(world.owen)) == (["failed"], ["sent"])


def test_a_server_that_hangs_up_in_the_middle_is_tried_again(app: Flask, world: World, office: PostOffice) -> None:
    _with_account(world.folake, world.owen)
    _tell(world, Telling(world.folake.person, "plan_sent"), Telling(world.owen.person, "plan_sent", world.fernhill))
    office.hang_up = True
    assert "2 to try again" in run(app, "send")
    office.hang_up = False
    _later(minutes=5)
    assert "Letters sent: 2" in run(app, "send")


def test_a_server_that_is_not_there_costs_no_try(app: Flask, world: World) -> None:
    _with_account(world.folake)
    _tell(world, Telling(world.folake.person, "plan_sent"))
    _point(app, free_port())
    assert "Nothing more was sent" in run(app, "send", ends=1)
    row = Message.get(Message.person == world.folake.person)
    assert (row.state, row.tries) == ("waiting", 0)
    assert row.not_before <= clock.now()
    _point(app, 0)


def test_what_was_read_in_the_portal_is_not_sent(app: Flask, world: World, office: PostOffice) -> None:
    _with_account(world.folake)
    _tell(world, Telling(world.folake.person, "plan_sent"))
    with sight.looking(world.folake.sight()):
        Notice.update(read_at=clock.now()).execute()
    run(app, "send")
    assert (_states(world.folake), office.letters) == (["dropped"], [])


@pytest.mark.parametrize("why", ["closed", "no mails", "no account", "no longer of the family"])
def test_somebody_who_cannot_or_will_not_read_it_gets_no_letter(
    app: Flask, world: World, office: PostOffice, why: str
) -> None:
    if why != "no account":
        _with_account(world.folake, world.jess)
    _tell(world, Telling(world.folake.person, "plan_sent"), Telling(world.jess.person, "plan_sent", world.fernhill))
    Membership.update(ends_on=date(2026, 11, 22)).where(Membership.person == world.jess.person).execute()
    if why == "closed":
        Person.update(active=False).where(Person.id == world.folake.person).execute()
    elif why == "no mails":
        Person.update(notices_by_mail=False).where(Person.id == world.folake.person).execute()
    elif why == "no longer of the family":
        with sight.system("test"):
            Guardianship.update(may_see=False).where(Guardianship.person == world.folake.person).execute()
    run(app, "send")
    assert office.letters == []


def test_words_held_back_from_folake_send_her_no_letter(app: Flask, world: World, office: PostOffice) -> None:
    _with_account(world.folake)
    entry = _tell(world, Telling(world.folake.person, "family_asked"))
    with sight.looking(world.anjali.sight()):
        change_audience(world.anjali.act(), entry, audiences.PROFESSIONALS, "Not yet agreed with Folake")
    assert "1 not to be seen yet" in run(app, "send")
    assert office.letters == []
    _later(days=29)
    assert "1 no longer needed" in run(app, "send")
    assert _states(world.folake) == ["dropped"]


def test_victor_the_stranger_is_never_written_about_a_child_he_does_not_know(
    app: Flask, world: World, office: PostOffice
) -> None:
    _with_account(world.victor)
    _tell(world, Telling(world.victor.person, "plan_sent", world.oakfield))
    run(app, "send")
    assert office.letters == []


def test_two_runs_at_once_send_each_letter_once(empty: Database, application: Flask) -> None:
    migrate(empty)
    world = people.build()
    staff = [world.owen, world.dee, world.anjali]
    _with_account(world.folake, *staff)
    with sight.looking(world.hannah.sight()):
        told = [Telling(world.hannah.person, "plan_sent", world.millbrook)]
        record(world.sana.act(), Story("note", "Seen"), pupil=world.tomasz, tell=told)
    for _turn in range(5):
        with sight.looking(world.jess.sight()._replace(reach="setting")):
            told = [Telling(who.person, "plan_sent", world.fernhill) for who in staff]
            act = world.jess.act()
            record(act, Story("note", "Seen"), pupil=world.nia, tell=[*told, Telling(world.folake.person, "plan_sent")])
    with post_office() as office:
        _point(application, office.port)
        start, said = threading.Barrier(3), []

        def send() -> None:
            start.wait()
            said.append(run(application, "send"))

        runs = [threading.Thread(target=send) for _turn in range(3)]
        for one in runs:
            one.start()
        for one in runs:
            one.join()
        _point(application, 0)
    assert len(said) == 3
    for who in (world.folake, *staff):
        assert len(office.to(f"{who.name.split()[0].lower()}@example.org")) == 1
    assert Message.select().where(Message.state == "sent").count() == 20
    clock.fix(None)


class _Stopped(BaseException):
    """The run is killed."""


class _KilledAfterwards:
    """Hands letters over and is killed before anybody can write that down."""

    def __init__(self, post: smtp.Smtp) -> None:
        self._post = post

    def send(self, letter: Letter) -> None:
        self._post.send(letter)
        raise _Stopped


def test_a_run_that_is_killed_after_sending_sends_again_with_the_same_id(
    app: Flask, world: World, office: PostOffice
) -> None:
    _with_account(world.folake)
    _tell(world, Telling(world.folake.person, "plan_sent"))
    with smtp.Smtp(smtp.server(app.config["MAIL_URL"]), "thread@westmere.example") as post, pytest.raises(_Stopped):
        delivery.send_all(_KilledAfterwards(post), Sender("Westmere", "https://thread.westmere.example"))
    assert "Letters sent: 0" in run(app, "send"), "the claim holds for a while"
    _later(minutes=16)
    assert "Letters sent: 1" in run(app, "send")
    first, second = office.to(FOLAKE)
    assert first["Message-ID"] == second["Message-ID"]
    assert _states(world.folake) == ["sent"]


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("smtp://thread:p%40ss@mail.example", smtp.Server("mail.example", 587, "start", "thread", "p@ss")),
        ("smtps://thread:x@mail.example:4650", smtp.Server("mail.example", 4650, "whole", "thread", "x")),
        ("smtp://127.0.0.1:25", smtp.Server("127.0.0.1", 25, "")),
    ],
)
def test_an_address_says_how_the_mail_server_is_reached(url: str, found: smtp.Server) -> None:
    assert smtp.server(url) == found
