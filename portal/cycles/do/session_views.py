"""Today's sessions on a phone: "as planned for all" is one tap, an exception two."""

from __future__ import annotations

from datetime import date

from flask import abort, request
from flask_babel import gettext as _

from portal import clock
from portal.access import audit
from portal.access.me import me
from portal.access.permissions import action
from portal.cycles.answering import Answer, bp
from portal.cycles.do import session_actions as actions
from portal.cycles.do import session_queries as queries
from portal.cycles.do.session_forms import group_form
from portal.web.page import done, invalid, page
from portal.web.saving import saving


def _day() -> date:
    """The day that `?on=` names, today without one; never in the future."""
    try:
        return min(date.fromisoformat(request.args.get("on", "")), clock.today())
    except ValueError:
        return clock.today()


@bp.route("/sessions")
@action("session.log")
def sessions() -> Answer:
    """My groups of the day; those of colleagues under them."""
    on = _day()
    groups = queries.groups(me().setting or 0, me().person, on)
    audit.listed((row.pupil_id for group in groups for row in group.rows), "sessions")
    return page(
        "cycles/do/sessions.html",
        on=on,
        groups=[group for group in groups if group.mine and group.today],
        others=[group for group in groups if not group.mine and group.today],
        elsewhen=[group for group in groups if not group.today],
        forms={
            group.id: group_form(group.rows, on=on) for group in groups if group.mine and group.today and not group.done
        },
        changing=request.args.get("change", type=int),
    )


@bp.route("/sessions/<int:provision>", methods=["GET", "POST"])
@action("session.log")
def session(provision: int) -> Answer:
    """One group: log it, or change what was logged for the day."""
    on = _day()
    group = queries.group_or_404(provision, me().person, on)
    if any(row.setting_id != me().setting for row in group.rows):
        abort(404)
    audit.listed((row.pupil_id for row in group.rows), "sessions")
    form = group_form(group.rows, on=on, **queries.as_logged(group))
    if form.validate_on_submit():
        said = form.sessions(group.rows, as_planned="all" in request.form)
        with saving(form, "on") as result:
            actions.log_group(form.act(), form.on.data, said)
        if result.ok:
            return done("cycles.sessions", _("Saved: %(name)s.", name=group.title), on=form.on.data.isoformat())
    answer = invalid if form.is_submitted() else page
    return answer(
        "cycles/do/session.html", group=group, form=form, on=on, changing=request.args.get("change", type=int)
    )
