"""The child page as values for its template: identity, where we are, plan, what was delivered, learning used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import NamedTuple

from flask import current_app, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from portal.access.permissions import may
from portal.cycles.stages import State
from portal.cycles.tasks import Task
from portal.organisation.calendar import age
from portal.thread.plan_queries import Aim, Help, Learnt, Session
from portal.thread.queries import Head, Turn
from portal.thread.sparkline import Spark, number, sparkline
from portal.timeline.reading import causes
from portal.web.days import in_words

_STAGES = ("assess", "plan", "do", "review", "learn")
_LETTERS = "APDRL"
# What a state means today, in one sentence.
_SAID = {
    State.ASSESSING: _l("We are finding out what helps and what gets in the way."),
    State.PLANNING: _l("The plan is being made."),
    State.AGREED: _l("The plan is agreed. It goes to everyone before it begins."),
    State.CIRCULATED: _l("The plan is with everyone. It can begin."),
    State.DOING: _l("The plan is under way."),
    State.REVIEW_DUE: _l("It is time to prepare the review."),
    State.OVERDUE: _l("The review is late."),
    State.REVIEWED: _l("The review was held. Now we write down what we learnt."),
    State.LEARNING: _l("We are writing down what we learnt."),
}
_RATINGS = {
    "achieved": _l("achieved"), "mostly": _l("mostly achieved"), "partly": _l("partly achieved"),
    "not_yet": _l("not yet"), "not_assessed": _l("not assessed"),
}  # fmt: skip


class Step(NamedTuple):
    """One stage in the stepper."""

    letter: str
    name: str
    note: str
    href: str
    reached: bool
    current: bool


class Now(NamedTuple):
    """What is due, in one sentence, what is missing for it, and the one button."""

    letter: str
    sentence: str
    missing: list[Task]
    button: str
    href: str


class Goal(NamedTuple):
    """A target of the plan with its line."""

    title: str
    sentence: str
    detail: str
    rating: str
    spark: Spark | None


class Given(NamedTuple):
    """A provision with what was logged of it. What was planned and what nobody logged stands on the page of Do."""

    name: str
    detail: str
    note: str
    logged: str


class Used(NamedTuple):
    """How much of what was learnt before this cycle uses."""

    used: int
    of: int
    hinders: list[str]


def link(endpoint: str, **values: object) -> str:
    """The address of a page of another slice, "" where this build has none of that name."""
    return url_for(endpoint, **values) if endpoint in current_app.view_functions else ""  # type: ignore[arg-type]


def identity_tags(head: Head, turn: Turn | None, state: State | None, today: date) -> list[tuple[str, str]]:
    """Provision, review and family informed, as (word, tone)."""
    codes = {"K": _("K SEN support"), "E": _("E EHC plan")}
    tags = [(codes[head.code], "")] if head.code else [(_("Not on a register here"), "quiet")]
    if turn and turn.review_on and state in (State.REVIEW_DUE, State.OVERDUE):
        tags.append(_due(turn.review_on, today))
    if head.code and head.informed_on is None:
        tags.append((_("Family not yet informed"), "bad"))
    return tags


def _due(day: date, today: date) -> tuple[str, str]:
    days = (day - today).days
    if days > 0:
        return ngettext("Review due in %(num)d day", "Review due in %(num)d days", days), "warn"
    if days == 0:
        return _("Review due today"), "warn"
    return ngettext("Review %(num)d day late", "Review %(num)d days late", -days), "bad"


def identity_facts(head: Head, turn: Turn | None, place: str, today: date) -> list[tuple[str, str, str, bool]]:
    """Rows of the identity bar: label, value, detail, wide."""
    need = " ".join(filter(None, (head.need, _("then %(need)s", need=head.second_need) if head.second_need else "")))
    since = _("since %(day)s", day=_day(head.since)) if head.since else ""
    year = year_name(head.year_group or "")
    return [
        (_("Age"), str(age(head.born_on, today)), _("born %(day)s", day=_day(head.born_on)), False),
        (_("Year and class"), year or head.room or "", (head.room or "") if year else "", False),
        (_("Setting"), place, since, True),
        (_("Key person"), head.key_person or "", "", False),
        (_("Responsible teacher"), (turn.teacher if turn else "") or "", "", False),
        (_("SENCO"), head.senco or "", "", False),
        (_("Need, in order"), need, "", True),
    ]


def year_name(code: str) -> str:
    """A census year in words: Reception, Year 7; "" for a nursery's rooms."""
    if code == "R":
        return _("Reception")
    return _("Year %(number)s", number=code) if code.isdigit() else ""


