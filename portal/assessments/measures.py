"""Which national measures the portal knows, and how a figure stands beside a child's own result. Never a ranking."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

MEASURES: dict[str, object] = {
    "phonics_y1": _l("met the phonics threshold in Year 1"),
    "ks2_rwm": _l("met the expected standard in reading, writing and maths at the end of Year 6"),
    "eyfsp_gld": _l("had a good level of development at the end of Reception"),
    "overall_absence": _l("of sessions were missed"),
    "persistent_absence": _l("missed one session in ten or more"),
    "sen_support": _l("of pupils have SEN support"),
    "ehc_plan": _l("of pupils have an EHC plan"),
}
"""Code to what the percentage says."""

BESIDE = {"absence": ("overall_absence", "persistent_absence")}
"""Codes of scales that stand beside several measures."""

GROUPS: dict[str, object] = {
    "all": _l("all children"),
    "none": _l("children without SEN"),
    "any": _l("children with SEN"),
    "K": _l("children with SEN support"),
    "E": _l("children with an EHC plan"),
}
"""Groups besides the census types of need."""
SHOWN = ("all", "K", "E")
"""Groups that stand beside a child's result, where there is a figure."""
CERTAINTIES = {"read": _l("read in a published source"), "second-hand": _l("second-hand")}


class Figure(NamedTuple):
    """A published percentage."""

    measure: str
    group: str
    area: str
    year: str
    value: float
    edition: str
    source: str


def beside(measure: str, figures: Sequence[Figure]) -> list[str]:
    """The newest figure of each group, one sentence for each measure and year: "England 2024/25: 80% of all children …".

    A group whose newest figure is of an earlier year says that year. Figures of an earlier edition (another framework)
    are never set beside a child.
    """
    sentences = []
    for code in BESIDE.get(measure, (measure,)):
        newest = [found for group in SHOWN if (found := _newest(code, group, figures))]
        newest.sort(key=lambda figure: (-int(figure.year[:4]), SHOWN.index(figure.group)))
        for (area, year), of_year in groupby(newest, key=lambda figure: (figure.area, figure.year)):
            parts = [_part(figure) for figure in of_year]
            sentences.append(_("%(area)s %(year)s: %(parts)s.", area=area, year=year, parts=_sentence(code, parts)))
    return sentences


def sources(measure: str, figures: Sequence[Figure]) -> str:
    """Where the shown figures were read, each source once."""
    codes = BESIDE.get(measure, (measure,))
    used = [found for code in codes for group in SHOWN if (found := _newest(code, group, figures))]
    return "; ".join(dict.fromkeys(figure.source for figure in used if figure.source))


def _newest(measure: str, group: str, figures: Sequence[Figure]) -> Figure | None:
    own = [figure for figure in figures if figure.measure == measure]
    newest = max(own, key=lambda figure: figure.year, default=None)
    same = [figure for figure in own if newest and figure.group == group and figure.edition == newest.edition]
    return max(same, key=lambda figure: figure.year, default=None)


def _part(figure: Figure) -> str:
    values = {"value": f"{figure.value:g}", "group": GROUPS[figure.group]}
    if figure.measure == "overall_absence":
        # A share of sessions, not of children.
        return _("%(value)s%% by %(group)s", **values)
    return _("%(value)s%% of %(group)s", **values)


def _sentence(measure: str, parts: list[str]) -> str:
    listed = ", ".join(parts)
    if measure == "overall_absence":
        return _("sessions missed: %(parts)s", parts=listed)
    return f"{listed} {MEASURES[measure]}"
