"""What the authority owes to education, health and care plans: requests and reports that wait, and counts by setting.

No column of any child: a name opens with the request or the report as its reason (oversight.actions).
"""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from peewee import JOIN, SQL, Value, fn

from portal.access import sight
from portal.cycles.plan.models import Provision
from portal.ehcp import clock
from portal.ehcp.models import AnnualReview, EarlyReview, EhcPlan, SectionF
from portal.organisation.models import Setting
from portal.oversight.suppression import Cell, column
from portal.pupils.models import Placement
from portal.register.models import Registration

MOST = 200


class Waiting(NamedTuple):
    """Something that waits for the authority's answer since a day. `setting` is None where the place is withheld."""

    id: int
    setting: str | None
    since: date
    due: date | None


def requests() -> list[Waiting]:
    """Early reviews that nobody has answered, the longest waiting first. One statement."""
    with sight.counting():
        rows = (
            EarlyReview.select(EarlyReview.id, Setting.name, _hidden(EarlyReview), EarlyReview.asked_on)
            .join(Setting, JOIN.LEFT_OUTER, on=EarlyReview.setting == Setting.id)
            .where(EarlyReview.state == "asked")
            .order_by(EarlyReview.asked_on, EarlyReview.id)
            .limit(MOST)
        )
        return [Waiting(number, None if hidden else name, on, None) for number, name, hidden, on in rows.tuples()]


def reports() -> list[Waiting]:
    """Annual reviews of which the report is here, with the day by which the authority decides. One statement."""
    with sight.counting():
        rows = (
            AnnualReview.select(
                AnnualReview.id, Setting.name, _hidden(AnnualReview), AnnualReview.met_on, AnnualReview.due_by
            )
            .join(Setting, JOIN.LEFT_OUTER, on=AnnualReview.setting == Setting.id)
            .where((AnnualReview.decided == "") & AnnualReview.met_on.is_null(False))
            .where(AnnualReview.report_on.is_null(False))
            .order_by(AnnualReview.met_on, AnnualReview.id)
            .limit(MOST)
        )
        return [
            Waiting(number, None if hidden else name, met, clock.decision_due(met, due))
            for number, name, hidden, met, due in rows.tuples()
        ]


def _hidden(model: type[EarlyReview] | type[AnnualReview]) -> Any:
    place = Placement.alias()
    return place.select(fn.COUNT(place.id)).where(
        (place.pupil == model.pupil) & (place.setting == model.setting) & place.withheld
    )


class Owed(NamedTuple):
    """One setting: children with a plan of which the review is late, help not in place, plan not entered."""

    setting: int
    name: str
    late: Cell
    missing: Cell
    unknown: Cell


class Board(NamedTuple):
    """Every setting that owes something, and all together."""

    rows: list[Owed]
    late: Cell
    missing: Cell
    unknown: Cell


def board(today: date, threshold: int) -> Board:
    """Counts of children by setting, small numbers taken out. Four statements."""
    with sight.counting():
        counts = (_late(today), _missing(), _unknown())
    ids = sorted(set().union(*counts))
    rows = Setting.select(Setting.id, Setting.name).where(Setting.id.in_(ids)).order_by(Setting.name_fold, Setting.id)
    made = [column({setting: found.get(setting, 0) for setting in ids}, threshold) for found in counts]
    return Board(
        [Owed(setting, name, *(cells[setting] for cells, _total in made)) for setting, name in rows.tuples()]
        if ids
        else [],
        *(total for _cells, total in made),
    )


class Glance(NamedTuple):
    """Children with a plan and no review in twelve months; requests and reports that wait for the authority's answer."""

    late: Cell
    waiting: int


def glance(today: date, threshold: int) -> Glance:
    """What the authority's board says of plans. One statement."""
    waits = (AnnualReview.decided == "") & AnnualReview.report_on.is_null(False)
    with sight.counting():
        asked = EarlyReview.select(Value(0), fn.COUNT(SQL("1"))).where(EarlyReview.state == "asked")
        sent = AnnualReview.select(Value(0), fn.COUNT(SQL("1"))).where(waits)
        found = list(_late_rows(today).union_all(asked).union_all(sent).tuples())
    late = {setting: count for setting, count in found if setting}
    return Glance(column(late, threshold)[1], sum(count for setting, count in found if not setting))


_ON_E = (Registration.code == "E") & Registration.ends_on.is_null()


def _late(today: date) -> dict[int, int]:
    return dict(_late_rows(today).tuples())


def _late_rows(today: date) -> Any:
    """Counted on what was decided: a review without its decision is not complete (Code of Practice 9.169)."""
    since = fn.COALESCE(EhcPlan.reviewed_on, EhcPlan.issued_on)
    return (
        Registration.select(Registration.setting, fn.COUNT(SQL("1")))
        .join(EhcPlan, on=(EhcPlan.pupil == Registration.pupil) & EhcPlan.ended_on.is_null())
        .where(_ON_E & (since <= clock.year_before(today)))
        .group_by(Registration.setting)
    )


def _missing() -> dict[int, int]:
    """Children for whom something that Section F names is not given now."""
    runs = Provision.select(SQL("1")).where((Provision.secures == SectionF.id) & (Provision.status == "running"))
    rows = (
        Registration.select(Registration.setting, fn.COUNT(Registration.pupil.distinct()))
        .join(EhcPlan, on=(EhcPlan.pupil == Registration.pupil) & EhcPlan.ended_on.is_null())
        .join(SectionF, on=(SectionF.plan == EhcPlan.id) & SectionF.ended_on.is_null())
        .where(_ON_E & ~fn.EXISTS(runs))
        .group_by(Registration.setting)
    )
    return dict(rows.tuples())


def _unknown() -> dict[int, int]:
    plan = EhcPlan.select(SQL("1")).where((EhcPlan.pupil == Registration.pupil) & EhcPlan.ended_on.is_null())
    rows = (
        Registration.select(Registration.setting, fn.COUNT(SQL("1")))
        .where(_ON_E & ~fn.EXISTS(plan))
        .group_by(Registration.setting)
    )
    return dict(rows.tuples())
