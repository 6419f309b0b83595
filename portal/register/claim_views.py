"""Pages that answer "this child came to us": the present setting, the family, the authority."""

from flask_babel import gettext as _

from portal.access import audit
from portal.access.me import me
from portal.access.permissions import action
from portal.pupils.models import Pupil
from portal.register import claim_queries, claims
from portal.register.blueprint import bp
from portal.register.claim_forms import DIFFERENT, ClaimForm, FamilyClaimForm
from portal.web.page import Answer, day, done, invalid, page
from portal.web.saving import saving


@bp.route("/register/claims")
@action("register.write")
def asked() -> Answer:
    """What other settings ask about children of this one."""
    rows = claim_queries.asked_here(me().setting or 0)
    audit.listed((row.pupil for row in rows), "claims")
    return page("register/claims.html", rows=rows)


@bp.route("/claims/<int:claim>", methods=["GET", "POST"])
@action("claim.answer")
def claim(claim: int) -> Answer:
    """One claim: what the new setting told, beside the child it may be."""
    found = claim_queries.claim_or_404(claim, me().setting)
    known = claim_queries.told([found.pupil_id, *claims.possible(found)])
    for pupil in known:
        audit.looked(pupil, "claim")
    told = known.pop(found.pupil_id)
    form = ClaimForm()
    form.child.choices = [
        *((str(one.pupil), _("Yes: %(name)s, born %(day)s", name=one.name, day=day(one.born_on))) for one in known.values()),
        (DIFFERENT, _("No: a different child")),
    ]  # fmt: skip
    if form.validate_on_submit():
        same = None if form.child.data == DIFFERENT else int(form.child.data)
        with saving(form, "child") as saved:
            claims.answer(form.act(), found, same, bool(form.dual.data))
        if saved.ok:
            return _thanked(same is not None)
    show = invalid if form.is_submitted() else page
    return show(
        "register/claim.html",
        form=form,
        claim=found,
        told=told,
        known=list(known.values()),
        own=me().setting is not None,
    )


def _thanked(same: bool) -> Answer:
    said = _("Thank you. The thread goes on at the new setting.") if same else _("Thank you. The records stay apart.")
    return done("register.asked" if me().setting else "oversight.claims", said)


@bp.route("/family/claims", methods=["GET", "POST"])
@action("claim.answer_as_family")
def family_claim() -> Answer:
    """The family answers with the code that the new setting gave them."""
    children = list(Pupil.select().order_by(Pupil.born_on))
    form = FamilyClaimForm(data={"child": str(children[0].id) if len(children) == 1 else ""})
    form.child.choices = [(str(child.id), child.name) for child in children]
    if form.validate_on_submit():
        same = form.same.data == "yes"
        with saving(form, "code") as saved:
            claims.answer_as_family(form.act(), form.code.data, int(form.child.data), same)
        if saved.ok:
            said = (
                _("Thank you. They can carry on now. Nobody has to start again.")
                if same
                else _("Thank you. Nothing was changed.")
            )
            return done("home.today", said)
    return (invalid if form.is_submitted() else page)("register/family_claim.html", form=form)
