"""Reads of instruments, of a child's scores, and of national figures. A child's lines of results: see `progress.py`."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from flask import abort
from flask_babel import gettext as _
from peewee import fn

from portal.access import sight
from portal.assessments.models import FigureUpload, Instrument, NationalFigure, Scale, Score
from portal.pupils import settings_of
from portal.pupils.models import Pupil


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


def score_or_404(pupil: int, number: int) -> Score:
    """A score of a child that was not taken back, with its instrument."""
    standing = (Score.id == number) & (Score.pupil == pupil) & Score.withdrawn_on.is_null()
    found = Score.select(Score, Instrument).join(Instrument).where(standing).first()
    return found if found is not None else abort(404)


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
