"""Today's list of a setting's leaders, made from plain rows: each line says when, who, what is missing, one verb."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from flask import current_app, url_for
from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from portal.access.me import me
from portal.access.permissions import may
from portal.home.register_facts import Arrival, Child, Support
from portal.organisation.calendar import Calendar, subtract_school_days
from portal.organisation.rules import Rules
from portal.register.claim_queries import Asked
from portal.register.listing import clock_of, owes_review
from portal.web.page import day, short_day


class Line(NamedTuple):
    """One line: its tag (words and tone), or the letter of a stage with words; name, what is said of it, the verb."""

    tag: str
    tone: str
    letter: str
    name: str
    href: str
    beside: str
    what: str
    verb: str
    verb_href: str


class WeekDay(NamedTuple):
    """A weekday and what is on."""

    name: str
    items: list[str]


class Today(NamedTuple):
    """Who asks when: the setting's calendar and the authority's rules, for one day."""

    on: date
    calendar: Calendar
    rules: Rules


def address(endpoint: str, **values: object) -> str:
    """The address of a page of another slice; "" in a build without it."""
    return url_for(endpoint, **values) if endpoint in current_app.view_functions else ""  # type: ignore[arg-type]


def year(child: Child) -> str:
    """Year 4, Reception, Nursery; "" when not known."""
    group = child.year_group or ""
    if group.isdigit():
        return _("Year %(year)s", year=group)
    return {"R": _("Reception")}.get(group, _("Nursery") if group[:1] in ("E", "N") else "")


def due(children: Iterable[Child], now: Today) -> list[Child]:
    """Children whose review is overdue, due within the authority's notice, or under way; most overdue first."""
    notice = now.on + timedelta(days=now.rules.review_due_days)
    found = [
        child
        for child in children
        if child.cycle
        and not child.reviewed_on
        and ((child.stage == "do" and child.review_on and child.review_on <= notice) or child.stage == "review")
    ]
    return sorted(found, key=lambda child: (child.review_on or now.on, child.name))


def reviews(rows: Iterable[Child], heard: dict[int, set[str]], now: Today) -> list[Line]:
    """Reviews overdue and due."""
    return [_review(child, heard.get(child.cycle or 0, set()), now) for child in rows]


def _review(child: Child, heard: set[str], now: Today) -> Line:
    missing = [
        words
        for whose, words in (("child", _("%(name)s’s views", name=child.first_name)), ("family", _("home’s views")))
        if whose not in heard
    ]
    tag, tone = _when(child.review_on, now)
    return Line(
        tag, tone, "", child.name, address("pupils.child", pupil=child.id), year(child),
        _("missing: %(what)s", what=", ".join(missing)) if missing else _("all views are here"),
        _("Prepare") if missing else _("Hold it"), address("cycles.review", cycle=child.cycle),
    )  # fmt: skip


def _when(review_on: date | None, now: Today) -> tuple[str, str]:
    if review_on is None:
        return _("no date"), "warn"
    if review_on < now.on:
        return ngettext("1 day late", "%(num)d days late", (now.on - review_on).days), "bad"
    if review_on == now.on:
        return _("today"), "warn"
    if review_on < now.on + timedelta(days=7):
        return str(format_date(review_on, "EEE d MMM")), "warn"
    return str(format_date(review_on, "d MMM")), ""


def waiting_plans(children: Iterable[Child]) -> list[Line]:
    """Plans to agree, to circulate and to start; reviews held whose learning is not written yet."""
    return [line for child in children for line in [_plan(child)] if line]


