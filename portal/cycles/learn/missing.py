"""What is missing in the pause to learn before a cycle can close. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import lazy_gettext as _l

from portal.cycles.facts import CycleFacts, Missing


def to_close(facts: CycleFacts) -> Iterator[Missing]:
    """The pause is never skipped in silence: child, family and somebody who did the work say what they learnt, or why not."""
    if not facts.child_reflection.settled:
        sentence = _l("Ask the child what helps, or say why they could not take part.")
        yield Missing("child_reflection", sentence, "reflection")
    if not facts.family_reflection.settled:
        sentence = _l("Ask the family what helps, or say why they could not take part.")
        yield Missing("family_reflection", sentence, "reflection")
    if not facts.staff_reflection:
        yield Missing(
            "staff_reflection", _l("Say what you learnt yourself, or ask those who did the work."), "reflection"
        )
    yield from _learnings(facts)


def _learnings(facts: CycleFacts) -> Iterator[Missing]:
    if not (facts.helps or facts.nothing_helps_reason.strip()):
        yield Missing("helps", _l("Write what helps, or say why nothing did."), "learning")
    if not (facts.doesnt_help or facts.nothing_hinders_reason.strip()):
        sentence = _l("Write what does not help, or say why there is nothing to write.")
        yield Missing("doesnt_help", sentence, "learning")
    if not facts.ordinary:
        sentence = _l("Write what ordinary teaching takes on, or say why nothing.")
        yield Missing("ordinary", sentence, "ordinary")
