"""A whole plan as it is handed out: what the family may read of it, no withheld setting named."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from portal import clock
from portal.cycles.help.week import DAYS, WEEKEND
from portal.cycles.help.week import said as clock_said
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Outcome, Provision, Slot, Target, TrainingNeed
from portal.cycles.plan.smart import Smart, sentence
from portal.cycles.rows import Rows
from portal.documents.settings_told import Told, senco_of, told
from portal.library.words import dose as dose_words
from portal.organisation.rules import rules
from portal.timeline.audiences import FAMILY


class Goal(NamedTuple):
    """A target as sentences. `levels`: what each level of Goal Attainment Scaling means, the highest first."""

    name: str
    sentences: str
    levels: list[tuple[str, str]]


class Aim(NamedTuple):
    """An outcome, the hope that it serves, and its targets."""

    text: str
    hope: str
    goals: list[Goal]


class Help(NamedTuple):
    """One kind of help: what, how much, when and where, who. `paused`: it rests for now."""

    name: str
    detail: str
    much: str
    when: str
    who: str
    paused: bool


class Day(NamedTuple):
    """One day of the child's week, each time as one line."""

    name: str
    times: list[str]


class Need(NamedTuple):
    """What somebody learns first. `who`: "" where they are not to be named."""

    who: str
    what: str
    by_when: date | None
    met_on: date | None


class Plan(NamedTuple):
    """A plan for its readers, all of them the same. Empty parts are left out, or said gently, by the template."""

    forename: str
    number: int
    version: int
    place: str
    agreed_on: date | None
    sent_on: date | None
    begins: date | None
    review_on: date | None
    review_at: str
    aims: list[Aim]
    helps: list[Help]
    strategies: list[Help]
    week: list[Day]
    responsible: str
    senco: str
    senco_support: str
    briefings: str
    training: list[Need]
    advice: str
    made_on: date


def plan(cycle: Cycle) -> Plan:
    """The plan of a cycle as it stands. Ten statements, however much it holds."""
    rows, known, pupil = Rows(cycle), told(cycle.pupil_id), cycle.pupil
    given = [row for row in rows.provisions if row.audience == FAMILY]
    # Times at an earlier setting are no times of this week.
    times = [row for row in rows.slots if row.setting_id == cycle.setting_id]
    secret = known.secret(cycle.setting_id)
    name = pupil.preferred_forename or pupil.forename
    return Plan(
        forename=name, number=cycle.number, version=cycle.plan_version, place=known.named(cycle.setting_id),
        agreed_on=cycle.agreed_on, sent_on=cycle.circulated_on, begins=cycle.started_on,
        review_on=cycle.review_on, review_at=cycle.review_at,
        aims=[_aim(row, name, known) for row in rows.outcomes if row.audience == FAMILY],
        helps=[_help(row, known) for row in given if row.kind != "strategy"],
        strategies=[_help(row, known) for row in given if row.kind == "strategy"],
        week=_week(times, {row.id: row.name for row in given}, known),
        responsible=known.person(cycle.responsible_teacher_id, cycle.setting_id), senco=senco_of(cycle, known),
        # Typed words name colleagues: they stand on no paper of a withheld setting.
        senco_support="" if secret else cycle.senco_support, briefings="" if secret else cycle.briefings,
        training=_training(rows.training, {row.id for row in given}, known), advice=rules().advice_service,
        made_on=clock.today(),
    )  # fmt: skip


def _aim(row: Outcome, forename: str, known: Told) -> Aim:
    goals = [goal(target, forename, known) for target in row.targets if target.audience == FAMILY]
    return Aim(row.text, row.aspiration, goals)


def goal(row: Target, forename: str, known: Told) -> Goal:
    """A target as a paper tells it."""
    parts = Smart(
        row.name, row.does_what, row.how_well, row.where, row.by_when, row.measured_how, row.measured_when,
        "" if known.secret(row.setting_id) else row.measured_by, row.baseline, row.baseline_value, row.goal_value,
        row.unit, row.who, row.how_often, row.generalise,
    )  # fmt: skip
    levels = [(level, row.scale[level]) for level in ("2", "1", "0", "-1", "-2") if row.scale.get(level)]
    return Goal(row.name, sentence(parts, forename), [(signed(int(level)), words) for level, words in levels])


def signed(level: int) -> str:
    """A level of Goal Attainment Scaling with its sign: "+1", "0", "−2"."""
    return f"{level:+d}".replace("-", "−") if level else "0"


def _help(row: Provision, known: Told) -> Help:
    place = "" if known.secret(row.setting_id) else row.place
    when = ", ".join(filter(None, (row.when_text, place)))
    return Help(row.name, row.detail, dose_words(row), when, known.giver(row), row.status == "paused")


def _week(slots: Collection[Slot], helps: dict[int, str], known: Told) -> list[Day]:
    """The child's week without times of help that is not on the paper."""
    days: dict[int, list[str]] = {}
    for row in slots:
        if row.audience == FAMILY and (row.provision_id is None or row.provision_id in helps):
            days.setdefault(row.weekday, []).append(_time(row, helps, known))
    return [Day(str((DAYS | WEEKEND)[weekday]), days[weekday]) for weekday in sorted(days)]


def _time(row: Slot, helps: dict[int, str], known: Told) -> str:
    what = row.what or helps.get(row.provision_id, "")
    beside = () if known.secret(row.setting_id) else (row.with_whom, row.place)
    return ", ".join(filter(None, (f"{clock_said(row.at)} {what}", *beside)))


def _training(rows: Collection[TrainingNeed], helps: Collection[int], known: Told) -> list[Need]:
    return [
        Need("" if known.secret(row.setting_id) else row.who, row.what, row.by_when, row.met_on)
        for row in rows
        if row.provision_id is None or row.provision_id in helps
    ]


def last_plan(pupil: int) -> Cycle | None:
    """The newest cycle of a child whose plan is agreed. One statement."""
    agreed = (Cycle.pupil == pupil) & Cycle.agreed_on.is_null(False)
    return Cycle.select().where(agreed).order_by(Cycle.number.desc()).first()
