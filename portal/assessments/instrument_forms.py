"""Forms of the authority's list: an instrument, and one of its scales."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import Optional, ValidationError

from portal.assessments import scoring
from portal.assessments.instrument_actions import Listed, Scaled
from portal.assessments.measures import MEASURES
from portal.assessments.models import Instrument, Scale
from portal.web.forms import Form, choice, required, select, text, words

ORIGINS = (
    ("national", _l("National: every setting uses the same")),
    ("published", _l("Published: from a test publisher")),
    ("local", _l("Ours: made by the authority or a setting")),
)
KINDS = (
    ("standard", _l("Standard score (mean and standard deviation)")),
    ("scaled", _l("Scaled score, such as 80 to 120")),
    ("raw", _l("Raw score or count")),
    ("age", _l("Age equivalent, such as reading age")),
    ("bands", _l("Bands with names")),
    ("gas", _l("Goal attainment scaling, -2 to +2")),
    ("percent", _l("Percentage")),
    ("words", _l("Words, no number")),
)
DIRECTIONS = (
    ("up", _l("Higher is better")),
    ("down", _l("Lower is better")),
    ("", _l("Neither")),
)
_BESIDE = (("", _l("None")), ("absence", _l("Absence")), *((code, said) for code, said in MEASURES.items()))


def _months(typed: str) -> int | None:
    """ "3", "3:00" or "3:06" in months; None for nothing. Raises ValueError."""
    if not typed:
        return None
    years, _colon, rest = typed.partition(":")
    if not (years.isdigit() and (not rest or rest.isdigit())) or int(years) > 99 or int(rest or 0) > 11:
        raise ValueError(typed)
    return int(years) * 12 + int(rest or 0)


def _is_age(_form: Any, field: Any) -> None:
    try:
        _months(field.data or "")
    except ValueError:
        raise ValidationError(_("Enter years and months, like 3:06")) from None


def _is_number(_form: Any, field: Any) -> None:
    if field.data and _float(field.data) is None:
        raise ValidationError(_("“%(what)s”: enter a number", what=field.label.text))


def _float(typed: str | None) -> float | None:
    try:
        value = float((typed or "").replace("−", "-"))
    except ValueError:
        return None
    return value if -100_000 < value < 100_000 else None


def _decimal(label: Any, hint: Any = "") -> StringField:
    return text(label, _is_number, hint=hint, longest=10)


def _age(label: Any) -> StringField:
    return text(label, _is_age, hint=_l("Years and months, like 3:06. Leave empty if you do not know."), longest=5)


class InstrumentForm(Form):
    """An instrument of the list."""

    name = text(_l("Name"), required(_l("Enter the name")), longest=120)
    edition = text(_l("Edition"), hint=_l("Results of two editions are not drawn as one line."), longest=60)
    forms = text(_l("Forms"), hint=_l("Parallel forms, with commas: A, B, C."), longest=60)
    about = words(_l("What is it?"), Optional(), rows=2, longest=500)
    mind = words(_l("What must a reader keep in mind?"), Optional(), rows=3, longest=600)
    youngest = _age(_l("Made for children from"))
    oldest = _age(_l("To"))
    informants = text(_l("Who may answer it?"), hint=_l("With commas: parent, teacher. Each has a line of their own."), longest=120)  # fmt: skip
    asks_subject = text(_l("A question to ask with each result"), hint=_l("For example “Which goal?”"), longest=60)
    origin = choice(_l("Where does it come from?"), ORIGINS, required(_l("Select where it comes from")))

    @classmethod
    def of(cls, row: Instrument) -> InstrumentForm:
        """The form filled with an instrument."""
        ages = {name: "" if (value := getattr(row, name)) is None else scoring.age(value) for name in ("youngest", "oldest")}  # fmt: skip
        return cls(version=row.version, data={**row.__data__, **ages})

    def listed(self) -> Listed:
        """The instrument as typed."""
        typed: dict[str, Any] = {name: self[name].data or "" for name in Listed._fields}
        return Listed(**typed | {name: _months(typed[name]) for name in ("youngest", "oldest")})


class ScaleForm(Form):
    """One kind of score that an instrument gives."""

    name = text(_l("Name of the score"), required(_l("Enter the name of the score")), longest=80)
    kind = select(_l("What kind of score is it?"), KINDS)
    low = _decimal(_l("Lowest possible result"))
    high = _decimal(_l("Highest possible result"))
    mean = _decimal(_l("Mean"), _l("Standard scores only, such as 100."))
    sd = _decimal(_l("Standard deviation"), _l("Standard scores only, such as 15."))
    sem = _decimal(
        _l("Standard error of measurement"),
        _l("From the manual, in points. Leave empty if you do not know: for standard scores we then assume a usual one and say so."),
    )  # fmt: skip
    direction = choice(_l("Which way is better?"), DIRECTIONS, Optional(), default="up")
    expected = _decimal(_l("Expected result or threshold"))
    expected_name = text(_l("What is it called?"), hint=_l("For example “the threshold”."), longest=60)
    bands = words(_l("Bands, one on each line, the lowest first"), Optional(), rows=4, longest=400)
    measure = select(_l("National figures to show beside it"), _BESIDE, Optional())

    @classmethod
    def of(cls, row: Scale) -> ScaleForm:
        """The form filled with a scale."""
        numbers = {name: _said(getattr(row, name)) for name in _NUMBERS}
        bands = "\n".join(name for _value, name in row.bands)
        return cls(version=row.version, data={**row.__data__, **numbers, "bands": bands})

    def scaled(self) -> Scaled:
        """The scale as typed."""
        typed: dict[str, Any] = {name: self[name].data or "" for name in Scaled._fields}
        lines = tuple(dict.fromkeys(line.strip() for line in typed["bands"].splitlines() if line.strip()))
        return Scaled(**typed | {name: _float(typed[name]) for name in _NUMBERS} | {"bands": lines})


_NUMBERS = ("low", "high", "mean", "sd", "sem", "expected")


def _said(value: float | None) -> str:
    return "" if value is None else f"{value:g}"
