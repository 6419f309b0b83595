"""Linking a plan with the child's education, health and care plan, at any stage of the cycle."""

from __future__ import annotations

from typing import Any

from flask import abort
from flask_babel import gettext as _
from wtforms.validators import Optional

from portal.access.permissions import action
from portal.cycles.answering import Answer, bp, load, saved
from portal.cycles.models import Cycle
from portal.cycles.plan import link_actions, section_links
from portal.cycles.rows import Rows
from portal.web.forms import Form, select


class LinkForm(Form):
    """Base of the form: `_form` adds a choice for each outcome and each help."""

    def chosen(self, letter: str) -> dict[int, int | None]:
        """Row to item, as chosen; None for no item."""
        return {
            int(field.name[1:]): int(field.data) if field.data else None
            for field in self
            if field.name[0] == letter and field.name[1:].isdigit()
        }


@bp.route("/cycles/<int:cycle>/ehc-plan", methods=["GET", "POST"])
@action("cycle.write")
def law_links(cycle: int) -> Answer:
    """Which outcome serves which of Section E, which help is which of Section F."""
    found = load(cycle)
    form = _form(found)
    return saved(
        form, found, lambda: link_actions.link(form.act(), found, form.chosen("o"), form.chosen("h")),
        to="cycles.plan", title=_("Link with the education, health and care plan"),
        lead=_("Help of Section F goes on until the authority changes the plan: no setting pauses, stops or lessens it."),
    )  # fmt: skip


def _form(cycle: Cycle) -> LinkForm:
    aims, named = section_links.outcome_choices(cycle.pupil_id), section_links.help_choices(cycle.pupil_id)
    if not (aims or named):
        abort(404)
    rows = Rows(cycle)
    fields: dict[str, Any] = {}
    values: dict[str, str] = {}
    for row in rows.provisions if named else ():
        fields[f"h{row.id}"] = select(_("Help: %(name)s", name=row.name), named, Optional())
        values[f"h{row.id}"] = str(row.secures_id or "")
    for row in rows.outcomes if aims else ():
        fields[f"o{row.id}"] = select(_("Outcome: %(text)s", text=row.text), aims, Optional())
        values[f"o{row.id}"] = str(row.section_e_id or "")
    made: LinkForm = type("LawLinksForm", (LinkForm,), fields)(data=values)
    return made
