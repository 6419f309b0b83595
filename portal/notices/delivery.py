"""Emptying the outbox: what waits is claimed, looked at with the person's own eyes, and sent as one letter each.

A claim moves `not_before` ahead in one statement, so that of two runs at once only one holds a message. Who is stopped
between sending and writing it down leaves the message claimed; it is sent again when the claim runs out (at least once,
with the same Message-ID). See docs/decisions/notices-and-outbox.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from peewee import fn

from portal import clock
from portal.access import sight
from portal.accounts.models import Credential, Person
from portal.notices.letters import Sender, letter
from portal.notices.models import Message, Notice
from portal.notices.sights import sights_of
from portal.notices.smtp import NotSent, Post, Unreachable

# How long a claim holds: longer than any one letter can take.
CLAIM = timedelta(minutes=15)
# Nobody gets more than one letter in this time, however much happens.
QUIET = timedelta(hours=1)
# The wait after each try that failed; after the last one the message is given up (about five days).
WAITS = (
    timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=3), timedelta(hours=12), timedelta(days=1),
    timedelta(days=3),
)  # fmt: skip
# A notice that cannot be seen yet (the read window of a move opens later) is looked at again each day, so long.
UNSEEN_AGAIN, UNSEEN_FOR = timedelta(days=1), timedelta(days=28)


class Claimed(NamedTuple):
    """A message that this run holds."""

    id: int
    notice: int
    tries: int
    made_at: datetime


class Tally(NamedTuple):
    """What became of messages: numbers of messages, and of letters that left."""

    letters: int = 0
    sent: int = 0
    again: int = 0
    failed: int = 0
    dropped: int = 0
    later: int = 0

    def plus(self, **more: int) -> Tally:
        """The same with more of something."""
        return self._replace(**{name: getattr(self, name) + count for name, count in more.items()})


def waiting() -> int:
    """How many messages wait, due or not."""
    return int(Message.select().where(Message.state == "waiting").count())


def send_all(post: Post, of: Sender) -> Tally:
    """Send what is due. Raises Unreachable when the mail server cannot be used; nothing is lost then."""
    tally = Tally()
    for person in _due(clock.now()):
        tally = _send_to(person, post, of, tally)
    return tally


def _due(now: datetime) -> Iterator[int]:
    """People with messages that are due and who had no letter within the quiet time, longest wait first."""
    lately = Message.select(Message.person).where(Message.sent_at > now - QUIET)
    rows = (
        Message.select(Message.person)
        .where((Message.state == "waiting") & (Message.not_before <= now) & Message.person.not_in(lately))
        .group_by(Message.person)
        .order_by(fn.MIN(Message.not_before))
        .tuples()
    )
    yield from [person for (person,) in rows]


def claim(person: int, now: datetime) -> list[Claimed]:
    """Take a person's due messages: one statement, so that each is taken by one run only."""
    taken = (
        Message.update(not_before=now + CLAIM, tries=Message.tries + 1)
        .where((Message.person == person) & (Message.state == "waiting") & (Message.not_before <= now))
        .returning(Message.id, Message.notice, Message.tries, Message.made_at)
        .tuples()
        .execute()
    )
    return sorted(map(Claimed._make, taken))


def _send_to(person: int, post: Post, of: Sender, tally: Tally) -> Tally:
    now = clock.now()
    held = claim(person, now)
    if not held:
        return tally
    to, language = _address(person)
    if not to:
        _keep(held, state="dropped", problem="nobody to send to")
        return tally.plus(dropped=len(held))
    held, tally = _still_new(person, held, now, tally)
    if not held:
        return tally
    try:
        post.send(letter(to, len(held), of, held[0].id, language))
    except NotSent as error:
        return _not_sent(held, error, now, tally)
    except Unreachable:
        _keep(held, not_before=now, tries=Message.tries - 1)
        raise
    _keep(held, state="sent", sent_at=clock.now(), problem="")
    return tally.plus(letters=1, sent=len(held))


def _address(person: int) -> tuple[str, str]:
    """E-mail address and language; "" for somebody who left, has no account or does not want letters."""
    row = (
        Person.select(Person.email, Person.language)
        .join(Credential)
        .where((Person.id == person) & Person.active & Person.notices_by_mail & Person.email.is_null(False))
        .tuples()
        .first()
    )
    return row or ("", "")


def _still_new(person: int, held: list[Claimed], now: datetime, tally: Tally) -> tuple[list[Claimed], Tally]:
    """The messages whose notice is new and in the person's sight; the others wait for a while or are dropped."""
    seen: dict[int, bool] = {}
    for eyes in sights_of(person):
        with sight.looking(eyes):
            rows = Notice.select(Notice.id, Notice.read_at).where(Notice.id.in_([one.notice for one in held])).tuples()
            seen |= {notice: read_at is not None for notice, read_at in rows}
    fresh = [one for one in held if seen.get(one.notice) is False]
    unseen = [one for one in held if one.notice not in seen and now - one.made_at < UNSEEN_FOR]
    over = [one for one in held if one not in fresh and one not in unseen]
    _keep(unseen, not_before=now + UNSEEN_AGAIN, tries=Message.tries - 1)
    _keep(over, state="dropped", problem="read already, or no longer in sight")
    return fresh, tally.plus(later=len(unseen), dropped=len(over))


def _not_sent(held: list[Claimed], error: NotSent, now: datetime, tally: Tally) -> Tally:
    """Try again after a growing wait, or give up."""
    hopeless = [one for one in held if error.for_good or one.tries > len(WAITS)]
    _keep(hopeless, state="failed", problem=error.problem)
    again = [one for one in held if one not in hopeless]
    for one in again:
        _keep([one], not_before=now + WAITS[one.tries - 1], problem=error.problem)
    return tally.plus(again=len(again), failed=len(hopeless))


def _keep(messages: list[Claimed], **values: object) -> None:
    """Write down what became of messages. They are no child's record: nothing else is written with them."""
    if messages:
        Message.update(**values).where(Message.id.in_([one.id for one in messages])).execute()
