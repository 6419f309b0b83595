"""What every page of a cycle shares: the blueprint, loading the cycle, and a form saved or sent back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, abort, current_app, render_template, request
from flask_babel import gettext as _

from portal.access import audit
from portal.access.me import me
from portal.access.permissions import may
from portal.cycles import queries
from portal.cycles.custody import agrees
from portal.cycles.models import Cycle
from portal.web.forms import Form
from portal.web.page import done, invalid, page
from portal.web.saving import saving

bp = Blueprint("cycles", __name__)

# What only the setting that holds the cycle does; others read, and add views and evidence.
_CUSTODIANS = ("cycle.write", "cycle.agree", "cycle.lead")

Answer = str | Response | tuple[str, int]


def load(cycle: int, kind: str = "cycle") -> Cycle:
    """The cycle with its child, or 404; 403 where only its custodian may write. The read is written down."""
    found = queries.cycle_or_404(cycle)
    asked = getattr(current_app.view_functions[request.endpoint or ""], "action", "")
    if asked in _CUSTODIANS and found.setting_id != me().setting:
        abort(403)
    if asked == "cycle.agree" and not agrees(me().role, me().person, found):
        abort(403)
    audit.looked(found.pupil_id, kind)
    return found


def reports_only() -> None:
    """403 for those who see plan, log and "What works for me" only (teaching assistants, cover)."""
    if not may(me().role, "cycle.reports"):
        abort(403)


def saved(
    form: Form,
    cycle: Cycle,
    save: Callable[[], object],
    *,
    to: str,
    title: str,
    field: str = "",
    message: str = "",
    template: str = "cycles/form.html",
    back: str = "",
    after: Callable[[], Response | None] | None = None,
    **more: Any,
) -> Answer:
    """The page of one form: shown, sent back with 422, or saved and on to the endpoint `to`.

    `back`: where its way back leads, where that is not `to`; `after`: where one lands instead once it is saved, if anywhere.
    `more` is what the template (templates/cycles/form.html, or one that extends it) reads: lead, button, quotes.
    """
    if form.validate_on_submit():
        with saving(form, field) as result:
            save()
        if result.ok:
            return (after() if after else None) or done(to, message or _("Saved."), cycle=cycle.id)
    answer = invalid if form.is_submitted() else page
    return answer(template, form=form, cycle=cycle, title=title, back=back or to, theirs=theirs(form), **more)


def theirs(form: Form) -> str:
    """What somebody else saved meanwhile, field by field, where it differs from what was typed."""
    conflict = getattr(form, "conflict", None)
    if conflict is None:
        return ""
    standing = conflict.standing.__data__
    lines = [
        f"{field.label.text}: {standing[field.name]}"
        for field in form
        if field.name in standing
        and field.name != "version"
        and str(standing[field.name] or "") != str(field.data or "")
    ]
    return "\n".join(lines)


def part(template: str, **context: Any) -> tuple[str, int]:
    """A stage page; 422 when the step it offers was refused."""
    return render_template(template, **context), 422 if request.method == "POST" else 200
