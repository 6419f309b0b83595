"""The page on which an addendum to a sealed review is written."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.access.permissions import action
from portal.cycles.answering import Answer, bp, load, saved
from portal.cycles.forms import AUDIENCES
from portal.cycles.review.addendum_actions import add_addendum
from portal.web.forms import Form, choice, required, words


class AddendumForm(Form):
    """What was wrong in the record, or left out."""

    words = words(
        _l("What was wrong, or left out?"),
        required(_l("Enter what was wrong or left out")),
        hint=_l("Say what the record says, and what is right. The record itself stays as it was."),
        rows=5,
    )
    audience = choice(_l("Who may read it?"), AUDIENCES, required(_l("Select who may read it")), default="family")


@bp.route("/cycles/<int:cycle>/review/addenda/new", methods=["GET", "POST"])
@action("cycle.open")
def new_addendum(cycle: int) -> Answer:
    """Write beside a sealed record: dated, with your name."""
    found = load(cycle)
    form = AddendumForm()
    return saved(
        form,
        found,
        lambda: add_addendum(form.act(), found, form.words.data, form.audience.data),
        field="words",
        to="cycles.review",
        title=_("Addendum to the review"),
        lead=_("The record is sealed. What you write stands beside it, with today’s date and your name."),
        free_text=True,
    )
