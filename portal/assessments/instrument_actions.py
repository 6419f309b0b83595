"""The authority's list of instruments: add, change, retire. Nothing is deleted: scores stand on it."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from flask_babel import gettext as _

from portal.access.acting import Act
from portal.assessments import scoring
from portal.assessments.measures import BESIDE, MEASURES
from portal.assessments.models import Instrument, Scale
from portal.assessments.scoring import Nonsense
from portal.timeline.record import Story, record

_NEEDS_ENDS = ("scaled", "percent")


class Listed(NamedTuple):
    """An instrument as typed. Ages in months; None where not known."""

    name: str
    edition: str = ""
    forms: str = ""
    about: str = ""
    mind: str = ""
    youngest: int | None = None
    oldest: int | None = None
    informants: str = ""
    asks_subject: str = ""
    origin: str = "local"


class Scaled(NamedTuple):
    """A scale as typed. `bands`: names from the lowest up. Ages in months."""

    name: str
    kind: str
    low: float | None = None
    high: float | None = None
    mean: float | None = None
    sd: float | None = None
    sem: float | None = None
    direction: str = "up"
    expected: float | None = None
    expected_name: str = ""
    bands: tuple[str, ...] = ()
    measure: str = ""


def save_instrument(act: Act, row: Instrument | None, listed: Listed) -> Instrument:
    """Add an instrument, or change one. Scores keep the edition that they were given in. Raises Nonsense."""
    if listed.youngest is not None and listed.oldest is not None and listed.youngest > listed.oldest:
        raise Nonsense(_("The oldest age is below the youngest."), "oldest")
    same = (Instrument.name == listed.name) & (Instrument.edition == listed.edition) & Instrument.retired_on.is_null()
    if Instrument.select().where(same & (Instrument.id != (row.id if row else 0))).exists():
        raise Nonsense(_("This name and edition are in the list already."), "name")
    made = row or Instrument(code=_code(listed.name))
    for name, value in listed._asdict().items():
        setattr(made, name, value)
    _recorded(act, f"{'Instrument changed' if row else 'Instrument added'}: {listed.name}", made)
    return made


def retire(act: Act, row: Instrument) -> Instrument:
    """Take an instrument off the list for new results, or put it back. Earlier results stay as they are."""
    row.retired_on = None if row.retired_on else act.today
    _recorded(act, f"Instrument {'retired' if row.retired_on else 'in use again'}: {row.name}", row)
    return row


def save_scale(act: Act, instrument: Instrument, row: Scale | None, scaled: Scaled) -> Scale:
    """Add a scale to an instrument, or change one. Raises Nonsense.

    Kind and bands of a scale never change, as results that stand would then say something else: a new scale is added.
    """
    if row and (row.kind != scaled.kind or (row.bands and [name for _v, name in row.bands] != list(scaled.bands))):
        field = "bands" if row.kind == scaled.kind else "kind"
        raise Nonsense(_("Results may stand on it, so this cannot change. Add a new scale."), field)
    _sound(scaled)
    made = row or Scale(instrument=instrument, code=_scale_code(instrument, scaled.name), position=_next(instrument))
    bands = row.bands if row else [[number, name] for number, name in enumerate(scaled.bands, 1)]
    for name, value in (scaled._asdict() | {"bands": bands}).items():
        setattr(made, name, value)
    if scaled.kind == "gas":
        made.low, made.high, made.expected = -2, 2, 0
    _recorded(act, f"Scale {'changed' if row else 'added'}: {instrument.name}, {scaled.name}", made)
    return made


def _sound(scaled: Scaled) -> None:
    """Whether the numbers of a scale go together. Raises Nonsense."""
    if scaled.kind == "standard" and (scaled.mean is None or not scaled.sd or scaled.sd <= 0):
        raise Nonsense(_("A standard score needs its mean and its standard deviation, such as 100 and 15."), "mean")
    if scaled.kind == "bands" and len(scaled.bands) < 2:
        raise Nonsense(_("Enter at least two bands, one on each line, the lowest first."), "bands")
    if scaled.kind in _NEEDS_ENDS and (scaled.low is None or scaled.high is None):
        raise Nonsense(_("Enter the lowest and the highest possible result."), "low")
    if scaled.low is not None and scaled.high is not None and scaled.low >= scaled.high:
        raise Nonsense(_("The highest result must be above the lowest."), "high")
    low, high = scoring.limits(scoring.Ruler(scaled.name, scaled.kind, scaled.low, scaled.high, scaled.mean, scaled.sd))
    if scaled.expected is not None and not (low or scaled.expected) <= scaled.expected <= (high or scaled.expected):
        raise Nonsense(_("The expected result lies outside the scale."), "expected")
    if scaled.sem is not None and not 0 <= scaled.sem <= (scaled.sd or (high or 1000.0) - (low or 0.0)):
        raise Nonsense(_("The error cannot be negative, or wider than the scale."), "sem")
    if scaled.measure and scaled.measure not in (*MEASURES, *BESIDE):
        raise Nonsense(_("Select one of the answers."), "measure")


def _code(name: str) -> str:
    """A code that no other instrument has, from its name."""
    stem = _slug(name)[:34] or "instrument"
    taken = {code for (code,) in Instrument.select(Instrument.code).where(Instrument.code.startswith(stem)).tuples()}
    return stem if stem not in taken else next(f"{stem}-{n}" for n in range(2, 10_000) if f"{stem}-{n}" not in taken)


def _scale_code(instrument: Instrument, name: str) -> str:
    """A code that no other scale of the instrument has; it names form fields, so it is plain letters."""
    stem = _slug(name)[:24] or "scale"
    taken = {code for (code,) in Scale.select(Scale.code).where(Scale.instrument == instrument).tuples()}
    return stem if stem not in taken else next(f"{stem}-{n}" for n in range(2, 10_000) if f"{stem}-{n}" not in taken)


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _next(instrument: Instrument) -> int:
    return int(Scale.select().where(Scale.instrument == instrument).count()) + 1


def _recorded(act: Act, title: str, row: Instrument | Scale) -> None:
    record(act, Story("instruments_changed", title, audience="professionals"), row, pupil=None)
