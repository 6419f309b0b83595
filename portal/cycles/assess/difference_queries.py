"""Reads of differences: each with its accounts, side by side."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from flask import abort

from portal.cycles.assess.earlier import named
from portal.cycles.assess.models import Account, Contribution, Difference
from portal.cycles.models import Cycle


class Said(NamedTuple):
    """One account: whose it is, their name as the reader may know it, and what its context may explain."""

    account: Account
    row: Contribution
    name: str


class Beside(NamedTuple):
    """A difference with its accounts."""

    row: Difference
    said: list[Said]


def beside(rows: list[Difference], secret: frozenset[int]) -> list[Beside]:
    """Differences with their accounts; one statement, none without differences."""
    if not rows:
        return []
    accounts = (
        Account.select(Account, Contribution)
        .join(Contribution, on=(Account.contribution == Contribution.id))
        .where(Account.difference.in_([row.id for row in rows]))
        .order_by(Account.id)
    )
    found: dict[int, list[Said]] = {row.id: [] for row in rows}
    for account in accounts:
        said = Said(account, account.contribution, named(account.contribution, secret))
        found[account.difference_id].append(said)
    return [Beside(row, found[row.id]) for row in rows]


def difference_or_404(cycle: Cycle, difference: int) -> Difference:
    """A difference of the cycle's child, of whichever cycle, or 404."""
    row = Difference.get_or_none((Difference.id == difference) & (Difference.pupil == cycle.pupil_id))
    return row or abort(404)


def usual_pair(rows: Iterable[Contribution]) -> list[int]:
    """The newest account from home and the newest from the setting: where a difference is looked for first."""
    newest: dict[str, int] = {}
    for row in rows:
        if row.source == "views" and row.whose in ("family", "teacher"):
            newest[row.whose] = row.id
    return sorted(newest.values()) if len(newest) == 2 else []
