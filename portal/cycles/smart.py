"""Gentle warnings about words that cannot be measured. They never block: the writer knows the child."""

from __future__ import annotations

import re
from typing import NamedTuple

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l


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
_PATTERN = re.compile("|".join(rf"(?P<w{n}>\b{pattern}\b)" for n, pattern in enumerate(QUESTIONS)), re.IGNORECASE)
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
