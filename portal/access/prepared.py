"""Statements whose SQL text is built once and then only filled.

Building a peewee query costs about as much as running it. A hot page declares its query
beside the NamedTuple that it reads into:

    class Line(NamedTuple): ...
    lines = Prepared(Line, lambda: Entry.select(...).where(Entry.pupil == Bind("pupil")))
    for line in lines.rows(pupil=7): ...
"""

from collections import namedtuple
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Generic, NamedTuple, TypeVar

from peewee import ForeignKeyField, Model

from portal.access import sight
from portal.db import database

Row = TypeVar("Row", bound=tuple[Any, ...])


class _Text(NamedTuple):
    sql: str
    params: list[Any]
    convert: list[tuple[int, Callable[[Any], Any]]]


class Prepared(Generic[Row]):
    """A query that is compiled once per engine and reach."""

    def __init__(self, row: type[Row], build: Callable[[], Any]) -> None:
        self._make: Callable[[Any], Row] = row._make  # type: ignore[attr-defined]
        self._build = build
        self._texts: dict[tuple[Any, ...], _Text] = {}

    def _text(self) -> _Text:
        who = sight.required()
        key = (id(database.obj), who.reach, who.role, who.system, who.counting)
        text = self._texts.get(key)
        if text is None:
            query = self._build()
            sql, params = database.get_sql_context().sql(query).query()
            text = self._texts[key] = _Text(sql, list(params), _converters(query))
        return text

    def rows(self, **values: Any) -> list[Row]:
        """All rows. `values` fill the query's own binds."""
        text = self._text()
        with sight.bound(values):
            found = database.execute_sql(text.sql, text.params).fetchall()
        if not text.convert:
            return list(map(self._make, found))
        return [self._make(_converted(row, text.convert)) for row in found]

    def first(self, **values: Any) -> Row | None:
        """The first row, or None."""
        rows = self.rows(**values)
        return rows[0] if rows else None


def fields(model: type[Model]) -> list[Any]:
    """Every column of a model, in the order of `names`: what to select for a whole row."""
    return list(model._meta.sorted_fields)


def names(model: type[Model], prefix: str = "") -> list[str]:
    """What a row's values are called: as on the model, a reference by its id ("target_id")."""
    return [
        prefix + (field.object_id_name if isinstance(field, ForeignKeyField) else field.name) for field in fields(model)
    ]


def row_type(name: str, *columns: str) -> Any:
    """A tuple type whose columns are a model's own: written out by hand they would be the model a second time."""
    made: Any = namedtuple
    return made(name, columns)


def built(model: type[Model], values: tuple[Any, ...], only: tuple[str, ...] = ()) -> Any:
    """An instance of a model as read from the database, of the values of its `fields` (or of those named `only`)."""
    row: Any = model(__no_default__=1)
    row.__data__ = dict(zip(only or (field.name for field in fields(model)), values, strict=True))
    row._dirty.clear()
    return row


def _converters(query: Any) -> list[tuple[int, Callable[[Any], Any]]]:
    """For SQLite, whose dates and JSON are text: the columns to convert back, by position."""
    found = []
    for position, column in enumerate(query._returning):
        field = getattr(column, "field", column)
        field = getattr(field, "node", field)
        kind = type(field).__name__.removeprefix("_")
        if kind in ("DateField", "DateTimeField", "BooleanField"):
            found.append((position, _READ[kind]))
        elif kind == "JsonField":
            found.append((position, field.python_value))
    return found


# peewee tries one format after the other; what we store is always ISO, which Python reads 20 times faster.
_READ: dict[str, Callable[[Any], Any]] = {
    "DateField": lambda value: date.fromisoformat(value) if isinstance(value, str) else value,
    "DateTimeField": lambda value: datetime.fromisoformat(value) if isinstance(value, str) else value,
    "BooleanField": bool,
}


def _converted(row: tuple[Any, ...], convert: list[tuple[int, Callable[[Any], Any]]]) -> list[Any]:
    cells = list(row)
    for position, value in convert:
        if cells[position] is not None:
            cells[position] = value(cells[position])
    return cells
