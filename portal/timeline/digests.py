"""The digest of a row as an action left it: what `flask check` compares with the row."""

import hashlib
import json
from datetime import date, datetime
from typing import Any

from peewee import Model

# Columns that follow an entry's audience, not the content that the entry recorded.
_NOT_DIGESTED = ("audience",)


def digest(row: Model) -> str:
    """SHA-256 over the row's filled columns in declared order (audience apart), as the database stores them.

    Each value passes its field first, so that a row in hand and the same row read again agree. A column that stands at
    its default is left out: a table may gain columns without every older row looking changed.
    """
    values = [
        [field.name, _plain(value)]
        for field in row._meta.sorted_fields
        if field.name not in _NOT_DIGESTED and (value := field.db_value(row.__data__.get(field.name))) != _unset(field)
    ]
    return hashlib.sha256(json.dumps(values, ensure_ascii=False).encode()).hexdigest()


def _unset(field: Any) -> Any:
    """What a column holds that nobody has filled."""
    default = field.default
    return field.db_value(default() if default in (list, dict) else default)


def _plain(value: Any) -> Any:
    """A stored value, the same whether Python or the database gave it: dates as ISO text, truth as 1 and 0."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, Model):
        return value.id
    if isinstance(value, datetime):
        return value.replace(microsecond=0).isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    return value
