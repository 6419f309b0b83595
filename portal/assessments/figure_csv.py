"""National figures as CSV: read with a clear word for each line that is wrong, and written so that it can be sent back."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from flask_babel import gettext as _

from portal.access.acting import Refused
from portal.assessments.measures import CERTAINTIES, GROUPS, MEASURES
from portal.assessments.models import NationalFigure
from portal.pupils.census_codes import NEED_LABELS
from portal.web import csv_safe

HEADERS = ("measure", "group", "area", "year", "value", "edition", "source", "url", "obtained_on", "certainty")
MOST_ROWS, MOST_BYTES = 2_000, 500_000
_LONGEST = {"area": 60, "edition": 120, "source": 255, "url": 500}
_YEAR = re.compile(r"(20\d\d)/(\d\d)")
_BRITISH = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


class Row(NamedTuple):
    """A figure as a line of the file gives it."""

    measure: str
    group: str
    area: str
    year: str
    value: float
    edition: str
    source: str
    url: str
    obtained_on: date | None
    certainty: str

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What makes it the same figure as another one."""
        return (self.measure, self.group, self.area, self.year)


class Wrong(NamedTuple):
    """A line that cannot be taken, and what to do about it."""

    line: int
    reason: str


class Read(NamedTuple):
    """A file as read: figures, and what is wrong."""

    rows: list[Row]
    wrong: list[Wrong]


def decode(content: bytes) -> str:
    """The text of a file: UTF-8, else as Excel in Britain writes it. Raises Refused for what is no text."""
    if not content.strip():
        raise Refused(_("This file is empty."), "file")
    if len(content) > MOST_BYTES:
        raise Refused(_("This file is too large. Send the figures only."), "file")
    if b"\0" in content or content.startswith(b"PK\x03\x04"):
        raise Refused(_("This is not a CSV file. In a spreadsheet choose “Save as”, then “CSV”."), "file")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def read(text: str) -> Read:
    """The figures of a CSV. Raises Refused when its columns are not ours, or it is too long."""
    try:
        lines = list(csv.DictReader(io.StringIO(text, newline=""), restkey="more", restval=""))
    except csv.Error:
        raise Refused(_("The quotation marks in this file do not match."), "file") from None
    header = next(csv.reader(io.StringIO(text, newline="")), [])
    missing = [name for name in HEADERS[:5] if name not in header]
    if missing:
        raise Refused(_("These columns are missing: %(names)s. Start from the file that you can download here.", names=", ".join(missing)), "file")  # fmt: skip
    if len(lines) > MOST_ROWS:
        raise Refused(_("There are more than %(count)s lines.", count=MOST_ROWS), "file")
    found = Read([], [])
    seen: set[tuple[str, str, str, str]] = set()
    for number, cells in enumerate(lines, 2):
        if any(str(cell or "").strip() for cell in cells.values()):
            _take(number, cells, seen, found)
    if not (found.rows or found.wrong):
        raise Refused(_("There are column names, but no lines below them."), "file")
    return found


def _take(number: int, cells: dict[str, str], seen: set[tuple[str, str, str, str]], found: Read) -> None:
    try:
        row = _row({name: _cell(cells.get(name)) for name in HEADERS})
    except ValueError as wrong:
        found.wrong.append(Wrong(number, str(wrong)))
        return
    if row.key in seen:
        found.wrong.append(Wrong(number, _("This figure stands in an earlier line too.")))
        return
    seen.add(row.key)
    found.rows.append(row)


def _cell(text: str | None) -> str:
    """A cell; the apostrophe that keeps spreadsheets from reading a formula is taken off again."""
    cell = " ".join((text or "").split())
    return cell[1:].strip() if cell.startswith("'") and cell[1:].lstrip().startswith(csv_safe.STARTS) else cell


def _row(cells: dict[str, str]) -> Row:
    """A line as a figure. Raises ValueError with the sentence for the person."""
    if cells["measure"] not in MEASURES:
        raise ValueError(_("“%(what)s” is not a measure. Use one of: %(known)s.", what=cells["measure"][:40], known=", ".join(MEASURES)))  # fmt: skip
    if cells["group"] not in (*GROUPS, *NEED_LABELS):
        raise ValueError(_("“%(what)s” is not a group. Use all, none, any, K, E or a type of need.", what=cells["group"][:40]))  # fmt: skip
    year = _YEAR.fullmatch(cells["year"])
    if not year or (int(year[1]) + 1) % 100 != int(year[2]):
        raise ValueError(_("“%(what)s” is not a school year. Write it like 2024/25.", what=cells["year"][:40]))
    for name, longest in _LONGEST.items():
        if len(cells[name]) > longest:
            raise ValueError(_("The %(name)s is longer than %(longest)s letters.", name=name, longest=longest))
    if not cells["source"]:
        raise ValueError(_("Say in “source” where this figure was read."))
    if cells["url"] and not cells["url"].startswith(("https://", "http://")):
        raise ValueError(_("The url must start with https://."))
    certainty = cells["certainty"] or "read"
    if certainty not in CERTAINTIES:
        raise ValueError(_("Certainty is “read” or “second-hand”."))
    typed = {**cells, "area": cells["area"] or "England", "certainty": certainty}
    return Row(**typed | {"value": _percent(cells["value"]), "obtained_on": _day(cells["obtained_on"])})  # type: ignore[arg-type]


def _percent(typed: str) -> float:
    try:
        value = float(typed.removesuffix("%").strip())
    except ValueError:
        value = -1.0
    if not 0 <= value <= 100:
        raise ValueError(_("“%(what)s” is not a percentage from 0 to 100.", what=typed[:20]))
    return round(value, 2)


def _day(typed: str) -> date | None:
    if not typed:
        return None
    british = _BRITISH.fullmatch(typed)
    try:
        return date(int(british[3]), int(british[2]), int(british[1])) if british else date.fromisoformat(typed)
    except ValueError:
        raise ValueError(_("“%(what)s” is not a date. Write it like 03/03/2026.", what=typed[:20])) from None


def write(figures: Sequence[NationalFigure]) -> bytes:
    """The figures in force, as `read` takes them back."""
    return csv_safe.write(
        HEADERS,
        [
            [f.measure, f.group, f.area, f.year, f.value, f.edition, f.source, f.url, str(f.obtained_on or ""), f.certainty]
            for f in figures
        ],
    )  # fmt: skip
