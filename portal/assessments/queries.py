"""Reads of instruments, of a child's scores as lines of progress, and of national figures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from flask import abort
from flask_babel import gettext as _
from peewee import JOIN, Expression, fn

from portal.access import sight
from portal.assessments import chart, measures, saying, scoring
from portal.assessments.chart import Drawing
from portal.assessments.measures import Figure
from portal.assessments.models import FigureUpload, Instrument, NationalFigure, Scale, Score
from portal.assessments.saying import Point
from portal.pupils import settings_of
from portal.pupils.models import Pupil


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


class Words(NamedTuple):
    """An observation without a number. `mine`: the score's id where the reader may take it back, else 0."""

    on: date
    title: str
    text: str
    who: str
    mine: int


def instruments(retired: bool = False) -> list[Instrument]:
    """All instruments by name, those in use only unless `retired`."""
    query = Instrument.select().order_by(Instrument.name, Instrument.edition)
    return list(query if retired else query.where(Instrument.retired_on.is_null()))


class Listed(NamedTuple):
    """A line of the authority's list."""

    instrument: Instrument
    scales: int


def listed() -> list[Listed]:
    """Every instrument with the number of its scales. One statement."""
    rows = (
        Instrument.select(Instrument, fn.COUNT(Scale.id).alias("count"))
        .join(Scale, "LEFT OUTER JOIN")
        .where(Scale.retired_on.is_null())
        .group_by(Instrument)
        .order_by(Instrument.retired_on.is_null(False), Instrument.name)
    )
    return [Listed(row, row.count) for row in rows]


def instrument_or_404(number: int) -> Instrument:
    """An instrument of the list, retired ones too."""
    found = Instrument.get_or_none(Instrument.id == number)
    return found if found is not None else abort(404)


def scale_or_404(instrument: int, number: int) -> Scale:
    """A scale of an instrument."""
    found = Scale.get_or_none((Scale.id == number) & (Scale.instrument == instrument))
    return found if found is not None else abort(404)


def scales_of(instrument: int, retired: bool = False) -> list[Scale]:
    """The scales of an instrument in their order."""
    query = Scale.select().where(Scale.instrument == instrument).order_by(Scale.position, Scale.id)
    return list(query if retired else query.where(Scale.retired_on.is_null()))


def scores_of(pupil: int, source: str = "") -> list[Score]:
    """A child's sittings in sight that were not taken back, oldest first, with their instruments. One statement."""
    standing = (Score.pupil == pupil) & Score.withdrawn_on.is_null()
    query = Score.select(Score, Instrument).join(Instrument).where(standing)
    if source:
        query = query.where(Score.source == source)
    return list(query.order_by(Score.taken_on, Score.id))


def scores_since(pupil: int, since: date | None) -> list[Score]:
    """A child's sittings on or after a day (all, for None), newest first."""
    return [score for score in reversed(scores_of(pupil)) if since is None or score.taken_on >= since]


def progress(
    pupil: Pupil | int, source: str = "", staff: bool = True, places: settings_of.Places | None = None
) -> list[Series]:
    """A child's lines of results, those with the newest result first. Three statements, whatever there is.

    `places` where the caller has read them already: one statement less.
    """
    scores = scores_of(getattr(pupil, "id", pupil), source)
    if not scores:
        return []
    places = places or settings_of.places(getattr(pupil, "id", pupil))
    scales, national = _scales(scores)
    lines: dict[tuple[int, str, str], list[Score]] = {}
    for score in scores:
        for scale in scales.get(score.instrument_id, ()):
            if scale.kind != "words" and scale.code in score.results:
                lines.setdefault((scale.id, score.subject, score.informant), []).append(score)
    by_id = {scale.id: scale for found in scales.values() for scale in found}
    found = [_series(by_id[key[0]], sat, key, places, national, staff) for key, sat in lines.items()]
    return sorted(found, key=lambda one: one.points[-1].on, reverse=True)


