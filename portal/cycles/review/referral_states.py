"""Where a referral stands, which steps are real from there, and when it has been quiet for too long. Pure."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple, Protocol

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

NEXT: dict[str, tuple[str, ...]] = {
    "considered": ("consent", "withdrawn"),
    "consent": ("sent", "withdrawn"),
    "sent": ("accepted", "declined", "withdrawn"),
    "accepted": ("waiting", "seen", "withdrawn"),
    "waiting": ("seen", "declined", "withdrawn"),
    "seen": ("advice", "withdrawn"),
    "advice": ("used", "not_used"),
    "declined": (),
    "used": (),
    "not_used": (),
    "withdrawn": (),
}
"""The steps that may follow: only these are offered. Nothing goes back; after an end a new referral begins."""

ENDED = tuple(state for state, following in NEXT.items() if not following)
# What somebody has to say with the step, else it tells nobody anything.
NEEDS_WORDS = ("declined", "advice", "used", "not_used", "withdrawn")

STATES: dict[str, LazyString] = {
    "considered": _l("considered"),
    "consent": _l("family agrees, not sent yet"),
    "sent": _l("sent, no answer yet"),
    "accepted": _l("accepted"),
    "waiting": _l("on the waiting list"),
    "seen": _l("seen, no advice yet"),
    "advice": _l("advice received"),
    "declined": _l("declined"),
    "used": _l("advice used in the plan"),
    "not_used": _l("not used in the plan"),
    "withdrawn": _l("withdrawn"),
}
STEPS: dict[str, LazyString] = {
    "consent": _l("The family agrees"),
    "sent": _l("It was sent"),
    "accepted": _l("The service accepted it"),
    "declined": _l("The service declined it"),
    "waiting": _l("The child is on the waiting list"),
    "seen": _l("The child was seen"),
    "advice": _l("Advice was received"),
    "used": _l("The plan uses the advice"),
    "not_used": _l("Nothing of it is used in the plan"),
    "withdrawn": _l("Withdraw the referral"),
}
# English past-tense facts for the timeline.
TITLES = {
    "considered": "considered", "consent": "family agreed", "sent": "sent", "accepted": "accepted",
    "declined": "declined", "waiting": "on the waiting list", "seen": "child seen", "advice": "advice received",
    "used": "advice used in the plan", "not_used": "not used in the plan", "withdrawn": "withdrawn",
}  # fmt: skip
FAMILY: dict[str, LazyString] = {
    "considered": _l("We think they could help. We ask you before anything is sent."),
    "consent": _l("You said yes. We send it now."),
    "sent": _l("We asked them. They have not answered yet."),
    "accepted": _l("They said yes. Next they set a day."),
    "waiting": _l("They said yes. There is a waiting list."),
    "seen": _l("The first meeting with them was held. We wait for what they say."),
    "advice": _l("They told us what they think. We read it with you."),
    "declined": _l("They said no."),
    "used": _l("What they told us is now in the plan."),
    "not_used": _l("Nothing of it went into the plan."),
    "withdrawn": _l("We do not ask them any more."),
}
TONES = {
    "declined": "bad",
    "withdrawn": "quiet",
    "not_used": "quiet",
    "used": "ok",
    "advice": "warn",
    "waiting": "warn",
}

# Calendar days in a state after which somebody should look again.
QUIET: dict[str, timedelta] = {
    "considered": timedelta(weeks=2),
    "consent": timedelta(weeks=1),
    "sent": timedelta(weeks=4),
    "accepted": timedelta(weeks=6),
    "waiting": timedelta(weeks=18),
    "seen": timedelta(weeks=4),
    "advice": timedelta(weeks=2),
}


class Dates(Protocol):
    """The days of a referral as its row holds them."""

    @property
    def state(self) -> str: ...
    @property
    def considered_on(self) -> date: ...
    @property
    def consent_on(self) -> date | None: ...
    @property
    def sent_on(self) -> date | None: ...
    @property
    def answered_on(self) -> date | None: ...
    @property
    def seen_on(self) -> date | None: ...
    @property
    def advice_on(self) -> date | None: ...
    @property
    def ended_on(self) -> date | None: ...


class Waiting(NamedTuple):
    """For how many days a referral has stood where it stands, and whether that is longer than usual."""

    days: int
    long: bool


def since(row: Dates) -> date:
    """The day on which the present state began."""
    days = {
        "consent": row.consent_on,
        "sent": row.sent_on,
        "accepted": row.answered_on,
        "waiting": row.answered_on,
        "seen": row.seen_on,
        "advice": row.advice_on,
    }
    return row.ended_on or days.get(row.state) or row.considered_on


def waiting(row: Dates, today: date) -> Waiting:
    """How long it waits now. An ended one waits for nobody."""
    days = (today - since(row)).days
    limit = QUIET.get(row.state)
    return Waiting(days, limit is not None and days > limit.days)
