"""A row of a register of settings as the columns of our `setting` table."""

from typing import Any

from portal.exchange.early_years import ProviderRow
from portal.exchange.gias import GiasRow

_NURSERY, _REFERRAL_UNIT = "15", "14"
_SPECIAL_TYPES = frozenset({"07", "08", "10", "12", "33", "36", "44"})
_ALTERNATIVE_TYPES = frozenset({_REFERRAL_UNIT, "38", "42", "43"})
_POST_16_TYPES = frozenset({"18", "31", "32", "39", "45", "46", "56", "57"})
_PHASES = {
    "nursery": "nursery",
    "primary": "primary",
    "middledeemedprimary": "primary",
    "secondary": "secondary",
    "middledeemedsecondary": "secondary",
    "allthrough": "all_through",
    "16plus": "post16",
}
#: Columns of the setting that a row's text goes into as it is.
_TEXTS = {
    "la_name": "la_name",
    "number": "estab",
    "type_name": "type_name",
    "type_group": "type_group",
    "street": "street",
    "locality": "locality",
    "town": "town",
    "county": "county",
    "postcode": "postcode",
    "nursery": "nursery_provision",
    "sixth_form": "sixth_form",
}
_RESOURCED = ("resourced_provision", "resourced_on_roll", "resourced_capacity", "unit_on_roll", "unit_capacity")


def of_gias(row: GiasRow) -> dict[str, Any]:
    """Values by column of `setting`, without those that the file has no column for."""
    values: dict[str, Any] = {"urn": row.urn, "urn_type": "gias", "la_code": row.la_code, "name": row.name}
    values |= {column: getattr(row, field) for field, column in _TEXTS.items() if getattr(row, field) is not None}
    if row.type_code is not None:
        values["type_code"] = row.type_code.zfill(2) if row.type_code else ""
    if row.ukprn is not None:
        values["ukprn"] = row.ukprn or None
    if row.status is not None:
        values["status"] = row.status
    if row.has_dates:
        values |= {"opened_on": row.opened, "closed_on": row.closed}
    if row.low_age is not None or row.high_age is not None:
        values |= {"low_age": row.low_age, "high_age": row.high_age}
    if row.phase is not None or row.type_code is not None:
        values["phase"] = phase_of(row)
    if row.sen_types is not None:
        values["sen_types"] = list(row.sen_types)
    if row.pupils is not None:
        values["pupils_on_roll"] = int(row.pupils) if row.pupils.isascii() and row.pupils.isdigit() else None
    resourced = {field: getattr(row, field) for field in _RESOURCED if getattr(row, field)}
    if any(getattr(row, field) is not None for field in _RESOURCED):
        values["resourced_provision"] = resourced
    return values


def of_provider(row: ProviderRow, la_code: str, la_name: str) -> dict[str, Any]:
    """Values by column of `setting` for an early-years provider outside the national register."""
    return {
        "urn": row.urn,
        "urn_type": "ofsted_ey",
        "la_code": la_code,
        "la_name": la_name,
        "name": row.name,
        "type_name": row.type_name,
        "phase": row.kind,
        "street": row.street,
        "town": row.town,
        "postcode": row.postcode,
        "low_age": 0,
        "high_age": 5,
        # In early years rooms cover each other.
        "whole_setting_scope": True,
    }


def phase_of(row: GiasRow) -> str:
    """The portal's phase: the kind of setting first (special, alternative), then the register's phase.

    Independent schools have no phase in the register; their ages tell it.
    """
    kind = (row.type_code or "").zfill(2)
    if kind in _SPECIAL_TYPES:
        return "special"
    if kind in _ALTERNATIVE_TYPES:
        return "ap"
    if kind == _NURSERY:
        return "nursery"
    if kind in _POST_16_TYPES:
        return "post16"
    written = "".join(char for char in (row.phase or "").casefold() if char.isalnum())
    return _PHASES.get(written) or _phase_by_age(row.low_age, row.high_age)


def _phase_by_age(low: int | None, high: int | None) -> str:
    if low is None or high is None:
        return "other"
    if high <= 5:
        return "nursery"
    if low >= 16:
        return "post16"
    if high <= 13:
        return "primary"
    return "secondary" if low >= 8 else "all_through"
