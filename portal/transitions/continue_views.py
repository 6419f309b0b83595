"""The continue gate: the page on which a receiving setting carries on, and the way to restart with a reason."""

from __future__ import annotations

from typing import Any

from flask import abort, request, url_for
from flask_babel import gettext as _

from portal import clock
from portal.access.me import me
from portal.access.permissions import action, may
from portal.cycles.do.dose import doses
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Provision
from portal.organisation.calendar import age
from portal.pupils.models import Pupil
from portal.transitions import continue_actions, queries
from portal.transitions import continue_queries as shown
from portal.transitions.answering import bp, here, load, saved, staff
from portal.transitions.continue_forms import ContinueForm, form_for
from portal.transitions.forms import ReasonForm
from portal.transitions.models import Transition
from portal.transitions.standing import facts_of
from portal.transitions.states import Side, State, Verb, why_not
from portal.transitions.strip import receipts
from portal.web.page import Answer, done, invalid, page
from portal.web.saving import saving

LETTERS = {"assess": "A", "plan": "P", "do": "D", "review": "R", "learn": "L"}


@bp.route("/moves/<int:move>/continue", methods=["GET", "POST"])
@action("move.see")
def continue_cycle(move: int) -> Answer:
    """Keep, adapt, pause or stop each strand; carry on the cycle. Decisions can be made bit by bit."""
    found = load(move)
    if here(found) is not Side.RECEIVER:
        abort(404)
    writes = may(me().role, "move.write")
    strands = shown.strands_of(found)
    people = staff(me().setting) if writes else []
    form = form_for(strands.inherited, people, found.version)
    if request.method == "POST":
        if not writes:
            abort(403)
        answer = _save(form, found, strands)
        if answer is not None:
            return answer
    return _shown(found, form, strands, writes=writes)


def _save(form: ContinueForm, move: Transition, strands: shown.Strands) -> Answer | None:
    """Record the decisions and, when asked, carry on the cycle. None: something must be put right."""
    wrong = form.blame(strands.inherited) if form.validate_on_submit() else True
    if wrong:
        return None
    choices = form.choices(strands.inherited)
    goes_on = request.form.get("go") == "continue" and move.state == State.ACCEPTED
    if not choices and not goes_on:
        return done("transitions.moves", _("Nothing new was decided. What was agreed goes on."))
    with saving(form) as result:
        if goes_on:
            continue_actions.continue_cycle(form.act(), form.stands(move), choices)
        else:
            continue_actions.decide(form.act(), form.stands(move), choices)
    if not result.ok:
        return None
    if goes_on:
        return done("transitions.continue_cycle", _("The cycle goes on: nothing started again."), move=move.id)
    if request.form.get("go") == "later":
        return done("transitions.moves", _("Saved. Come back when you can decide the rest."))
    return done("transitions.continue_cycle", _("Saved. The family can read it now."), move=move.id)


def _shown(move: Transition, form: ContinueForm, strands: shown.Strands, *, writes: bool) -> Answer:
    last = continue_actions.last_cycle(move.pupil_id)
    open_cycle = last if last is not None and last.closed_on is None else None
    child: Pupil = move.pupil
    ends = queries.ends_of(move)
    steps = queries.receipts_of(move)
    clock_words = shown.left_to_decide(move.decide_by)
    waits = move.state == State.ACCEPTED
    answer = invalid if form.is_submitted() else page
    return answer(
        "transitions/continue.html",
        move=move, child=child, name=child.preferred_forename or child.forename, ends=ends, form=form,
        strands=strands, decided=strands.decided, count=shown.numbers(strands.inherited),
        left=clock_words, receipts=receipts(move, steps, strands.decided, len(strands.inherited), clock_words),
        read_by=[row.name for row in steps if row.step == "read" and row.on],
        words=shown.family_words(move.pupil_id), cycle=open_cycle, number=_number(last, open_cycle, waits=waits),
        last=last, story=shown.story_of(open_cycle, ends.before), age=age(child.born_on, clock.today()),
        doses=doses([*strands.inherited, *strands.tried]), week=shown.week_of(open_cycle) if open_cycle else "", mini=_mini(open_cycle),
        lessons=shown.lessons_of(move, open_cycle), writes=writes, waits=waits,
        refused=why_not(facts_of(move), Verb.DECIDE, clock.today()), today=clock.today(),
    )  # fmt: skip


def _number(last: Cycle | None, open_cycle: Cycle | None, *, waits: bool) -> int:
    """The cycle that is carried on: the open one, or the next when the last is closed."""
    if open_cycle is not None:
        return int(open_cycle.number)
    if last is None:
        return 1
    return int(last.number) + 1 if waits else int(last.number)


def _mini(cycle: Cycle | None) -> list[dict[str, Any]]:
    """The five stages in a row, as far as they are reached."""
    names = {"assess": _("Assess"), "plan": _("Plan"), "do": _("Do"), "review": _("Review"), "learn": _("Learn")}
    order = list(names)
    now = order.index(cycle.stage) if cycle else -1
    return [
        {"letter": LETTERS[stage], "name": names[stage], "reached": place <= now, "current": place == now}
        for place, stage in enumerate(order)
    ]


@bp.route("/moves/<int:move>/restart", methods=["GET", "POST"])
@action("move.write")
def restart(move: int) -> Answer:
    """Start again all the same, with a reason."""
    found = load(move)
    if here(found) is not Side.RECEIVER:
        abort(404)
    form = ReasonForm(version=found.version)
    form.reason.label.text = _("Why can what was there not be carried on?")
    return saved(
        form, lambda: continue_actions.restart(form.act(), form.stands(found), form.reason.data),
        title=_("Start again with %(name)s", name=found.pupil.name), child=found.pupil,
        to="pupils.child", to_values={"pupil": found.pupil_id}, field="reason", free_text=True,
        back=url_for("transitions.continue_cycle", move=move), button=_("Close the cycle and start again"),
        lead=_(
            "Starting again is seldom needed: a plan can be changed while it goes on. The new cycle still follows the"
            " last one, the family reads your reason, and the authority counts restarts."
        ),
    )  # fmt: skip


@bp.route("/moves/<int:move>/strands/<int:strand>/early-review", methods=["GET", "POST"])
@action("move.write")
def early_review(move: int, strand: int) -> Answer:
    """Ask the authority to look early at help that the child's plan secures."""
    found = load(move)
    help_ = Provision.get_or_none((Provision.id == strand) & (Provision.pupil == found.pupil_id))
    if help_ is None or here(found) is not Side.RECEIVER:
        abort(404)
    form = ReasonForm(version=found.version)
    return saved(
        form, lambda: continue_actions.ask_early_review(form.act(), found, help_, form.reason.data),
        title=_("Ask for an early review: %(name)s", name=help_.name), child=found.pupil,
        to="transitions.continue_cycle", to_values={"move": move}, field="reason", free_text=True,
        back=url_for("transitions.continue_cycle", move=move), button=_("Ask the authority"),
        lead=_("This help is in the child’s education, health and care plan. Only the authority may pause or stop it."),
    )  # fmt: skip