def _plan(child: Child) -> Line | None:
    if not child.cycle:
        return None
    # Agreeing and sending are the SENCO's; others read the plan.
    settles = may(me().role, "cycle.open")
    by = _("led by %(who)s", who=child.lead) if child.lead else ""
    if child.stage == "plan" and not child.agreed_on:
        found = ("P", _("to agree"), by, _("Read"), "cycles.agreement" if settles else "cycles.plan")
    elif child.stage == "plan" and not child.circulated_on:
        said = _("agreed %(day)s", day=short_day(child.agreed_on))
        found = (
            "P",
            _("to send"),
            said,
            _("Send") if settles else _("Read"),
            "cycles.circulation" if settles else "cycles.plan",
        )
    elif child.stage == "plan":
        said = _("sent %(day)s", day=short_day(child.circulated_on))
        found = ("P", _("to start"), said, _("Start"), "cycles.plan")
    elif child.stage == "learn":
        found = ("L", _("to write down"), _("what helps, and what does not"), _("Write"), "cycles.learn")
    else:
        return None
    letter, words, what, verb, endpoint = found
    href = address("pupils.child", pupil=child.id)
    return Line(words, "", letter, child.name, href, year(child), what, verb, address(endpoint, cycle=child.cycle))


def arriving(rows: Iterable[Arrival], now: Today) -> list[Line]:
    """Children on their way, and those here of whom something is undecided."""
    return [_arrival(row, now) for row in rows]


def _arrival(row: Arrival, now: Today) -> Line:
    before = _("a setting") if row.from_hidden else row.from_name or _("outside the authority")
    beside = _("from %(place)s", place=before)
    child = address("pupils.child", pupil=row.pupil)
    if row.arrived_on is None:
        what = (
            _("accepted: the plan can be read") if row.state == "accepted" else _("agreed by the family, not accepted")
        )
        verb = _("Read") if row.state == "accepted" else _("Accept")
        tag = _("starts %(day)s", day=format_date(row.moves_on, "d MMM"))
        return Line(tag, "quiet", "", row.name, child, beside, what, verb, address("transitions.move", move=row.move))
    goes_on = _("cycle %(number)s goes on", number=row.cycle_number) if row.cycle_number else ""
    strands = row.strands
    decided = _("%(done)s of %(all)s decided", done=row.decided, all=strands) if strands else _("nothing to decide")
    what = " · ".join(part for part in (goes_on, decided) if part)
    tag, tone = _left(row.decide_by, now)
    verb_href = address("transitions.continue_cycle", move=row.move)
    return Line(
        tag, tone, "", row.name, child, beside, what, _("Decide") if row.decided < strands else _("Continue"), verb_href
    )


def _left(decide_by: date | None, now: Today) -> tuple[str, str]:
    if decide_by is None:
        return _("to decide"), ""
    days = (decide_by - now.on).days
    if days < 0:
        return ngettext("1 day late", "%(num)d days late", -days), "bad"
    return (ngettext("1 day left", "%(num)d days left", days), "") if days else (_("today"), "warn")


def asked(rows: Iterable[Asked], now: Today) -> list[Line]:
    """Children of whom another setting says that they came to it: this setting answers."""
    return [
        Line(
            *_left(row.due_on, now), "", row.name, address("register.claim", claim=row.claim), "",
            _("%(place)s says that this child came to it", place=row.setting_name), _("Answer"),
            address("register.claim", claim=row.claim),
        )
        for row in rows
    ]  # fmt: skip


def without_owner(rows: Iterable[Support]) -> list[Line]:
    """Support that runs on paper and that nobody gives: no name, or somebody who no longer works here."""
    groups: dict[tuple[str, str, date | None], list[Support]] = {}
    for row in rows:
        named = row.deliverer_id is not None or bool(row.deliverer_name)
        if named and (row.works_here or row.deliverer_id is None):
            continue
        who = row.deliverer or ""
        groups.setdefault((row.group_name or row.name, who, row.left_on), []).append(row)
    return [_orphan(name, who, left_on, found) for (name, who, left_on), found in groups.items()]


