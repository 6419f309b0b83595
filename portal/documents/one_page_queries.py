"""A cycle on one page for parents: what the family may read, short enough to fit one sheet of A4."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from flask_babel import gettext as _
from peewee import JOIN, fn

from portal import clock
from portal.cycles.assess.models import Contribution, Understanding
from portal.cycles.do.dose import Dose, doses
from portal.cycles.do.models import Delivery
from portal.cycles.learn.models import Learning
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Provision, Target
from portal.cycles.plan.smart import Smart, statement
from portal.cycles.rows import Rows
from portal.documents.settings_told import Told, senco_of, told
from portal.documents.shorten import condition, listed, shortened
from portal.organisation.rules import rules
from portal.timeline.audiences import FAMILY
from portal.transitions.models import Decision, Transition

# What fits one sheet beside everything else, in rows and characters: tests/documents keeps the fullest child on one page.
_AREAS, _KNOWN, _SAID = 2, 165, 110
_WISHES, _AIMS, _AIM = 1, 4, 105
_ROWS, _WHAT, _WHO, _TEACHING = 5, 48, 66, 90
_LEARNT = 130
_MUCH = 1000
_SESSIONS = ("intervention", "support")


class Line(NamedTuple):
    """One line of what happens each week."""

    what: str
    who_and_when: str
    so_far: str


class Learnt(NamedTuple):
    """What helps, or does not, or only when: as many as fit, and how many more there are."""

    texts: list[str]
    more: int


class OnePage(NamedTuple):
    """One cycle for the family. Empty parts are said gently by the template. `since`: the settings of the thread in order."""

    forename: str
    number: int
    begins: date | None
    ends: date | None
    place: str
    carries_on: str
    meets_on: date | None
    meets_at: str
    agreed_on: date | None
    known: list[str]
    child_says: str
    home_says: str
    wishes: list[str]
    aims: list[str]
    by_when: date | None
    more_aims: int
    lines: list[Line]
    more_lines: int
    responsible: str
    senco: str
    reviewed_on: date | None
    impact: str
    next_step: str
    helps: Learnt
    hinders: Learnt
    only_when: Learnt
    about: Learnt
    since: list[str]
    decided: dict[str, int]
    decided_at: str
    advice: str
    made_on: date
    version: int

    @property
    def full(self) -> bool:
        """Whether there is so much on the sheet that its letters must be smaller."""
        texts = [*self.known, self.child_says, self.home_says, *self.aims, *self.helps.texts, *self.hinders.texts]
        texts += self.about.texts
        return len(self.lines) > _ROWS or sum(map(len, texts)) > _MUCH


def one_page(cycle: Cycle) -> OnePage:
    """What the one page of a cycle holds, the same whoever asks: words for the family, no withheld setting named."""
    rows, known = Rows(cycle), told(cycle.pupil_id)
    pupil = cycle.pupil
    here = known.named(cycle.setting_id)
    lines, more_lines = _lines(cycle, rows, known)
    aims = [_aim(row, pupil.preferred_forename or pupil.forename) for row in rows.targets if row.audience == FAMILY]
    since, before = _since(cycle, known)
    decided, decided_at = _decided(cycle.pupil_id, known)
    learnings = _learnings(cycle.pupil_id)
    return OnePage(
        forename=pupil.preferred_forename or pupil.forename, number=cycle.number,
        begins=cycle.started_on or cycle.agreed_on or cycle.opened_on, ends=cycle.reviewed_on or cycle.review_on,
        place=here, carries_on=before, meets_on=cycle.review_on, meets_at=cycle.review_at, agreed_on=cycle.agreed_on,
        known=_known(rows.understandings), child_says=_says(rows.contributions, "child"),
        home_says=_says(rows.contributions, "family"),
        wishes=[shortened(row.text, _AIM) for row in rows.outcomes if row.audience == FAMILY][:_WISHES],
        aims=aims[:_AIMS], by_when=max((row.by_when for row in rows.targets if row.by_when), default=cycle.review_on),
        more_aims=max(len(aims) - _AIMS, 0), lines=lines, more_lines=more_lines,
        responsible=known.person(cycle.responsible_teacher_id, cycle.setting_id), senco=senco_of(cycle, known),
        reviewed_on=cycle.reviewed_on, impact=shortened(cycle.impact, 200), next_step=cycle.next_step,
        helps=_learnt(learnings, "helps"), hinders=_learnt(learnings, "hinders"),
        only_when=_conditions(learnings), about=_learnt(learnings, "about"), since=since, decided=decided, decided_at=decided_at,
        advice=rules().advice_service, made_on=clock.today(), version=cycle.plan_version,
    )  # fmt: skip


def _known(rows: Collection[Understanding]) -> list[str]:
    return [shortened(row.statement, _KNOWN) for row in rows if row.audience == FAMILY][:_AREAS]


def _says(rows: Collection[Contribution], whose: str) -> str:
    """The newest words of this cycle; of the child, those in Assess first."""
    said = [row for row in rows if row.whose == whose and row.audience == FAMILY and row.text.strip()]
    # Home goes on telling us: its newest word counts. The child was asked in Assess what it is like.
    said.sort(key=lambda row: (whose == "child" and row.stage == "assess", row.given_on, row.id))
    return shortened(said[-1].text, _SAID) if said else ""


def _aim(row: Target, forename: str) -> str:
    """Who will do what, how well and how often; the day stands above them all."""
    parts = Smart(row.name, row.does_what, row.how_well, who=row.who, how_often=row.how_often)
    return shortened(statement(parts, forename), _AIM)


def _lines(cycle: Cycle, rows: Rows, known: Told) -> tuple[list[Line], int]:
    """Sessions first, then what every adult does in one line, then what can be done at home."""
    given = [row for row in rows.provisions if row.audience == FAMILY and row.status != "paused"]
    extra = sorted((row for row in given if row.kind != "strategy"), key=lambda row: row.kind not in _SESSIONS)
    teaching = [row.name for row in given if row.kind == "strategy"]
    counted = doses([row for row in extra if row.kind in _SESSIONS], since=cycle.started_on)
    last = _measures(cycle, [row.id for row in extra])
    lines = [
        Line(shortened(row.name, _WHAT), _who_and_when(row, known), _so_far(counted.get(row.id), last.get(row.id, "")))
        for row in extra[:_ROWS]
    ]
    if teaching:
        names, more = listed(teaching, _TEACHING)
        every = ", ".join(names) + (_(" and %(num)s more", num=more) if more else "")
        lines.append(Line(every, _("Every adult, every lesson"), ""))
    home = _home(cycle.pupil_id)
    if home:
        lines.append(Line(_("At home"), home, ""))
    return lines, max(len(extra) - _ROWS, 0)


def _who_and_when(row: Provision, known: Told) -> str:
    name = known.giver(row)
    minutes = _("%(num)s minutes", num=row.minutes) if row.minutes else ""
    children = _("%(num)s children", num=row.group_size) if (row.group_size or 0) > 1 else ""
    return shortened(", ".join(filter(None, (name, row.when_text, minutes, children))), _WHO)


def _so_far(dose: Dose | None, measure: str) -> str:
    if dose is None:
        return ""
    if not (dose.given or dose.lost):
        # Nobody wrote down what came of them: that is not "0 given".
        done = _("Not written down yet")
    elif dose.planned:
        done = _("%(given)s of %(planned)s sessions", given=dose.given, planned=dose.planned)
        if dose.unlogged:
            done += _(", %(num)s not written down", num=dose.unlogged)
    else:
        done = _("%(given)s sessions", given=dose.given)
    return ". ".join(filter(None, (done, measure)))


def _measures(cycle: Cycle, provisions: Collection[int]) -> dict[int, str]:
    """What was counted last in each help since the plan began, with the goal of its target. One statement."""
    rows = (
        Delivery.select(Delivery.provision, Delivery.measure, Target.goal_value)
        .join(Provision)
        .join(Target, JOIN.LEFT_OUTER, on=(Provision.target == Target.id))
        .where(Delivery.provision.in_(list(provisions) or [0]) & (Delivery.measure != ""))
        .where(Delivery.on >= (cycle.started_on or cycle.opened_on))
        .order_by(Delivery.on, Delivery.id)
        .tuples()
    )
    return {
        provision: _("Last count: %(last)s. Goal: %(goal)s", last=last, goal=goal)
        if goal and last.isdecimal()
        else last
        for provision, last, goal in rows
    }


def _home(pupil: int) -> str:
    """The newest thing that was learnt for home."""
    row = (
        Learning.select(Learning.home)
        .where((Learning.pupil == pupil) & Learning.retired_on.is_null() & (Learning.home != ""))
        .where(Learning.audience == FAMILY)
        .order_by(Learning.id.desc())
        .first()
    )
    return shortened(row.home, _WHO) if row else ""


def _learnings(pupil: int) -> list[Learning]:
    return list(
        Learning.select()
        .where((Learning.pupil == pupil) & Learning.retired_on.is_null() & (Learning.audience == FAMILY))
        .order_by(Learning.id.desc())
    )


def _learnt(rows: Collection[Learning], kind: str) -> Learnt:
    return Learnt(*listed((row.text for row in rows if row.kind == kind), _LEARNT))


def _conditions(rows: Collection[Learning]) -> Learnt:
    return Learnt(*listed((condition(row.text) for row in rows if row.kind == "only_when"), _LEARNT))


def _since(cycle: Cycle, known: Told) -> tuple[list[str], str]:
    """Each setting with its cycles, in the order of the thread; and where the cycle before was, "" for a first one."""
    rows = (
        Cycle.select(Cycle.setting, fn.MIN(Cycle.number), fn.MAX(Cycle.number))
        .where((Cycle.pupil == cycle.pupil_id) & (Cycle.number <= cycle.number))
        .group_by(Cycle.setting)
        .order_by(fn.MIN(Cycle.number))
        .tuples()
    )
    found = list(rows)
    before = next((setting for setting, first, last in found if first <= cycle.number - 1 <= last), None)
    words = [
        _("%(place)s, cycle %(first)s", place=known.named(setting), first=first)
        if first == last
        else _("%(place)s, cycles %(first)s to %(last)s", place=known.named(setting), first=first, last=last)
        for setting, first, last in found
    ]
    return words, known.named(before) if before is not None and before != cycle.setting_id else ""


def _decided(pupil: int, known: Told) -> tuple[dict[str, int], str]:
    """At the last move that was carried on: how many kinds of help were kept, changed, paused, stopped; and by whom."""
    move = (
        Transition.select()
        .where((Transition.pupil == pupil) & (Transition.state == "continued"))
        .order_by(Transition.moves_on.desc())
        .first()
    )
    if move is None:
        return {}, ""
    counts = (
        Decision.select(Decision.choice, fn.COUNT(Decision.id))
        .where(Decision.transition == move.id)
        .group_by(Decision.choice)
        .tuples()
    )
    return dict(counts), known.named(move.to_setting_id)
