"""What is due and late of education, health and care plans, as lines: for the SENCO, and for the authority's officers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from portal.access.permissions import may
from portal.ehcp import clock
from portal.ehcp.clock import Stand, Step
from portal.ehcp.words import step_words
from portal.home.due import Due, tag_of
from portal.home.law_due_queries import Answer, Planned
from portal.home.today import Line, Today, address


def of_setting(rows: Iterable[Planned], now: Today) -> list[Due]:
    """For each child with a plan: the next step of its annual review, a coming phase transfer, help that is not in place."""
    return [line for row in rows for line in _of_child(row, now)]


def _of_child(row: Planned, now: Today) -> list[Due]:
    if row.plan is None or row.issued_on is None:
        words = _("EHC plan: what it says is not entered")
        return [_line(row, None, words, _("Enter it"), address("ehcp.enter", pupil=row.pupil), now)]
    found = []
    step = clock.next_step(stand_of(row))
    page = address("ehcp.plan", pupil=row.pupil)
    if step.code != "decide" and clock.is_near(step, now.on):
        words = _("EHC plan: %(step)s", step=_lower(step_words(step.code)))
        found.append(_line(row, step.by, words, _("Open"), _page(step, row), now))
    number = clock.year_number(row.year_group or "", row.born_on, now.on)
    coming = clock.transfer(number, now.on, infant_school=row.high_age == clock.INFANT_ENDS)
    if (
        coming
        and row.review is None
        and not clock.prepared(coming, row.decided_on)
        and coming.by - clock.AHEAD <= now.on
    ):
        words = _("EHC plan: review it before the next phase of education")
        found.append(_line(row, coming.by, words, _("Open"), page, now))
    if row.missing:
        words = ngettext(
            "Section F: 1 kind of help is not in place",
            "Section F: %(num)d kinds of help are not in place",
            row.missing,
        )
        found.append(_line(row, None, words, _("Look"), page, now))
    return found


def stand_of(row: Planned) -> Stand:
    """What the clock looks at."""
    if row.issued_on is None:
        raise ValueError("a plan that is not entered has no clock")
    stand = Stand(row.issued_on, row.reviewed_on, row.agreed_for)
    if row.review is None:
        return stand
    return stand._replace(
        under_way=True, due_by=row.due_by, meets_on=row.meets_on if row.kind == "annual" else None,
        papers_on=row.papers_on, met_on=row.met_on, report_on=row.report_on,
    )  # fmt: skip


def _page(step: Step, row: Planned) -> str:
    if step.code == "meet" and row.cycle:
        return address("cycles.review", cycle=row.cycle)
    return address("ehcp.plan", pupil=row.pupil)


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def _line(row: Planned | Answer, on: date | None, words: str, verb: str, href: str, now: Today) -> Due:
    tag: tuple[str, str] = tag_of(on, now) if on else (_("not yet"), "bad")
    name = f"{row.forename} {row.surname}"
    return Due(Line(*tag, "", name, address("pupils.child", pupil=row.pupil), "", words, verb, href), on)


def of_authority(asked: Iterable[Answer], sent: Iterable[Answer], role: str, now: Today) -> list[Due]:
    """For an officer: requests to answer and decisions to take, of children whom they may open."""
    decides = may(role, "ehcp.decide")
    found = []
    for row in asked:
        href = address(
            "ehcp.answer" if decides else "ehcp.plan", pupil=row.pupil, **({"request": row.id} if decides else {})
        )
        due = _line(row, None, _("early review asked for"), _("Answer") if decides else _("Read"), href, now)
        found.append(due._replace(line=due.line._replace(tag=_("waiting"), tone="warn")))
    for row in sent:
        by = clock.decision_due(row.since, row.due_by or row.since)
        href = address(
            "ehcp.decision" if decides else "ehcp.plan", pupil=row.pupil, **({"review": row.id} if decides else {})
        )
        found.append(
            _line(
                row, by, _("EHC plan: decide after the annual review"), _("Decide") if decides else _("Read"), href, now
            )
        )
    return found
