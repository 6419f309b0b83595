"""What the family does at a move: says that they move, and agrees item by item what is shared."""

from __future__ import annotations

from flask import request, url_for
from flask_babel import gettext as _

from portal.access import audit
from portal.access.permissions import action
from portal.pupils.queries import child_or_404
from portal.transitions import actions, queries, sharing
from portal.transitions.actions import Plan
from portal.transitions.answering import bp, load, saved
from portal.transitions.finding import search, setting_asked
from portal.transitions.forms import FamilyMoveForm, answers_in, sharing_form
from portal.transitions.models import Transition
from portal.web.page import Answer, done, page
from portal.web.saving import saving


@bp.route("/family/<int:pupil>/moves/new", methods=["GET", "POST"])
@action("move.start_as_family")
def start_as_family(pupil: int) -> Answer:
    """We are moving: where to, and when."""
    child = child_or_404(pupil)
    audit.looked(pupil, "move")
    if "to" not in request.args:
        # A withheld setting left out of the search would be named by its absence.
        but = None if child.withheld else child.setting
        return search(child.pupil.name, url_for("family.child", pupil=pupil), but=but, family=True)
    setting = setting_asked()
    form = FamilyMoveForm()
    form.needs_name(setting.id if setting else 0)

    def save() -> Transition:
        return actions.start_as_family(
            form.act(),
            pupil,
            Plan(
                setting.id if setting else None,
                form.to_name.data if form.to_name else "",
                "other",
                form.moves_on.data,
                withheld=bool(form.withheld.data),
            ),
        )

    return saved(
        form, save, title=_("We are moving"), child=child.pupil, to="transitions.newest_as_family",
        to_values={"pupil": pupil}, back=url_for("transitions.start_as_family", pupil=pupil), family=True,
        lead=_("To %(setting)s.", setting=setting.name) if setting else "", button=_("Tell them we are moving"),
        message=_("Thank you. Now choose what may be shared."),
    )  # fmt: skip


@bp.route("/family/<int:pupil>/moves/newest")
@action("move.start_as_family")
def newest_as_family(pupil: int) -> Answer:
    """What the family is asked about the newest move."""
    child_or_404(pupil)
    found = queries.waiting_for_family(pupil)
    if found is None:
        return done("family.child", pupil=pupil)
    return done("transitions.sharing_as_family", move=found.id)


@bp.route("/family/moves/<int:move>/sharing", methods=["GET", "POST"])
@action("move.start_as_family")
def sharing_as_family(move: int) -> Answer:
    """What will be shared at a move: what the law moves is shown, the rest is answered item by item."""
    found = load(move)
    items = queries.items_of(found)
    form = sharing_form(as_told=False)(data={row.category: row.answer for row in items}, version=found.version)
    if form.validate_on_submit():
        with saving(form) as result:
            actions.answer_sharing(form.act(), form.stands(found), answers_in(form))
        if result.ok:
            return done("family.child", _("Thank you. We will share only what you said yes to."), pupil=found.pupil_id)
    return page(
        "transitions/family_sharing.html",
        status=422 if form.is_submitted() else 200,
        form=form,
        move=found,
        child=found.pupil,
        ends=queries.ends_of(found),
        law=sharing.BY_LAW,
    )
