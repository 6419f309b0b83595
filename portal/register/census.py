"""The census list: provision and ranked needs of each child on the register, and what is missing."""

from datetime import date
from typing import NamedTuple

from flask_babel import gettext as _

from portal.organisation.calendar import year_group
from portal.organisation.calendars import calendar_of
from portal.organisation.models import Setting
from portal.organisation.rules import rules
from portal.pupils.year_groups import YEAR_GROUPS
from portal.register import queries
from portal.register.listing import clock_of, unreviewed
from portal.web.csv_safe import Cell

GAPS = ("upn", "need", "uninformed", "unreviewed")
_SCHOOL_YEARS = frozenset(YEAR_GROUPS[YEAR_GROUPS.index("R") :]) - {"X"}


class CensusRow(NamedTuple):
    """One child. `needs` are codes in their rank; `gaps` are of GAPS."""

    pupil: int
    name: str
    forename: str
    surname: str
    born_on: date
    upn: str
    year_group: str
    room: str
    code: str
    since: date
    needs: list[str]
    lead: str
    informed_on: date | None
    stage: str
    review_on: date | None
    gaps: tuple[str, ...]


def rows(setting: int, today: date) -> list[CensusRow]:
    """The whole register by surname. Six statements, whatever its size."""
    phase = Setting.select(Setting.phase).where(Setting.id == setting).scalar() or ""
    clock = clock_of(calendar_of(setting, phase), rules(), today)
    needs: dict[int, list[str]] = {}
    for pupil, _rank, code in queries.all_needs(setting):
        needs.setdefault(pupil, []).append(code)
    found = []
    for line in queries.lines(setting):
        missing = {
            "upn": not line.upn and of_school_age(line.born_on, line.year_group or "", today),
            "need": line.pupil not in needs,
            "uninformed": line.informed_on is None,
            "unreviewed": unreviewed(line, clock),
        }
        found.append(
            CensusRow(
                line.pupil, line.name, line.forename, line.surname, line.born_on, line.upn or "",
                line.year_group or "", line.room or "", line.code, line.since, needs.get(line.pupil, []),
                line.lead or "", line.informed_on, line.stage or "", line.review_on,
                tuple(gap for gap in GAPS if missing[gap]),
            )
        )  # fmt: skip
    return found


def of_school_age(born: date, year: str, today: date) -> bool:
    """Whether a child has a UPN in England: from Reception on."""
    return year in _SCHOOL_YEARS if year else year_group(born, today) >= 0


def gap_counts(found: list[CensusRow]) -> dict[str, int]:
    """How many children have each gap; gaps that nobody has are left out."""
    counts = {gap: sum(gap in row.gaps for row in found) for gap in GAPS}
    return {gap: count for gap, count in counts.items() if count}


def headers() -> list[str]:
    """The columns of the export."""
    return [
        _("UPN"), _("Last name"), _("First name"), _("Date of birth"), _("Year group"), _("Room or class"),
        _("SEN provision"), _("On the register from"), _("Need rank 1"), _("Need rank 2"), _("Need rank 3"),
        _("Need rank 4"), _("Lead"), _("Family informed on"), _("Stage"), _("Review date"), _("Missing"),
    ]  # fmt: skip


def cells(row: CensusRow) -> list[Cell]:
    """A child's cells in the order of `headers`; dates as ISO, which no spreadsheet misreads."""
    needs = [*row.needs[:4], *[""] * (4 - len(row.needs[:4]))]
    return [
        row.upn, row.surname, row.forename, row.born_on.isoformat(), row.year_group, row.room, row.code,
        row.since.isoformat(), *needs, row.lead, _iso(row.informed_on), row.stage, _iso(row.review_on),
        ", ".join(row.gaps),
    ]  # fmt: skip


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
