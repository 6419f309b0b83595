"""The rules of scores: what may be typed, what it means, and how sure it is. Pure: no database, no request.

Sources: definitions of standard scores, percentile ranks and the standard error of measurement as in any test manual
(classical test theory); the error of a difference of two results is 1.96 x sqrt(2) x SEM at 95%.
"""

from __future__ import annotations

import math
import re
from datetime import date
from statistics import NormalDist
from typing import NamedTuple

from flask_babel import gettext as _

from portal.access.acting import Refused

NORMED = ("standard",)
"""Kinds whose percentile is defined. Never raw scores or age equivalents."""
ASSUMED_RELIABILITY = 0.95
"""Taken for a standard score whose SEM nobody entered: with SD 15 a change below about 9 points may be chance, which is
the "8 to 10 points" that practitioners go by. The page says that it is assumed."""
_CERTAIN = 1.959964
FURTHEST = 4
"""Standard scores lie within this many standard deviations: 40 to 160 for mean 100, SD 15."""
_AGE = re.compile(r"(\d{1,2})\s*[:;]\s*(\d{1,2})")
_AGE_WORDS = re.compile(r"(\d{1,2})\s*(?:y|yr|yrs|year|years)\b[\s,]*(?:(\d{1,2})\s*(?:m|mth|mths|month|months))?")
_NUMBER = re.compile(r"[+\-−]?\d{1,6}(?:\.\d{1,3})?")
_OF = re.compile(r"(\d{1,6})\s*(?:of|out of|/)\s*(\d{1,6})")
YOUNGEST_AGE, OLDEST_AGE = 6, 300
"""Months within which an age equivalent makes sense: half a year to 25 years."""


class Ruler(NamedTuple):
    """A scale as the rules take it; see models.Scale for each field. Ages are months."""

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
    higher: float | None = None
    higher_name: str = ""
    bands: tuple[tuple[float, str], ...] = ()


class Result(NamedTuple):
    """What was typed, understood. `of`: what the number counts to, where it was typed ("342 of 380")."""

    value: float
    raw: float | None = None
    of: float | None = None


class Nonsense(Refused):
    """A score that cannot be; `reason` says why and teaches, `field` says beside which field."""


# --- Ages ----------------------------------------------------------------------------


def age_in_months(born: date, on: date) -> int:
    """Completed months of life; negative before birth. Born on 29 February: the month is complete on 28 February
    of other years as on the last day of any shorter month."""
    months = (on.year - born.year) * 12 + on.month - born.month
    return months if on.day >= min(born.day, _last_day(on)) else months - 1


