"""Pages: a case sample is read sentence by sentence, made, and read as made."""

from __future__ import annotations

from flask import Response, request, url_for
from flask_babel import gettext as _

from portal import clock
from portal.access import audit
from portal.access.permissions import action
from portal.documents import answer, pack_actions
from portal.documents.blueprint import bp
from portal.documents.pack_actions import SAMPLE, Page
from portal.documents.pack_views import kept_or_404, made_here
from portal.documents.sample_forms import SampleForm, sample_form
from portal.documents.sample_gathering import Sample, sample
from portal.pupils.queries import child_or_404
from portal.web.page import Answer, day, done, invalid, page
from portal.web.saving import saving


@bp.route("/children/<int:pupil>/case-sample", methods=["GET", "POST"])
@action("pack.make")
def new_case_sample(pupil: int) -> Answer:
    """Read the sentences, change them or take them out, and make the sample."""
    child = child_or_404(pupil)
    audit.looked(pupil, "case sample")
    hide = request.form["hide"] == "yes" if "hide" in request.form else request.args.get("names") != "shown"
    found = sample(child.pupil, hide=hide)
    form = sample_form(found.chapters, hide=hide)
    if form.validate_on_submit():
        with saving(form) as saved:
            pack_actions.make_sample(form.act(), pupil, _page(found, form), named=not hide)
        if saved.ok:
            return done("documents.new_case_sample", _("The sample is made. It stands below."), pupil=pupil)
    return (invalid if form.is_submitted() else page)(
        "documents/sample_form.html", form=form, child=child, hide=hide, made=made_here(pupil, SAMPLE)
    )


def _page(found: Sample, form: SampleForm) -> Page:
    title = _("One child’s thread, %(day)s", day=day(clock.today()))
    html = answer.html(
        "documents/sample.html", title=title, called=found.called, chapters=form.told(), picture=found.picture,
        today=clock.today(),
    )  # fmt: skip
    return Page(title, html, found.rests_on)


@bp.route("/children/<int:pupil>/case-sample/<int:sample>")
@action("pack.make")
def case_sample(pupil: int, sample: int) -> Response:
    """A sample as it was made."""
    kept = kept_or_404(pupil, sample, SAMPLE)
    links = [
        (_("Back"), url_for("documents.new_case_sample", pupil=pupil)),
        (_("As a PDF"), url_for("documents.case_sample_pdf", pupil=pupil, sample=sample)),
    ]
    return answer.on_screen(kept.html, links)


@bp.route("/children/<int:pupil>/case-sample/<int:sample>.pdf")
@action("pack.make")
def case_sample_pdf(pupil: int, sample: int) -> Answer:
    """The same as a tagged PDF."""
    return answer.as_pdf(kept_or_404(pupil, sample, SAMPLE).html, "case-sample")
