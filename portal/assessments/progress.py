"""A child's scores as lines of progress, each within one instrument, with national figures beside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from flask_babel import gettext as _
from peewee import JOIN, Expression

from portal.access import sight
from portal.access.prepared import Prepared, fields, names, row_type
from portal.access.sight import Bind
from portal.assessments import chart, measures, saying, scoring
from portal.assessments.chart import Drawing
from portal.assessments.measures import Figure
from portal.assessments.models import Instrument, NationalFigure, Scale, Score, ruler_of
from portal.assessments.saying import Point
from portal.assessments.scoring import Ruler
from portal.pupils import settings_of


class Series(NamedTuple):
    """One line of results: one scale of one instrument, about one subject, told by one informant.

    `single`: one band at one time (a goal of the EYFS Profile), which needs no drawing.
    `says`: what it says, the main thing first. `figures`: national ones, with `sources`. `points` in order of days.
    """

    pupil: int
    anchor: str
    title: str
    scale: str
    kind: str
    points: list[Point]
    drawing: Drawing | None
    says: list[str]
    figures: list[str]
    sources: str
    mind: str
    ranged: bool
    single: bool


_Line = tuple[int, str, str]
"""What makes one line: the scale's id, what the result is about, who answered."""

_SatRow = row_type("SatRow", *names(Score), "called", "mind")
_ScaleRow = row_type("ScaleRow", *names(Scale), "figure_id", *(f"figure_{name}" for name in Figure._fields))
_STANDS = (Score.pupil == Bind("pupil")) & Score.withdrawn_on.is_null()

_sat: Prepared[Any] = Prepared(
    _SatRow,
    lambda: (
        Score.select(*fields(Score), Instrument.name, Instrument.mind)
        .join(Instrument)
        .where(_STANDS)
        .order_by(Score.taken_on, Score.id)
    ),
)


def _stands_beside() -> Expression:
    """A figure in force, of the scale's own measure or of those that stand for it."""
    same = NationalFigure.measure == Scale.measure
    for code, several in measures.BESIDE.items():
        same |= (Scale.measure == code) & NationalFigure.measure.in_(several)
    return (Scale.measure != "") & NationalFigure.replaced_on.is_null() & same


# The scales of the child's instruments, each once for each national figure that may stand beside it.
_scales: Prepared[Any] = Prepared(
    _ScaleRow,
    lambda: (
        Scale.select(*fields(Scale), NationalFigure.id, *(getattr(NationalFigure, name) for name in Figure._fields))
        .join(NationalFigure, JOIN.LEFT_OUTER, on=_stands_beside())
        .where(Scale.instrument.in_(Score.select(Score.instrument).where(_STANDS)))
        .order_by(Scale.position, Scale.id, NationalFigure.id)
    ),
)
_FIGURES_FROM = len(names(Scale)) + 1


def progress(
    pupil: int,
    staff: bool = True,
    places: settings_of.Places | None = None,
    since: date | None = None,
    most: int | None = None,
    audiences: tuple[str, ...] = (),
) -> list[Series]:
    """A child's lines of results, those with the newest result first. Three statements, whatever there is.

    `places` where the caller has read them already: one statement less. `since`: only lines with a result on that day or
    later. `most`: only so many, the most telling ones (see `_telling`). `audiences`: only results that are for one of
    these (a paper goes further than its reader).
    """
    scores = [row for row in _sat.rows(pupil=pupil) if not audiences or row.audience in audiences]
    if not scores or (since and scores[-1].taken_on < since):
        return []
    places = places or settings_of.places(pupil)
    read = _scales.rows(pupil=pupil)
    scales = {row.id: row for row in read}
    lines = _lines(scores, scales.values())
    if since:
        lines = {key: sat for key, sat in lines.items() if sat[-1].taken_on >= since}
    chosen = sorted(lines, key=lambda key: _telling(lines[key], scales[key[0]]), reverse=True)[:most]
    national = list({row.figure_id: Figure(*row[_FIGURES_FROM:]) for row in read if row.figure_id}.values())
    found = [_series(scales[key[0]], lines[key], key, places, national, staff) for key in lines if key in chosen]
    return sorted(found, key=lambda one: one.points[-1].on, reverse=True)


def _lines(scores: Sequence[Any], scales: Iterable[Any]) -> dict[_Line, list[Any]]:
    """The sittings of each line, oldest first."""
    of_instrument: dict[int, list[Any]] = {}
    for scale in scales:
        of_instrument.setdefault(scale.instrument_id, []).append(scale)
    lines: dict[_Line, list[Any]] = {}
    for score in scores:
        for scale in of_instrument.get(score.instrument_id, ()):
            if scale.kind != "words" and scale.code in score.results:
                lines.setdefault((scale.id, score.subject, score.informant), []).append(score)
    return lines


def _telling(sat: Sequence[Any], scale: Any) -> tuple[bool, bool, date]:
    """What a line has to say: how far the child came before one result alone, beside national figures, then the newest."""
    return len(sat) > 1, bool(scale.measure), sat[-1].taken_on


def _series(
    scale: Any, scores: list[Any], key: _Line, places: settings_of.Places, national: list[Figure], staff: bool
) -> Series:
    ruler, last = ruler_of(scale), scores[-1]
    points = [_point(scale.code, ruler, score, places) for score in scores]
    title = ", ".join(part for part in (last.called, *key[1:]) if part)
    return Series(
        pupil=scores[0].pupil_id,
        anchor=f"s{scale.id}-{scores[0].id}",
        title=title,
        scale=scale.name,
        kind=scoring.kind(ruler),
        points=points,
        drawing=chart.draw(f"{title}, {scale.name}", ruler, points),
        says=saying.about(ruler, points, staff),
        figures=measures.beside(scale.measure, national) if scale.measure else [],
        sources=measures.sources(scale.measure, national) if scale.measure else "",
        mind=last.mind,
        ranged=any(point.low is not None for point in points),
        single=ruler.kind == "bands" and len(points) == 1,
    )


def _point(code: str, ruler: Ruler, score: Any, places: settings_of.Places) -> Point:
    result = score.results[code]
    value = float(result["value"])
    low, high = scoring.band(ruler, value) or (None, None)
    names, hidden = places
    who = sight.required()
    raw = result.get("raw")
    return Point(
        on=score.taken_on,
        value=value,
        said=saying.plain(ruler, value),
        low=low,
        high=high,
        age=scoring.age(score.age_months),
        raw=_raw(raw, result.get("of")),
        # Nobody who works at a withheld setting is named.
        who=_("somebody at a setting") if score.setting_id in hidden else score.tester,
        edition=score.edition,
        form=score.form,
        where=names.get(score.setting_id or 0, ""),
        outside_ages=score.outside_ages,
        mine=score.id if Score.answers(score, who.person, who.role, who.setting) else 0,
    )


def _raw(raw: float | None, of: float | None) -> str:
    if raw is None:
        return ""
    return _("%(raw)s of %(of)s", raw=f"{raw:g}", of=f"{of:g}") if of else f"{raw:g}"
