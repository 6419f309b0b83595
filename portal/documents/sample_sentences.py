"""One child's thread in three minutes: a few sentences for each cycle, what was learnt and used, what changed.

For governors, inspectors and moderation. Names that the record knows are replaced; those inside people's own words can only
be found where they are known, so the maker reads every sentence and may change it or leave it out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from flask_babel import gettext as _
from flask_babel import ngettext

from portal.cycles.do.dose import Dose
from portal.cycles.help.tried import logged
from portal.cycles.models import Cycle
from portal.documents.pack_cycles import Turns, place_of
from portal.documents.pack_items import Blacking
from portal.web.page import day

MOST_WORDS = 800
"""So many fit on two pages beside the picture."""
_OF_A_CYCLE = 5
_ALL_CYCLES = 38
_HELPS_NAMED = 3
_SHORTEST_NAME = 3
_REACHED = ("achieved", "mostly")
_LONGEST = 180


class Chapter(NamedTuple):
    """A heading and its sentences."""

    heading: str
    sentences: list[str]


class Told(NamedTuple):
    """What is known of the child beside the cycles. `start`: age and register; `grew`: our understanding, first and now; `scores`: what they say."""

    start: list[str]
    grew: list[str]
    scores: list[str]
    used: dict[int, int]


class Names:
    """Replaces the names that a record knows: the child's, adults', settings'. Without any it changes nothing."""

    def __init__(self, child: Iterable[str], called: str, adults: Iterable[str], settings: dict[str, str]) -> None:
        self._steps = [
            *(
                Blacking([name], mark, cased=True)
                for name, mark in sorted(settings.items(), key=lambda pair: -len(pair[0]))
            ),
            Blacking(_parts(child), called, cased=True),
            Blacking(_parts(adults), _("an adult"), cased=True),
        ]

    def text(self, words: str) -> str:
        """The words without the names."""
        for step in self._steps:
            words = step.text(words)
        return words


def _parts(names: Iterable[str]) -> list[str]:
    """Full names, and the first and the last word of each. What is no name ("Speech and language therapist") stays whole."""
    found: dict[str, None] = {}
    for name in names:
        full = name.partition(",")[0].strip()
        words = [word for word in full.split() if word.rstrip(".") not in ("Mr", "Mrs", "Ms", "Miss", "Dr")]
        if not words or not all(word[0].isupper() for word in words) or len(words) > 3:
            continue
        found |= dict.fromkeys(part for part in (full, words[0], words[-1]) if len(part) >= _SHORTEST_NAME)
    return list(found)


def chapters(turns: Turns, told: Told, places: dict[int, str]) -> list[Chapter]:
    """The story in its order. With many cycles each has fewer sentences."""
    each = max(1, min(_OF_A_CYCLE, _ALL_CYCLES // max(len(turns.cycles), 1)))
    found = [Chapter(_("The child"), told.start)]
    found += [
        Chapter(_heading(cycle, places), _of_cycle(cycle, turns, told.used)[:each]) for cycle in turns.cycles
    ]  # fmt: skip
    found.append(Chapter(_("What was learnt, and used"), _thread(turns, told.used)))
    found.append(Chapter(_("What changed"), [*told.grew, *told.scores]))
    return [chapter for chapter in found if chapter.sentences]


def _heading(cycle: Cycle, places: dict[int, str]) -> str:
    return _("Cycle %(number)s, %(where)s", number=cycle.number, where=place_of(cycle, places))


def _of_cycle(cycle: Cycle, turns: Turns, used: dict[int, int]) -> list[str]:
    """The most telling first: they are cut from the end."""
    began = day(cycle.started_on or cycle.opened_on)
    aims = [row.text for row in turns.outcomes if row.cycle_id == cycle.id]
    return [
        sentence
        for sentence in (
            _("From %(began)s. The aim: %(aim)s", began=began, aim=short(aims[0])) if aims else _("From %(began)s.", began=began),
            _result(cycle, turns),
            _help(cycle, turns),
            _learnt(cycle, turns),
            short(cycle.impact),
        )
        if sentence
    ]  # fmt: skip


def _result(cycle: Cycle, turns: Turns) -> str:
    rated = [row for row in turns.targets if row.cycle_id == cycle.id and row.rating not in ("", "not_assessed")]
    if not rated:
        return _("It has not been reviewed yet.") if cycle.reviewed_on is None else ""
    reached = sum(row.rating in _REACHED for row in rated)
    return ngettext(
        "%(reached)s of %(num)s target was reached, or mostly: %(evidence)s",
        "%(reached)s of %(num)s targets were reached, or mostly: %(evidence)s",
        len(rated), reached=reached, evidence=short(rated[0].evidence) or rated[0].name,
    )  # fmt: skip


def _help(cycle: Cycle, turns: Turns) -> str:
    extra = [row for row in turns.helps_of(cycle) if row.kind != "strategy"][:_HELPS_NAMED]
    named = []
    for row in extra:
        dose = turns.doses.get(row.id)
        named.append(row.name + (_delivered(dose) if dose and dose.planned else ""))
    return _("Extra help: %(helps)s.", helps="; ".join(named)) if named else ""


def _delivered(dose: Dose) -> str:
    if not logged(dose):
        return _(" (sessions not logged)")
    if dose.unlogged:
        return _(
            " (%(given)s of %(planned)s sessions, %(num)s not logged)",
            given=dose.given, planned=dose.planned, num=dose.unlogged,
        )  # fmt: skip
    return _(" (%(given)s of %(planned)s sessions)", given=dose.given, planned=dose.planned)


def _learnt(cycle: Cycle, turns: Turns) -> str:
    first = {row.kind: row.text for row in reversed(turns.learnt) if row.cycle_id == cycle.id}
    helps, hinders = first.get("helps", ""), first.get("hinders", "")
    told = [
        _("helps: %(what)s", what=short(helps)) if helps else "",
        _("does not help: %(what)s", what=short(hinders)) if hinders else "",
    ]
    words = "; ".join(filter(None, (one.rstrip(".") for one in told)))
    return _("Learnt: %(what)s.", what=words) if words else ""


def _thread(turns: Turns, used: dict[int, int]) -> list[str]:
    """How strong the thread is: of what was learnt, how much a later cycle used."""
    if not turns.learnt:
        return []
    carried = sum(row.id in used for row in turns.learnt)
    retired = sum(row.retired_on is not None for row in turns.learnt)
    told = [
        _(
            "Thread strength: %(carried)s of %(all)s things learnt were used in a later cycle.",
            carried=carried,
            all=len(turns.learnt),
        )
    ]
    if retired:
        told.append(
            ngettext("%(num)s was retired, with its reason.", "%(num)s were retired, each with its reason.", retired)
        )
    most = max(turns.learnt, key=lambda row: used.get(row.id, 0))
    if used.get(most.id):
        told.append(ngettext(
            "Used longest: “%(what)s”, in %(num)s later cycle.", "Used longest: “%(what)s”, in %(num)s later cycles.",
            used[most.id], what=short(most.text).rstrip("."),
        ))  # fmt: skip
    return told


def short(text: str) -> str:
    """A text on one line, ended, cut between words where it is long."""
    line = " ".join(text.split())
    if len(line) > _LONGEST:
        line = f"{line[:_LONGEST].rsplit(' ', 1)[0].rstrip(',;:')}…"
    return line if not line or line[-1] in ".!?…" else f"{line}."


def words_in(texts: Sequence[str]) -> int:
    """How many words stand in the texts."""
    return sum(len(text.split()) for text in texts)
