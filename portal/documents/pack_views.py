"""Pages: choose what goes into an evidence pack, make it, read it as made; and the family's own version, always of today."""

from __future__ import annotations

from flask import Response, abort, current_app, url_for
from flask_babel import gettext as _

from portal import clock
from portal.access import audit
from portal.access.me import me
from portal.access.permissions import action, may
from portal.documents import answer, pack_actions, pack_items
from portal.documents.blueprint import bp
from portal.documents.models import KeptPaper
from portal.documents.pack_actions import EVIDENCE, Page
from portal.documents.pack_forms import PackForm
from portal.documents.pack_gathering import Gathered, gather
from portal.documents.pack_items import PROGRESS, Choice, Pack, rests_on
from portal.organisation.rules import rules
from portal.pupils.queries import Child, child_or_404
from portal.web.page import Answer, day, done, invalid, page
from portal.web.saving import saving

_LOOKED = "evidence pack"


@bp.route("/children/<int:pupil>/evidence-pack", methods=["GET", "POST"])
@action("pack.make")
def new_evidence_pack(pupil: int) -> Answer:
    """Read all that is held, leave out or black what must not leave, and make the pack."""
    child = child_or_404(pupil)
    audit.looked(pupil, _LOOKED)
    found = gather(child.pupil, money=may(me().role, "costs.see"))
    form = PackForm(found.items)
    if form.validate_on_submit():
        choice = form.choice()
        chosen = pack_items.pack(found.items, found.gaps, choice)
        with saving(form) as saved:
            pack_actions.check(chosen, choice)
            pack_actions.make_pack(form.act(), pupil, _page(child, found, chosen, choice), chosen, choice)
        if saved.ok:
            return done(
                "documents.new_evidence_pack", _("The pack is made. It stands below, as HTML and as PDF."), pupil=pupil
            )
    whole = pack_items.pack(found.items, found.gaps)
    return (invalid if form.is_submitted() else page)(
        "documents/pack_form.html",
        form=form,
        child=child,
        pack=whole,
        kept=set(form.keep.data or ()),
        first=next((part.number for part in whole.parts if part.items), PROGRESS),
        made=made_here(pupil, EVIDENCE),
    )


def _page(child: Child, found: Gathered, chosen: Pack, choice: Choice) -> Page:
    title = _("Evidence pack, %(day)s", day=day(clock.today()))
    html = answer.html(
        "documents/pack.html",
        title=title,
        about=found.about,
        pack=chosen,
        family=False,
        today=clock.today(),
        maker=_maker(found),
        council="",
        advice="",
    )
    left = [item for item in found.items if item.key not in choice.left_out]
    return Page(title, html, rests_on(left))


def _maker(found: Gathered) -> str:
    """Who made it; nobody of a withheld setting is named."""
    if me().setting in found.places.hidden:
        return ""
    return ", ".join(filter(None, (me().name, me().setting_name)))


def made_here(pupil: int, kind: str) -> list[KeptPaper]:
    """The packs or samples that the reader may open, newest first. One statement."""
    rows = KeptPaper.select(KeptPaper.id, KeptPaper.title, KeptPaper.made_on)
    return list(rows.where((KeptPaper.pupil == pupil) & (KeptPaper.kind == kind)).order_by(KeptPaper.id.desc()))


def kept_or_404(pupil: int, paper: int, kind: str) -> KeptPaper:
    """A pack or sample of this child as it was made, or 404. The read is written down."""
    child_or_404(pupil)
    found = KeptPaper.get_or_none((KeptPaper.id == paper) & (KeptPaper.pupil == pupil) & (KeptPaper.kind == kind))
    if found is None:
        abort(404)
    audit.looked(pupil, _LOOKED if kind == EVIDENCE else "case sample")
    kept: KeptPaper = found
    return kept


@bp.route("/children/<int:pupil>/evidence-pack/<int:pack>")
@action("pack.make")
def evidence_pack(pupil: int, pack: int) -> Response:
    """A pack as it was made."""
    kept = kept_or_404(pupil, pack, EVIDENCE)
    links = [
        (_("Back"), url_for("documents.new_evidence_pack", pupil=pupil)),
        (_("As a PDF"), url_for("documents.evidence_pack_pdf", pupil=pupil, pack=pack)),
    ]
    return answer.on_screen(kept.html, links)


@bp.route("/children/<int:pupil>/evidence-pack/<int:pack>.pdf")
@action("pack.make")
def evidence_pack_pdf(pupil: int, pack: int) -> Answer:
    """The same as a tagged PDF."""
    return answer.as_pdf(kept_or_404(pupil, pack, EVIDENCE).html, "evidence-pack")


@bp.route("/family/<int:pupil>/evidence-pack")
@action("family.see")
def family_evidence_pack(pupil: int) -> Answer:
    """The family's own version: all that it may see itself, nobody asked first."""
    return _family_pack(pupil, pdf_wanted=False)


@bp.route("/family/<int:pupil>/evidence-pack.pdf")
@action("family.see")
def family_evidence_pack_pdf(pupil: int) -> Answer:
    """The same as a tagged PDF."""
    return _family_pack(pupil, pdf_wanted=True)


def _family_pack(pupil: int, *, pdf_wanted: bool) -> Answer:
    child = child_or_404(pupil)
    audit.looked(pupil, "family")
    found = gather(child.pupil, money=False)
    return answer.paper(
        "documents/pack.html",
        name="evidence-pack",
        pdf_wanted=pdf_wanted,
        links=[
            (_("Back"), url_for("family.child", pupil=pupil)),
            (_("As a PDF"), url_for("documents.family_evidence_pack_pdf", pupil=pupil)),
        ],
        title=_("All we hold, for an EHC needs assessment"),
        about=found.about,
        pack=pack_items.pack(found.items, found.gaps),
        family=True,
        today=clock.today(),
        maker="",
        council=current_app.config["AUTHORITY_NAME"],
        advice=rules().advice_service,
    )
