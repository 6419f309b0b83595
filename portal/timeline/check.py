"""`flask check`: does every row stand as the last entry about it left it?"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from peewee import fn

from portal.access import sight
from portal.db import BaseModel
from portal.timeline.digests import digest
from portal.timeline.models import EntryDigest

_CHUNK = 500


class Difference(NamedTuple):
    """A row that was changed, or is gone, without an entry."""

    table: str
    id: int
    entry: int
    what: str


def differences() -> Iterator[Difference]:
    """Compare each row with the newest digest kept of it. Reads in chunks; changes nothing."""
    with sight.system("check"):
        models = {model._meta.table_name: model for model in _models(BaseModel)}
        newest = (
            EntryDigest.select(EntryDigest.subject_type, EntryDigest.subject_id, fn.MAX(EntryDigest.id))
            .group_by(EntryDigest.subject_type, EntryDigest.subject_id)
            .order_by(EntryDigest.subject_type, EntryDigest.subject_id)
            .tuples()
        )
        chunk: list[tuple[str, int, int]] = []
        for row in newest:
            if chunk and (len(chunk) == _CHUNK or row[0] != chunk[0][0]):
                yield from _compare(models[chunk[0][0]], chunk)
                chunk = []
            chunk.append(row)
        if chunk:
            yield from _compare(models[chunk[0][0]], chunk)


def _compare(model: Any, chunk: list[tuple[str, int, int]]) -> Iterator[Difference]:
    kept = {row.id: row for row in EntryDigest.select().where(EntryDigest.id.in_([last for _t, _i, last in chunk]))}
    rows = {row.id: row for row in model.select().where(model.id.in_([subject for _t, subject, _l in chunk]))}
    for table, subject, last in chunk:
        entry = kept[last].entry_id
        if subject not in rows:
            yield Difference(table, subject, entry, "gone")
        elif digest(rows[subject]) != kept[last].digest:
            yield Difference(table, subject, entry, "changed")


def _models(base: type[Any]) -> Iterator[type[Any]]:
    for model in base.__subclasses__():
        yield model
        yield from _models(model)
