"""Today's sessions on a phone: "as planned for all" is one tap, an exception two."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import abort, request
from flask_babel import gettext as _

from portal import clock
from portal.access import audit
from portal.access.acting import Refused
from portal.access.me import me
from portal.access.permissions import ASSISTANTS, action
from portal.cycles.answering import Answer, bp
from portal.cycles.do import session_actions as actions
from portal.cycles.do import session_queries as queries
from portal.cycles.do.session_forms import NO_SESSION, GroupForm, group_form
from portal.cycles.do.session_group import Group, versions
from portal.cycles.queries import staff_choices
from portal.organisation.calendars import calendar_of
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
    """My groups of the day, and what was forgotten on the days before; those of colleagues under them."""
    on = _day()
    found = queries.sessions_of(me(), on, calendar_of(me().setting, me().setting_phase))
    audit.listed((row.pupil_id for group in found.groups for row in group.rows), "sessions")
    mine = [group for group in found.groups if group.mine and group.today]
    staff = staff_choices(me().setting or 0)
    return page(
        "cycles/do/sessions.html",
        on=on,
        found=found,
        groups=mine,
        children=len({row.pupil_id for group in mine for row in group.rows}),
        others=[group for group in found.groups if not group.mine and group.today],
        elsewhen=[group for group in found.groups if not group.today],
        forms={group.id: group_form(group, staff, on=on).open() for group in mine if not group.done},
        **_card(),
    )


def _card() -> dict[str, Any]:
    """What the card of every group is told: which child is opened, why no group may meet, whose words wait."""
    return {
        "changing": request.args.get("change", type=int),
        "no_session": NO_SESSION,
        "waits": me().role in ASSISTANTS,
        "membership": me().membership or "",
    }


@bp.route("/sessions/<int:provision>", methods=["GET", "POST"])
@action("session.log")
def session(provision: int) -> Answer:
    """One group: log it, or change what was logged for the day. The log's script asks for the card alone."""
    on = _day()
    group = _here(provision, on)
    audit.listed((row.pupil_id for row in group.rows), "sessions")
    form = group_form(group, staff_choices(me().setting or 0), on=on, **queries.as_logged(group))
    if not form.is_submitted():
        return _shown(group, form.open(), on)
    if form.anothers:
        # It waited on a phone that somebody else uses now: nobody logs in another person's name.
        abort(403)
    if form.validate():
        with saving(form) as result:
            _save(form)
        if result.ok:
            if request.headers.get("HX-Target") == _mark(group):
                return _shown(_here(provision, on), None, on)
            return done("cycles.sessions", _("Saved: %(name)s.", name=group.title), on=form.on.data.isoformat())
    return _shown(group, form.open(), on)


def _here(provision: int, on: date) -> Group:
    group = queries.group_or_404(provision, me(), on)
    if any(row.setting_id != me().setting for row in group.rows):
        abort(404)
    return group


def _save(form: GroupForm) -> None:
    lost = request.form.get("lost", "")
    for_all = "all" in request.form or lost in dict(NO_SESSION)
    if for_all and (names := form.changed()):
        raise Refused(
            _("You wrote something about %(names)s. Use “Save this group” to keep it.", names=", ".join(names))
        )
    said = form.sessions(
        all_as_planned="all" in request.form, lost=lost if for_all and "all" not in request.form else ""
    )
    actions.log_group(form.act(), form.on.data, said, form.giver(), versions(form.seen.data or ""))


def _mark(group: Group) -> str:
    """The id of a group's card."""
    return f"group-{group.id}"


def _shown(group: Group, form: GroupForm | None, on: date) -> Answer:
    """The page of one group, or its card; `form` None: saved."""
    answer = invalid if form is not None and form.is_submitted() else page
    return answer(
        "cycles/do/session.html", part="cycles/do/_session_card.html", target=_mark(group), group=group, form=form, on=on,
        **_card(),
    )  # fmt: skip
