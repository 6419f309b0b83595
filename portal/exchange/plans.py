"""What confirming an upload would do to each child of it, said before anything is written.

Children are compared with those of the setting only. Whether a child is known elsewhere is asked at
the moment of writing and never shows: a child from elsewhere is "new" here, as any other.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from flask_babel import gettext as _

from portal.exchange import here
from portal.exchange.incoming import IncomingPupil
from portal.exchange.merging import changes_of, keeps_of
from portal.exchange.problems import refusing
from portal.pupils.matching import Identity, Known, Match, among

NEW, MATCHED, SAME, DECIDE, REFUSED, LEFT_OUT = "new", "matched", "same", "decide", "refused", "left_out"


class Planned(NamedTuple):
    """One child of an upload. `match`: the child here that it is, or may be.

    `reasons` are sentences for the person; `changes` say what a match would gain.
    """

    pupil: IncomingPupil
    outcome: str
    match: int | None = None
    match_name: str = ""
    reasons: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()


class Choices(NamedTuple):
    """What the person said in the preview, by the child's line in the file.

    `keep`: of the children without SEN history, those to keep; `answers`: for children that need a
    decision `same` or `another` (no answer: left out).
    """

    keep: frozenset[int] = frozenset()
    answers: Mapping[int, str] = {}


NO_CHOICES = Choices()


def plan(
    setting: int, pupils: Sequence[IncomingPupil], choices: Choices = NO_CHOICES, keep_all: bool = False
) -> list[Planned]:
    """The plan for each child, in file order. Up to eleven statements whatever the number.

    `keep_all`: a register's own rows are all kept; of a transfer file only children with SEN history
    or chosen ones.
    """
    known = here.known_here(setting)
    found = [_found(pupil, known) for pupil in pupils]
    ids = [match.candidate for match in found if match is not None and match.candidate]
    standing = here.standing(setting, ids)
    return [
        _planned(pupil, match, standing.get(match.candidate or 0) if match else None, choices, keep_all)
        for pupil, match in zip(pupils, found, strict=True)
    ]


def _found(pupil: IncomingPupil, known: Sequence[Known]) -> Match | None:
    """Who of the setting's own children it may be; None for a refused row."""
    if pupil.refused or pupil.born is None:
        return None
    return among(identity_of(pupil), known)


def identity_of(pupil: IncomingPupil) -> Identity:
    """What identifies an incoming child (who has a date of birth)."""
    assert pupil.born is not None
    return Identity(pupil.forename, pupil.surname, pupil.born, pupil.upn, pupil.former_upns)


def _planned(
    pupil: IncomingPupil, match: Match | None, standing: here.Standing | None, choices: Choices, keep_all: bool
) -> Planned:
    notes = tuple(problem.sentence for problem in pupil.problems if not problem.refuses)
    if match is None:
        return Planned(pupil, REFUSED, reasons=tuple(problem.sentence for problem in refusing(pupil.problems)))
    doubt = _doubt(pupil, match, standing)
    answer = choices.answers.get(pupil.line, "")
    if doubt and not answer:
        name = standing.pupil.name if standing else ""
        return Planned(pupil, DECIDE, match.candidate, name, (doubt, *notes))
    if standing is not None and answer != "another":
        changes = tuple(changes_of(pupil, standing))
        kept = tuple(keeps_of(pupil, standing))
        outcome = MATCHED if changes else SAME
        return Planned(pupil, outcome, standing.pupil.id, standing.pupil.name, (*kept, *notes), changes)
    if keep_all or pupil.has_sen_history or pupil.line in choices.keep:
        return Planned(pupil, NEW, reasons=notes)
    return Planned(pupil, LEFT_OUT, reasons=notes)


def _doubt(pupil: IncomingPupil, match: Match, standing: here.Standing | None) -> str:
    """Why a person must say whether two children of the setting are one; empty without doubt."""
    if match.matched_on == "several":
        return _("Several children here look like this one.")
    if match.matched_on == "number":
        return _("A child here has this UPN, but another name or date of birth.")
    if match.matched_on == "name" and standing is not None:
        upn = standing.pupil.upn
        if upn and pupil.upn and upn != pupil.upn:
            return _("A child here has the same name and date of birth, but another UPN.")
    return ""
