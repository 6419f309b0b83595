"""Putting national figures in force: sent in, looked at, then taken. What a newer figure replaces is kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from flask_babel import gettext as _

from portal import clock
from portal.access.acting import Act, Refused
from portal.assessments import figure_csv
from portal.assessments.figure_csv import Row, Wrong
from portal.assessments.models import FigureUpload, NationalFigure
from portal.assessments.queries import all_figures
from portal.timeline.record import Story, record


class Change(NamedTuple):
    """A figure of the file beside the one in force; `before` is None for a new one."""

    row: Row
    before: NationalFigure | None


class Preview(NamedTuple):
    """What an upload would do. `same` counts the lines that change nothing."""

    changes: list[Change]
    same: int
    wrong: list[Wrong]


def send_in(act: Act, content: bytes) -> FigureUpload:
    """Keep a CSV until somebody has looked at what it would change. Raises Refused for a file that is none of ours."""
    text = figure_csv.decode(content)
    figure_csv.read(text)
    upload = FigureUpload(content=text, sent_by=act.person, sent_at=clock.now())
    record(act, Story("figures_changed", "National figures sent in", audience="professionals"), upload, pupil=None)
    return upload


def preview(upload: FigureUpload) -> Preview:
    """What an upload would change."""
    found = figure_csv.read(upload.content)
    standing = {(one.measure, one.group, one.area, one.year): one for one in all_figures()}
    beside = [Change(row, standing.get(row.key)) for row in found.rows]
    changes = [change for change in beside if change.before is None or _differs(change.row, change.before)]
    return Preview(changes, len(beside) - len(changes), found.wrong)


def _differs(row: Row, standing: NationalFigure) -> bool:
    return any(getattr(row, name) != getattr(standing, name) for name in figure_csv.HEADERS)


def put_in_force(act: Act, upload: FigureUpload) -> int:
    """Take the figures of an upload; returns how many changed. Raises Refused while a line is wrong."""
    what = preview(upload)
    if what.wrong:
        raise Refused(_("Put the lines below right in your file, then send it again. Nothing was changed."))
    upload.applied_at = clock.now()
    rows = list(_rows(act, what.changes))
    data = {"changes": len(what.changes)}
    story = Story("figures_changed", "National figures changed", audience="professionals", data=data)
    record(act, story, upload, *rows, pupil=None)
    return len(what.changes)


def _rows(act: Act, changes: Sequence[Change]) -> list[NationalFigure]:
    """The figures that are replaced, then the new ones."""
    old = [change.before for change in changes if change.before is not None]
    for row in old:
        row.replaced_on = act.today
    return [*old, *(NationalFigure(**change.row._asdict()) for change in changes)]
