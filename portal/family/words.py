"""The timeline in a family's words: what each kind of entry is called for them, and who said it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from portal.family.queries import Kid
from portal.timeline.kinds import KINDS
from portal.timeline.lines import Line
from portal.web.shell import role_name

# Kinds whose stored title is written for professionals. The others read well as they are.
TITLES: dict[str, LazyString] = {
    "noticed": _l("We noticed something"),
    "checked": _l("We asked about something we noticed"),
    "tried": _l("We tried a small change"),
    "early_watched": _l("We go on watching"),
    "early_ended": _l("We no longer need to watch this"),
    "child_added": _l("The record was started"),
    "imported": _l("The record came from another system"),
    "registered": _l("Extra help was put in place"),
    "register_changed": _l("The kind of help changed"),
    "family_informed": _l("We told you about the extra help"),
    "needs_changed": _l("We wrote down which needs come first"),
    "left_register": _l("Extra help is no longer needed"),
    "cycle_opened": _l("A new round of help began"),
    "understanding_written": _l("What we understand now"),
    "meeting_held": _l("We met"),
    "review_date_set": _l("We set the date to look at the plan together"),
    "plan_agreed": _l("We made the plan together"),
    "plan_circulated": _l("The plan went to everyone who helps"),
    "receipt_given": _l("Somebody answered the plan"),
    "review_held": _l("We looked at how the plan went"),
    "learning_recorded": _l("What we learnt"),
    "learning_used": _l("What we learnt is used in the new plan"),
    "cycle_closed": _l("This round of help is finished"),
    "move_proposed": _l("A move was suggested"),
    "family_told": _l("You were shown what would be shared"),
    "sharing_answered": _l("You said what may be shared"),
    "move_accepted": _l("The new setting said yes"),
    "arrived": _l("First day"),
    "cycle_continued": _l("The plan goes on"),
    "cycle_restarted": _l("A new plan was started"),
    "family_view": _l("A family told us"),
    "question": _l("You asked"),
    "disagreement": _l("You see it differently"),
    "access_named": _l("Somebody at the council opened the record"),
}

# Kinds whose stored title says more than the family's word for them.
_TELLING = ("receipt_given", "register_changed", "needs_changed", "learning_recorded", "learning_used")

# Own words of the family: their title says who spoke.
OURS = ("family_view", "question", "disagreement")

_DOTS = {
    "family_view": "speech", "child_view": "speech", "question": "speech", "disagreement": "speech",
    "sharing_answered": "tick", "receipt_given": "tick", "family_informed": "letter", "family_told": "letter",
    "plan_circulated": "letter", "arrived": "move", "move_proposed": "move", "move_accepted": "move",
    "cycle_continued": "move", "cycle_restarted": "move", "room_changed": "person", "access_named": "person",
    "corrected": "pen", "registered": "list", "register_changed": "list", "needs_changed": "list",
}  # fmt: skip
_LETTERS = {"assess": "A", "plan": "P", "do": "D", "review": "R", "learn": "L"}


class Moment(NamedTuple):
    """One entry as the family reads it. mark: a stage's letter or the kind of a dot."""

    id: int
    mark: str
    title: str
    detail: str
    body: str
    on: date
    by: str
    mine: bool
    private: bool
    redacted: bool


def moment(line: Line, kid: Kid, reader: str) -> Moment:
    """An entry in the words of the family page. `reader` is the signed-in person's name."""
    mine = line.author == reader and line.role in ("parent", "young_person")
    title = str(TITLES.get(line.kind, "")) or line.title
    if line.kind in OURS:
        title = _own_title(line.kind, mine=mine)
    if line.kind == "receipt_given" and mine:
        title = _("You answered the plan")
    stage = line.stage or KINDS.get(line.kind, "")
    return Moment(
        id=line.id,
        mark=_DOTS.get(line.kind) or _LETTERS.get(stage, "dot"),
        title=title,
        detail=line.title if line.kind in _TELLING and line.title != title else "",
        body=line.body,
        on=line.occurred_on,
        by=_by(line, kid, mine=mine),
        mine=mine,
        private=line.audience != "family",
        redacted=line.redacted_at is not None,
    )


def _own_title(kind: str, *, mine: bool) -> str:
    if mine:
        return {
            "family_view": _("You told us"),
            "question": _("You asked"),
            "disagreement": _("You see it differently"),
        }[kind]
    return {
        "family_view": _("Your family told us"),
        "question": _("Your family asked"),
        "disagreement": _("Your family sees it differently"),
    }[kind]


def _by(line: Line, kid: Kid, *, mine: bool) -> str:
    """Who wrote it and where; of a withheld setting only the role."""
    if mine:
        return _("you")
    place = kid.place_of(line.setting)
    if line.role in ("parent", "young_person") or not place:
        return line.words_of or line.author or role_name(line.role)
    if place == _("a setting"):
        return _("%(role)s, %(place)s", role=role_name(line.role), place=place)
    return _("%(who)s, %(place)s", who=line.words_of or line.author or role_name(line.role), place=place)
