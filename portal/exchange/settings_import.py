"""Bring the authority's settings up to date from a register: an upsert by URN, in bulk.

Nothing is ever deleted: a setting that closed keeps its history, one that is missing from the file
stays as it was, and a column that the file does not have leaves what is stored.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, BinaryIO, NamedTuple

from flask_babel import gettext as _

from portal import clock
from portal.access.acting import Act, Refused
from portal.db import database
from portal.exchange import csv_text, early_years, gias, setting_values
from portal.exchange.early_years import ProviderRow
from portal.exchange.gias import GiasRow
from portal.exchange.problems import Problem, UnreadableFile
from portal.organisation.models import Setting
from portal.organisation.names import fold
from portal.timeline.record import Story, record

_CHUNK = 1_000
_COLUMNS = [field for field in Setting._meta.sorted_fields if field.name != "id"]
_NAMES = [field.name for field in _COLUMNS]
_LONGEST = {field.name: field.max_length for field in _COLUMNS if getattr(field, "max_length", None)}
#: Not compared: they say when and from where we heard, not what the setting is.
_ABOUT_THE_ROW = ("updated_at", "source")

Row = GiasRow | ProviderRow | Problem
Progress = Callable[[int], None]


class Tally(NamedTuple):
    """What an import did. `closed`: of the new and changed ones, how many the file newly closes."""

    new: int
    changed: int
    unchanged: int
    closed: int
    refused: tuple[Problem, ...]


class _Sorted(NamedTuple):
    new: list[dict[str, Any]]
    changed: list[dict[str, Any]]
    refused: list[Problem]
    unchanged: int
    closed: int


def import_settings(
    act: Act,
    rows: Iterable[Row],
    file_name: str,
    *,
    la: tuple[str, str] = ("", ""),
    progress: Progress = lambda _count: None,
) -> Tally:
    """Store every setting of `rows`, one entry for the whole file, in one transaction.

    `la` is code and name of the authority for providers outside the national register. `progress`
    is told the number of rows read so far, now and then. What `rows` raises (UnreadableFile) stops
    the import with nothing stored.
    """
    with database.atomic():
        found = _sort(rows, la, progress)
        _insert(found.new)
        _update(found.changed)
        tally = Tally(len(found.new), len(found.changed), found.unchanged, found.closed, tuple(found.refused))
        if tally.new or tally.changed:
            record(act, _story(tally, file_name), pupil=None)
    return tally


def rows_of(stream: BinaryIO, la: str) -> Iterator[Row]:
    """The national register or a list of providers, told apart by their first line. Raises UnreadableFile."""
    first = stream.read(20_000)
    stream.seek(0)
    if _is_provider_list(first):
        yield from early_years.read(stream.read())
    else:
        yield from gias.read(stream, la)


def _is_provider_list(first: bytes) -> bool:
    line = first.splitlines()[0] if first.strip() else b""
    try:
        headers = csv_text.decode(line)[0].split(",")
    except UnreadableFile:
        return False
    return early_years.looks_like_providers(tuple(headers))


def add_provider(act: Act, row: ProviderRow, la: tuple[str, str]) -> Setting:
    """Add one early-years provider by hand. Raises Refused when we have it already."""
    with database.atomic():
        known = (Setting.urn_type == "ofsted_ey") & (Setting.urn == row.urn)
        if Setting.select().where(known).exists():
            raise Refused(_("There is already a setting with the Ofsted number %(urn)s.", urn=row.urn))
        values = _values(row, la) | {"source": "form", "updated_at": clock.now()}
        made: Setting = Setting.create(**values)
        record(act, Story("setting_changed", f"Setting added: {made.name}", audience="professionals"), pupil=None)
    return made


def _story(tally: Tally, file_name: str) -> Story:
    data = tally._replace(refused=())._asdict() | {"refused": len(tally.refused), "file": file_name}
    return Story(kind="setting_changed", title="Settings brought up to date", audience="professionals", data=data)


def _sort(rows: Iterable[Row], la: tuple[str, str], progress: Progress) -> _Sorted:
    """Compare each row with what is stored."""
    stored = _stored()
    found = _Sorted([], [], [], 0, 0)
    unchanged = closed = 0
    now = clock.now()
    for count, row in enumerate(rows, 1):
        if count % _CHUNK == 0:
            progress(count)
        if isinstance(row, Problem):
            found.refused.append(row)
            continue
        values = _values(row, la)
        before = stored.get((values["urn_type"], values["urn"]))
        about = {"updated_at": now, "source": "gias" if isinstance(row, GiasRow) else "csv"}
        if before is None:
            found.new.append(_BLANK | values | about)
        elif any(before[name] != value for name, value in values.items()):
            found.changed.append(before | values | about)
        else:
            unchanged += 1
            continue
        closed += values.get("status") == "closed" and (before is None or before["status"] != "closed")
    return found._replace(unchanged=unchanged, closed=closed)


def _values(row: GiasRow | ProviderRow, la: tuple[str, str]) -> dict[str, Any]:
    values = setting_values.of_gias(row) if isinstance(row, GiasRow) else setting_values.of_provider(row, *la)
    values["name_fold"] = fold(values["name"])
    for name, longest in _LONGEST.items():
        if isinstance(values.get(name), str):
            values[name] = values[name][:longest]
    return values


def _stored() -> dict[tuple[str, str], dict[str, Any]]:
    rows: Iterator[dict[str, Any]] = Setting.select().where(Setting.urn.is_null(False)).dicts().iterator()
    return {(row["urn_type"], row["urn"]): row for row in rows}


def _default(field: Any) -> Any:
    return field.default() if callable(field.default) else field.default


_BLANK: dict[str, Any] = {field.name: _default(field) for field in _COLUMNS}


def _insert(rows: Sequence[dict[str, Any]]) -> None:
    columns = ", ".join(f'"{field.column_name}"' for field in _COLUMNS)
    marks = ", ".join([database.param] * len(_COLUMNS))
    _many(f"INSERT INTO setting ({columns}) VALUES ({marks})", [_plain(row) for row in rows])  # noqa: S608 - our own names


def _update(rows: Sequence[dict[str, Any]]) -> None:
    changes = ", ".join(f'"{field.column_name}" = {database.param}' for field in _COLUMNS)
    _many(f"UPDATE setting SET {changes} WHERE id = {database.param}", [[*_plain(row), row["id"]] for row in rows])  # noqa: S608


def _plain(row: dict[str, Any]) -> list[Any]:
    return [field.db_value(row[field.name]) for field in _COLUMNS]


def _many(sql: str, rows: Sequence[list[Any]]) -> None:
    """Run one statement for many rows: ten times faster than building each."""
    for begin in range(0, len(rows), _CHUNK):
        database.cursor().executemany(sql, rows[begin : begin + _CHUNK])
