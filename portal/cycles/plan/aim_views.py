"""Pages of Plan: outcomes and targets. The plan as a whole: plan_page.py."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from flask import request
from flask_babel import gettext as _

from portal.access.permissions import action
from portal.cycles import queries
from portal.cycles.answering import Answer, bp, load, saved
from portal.cycles.forms import OpenForm
from portal.cycles.models import Cycle
from portal.cycles.plan import aim_actions as actions
from portal.cycles.plan import aim_offers, section_links
from portal.cycles.plan.aim_forms import OutcomeForm, TargetForm
from portal.cycles.plan.ledger import inherited
from portal.cycles.plan.ledger_forms import use_choices, used_in
from portal.cycles.plan.models import Outcome, Target
from portal.cycles.plan.smart import sentence, vague_words
from portal.web.page import page


@bp.route("/cycles/<int:cycle>/plan/outcomes/new", methods=["GET", "POST"])
@action("cycle.write")
def new_outcome(cycle: int) -> Answer:
    """Write an outcome; `?from=` carries on one of an earlier cycle, with those of its targets that are ticked."""
    return _outcome(load(cycle), None)


@bp.route("/cycles/<int:cycle>/plan/outcomes/<int:outcome>", methods=["GET", "POST"])
@action("cycle.write")
def outcome(cycle: int, outcome: int) -> Answer:
    """Change an outcome."""
    found = load(cycle)
    return _outcome(found, queries.part_or_404(Outcome, outcome, found))


def _outcome(cycle: Cycle, row: Outcome | None) -> Answer:
    earlier: Outcome | None = None if row else _carried(Outcome, cycle)
    unfinished = _unfinished(earlier)
    form = OutcomeForm(obj=row or earlier, version=row.version if row else None)
    if earlier is not None and not form.is_submitted():
        # Where the child stood then is not where the child stands now.
        form.baseline.data = ""
        form.carried.data = [str(target.id) for target in unfinished]
    said = aim_offers.said(cycle)
    if row is None:
        # A new one comes last.
        del form.position
    form.offer(
        aim_offers.hopes(said),
        aim_offers.findings(said),
        [(str(target.id), target.name or target.does_what[:80]) for target in unfinished],
        section_links.outcome_choices(cycle.pupil_id),
    )
    if "section_e" in form and not form.is_submitted():
        form.section_e.data = str(getattr(row or earlier, "section_e_id", "") or "")
    return saved(
        form,
        cycle,
        lambda: actions.set_outcome(
            form.act(), cycle, form.stands(row) if row else None,
            verb=form.verb.data, text=form.text.data, area=form.area.data or "",
            aspiration=form.aspiration.data or form.picked("hope"),
            baseline=form.baseline.data or aim_offers.finding(said, form.picked("found")),
            position=form.position.data if "position" in form else None,
            section_e=section_links.chosen(form, "section_e"),
            carries=earlier.id if earlier else None,
            carried=[
                (target.id, aim_offers.carried_on(target, cycle))
                for target in unfinished
                if str(target.id) in (form.picked("carried") or [])
            ],
        ),
        to="cycles.plan",
        title=_("Outcome"),
        lead=_("It stands in the cycle before. Change what has changed.") if earlier else "",
        free_text=True,
    )  # fmt: skip


def _unfinished(earlier: Outcome | None) -> list[Target]:
    """The targets of an earlier outcome that were not reached."""
    if earlier is None:
        return []
    open_ones = (Target.outcome == earlier) & Target.dropped_on.is_null() & (Target.rating != "achieved")
    return list(Target.select().where(open_ones).order_by(Target.position, Target.id))


@bp.route("/cycles/<int:cycle>/plan/outcomes/<int:outcome>/targets/new", methods=["GET", "POST"])
@action("cycle.write")
def new_target(cycle: int, outcome: int) -> Answer:
    """Write a target; `?from=` carries on one of an earlier cycle, `?example=` starts from an example."""
    found = load(cycle)
    return _target(found, queries.part_or_404(Outcome, outcome, found), None)


@bp.route("/cycles/<int:cycle>/plan/targets/<int:target>", methods=["GET", "POST"])
@action("cycle.write")
def target(cycle: int, target: int) -> Answer:
    """Change a target."""
    found = load(cycle)
    row = queries.part_or_404(Target, target, found)
    return _target(found, row.outcome, row)


def _target(cycle: Cycle, outcome: Outcome, row: Target | None) -> Answer:
    said, learnt = aim_offers.said(cycle), inherited(cycle)
    form = TargetForm(obj=row or _beginning(cycle), version=row.version if row else None)
    if row is not None and not form.is_submitted():
        form.who.data = row.who or aim_offers.forename(cycle)
        form.begin_scale(row.scale)
        form.uses.data = used_in(learnt, target=row.id)
    law = section_links.outcome_choices(cycle.pupil_id)
    form.offer(aim_offers.findings(said), use_choices(learnt, target=row.id if row else None), law)
    if law and not form.is_submitted():
        # A new target serves what its outcome serves, unless somebody says otherwise.
        form.section_e.data = str((row or _carried(Target, cycle) or outcome).section_e_id or "")
    picked = form.smart(aim_offers.finding(said, form.picked("found")))
    words: dict[str, Any] = {
        "title": _("Target"),
        "lead": _("For the outcome: %(outcome)s", outcome=outcome.text),
        "sentence": sentence(picked, aim_offers.forename(cycle)),
        "vague": vague_words(picked.does_what, picked.how_well, picked.how_often, picked.measured_how),
        "examples": [] if row else aim_offers.examples_for(cycle, outcome.area),
        "outcome": outcome,
        "row": row,
        "free_text": True,
    }
    if form.is_submitted() and "show" in request.form:
        # Shown, not saved: the same page, or only the sentence of it while somebody types.
        words |= {"back": "cycles.plan", "theirs": "", "shown": True, "form": form, "cycle": cycle}
        return page("cycles/plan/target.html", part="cycles/plan/_sentence.html", target="sentence", **words)
    return saved(
        form,
        cycle,
        lambda: actions.set_target(
            form.act(), cycle, outcome, form.stands(row) if row else None, picked,
            uses=[int(one) for one in form.picked("uses") or []] if "uses" in form else None,
            position=form.position.data, section_e=section_links.chosen(form, "section_e"),
            scale=form.scale(picked), carries=getattr(_carried(Target, cycle), "id", None),
        ),
        to="cycles.plan",
        template="cycles/plan/target.html",
        **words,
    )  # fmt: skip


def _beginning(cycle: Cycle) -> Any:
    """What a new target begins with: one of an earlier cycle, an example, or what is known of child and plan."""
    start = aim_offers.start_of_target(cycle)
    earlier: Target | None = _carried(Target, cycle)
    if earlier is not None:
        carried = aim_offers.carried_on(earlier, cycle)
        return SimpleNamespace(**carried._asdict() | {"who": carried.who or start["who"]})
    example = aim_offers.example(request.args.get("example", ""))
    return SimpleNamespace(**(example.smart()._asdict() if example else {}) | start)


def _carried(model: type[Outcome] | type[Target], cycle: Cycle) -> Any:
    """The outcome or target of an earlier cycle of the child that `?from=` names, to begin with; or None."""
    wanted = request.args.get("from", "")
    if not (wanted.isascii() and wanted.isdigit() and len(wanted) < 10):
        return None
    return model.get_or_none((model.id == int(wanted)) & (model.pupil == cycle.pupil_id))


@bp.route("/cycles/<int:cycle>/plan/<any(outcomes, targets):kind>/<int:row>/removal", methods=["POST"])
@action("cycle.write")
def remove(cycle: int, kind: str, row: int) -> Answer:
    """Take an outcome or a target out of a plan that has not begun."""
    found = load(cycle)
    gone = queries.part_or_404(Outcome if kind == "outcomes" else Target, row, found)
    form = OpenForm()
    return saved(
        form,
        found,
        lambda: actions.drop(form.act(), found, form.stands(gone)),
        to="cycles.plan",
        title=_("Take it out of the plan"),
        message=_("Taken out. It stays in the timeline."),
    )
