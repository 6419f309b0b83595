"""The national register of settings (Get Information about Schools): bytes or a stream into rows.

Read by header name: columns come and go each year, in any order. Text is cp1252 (UTF-8 is noticed),
dates are dd-MM-yyyy, codes keep their leading zeros. The names of head teachers are in the file;
they are personal data that the portal has no use for, so they are never read.
A column that the file does not have is None in the row, so that an upsert leaves it as it is.
"""

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from flask_babel import gettext as _

from portal.exchange.problems import Problem, UnreadableFile
from portal.pupils import census_codes

REQUIRED = ("URN", "LA (code)", "EstablishmentName")
#: Column of the file for each text field of `GiasRow`.
COLUMNS = {
    "la_name": "LA (name)",
    "number": "EstablishmentNumber",
    "type_code": "TypeOfEstablishment (code)",
    "type_name": "TypeOfEstablishment (name)",
    "type_group": "EstablishmentTypeGroup (name)",
    "phase": "PhaseOfEducation (name)",
    "ukprn": "UKPRN",
    "street": "Street",
    "locality": "Locality",
    "address3": "Address3",
    "town": "Town",
    "county": "County (name)",
    "postcode": "Postcode",
    "nursery": "NurseryProvision (name)",
    "sixth_form": "OfficialSixthForm (name)",
    "resourced_provision": "TypeOfResourcedProvision (name)",
    "section_41": "Section41Approved (name)",
    "pupils": "NumberOfPupils",
    "resourced_on_roll": "ResourcedProvisionOnRoll",
    "resourced_capacity": "ResourcedProvisionCapacity",
    "unit_on_roll": "SenUnitOnRoll",
    "unit_capacity": "SenUnitCapacity",
}
_STATUSES = {
    "1": "open", "2": "closed", "3": "closing", "4": "proposed",
    "open": "open", "closed": "closed", "openbutproposedtoclose": "closing", "proposedtoopen": "proposed",
}  # fmt: skip
_SEN_COLUMNS = tuple(f"SEN{number} (name)" for number in range(1, 14))
_DATE = re.compile(r"(\d{2})-(\d{2})-(\d{4})", re.ASCII)
_URN = re.compile(r"\d{5,7}", re.ASCII)
_NEW_RECORD = re.compile(r'"?\d{5,7}"?,', re.ASCII)
_MAX_JOINED_LINES = 6


class GiasRow(NamedTuple):
    """One setting. `status` is open, closed, closing (open, but proposed to close) or proposed.

    None: the file has no such column. Ages in years; `sen_types` are census codes of the types of
    need the setting says it provides for.
    """

    line: int
    urn: str
    la_code: str
    name: str
    status: str | None
    opened: dt.date | None
    closed: dt.date | None
    has_dates: bool
    low_age: int | None
    high_age: int | None
    sen_types: tuple[str, ...] | None
    la_name: str | None
    number: str | None
    type_code: str | None
    type_name: str | None
    type_group: str | None
    phase: str | None
    ukprn: str | None
    street: str | None
    locality: str | None
    address3: str | None
    town: str | None
    county: str | None
    postcode: str | None
    nursery: str | None
    sixth_form: str | None
    resourced_provision: str | None
    section_41: str | None
    pupils: str | None
    resourced_on_roll: str | None
    resourced_capacity: str | None
    unit_on_roll: str | None
    unit_capacity: str | None


Item = GiasRow | Problem


def read(source: bytes | BinaryIO, la: str = "") -> Iterator[Item]:
    """Each row as a `GiasRow`, or a refusing `Problem` with line and reason, in file order.

    With `la` (three digits) only the settings of that LA come out; a row so broken that its LA
    cannot be told is reported all the same. Raises UnreadableFile when it is no GIAS file.
    """
    stream = io.BytesIO(source) if isinstance(source, bytes) else source
    lines = io.TextIOWrapper(stream, encoding=_encoding(stream), errors="replace", newline="")
    try:
        yield from _items(lines, la)
    finally:
        lines.detach()


def _encoding(stream: BinaryIO) -> str:
    """cp1252 unless the first megabyte is UTF-8 with letters beyond ASCII or a byte order mark."""
    start = stream.read(1_000_000)
    stream.seek(0)
    if start.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    try:
        start[: start.rfind(b"\n") + 1].decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "cp1252" if start.isascii() else "utf-8"


