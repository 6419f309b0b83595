"""Each kind of help as the page of Do shows it: given of planned, week by week, how the child joined in, what was measured."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from flask_babel import gettext as _

from portal import clock
from portal.cycles.do.dose import CAUSES, Dose
from portal.cycles.do.planned_queries import Plans
from portal.cycles.do.prompts import LOOKS_BACK, Facts, Logged, Prompt, prompts
from portal.cycles.do.session_measure import Measured
from portal.cycles.do.weeks import Picture, Session, Week, picture, totals, trend, weeks
from portal.cycles.plan.models import Provision, Target
from portal.web.page import short_day

_ABOUT_THE_SAME = 0.5


class Delivered(NamedTuple):
    """One kind of help. `joined` and `measured`: sentences, "" where nothing is known; `prompts`: questions to staff."""

    row: Provision
    dose: Dose
    weeks: list[Week]
    picture: Picture | None
    joined: str
    measured: str
    prompts: list[Prompt]

    @property
    def for_all(self) -> bool:
        """Whether it is there all day: what every adult does, equipment, an adjustment. Nobody logs it in sessions."""
        return self.row.kind in ("strategy", "adjustment", "equipment") and not (self.dose.planned or self.dose.given)

    @property
    def pictured(self) -> str:
        """The picture in words."""
        shown = [week for week in self.weeks if not week.closed]
        return _(
            "%(name)s, the last %(num)s school weeks: given %(given)s, lost %(lost)s, not logged %(unlogged)s",
            name=self.row.name, num=len(shown), given=sum(week.given for week in shown),
            lost=sum(week.missed for week in shown), unlogged=sum(week.unlogged for week in shown),
        )  # fmt: skip


def delivered(
    rows: Iterable[Provision],
    targets: Mapping[int, Target],
    sessions: Mapping[int, list[Session]],
    plans: Plans,
    *,
    review_on: date | None,
    quiet: Mapping[tuple[str, int], date],
    asks: int,
    since: date | None = None,
) -> list[Delivered]:
    """Every kind of help in force, counted from `since` on: the day on which the plan began.

    `asks`: after how many school days without a log to ask; 0: nothing is asked (of others than staff, between plans).
    """
    return [
        _one(row, targets.get(row.target_id), sessions.get(row.id, []), plans, review_on, quiet, asks, since)
        for row in rows
    ]


def _one(
    row: Provision, target: Target | None, logged: Sequence[Session], plans: Plans, review_on: date | None,
    quiet: Mapping[tuple[str, int], date], asks: int, since: date | None,
) -> Delivered:  # fmt: skip
    due = plans.due(row, logged[-1].on if logged else None, since)
    open_days = plans.open_days.get(row.setting_id, [])
    about = facts_of(row, target, due, open_days, logged, review_on, asks)
    asked = prompts(about, _silent(row, quiet)) if asks else []
    begins = since or date.min
    own = [one for one in logged if one.on >= begins]
    given, lost = totals(own)
    marks = [one.engagement for one in own if one.engagement]
    dose = Dose(
        planned=len(due) if due or row.times_a_week else None, given=given, lost=dict(lost),
        engagement=round(sum(marks) / len(marks), 1) if marks else None,
    )  # fmt: skip
    first = max(begins, min([row.starts_on, *(one.on for one in own[:1])]))
    shown = weeks(due, own, open_days, first, clock.today()) if due or own else []
    return Delivered(row, dose, shown, picture(shown), _joined(own), _measured(target, own), asked)


def _silent(row: Provision, quiet: Mapping[tuple[str, int], date]) -> set[str]:
    today = clock.today()
    owners = {"reached": row.target_id}
    return {kind for (kind, owner), until in quiet.items() if owner == owners.get(kind, row.id) and today <= until}


def facts_of(
    row: Provision, target: Target | None, due: Sequence[date], open_days: Sequence[date], logged: Iterable[Session],
    review_on: date | None,
    quiet_days: int,
) -> Facts:  # fmt: skip
    """What the rules of prompts look at."""
    today = clock.today()
    return Facts(
        running=row.status == "running",
        due=due,
        open_days=[day for day in open_days if day < today],
        sessions=[Logged(one.on, one.given, one.cause, number(one.measure)) for one in logged],
        goal=number(target.goal_value) if target else None,
        baseline=number(target.baseline_value) if target else None,
        rated=bool(target and target.rating),
        before_review=review_on is None or today < review_on,
        since=today - LOOKS_BACK,
        quiet_days=quiet_days,
    )


def number(typed: str | None) -> float | None:
    """The number that a measure begins with ("7", "7 of 10", "80%"), None for words."""
    begin = (typed or "").strip().split(" ")[0].rstrip("%").split("/")[0].replace(",", ".")
    try:
        return float(begin)
    except ValueError:
        return None


def _joined(logged: Sequence[Session]) -> str:
    """How the child joins in, and whether more or less than before."""
    moved = trend(logged)
    if moved is None:
        marks = [one.engagement for one in logged if one.engagement]
        return _("Joined in %(mark)s of 5, last time.", mark=marks[-1]) if marks else ""
    before, now = moved
    if abs(now - before) < _ABOUT_THE_SAME:
        return _("Joins in about as before: %(now)s of 5.", now=f"{now:g}")
    more = _("Joins in more than before: %(before)s, now %(now)s of 5.", before=f"{before:g}", now=f"{now:g}")
    less = _("Joins in less than before: %(before)s, now %(now)s of 5.", before=f"{before:g}", now=f"{now:g}")
    return more if now > before else less


def _measured(target: Target | None, logged: Sequence[Session]) -> str:
    """The last value against the goal of its target."""
    last = next((one for one in reversed(logged) if one.measure), None)
    if last is None:
        return ""
    how = Measured(target.name, target.unit, target.goal_value) if target else Measured("")
    said = _("Last measured: %(value)s on %(day)s.", value=how.said(last.measure), day=short_day(last.on))
    if target and target.goal_value:
        said += " " + _("Goal: %(goal)s.", goal=how.said(target.goal_value))
    if target and target.baseline_value:
        said += " " + _("At the start: %(start)s.", start=how.said(target.baseline_value))
    return said


def question(prompt: Prompt, name: str) -> str:
    """A prompt as a sentence: what is seen, without blame. `name`: the child's first name, or the help's."""
    if prompt.kind == "quiet":
        if prompt.since is None:
            return _("%(name)s: nothing is logged yet, and two school weeks have passed.", name=name)
        return _("%(name)s: nothing is logged since %(day)s.", name=name, day=short_day(prompt.since))
    if prompt.kind == "lost":
        return _(
            "%(name)s: %(lost)s of %(planned)s sessions were lost, most of them: %(cause)s.", name=name,
            lost=prompt.lost, planned=prompt.planned, cause=CAUSES.get(prompt.cause, prompt.cause),
        )  # fmt: skip
    return _("%(name)s: the goal was reached twice running, before the review.", name=name)
