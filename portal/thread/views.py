"""The child page. Its blueprint is "pupils": the page is the child's, whatever stands behind it."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from flask import Blueprint, request, url_for
from flask_babel import gettext as _

from portal import clock
from portal.access import audit
from portal.access.me import me
from portal.access.permissions import action, may
from portal.cycles import custody
from portal.cycles.assess.understanding_words import area_name
from portal.cycles.models import Cycle
from portal.ehcp.queries import dues
from portal.ehcp.words import annual_tag
from portal.pupils.joined import gone
from portal.thread import child_page, first_notice, owed, places, plan_queries, progress, queries
from portal.thread.drawing import one_row_each, thread_of
from portal.thread.picture import picture
from portal.thread.queries import Head, Place, Turn
from portal.timeline.items import items
from portal.timeline.lines import FIRST, GROUPS, MORE, MOST, Filter, lines
from portal.timeline.reading import audience_words
from portal.web.page import page

bp = Blueprint("pupils", __name__)

Answer = tuple[str, int]

_STAGES = ("assess", "plan", "do", "review", "learn")
_AUDIENCES = ("family", "professionals", "setting", "restricted")


@bp.route("/children/<int:pupil>")
@action("child.see")
def child(pupil: int) -> Answer:
    """One child: where we are, the thread, what we understand, the plan against what was given, the timeline."""
    heads = queries.heads.rows(pupil=pupil)
    if not heads:
        gone(pupil)
    audit.looked(pupil, "child")
    rows = queries.places.rows(pupil=pupil)
    named = places.names(rows)
    found = [
        row._replace(room=None) if row.setting in named.withheld else row
        for row in one_row_each([row for row in rows if row.state != "cancelled"])
    ]
    heads = [row._replace(written_by=None) if row.written_at in named.withheld else row for row in heads]
    head = heads[0]
    if head.setting in named.withheld:
        head = head._replace(room=None, key_person=None, senco=None)
    line = _timeline(pupil, named)
    if request.headers.get("HX-Target") == "timeline":
        return page("pupils/child.html", part="pupils/_timeline.html", target="timeline", head=head, **line)
    return page("pupils/child.html", head=head, **line, **_rest(head, heads, found, named))


def _unnamed(row: plan_queries.Help, withheld: frozenset[int]) -> plan_queries.Help:
    """Help without the name of who gives it, where that person works at a withheld setting."""
    return row._replace(deliverer=None, deliverer_name="") if row.setting in withheld else row


def _timeline(pupil: int, named: places.Names) -> dict[str, Any]:
    """The filtered timeline, as long as asked for."""
    asked = request.args
    wanted = Filter(
        stage=asked.get("stage", "") if asked.get("stage") in _STAGES else "",
        setting=_place_asked(named),
        group=asked.get("kind", "") if asked.get("kind") in GROUPS else "",
        audience=asked.get("audience", "") if asked.get("audience") in _AUDIENCES else "",
    )
    count = max(FIRST, min(asked.get("show", FIRST, type=int), MOST))
    rows = lines(pupil, wanted, count)
    more = rows[0].matching - len(rows) if rows else 0
    asking: dict[str, Any] = {
        "stage": wanted.stage,
        "setting": wanted.setting,
        "kind": wanted.group,
        "audience": wanted.audience,
        "show": count + MORE,
    }
    show_more = url_for("pupils.child", pupil=pupil, **{key: value for key, value in asking.items() if value})
    # Where a reader who asked for more goes on reading.
    fresh = rows[count - MORE].id if count > FIRST and count - MORE < len(rows) else 0
    return {
        "items": items(rows, named.names, named.withheld, fresh),
        "wanted": wanted,
        "fresh": fresh,
        "more": more,
        "more_href": f"{show_more}#entry-{rows[-1].id}" if more else "",
        # Its number would name a withheld setting as well as its name does.
        "settings": sorted(
            (item for item in named.names.items() if item[0] not in named.withheld), key=lambda item: item[1]
        ),
        "audiences": list(audience_words().items()),
        "groups": _group_words(),
        "stages": list(zip(_STAGES, (_("Assess"), _("Plan"), _("Do"), _("Review"), _("Learn")), strict=True)),
    }


def _place_asked(named: places.Names) -> int:
    """The setting to show alone, or 0. Never a withheld one: that its number has entries would say which it is."""
    asked = request.args.get("setting", 0, type=int)
    return asked if asked in named.names and asked not in named.withheld else 0


def _group_words() -> list[tuple[str, str]]:
    return [
        ("views", _("Views")), ("sessions", _("Sessions")), ("plans", _("Plans")), ("reviews", _("Reviews and learning")),
        ("moves", _("Moves")), ("decisions", _("Decisions")), ("corrections", _("Corrections")), ("notes", _("Notes")),
    ]  # fmt: skip


def _rest(head: Head, heads: list[Head], found: list[Place], named: places.Names) -> dict[str, Any]:
    """Everything of the page but the timeline."""
    today, role = clock.today(), me().role
    turns = [
        row._replace(teacher=None) if row.setting in named.withheld else row
        for row in queries.turns.rows(pupil=head.id)
    ]
    turn = next((each for each in reversed(turns) if each.closed_on is None), None)
    helps = [_unnamed(row, named.withheld) for row in plan_queries.helps.rows(pupil=head.id)]
    learnings = plan_queries.learnings.rows(pupil=head.id)
    state = progress.state(turn, today) if turn else None
    drawn = thread_of(head, found, turns, helps, learnings, named.names, today, child_page.today_words(turn, state))
    place = named.names.get(head.setting, "") if head.setting else ""
    return {
        "tags": [
            *child_page.identity_tags(head, turn, state, today),
            *owed.tag(head, turns, today),
            *_law(head, today),
        ],
        "facts": [
            *child_page.identity_facts(head, turn, place, today),
            *filter(None, [first_notice.fact(head, turns, helps, today)]),
        ],
        "thread": picture(head.first_name, drawn),
        "turn": turn,
        "before": _before(turns, turn, named),
        "needs": [
            (row, area_name(row.area or ""), named.names.get(row.written_at or 0, "")) for row in heads if row.version
        ],
        "versions_href": child_page.link("cycles.understandings", pupil=head.id) if may(role, "cycle.reports") else "",
        "doing": _actions(
            head.id,
            role,
            code=head.code,
            here=any(row.setting == me().setting and row.state == "current" for row in found),
        ),
        **(_open(heads, turn, helps, learnings, named, role) if turn else _closed(head, turns, role)),
    }


def _law(head: Head, today: date) -> list[tuple[str, str]]:
    """For a child with an education, health and care plan: by when it is reviewed. One statement; none for others."""
    due = dues([head.id]).get(head.id) if head.code == "E" else None
    return [annual_tag(due, today)] if due else []


def _open(heads: list[Head], turn: Turn, helps: Any, learnings: Any, named: places.Names, role: str) -> dict[str, Any]:
    """The open cycle: where it stands, its plan, what was given. Nobody of a withheld setting is named."""
    today = clock.today()
    aims = plan_queries.aims.rows(cycle=turn.id)
    sessions = plan_queries.sessions.rows(pupil=heads[0].id, since=turn.opened_on)
    away = turn.setting in named.withheld
    agrees = custody.agrees(role, me().person, cast("Cycle", turn))
    missing = progress.missing(progress.ReadRows(heads, turn, aims, helps, learnings), agrees=agrees)
    if not may(role, "cycle.write") or turn.setting != me().setting:
        missing = [task._replace(href="") for task in missing]
    return {
        "steps": child_page.steps(turn, role),
        "now": child_page.now(turn, progress.state(turn, today), missing, role, today),
        "goals": child_page.goals([row._replace(measured_by="") for row in aims] if away else aims, sessions),
        "given": child_page.given(helps, sessions, turn.started_on),
        "used": child_page.learning_used(learnings, turn),
        "open_href": "",
    }


def _closed(head: Head, turns: list[Turn], role: str) -> dict[str, Any]:
    """No open cycle: the last one, and where to open the next."""
    href = child_page.link("cycles.open", pupil=head.id) if may(role, "cycle.open") else ""
    return {"last": turns[-1] if turns else None, "open_href": href, "goals": [], "given": [], "used": None}


def _before(turns: list[Turn], turn: Turn | None, named: places.Names) -> dict[str, str] | None:
    """The cycle that this one follows: its number, where it was, its page."""
    earlier = [each for each in turns if turn is not None and each.number < turn.number]
    if not earlier:
        return None
    last = earlier[-1]
    place = named.names.get(last.opened_at or last.setting, "")
    return {"number": str(last.number), "place": place, "href": child_page.link("cycles.cycle", cycle=last.id)}


# What else can be done from here, in the order of work: endpoint, action, words.
_DOING = (
    ("noticing.new", "note.write", lambda: _("Notice")),
    ("noticing.of_child", "early.see", lambda: _("Early notes")),
    ("timeline.new_note", "note.write", lambda: _("Add a note")),
    ("register.put_on", "register.write", lambda: _("Put on the register")),
    ("register.child", "register.see", lambda: _("Register entry")),
    ("ehcp.plan", "ehcp.see", lambda: _("EHC plan")),
    ("register.end_plan", "plan.end", lambda: _("End the EHC plan")),
    ("assessments.progress", "cycle.reports", lambda: _("Progress")),
    ("profile.what_works", "works.read", lambda: _("What works")),
    ("transitions.room", "child.edit", lambda: _("Room and key person")),
    ("transitions.propose", "move.write", lambda: _("Start a move")),
    ("cycles.of_child", "cycle.see", lambda: _("All cycles")),
    ("people.around", "family.manage", lambda: _("People around the child")),
    ("documents.papers", "cycle.see", lambda: _("Papers handed out")),
    ("documents.new_evidence_pack", "pack.make", lambda: _("Evidence pack")),
    ("documents.new_case_sample", "pack.make", lambda: _("Case sample")),
)


# Only where the child has a place now: not for the setting a child is still coming to.
_HERE = ("register.put_on", "transitions.room", "transitions.propose", "people.around")


def _fits(endpoint: str, code: str | None) -> bool:
    """Whether a page is for a child with this code on the register here, or with none."""
    return {"register.end_plan": code == "E", "ehcp.plan": code == "E", "register.put_on": code is None}.get(
        endpoint, True
    )


def _actions(pupil: int, role: str, *, code: str | None, here: bool) -> list[tuple[str, str]]:
    links = (
        (words(), child_page.link(endpoint, pupil=pupil))
        for endpoint, needed, words in _DOING
        if may(role, needed) and (here or endpoint not in _HERE) and _fits(endpoint, code)
    )
    return [(words, href) for words, href in links if href]
