"""Cycles and a plan that were kept on paper: they enter the thread as "before the portal".

Earlier cycles become one closed cycle with the number of the last of them, so that numbering goes on
along the child's life without inventing dates nobody wrote down. A plan that is running becomes the
open cycle after it.
"""

import datetime as dt
from typing import Any, NamedTuple

from flask_babel import gettext as _
from peewee import Model

from portal.access.acting import Act, Refused
from portal.cycles.learn.models import Learning
from portal.cycles.models import Cycle
from portal.cycles.opening import lives_here
from portal.cycles.plan.models import Outcome, Provision
from portal.exchange.incoming import EarlierWork
from portal.pupils.models import Pupil
from portal.timeline.models import Entry
from portal.timeline.record import Doing, Story, record

_MOST_CYCLES = 60


class Carried(NamedTuple):
    """Rows in the order in which they refer to each other, and the cycle the entry belongs to."""

    rows: list[Model]
    cycle: Cycle


def doing(act: Act, pupil: Pupil, work: EarlierWork, since: dt.date) -> Doing | None:
    """What to record of earlier work; None when there is none. `since`: on the register from then."""
    if work == EarlierWork():
        return None
    carried = _carried(act, pupil, work, min(since, act.today))
    story = Story("before_portal", "Carried in from before the portal", _words(work), data=_data(work))
    return Doing(story, carried.rows, pupil, carried.cycle)


def carry_in(act: Act, pupil: Pupil, work: EarlierWork, since: dt.date) -> Entry:
    """Carry in by hand what was kept on paper. Raises Refused for a child who has a cycle, or for nothing."""
    if not lives_here(act, pupil.id):
        raise Refused(_("Only the child’s main setting can carry this in, from the day the child is there."))
    if Cycle.select().where(Cycle.pupil == pupil).exists():
        raise Refused(_("This child has a cycle here already. Write what came before as a note."))
    found = doing(act, pupil, work, since)
    if found is None:
        raise Refused(_("Write at least one of these."))
    return record(act, found.story, *found.rows, pupil=pupil, cycle=found.cycle)


def _carried(act: Act, pupil: Pupil, work: EarlierWork, since: dt.date) -> Carried:
    started = min(work.plan_started or act.today, act.today)
    has_plan = bool(work.outcome or work.support or work.plan_started or work.review_due)
    number = min(work.cycles, _MOST_CYCLES)
    about: dict[str, Any] = {"pupil": pupil, "setting": act.setting}
    rows: list[Model] = []
    cycle = None
    if number or not has_plan:
        cycle = Cycle(
            **about, number=number or 1, opened_at=act.setting, stage="learn", opened_on=min(since, started),
            closed_on=started, before_portal=True,
        )  # fmt: skip
        rows.append(cycle)
    if has_plan:
        cycle = Cycle(
            **about, number=number + 1, follows=cycle, opened_at=act.setting, stage="do", opened_on=started,
            started_on=started, review_on=work.review_due, before_portal=True, lead=act.person,
        )  # fmt: skip
        rows.append(cycle)
    assert cycle is not None
    rows += _content(about, cycle, work, started)
    return Carried(rows, cycle)


def _content(about: dict[str, Any], cycle: Cycle, work: EarlierWork, started: dt.date) -> list[Model]:
    rows: list[Model] = []
    if work.outcome:
        rows.append(Outcome(**about, cycle=cycle, text=work.outcome))
    if work.support:
        name, detail = (work.support, "") if len(work.support) <= 120 else (work.support[:119] + "…", work.support)
        rows.append(
            Provision(
                **about, cycle=cycle, name=name, detail=detail, kind="support", layer="targeted", starts_on=started,
                started_cycle_number=cycle.number,
            )
        )  # fmt: skip
    if work.works:
        rows.append(Learning(**about, cycle=cycle, kind="helps", text=work.works, learnt_on=started))
    return rows


def _words(work: EarlierWork) -> str:
    """What the file said, in the order in which people read it."""
    parts = [
        _("Cycles before the portal: %(number)s.", number=work.cycles) if work.cycles else "",
        _("Working towards: %(text)s", text=work.outcome) if work.outcome else "",
        _("Support: %(text)s", text=work.support) if work.support else "",
        _("What works: %(text)s", text=work.works) if work.works else "",
    ]
    return "\n\n".join(part for part in parts if part)


def _data(work: EarlierWork) -> dict[str, Any]:
    due = work.review_due
    return {"cycles": work.cycles} | ({"review_on": due.isoformat()} if due else {})
