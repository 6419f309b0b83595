"""Pages of the learning ledger: what earlier cycles taught, used or set aside."""

from __future__ import annotations

from flask import abort
from flask_babel import gettext as _

from portal.access.permissions import action
from portal.cycles.answering import Answer, bp, load, part, saved
from portal.cycles.frame import frame
from portal.cycles.learn.forms import LEARNING_KINDS
from portal.cycles.learn.models import Learning, LearningUse
from portal.cycles.models import Cycle
from portal.cycles.plan import ledger_actions as actions
from portal.cycles.plan.ledger import places_before, strength
from portal.cycles.plan.ledger_forms import ASIDE, ORDINARY, AsBeforeForm, LedgerForm, place_choices, place_now
from portal.cycles.rows import Rows


@bp.route("/cycles/<int:cycle>/inherited")
@action("cycle.reports")
def inherited(cycle: int) -> Answer:
    """What earlier cycles taught: each is used or set aside; how much of it the plan carries on."""
    found = load(cycle)
    rows = Rows(found)
    return part(
        "cycles/plan/inherited.html",
        frame=frame(found, rows, leads_on=()),
        cycle=found,
        learnings=rows.inherited,
        strength=strength(rows.inherited),
        kinds=dict(LEARNING_KINDS),
        as_before=len(_as_before(found, rows)) if found.stage in ("assess", "plan") else 0,
    )


def _as_before(cycle: Cycle, rows: Rows) -> list[tuple[str, str]]:
    """What is undecided and has its place in help that goes on: (learning id, words with the place)."""
    places = places_before(cycle)
    return [
        (str(row.id), f"{row.text} ({places[row.id].name})")
        for row in rows.inherited
        if row.state == "open" and row.id in places
    ]


@bp.route("/cycles/<int:cycle>/inherited/as-before", methods=["GET", "POST"])
@action("cycle.write")
def carry_on_learnings(cycle: int) -> Answer:
    """Use several things learnt before where an earlier cycle used them, in one step."""
    found = load(cycle)
    choices = _as_before(found, Rows(found))
    form = AsBeforeForm(learnings=[number for number, _words in choices])
    form.learnings.choices = choices
    return saved(
        form,
        found,
        lambda: actions.carry_on(form.act(), found, [int(number) for number in form.learnings.data]),
        field="learnings",
        to="cycles.inherited",
        title=_("Go on as before"),
        lead=_("These were used in an earlier plan, and the help they belong to goes on."),
    )


@bp.route("/cycles/<int:cycle>/inherited/<int:learning>", methods=["GET", "POST"])
@action("cycle.write")
def use_learning(cycle: int, learning: int) -> Answer:
    """Use one thing learnt before, or set it aside with a reason."""
    found = load(cycle)
    rows = Rows(found)
    row = next((one for one in rows.inherited if one.id == learning), None) or abort(404)
    standing = Learning.get_by_id(learning)
    form = LedgerForm(
        version=standing.version,
        place=place_now(row),
        # Of what does not help nobody is told to do it: what adults do instead is asked.
        ordinary="" if row.kind == "hinders" else row.ordinary_teaching,
        why=row.how if row.state == "aside" else "",
    )
    form.place.choices = place_choices(rows)
    return saved(
        form,
        found,
        lambda: _decide(form, found, rows, form.stands(standing)),
        field="why" if form.place.data == ASIDE else "ordinary" if form.place.data == ORDINARY else "place",
        to="cycles.inherited",
        title=row.text,
        lead=_("What earlier cycles taught goes on, or is set aside with a reason."),
        free_text=True,
    )


def _decide(form: LedgerForm, cycle: Cycle, rows: Rows, learning: Learning) -> LearningUse:
    place = form.place.data or ""
    aside, ordinary = place == ASIDE, place == ORDINARY
    return actions.decide_inherited(
        form.act(),
        cycle,
        learning,
        used=not aside,
        how=form.why.data or "" if aside else "",
        target=next((row for row in rows.targets if place == f"t{row.id}"), None),
        provision=next((row for row in rows.provisions if place == f"p{row.id}"), None),
        ordinary=form.ordinary.data or "" if ordinary else "",
    )
