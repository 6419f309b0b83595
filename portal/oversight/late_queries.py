"""What is late beyond the authority's rule, as numbers by setting: no column of any child."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from flask_babel import gettext as _
from peewee import SQL, fn

from portal.access import sight
from portal.cycles.models import Cycle
from portal.cycles.plan.models import TrainingNeed
from portal.cycles.review.late_causes import CAUSES
from portal.organisation.models import Setting
from portal.oversight.suppression import Cell, column
from portal.register.models import Registration
from portal.transitions.models import Transition


class Late(NamedTuple):
    """One setting: reviews, families not informed, steps of moves and training, each late beyond the rule."""

    setting: int
    name: str
    reviews: Cell
    uninformed: Cell
    moves: Cell
    training: Cell


def late(before: date, threshold: int) -> list[Late]:
    """Settings with something that was due before a day, small numbers taken out. Five statements."""
    with sight.counting():
        counts = (_reviews(before), _uninformed(before), _moves(before), _training(before))
    ids = sorted(set().union(*counts))
    if not ids:
        return []
    rows = Setting.select(Setting.id, Setting.name).where(Setting.id.in_(ids)).order_by(Setting.name_fold, Setting.id)
    cells = [column({setting: found.get(setting, 0) for setting in ids}, threshold)[0] for found in counts]
    return [Late(setting, name, *(one[setting] for one in cells)) for setting, name in rows.tuples()]


class ByCause(NamedTuple):
    """Late reviews of the school year by their cause; `cause` is "" where nobody has said why yet."""

    cause: str
    words: str
    reviews: Cell


def late_by_cause(since: date, today: date, threshold: int) -> list[ByCause]:
    """Reviews since a day that were or are late, by cause; small numbers taken out. Two statements."""
    with sight.counting():
        rows = Cycle.select(Cycle.late_cause, fn.COUNT(SQL("1")))
        said = rows.where(SQL("late_cause <> ''") & (Cycle.review_on >= since)).group_by(Cycle.late_cause)
        waiting = Cycle.closed_on.is_null() & Cycle.reviewed_on.is_null() & Cycle.stage.in_(("do", "review"))
        silent = rows.where(waiting & (Cycle.review_on < today) & (Cycle.late_cause == "")).group_by(Cycle.late_cause)
        counts = dict([*said.tuples(), *silent.tuples()])
    cells, _total = column(counts, threshold)
    # In the order of the list, not of the numbers: an order would tell what the cells do not.
    order = [*CAUSES, ""]
    return [ByCause(cause, _cause(cause), cells[cause]) for cause in order if cause in cells]


def _cause(cause: str) -> str:
    return str(CAUSES[cause]) if cause in CAUSES else _("Nobody has said why yet")


def _reviews(before: date) -> dict[int, int]:
    open_ = Cycle.closed_on.is_null() & Cycle.reviewed_on.is_null() & Cycle.stage.in_(("do", "review"))
    rows = Cycle.select(Cycle.setting, fn.COUNT(SQL("1"))).where(open_ & (Cycle.review_on < before))
    return dict(rows.group_by(Cycle.setting).tuples())


def _uninformed(before: date) -> dict[int, int]:
    rows = Registration.select(Registration.setting, fn.COUNT(SQL("1"))).where(
        Registration.ends_on.is_null() & Registration.informed_on.is_null() & (Registration.starts_on < before)
    )
    return dict(rows.group_by(Registration.setting).tuples())


def _moves(before: date) -> dict[int, int]:
    """Counted at the setting whose step it is. A withheld setting is not counted: a number would say that it is one."""
    accepted = Transition.state.in_(("agreed", "accepted")) & ~Transition.withheld
    silent = (Transition.arrived_on.is_null() & (Transition.moves_on < before)) | (Transition.decide_by < before)
    rows = Transition.select(Transition.to_setting, fn.COUNT(SQL("1"))).where(
        accepted & silent & Transition.to_setting.is_null(False)
    )
    return dict(rows.group_by(Transition.to_setting).tuples())


def _training(before: date) -> dict[int, int]:
    rows = (
        TrainingNeed.select(Cycle.setting, fn.COUNT(SQL("1")))
        .join(Cycle, on=TrainingNeed.cycle == Cycle.id)
        .where(Cycle.closed_on.is_null() & TrainingNeed.met_on.is_null() & (TrainingNeed.delay_reason == ""))
        .where(TrainingNeed.by_when < before)
    )
    return dict(rows.group_by(Cycle.setting).tuples())
