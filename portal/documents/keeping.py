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
from portal.documents.shorten import beginnings
from portal.timeline import following
from portal.timeline.models import Entry


class Paper(NamedTuple):
    """A kind of paper that is kept: its template, and what it is made of."""

    kind: str
    template: str
    title: Callable[[Cycle], str]
    content: Callable[[Cycle], Any]


# What is kept when; the rooms of other papers add theirs.
KEPT: dict[Moment, list[Paper]] = {
    "sent": [
        Paper(
            "one_page",
            "documents/one_page.html",
            lambda cycle: _("One page, version %(version)s", version=cycle.plan_version),
            one_page,
        )
    ],
    "sealed": [],
    "closed": [],
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
        pieces = _said_in(row) if row is not None else set()
        if pieces:
            found |= {paper.id: None for paper in _papers_of(row.pupil_id) if _speaks(paper.html, pieces)}
    return [(KeptPaper, number) for number in found]


def _papers_of(pupil: int) -> Sequence[KeptPaper]:
    return list(KeptPaper.select().where(KeptPaper.pupil == pupil))


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


def _speaks(page: str, pieces: Iterable[str]) -> bool:
    return any(str(escape(piece)) in page for piece in pieces)


def _taken_out(page: str, said: Collection[str]) -> str:
    """A page without those words: each of their sentences goes, and what follows it up to the next tag."""
    for piece in {piece for text in said for piece in beginnings(text)}:
        page = re.sub(re.escape(str(escape(piece))) + "[^<]*", str(_("Words removed")), page)
    return page


following.FOLLOWING.append(_following)
following.WITHIN[KeptPaper, "html"] = _taken_out