def steps(turn: Turn, role: str) -> list[Step]:
    """The five stages of a cycle; those reached are filled, the present one is marked, those the role opens are links."""
    reports = may(role, "cycle.reports")
    at = _STAGES.index(turn.stage)
    words = (_("Assess"), _("Plan"), _("Do"), _("Review"), _("Learn"))
    notes = _notes(turn, at)
    return [
        Step(
            letter, words[index], notes[index],
            (link(f"cycles.{stage}", cycle=turn.id) or _cycle(turn)) if reports or stage in ("plan", "do", "learn") else "",
            reached=index <= at, current=index == at and turn.closed_on is None,
        )
        for index, (stage, letter) in enumerate(zip(_STAGES, _LETTERS, strict=True))
    ]  # fmt: skip


def _cycle(turn: Turn) -> str:
    return link("cycles.cycle", cycle=turn.id)


def _notes(turn: Turn, at: int) -> list[str]:
    """One short note under each stage: done and when, or not started."""
    waiting = _("not started")
    notes = [_("done") if index < at else _("now") if index == at else waiting for index in range(5)]
    if turn.circulated_on:
        notes[1] = _("circulated %(day)s", day=_short(turn.circulated_on))
    elif turn.agreed_on:
        notes[1] = _("agreed %(day)s", day=_short(turn.agreed_on))
    if turn.started_on:
        notes[2] = _("since %(day)s", day=_short(turn.started_on))
    if turn.reviewed_on:
        notes[3] = _("held %(day)s", day=_short(turn.reviewed_on))
    elif turn.review_on:
        notes[3] = _short(turn.review_on)
    if turn.learned_on or turn.closed_on:
        notes[4] = _("done %(day)s", day=_short(turn.learned_on or turn.closed_on))
    return notes


def now(turn: Turn, state: State, missing: list[Task], role: str, today: date) -> Now:
    """What is due and what it waits for."""
    letter = dict(zip(_STAGES, _LETTERS, strict=True))[turn.stage]
    said = str(_SAID.get(state, ""))
    if turn.review_on and state in (State.DOING, State.REVIEW_DUE):
        said = _("The review is on %(day)s.", day=in_words(turn.review_on, "EEEE d MMMM"))
    elif turn.review_on and state is State.OVERDUE:
        said = _("The review was due on %(day)s.", day=in_words(turn.review_on, "EEEE d MMMM"))
    if missing:
        said += " " + ngettext("%(num)d thing is missing.", "%(num)d things are missing.", len(missing))
    href = _cycle(turn) if may(role, "cycle.write") else ""
    button = _("Prepare the review") if state in (State.REVIEW_DUE, State.OVERDUE) else _("Go on with the cycle")
    return Now(letter, said, missing, button, href)


def today_words(turn: Turn | None, state: State | None) -> str:
    """The words beside "today" in the picture."""
    if turn is None or state is None:
        return _("today")
    stage = dict(zip(_STAGES, (_("Assess"), _("Plan"), _("Do"), _("Review"), _("Learn")), strict=True))[turn.stage]
    if turn.review_on and state in (State.DOING, State.REVIEW_DUE, State.OVERDUE):
        return _("today: Review %(day)s", day=_short(turn.review_on))
    return _("today: %(stage)s", stage=stage)


