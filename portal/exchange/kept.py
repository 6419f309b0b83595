"""Incoming children as plain JSON and back: what an upload keeps between preview and confirmation."""

import datetime as dt
from typing import Any

from portal.exchange.incoming import Contact, EarlierWork, IncomingPupil, Need, SchoolSpell, SenPeriod
from portal.exchange.problems import Problem

_LISTS: dict[str, Any] = {
    "periods": SenPeriod,
    "needs": Need,
    "schools": SchoolSpell,
    "contacts": Contact,
    "problems": Problem,
}
_DATES = frozenset({
    "born", "entered", "family_informed", "start", "end", "left", "plan_started", "review_due",
})  # fmt: skip


def plain(pupil: IncomingPupil) -> dict[str, Any]:
    """JSON-ready values; fields at their default are left out."""
    defaults = IncomingPupil._field_defaults
    kept = {name: value for name, value in pupil._asdict().items() if value != defaults.get(name)}
    for name, value in kept.items():
        if name in _LISTS:
            kept[name] = [_plain_row(row) for row in value]
        elif name == "earlier":
            kept[name] = _plain_row(value)
        else:
            kept[name] = _plain_value(value)
    return kept


def pupil(kept: dict[str, Any]) -> IncomingPupil:
    """The child again, equal to the one that `plain` was given."""
    values: dict[str, Any] = {"born": None}
    for name, value in kept.items():
        if name in _LISTS:
            values[name] = tuple(_row(_LISTS[name], row) for row in value)
        elif name == "earlier":
            values[name] = _row(EarlierWork, value)
        else:
            values[name] = _value(name, value)
    return IncomingPupil(**values)


def _plain_row(row: Any) -> dict[str, Any]:
    return {name: _plain_value(value) for name, value in row._asdict().items()}


def _plain_value(value: Any) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _row(kind: Any, row: dict[str, Any]) -> Any:
    return kind(**{name: _value(name, value) for name, value in row.items()})


def _value(name: str, value: Any) -> Any:
    if name in _DATES and isinstance(value, str):
        return dt.date.fromisoformat(value)
    return tuple(value) if isinstance(value, list) else value
