"""Papers as they were when they were handed out: the list of a child's, and each of them, unchanged."""

from __future__ import annotations

from flask import abort, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.access import audit
from portal.access.me import me
from portal.access.permissions import FAMILY, action, may
from portal.cycles.queries import last_cycle
from portal.documents.answer import Links, as_pdf, on_screen
from portal.documents.blueprint import bp
from portal.documents.kept_queries import kept_papers, paper_or_404
from portal.documents.plan_queries import last_plan
from portal.documents.review_queries import last_review
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
    return page(
        "documents/papers.html",
        name=child.name,
        pupil=pupil,
        groups=kept_papers(pupil),
        kinds=KINDS,
        today=_today(pupil),
    )


def _today(pupil: int) -> Links:
    """The papers that can be made now, for those who may open them. Three statements."""
    newest, planned, held = last_cycle(pupil), last_plan(pupil), last_review(pupil)
    reads, works = may(me().role, "cycle.reports"), may(me().role, "works.read")
    found = [
        (_("The plan on one page"), "staff_one_page", newest),
        (_("The same in large print"), "staff_large_print", newest),
        (_("The same, easy to read"), "staff_easy_read", newest),
        (_("The whole plan"), "plan_paper", planned),
        (_("The last review"), "review_paper", held if reads else None),
    ]
    links = [(words, url_for(f"documents.{name}", cycle=cycle.id)) for words, name, cycle in found if cycle]
    return [*links, (_("What works"), url_for("documents.what_works_paper", pupil=pupil))] if works else links


@bp.route("/family/<int:pupil>/papers")
@action("family.see")
def family_papers(pupil: int) -> Answer:
    """The same for family and child."""
    child = child_or_404(pupil)
    audit.looked(pupil, "papers")
    return page(
        "documents/family_papers.html", name=child.name, pupil=pupil, groups=kept_papers(pupil), kinds=KINDS,
        today=_today_for_family(pupil),
    )  # fmt: skip


def _today_for_family(pupil: int) -> Links:
    newest = last_cycle(pupil)
    found = [
        (_("The plan on one page"), "family_one_page", newest),
        (_("The same in large print"), "family_large_print", newest),
        (_("The same, easy to read"), "family_easy_read", newest),
        (_("The whole plan"), "family_plan_paper", last_plan(pupil)),
        (_("The last review"), "family_review_paper", last_review(pupil)),
    ]
    links = [(words, url_for(f"documents.{name}", pupil=pupil)) for words, name, there in found if there]
    return [*links, (_("What works"), url_for("documents.family_what_works_paper", pupil=pupil))]


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
