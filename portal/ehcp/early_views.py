"""Asking the authority for an early review, and the authority's answer."""

from __future__ import annotations

from flask_babel import gettext as _

from portal.access.permissions import action
from portal.ehcp import early_actions, queries
from portal.ehcp.blueprint import bp, load, saved
from portal.ehcp.forms import AnswerForm, AskForm
from portal.ehcp.in_place import in_place
from portal.pupils.settings_of import labels
from portal.web.incoming import asked_id
from portal.web.page import Answer, page


@bp.route("/children/<int:pupil>/ehc-plan/early-review", methods=["GET", "POST"])
@action("ehcp.ask")
def early_review(pupil: int) -> Answer:
    """Ask the authority to look at the plan early: `?help=` names the help that it is about."""
    child = load(pupil)
    placed = in_place(pupil)
    names = {row.id: row.name for row in placed.help}
    form = AskForm()
    form.provision.choices = [("", _("The plan as a whole")), *((str(key), name) for key, name in names.items())]
    if not form.is_submitted():
        form.provision.data = str(asked_id("help") or "")
    about = next((key for key in names if str(key) == form.provision.data), None)
    return saved(
        form, child,
        lambda: early_actions.ask(form.act(), pupil, form.why.data, about, names.get(about or 0, "")),
        title=_("Ask the authority for an early review"), button=_("Ask the authority"), free_text=True,
        message=_("The authority was asked. The family can read it. What is given goes on until the authority decides."),
        lead=_("Only the authority may pause, stop or lessen help of Section F, or end the plan. It answers here."),
    )  # fmt: skip


@bp.route("/children/<int:pupil>/ehc-plan/early-reviews/<int:request>", methods=["GET", "POST"])
@action("ehcp.decide")
def answer(pupil: int, request: int) -> Answer:
    """The authority reads a request and answers it."""
    child = load(pupil)
    row = queries.request_or_404(request, pupil)
    placed = in_place(pupil)
    about = next((one.name for one in placed.help if one.id == row.provision_id), "")
    form = AnswerForm(version=row.version)
    if row.state != "asked":
        return page("ehcp/answered.html", child=child, asked=row, names=labels(pupil))
    return saved(
        form, child,
        lambda: early_actions.answer(
            form.act(), form.stands(row), agreed=form.agreed.data == "yes", words=form.words.data or "", due_on=form.due_on.data
        ),
        title=_("Early review: answer"), message=_("Saved. The setting and the family are told."), free_text=True,
        quotes=[(labels(pupil).get(row.setting_id, ""), row.asked_on, about, row.why)],
    )  # fmt: skip
