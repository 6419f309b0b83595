"""The timeline in a family's words: what each kind of entry is called for them, and who said it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import NamedTuple

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_babel.speaklater import LazyString

from portal.family.queries import Kid
from portal.timeline.kind_views import data_of
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
    "evidence_added": _l("We wrote down what we see"),
    "score_added": _l("A new result"),
    "difference_opened": _l("People see this differently. We want to understand why"),
    "difference_ended": _l("Where people saw things differently"),
    "meeting_planned": _l("A meeting about the plan"),
    "delegated": _l("Who looks after this round of help"),
    "outcome_set": _l("What we want to reach"),
    "target_set": _l("A step on the way"),
    "target_rated": _l("How one step went"),
    "receipt_asked": _l("We asked again about the plan"),
    "urgent_started": _l("Some help began at once"),
    "decision_made": _l("What goes on, and what changes"),
    "understanding_written": _l("What we understand now"),
    "meeting_held": _l("We met"),
    "review_date_set": _l("We set the date to look at the plan together"),
    "plan_agreed": _l("We made the plan together"),
    "plan_circulated": _l("The plan went to everyone who helps"),
    "receipt_given": _l("Somebody answered the plan"),
    "review_arranged": _l("We set the day to look at the plan together"),
    "review_late": _l("Our meeting about the plan is late"),
    "referral_changed": _l("Asking another service for help"),
    "review_held": _l("We looked at how the plan went"),
    "reflection_given": _l("Somebody told us what they have learnt"),
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
_TELLING = (
    "receipt_given", "register_changed", "needs_changed", "learning_recorded", "learning_used", "score_added",
    "difference_opened",
)  # fmt: skip

# What begins with a stage.
_STAGES: dict[str, LazyString] = {
    "plan": _l("We began to make the plan"),
    "do": _l("The plan has begun"),
    "review": _l("We look at how the plan went"),
    "learn": _l("We write down what we have learnt"),
}
# How far a step was reached, without marks.
_REACHED: dict[str, LazyString] = {
    "achieved": _l("reached"), "mostly": _l("mostly reached"), "partly": _l("partly reached"),
    "not_yet": _l("not reached yet"), "not_assessed": _l("not looked at this time"),
}  # fmt: skip

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
    title = _title(line, kid, mine=mine)
    stage = line.stage or KINDS.get(line.kind, "")
    return Moment(
        id=line.id,
        mark=_DOTS.get(line.kind) or _LETTERS.get(stage, "dot"),
        title=title,
        detail=_detail(line, title),
        body="" if _for_staff(line) else line.body,
        on=line.occurred_on,
        by=_by(line, kid, mine=mine),
        mine=mine,
        private=line.audience != "family",
        redacted=line.redacted_at is not None,
    )


def moments(lines: Iterable[Line], kid: Kid, reader: str) -> list[Moment]:
    """Entries in the words of the family page, newest first; who read a plan one after the other stands in one of them."""
    found: list[Moment] = []
    for only_read, run in groupby(lines, key=lambda line: _only_read(line, reader)):
        several = list(run)
        found += [_readers(several, kid, reader)] if only_read else [moment(line, kid, reader) for line in several]
    return found


def _only_read(line: Line, reader: str) -> bool:
    """Somebody else said that they have read the plan, and nothing more."""
    silent = line.kind == "receipt_given" and not (line.body or line.redacted_at) and line.audience == "family"
    return silent and line.author != reader and data_of(line).get("receipt") == "seen"


def _readers(lines: list[Line], kid: Kid, reader: str) -> Moment:
    names = [name for line in lines if (name := line.title.partition(": ")[2])]
    first = moment(lines[0], kid, reader)
    title = ngettext("One person has read the plan", "%(num)d people have read the plan", len(lines))
    by = first.by if len(lines) == 1 else kid.place_of(lines[0].setting)
    return first._replace(title=title, detail=", ".join(names), by=by)


def _for_staff(line: Line) -> bool:
    """Whether the words are a tally of our own work: what was taken over, how many have not answered."""
    return _taken_over(line) or (line.kind == "stage_started" and data_of(line).get("stage") == "do")


def _title(line: Line, kid: Kid, *, mine: bool) -> str:
    """What an entry is called for the family; the stored title of kinds that read well as they are."""
    if line.kind in OURS:
        return _own_title(line.kind, mine=mine)
    if line.kind == "receipt_given" and mine:
        return _("You answered the plan")
    if line.kind == "views_given":
        return _view_title(line, kid, mine=mine)
    if line.kind == "stage_started":
        return str(_STAGES.get(data_of(line).get("stage", ""), line.title))
    if _taken_over(line):
        return _("We looked again at what we know already")
    return str(TITLES.get(line.kind, "")) or line.title


def _view_title(line: Line, kid: Kid, *, mine: bool) -> str:
    data = data_of(line)
    if data.get("absent"):
        return _("We could not ask this time")
    if mine:
        return _("You told us")
    return {
        "family": _("Your family told us"),
        "child": _("%(name)s told us", name=kid.forename),
        "teacher": _("What the teacher or key person sees"),
        "support_staff": _("What the adults who help see"),
        "senco": _("What the SENCO sees"),
        "professional": _("What somebody from outside sees"),
    }.get(data.get("whose", ""), line.title)


def _taken_over(line: Line) -> bool:
    return line.kind == "evidence_added" and bool(data_of(line).get("taken_from"))


def _detail(line: Line, title: str) -> str:
    """The stored title below the family's, where it says more; of a step that was looked at, how far it was reached."""
    if line.kind == "target_rated":
        name = line.title.partition(": ")[2]
        reached = _REACHED.get(data_of(line).get("rating", ""))
        return f"{name}: {reached}." if reached else name
    return line.title if line.kind in _TELLING and line.title != title else ""


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
