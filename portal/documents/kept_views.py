"""Papers as they were when they were handed out: the list of a child's, and each of them, unchanged."""

from __future__ import annotations

from flask import abort, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.access import audit
from portal.access.me import me
from portal.access.permissions import FAMILY, action
from portal.documents.answer import as_pdf, on_screen
from portal.documents.blueprint import bp
from portal.documents.kept_queries import kept_papers, paper_or_404
from portal.pupils.queries import child_or_404
from portal.web.page import Answer, page

KINDS = {
    "one_page": _l("One page"),
    "plan": _l("Plan"),
    "review": _l("Review"),
    "what_works": _l("What works"),
}


@bp.route("/children/<int:pupil>/papers")
@action("cycle.see")
def papers(pupil: int) -> Answer:
    """What was handed out for a child, newest cycle first."""
    child = child_or_404(pupil)
    audit.looked(pupil, "papers")
    return page("documents/papers.html", name=child.name, pupil=pupil, groups=kept_papers(pupil), kinds=KINDS)


@bp.route("/family/<int:pupil>/papers")
@action("family.see")
def family_papers(pupil: int) -> Answer:
    """The same for family and child."""
    child = child_or_404(pupil)
    audit.looked(pupil, "papers")
    return page("documents/family_papers.html", name=child.name, pupil=pupil, groups=kept_papers(pupil), kinds=KINDS)


@bp.route("/papers/<int:paper>")
@action("paper.see")
def kept_paper(paper: int) -> Answer:
    """One paper, its words as they were."""
    found = paper_or_404(paper)
    audit.looked(found.pupil_id, "paper")
    endpoint = "documents.family_papers" if me().role in FAMILY else "documents.papers"
    links = [
        (_("All papers"), url_for(endpoint, pupil=found.pupil_id)),
        (_("PDF to keep or print"), url_for("documents.kept_paper_pdf", paper=paper)),
    ]
    return on_screen(found.html, links)


@bp.route("/papers/<int:paper>.pdf")
@action("paper.see")
def kept_paper_pdf(paper: int) -> Answer:
    """The same as a PDF."""
    found = paper_or_404(paper)
    audit.looked(found.pupil_id, "paper")
    if not found.html:
        abort(404)
    return as_pdf(found.html, f"{found.kind.replace('_', '-')}-{found.made_on.isoformat()}")