def _orphan(name: str, who: str, left_on: date | None, found: list[Support]) -> Line:
    children = {row.pupil: row.child for row in found}
    beside = (
        ngettext("1 child", "%(num)d children", len(children)) if len(children) > 1 else next(iter(children.values()))
    )
    if who and left_on:
        what = _("%(who)s left on %(day)s", who=who, day=day(left_on))
    else:
        what = _("%(who)s does not work here", who=who) if who else _("nobody is named")
    tag = _("since %(day)s", day=format_date(left_on, "d MMM")) if left_on else _("now")
    first = found[0]
    child = address("pupils.child", pupil=first.pupil)
    if not may(me().role, "cycle.write"):
        return Line(tag, "bad", "", name, child, beside, what, _("Look"), child)
    verb_href = address("cycles.change_provision", cycle=first.cycle, provision=first.id) if first.cycle else child
    return Line(tag, "bad", "", name, child, beside, what, _("Name someone"), verb_href)


def week(children: Iterable[Child], rows: Iterable[Arrival], now: Today) -> list[WeekDay]:
    """Five weekdays from today: reviews, first days, and dates to decide by."""
    days = [day for n in range(7) if (day := now.on + timedelta(days=n)).weekday() < 5]
    on: dict[date, list[str]] = {day: [] for day in days}
    for child in children:
        if child.review_on in on and child.stage in ("do", "review") and not child.reviewed_on:
            on[child.review_on].append(_("Review, %(name)s", name=child.short_name))
    for row in rows:
        if row.moves_on in on and row.arrived_on is None:
            on[row.moves_on].append(_("First day, %(name)s", name=row.name))
        if row.decide_by in on and row.arrived_on:
            on[row.decide_by].append(_("Decide by, %(name)s", name=row.name))
    for one in on:
        if one in now.calendar.closures:
            on[one].append(_("closed for children"))
    return [WeekDay(str(format_date(one, "EEE d")), items) for one, items in on.items()]


class Start(NamedTuple):
    """The one thing to start with."""

    name: str
    href: str
    sentence: str


def start_here(late: list[Child], moves: list[Arrival], plans: list[Line], now: Today) -> Start | None:
    """The most pressing thing: the latest review, then the nearest decision, then a plan that waits."""
    first = late[0] if late and late[0].review_on and late[0].review_on < now.on else None
    if first and first.review_on:
        sentence = ngettext("is 1 day late.", "is %(num)d days late.", (now.on - first.review_on).days)
        return Start(_("%(name)s’s review", name=first.name), address("cycles.review", cycle=first.cycle), sentence)
    undecided = [row for row in moves if row.arrived_on and row.decide_by]
    if undecided:
        row = undecided[0]
        sentence = _("has come, and you decide by %(day)s what goes on.", day=day(row.decide_by))
        return Start(row.name, address("transitions.continue_cycle", move=row.move), sentence)
    if plans:
        line = plans[0]
        return Start(_("%(name)s’s plan", name=line.name), line.verb_href, _("waits for you."))
    return None


class Not(NamedTuple):
    """Something not yet right: how many children, what, and where to see them."""

    number: int
    tone: str
    words: str
    href: str


def not_yet_right(children: list[Child], rows: Iterable[Support], now: Today) -> list[Not]:
    """What the register still owes: reviews with the family, families not informed, nothing logged, no cycle."""
    clock = clock_of(now.calendar, now.rules, now.on)
    unseen = [
        child
        for child in children
        if owes_review(child.since, child.met_family_on, None if child.reviewed_on else child.review_on, clock)
    ]
    uninformed = [child for child in children if child.informed_on is None]
    since = subtract_school_days(now.calendar, now.on, now.rules.nothing_logged_days)
    silent = {
        row.pupil for row in rows if row.starts_on <= since and (row.last_logged is None or row.last_logged < since)
    }
    idle = [child for child in children if child.cycle is None]
    name = uninformed[0].name if len(uninformed) == 1 else ""
    told = _("family not yet informed: %(name)s", name=name) if name else _("family not yet informed")
    found = [
        Not(
            len(unseen), "bad", _("no review with the family this term"), address("register.children", gap="unreviewed")
        ),
        Not(len(uninformed), "bad", told, address("register.children", gap="uninformed")),
        Not(len(silent), "warn", _("nothing logged for two weeks"), address("cycles.sessions")),
        Not(len(idle), "warn", _("on the register without a cycle"), address("register.children", stage="none")),
    ]
    return [row for row in found if row.number]
