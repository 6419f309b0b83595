"""What results say, in sentences that do not lie: within one instrument, with its error, in the direction that counts.

Pure: rulers and points in, sentences out.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from flask_babel import gettext as _

from portal.assessments import scoring
from portal.assessments.scoring import Ruler

_MOST_NAMED = 3
PERSISTENT, SEVERE = 90.0, 50.0
"""Attendance in % of sessions: below the first a child misses 10% or more (persistent absence), up to the second half
or more (severe absence), as the Department for Education counts."""


class Point(NamedTuple):
    """One result on a line. `said` is the result in words; `low` and `high` its range, None where not known."""

    on: date
    value: float
    said: str
    low: float | None = None
    high: float | None = None
    age: str = ""
    raw: str = ""
    who: str = ""
    # Edition and form: results of two editions are not compared.
    edition: str = ""
    form: str = ""
    where: str = ""
    outside_ages: bool = False
    # The score's id where the reader may take it back, else 0.
    mine: int = 0


def plain(ruler: Ruler, value: float, of: float | None = None) -> str:
    """A result as people write it: "27 of 40", "7:04", "amber", "+1", "92%", "84"."""
    if ruler.kind == "age":
        return scoring.age(value)
    if ruler.kind == "bands":
        return next((name for number, name in ruler.bands if number == value), f"{value:g}")
    if ruler.kind == "gas":
        return f"{value:+g}" if value else "0"
    if ruler.kind == "percent":
        return f"{value:g}%"
    top = of or (ruler.high if ruler.kind == "raw" else None)
    return _("%(value)s of %(top)s", value=f"{value:g}", top=f"{top:g}") if top else f"{value:g}"


def headline(name: str, form: str, subject: str, said: Sequence[str]) -> str:
    """A sitting in one line, with the first results. Stored in English like every title."""
    beside = ", ".join(part for part in (f"form {form}" if form else "", subject) if part)
    more = f" and {len(said) - _MOST_NAMED} more" if len(said) > _MOST_NAMED else ""
    return f"{name}{f' ({beside})' if beside else ''}: {'; '.join(said[:_MOST_NAMED])}{more}".removesuffix(": ")


def rank(ruler: Ruler, value: float) -> str:
    """How a standard score stands among children of the same age; "" where no percentile is defined."""
    found = scoring.percentile(ruler, value)
    if found is None:
        return ""
    if found < 1:
        return _("Fewer than 1 in 100 children of the same age score lower.")
    if found > 99:
        return _("More than 99 in 100 children of the same age score lower.")
    return _("About %(count)s in 100 children of the same age score lower.", count=round(found))


def range_of(low: float | None, high: float | None) -> str:
    """The range of a result, in whole points; "" where the error is not known."""
    if low is None or high is None:
        return ""
    return _("%(low)s to %(high)s", low=f"{low:.0f}", high=f"{high:.0f}")


def about(ruler: Ruler, points: Sequence[Point], staff: bool = True) -> list[str]:
    """What a line of results says, the main thing first. `points` in order of days; at least one.

    Only `staff` read whose task it is to enter an error that is missing, and how not to reckon with an age.
    """
    last = points[-1]
    same = [point for point in points if point.edition == last.edition]
    sentences = _alone(last, staff) if len(same) == 1 else _change(ruler, same[-2], last)
    if len(same) > 2:
        sentences += _long(ruler, same[0], last)
    if len(same) < len(points):
        sentences.append(_("The edition changed. Results before and after the change are not compared."))
    sentences += _standing(ruler, last) + _outside(last)
    if staff and ruler.kind == "standard" and ruler.sem is None:
        sentences.append(_("We took a usual error: your authority can enter the one from the test’s manual."))
    if staff and ruler.kind == "age":
        sentences.append(_("Do not average it, or set it beside another test."))
    return sentences


def _alone(point: Point, staff: bool) -> list[str]:
    first = _("One result: %(said)s.", said=point.said)
    if point.low is not None and point.high is not None:
        within = range_of(point.low, point.high)
        first = (
            _("One result: %(said)s. The true score is most likely from %(within)s.", said=point.said, within=within)
            if staff
            else _(
                "One result: %(said)s. No test is exact: it could be from %(within)s.", said=point.said, within=within
            )
        )
    return [first, _("One result shows where a child stands, not progress.")]


def _change(ruler: Ruler, before: Point, last: Point) -> list[str]:
    """From one result to the next."""
    by = round(last.value - before.value, 1)
    values = {"before": before.said, "last": last.said}
    if ruler.kind == "standard":
        return [_standard(ruler, by, values)]
    if ruler.kind == "age":
        return [
            _("%(before)s to %(last)s in %(months)s months.", **values, months=scoring.age_in_months(before.on, last.on)),
            _("Age equivalents are rough: a few months up or down may be chance."),
        ]  # fmt: skip
    if by == 0:
        return [_("The same as before: %(last)s.", **values)]
    if ruler.kind in ("bands", "gas", "percent"):
        return [f"{_('From %(before)s to %(last)s.', **values)} {_direction(ruler, by)}".strip()]
    return [_points(ruler, by, values)]


def _standard(ruler: Ruler, by: float, values: dict[str, str]) -> str:
    error = scoring.error_of_change(ruler) or 0.0
    noise = scoring.sem(ruler) or 0.0
    if abs(by) <= noise:
        return _(
            "Keeping pace: %(before)s to %(last)s. A standard score that stays the same is normal progress.", **values
        )
    size = f"{abs(by):g}"
    if abs(by) <= error:
        return _(
            "%(before)s to %(last)s: a change of %(size)s is inside the test’s own error (%(error)s). It may be chance.",
            **values, size=size, error=f"{error:.0f}",
        )  # fmt: skip
    if by > 0:
        return _(
            "Higher by %(size)s: %(before)s to %(last)s. That is more than the test’s error (%(error)s): catching up with children of the same age.",
            **values, size=size, error=f"{error:.0f}",
        )  # fmt: skip
    return _(
        "Lower by %(size)s: %(before)s to %(last)s. That is more than the test’s error (%(error)s): children of the same age moved ahead.",
        **values, size=size, error=f"{error:.0f}",
    )  # fmt: skip


def _points(ruler: Ruler, by: float, values: dict[str, str]) -> str:
    """Raw and scaled scores: the step, whether it may be chance, and which way is better."""
    error = scoring.error_of_change(ruler)
    step = _("Higher by %(size)s", size=f"{by:g}") if by > 0 else _("Lower by %(size)s", size=f"{-by:g}")
    step = _("%(step)s: %(before)s to %(last)s.", step=step, **values)
    if error is None:
        doubt = _("We do not know the error of this score, so a small change may be chance.")
    elif abs(by) <= error:
        return f"{step} {_('That is inside the test’s own error (%(error)s): it may be chance.', error=f'{error:.0f}')}"
    else:
        doubt = _("That is more than the test’s error (%(error)s).", error=f"{error:.0f}")
    return f"{step} {_direction(ruler, by)} {doubt}".replace("  ", " ")


def _direction(ruler: Ruler, by: float) -> str:
    if ruler.direction == "down":
        return _("Lower is better here.")
    if ruler.direction == "up" and by < 0:
        return _("Higher is better here.")
    return ""


def _long(ruler: Ruler, first: Point, last: Point) -> list[str]:
    """The whole way, where there are more than two results of one edition."""
    if ruler.kind == "age":
        return []
    way = _("Since the first result: %(first)s to %(last)s.", first=first.said, last=last.said)
    error = scoring.error_of_change(ruler)
    if error is None:
        return [way]
    small = abs(last.value - first.value) <= error
    return [f"{way} {_('That may be chance.') if small else _('That is more than chance.')}"]


def _standing(ruler: Ruler, last: Point) -> list[str]:
    """Where the newest result stands against what is expected."""
    if ruler.kind == "percent" and ruler.expected == PERSISTENT:
        return _attendance(last.value)
    found = []
    if ruler.kind == "standard":
        found.append(rank(ruler, last.value))
    if ruler.kind == "gas":
        found.append(_goal(last.value))
    elif ruler.expected is not None and ruler.kind != "bands":
        name = ruler.expected_name or _("the expected result")
        reached = last.value >= ruler.expected if ruler.direction != "down" else last.value <= ruler.expected
        mark = plain(ruler, ruler.expected)
        found.append(
            _("It reaches %(name)s (%(mark)s).", name=name, mark=mark) if reached
            else _("It does not reach %(name)s yet (%(mark)s).", name=name, mark=mark)
        )  # fmt: skip
    return found


def _attendance(value: float) -> list[str]:
    missed = _("%(missed)s%% of sessions were missed.", missed=f"{100 - value:.1f}".removesuffix(".0"))
    return [missed, *_absence(value)]


def _absence(value: float) -> list[str]:
    if value <= SEVERE:
        return [_("Half or more is severe absence. Ask first what keeps the child away.")]
    if value <= PERSISTENT:
        return [_("One in ten or more is persistent absence. Ask first what keeps the child away.")]
    return []


def _goal(value: float) -> str:
    if value == 0:
        return _("0 is the level that was expected.")
    return _("More than was expected (0).") if value > 0 else _("Less than was expected (0).")


def _outside(last: Point) -> list[str]:
    if not last.outside_ages:
        return []
    return [_("The child was outside the ages for which this was made: read the number with care.")]