def _items(lines: io.TextIOWrapper, la: str) -> Iterator[Item]:
    records = _records(lines)
    first = next(records, None)
    headers = first[1] if first and not isinstance(first, Problem) else []
    place = {header.strip(): index for index, header in enumerate(headers)}
    missing = [header for header in REQUIRED if header not in place]
    if missing:
        raise UnreadableFile(
            "not-gias",
            _(
                "This is not the national register of settings: it has no column “%(column)s”.",
                column=missing[0],
            ),
        )
    seen: dict[str, int] = {}
    for record in records:
        if isinstance(record, Problem):
            yield record
            continue
        line, cells = record
        if not any(cell.strip() for cell in cells):
            continue
        item = _row(line, cells, len(headers), place)
        if isinstance(item, Problem) or not la or item.la_code == la:
            yield item if isinstance(item, Problem) else _once(item, seen)


def _records(lines: io.TextIOWrapper) -> Iterator[tuple[int, list[str]] | Problem]:
    """One record at a time. A quotation mark that never closes costs one row, not the rest."""
    held: list[str] = []
    start = 1
    for number, line in enumerate(lines, 1):
        if held and (len(held) >= _MAX_JOINED_LINES or _NEW_RECORD.match(line)):
            yield _unclosed(start)
            held = []
        if not held:
            start = number
        held.append(line)
        if sum(part.count('"') for part in held) % 2:
            continue
        text = "".join(held)
        try:
            # No text has a NUL in it, and PostgreSQL stores none.
            yield (_unreadable(start) if "\0" in text else (start, next(csv.reader([text]), [])))
        except csv.Error:
            yield _unreadable(start)
        held = []
    if held:
        yield _unclosed(start)


def _unreadable(line: int) -> Problem:
    return Problem("unreadable", _("This row cannot be read."), line, refuses=True)


def _unclosed(line: int) -> Problem:
    return Problem("quotes", _("A quotation mark is not closed."), line, refuses=True)


def _once(row: GiasRow, seen: dict[str, int]) -> Item:
    if row.urn in seen:
        sentence = _("The URN %(urn)s is also on line %(line)s.", urn=row.urn, line=seen[row.urn])
        return Problem("repeated-urn", sentence, row.line, refuses=True)
    seen[row.urn] = row.line
    return row


def _row(line: int, cells: list[str], width: int, place: dict[str, int]) -> Item:
    if len(cells) != width:
        sentence = _("This row has %(found)s columns instead of %(width)s.", found=len(cells), width=width)
        return Problem("columns", sentence, line, refuses=True)

    def cell(column: str) -> str | None:
        index = place.get(column)
        return None if index is None else cells[index].strip()

    urn, la_code, name = (cell(column) or "" for column in REQUIRED)
    opened, closed = cell("OpenDate"), cell("CloseDate")
    status = cell("EstablishmentStatus (code)") or cell("EstablishmentStatus (name)")
    reason = _reason(urn, la_code, name, (opened, closed), status)
    if reason:
        return Problem("row", reason, line, refuses=True)
    return GiasRow(
        line=line,
        urn=urn,
        la_code=la_code,
        name=name,
        status=_STATUSES[census_codes.fold(status)] if status else None,
        opened=_date(opened),
        closed=_date(closed),
        has_dates=opened is not None and closed is not None,
        low_age=_age(cell("StatutoryLowAge")),
        high_age=_age(cell("StatutoryHighAge")),
        sen_types=_sen_types([cell(column) for column in _SEN_COLUMNS]),
        **{field: cell(column) for field, column in COLUMNS.items()},
    )


def _reason(urn: str, la_code: str, name: str, written: tuple[str | None, ...], status: str | None) -> str:
    """Why a row cannot go in; empty when it can."""
    if not _URN.fullmatch(urn):
        return _("“%(urn)s” is not a URN.", urn=urn[:20])
    if not (len(la_code) == 3 and la_code.isascii() and la_code.isdigit()):
        return _("“%(code)s” is not the code of a local authority.", code=la_code[:20])
    if not name:
        return _("The setting has no name.")
    for text in written:
        if text and _date(text) is None:
            return _("“%(date)s” is not a date (day-month-year).", date=text[:20])
    if status and census_codes.fold(status) not in _STATUSES:
        return _("The status “%(status)s” is not known.", status=status[:40])
    return ""


def _date(text: str | None) -> dt.date | None:
    found = _DATE.fullmatch(text or "")
    if not found:
        return None
    try:
        return dt.date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return None


def _age(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 3 else None


def _sen_types(written: list[str | None]) -> tuple[str, ...] | None:
    """`ABBR - Long name`, or `Not Applicable`, which can stand in SEN1 with SEN2 filled."""
    if all(text is None for text in written):
        return None
    codes = (census_codes.need(text).code for text in written if text)
    return tuple(dict.fromkeys(code for code in codes if code))