def _scales(scores: Sequence[Score]) -> tuple[dict[int, list[Scale]], list[Figure]]:
    """Instrument id to its scales, and the national figures that may stand beside them. One statement."""
    wanted = {score.instrument_id for score in scores}
    rows = (
        Scale.select(Scale, NationalFigure)
        .join(NationalFigure, JOIN.LEFT_OUTER, on=_stands_beside(), attr="figure")
        .where(Scale.instrument.in_(wanted))
        .order_by(Scale.position, Scale.id)
    )
    found: dict[int, list[Scale]] = {}
    national: dict[int, Figure] = {}
    for scale in rows:
        of_instrument = found.setdefault(scale.instrument_id, [])
        if not of_instrument or of_instrument[-1].id != scale.id:
            of_instrument.append(scale)
        figure = getattr(scale, "figure", None)
        if figure is not None and figure.id:
            national[figure.id] = _figure(figure)
    return found, list(national.values())


def _stands_beside() -> Expression:
    """A figure in force, of the scale's own measure or of those that stand for it."""
    same = NationalFigure.measure == Scale.measure
    for code, several in measures.BESIDE.items():
        same |= (Scale.measure == code) & NationalFigure.measure.in_(several)
    return (Scale.measure != "") & NationalFigure.replaced_on.is_null() & same


def _series(
    scale: Scale,
    scores: list[Score],
    key: tuple[int, str, str],
    places: tuple[dict[int, str], frozenset[int]],
    national: list[Figure],
    staff: bool,
) -> Series:
    ruler, instrument = scale.ruler, scores[-1].instrument
    points = [_point(scale, score, places) for score in scores]
    title = ", ".join(part for part in (instrument.name, *key[1:]) if part)
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
        mind=instrument.mind,
        ranged=any(point.low is not None for point in points),
        single=ruler.kind == "bands" and len(points) == 1,
    )


def _point(scale: Scale, score: Score, places: tuple[dict[int, str], frozenset[int]]) -> Point:
    result, ruler = score.results[scale.code], scale.ruler
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
        mine=score.id if score.answers(who.person, who.role, who.setting) else 0,
    )


def score_or_404(pupil: int, number: int) -> Score:
    """A score of a child that was not taken back, with its instrument."""
    standing = (Score.id == number) & (Score.pupil == pupil) & Score.withdrawn_on.is_null()
    found = Score.select(Score, Instrument).join(Instrument).where(standing).first()
    return found if found is not None else abort(404)


def _raw(raw: float | None, of: float | None) -> str:
    if raw is None:
        return ""
    return _("%(raw)s of %(of)s", raw=f"{raw:g}", of=f"{of:g}") if of else f"{raw:g}"


def observations(pupil: Pupil | int) -> list[Words]:
    """Results in words, newest first. Two statements."""
    scores, who = scores_of(getattr(pupil, "id", pupil)), sight.required()
    hidden = settings_of.hidden(getattr(pupil, "id", pupil)) if scores else frozenset()
    return [
        Words(
            score.taken_on,
            score.instrument.name,
            score.note,
            _("somebody at a setting") if score.setting_id in hidden else score.tester,
            score.id if score.answers(who.person, who.role, who.setting) else 0,
        )
        for score in reversed(scores)
        if score.note and all(result["value"] is None for result in score.results.values())
    ]


def _figure(row: NationalFigure) -> Figure:
    return Figure(row.measure, row.group, row.area, row.year, row.value, row.edition, row.source)


def all_figures() -> list[NationalFigure]:
    """Every figure in force, by measure, newest year first."""
    return list(
        NationalFigure.select()
        .where(NationalFigure.replaced_on.is_null())
        .order_by(NationalFigure.measure, NationalFigure.year.desc(), NationalFigure.group)
    )


def upload_or_404(number: int, person: int) -> FigureUpload:
    """An upload that this person sent and nobody has put in force yet."""
    found = FigureUpload.get_or_none(
        (FigureUpload.id == number) & (FigureUpload.sent_by == person) & FigureUpload.applied_at.is_null()
    )
    return found if found is not None else abort(404)
