"""The family's page of the plan: what changed, what we want, who helps when, what you said, and your answer in one tap."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from flask import abort
from flask_babel import gettext as _

from portal import clock
from portal.access import audit
from portal.access.me import me
from portal.access.permissions import action
from portal.cycles.circulation import version_queries, version_words
from portal.cycles.help.week_queries import Week, week_of
from portal.cycles.plan.models import Circulation
from portal.cycles.plan.smart import sentence
from portal.family import actions, plan_queries, queries, story
from portal.family.blueprint import bp
from portal.family.forms import PlanForm
from portal.family.headline import between
from portal.family.plan_queries import Aim, Said
from portal.family.queries import Kid
from portal.thread import plan_queries as thread_plan
from portal.thread import queries as thread
from portal.thread.queries import Turn
from portal.web.page import Answer, done, page
from portal.web.saving import saving


class Wish(NamedTuple):
    """One thing that we want, the hope that it serves, and its targets as plain sentences."""

    text: str
    hope: str
    targets: list[str]


class Words(NamedTuple):
    """What the family said, and where it went: the outcome that serves it, or ""."""

    said: Said
    went_to: str


@bp.route("/family/<int:pupil>/plan", methods=["GET", "POST"])
@action("family.see")
def plan(pupil: int) -> Answer:
    """The whole plan on one page, and the family's answer to it."""
    kid, _children = queries.child_or_404(pupil)
    audit.looked(pupil, "family_plan")
    turns = thread.turns.rows(pupil=pupil)
    turn = next((row for row in reversed(turns) if row.closed_on is None), None)
    if turn is None and turns and (said := between(turns[-1])):
        return page("family/plan_changing.html", kid=kid, said=" ".join(said))
    mine = plan_queries.copies(turn.id, me().person) if turn else []
    if turn is None or not (turn.agreed_on or mine):
        abort(404)
    if not turn.agreed_on:
        # An agreed plan that changes is agreed again first: what is half written is nobody's plan yet.
        return page("family/plan_changing.html", kid=kid)
    copy = mine[0] if mine else None
    form = PlanForm(version=copy.version if copy else None)
    if copy and form.validate_on_submit():
        with saving(form) as saved:
            row = form.stands(copy)
            actions.answer_plan(form.act(), kid, row, form.answer(), form.comment.data or "", shared=form.shared.data)
        if saved.ok:
            return done("family.plan", _("Thank you. Your answer is with the SENCO."), pupil=pupil)
    return _page(kid, turn, form, mine, invalid=form.is_submitted())


def _page(kid: Kid, turn: Turn, form: PlanForm, mine: list[Circulation], *, invalid: bool) -> Answer:
    copy = mine[0] if mine else None
    rows = plan_queries.aims.rows(cycle=turn.id)
    said = plan_queries.said.rows(cycle=turn.id, pupil=kid.id, opened_on=turn.opened_on)
    named = turn.setting not in kid.withheld
    return page(
        "family/plan.html",
        status=422 if invalid else 200,
        form=form,
        kid=kid,
        turn=turn,
        copy=copy,
        earlier=[row for row in mine[1:] if row.comment],
        wishes=wishes(rows, kid, names=named),
        trying=story.trying(thread_plan.helps.rows(pupil=kid.id), kid),
        changed=_changed(kid, copy),
        week=_week(kid, turn) if named else None,
        words=where_it_went([one for one in said if one.what == "view"], rows),
        ask_about=max((one.id for one in said if one.what == "sent"), default=None),
        dates=story.next_dates(kid, None, turn, clock.today()),
        progress_href=story.address("assessments.family", pupil=kid.id),
    )


def wishes(rows: Iterable[Aim], kid: Kid, *, names: bool) -> list[Wish]:
    """The outcomes in order, each with its targets in sentences about the child."""
    found: dict[int, Wish] = {}
    for row in rows:
        wish = found.setdefault(row.outcome, Wish(row.text, row.aspiration, []))
        if row.target is not None:
            wish.targets.append(sentence(row.smart(names=names), kid.forename))
    return list(found.values())


def where_it_went(said: Iterable[Said], rows: Iterable[Aim]) -> list[Words]:
    """What the family said in this cycle; beside it the outcome that was written for that hope, where there is one."""
    hopes = {_folded(row.aspiration): row.text for row in rows if row.aspiration.strip()}
    once = {_folded(one.text): one for one in sorted(said, key=lambda one: one.on, reverse=True)}
    return [
        Words(one, next((text for hope, text in hopes.items() if hope in folded), ""))
        for folded, one in reversed(once.items())
    ]


def _folded(text: str) -> str:
    return " ".join(text.casefold().split()).strip(" .!“”\"'")


def _changed(kid: Kid, copy: Circulation | None) -> list[version_words.Shown]:
    if copy is None:
        return []
    found = version_queries.between(copy.cycle_id, copy.since_version, copy.plan_version)
    return version_words.shown(found.differences, kid.withheld, found.names, family=True)


def _week(kid: Kid, turn: Turn) -> Week | None:
    found = week_of(kid.id, turn.setting, kid.withheld)
    return None if found.empty else found