def goals(aims: list[Aim], sessions: list[Session]) -> list[tuple[str, list[Goal]]]:
    """Outcomes of the plan with their targets, in order."""
    found = []
    count = 0
    for text, rows in groupby(aims, key=lambda aim: aim.outcome_text):
        targets = []
        for row in rows:
            if row.target is not None:
                count += 1
                targets.append(_goal(count, row, sessions))
        found.append((text, targets))
    return found


def _goal(position: int, aim: Aim, sessions: list[Session]) -> Goal:
    sentence = aim.does_what or ""
    if aim.by_when:
        sentence = _("By %(day)s: %(what)s", day=_short(aim.by_when), what=sentence)
    for more in (aim.how_well, aim.where):
        sentence += f", {more}" if more else ""
    measured = (aim.measured_how, aim.measured_when, aim.measured_by)
    detail = [", ".join(part for part in measured if part)]
    detail.append(
        _("began at %(baseline)s", baseline=aim.baseline or aim.baseline_value)
        if aim.baseline or aim.baseline_value
        else ""
    )
    title = aim.name or _("Target %(number)s", number=position)
    points = [
        (row.on, value)
        for row in reversed(sessions)
        if row.target == aim.target and (value := number(row.measure)) is not None
    ]
    spark = sparkline(title, points, number(aim.goal_value), aim.unit or "")
    return Goal(
        f"{position}. {title}",
        sentence,
        " · ".join(filter(None, detail)),
        str(_RATINGS.get(aim.rating or "", "")),
        spark,
    )


def given(helps: list[Help], sessions: list[Session], since: date | None = None) -> list[Given]:
    """What runs now: planned words, sessions given since the plan began, causes of those lost."""
    by_help: dict[int, list[Session]] = {}
    for row in sessions:
        if since and row.on < since:
            # Of the plan before: Do and Review do not count it either.
            continue
        by_help.setdefault(row.provision, []).append(row)
    running = {row.id: row for row in helps if row.status in ("running", "paused", "planned")}
    return [_given(row, by_help.get(row.id, [])) for row in running.values()]


def _given(help_: Help, sessions: list[Session]) -> Given:
    parts = [
        _("%(times)s × %(minutes)s min", times=help_.times_a_week, minutes=help_.minutes)
        if help_.minutes and help_.times_a_week
        else "",
        ngettext("%(num)d child", "%(num)d children", help_.group_size) if help_.group_size else "",
        help_.deliverer or help_.deliverer_name,
    ]
    lost = Counter(row.cause for row in sessions if not row.given)
    notes = [_("paused") if help_.status == "paused" else _("planned") if help_.status == "planned" else ""]
    if lost:
        names = causes()
        said = ", ".join(f"{names.get(cause, _('no cause given'))} {count}" for cause, count in lost.most_common())
        notes.append(_("%(count)s lost: %(causes)s", count=sum(lost.values()), causes=said))
    count = sum(row.given for row in sessions)
    logged = ngettext("%(num)d session given", "%(num)d sessions given", count) if sessions else ""
    return Given(help_.name, ", ".join(filter(None, parts)), " · ".join(filter(None, notes)), logged)


def learning_used(learnings: Iterable[Learnt], turn: Turn) -> Used:
    """Learnings of earlier cycles that this one uses, and those that warn: do not try again."""
    earlier: dict[int, list[Learnt]] = {}
    for row in learnings:
        if (row.cycle_number or 0) < turn.number and row.retired_on is None:
            earlier.setdefault(row.id, []).append(row)
    used = sum(any(row.use_cycle == turn.number and row.used for row in rows) for rows in earlier.values())
    hinders = [rows[0].text for rows in earlier.values() if rows[0].kind == "hinders"]
    return Used(used, len(earlier), hinders[:5])


def _day(day: date) -> str:
    return in_words(day, "d MMM y")


def _short(day: date | None) -> str:
    return in_words(day, "d MMM")
