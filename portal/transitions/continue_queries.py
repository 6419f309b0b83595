"""What the continue gate shows: inherited strands, learning to carry on, what was tried, where the cycle is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import ceil
from typing import NamedTuple

from flask_babel import gettext as _
from flask_babel import ngettext
from peewee import JOIN

from portal import clock
from portal.accounts.models import Person
from portal.cycles.assess.models import Contribution
from portal.cycles.help.given_by import giver
from portal.cycles.learn.models import Learning, LearningUse
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Provision
from portal.ehcp.models import SectionF
from portal.pupils.settings_of import hidden
from portal.transitions.models import Decision, Transition

_ENDED = ("stopped", "finished", "lost")


class Strand(NamedTuple):
    """One thing that helps the child now, and what was decided of it at this move (None: not yet)."""

    id: int
    name: str
    detail: str
    kind: str
    status: str
    minutes: int | None
    times_a_week: int | None
    weeks: int | None
    group_size: int | None
    starts_on: date
    ended_on: date | None
    status_reason: str
    pupil_id: int
    setting_id: int | None
    since: int | None
    section_f: bool
    deliverer: int | None
    deliverer_name: str | None
    choice: str | None
    reason: str | None
    look_again_on: date | None
    by_name: str | None
    decided_on: date | None

    @property
    def dose(self) -> str:
        """4 × 15 min a week, group of 3, Kelechi Obi: what is known of it."""
        parts = []
        if self.times_a_week and self.minutes:
            parts.append(_("%(times)s × %(minutes)s min a week", times=self.times_a_week, minutes=self.minutes))
        if self.group_size and self.group_size > 1:
            parts.append(_("group of %(size)s", size=self.group_size))
        if self.deliverer_name:
            parts.append(self.deliverer_name)
        return ", ".join(parts)


class Strands(NamedTuple):
    """Inherited strands in order, and what was tried before and ended before the move."""

    inherited: list[Strand]
    tried: list[Strand]

    @property
    def decided(self) -> int:
        """How many of the inherited ones are decided."""
        return sum(strand.choice is not None for strand in self.inherited)


def strands_of(move: Transition) -> Strands:
    """Everything the child got before the move, with this move's decisions. One statement."""
    withheld = hidden(move.pupil_id)
    rows = (
        Provision.select(
            Provision.id, Provision.name, Provision.detail, Provision.kind, Provision.status, Provision.minutes,
            Provision.times_a_week, Provision.weeks, Provision.group_size, Provision.starts_on, Provision.ended_on,
            Provision.status_reason, Provision.pupil, Provision.setting, Provision.started_cycle_number,
            # What the authority has taken out of a plan is the setting's own again.
            Provision.section_f & SectionF.ended_on.is_null(),
            Provision.deliverer, giver(withheld), Decision.choice, Decision.reason,
            Decision.look_again_on, Decision.by_name, Decision.on,
        )
        .join(Person, JOIN.LEFT_OUTER, on=Provision.deliverer == Person.id)
        .join(
            Decision, JOIN.LEFT_OUTER,
            on=(Decision.provision == Provision.id) & (Decision.transition == move.id),
        )
        .join(SectionF, JOIN.LEFT_OUTER, on=Provision.secures == SectionF.id)
        .where(
            (Provision.pupil == move.pupil_id) & (Provision.status != "planned")
            & (Provision.starts_on <= _taken_over(move))
        )
        .order_by(Provision.starts_on, Provision.id)
    )  # fmt: skip
    found = [Strand(*row) for row in rows.tuples()]
    inherited = [row for row in found if row.choice is not None or row.status not in _ENDED]
    tried = [row for row in found if row.choice is None and row.status in _ENDED]
    return Strands(inherited, tried[::-1])


def _taken_over(move: Transition) -> date:
    """Until when help was begun by the setting before.

    A child who came by a claim has a first day long past: the setting before went on until the claim was answered.
    """
    first_day: date = move.arrived_on or move.moves_on
    return max(first_day, move.accepted_on or first_day)


class Lesson(NamedTuple):
    """Something learnt in an earlier cycle; `used`: None while this cycle has not said what it does with it."""

    id: int
    kind: str
    text: str
    ordinary_teaching: str
    cycle_number: int
    used: bool | None
    how: str | None


def lessons_of(move: Transition, cycle: Cycle | None) -> list[Lesson]:
    """What was learnt and is still in force, oldest first. One statement."""
    rows = (
        Learning.select(
            Learning.id, Learning.kind, Learning.text, Learning.ordinary_teaching, Cycle.number, LearningUse.used,
            LearningUse.how,
        )
        .join(Cycle, on=Learning.cycle == Cycle.id)
        .switch(Learning)
        .join(
            LearningUse, JOIN.LEFT_OUTER,
            on=(LearningUse.learning == Learning.id) & (LearningUse.cycle == (cycle.id if cycle else 0)),
        )
        .where((Learning.pupil == move.pupil_id) & Learning.retired_on.is_null())
        .order_by(Cycle.number, Learning.id)
    )  # fmt: skip
    return [Lesson(*row) for row in rows.tuples()]


class FamilyWords(NamedTuple):
    """The newest words of the family, as far as they agreed to share them."""

    text: str
    name: str
    on: date


def family_words(pupil: int) -> FamilyWords | None:
    """What the family wants staff to know. One statement."""
    row = (
        Contribution.select(Contribution.text, Contribution.name, Contribution.given_on)
        .where((Contribution.pupil == pupil) & (Contribution.whose == "family"))
        .order_by(Contribution.given_on.desc(), Contribution.id.desc())
        .tuples()
        .first()
    )
    return FamilyWords(*row) if row else None


def week_of(cycle: Cycle) -> str:
    """ "week 4 of 6": how far Do has come; "" in another stage or without dates."""
    if cycle.stage != "do" or not cycle.started_on or not cycle.review_on:
        return ""
    weeks = max(ceil((cycle.review_on - cycle.started_on).days / 7), 1)
    now = min(max((clock.today() - cycle.started_on).days // 7 + 1, 1), weeks)
    return _("week %(now)s of %(weeks)s", now=now, weeks=weeks)


def story_of(cycle: Cycle | None, place: str) -> str:
    """ "Millbrook Nursery did Assess and Plan and began Do.": how far the setting before came."""
    if cycle is None or not place:
        return ""
    return {
        "assess": _("%(place)s began Assess.", place=place),
        "plan": _("%(place)s did Assess and began Plan.", place=place),
        "do": _("%(place)s did Assess and Plan and began Do.", place=place),
        "review": _("%(place)s did Assess, Plan and Do and began Review.", place=place),
        "learn": _("%(place)s did Assess, Plan, Do and Review and began Learn.", place=place),
    }[cycle.stage]


def left_to_decide(decide_by: date | None) -> str:
    """ "by 4 December", "today" or "3 days late": the clock of the decisions in calendar days."""
    if decide_by is None:
        return ""
    late = (clock.today() - decide_by).days
    if late > 0:
        return ngettext("%(num)d day late", "%(num)d days late", late)
    if late == 0:
        return _("today is the last day")
    return ngettext("%(num)d day left", "%(num)d days left", -late)


def numbers(strands: Sequence[Strand]) -> str:
    """ "seven things": small numbers as words, as in running text."""
    words = [
        _("nothing"), _("one thing"), _("two things"), _("three things"), _("four things"), _("five things"),
        _("six things"), _("seven things"), _("eight things"), _("nine things"),
    ]  # fmt: skip
    count = len(strands)
    return words[count] if count < len(words) else _("%(count)s things", count=count)
