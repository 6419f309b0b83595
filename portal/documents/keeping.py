"""Papers are kept as they were made when they were handed out, and follow their words when those are held back or removed."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import ExitStack
from typing import Any, NamedTuple

from flask import has_app_context
from flask.blueprints import BlueprintSetupState
from flask_babel import gettext as _
from markupsafe import escape
from peewee import Model

from portal.access.acting import Act
from portal.cycles import keeping
from portal.cycles.keeping import Moment
from portal.cycles.models import Cycle
from portal.documents.answer import html
from portal.documents.blueprint import bp
from portal.documents.models import KeptPaper
from portal.documents.one_page_queries import one_page
from portal.documents.plan_queries import plan
from portal.documents.review_queries import review
from portal.documents.shorten import beginnings
from portal.documents.what_works_queries import what_works
from portal.timeline import following
from portal.timeline.audiences import PROFESSIONALS
from portal.timeline.models import AudienceChange, Entry


class Paper(NamedTuple):
    """A kind of paper that is kept: its template, and what it is made of."""

    kind: str
    template: str
    title: Callable[[Cycle], str]
    content: Callable[[Cycle], Any]


# What is kept when.
KEPT: dict[Moment, list[Paper]] = {
    "sent": [
        Paper(
            "one_page",
            "documents/one_page.html",
            lambda cycle: _("One page, version %(version)s", version=cycle.plan_version),
            one_page,
        ),
        Paper(
            "plan",
            "documents/plan.html",
            lambda cycle: _("Plan, version %(version)s", version=cycle.plan_version),
            plan,
        ),
    ],
    "sealed": [
        Paper(
            "review",
            "documents/review.html",
            lambda cycle: _("Review of cycle %(number)s", number=cycle.number),
            review,
        )
    ],
    "closed": [
        Paper(
            "what_works",
            "documents/what_works.html",
            lambda cycle: _("What works, after cycle %(number)s", number=cycle.number),
            lambda cycle: what_works(cycle.pupil_id),
        )
    ],
}
# What is handed out; packs and samples are kept where they were made (pack_views, sample_views).
HANDED_OUT = ("one_page", "plan", "review", "what_works")

_serving: list[Any] = []


@bp.record
def _served_by(state: BlueprintSetupState) -> None:
    """Actions know no request: the papers that they keep are set with the application that serves."""
    _serving[:] = [state.app]


def _make(act: Act, cycle: Cycle, moment: Moment) -> list[Model]:
    with ExitStack() as stack:
        if not has_app_context():
            stack.enter_context(_serving[0].app_context())
        return [
            KeptPaper(
                pupil=cycle.pupil_id, cycle=cycle, setting=act.setting, kind=paper.kind, title=paper.title(cycle),
                plan_version=cycle.plan_version, made_on=act.today,
                html=html(paper.template, it=paper.content(cycle)),
            )
            for paper in KEPT[moment]
        ]  # fmt: skip


keeping.MAKERS.append(_make)


def _following(rows: Iterable[tuple[Any, int]]) -> list[tuple[Any, int]]:
    """The kept papers in which words of these rows stand. One statement a row, and one for the papers of its child."""
    found: dict[int, None] = {}
    for model, number in rows:
        if model is KeptPaper or "pupil" not in model._meta.fields:
            continue
        row = model.get_or_none(model.id == number)
        if row is not None:
            found |= {paper.id: None for paper in _papers_of(row.pupil_id) if _stands_on(paper, row, _said_in(row))}
    return [(KeptPaper, number) for number in found]


def _papers_of(pupil: int) -> Sequence[KeptPaper]:
    return list(KeptPaper.select().where(KeptPaper.pupil == pupil))


def _stands_on(paper: KeptPaper, row: Model, pieces: Iterable[str]) -> bool:
    """Whether words of a row stand on a paper: it says so itself, or they are found there."""
    return [row._meta.table_name, row.id] in paper.rests_on or _speaks(paper.html, pieces)


def _said_in(row: Model) -> set[str]:
    """The beginnings of the sentences that a row holds, as they would stand on a paper."""
    if isinstance(row, Entry):
        return beginnings(row.body)
    texts = (
        value
        for field in row._meta.sorted_fields
        if isinstance(value := row.__data__.get(field.name), str) and " " in value
    )
    return {piece for text in texts for piece in beginnings(text)}


def _found(piece: str) -> str:
    """A piece of a sentence as a page has it: over its lines, in any case."""
    return r"(?<!\w)" + r"(?:\s|<br>)+".join(re.escape(str(escape(word))) for word in piece.split())


def _speaks(page: str, pieces: Iterable[str]) -> bool:
    return any(re.search(_found(piece), page, re.IGNORECASE) for piece in pieces)


def _taken_out(paper: KeptPaper, said: Collection[str]) -> str:
    """A page without those words: each of their sentences goes, and what follows it up to the next tag.

    A pack or a sample was shortened, blacked and written anew by its maker: nobody can be sure to find the words in it,
    so nothing of it stays. Where it is still wanted it is made again.
    """
    page = str(paper.html)
    if paper.kind not in HANDED_OUT:
        return _INSIDE.sub(f"\\1<h1>{escape(_('Words removed'))}</h1>\\2", page)
    for piece in {piece for text in said for piece in beginnings(text)}:
        page = re.sub(_found(piece) + "(?:[^<]|<br>)*", str(_("Words removed")), page, flags=re.IGNORECASE)
    return page


_INSIDE = re.compile(r"(<main[^>]*>).*(</main>)", re.DOTALL)


def _limits(model: Any, number: int) -> list[str]:
    """A paper is never read more widely than any words that stand on it: the audiences to which they were narrowed."""
    paper = KeptPaper.get_or_none(KeptPaper.id == number) if model is KeptPaper else None
    if paper is None:
        return []
    found = [] if paper.kind in HANDED_OUT else [PROFESSIONALS]
    changes = AudienceChange.select().where(
        (AudienceChange.pupil == paper.pupil_id) & AudienceChange.superseded_at.is_null()
    )
    for change in changes:
        entry = Entry.get_by_id(change.entry_id)
        rows = (row for each, one in following.saved_by(entry) if (row := each.get_or_none(each.id == one)))
        if any(_stands_on(paper, row, _said_in(row)) for row in (entry, *rows) if not isinstance(row, KeptPaper)):
            found.append(change.audience)
    return found


following.FOLLOWING.append(_following)
following.LIMITS.append(_limits)
following.WITHIN[KeptPaper, "html"] = _taken_out
