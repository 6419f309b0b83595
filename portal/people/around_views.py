"""The people around one child: who of the family sees the record, and which professionals were asked."""

from flask import abort
from flask_babel import gettext as _

from portal import clock
from portal.access import audit
from portal.access.me import me
from portal.access.permissions import action
from portal.people import actions, queries
from portal.people.answering import bp, hand_over
from portal.people.forms import ButtonForm, EndGuardianForm, GuardianForm, ProfessionalForm
from portal.pupils.models import Guardianship, Involvement
from portal.pupils.queries import Child
from portal.web.page import Answer, done, invalid, page
from portal.web.saving import saving


def _load(pupil: int) -> Child:
    """The child, at the reader's setting now, or 404; the read is written down."""
    child = queries.child_of_ours_or_404(pupil, me())
    audit.looked(pupil, "people")
    return child


@bp.route("/children/<int:pupil>/people")
@action("family.manage")
def around(pupil: int) -> Answer:
    """Who sees this child's record from outside the setting."""
    child = _load(pupil)
    return page(
        "people/around.html", child=child, guardians=queries.guardians(pupil), asked=queries.asked(pupil),
        contacts=queries.contacts(pupil),
        form=ButtonForm(), today=clock.today(),
    )  # fmt: skip


@bp.route("/children/<int:pupil>/people/family", methods=["GET", "POST"])
@action("family.manage")
def invite_guardian(pupil: int) -> Answer:
    """Invite somebody of the family."""
    child = _load(pupil)
    form, invited = GuardianForm(), None
    if form.validate_on_submit():
        with saving(form) as saved:
            invited = actions.invite_guardian(
                form.act(), child.pupil, form.name.data, form.email.data, form.relationship.data,
                form.responsibility.data,
            )  # fmt: skip
        if saved.ok:
            return hand_over(invited, "people.around", pupil=pupil)
    return (invalid if form.is_submitted() else page)("people/guardian.html", form=form, child=child)


@bp.route("/children/<int:pupil>/people/family/<int:guardian>/end", methods=["GET", "POST"])
@action("family.manage")
def end_guardian(pupil: int, guardian: int) -> Answer:
    """End somebody's sight of the child."""
    child = _load(pupil)
    row = Guardianship.get_or_none((Guardianship.id == guardian) & (Guardianship.pupil == pupil))
    if row is None:
        abort(404)
    form = EndGuardianForm(version=row.version)
    if form.validate_on_submit():
        with saving(form) as saved:
            actions.end_guardian(form.act(), form.stands(row), form.last_day.data, form.reason.data)
        if saved.ok:
            return done("people.around", _("Saved."), pupil=pupil)
    send = invalid if form.is_submitted() else page
    return send("people/end_guardian.html", form=form, child=child, name=row.person.name, guardian=guardian)


@bp.route("/children/<int:pupil>/people/professionals", methods=["GET", "POST"])
@action("family.manage")
def ask_professional(pupil: int) -> Answer:
    """Ask somebody from outside about the child."""
    child = _load(pupil)
    form, invited = ProfessionalForm(), None
    if form.validate_on_submit():
        with saving(form) as saved:
            invited = actions.ask_professional(
                form.act(), child.pupil, form.name.data, form.email.data, form.profession.data,
                form.organisation.data or "", form.purpose.data, form.until.data,
            )  # fmt: skip
        if saved.ok:
            return hand_over(invited, "people.around", pupil=pupil)
    return (invalid if form.is_submitted() else page)("people/professional.html", form=form, child=child)


@bp.route("/children/<int:pupil>/people/professionals/<int:involvement>/end", methods=["POST"])
@action("family.manage")
def end_involvement(pupil: int, involvement: int) -> Answer:
    """A professional no longer sees the child."""
    _load(pupil)
    row = Involvement.get_or_none((Involvement.id == involvement) & (Involvement.pupil == pupil))
    if row is None:
        abort(404)
    form = ButtonForm()
    if form.validate_on_submit():
        with saving(form) as saved:
            actions.end_involvement(form.act(), row)
        if saved.ok:
            return done("people.around", _("Saved."), pupil=pupil)
    return around(pupil)
