"""The plan, the record of a review and "What works" as papers: on screen, in large print (`?size=large`), and as PDF."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, update_wrapper
from typing import Any, NamedTuple

from flask import abort, request, url_for
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.access import audit
from portal.access.permissions import View, action
from portal.cycles import queries
from portal.cycles.models import Cycle
from portal.documents.answer import paper
from portal.documents.blueprint import bp
from portal.documents.plan_queries import last_plan, plan
from portal.documents.review_queries import last_review, review
from portal.documents.shorten import paragraphs
from portal.documents.what_works_queries import what_works
from portal.pupils.queries import child_or_404
from portal.web.incoming import asked_id
from portal.web.page import Answer

bp.add_app_template_filter(paragraphs, "lines_of")


class Shown(NamedTuple):
    """A paper to show: its template's name, the file's name, what it holds, and where its reader goes back to."""

    kind: str
    name: str
    it: Any
    back: tuple[LazyString | str, str]


def _on_screen_and_as_pdf(under: str) -> Callable[[View], View]:
    """A route for the screen and one for the PDF, whose endpoint ends with _pdf."""

    def route(view: View) -> View:
        name = view.__name__
        for ending, pdf in (("", False), ("_pdf", True)):
            shown = update_wrapper(partial(view, pdf=pdf), view)
            bp.add_url_rule(under + (".pdf" if pdf else ""), name + ending, shown)
        return view

    return route


@_on_screen_and_as_pdf("/cycles/<int:cycle>/plan-paper")
@action("cycle.see")
def plan_paper(cycle: int, *, pdf: bool) -> Answer:
    """The whole plan as the family gets it, for the staff who hand it over."""
    found = queries.cycle_or_404(cycle)
    back = (_l("Back to the plan"), url_for("cycles.plan", cycle=cycle))
    return _answer(
        found.pupil_id, Shown("plan", _named("plan", found), plan(found), back), "plan_paper", pdf, cycle=cycle
    )


@_on_screen_and_as_pdf("/cycles/<int:cycle>/review-paper")
@action("cycle.reports")
def review_paper(cycle: int, *, pdf: bool) -> Answer:
    """The record of a review as the family gets it."""
    found = queries.cycle_or_404(cycle)
    back = (_l("Back to the review"), url_for("cycles.review", cycle=cycle))
    shown = Shown("review", _named("review", found), review(found), back)
    return _answer(found.pupil_id, shown, "review_paper", pdf, cycle=cycle)


@_on_screen_and_as_pdf("/children/<int:pupil>/what-works-paper")
@action("works.read")
def what_works_paper(pupil: int, *, pdf: bool) -> Answer:
    """What works for a child, for every adult."""
    child_or_404(pupil)
    back = (_l("Back to what works"), url_for("profile.what_works", pupil=pupil))
    return _answer(
        pupil, Shown("what_works", "what-works", what_works(pupil), back), "what_works_paper", pdf, pupil=pupil
    )


@_on_screen_and_as_pdf("/family/<int:pupil>/plan-paper")
@action("family.see")
def family_plan_paper(pupil: int, *, pdf: bool) -> Answer:
    """The last plan that was agreed; `?cycle=` an earlier one. What is half written is nobody's plan yet."""
    found = _theirs(pupil, last_plan)
    if not found.agreed_on:
        abort(404)
    shown = Shown("plan", _named("plan", found), plan(found), _to_story(pupil))
    return _answer(pupil, shown, "family_plan_paper", pdf, pupil=pupil, cycle=asked_id("cycle"))


@_on_screen_and_as_pdf("/family/<int:pupil>/review-paper")
@action("family.see")
def family_review_paper(pupil: int, *, pdf: bool) -> Answer:
    """The last review that was held; `?cycle=` an earlier one."""
    found = _theirs(pupil, last_review)
    if not found.reviewed_on:
        abort(404)
    shown = Shown("review", _named("review", found), review(found), _to_story(pupil))
    return _answer(pupil, shown, "family_review_paper", pdf, pupil=pupil, cycle=asked_id("cycle"))


@_on_screen_and_as_pdf("/family/<int:pupil>/what-works-paper")
@action("family.see")
def family_what_works_paper(pupil: int, *, pdf: bool) -> Answer:
    """What works, for family and child."""
    child_or_404(pupil)
    shown = Shown("what_works", "what-works", what_works(pupil), _to_story(pupil))
    return _answer(pupil, shown, "family_what_works_paper", pdf, pupil=pupil)


def _theirs(pupil: int, last: Callable[[int], Cycle | None]) -> Cycle:
    """The cycle that a family asks for, or 404."""
    wanted = asked_id("cycle")
    found = queries.cycle_or_404(wanted) if wanted else last(pupil)
    if found is None or found.pupil_id != pupil:
        abort(404)
    return found


def _named(kind: str, cycle: Cycle) -> str:
    return f"{kind}-cycle-{cycle.number}"


def _to_story(pupil: int) -> tuple[LazyString, str]:
    return _l("Back to the story"), url_for("family.child", pupil=pupil)


def _answer(child: int, shown: Shown, endpoint: str, pdf: bool, **values: Any) -> Answer:
    """The paper with its links: back, the other size, the PDF of this size."""
    audit.looked(child, "paper")
    large = request.args.get("size") == "large"
    size, other = ("large", None) if large else (None, "large")
    links = [
        (str(shown.back[0]), shown.back[1]),
        (_("Usual print") if large else _("Large print"), url_for(f"documents.{endpoint}", size=other, **values)),
        (_("PDF to keep or print"), url_for(f"documents.{endpoint}_pdf", size=size, **values)),
    ]
    return paper(
        f"documents/{shown.kind}.html",
        name=shown.name + ("-large-print" if large else ""),
        pdf_wanted=pdf,
        large=large,
        links=links,
        it=shown.it,
    )
