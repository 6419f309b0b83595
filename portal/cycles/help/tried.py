"""Tried before: what a child has had of the same help in any room or setting, how much of it, and what came of it.

"Didn't work" is not "didn't happen": help that was given less than half as often as planned was no fair try, and help
that was lost at a move was not stopped because it failed. What nobody logged is not called "not given" either.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from flask_babel import LazyString, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from peewee import JOIN

from portal.cycles.do.dose import CAUSES, Dose, doses
from portal.cycles.learn.models import Learning
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Provision, ProvisionTarget, Target
from portal.library.queries import fold
from portal.pupils.settings_of import labels
from portal.timeline.models import Entry

FAIR_SHARE = 2
"""Less than one session of so many that were planned is no fair try."""
_SHORTEST = 4
_KINDS_OF_DECISION = ("decision_made", "cycle_continued")

_ENDED: dict[str, LazyString] = {
    "running": _l("goes on now"),
    "paused": _l("paused"),
    "stopped": _l("stopped"),
    "finished": _l("finished"),
    "lost": _l("lost, not stopped"),
}
RATED: dict[str, LazyString] = {
    "achieved": _l("achieved"),
    "mostly": _l("mostly reached"),
    "partly": _l("partly reached"),
    "not_yet": _l("not yet reached"),
    "not_assessed": _l("not assessed"),
}
_LEARNT: dict[str, LazyString] = {
    "helps": _l("Helps"),
    "hinders": _l("Does not help"),
    "only_when": _l("Only when"),
    "about": _l("About the child"),
    "says": _l("How the child says things"),
}


def logged(dose: Dose) -> int:
    """Sessions of which somebody wrote down that they were given or lost."""
    return dose.given + sum(dose.lost.values())


def fair(dose: Dose) -> bool | None:
    """Whether help was given often enough to say that it was tried; None where too little was planned or logged to say.

    What is missing counts against it only where most of that is known to be lost: not logged is not lost.
    """
    if not dose.planned or not logged(dose):
        return None
    if dose.given * FAIR_SHARE >= dose.planned:
        return True
    known = logged(dose) * FAIR_SHARE >= dose.planned and sum(dose.lost.values()) > dose.unlogged
    return False if known else None


class Tried(NamedTuple):
    """One earlier run of help. `where`: the setting as the reader may know it; `ended`: None while it goes on.

    `dose`: planned and given; `impact`: (target, rating in words); `decided`: what was said of it at moves.
    """

    id: int
    name: str
    where: str
    cycle: int | None
    started: date
    ended: date | None
    status: str
    context: str
    detail: str
    dose: Dose
    impact: list[tuple[str, str]]
    reason: str
    decided: list[str]
    learnt: list[str]

    @property
    def ended_as(self) -> str:
        """How it stands or ended: "stopped", "lost, not stopped"."""
        return str(_ENDED.get(self.status, self.status))

    @property
    def logged(self) -> int:
        """Sessions of which somebody wrote down that they were given or lost."""
        return logged(self.dose)

    @property
    def fair(self) -> bool | None:
        """Whether it was given often enough to say that it was tried; None where too little was planned or logged to say."""
        return fair(self.dose)

    @property
    def given(self) -> str:
        """How much of it there was: "Given 4 of 18 times: not a fair try. Lost: no room 9, absent 5."."""
        dose = self.dose
        if not self.logged:
            return _("No sessions were logged, so nobody can say how often it was given.")
        if not dose.planned:
            said = ngettext("Given %(num)s time.", "Given %(num)s times.", dose.given)
        elif self.fair is None:
            said = _(
                "Logged as given: %(given)s of %(planned)s. Most was not logged: ask before you call it tried.",
                given=dose.given, planned=dose.planned,
            )  # fmt: skip
        else:
            said = _("Given %(given)s of %(planned)s times", given=dose.given, planned=dose.planned)
            said += "." if self.fair else _(": not a fair try.")
        if dose.lost:
            causes = sorted(dose.lost.items(), key=lambda pair: (-pair[1], pair[0]))
            named = ", ".join(f"{CAUSES.get(cause, cause)} {n}" for cause, n in causes)
            said += " " + _("Lost: %(causes)s.", causes=named)
        return said


class Past:
    """All help a child has had, read once, to be asked for one kind after the other. Seven statements."""

    def __init__(self, pupil: int, *, leave_out: int = 0) -> None:
        rows = _provisions(pupil, leave_out)
        self._rows = _told(pupil, rows) if rows else []

    def like(self, name: str = "", family: str = "", item: int | None = None) -> list[Tried]:
        """Earlier runs of the same item, the same family, or the same name however it was written; newest first."""
        wanted = {folded for folded in (fold(name), fold(family)) if folded}
        return [told for told, item_id, known in self._rows if (item and item_id == item) or _same(wanted, known)]


def _same(wanted: set[str], known: set[str]) -> bool:
    """Whether names agree: equal, or one begins with the whole of the other ("Talk Boost", "Talk Boost (KS2)")."""
    for one in wanted:
        for other in known:
            short, long = sorted((one, other), key=len)
            if one == other or (len(short) >= _SHORTEST and f"{long} ".startswith(f"{short} ")):
                return True
    return False


def before(pupil: int, names: Iterable[str] = (), families: Iterable[str] = ()) -> dict[str, list[Tried]]:
    """What was tried of each name and family, under the word that was asked; empty lists are left out. Seven statements."""
    past = Past(pupil)
    found = {word: past.like(name=word) for word in (*names, *families)}
    return {word: tried for word, tried in found.items() if tried}


def _provisions(pupil: int, leave_out: int) -> list[Provision]:
    rows = (
        Provision.select(Provision, Cycle.number, Target.name, Target.does_what, Target.rating)
        .join(Cycle, JOIN.LEFT_OUTER, on=(Provision.cycle == Cycle.id), attr="of_cycle")
        .switch(Provision)
        .join(Target, JOIN.LEFT_OUTER, on=(Provision.target == Target.id), attr="aim")
        .where((Provision.pupil == pupil) & (Provision.status != "planned") & (Provision.id != leave_out))
        .order_by(Provision.starts_on.desc(), Provision.id.desc())
    )
    return list(rows)


def _told(pupil: int, rows: Sequence[Provision]) -> list[tuple[Tried, int | None, set[str]]]:
    places, dose_of = labels(pupil), doses(rows)
    further, decisions, learnt = _further(pupil), _decisions(pupil), _learnings(pupil)
    found = []
    for row in rows:
        known = {folded for folded in (fold(row.name), fold(row.family)) if folded}
        aim = getattr(row, "aim", None)
        aims = [(aim.name or aim.does_what, aim.rating)] if aim is not None else []
        where = places.get(row.setting_id, _("a setting"))
        tried = Tried(
            id=row.id, name=row.name, where=where,
            cycle=row.started_cycle_number, started=row.starts_on, ended=row.ended_on, status=row.status,
            context=_context(row, place=where != _("a setting")), detail=row.detail, dose=dose_of[row.id],
            impact=[(name, str(RATED[rating])) for name, rating in aims + further.get(row.id, []) if rating in RATED],
            reason=row.status_reason, decided=decisions.get(fold(row.name), []),
            learnt=[words for names, words in learnt if any(word in names for word in known)],
        )  # fmt: skip
        found.append((tried, row.item_id, known))
    return found


def _context(row: Provision, *, place: bool) -> str:
    """How it was given: "group of 4, 15 minutes, library"; without the `place`, a room may say which setting it was."""
    parts = []
    if row.group_size:
        parts.append(_("alone") if row.group_size == 1 else _("group of %(size)s", size=row.group_size))
    if row.minutes:
        parts.append(_("%(minutes)s minutes", minutes=row.minutes))
    if place and row.place:
        parts.append(row.place)
    return ", ".join(parts)


def _further(pupil: int) -> dict[int, list[tuple[str, str]]]:
    """Ratings of the further targets that help served."""
    rows = (
        ProvisionTarget.select(ProvisionTarget.provision, Target.name, Target.does_what, Target.rating)
        .join(Target)
        .where((ProvisionTarget.pupil == pupil) & ProvisionTarget.ended_on.is_null())
        .tuples()
    )
    found: dict[int, list[tuple[str, str]]] = {}
    for provision, name, does_what, rating in rows:
        found.setdefault(provision, []).append((name or does_what, rating))
    return found


def _decisions(pupil: int) -> dict[str, list[str]]:
    """What was decided of each name at a move, with its reason; the moves themselves stand in a later slice."""
    rows = (
        Entry.select(Entry.data)
        .where((Entry.pupil == pupil) & Entry.kind.in_(_KINDS_OF_DECISION))
        .order_by(Entry.occurred_on.desc(), Entry.id.desc())
        .tuples()
    )
    words = {"keep": _("Kept"), "adapt": _("Adapted"), "pause": _("Paused"), "stop": _("Stopped")}
    found: dict[str, list[str]] = {}
    for (data,) in rows:
        for one in _list(data):
            said = words.get(str(one.get("choice")), "")
            reason = str(one.get("reason") or "")
            if said:
                found.setdefault(fold(str(one.get("name", ""))), []).append(f"{said}: {reason}" if reason else said)
    return found


def _list(data: Any) -> list[dict[str, Any]]:
    found = data.get("decisions", []) if isinstance(data, dict) else []
    return [one for one in found if isinstance(one, dict)]


def _learnings(pupil: int) -> list[tuple[str, str]]:
    """What was learnt: (its words folded, as a sentence), newest first."""
    rows = (
        Learning.select(Learning.kind, Learning.text, Learning.ordinary_teaching)
        .where(Learning.pupil == pupil)
        .order_by(Learning.learnt_on.desc(), Learning.id.desc())
        .tuples()
    )
    return [(f"{fold(text)} {fold(ordinary)}", f"{_LEARNT.get(kind, kind)}: {text}") for kind, text, ordinary in rows]
