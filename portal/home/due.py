"""What is due and what is late, as lines: for each role what it can do something about.

Nothing of it is stored: the lines follow from the dates that stand when somebody looks. What is late by more than the
authority's rule is escalated: the head sees it too, and the authority as a number.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from flask_babel import gettext as _
from flask_babel import ngettext

from portal.cycles.do.delivered import question
from portal.cycles.do.prompt_queries import Asked
from portal.cycles.review.referral_queries import Open
from portal.cycles.review.referral_states import STATES, since, waiting
from portal.home.due_queries import Asked as ViewAsked
from portal.home.due_queries import Mine, OpenDifference, Sharing, Training, Unanswered
from portal.home.register_facts import Child
from portal.home.today import Line, Today, address
from portal.noticing.queries import Expiring
from portal.organisation.calendar import subtract_school_days
from portal.transitions import board
from portal.web.page import short_day

# Accounts that differ are to be made sense of within the length of a usual plan.
DIFFERENCE_OPEN = timedelta(weeks=6)
# How long before its day training is shown.
TRAINING_SOON = timedelta(days=7)
# Moves: the verb of the next step and its page.
_STEPS = {
    "tell": "transitions.tell", "accept": "transitions.accept", "arrive": "transitions.arrive",
    "continue": "transitions.continue_cycle", "decide": "transitions.continue_cycle", "leave": "transitions.leave",
}  # fmt: skip


class Due(NamedTuple):
    """A line, the day by which it should have been done (None: no clock runs), and whether lateness goes further up."""

    line: Line
    on: date | None
    escalates: bool = True
    # An invitation that was answered: it asks for nothing more.
    accepted: bool = False


class Sorted(NamedTuple):
    """The lines of a page: late beyond the rule, late, due, and open without a date."""

    escalated: list[Line]
    late: list[Line]
    due: list[Line]
    # No clock runs: they say for how long something has been open.
    open: list[Line]


def beyond(now: Today) -> date:
    """The last day of which the authority's rule says that what was due then is escalated now."""
    return subtract_school_days(now.calendar, now.on, now.rules.escalate_days)


def arranged(found: Iterable[Due], now: Today) -> Sorted:
    """Longest late first; lines without a clock last, in the order in which they were found."""
    limit = beyond(now)
    rows = sorted(found, key=lambda row: row.on or date.max)
    late = [row for row in rows if row.on and row.on < now.on]
    up = [row for row in late if row.escalates and row.on and row.on < limit]
    return Sorted(
        [row.line for row in up],
        [row.line for row in late if row not in up],
        [row.line for row in rows if row.on and row.on >= now.on],
        [row.line for row in rows if row.on is None],
    )


def tag_of(on: date | None, now: Today) -> tuple[str, str]:
    """ "3 days late", "today", "by 4 Dec 2026"."""
    if on is None:
        return _("waiting"), "quiet"
    if on < now.on:
        return ngettext("1 day late", "%(num)d days late", (now.on - on).days), "bad"
    return (_("today"), "warn") if on == now.on else (_("by %(day)s", day=short_day(on)), "warn")


def _since(on: date, now: Today) -> str:
    return ngettext("for 1 day", "for %(num)d days", (now.on - on).days)


def _child(pupil: int) -> str:
    return address("pupils.child", pupil=pupil)


def reviews(children: Iterable[Child], now: Today) -> list[Due]:
    """Reviews whose day is past or near (home.today.due says which)."""
    found = []
    for child in children:
        what, verb, page = _("review"), _("Open"), "cycles.review"
        if child.review_on and child.review_on < now.on:
            what, verb, page = _("review: say why it is late, and set the next day"), _("Say"), "cycles.late_review"
        elif child.views_asked_on is None:
            what, verb, page = _("review: nobody is asked yet"), _("Arrange"), "cycles.arrange_review"
        href = address(page, cycle=child.cycle)
        line = Line(*tag_of(child.review_on, now), "", child.name, _child(child.id), "", what, verb, href)
        found.append(Due(line, child.review_on))
    return found


