"""CSV text from spreadsheets: encodings, delimiters, and cells that are formulas.

The apostrophe that `web.csv_safe` puts before a cell on its way out is taken off again, Excel's
`="0123"` is unwrapped, and anything else that starts with `=` or `@` is left out and said.
"""

import csv
import io
import re
from collections.abc import Iterable
from typing import NamedTuple

from flask_babel import gettext as _

from portal.exchange.problems import Problem, UnreadableFile
from portal.web.csv_safe import STARTS

MAX_BYTES = 10_000_000
MAX_ROWS = 20_000
MAX_COLUMNS = 200
MAX_CELL = 5_000
_DELIMITERS = ",;\t|"
_UNWRAP = re.compile(r'="((?:[^"]|"")*)"')


class Row(NamedTuple):
    """A row of a sheet with the line of the file on which it starts."""

    line: int
    cells: tuple[str, ...]


class Sheet(NamedTuple):
    """A CSV file as read. `encoding` and `delimiter` are what we took it for."""

    headers: tuple[str, ...]
    rows: tuple[Row, ...]
    encoding: str
    delimiter: str
    problems: tuple[Problem, ...]


def decode(content: bytes) -> tuple[str, str]:
    """The text and the encoding: a byte order mark decides, then UTF-8 if it fits, else cp1252.

    Raises UnreadableFile for empty, binary or too large content.
    """
    if len(content) > MAX_BYTES:
        raise UnreadableFile("too-large", _("This file is larger than %(size)s MB.", size=MAX_BYTES // 1_000_000))
    if not content.strip():
        raise UnreadableFile("empty", _("This file is empty."))
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise UnreadableFile(
            "workbook", _("This is a spreadsheet, not a CSV file. Open it, choose “Save as”, then “CSV”.")
        )
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            text = content.decode("utf-16")
        except UnicodeDecodeError:
            raise UnreadableFile("binary", _("This file is not text, so it was not read.")) from None
        if "\0" not in text:
            return text, "utf-16"
    if b"\0" in content:
        raise UnreadableFile("binary", _("This file is not text, so it was not read."))
    try:
        return content.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace"), "cp1252"


def read_sheet(content: bytes) -> Sheet:
    """Read a CSV: the first row with at least two filled cells is the header.

    Raises UnreadableFile with one sentence. Formulas are left out and listed in `problems`.
    """
    text, encoding = decode(content)
    delimiter = _delimiter(text)
    headers: tuple[str, ...] = ()
    rows: list[Row] = []
    problems: list[Problem] = []
    for line, cells in _lines(text, delimiter):
        cleaned = tuple(_clean(cell, line, problems) for cell in cells)
        if not headers:
            headers = cleaned if sum(map(bool, cleaned)) > 1 else ()
        elif any(cleaned):
            rows.append(Row(line, cleaned))
            if len(rows) > MAX_ROWS:
                raise UnreadableFile("too-long", _("There are more than %(count)s rows.", count=MAX_ROWS))
    if not headers:
        raise UnreadableFile("no-headers", _("We found no row of column names. Is this a CSV file?"))
    if not rows:
        raise UnreadableFile("no-rows", _("There are column names, but no rows below them."))
    return Sheet(headers, tuple(rows), encoding, delimiter, tuple(problems))


def _lines(text: str, delimiter: str) -> Iterable[tuple[int, list[str]]]:
    """Each row with its first line; an over-long cell means a quotation mark that never closes."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise UnreadableFile(
                "quotes", _("From line %(line)s on the quotation marks do not match.", line=line)
            ) from None
        if len(cells) > MAX_COLUMNS:
            raise UnreadableFile("too-wide", _("There are more than %(count)s columns.", count=MAX_COLUMNS))
        yield line, cells
        line = reader.line_num + 1


def _delimiter(text: str) -> str:
    """The candidate that splits the first filled line into most parts; a comma when none does."""
    first = next((line for line in text.splitlines() if line.strip(" ,;\t|")), "")
    outside = re.sub(r'"[^"]*"', "", first)
    return max(_DELIMITERS, key=lambda candidate: (outside.count(candidate), -_DELIMITERS.index(candidate)))


def _clean(cell: str, line: int, problems: list[Problem]) -> str:
    cell = cell.replace("\xa0", " ").replace("\0", "").strip()
    wrapped = _UNWRAP.fullmatch(cell)
    if wrapped:
        cell = wrapped[1].replace('""', '"').strip()
    if cell.startswith("'") and cell[1:].lstrip().startswith(STARTS):
        return cell[1:].strip()
    if cell.startswith(("=", "@", "＝", "＠")):
        sentence = _("A cell holds a formula (“%(start)s”), so it was left out.", start=cell[:20])
        problems.append(Problem("formula", sentence, line))
        return ""
    if len(cell) > MAX_CELL:
        problems.append(Problem("long-cell", _("A cell was too long and was cut."), line))
    return cell[:MAX_CELL]
