"""Pages of Do: what is delivered, notes beside it, help adjusted on the way."""

from __future__ import annotations

from flask import abort
from flask_babel import gettext as _

from portal.access.me import me
from portal.access.permissions import action, may
from portal.cycles import queries
from portal.cycles.answering import Answer, bp, load, part, saved
from portal.cycles.do import actions as actions
from portal.cycles.do.dose import doses
from portal.cycles.do.forms import NoteForm, ProvisionChangeForm
from portal.cycles.frame import frame
from portal.cycles.help.forms import KINDS
from portal.cycles.rows import Rows


@bp.route("/cycles/<int:cycle>/do")
@action("cycle.see")
def do(cycle: int) -> Answer:
    """What is delivered against what was planned, and the latest of the log."""
    found = load(cycle)
    rows = Rows(found)
    return part(
        "cycles/do/do.html",
        frame=frame(found, rows),
        cycle=found,
        provisions=rows.provisions,
        doses=doses(rows.provisions),
        kinds=dict(KINDS),
        log=queries.log_of(found),
        may_log=may(me().role, "session.log"),
        here=me().setting,
    )


@bp.route("/cycles/<int:cycle>/do/notes/new", methods=["GET", "POST"])
@action("session.log")
def new_note(cycle: int) -> Answer:
    """A conversation, a skill used in lessons, ordinary teaching that went on."""
    found = load(cycle)
    form = NoteForm()
    return saved(
        form,
        found,
        lambda: actions.write_note(form.act(), found, form.about.data, form.text.data),
        to="cycles.do",
        title=_("Add a note"),
        free_text=True,
    )


@bp.route("/cycles/<int:cycle>/provisions/<int:provision>/change", methods=["GET", "POST"])
@action("cycle.write")
def change_provision(cycle: int, provision: int) -> Answer:
    """Adapt, pause, go on with, finish or stop help."""
    found = load(cycle)
    row = queries.provision_or_404(provision)
    if row.pupil_id != found.pupil_id:
        abort(404)
    form = ProvisionChangeForm(
        version=row.version, detail=row.detail, minutes=row.minutes, times_a_week=row.times_a_week
    )
    stays = row.deliverer_name or _("Nobody named yet")
    form.deliverer.choices = [("", _("No change: %(who)s", who=stays)), *queries.staff_choices(found.setting_id)]
    return saved(
        form,
        found,
        lambda: actions.change_provision(
            form.act(),
            found,
            form.stands(row),
            change=form.change.data,
            reason=form.reason.data,
            detail=form.detail.data or "",
            deliverer=int(form.deliverer.data) if form.deliverer.data else None,
            minutes=form.minutes.data,
            times_a_week=form.times_a_week.data,
        ),
        to="cycles.do",
        title=_("Change help: %(name)s", name=row.name),
        free_text=True,
    )
