"""Words of Notice, Check and Try: what is asked, what can be ticked, what comes next."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from flask_babel import LazyString, format_date, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.noticing.worry import Standing
from portal.organisation.calendar import Calendar, school_days_between
from portal.web.page import day

KINDS: dict[str, LazyString] = {
    "noticed": _l("Notice"),
    "checked": _l("Check"),
    "tried": _l("Try"),
    "watched": _l("Keep watching"),
    "ended": _l("Ended"),
    "used": _l("Used in Assess"),
}

# As entries are stored: in English, past tense.
TITLES = {"noticed": "Noticed", "checked": "Checked", "tried": "Tried"}

ASKED: dict[str, LazyString] = {
    "noticed": _l("What did you see?"),
    "checked": _l("What did they say?"),
    "tried": _l("What did you change, and what came of it?"),
}

SIGNS: dict[str, dict[str, str]] = {
    "noticed": {
        "often": "seen more than once",
        "new": "new for this child",
        "apart": "different from others of this age",
    },
    "checked": {"child": "asked the child", "family": "asked the family", "colleagues": "asked colleagues"},
    "tried": {"early": "too early to say", "helped": "it helped", "not": "it did not help"},
}
"""What can be ticked beside the words, by kind: code to words, as stored with the entry."""

SIGN_LABELS: dict[str, LazyString] = {
    "often": _l("I saw it more than once"),
    "new": _l("It is new for this child"),
    "apart": _l("It differs from others of this age"),
    "child": _l("The child"),
    "family": _l("The family"),
    "colleagues": _l("Colleagues"),
    "early": _l("Too early to say"),
    "helped": _l("It helped"),
    "not": _l("It did not help"),
}

SIGN_QUESTIONS: dict[str, LazyString] = {
    "noticed": _l("Tick what fits"),
    "checked": _l("Whom did you ask?"),
    "tried": _l("Did it help?"),
}

THEN: dict[str, LazyString] = {
    "check": _l("Next: ask the child, the family or a colleague"),
    "try": _l("Next: try a small change"),
    "look_again": _l("Look again today: what is different?"),
    "wait": _l("Go on, and look again"),
    "decide": _l("Decide: keep watching, end it, or take it into Assess"),
}


def signs_in_words(kind: str, codes: str) -> str:
    """The ticks of a note as stored with its entry, in English: "seen more than once; new for this child"."""
    known = SIGNS.get(kind, {})
    return "; ".join(known[code] for code in codes.split(",") if code in known)


def sign_labels(codes: str) -> list[str]:
    """The ticks of a note in the reader's language."""
    return [str(SIGN_LABELS[code]) for code in codes.split(",") if code in SIGN_LABELS]


def tag_of(found: Standing) -> tuple[str, str]:
    """How a worry stands, in a word and its tone."""
    again = found.worry.look_again_on
    if found.state == "leaving":
        return _("leaves %(day)s", day=_short(found.leaves_on)), "warn"
    if found.state != "open":
        return {"ended": _("ended"), "used": _("used in Assess"), "left": _("left the list")}[found.state], "quiet"
    if found.then == "look_again":
        return _("look again"), "warn"
    if again is not None:
        return _("again %(day)s", day=_short(again)), ""
    return _("open"), ""


def _short(on: date) -> str:
    """7 Dec."""
    return str(format_date(on, "d MMM"))


class Way(NamedTuple):
    """From first notice to support: days, each None where it has not come."""

    noticed_on: date
    registered_on: date | None
    support_on: date | None


def way_in_words(way: Way, calendar: Calendar, today: date) -> str:
    """How long it took from the first notice to support in place; so far, where there is none yet."""
    last = way.support_on or today
    days = school_days_between(calendar, way.noticed_on, last)
    weeks = (last - way.noticed_on).days // 7
    took = ngettext("%(num)d school day", "%(num)d school days", days)
    about = ngettext("%(num)d week", "%(num)d weeks", weeks) if weeks else ""
    span = _("%(days)s (%(weeks)s)", days=took, weeks=about) if about else took
    if way.support_on is None:
        return _(
            "First noticed on %(day)s. No support is in place yet, %(span)s later.", day=day(way.noticed_on), span=span
        )
    return _(
        "First noticed on %(day)s. Support was in place on %(support)s: %(span)s later.",
        day=day(way.noticed_on), support=day(way.support_on), span=span,
    )  # fmt: skip
