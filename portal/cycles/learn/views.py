"""Pages of Learn."""

from __future__ import annotations

from flask import request
from flask_babel import gettext as _

from portal.access.me import me
from portal.access.permissions import action, may
from portal.cycles import queries
from portal.cycles.answering import Answer, bp, load, part, saved
from portal.cycles.forms import NEXT_STEPS, WHOSE
from portal.cycles.frame import frame
from portal.cycles.learn import actions
from portal.cycles.learn.chosen import chosen, drafts
from portal.cycles.learn.forms import LEARNING_KINDS, LearningForm, SummaryForm, several_form
from portal.cycles.learn.prompts import PROMPTS, sayings
from portal.cycles.learn.reflection_queries import side_by_side, used_sentences
from portal.cycles.models import Cycle
from portal.cycles.rows import Rows
from portal.pupils.settings_of import hidden


@bp.route("/cycles/<int:cycle>/learn")
@action("cycle.see")
def learn(cycle: int) -> Answer:
    """What everybody said side by side, what was learnt of it, and where it goes."""
    found = load(cycle)
    rows = Rows(found)
    shown = frame(found, rows, leads_on=("learn",))
    return part(
        "cycles/learn/learn.html",
        frame=shown,
        cycle=found,
        asked=side_by_side(rows.reflections, hidden(found.pupil_id)) if rows.reflections else [],
        used=used_sentences(found) if rows.reflections else set(),
        whose=dict(WHOSE),
        reads=may(me().role, "cycle.reports"),
        said=[row.whose for row in rows.reflections],
        chooses=shown.form is not None and found.stage in ("review", "learn"),
        reflects=not found.closed_on and found.stage in ("review", "learn") and may(me().role, "view.give"),
        learnings=rows.learnings,
        kinds=dict(LEARNING_KINDS),
        next_steps=dict(NEXT_STEPS),
        opens_next=_opens_next(found),
    )


def _opens_next(cycle: Cycle) -> bool:
    """Whether this closed cycle is the last and the reader may open the one that follows it."""
    return bool(
        cycle.closed_on
        and cycle.setting_id == me().setting
        and may(me().role, "cycle.open")
        and (last := queries.last_cycle(cycle.pupil_id)) is not None
        and last.id == cycle.id
    )


@bp.route("/cycles/<int:cycle>/learn/learnings/new", methods=["GET", "POST"])
@action("cycle.write")
def new_learning(cycle: int) -> Answer:
    """Something learnt about the child."""
    found = load(cycle)
    form = LearningForm(kind=request.args.get("kind"))
    return saved(
        form,
        found,
        lambda: actions.learn(
            form.act(),
            found,
            kind=form.kind.data,
            text=form.text.data,
            ordinary_teaching=form.ordinary_teaching.data,
            home=form.home.data or "",
            strategy=form.strategy.data,
        ),
        to="cycles.learn",
        title=_("Something learnt"),
        free_text=True,
    )


@bp.route("/cycles/<int:cycle>/learn/learnings/chosen", methods=["GET", "POST"])
@action("cycle.write")
def chosen_learnings(cycle: int) -> Answer:
    """The sentences that were ticked, each (or together) a learning: its words are there, only where it goes is asked."""
    found = load(cycle)
    everything = [
        saying
        for row in Rows(found).reflections
        for prompt in PROMPTS
        for saying in sayings(row.id, prompt, getattr(row, prompt))
    ]
    ticked = chosen(everything, request.args.getlist("said"))
    waiting = drafts(ticked, together=bool(request.args.get("together")))
    form = several_form(waiting)
    return saved(
        form,
        found,
        lambda: actions.learn_several(form.act(), found, form.learnt(waiting)),
        to="cycles.learn",
        title=_("What we learnt from it"),
        lead=_("The words are there already. Say where each goes: to all teaching, and home.")
        if waiting
        else _("Nothing is ticked. Go back and tick what was learnt."),
        template="cycles/learn/chosen.html",
        waiting=waiting,
        free_text=bool(waiting),
    )


@bp.route("/cycles/<int:cycle>/learn/summary", methods=["GET", "POST"])
@action("cycle.write")
def summary(cycle: int) -> Answer:
    """What ordinary teaching takes on."""
    found = load(cycle)
    form = SummaryForm(obj=found, version=found.version)
    if not form.is_submitted() and not found.ordinary_teaching:
        # What each learning gave to ordinary teaching is not typed a second time.
        lines = dict.fromkeys(row.ordinary_teaching.strip() for row in Rows(found).learnings)
        form.ordinary_teaching.data = "\n".join(line for line in lines if line)
    return saved(
        form,
        found,
        lambda: actions.sum_up(
            form.act(),
            form.stands(found),
            ordinary_teaching=form.ordinary_teaching.data,
            nothing_helps_why=form.nothing_helps_why.data or "",
            nothing_hinders_why=form.nothing_hinders_why.data or "",
        ),
        to="cycles.learn",
        title=_("What ordinary teaching takes on"),
        free_text=True,
    )
