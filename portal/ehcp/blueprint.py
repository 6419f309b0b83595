"""The blueprint of the pages of a plan, and what each of them begins with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, request

from portal.access import audit
from portal.pupils.queries import Child, child_or_404
from portal.web.forms import Form
from portal.web.page import Answer, done, invalid, page
from portal.web.saving import saving

bp = Blueprint("ehcp", __name__)


def load(pupil: int) -> Child:
    """The child, or 404. The read is written down."""
    child = child_or_404(pupil)
    audit.looked(pupil, "ehc_plan")
    return child


def saved(form: Form, child: Child, save: Callable[[], object], *, title: str, message: str, **more: Any) -> Answer:
    """The page of one form about a plan: shown, sent back with 422, or saved and on to the plan.

    `more` is what templates/ehcp/form.html reads: lead, quotes, button, free_text.
    """
    if form.validate_on_submit():
        with saving(form) as result:
            save()
        if result.ok:
            return done("ehcp.plan", message, pupil=child.id)
    answer = invalid if form.is_submitted() else page
    # The address of the form keeps what the page was asked about.
    address = request.full_path if request.query_string else request.path
    more["address"] = address
    return answer(more.pop("template", "ehcp/form.html"), form=form, child=child, title=title, **more)
