"""The page on which the SENCO says who leads a cycle, and lets somebody else agree and send its plan."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional

from portal.access.permissions import action
from portal.cycles import lead_actions as actions
from portal.cycles.answering import Answer, bp, load, saved
from portal.web.forms import Form, required, select


class LeadForm(Form):
    """Who leads, and who agrees besides the SENCO."""

    lead = select(
        _l("Who leads this cycle?"),
        (),
        required(_l("Select who leads the cycle")),
        hint=_l("They write and lead every stage. The SENCO helps, and can change it at any time."),
    )
    delegate = select(
        _l("Who may agree and send the plan, besides the SENCO?"),
        (),
        Optional(),
        hint=_l("It ends with this cycle, or when they no longer work here as a teacher."),
    )


@bp.route("/cycles/<int:cycle>/lead", methods=["GET", "POST"])
@action("cycle.lead")
def lead(cycle: int) -> Answer:
    """Who leads the cycle; who agrees and sends its plan."""
    found = load(cycle)
    form = LeadForm(version=found.version, lead=str(found.lead_id or ""), delegate=str(found.delegate_id or ""))
    people = [(str(person), name) for person, name in actions.leaders(found.setting_id)]
    form.lead.choices = [("", _("Choose")), *people]
    form.delegate.choices = [("", _("Nobody else")), *people]
    return saved(
        form,
        found,
        lambda: actions.delegate(
            form.act(),
            form.stands(found),
            lead=int(form.lead.data),
            delegate=int(form.delegate.data) if form.delegate.data else None,
        ),
        field="lead",
        to="cycles.plan",
        title=_("Who leads"),
        lead=_("The teacher or key person may write and lead any stage. The SENCO agrees the plan, or lets them."),
    )