def referrals(rows: Iterable[Open], now: Today) -> list[Due]:
    """Referrals that have stood where they stand for longer than usual: somebody asks. No clock runs."""
    found = []
    for row in rows:
        if not waiting(row, now.on).long:
            continue
        what = _("referral, %(service)s: %(state)s", service=row.service, state=STATES[row.state])
        page, child = address("cycles.referral", referral=row.id), _child(row.pupil)
        line = Line(_since(since(row), now), "warn", "", row.name, child, "", what, _("Ask"), page)
        found.append(Due(line, None, False))
    return found


def uninformed(children: Iterable[Child], now: Today) -> list[Due]:
    """Families who do not know yet that their child is on the register: they must be told."""
    return [
        Due(
            Line(
                *tag_of(child.since, now), "", child.name, _child(child.id), "",
                _("family not informed of the place on the register"), _("Write it down"),
                address("register.informed", pupil=child.id),
            ),
            child.since,
        )
        for child in children
        if child.informed_on is None
    ]  # fmt: skip


def moves(lines: Iterable[board.Line], now: Today) -> list[Due]:
    """Steps of moves that wait for this setting and have a clock."""
    found = []
    for one in lines:
        if one.step is None or one.step.due is None:
            continue
        page = _STEPS.get(one.step.verb.value, "transitions.move")
        href = address(page, move=one.row.id) or address("transitions.move", move=one.row.id)
        what = _("move: what goes on here") if one.row.arrived_on else _("move")
        line = Line(
            *tag_of(one.step.due, now), "", one.row.name, _child(one.row.pupil), "", what, str(one.step.words), href
        )
        found.append(Due(line, one.step.due))
    return found


def training(rows: Iterable[Training], now: Today) -> list[Due]:
    """Training that a plan needs, by its day; explained delays wait without going further up."""
    return [
        Due(
            Line(
                *tag_of(row.by_when, now), "", f"{row.forename} {row.surname}", _child(row.pupil), "",
                _("training: %(what)s, %(who)s", what=row.what, who=row.who), _("Answer"),
                address("cycles.training", cycle=row.cycle, training=row.id),
            ),
            row.by_when,
            not row.delay_reason,
        )
        for row in rows
    ]  # fmt: skip


def receipts(rows: Iterable[Unanswered], now: Today) -> list[Due]:
    """Plans that were sent and not answered by all. Nobody's silence is late: it only says for how long."""
    found = []
    for row in rows:
        what = ngettext("1 person has not answered the plan", "%(num)d people have not answered the plan", row.copies)
        line = Line(
            _since(row.sent_on, now), "quiet", "", f"{row.forename} {row.surname}", _child(row.pupil), "", what, _("Open"),
            address("cycles.plan", cycle=row.cycle),
        )  # fmt: skip
        found.append(Due(line, None, False))
    return found


def differences(rows: Iterable[OpenDifference], now: Today) -> list[Due]:
    """Accounts that differ and have been open for longer than a usual plan lasts."""
    return [
        Due(
            Line(
                _since(row.opened_on, now), "warn", "", f"{row.forename} {row.surname}", _child(row.pupil), "",
                _("seen differently: %(about)s", about=row.about), _("Make sense of it"),
                address("cycles.assess", cycle=row.cycle),
            ),
            None,
            False,
        )
        for row in rows
    ]  # fmt: skip


def leaving(rows: Iterable[Expiring], now: Today) -> list[Due]:
    """Early notes that leave the working lists unless somebody keeps watching or says what came of them."""
    found = []
    for row in rows:
        what, page = _("early note: leaves the list"), address("noticing.note", early=row.note)
        line = Line(
            *tag_of(max(row.leaves_on, now.on), now), "", row.name, _child(row.pupil), "", what, _("Look"), page
        )
        found.append(Due(line, max(row.leaves_on, now.on), False))
    return found


