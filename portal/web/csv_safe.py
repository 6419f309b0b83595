"""CSV for spreadsheets: no cell that we write may become a formula (OWASP "CSV injection")."""

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal

#: Also the full-width forms, which some spreadsheets treat alike.
STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

Cell = str | int | float | Decimal | None


def safe_cell(value: Cell) -> Cell:
    """`value` so that no spreadsheet takes it for a formula; numbers stay numbers."""
    if isinstance(value, str) and value.lstrip(" \xa0").startswith(STARTS):
        return "'" + value
    return value


def write(headers: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A CSV that Excel opens with its letters intact (UTF-8 with a mark), every cell made safe."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([safe_cell(header) for header in headers])
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")
