"""Pages of help in a plan: one kind of help, with what was tried of it before."""

from __future__ import annotations

from typing import Any

from flask import abort
from flask_babel import gettext as _

from portal.access.permissions import action
from portal.arrangements.words import layer_choices
from portal.cycles import queries
from portal.cycles.answering import Answer, bp, load, theirs
from portal.cycles.help import actions as actions
from portal.cycles.help.filling import beginning
from portal.cycles.help.forms import ProvisionForm
from portal.cycles.help.queries import open_training, serves
from portal.cycles.help.tried import Past
from portal.cycles.help.week import Time, made_from, read, said
from portal.cycles.help.week_queries import slots_of, times_of
from portal.cycles.models import Cycle
from portal.cycles.plan import section_links
from portal.cycles.plan.ledger import inherited
from portal.cycles.plan.ledger_forms import use_choices, used_in
from portal.cycles.plan.models import Provision
from portal.cycles.rows import Rows
from portal.ehcp.standing import has_plan
from portal.library.models import Item
from portal.library.queries import item_or_404
from portal.organisation.rules import rules
from portal.web.incoming import asked_id
from portal.web.page import done, invalid, page
from portal.web.saving import saving


@bp.route("/cycles/<int:cycle>/plan/provisions/new", methods=["GET", "POST"])
@action("cycle.write")
def new_provision(cycle: int) -> Answer:
    """Plan one kind of help: `?item=` of the library, `?like=` one that the child had, `?name=` of our own."""
    return _provision(load(cycle), None)


@bp.route("/cycles/<int:cycle>/plan/provisions/<int:provision>", methods=["GET", "POST"])
@action("cycle.write")
def provision(cycle: int, provision: int) -> Answer:
    """Change one kind of help before it begins."""
    found = load(cycle)
    row = queries.provision_or_404(provision)
    if row.pupil_id != found.pupil_id:
        abort(404)
    return _provision(found, row)


def _provision(cycle: Cycle, row: Provision | None) -> Answer:
    asked = asked_id("item")
    item = item_or_404(asked, cycle.setting_id) if asked and row is None else None
    form = _form(cycle, row, item)
    if form.validate_on_submit():
        help_ = form.help(row.item_id if row else asked)
        with saving(form) as result:
            actions.plan_provision(form.act(), cycle, form.stands(row) if row else None, help_, form.around())
        if result.ok:
            return done("cycles.plan", _("Saved: %(name)s.", name=help_.name), cycle=cycle.id)
    past = Past(cycle.pupil_id, leave_out=row.id if row else 0)
    return (invalid if form.is_submitted() else page)(
        "cycles/help/form.html",
        form=form,
        cycle=cycle,
        title=_("Change help") if row else _("Add help"),
        more_open=any(field.errors for field in form.more),
        tried=past.like(form.name.data or "", form.family.data or "", row.item_id if row else asked),
        theirs=theirs(form),
    )


def _form(cycle: Cycle, row: Provision | None, item: Item | None) -> ProvisionForm:
    """The form with its choices, filled from what stands, from the library or from what the child had before."""
    slots = slots_of(row.id, cycle.setting_id) if row else []
    # Words of days and a time, from before there were times of their own, are not typed again.
    times = times_of(slots) or (read(row.when_text) if row else [])
    form = ProvisionForm(
        obj=row, version=row.version if row else None, data=_filled(row, times) if row else beginning(cycle, item)
    )
    standing = row.layer if row else item.layer if item else ""
    form.layer.choices = layer_choices(rules(), standing)
    targets = [(str(target.id), target.name or target.does_what[:60]) for target in Rows(cycle).targets]
    form.target.choices = [("", _("None in particular")), *targets]
    form.also.choices = targets
    form.deliverer.choices = form.owner.choices = [("", _("Choose")), *queries.staff_choices(cycle.setting_id)]
    # What another kind of help uses stays with it.
    mine = (None, row.id if row else None)
    learnt = [learning for learning in inherited(cycle) if learning.provision in mine]
    form.uses.choices = use_choices(learnt, provision=row.id if row else None)
    if row and not form.is_submitted():
        form.uses.data = used_in(learnt, provision=row.id)
    _leave_out(form, cycle, row, times, len(targets))
    return form


def _filled(row: Provision, times: list[Time]) -> dict[str, Any]:
    """What the form shows of help that stands, where its name and the row's differ."""
    need = open_training(row.id)
    return {
        "target": str(row.target_id or ""),
        "deliverer": str(row.deliverer_id or ""),
        "owner": str(row.owner_id or ""),
        "secures": str(row.secures_id or ""),
        "also": [str(target) for target in serves(row.id)],
        "days": [str(time.weekday) for time in times],
        "at": said(times[0].at) if times else "",
        # Words that were made from the times are made anew.
        "when_text": "" if made_from(row.when_text, times) else row.when_text,
        "training_needed": need is not None,
        # A need without a name (brought in, or from an earlier cycle) holds up no other change.
        "training": (need.what or row.training or row.name) if need else row.training,
        "training_by": need.by_when if need else None,
    }


def _leave_out(form: ProvisionForm, cycle: Cycle, row: Provision | None, times: list[Time], targets: int) -> None:
    """Fields that would say nothing here: times that differ from day to day are the week's own page's."""
    if len({time.at for time in times}) > 1:
        del form.days, form.at
    if not form.uses.choices:
        del form.uses
    if targets < 2:
        del form.also
    form.secures.choices = section_links.help_choices(cycle.pupil_id)
    if form.secures.choices:
        # Which help of Section F it is says that it is one; help that was ticked before the plan was entered keeps its tick.
        if not (row and row.section_f and not row.secures_id):
            del form.section_f
    else:
        del form.secures
        if not (row and row.section_f) and not has_plan(cycle.pupil_id):
            del form.section_f
