"""Planned against delivered: "didn't work" is not "didn't happen"."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from flask_babel import LazyString, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from peewee import Case, fn

from portal import clock
from portal.cycles.do.models import Delivery
from portal.cycles.plan.models import Provision

CAUSES: dict[str, LazyString] = {
    "absent": _l("absent"),
    "left_early": _l("left early"),
    "refused": _l("refused"),
    "staff_absent": _l("staff absent"),
    "cover": _l("staff moved to cover"),
    "room": _l("no room"),
    "trip_or_test": _l("trip or test"),
    "started_late": _l("started late"),
}


class Dose(NamedTuple):
    """Sessions of one provision since it began.

    `planned`: what should have happened by today, None where no number was planned; `lost` counts each cause;
    `engagement`: mean of 1 to 5, None where nobody marked it.
    """

    planned: int | None
    given: int
    lost: dict[str, int]
    engagement: float | None

    def words(self) -> str:
        """As a sentence: "9 of 12 sessions given; lost: absent 2, no room 1"."""
        if self.planned:
            told = _("%(given)s of %(planned)s sessions given", given=self.given, planned=self.planned)
        elif self.given or self.lost:
            told = ngettext("%(num)d session given", "%(num)d sessions given", self.given)
        else:
            told = _("Nothing logged yet")
        if self.lost:
            causes = sorted(self.lost.items(), key=lambda pair: (-pair[1], pair[0]))
            told += _("; lost: %(causes)s", causes=", ".join(f"{CAUSES.get(cause, cause)} {n}" for cause, n in causes))
        if self.engagement:
            told += _("; joined in %(mean)s of 5 on average", mean=self.engagement)
        return told


def doses(provisions: Iterable[Provision]) -> dict[int, Dose]:
    """Planned against delivered sessions per provision, since it started. One statement."""
    wanted = {row.id: row for row in provisions}
    if not wanted:
        return {}
    rows = (
        Delivery.select(
            Delivery.provision,
            Delivery.cause,
            fn.COUNT(Delivery.id),
            fn.SUM(Case(None, ((Delivery.given, 1),), 0)),
            fn.SUM(Delivery.engagement),
            fn.COUNT(Delivery.engagement),
        )
        .where(Delivery.provision.in_(list(wanted)))
        .group_by(Delivery.provision, Delivery.cause)
        .tuples()
    )
    found: dict[int, list[_Counts]] = {}
    for provision, *cells in rows:
        found.setdefault(provision, []).append(_Counts(*cells))
    return {key: _dose(row, found.get(key, [])) for key, row in wanted.items()}


class _Counts(NamedTuple):
    cause: str
    total: int
    given: int
    points: int | None
    marks: int


def _dose(row: Provision, counts: list[_Counts]) -> Dose:
    """Planned: times a week for the weeks since the start, never more weeks than the plan says."""
    planned = None
    if row.times_a_week:
        last = min(row.ended_on or clock.today(), clock.today())
        weeks = max((last - row.starts_on).days / 7, 0)
        planned = round(min(weeks, row.weeks or weeks) * row.times_a_week)
    marks = sum(line.marks for line in counts)
    return Dose(
        planned=planned,
        given=sum(int(line.given) for line in counts),
        lost={line.cause: line.total - int(line.given) for line in counts if line.total > int(line.given)},
        engagement=round(sum(int(line.points or 0) for line in counts) / marks, 1) if marks else None,
    )
