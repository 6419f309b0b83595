"""Which step of a move may follow which, and why not: pure, over what is known of the move today.

A move is proposed, shown to the family, sent, accepted, arrives, and is continued. What the law moves is shown
to the family, whose silence never stops it (SI 2005/1437 reg 9); the rest waits for their answer item by item.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l


class State(StrEnum):
    """Where a move stands. Arrival is a date beside `accepted`: see `Facts.arrived`."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    ACCEPTED = "accepted"
    CONTINUED = "continued"
    RESTARTED = "restarted"
    SHARED = "shared"
    LEFT = "left"
    CANCELLED = "cancelled"
    DID_NOT_ARRIVE = "did_not_arrive"


class Verb(StrEnum):
    """What somebody can do to a move."""

    TELL = "tell"
    ANSWER = "answer"
    SEND = "send"
    ACCEPT = "accept"
    ARRIVE = "arrive"
    DECIDE = "decide"
    CONTINUE = "continue"
    RESTART = "restart"
    LEAVE = "leave"
    CANCEL = "cancel"
    NOT_ARRIVE = "not_arrive"


class Side(StrEnum):
    """Who does a step: the setting before, the setting after, or the family."""

    SENDER = "sender"
    RECEIVER = "receiver"
    FAMILY = "family"
    EITHER = "either"


class Facts(NamedTuple):
    """What the rules look at. `outside`: gone to a setting outside the authority; `dual`: both settings keep the child."""

    state: State
    told: bool = False
    arrived: bool = False
    outside: bool = False
    dual: bool = False
    moves_on: date = date.min
    undecided: int = 0


class Step(NamedTuple):
    """The next thing to do: by whom, in a word, and by when (None: no clock)."""

    verb: Verb
    side: Side
    words: LazyString
    due: date | None = None


OPEN = (State.PROPOSED, State.AGREED, State.ACCEPTED)
"""Before the end: these wait for somebody."""

WITH_RECEIVER = (State.AGREED, State.ACCEPTED, State.CONTINUED, State.RESTARTED, State.SHARED)

AFTER: dict[Verb, State] = {
    Verb.SEND: State.AGREED,
    Verb.ACCEPT: State.ACCEPTED,
    Verb.CONTINUE: State.CONTINUED,
    Verb.RESTART: State.RESTARTED,
    Verb.LEAVE: State.LEFT,
    Verb.CANCEL: State.CANCELLED,
    Verb.NOT_ARRIVE: State.DID_NOT_ARRIVE,
}

SIDES: dict[Verb, Side] = {
    Verb.TELL: Side.SENDER,
    Verb.ANSWER: Side.EITHER,
    Verb.SEND: Side.SENDER,
    Verb.ACCEPT: Side.RECEIVER,
    Verb.ARRIVE: Side.RECEIVER,
    Verb.DECIDE: Side.RECEIVER,
    Verb.CONTINUE: Side.RECEIVER,
    Verb.RESTART: Side.RECEIVER,
    Verb.LEAVE: Side.SENDER,
    Verb.CANCEL: Side.EITHER,
    Verb.NOT_ARRIVE: Side.EITHER,
}


def after(facts: Facts, verb: Verb) -> State:
    """The state after a step that `why_not` allows."""
    if verb is Verb.ARRIVE:
        return State.SHARED if facts.dual else State.ACCEPTED
    return AFTER.get(verb, facts.state)


def why_not(facts: Facts, verb: Verb, today: date) -> LazyString | None:
    """Why a step cannot be done now, as a sentence for people; None when it can."""
    return next(_objections(facts, verb, today), None)


def _objections(facts: Facts, verb: Verb, today: date) -> Iterator[LazyString]:
    if facts.state not in _FROM[verb]:
        if facts.state in (State.CANCELLED, State.DID_NOT_ARRIVE):
            yield _l("This move was ended.")
        elif facts.state in OPEN:
            yield _l("There is a step before this one. Look at the move to see what is next.")
        else:
            yield _l("This has been done already.")
        return
    for verbs, stands_against, sentence in _RULES:
        if verb in verbs and stands_against(facts, today):
            yield sentence


_RULES: tuple[tuple[tuple[Verb, ...], Callable[[Facts, date], bool], LazyString], ...] = (
    (
        (Verb.SEND,),
        lambda facts, _today: not facts.told,
        _l("Tell the family first and show them what will be shared."),
    ),
    (
        (Verb.ACCEPT,),
        lambda facts, _today: facts.outside,
        _l("This child moves to a setting outside the authority."),
    ),
    ((Verb.ARRIVE,), lambda facts, _today: facts.arrived, _l("The child has arrived already.")),
    (
        (Verb.LEAVE,),
        lambda facts, _today: not facts.outside,
        _l("The new setting says when the child has arrived."),
    ),
    (
        (Verb.DECIDE, Verb.CONTINUE, Verb.RESTART),
        lambda facts, _today: not facts.arrived,
        _l("The child has not arrived yet."),
    ),
    (
        (Verb.CONTINUE, Verb.RESTART),
        lambda facts, _today: facts.dual,
        _l("The main setting holds the cycle."),
    ),
    (
        (Verb.CANCEL,),
        lambda facts, _today: facts.arrived,
        _l("The child has arrived. If that was a mistake, say that they did not arrive."),
    ),
    (
        (Verb.NOT_ARRIVE,),
        lambda facts, today: facts.moves_on > today and not facts.arrived,
        _l("The day of the move has not come yet. Cancel the move instead."),
    ),
)


_FROM: dict[Verb, tuple[State, ...]] = {
    Verb.TELL: (State.PROPOSED,),
    Verb.ANSWER: (State.PROPOSED, State.AGREED, State.ACCEPTED, State.CONTINUED, State.RESTARTED, State.SHARED),
    Verb.SEND: (State.PROPOSED,),
    Verb.ACCEPT: (State.AGREED,),
    Verb.ARRIVE: (State.ACCEPTED,),
    # A decision can be made, or made again, after the cycle goes on.
    Verb.DECIDE: (State.ACCEPTED, State.CONTINUED, State.RESTARTED),
    Verb.CONTINUE: (State.ACCEPTED,),
    Verb.RESTART: (State.ACCEPTED,),
    Verb.LEAVE: (State.AGREED,),
    Verb.CANCEL: (State.PROPOSED, State.AGREED, State.ACCEPTED),
    Verb.NOT_ARRIVE: (State.AGREED, State.ACCEPTED),
}


def next_step(facts: Facts, decide_by: date | None = None, send_by: date | None = None) -> Step | None:
    """The one verb of a move's row: what waits, for whom and until when; None when nothing does."""
    if facts.state is State.PROPOSED:
        if not facts.told:
            return Step(Verb.TELL, Side.SENDER, _l("Tell the family"), send_by)
        return Step(Verb.SEND, Side.SENDER, _l("Send the record"), send_by)
    if facts.state is State.AGREED:
        if facts.outside:
            return Step(Verb.LEAVE, Side.SENDER, _l("Say that they left"), facts.moves_on)
        return Step(Verb.ACCEPT, Side.RECEIVER, _l("Accept"), facts.moves_on)
    if facts.state is State.ACCEPTED and not facts.arrived:
        return Step(Verb.ARRIVE, Side.RECEIVER, _l("Say they arrived"), facts.moves_on)
    if facts.state is State.ACCEPTED:
        return Step(Verb.CONTINUE, Side.RECEIVER, _l("Continue the cycle"), decide_by)
    if facts.state in (State.CONTINUED, State.RESTARTED) and facts.undecided:
        return Step(Verb.DECIDE, Side.RECEIVER, _l("Decide"), decide_by)
    return None
