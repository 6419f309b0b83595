"""A cycle on one page, for staff and for the family: on screen, in large print, easy to read, and each as PDF."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, update_wrapper

from flask import abort, url_for
from flask_babel import gettext as _

from portal.access import audit
from portal.access.permissions import View, action
from portal.cycles import queries
from portal.cycles.models import Cycle
from portal.documents.answer import Links, paper
from portal.documents.blueprint import bp
from portal.documents.one_page_queries import one_page
from portal.documents.shorten import quoted, sentences
from portal.web.incoming import asked_id
from portal.web.page import Answer

bp.add_app_template_filter(sentences, "sentences")
bp.add_app_template_filter(quoted, "quoted")

# As addresses say it: the usual one page, its large print, and the version that is easy to read.
_TEMPLATES = {
    "one-page": "documents/one_page.html",
    "large-print": "documents/one_page.html",
    "easy-read": "documents/easy_read.html",
}


def _in_each_form(under: str, reader: str) -> Callable[[View], View]:
    """A route below an address for each form, on screen and as PDF: documents.family_easy_read, …_pdf for `reader` family."""

    def route(view: View) -> View:
        for form in _TEMPLATES:
            for pdf in (False, True):
                shown = update_wrapper(partial(view, form=form, pdf=pdf), view)
                bp.add_url_rule(f"{under}/{form}" + (".pdf" if pdf else ""), _endpoint(reader, form, pdf=pdf), shown)
        return view

    return route


def _endpoint(reader: str, form: str, *, pdf: bool) -> str:
    return f"{reader}_{form.replace('-', '_')}" + ("_pdf" if pdf else "")


@_in_each_form("/cycles/<int:cycle>", "staff")
@action("cycle.see")
def one_page_of(cycle: int, *, form: str, pdf: bool) -> Answer:
    """What the family gets, for the staff who hand it over."""
    found = queries.cycle_or_404(cycle)
    back = (_("Back to the cycle"), url_for("cycles.cycle", cycle=cycle))
    return _answer(found, form, pdf, [back, *_links("staff", form, cycle=cycle)])


@_in_each_form("/family/<int:pupil>", "family")
@action("family.see")
def one_page_for_family(pupil: int, *, form: str, pdf: bool) -> Answer:
    """The last cycle on one page, for family and child; `?cycle=` an earlier one."""
    wanted = asked_id("cycle")
    found = queries.cycle_or_404(wanted) if wanted else queries.last_cycle(pupil)
    if found is None or found.pupil_id != pupil:
        abort(404)
    back = (_("Back to the story"), url_for("family.child", pupil=pupil))
    return _answer(found, form, pdf, [back, *_links("family", form, pupil=pupil, cycle=wanted)])


def _answer(cycle: Cycle, form: str, pdf: bool, links: Links) -> Answer:
    audit.looked(cycle.pupil_id, "one page")
    return paper(
        _TEMPLATES[form],
        name=f"{form}-cycle-{cycle.number}",
        pdf_wanted=pdf,
        large=form == "large-print",
        links=links,
        it=one_page(cycle),
    )


def _links(reader: str, form: str, **values: int | None) -> Links:
    """The same words in the other forms, and the PDF of this one."""
    words = {"one-page": _("One page"), "large-print": _("Large print"), "easy-read": _("Easy to read")}
    others = [
        (text, url_for(f"documents.{_endpoint(reader, kind, pdf=False)}", **values))  # type: ignore[arg-type]
        for kind, text in words.items()
        if kind != form
    ]
    as_pdf = url_for(f"documents.{_endpoint(reader, form, pdf=True)}", **values)  # type: ignore[arg-type]
    return [*others, (_("PDF to keep or print"), as_pdf)]
