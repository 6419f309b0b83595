"""What is missing in the pause to learn before a cycle can close. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import lazy_gettext as _l

from portal.cycles.facts import CycleFacts, Missing


def to_close(facts: CycleFacts) -> Iterator[Missing]:
    if not (facts.helps or facts.nothing_helps_reason.strip()):
        yield Missing("helps", _l("Write what helps, or say why nothing did."), "learning")
    if not (facts.doesnt_help or facts.nothing_hinders_reason.strip()):
        sentence = _l("Write what does not help, or say why there is nothing to write.")
        yield Missing("doesnt_help", sentence, "learning")
    if not facts.ordinary:
        sentence = _l("Write what ordinary teaching takes on, or say why nothing.")
        yield Missing("ordinary", sentence, "ordinary")