def prompts(rows: Iterable[Asked], now: Today) -> list[Due]:
    """What is worth a question about help that is under way: never late, never anybody's fault, answered in one step."""
    found = []
    for row in rows:
        href = address("cycles.prompt", cycle=row.cycle, kind=row.prompt.kind.value, thing=row.thing)
        tag = _since(row.prompt.since, now) if row.prompt.since else _("a question")
        words = question(row.prompt, row.name)
        line = Line(tag, "quiet", "", row.child, _child(row.pupil), "", words, _("Answer"), href)
        found.append(Due(line, None, False))
    return found


def mine(rows: Iterable[Mine], now: Today, *, family: bool) -> list[Due]:
    """What waits for the reader: plans to answer, records to read, training to take."""
    return [_own(row, now, family=family) for row in rows]


def _own(row: Mine, now: Today, *, family: bool) -> Due:
    name = row.forename if family else f"{row.forename} {row.surname}"
    story = address("family.child", pupil=row.pupil) if family else _child(row.pupil)
    if row.what == "copy":
        page = address("family.plan", pupil=row.pupil) if family else address("cycles.my_copy", cycle=row.cycle)
        href = page or address("cycles.plan", cycle=row.cycle)
        tag = _since(row.on, now) if row.on else _("waiting")
        return Due(
            Line(tag, "warn", "", name, story, "", _("the plan: read it and say what you think"), _("Read"), href), None
        )
    if row.what == "meeting":
        page = address("family.meeting", pupil=row.pupil) if family else address("cycles.plan", cycle=row.cycle)
        what = _("meeting about the plan") if row.words else _("meeting about the plan: can you come?")
        tag = (_("on %(day)s", day=short_day(row.on)), "warn") if row.on else (_("day still open"), "quiet")
        return Due(
            Line(*tag, "", name, story, "", what, _("Look") if row.words else _("Answer"), page or story), row.on, False
        )
    if row.what == "review":
        page = address("family.review_meeting", pupil=row.pupil) if family else ""
        href = page or address("cycles.review_invitation", cycle=row.cycle)
        what = _("review of the plan") if row.words else _("review of the plan: can you come?")
        tag = (_("on %(day)s", day=short_day(row.on)), "warn") if row.on else (_("day still open"), "quiet")
        return Due(
            Line(*tag, "", name, story, "", what, _("Look") if row.words else _("Answer"), href),
            row.on,
            False,
            bool(row.words),
        )
    if row.what == "read":
        what, verb, href = (
            _("what works: please read it"),
            _("Read"),
            address("profile.what_works", pupil=row.pupil),
        )
    else:
        what, verb, href = (
            _("your training: %(what)s", what=row.words),
            _("Plan"),
            address("cycles.plan", cycle=row.cycle),
        )
    return Due(Line(*tag_of(row.on, now), "", name, story, "", what, verb, href), row.on, False)


def for_family(cycles: Iterable[ViewAsked], sharing: Iterable[Sharing], now: Today) -> list[Due]:
    """Views that are asked for, review meetings that are near, and what may be shared at a move."""
    found = []
    near = now.on + timedelta(days=now.rules.review_due_days)
    for row in cycles:
        story, view = address("family.child", pupil=row.pupil), address("family.view", pupil=row.pupil)
        reviewing = row.stage in ("do", "review") and row.review_on is not None and row.review_on <= near
        if row.said == 0 and (row.stage == "review" or (row.stage == "assess" and not row.absent)):
            what = _("please tell us how you see things")
            found.append(Due(Line(_("asked"), "warn", "", row.forename, story, "", what, _("Tell us"), view), None))
        if reviewing and row.review_on:
            said = _("we meet about the plan") if row.review_on >= now.on else _("our meeting about the plan is late")
            line = Line(short_day(row.review_on), "warn", "", row.forename, story, "", said, _("Read"), story)
            found.append(Due(line, None, False))
    for move in sharing:
        page = address("transitions.sharing_as_family", move=move.move)
        story, what = address("family.child", pupil=move.pupil), _("say what may be shared with the new setting")
        found.append(Due(Line(_("asked"), "warn", "", move.forename, story, "", what, _("Answer"), page), None, False))
    return found
