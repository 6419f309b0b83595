"""Answering a prompt: one step, then it is quiet."""

from __future__ import annotations

from flask_babel import gettext as _

from portal.access.acting import Act, Refused
from portal.cycles.custody import held_here
from portal.cycles.do.models import PromptAnswer
from portal.cycles.do.prompts import QUIET_FOR, Kind
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Provision, Target
from portal.timeline.audiences import PROFESSIONALS
from portal.timeline.following import narrower
from portal.timeline.record import Story, record

# What an entry says of each: first the question, then what was answered.
_ASKED = {
    Kind.QUIET: "Nothing logged for two weeks",
    Kind.LOST: "Half of the sessions lost",
    Kind.REACHED: "Reached early",
}
_ANSWERED = {"adapt": "the help is changed", "known": "known", "later": "looked at again in two weeks"}


def answer(act: Act, cycle: Cycle, kind: Kind, thing: Provision | Target, *, what: str, why: str = "") -> PromptAnswer:
    """Say what is done about a prompt. `what`: adapt, known (with `why`) or later. It stays quiet for two weeks.

    What is known stays quiet until the day of the review, where everybody talks about it anyway. For staff and
    professionals: a question to those who teach is nobody's report on a child.
    """
    held_here(act, cycle)
    if what not in _ANSWERED:
        raise Refused(_("Select what we do."), "answer")
    if what == "known" and not why.strip():
        raise Refused(_("Say what you know about it."), "why")
    until = act.today + QUIET_FOR
    if what == "known" and cycle.review_on:
        until = max(until, cycle.review_on)
    audience = narrower(PROFESSIONALS, thing.audience)
    row = PromptAnswer(
        pupil=cycle.pupil_id, cycle=cycle, setting=act.setting, kind=kind.value,
        provision=thing if isinstance(thing, Provision) else None, target=thing if isinstance(thing, Target) else None,
        answer=why.strip() or what, answered_on=act.today, quiet_until=until, by=act.person, audience=audience,
    )  # fmt: skip
    name = thing.name or getattr(thing, "does_what", "")
    story = Story(
        "prompt_answered", f"{_ASKED[kind]}: {name}: {_ANSWERED[what]}"[:255], why, stage="do", audience=audience,
        category="session_notes", data={"kind": kind.value, "answer": what},
    )  # fmt: skip
    record(act, story, row, pupil=cycle.pupil_id, cycle=cycle)
    return row
