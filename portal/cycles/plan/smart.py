"""SMART targets: their parts, the plain sentence they make, and gentle warnings about words that cannot be measured.

Warnings never block: the writer knows the child.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.web.page import day


class Smart(NamedTuple):
    """A SMART target in its parts: who does what, how well, how often, where, by when; measured how, when, by whom.

    `baseline_value` and `goal_value` are numbers as typed, of `unit`; `generalise` says where the skill is used next.
    """

    name: str
    does_what: str
    how_well: str = ""
    where: str = ""
    by_when: date | None = None
    measured_how: str = ""
    measured_when: str = ""
    measured_by: str = ""
    baseline: str = ""
    baseline_value: str = ""
    goal_value: str = ""
    unit: str = ""
    who: str = ""
    how_often: str = ""
    generalise: str = ""


class VagueWord(NamedTuple):
    """A vague phrase as it was written, and a question that makes it specific."""

    phrase: str
    question: LazyString


# Outcomes may say "improve" (improve, develop, achieve are the source's own words); targets, criteria and provision may not.
QUESTIONS: dict[str, LazyString] = {
    r"improv(?:e|es|ed|ing|ement)": _l("From what to what? Give the number or the thing you will see."),
    r"(?:more )?regular(?:ly)?": _l("How often is that, and for how many minutes?"),
    r"access to": _l("Who gives it, when, and what will the child do with it?"),
    r"opportunit(?:y|ies) (?:for|to)": _l("When does it happen, and who makes sure that it does?"),
    r"as (?:and when )?(?:needed|required|appropriate)": _l("Who decides that it is needed, and by what sign?"),
    r"where (?:possible|appropriate|necessary)": _l("In which lessons or times of the day?"),
    r"(?:more|extra|additional) (?:support|help)": _l("What kind, from whom, and how many minutes a week?"),
    r"(?:be )?better at": _l("What can the child do today, and what will the child do then?"),
    r"encouraged? to": _l("What does the adult do or say?"),
    r"try (?:harder )?to": _l("What will be seen when it works?"),
}
# One boundary before all of them: asked ten times at each letter it cost nine times as much.
_PATTERN = re.compile(
    rf"\b(?:{'|'.join(f'(?P<w{n}>{pattern})' for n, pattern in enumerate(QUESTIONS))})\b", re.IGNORECASE
)
_ANSWERS = tuple(QUESTIONS.values())


def vague_words(*texts: str | None) -> list[VagueWord]:
    """The vague phrases of `texts` in the order written, each phrase once whatever its case; empty when there are none."""
    found: dict[str, VagueWord] = {}
    for text in texts:
        for match in _PATTERN.finditer(text or ""):
            phrase = match.group()
            question = _ANSWERS[int((match.lastgroup or "w0")[1:])]
            found.setdefault(phrase.lower(), VagueWord(phrase, question))
    return list(found.values())


def sentence(parts: Smart, child: str = "") -> str:
    """The target as a plain sentence or two, good to read whatever is still missing; "" while nothing is typed.

    `child`: the name to use where nobody is named in `parts.who`.
    """
    said = statement(parts, child)
    return " ".join(filter(None, (said, *_rest(parts)))) if said else ""


def statement(parts: Smart, child: str = "") -> str:
    """The first of its sentences: who will do what, how well, how often, where, by when."""
    told = [
        _lower(_clean(parts.how_well)),
        _lower(_clean(parts.how_often)),
        _placed(_lower(_clean(parts.where))),
        _("by %(day)s", day=day(parts.by_when)) if parts.by_when else "",
    ]
    does = _lower_verb(_clean(parts.does_what))
    if not does and not any(told[:3]):
        return ""
    return _stop(_joined([_subject(_clean(parts.who) or child, does), *told]))


def short_name(does_what: str, longest: int = 60) -> str:
    """What a target without a name of its own is called: its first words."""
    text = _clean(does_what)
    return _upper(text if len(text) <= longest else text[:longest].rsplit(" ", 1)[0] + " …")


def _rest(parts: Smart) -> Iterable[str]:
    """How it is measured, where the child stands now, and where the skill is used next."""
    by_whom = _clean(parts.measured_by)
    if by_whom and not by_whom.lower().startswith("by "):
        by_whom = _("by %(whom)s", whom=by_whom)
    how = _joined([_clean(parts.measured_how), _lower(_clean(parts.measured_when))])
    if by_whom and not how:
        yield _stop(_("Measured %(by_whom)s", by_whom=by_whom))
    measured = _joined([how, by_whom]) if how else ""
    now = _clean(parts.baseline)
    if _clean(parts.baseline_value) and _clean(parts.goal_value):
        unit = _clean(parts.unit)
        from_to = _("from %(start)s to %(goal)s", start=_clean(parts.baseline_value), goal=_clean(parts.goal_value))
        now = _joined([now, f"{from_to} {unit}".strip()])
    for label, text in (
        (_("Measured:"), measured),
        (_("Now:"), now),
        (_("Then used elsewhere:"), _clean(parts.generalise)),
    ):
        yield f"{label} {_stop(text)}" if text else ""


def _subject(who: str, does: str) -> str:
    """Nia will read; or Nia reads, where it was written so. Three dots for what is missing."""
    who = _upper(who) or "…"
    if not does:
        return _("%(who)s will …", who=who)
    if does.lower().startswith(f"{who.lower()} "):
        does = does[len(who) + 1 :]
    if does.lower().startswith("will "):
        does = does[5:]
    if _says_what_is_done(does):
        return f"{who} {does}"
    return _("%(who)s will %(does)s", who=who, does=does.removeprefix("to "))


# Adverbs may stand before the verb: "independently reads".
_VERB = re.compile(r"(?:\w+ly )*(\w+)")


def _says_what_is_done(text: str) -> bool:
    """Whether it begins like "reads", not like "read" or "focus"."""
    verb = _VERB.match(text.lower())
    word = verb.group(1) if verb else ""
    return word == "is" or (word.endswith("s") and not word.endswith(("ss", "us", "is")))


# Words after which a place needs no "in" of ours.
_PLACES = re.compile(
    r"(?:in|into|at|on|onto|during|with|when|while|whenever|wherever|across|from|to|for|by|inside|outside|near|after|"
    r"before|under|within|around|between|through|throughout|everywhere|anywhere|every|each|both|without|beside|next)\b"
)


def _placed(text: str) -> str:
    return text if not text or _PLACES.match(text.lower()) else _("in %(place)s", place=text)


def _clean(text: str | None) -> str:
    """One line without the stops at its end, and without doubled ones inside."""
    line = " ".join((text or "").split())
    line = re.sub(r"\.(?:\s*\.)+", "…", line)
    line = re.sub(r"\s*,(?:\s*,)*", ",", line)
    return line.strip(" .,;:!…")


# First words that are no names: they may stand inside a sentence.
_SMALL = re.compile(r"(?:A|An|The|At|In|On|By|To|With|When|While|During|From|Each|Every|After|Before|For|Once|Twice)\b")


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:] if _SMALL.match(text) else text


def _lower_verb(text: str) -> str:
    """The verb that begins what the child does stands inside the sentence; "ICT" and "I" keep their capitals."""
    second = text[1:2]
    return text if second.isupper() or second in ("", " ", "’", "'") else text[:1].lower() + text[1:]


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _joined(parts: Iterable[str]) -> str:
    return ", ".join(filter(None, parts))


def _stop(text: str) -> str:
    return text if not text or text.endswith(("…", "?")) else text + "."
