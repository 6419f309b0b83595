"""A score entered from Assess: the sitting, and the evidence that rests on it, in one step."""

from __future__ import annotations

from flask import request

from portal.access.permissions import action
from portal.assessments.forms import fresh
from portal.assessments.queries import instruments, scales_of
from portal.cycles.answering import Answer, bp, load, saved
from portal.cycles.assess import actions as actions
from portal.web.page import page


@bp.route("/cycles/<int:cycle>/scores/new", methods=["GET", "POST"])
@action("score.add")
def new_score(cycle: int) -> Answer:
    """First which instrument, then only its fields."""
    found = load(cycle)
    number = request.args.get("instrument", type=int)
    known = instruments()
    chosen = next((one for one in known if one.id == number), None)
    if chosen is None:
        return page("cycles/assess/score.html", cycle=found, instruments=known, chosen=None, form=None)
    form = fresh(chosen, scales_of(chosen.id), request.args.get("source", ""))
    return saved(
        form,
        found,
        lambda: actions.add_score(form.act(), found, form.entered(chosen.id)),
        to="cycles.assess",
        title="",
        template="cycles/assess/score.html",
        instruments=known,
        chosen=chosen,
    )
