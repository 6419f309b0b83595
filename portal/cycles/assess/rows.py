"""What Assess holds as its page reads it: the same rows as `cycles.rows`, as tuples from prepared statements."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from peewee import JOIN, fn

from portal.access.prepared import Prepared, fields, names, row_type
from portal.access.sight import Bind
from portal.assessments.models import Score
from portal.cycles.assess.models import Account, Contribution, Difference, Understanding
from portal.cycles.models import Cycle
from portal.cycles.rows import Rows

_ContributionRow = row_type("ContributionRow", *names(Contribution), "withdrawn_on")
_UnderstandingRow = row_type("UnderstandingRow", *names(Understanding))
_DifferenceRow = row_type("DifferenceRow", *names(Difference), "account_id", "seen_id", "whose", "said_by", "said_at")


class Words(NamedTuple):
    """Whose account it is, as `named` takes it."""

    whose: str
    name: str
    setting_id: int | None


class AccountRow(NamedTuple):
    """One account of a difference, with its contribution as `.seen`."""

    difference_id: int
    seen: Words


# A score that rests behind a piece of evidence may have been taken back since.
_contributions: Prepared[Any] = Prepared(
    _ContributionRow,
    lambda: (
        Contribution.select(*fields(Contribution), Score.withdrawn_on)
        .join(Score, JOIN.LEFT_OUTER, on=Contribution.score == Score.id)
        .where(Contribution.cycle == Bind("cycle"))
        .order_by(Contribution.given_on, Contribution.id)
    ),
)


def _newest() -> Any:
    other = Understanding.alias()
    newest = other.select(fn.MAX(other.number)).where(
        (other.pupil == Bind("pupil")) & (other.area == Understanding.area) & (other.written_on <= Bind("until"))
    )
    return (
        Understanding.select(*fields(Understanding))
        .where((Understanding.pupil == Bind("pupil")) & (Understanding.number == newest))
        .order_by(Understanding.area)
    )


_understandings: Prepared[Any] = Prepared(_UnderstandingRow, _newest)

_differences: Prepared[Any] = Prepared(
    _DifferenceRow,
    lambda: (
        Difference.select(
            *fields(Difference),
            Account.id,
            Contribution.id,
            Contribution.whose,
            Contribution.name,
            Contribution.setting,
        )
        .join(Account, JOIN.LEFT_OUTER, on=Account.difference == Difference.id)
        .join(Contribution, JOIN.LEFT_OUTER, on=Account.contribution == Contribution.id)
        .where(
            (Difference.pupil == Bind("pupil"))
            & (
                (Difference.state == "open")
                | (Difference.cycle == Bind("cycle"))
                | (Difference.ended_on >= Bind("opened_on"))
            )
        )
        .order_by(Difference.id, Account.id)
    ),
)


def differing(cycle: Cycle) -> list[Any]:
    """Views that differ, once for each of their accounts, as `Rows.differences` says. One statement."""
    return _differences.rows(pupil=cycle.pupil_id, cycle=cycle.id, opened_on=cycle.opened_on)


class AssessRows(Rows):
    """The rows of Assess for reading: three statements."""

    @cached_property
    def contributions(self) -> list[Any]:
        """Views and evidence of every stage, in the order given; each with `.withdrawn_on` of the score that it rests on."""
        return _contributions.rows(cycle=self.cycle.id)

    @cached_property
    def understandings(self) -> list[Any]:
        """The newest version in each area, the whole child first; a closed cycle shows what was known then."""
        return _understandings.rows(pupil=self.cycle.pupil_id, until=self.cycle.closed_on or date.max)

    @cached_property
    def _differing(self) -> list[Any]:
        return differing(self.cycle)

    @cached_property
    def accounts(self) -> list[Any]:
        """The accounts of `differences` whose words the reader sees."""
        return [
            AccountRow(row.id, Words(row.whose, row.said_by, row.said_at)) for row in self._differing if row.seen_id
        ]
