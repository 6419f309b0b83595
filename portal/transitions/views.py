"""The moves of a setting, one move, and how a move begins. Other pages hang on the same blueprint."""

from __future__ import annotations

from flask import abort, request, url_for
from flask_babel import gettext as _

from portal import clock
from portal.access import audit
from portal.access.me import me
from portal.access.permissions import action, may
from portal.pupils.queries import child_or_404
from portal.transitions import (
    actions,
    continue_queries,
    continue_views,
    family_views,
    handover_views,
    queries,
    question_queries,
    receiving_actions,
    step_views,
)
from portal.transitions import board as boards
from portal.transitions.actions import Plan
from portal.transitions.answering import bp, here, load, saved
from portal.transitions.finding import search, setting_asked
from portal.transitions.forms import ProposeForm, StepForm
from portal.transitions.models import Transition
from portal.transitions.sharing import KINDS, NAMES, likely_kind
from portal.transitions.standing import can, facts_of
from portal.transitions.states import Side, Verb, next_step
from portal.transitions.strip import receipts
from portal.web.page import Answer, done, invalid, page
from portal.web.saving import saving


@bp.route("/moves")
@action("move.see")
def moves() -> Answer:
    """Who arrives, who leaves and what waits here, each row with one verb."""
    setting = me().setting or abort(404)
    board = boards.board(setting)
    newcomers = boards.without_handover(setting)
    questions = question_queries.open_questions(setting)
    shown = [line.row.pupil for lines in board for line in lines] + [row.pupil for row in newcomers]
    audit.listed(shown, "moves")
    return page(
        "transitions/moves.html",
        board=board,
        newcomers=newcomers,
        questions=questions,
        kinds=KINDS,
        form=StepForm(),
        writes=may(me().role, "move.write"),
        today=clock.today(),
    )


@bp.route("/children/<int:pupil>/moves/received", methods=["POST"])
@action("move.write")
def received(pupil: int) -> Answer:
    """A child came without a handover: start it, so that the cycle is carried on."""
    child = child_or_404(pupil)
    form = StepForm()
    if form.validate_on_submit():
        with saving(form) as result:
            receiving_actions.receive(form.act(), pupil)
        if result.ok:
            return done("transitions.newest", _("The handover has begun."), pupil=pupil)
    return invalid("transitions/refused.html", form=form, child=child.pupil)


@bp.route("/children/<int:pupil>/moves/new", methods=["GET", "POST"])
@action("move.write")
def propose(pupil: int) -> Answer:
    """Find the new setting, then say what kind of move it is and when."""
    child = child_or_404(pupil)
    audit.looked(pupil, "move")
    if "to" not in request.args:
        return search(child.pupil.name, url_for("pupils.child", pupil=pupil), but=me().setting)
    setting = setting_asked()
    form = ProposeForm(data={"kind": likely_kind(me().setting_phase, setting.phase if setting else "")})
    form.needs_name(setting.id if setting else 0)

    def save() -> Transition:
        return actions.propose(
            form.act(),
            pupil,
            Plan(
                setting.id if setting else None,
                form.to_name.data if form.to_name else "",
                form.kind.data,
                form.moves_on.data,
                form.reads_from.data,
                bool(form.withheld.data),
            ),
        )

    return saved(
        form, save, title=_("%(name)s moves", name=child.name), child=child.pupil, to="transitions.newest",
        to_values={"pupil": pupil}, back=url_for("transitions.propose", pupil=pupil),
        lead=_("To %(setting)s.", setting=setting.name) if setting else "", button=_("Propose this move"),
        message=_("The move is proposed. Nothing is shared yet: tell the family first."),
    )  # fmt: skip


@bp.route("/children/<int:pupil>/moves/newest")
@action("move.see")
def newest(pupil: int) -> Answer:
    """The child's newest move."""
    child_or_404(pupil)
    found = Transition.select(Transition.id).where(Transition.pupil == pupil).order_by(Transition.id.desc()).first()
    if found is None:
        abort(404)
    return done("transitions.move", move=found.id)


@bp.route("/moves/<int:move>")
@action("move.see")
def move(move: int) -> Answer:
    """One move: its receipts, what passes, what is next."""
    found = load(move)
    side = here(found)
    steps = queries.receipts_of(found)
    strands = continue_queries.strands_of(found)
    undecided = len(strands.inherited) - strands.decided
    facts = facts_of(found, undecided)
    step = next_step(facts, found.decide_by, found.moves_on)
    today = clock.today()
    clock_words = continue_queries.left_to_decide(found.decide_by)
    return page(
        "transitions/move.html",
        move=found,
        ends=queries.ends_of(found),
        kind=KINDS.get(found.kind, found.kind),
        side=side,
        receipts=receipts(found, steps, strands.decided, len(strands.inherited), clock_words),
        steps=steps,
        step=step if step and step.side in (side, Side.EITHER) else None,
        waits=step,
        items=queries.items_of(found),
        names=NAMES,
        can={verb.value: can(found, me().setting, verb, today) for verb in Verb},
        writes=may(me().role, "move.write"),
        receiver=side is Side.RECEIVER,
        asking=found.from_setting_id is not None and found.questions_until and found.questions_until >= today,
        form=StepForm(version=found.version),
    )


# Each of these hangs its pages on the blueprint.
__all__ = ["bp", "continue_views", "family_views", "handover_views", "step_views"]
