"""Saying which outcome of Section E a plan's outcomes serve, and which help of Section F its help is, at any stage.

A plan of law may be entered while a plan is under way: nothing of it is changed by this, so it is not sent again.
"""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext as _
from peewee import Model

from portal.access.acting import Act, Refused
from portal.cycles.custody import held_here
from portal.cycles.help import section_f
from portal.cycles.models import Cycle
from portal.cycles.plan.models import IN_PLAN, Outcome, Provision
from portal.timeline.record import Story, record


def link(act: Act, cycle: Cycle, outcomes: Mapping[int, int | None], help_: Mapping[int, int | None]) -> list[Model]:
    """Link outcomes and help, by id, with items of the education, health and care plan; None: with none.

    Help that is linked may be stopped by the authority only. Raises Refused where help would lose its link, or nothing changes.
    """
    held_here(act, cycle)
    if cycle.closed_on:
        raise Refused(_("This cycle is closed."))
    changed: list[Model] = []
    mine = (Outcome.cycle == cycle) & Outcome.dropped_on.is_null() & Outcome.id.in_(list(outcomes))
    for row in Outcome.select().where(mine).order_by(Outcome.id):
        if row.section_e_id != outcomes[row.id]:
            row.section_e = outcomes[row.id]
            changed.append(row)
    given = (Provision.pupil == cycle.pupil_id) & Provision.status.in_(IN_PLAN) & Provision.id.in_(list(help_))
    for row in Provision.select().where(given).order_by(Provision.id):
        if row.secures_id != help_[row.id]:
            changed.append(_linked(row, help_[row.id]))
    if not changed:
        raise Refused(_("Nothing has changed."))
    names = ", ".join(row.name if isinstance(row, Provision) else row.text for row in changed)
    story = Story("ehc_plan_changed", "Linked with the education, health and care plan", names)
    record(act, story, *changed, pupil=cycle.pupil_id, cycle=cycle)
    return changed


def _linked(row: Provision, item: int | None) -> Provision:
    secured = section_f.secured_dose(row)
    row.secures, row.section_f = item, item is not None
    section_f.keeps(row, secured)
    return row
