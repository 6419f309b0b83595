"""How a plan of the thread and an education, health and care plan belong together: choices for forms, and what is in place."""

from __future__ import annotations

from typing import Any, NamedTuple

from flask_babel import gettext as _

from portal.cycles.do.dose import Dose, doses
from portal.cycles.help.tried import fair, logged
from portal.cycles.models import Cycle
from portal.cycles.plan.models import IN_PLAN, Outcome, Provision, Target
from portal.ehcp import in_place, queries
from portal.ehcp.in_place import InPlace, Running
from portal.ehcp.queries import Item

_IN_SESSIONS = ("intervention", "support")


def _in_place(pupil: int) -> InPlace:
    """What an open cycle and running help do for the child's plan, and how much of it is given. Six statements."""
    cycle = Cycle.get_or_none((Cycle.pupil == pupil) & Cycle.closed_on.is_null())
    help_ = list(
        Provision.select()
        .where((Provision.pupil == pupil) & Provision.section_f & Provision.status.in_(IN_PLAN))
        .order_by(Provision.name, Provision.id)
    )
    given = doses(row for row in help_ if row.kind in _IN_SESSIONS)
    running = tuple(_running(row, given.get(row.id)) for row in help_)
    if cycle is None:
        return InPlace(help=running)
    aims: set[int] = set()
    for model in (Outcome, Target):
        served = (model.cycle == cycle) & model.dropped_on.is_null() & model.section_e.is_null(False)
        aims |= {aim for (aim,) in model.select(model.section_e).where(served).tuples()}
    return InPlace(
        frozenset(aims), running, cycle.id, cycle.review_on, cycle.review_kind == "annual", cycle.setting_id
    )  # fmt: skip


def _running(row: Provision, dose: Dose | None) -> Running:
    return Running(
        row.id, row.name, row.secures_id, row.status, _sessions(dose) if dose else "", fair(dose) if dose else None
    )


def _sessions(dose: Dose) -> str:
    """What is not written down is not called "not given"."""
    if not logged(dose):
        return _("nobody has written down its sessions yet")
    if not dose.planned:
        return _("%(given)s sessions were given", given=dose.given)
    told = _("%(given)s of %(planned)s sessions were given", given=dose.given, planned=dose.planned)
    return told + (_(", %(num)s not written down", num=dose.unlogged) if dose.unlogged else "")


in_place.answered_by(_in_place)


def outcome_choices(pupil: int) -> list[tuple[str, str]]:
    """The outcomes of Section E in force, for a choice; empty where there is none to choose. One statement."""
    items = queries.outcomes(pupil)
    return [("", _("None of them")), *((str(item.id), item.short) for item in items)] if items else []


def help_choices(pupil: int) -> list[tuple[str, str]]:
    """What Section F names, for a choice; empty where there is none to choose. One statement."""
    items = queries.help_named(pupil)
    return [("", _("None of it")), *((str(item.id), item.short) for item in items)] if items else []


def chosen(form: Any, name: str) -> int | None:
    """The item that was chosen in a form; 0: none, though it was asked; None: it was not asked."""
    if name not in form:
        return None
    return int(form[name].data) if form[name].data else 0


class Sections(NamedTuple):
    """What the page of a plan says of the law's plan: its items by id, and those that nothing here serves."""

    outcomes: dict[int, Item]
    help: dict[int, Item]
    without_aim: list[Item]
    without_help: list[Item]


def sections(pupil: int, outcomes: list[Any], provisions: list[Any]) -> Sections | None:
    """The items in force beside the plan's rows; None where no plan of law is entered. One statement."""
    aims, named = queries.in_force(pupil)
    if not (aims or named):
        return None
    served = {row.section_e_id for row in outcomes}
    served |= {target.section_e_id for row in outcomes for target in row.targets}
    secured = {row.secures_id for row in provisions}
    return Sections(
        {item.id: item for item in aims},
        {item.id: item for item in named},
        [item for item in aims if item.id not in served],
        [item for item in named if item.id not in secured],
    )