def _last_day(day: date) -> int:
    return (date(day.year + day.month // 12, day.month % 12 + 1, 1) - date(day.year, day.month, 1)).days


def age(months: float) -> str:
    """88 months as 7:04."""
    years, rest = divmod(int(months), 12)
    return f"{years}:{rest:02d}"


# --- Reading what was typed ----------------------------------------------------------


def read(ruler: Ruler, typed: str) -> Result:
    """The result that was typed on a scale. Raises Nonsense with a sentence that says what to do instead."""
    text = typed.strip().lower().replace("−", "-").removesuffix("%").strip()
    if ruler.kind == "age":
        return Result(_read_age(text))
    if ruler.kind == "bands":
        return Result(_read_band(ruler, typed.strip()))
    if _looks_like_age(text):
        said = _("%(typed)s looks like an age. %(name)s is %(kind)s.", typed=typed, name=ruler.name, kind=kind(ruler))
        raise Nonsense(f"{said} {_bounds(ruler)}")
    if of := _OF.fullmatch(text):
        return _read_of(ruler, float(of[1]), float(of[2]))
    if not _NUMBER.fullmatch(text):
        raise Nonsense(_("“%(typed)s” is not a number. %(bounds)s", typed=typed[:40], bounds=_bounds(ruler)))
    return Result(_within(ruler, float(text)))


def _looks_like_age(text: str) -> bool:
    return bool(_AGE.fullmatch(text) or _AGE_WORDS.fullmatch(text))


def _read_age(text: str) -> float:
    found = _AGE.fullmatch(text) or _AGE_WORDS.fullmatch(text)
    if not found:
        raise Nonsense(_no_age(text))
    years, months = int(found[1]), int(found[2] or 0)
    if months > 11:
        raise Nonsense(_("%(typed)s is not an age: months go up to 11. Write 7:04 for 7 years 4 months.", typed=text))
    whole = years * 12 + months
    if not YOUNGEST_AGE <= whole <= OLDEST_AGE:
        raise Nonsense(_("%(typed)s cannot be right as an age equivalent. Check years and months.", typed=text))
    return float(whole)


def _no_age(text: str) -> str:
    """Why a text is no age, in words that help."""
    if not _NUMBER.fullmatch(text):
        return _("“%(typed)s” is not an age. Write years and months, like 7:04.", typed=text[:40])
    number = float(text)
    if number >= 40:
        return _(
            "%(typed)s cannot be an age equivalent: that looks like a standard score. Write years and months, like 7:04.",
            typed=text,
        )
    if "." in text:
        return _(
            "%(typed)s can mean two things. Write years and months with a colon: 7:04 is 7 years 4 months.", typed=text
        )
    return _("Write years and months, like 7:04. For exactly %(typed)s years write %(typed)s:00.", typed=text)


def _read_band(ruler: Ruler, typed: str) -> float:
    for value, name in ruler.bands:
        if typed.casefold() in (name.casefold(), f"{value:g}"):
            return value
    raise Nonsense(_("Select one of: %(bands)s.", bands=", ".join(name for _value, name in ruler.bands)))


def _read_of(ruler: Ruler, part: float, whole: float) -> Result:
    if whole == 0 or part > whole:
        raise Nonsense(_("%(part)s of %(whole)s cannot be: the first number is the smaller one.", part=f"{part:g}", whole=f"{whole:g}"))  # fmt: skip
    if ruler.kind == "percent":
        return Result(round(100 * part / whole, 1), raw=part, of=whole)
    if ruler.kind != "raw" or (ruler.high is not None and ruler.high != whole):
        raise Nonsense(_("%(name)s does not count to %(whole)s. %(bounds)s", name=ruler.name, whole=f"{whole:g}", bounds=_bounds(ruler)))  # fmt: skip
    return Result(_within(ruler, part))


def _within(ruler: Ruler, value: float) -> float:
    low, high = limits(ruler)
    if (low is not None and value < low) or (high is not None and value > high):
        raise Nonsense(_("%(name)s cannot be %(value)s. %(bounds)s", name=ruler.name, value=f"{value:g}", bounds=_bounds(ruler)))  # fmt: skip
    if ruler.kind in ("raw", "gas", "scaled") and value != int(value):
        raise Nonsense(_("Enter a whole number."))
    return value


def limits(ruler: Ruler) -> tuple[float | None, float | None]:
    """Lowest and highest possible result; None where there is no limit."""
    low, high = ruler.low, ruler.high
    if ruler.kind == "standard" and ruler.mean is not None and ruler.sd:
        low = ruler.mean - FURTHEST * ruler.sd if low is None else low
        high = ruler.mean + FURTHEST * ruler.sd if high is None else high
    if ruler.kind == "raw":
        low = 0.0 if low is None else low
    return low, high


def _bounds(ruler: Ruler) -> str:
    """What may be typed, as a sentence."""
    low, high = limits(ruler)
    if ruler.kind == "standard" and low is not None and high is not None:
        return _(
            "Standard scores here go from %(low)s to %(high)s, with %(mean)s in the middle. Did you type the raw score?",
            low=f"{low:g}", high=f"{high:g}", mean=f"{ruler.mean:g}",
        )  # fmt: skip
    if low is not None and high is not None:
        return _("It goes from %(low)s to %(high)s.", low=f"{low:g}", high=f"{high:g}")
    return _("Enter a number.")


def kind(ruler: Ruler) -> str:
    """The kind of score in plain words, with its article."""
    return {
        "standard": _("a standard score"), "scaled": _("a scaled score"), "raw": _("a raw score"),
        "age": _("an age equivalent"), "bands": _("a band"), "gas": _("a goal attainment score"),
        "percent": _("a percentage"), "words": _("an observation in words"),
    }[ruler.kind]  # fmt: skip


# --- How sure it is ------------------------------------------------------------------


def sem(ruler: Ruler) -> float | None:
    """The standard error of measurement in points: the scale's own, the assumed one of a standard score, or None."""
    if ruler.sem is not None:
        return ruler.sem
    if ruler.kind == "standard" and ruler.sd:
        return float(ruler.sd * math.sqrt(1 - ASSUMED_RELIABILITY))
    return None


def band(ruler: Ruler, value: float) -> tuple[float, float] | None:
    """The range in which the true score lies 95 times in 100; None where the error is not known."""
    error = sem(ruler)
    return None if not error else (value - _CERTAIN * error, value + _CERTAIN * error)


def error_of_change(ruler: Ruler) -> float | None:
    """How far two results must lie apart before the change is more than chance (95%); None where not known."""
    error = sem(ruler)
    return None if error is None else _CERTAIN * math.sqrt(2) * error


def percentile(ruler: Ruler, value: float) -> float | None:
    """How many in 100 of the same age score below this (0 to 100), by the normal curve; None where not defined."""
    if ruler.kind not in NORMED or ruler.mean is None or not ruler.sd:
        return None
    return 100 * NormalDist(ruler.mean, ruler.sd).cdf(value)


def at_percentile(ruler: Ruler, rank: float) -> float:
    """The score at a percentile above 0 and below 100: the inverse of `percentile`."""
    return NormalDist(ruler.mean or 0.0, ruler.sd or 1.0).inv_cdf(rank / 100)


# --- Whether a sitting can be --------------------------------------------------------


def check_day(born: date, taken: date, today: date) -> None:
    """Raises Nonsense for a day in the future or before birth."""
    if taken > today:
        raise Nonsense(_("The day of the assessment is in the future."), "taken_on")
    if taken < born:
        raise Nonsense(_("That day is before the child was born."), "taken_on")


def fits(months: int, youngest: int | None, oldest: int | None) -> bool:
    """Whether an age lies within those for which an instrument was made; unknown ends are open.

    The last month counts in full: "to 16:11" ends with the day before the 17th birthday.
    """
    return (youngest is None or months >= youngest) and (oldest is None or months <= oldest)
