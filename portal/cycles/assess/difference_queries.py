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


def beside(rows: list[Difference], accounts: Iterable[Account], secret: frozenset[int]) -> list[Beside]:
    """Differences with their accounts, as `rows.accounts` or `accounts_of` have read them. No statement."""
    found: dict[int, list[Said]] = {row.id: [] for row in rows}
    for account in accounts:
        said = Said(account, account.seen, named(account.seen, secret))
        found[account.difference_id].append(said)
    return [Beside(row, found[row.id]) for row in rows]


def accounts_of(difference: Difference) -> list[Account]:
    """The accounts of one difference whose words the reader sees, each with its contribution as `.seen`. One statement."""
    return list(
        Account.select(Account, Contribution)
        .join(Contribution, on=(Account.contribution == Contribution.id), attr="seen")
        .where(Account.difference == difference)
        .order_by(Account.id)
    )


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
