"""Pages of Do: what is delivered, and help adjusted on the way."""

from __future__ import annotations

from flask import abort, request
from flask_babel import gettext as _

from portal.access.me import me
from portal.access.permissions import TEACHERS, action, may
from portal.cycles import queries
from portal.cycles.answering import Answer, bp, load, part, saved
from portal.cycles.do import actions, beside_views, do_queries
from portal.cycles.do.delivered import Delivered, delivered, question
from portal.cycles.do.dose import CAUSES
from portal.cycles.do.forms import ProvisionChangeForm
from portal.cycles.do.generalise_queries import shown
from portal.cycles.do.planned_queries import plans
from portal.cycles.facts import Stage
from portal.cycles.frame import Frame, frame
from portal.cycles.help import section_f
from portal.cycles.help.forms import KINDS
from portal.cycles.plan.rows import PlanRows


@bp.route("/cycles/<int:cycle>/do")
@action("cycle.see")
def do(cycle: int) -> Answer:
    """What is delivered against what was planned, where skills are used, what went on beside it, and the log."""
    found = load(cycle)
    rows = PlanRows(found)
    log = do_queries.log_of(found)
    around = do_queries.around(found, [row.id for row in rows.provisions])
    number = max(request.args.get("page", 1, type=int), 1)
    headed = frame(found, rows, leads_on=("do",))
    helps = _helps(headed, rows, log, around)
    may_log = may(me().role, "session.log") and found.setting_id == me().setting
    looking = may_log and not found.closed_on and found.stage in ("do", "review", "learn")
    return part(
        "cycles/do/do.html",
        frame=headed,
        cycle=found,
        # What Section F names first: it must be given.
        helps=sorted((one for one in helps if not one.for_all), key=lambda one: not one.row.section_f),
        for_all=[one for one in helps if one.for_all],
        # Where somebody may say what they saw, every target is offered.
        used=shown(around.looks, rows.targets, every=looking),
        unsent=rows.unsent if headed.writes and found.stage == "do" else 0,
        kinds=dict(KINDS),
        causes=CAUSES,
        question=question,
        notes=_by_subject(log.notes),
        log=log.page(number),
        covers={(key, one.on): one.instead for key, known in around.sessions.items() for one in known if one.instead},
        page=number,
        more=len(log.lines) > number * do_queries.PAGE,
        may_log=may_log,
        looking=looking,
        here=me().setting,
    )


def _helps(headed: Frame, rows: PlanRows, log: do_queries.Log, around: do_queries.Around) -> list[Delivered]:
    cycle = headed.cycle
    # Staff who teach are asked, while the plan is under way; never between a review and the next plan.
    asks = (
        cycle.setting_id == me().setting
        and me().role in TEACHERS
        and queries.stage_of(cycle) in (Stage.DO, Stage.REVIEW)
        and cycle.reviewed_on is None
    )
    times = [(row.provision_id, row.setting_id, row.weekday) for row in rows.slots if row.provision_id]
    agreed = plans(rows.provisions, times, log.events)
    targets = {row.id: row for row in rows.targets}
    return delivered(
        rows.provisions,
        targets,
        around.sessions,
        agreed,
        review_on=cycle.review_on,
        quiet=around.quiet,
        asks=headed.quiet_days if asks else 0,
        since=cycle.started_on,
    )


# How many notes of each subject are shown; the others stand in the timeline.
_NOTES_SHOWN = 4


def _by_subject(notes: list[do_queries.Line]) -> dict[str, list[do_queries.Line]]:
    found: dict[str, list[do_queries.Line]] = {}
    for row in notes:
        known = found.setdefault(row.about, [])
        if len(known) < _NOTES_SHOWN:
            known.append(row)
    return found


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
    staff = queries.staff_choices(found.setting_id)
    stays = dict(staff).get(str(row.deliverer_id)) or row.deliverer_name or _("Nobody named yet")
    secured = section_f.is_secured(row)
    if secured:
        # What ends, pauses or lessens it is the authority's: the page says whom to ask.
        form.change.choices = [one for one in form.change.choices if one.value in ("adapted", "running")]
    form.deliverer.choices = [("", _("No change: %(who)s", who=stays)), *staff]
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
        template="cycles/do/change.html",
        secured=row if secured else None,
        may_ask=may(me().role, "ehcp.ask"),
    )


# Pages beside the help stand on the same blueprint.
__all__ = ["beside_views", "bp"]
