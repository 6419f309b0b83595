"""What help costs: rate ÷ group × hours + materials. Whole pence; no database, no words.

Rounding: the cost of a whole group is rounded once, to the nearest penny (half a penny up). A child's share is that
amount divided by the group, rounded the same way; materials are each child's own. Shares of one group differ from
the whole by less than a penny a child: where the pennies must add up, `shares` gives the odd ones to the first.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

HOUR = 60


class Dose(NamedTuple):
    """What is planned: minutes each time, times a week, weeks; children in the group; pence for an hour and for things.

    None: not said. A group that is not said is one child.
    """

    minutes: int | None = None
    times_a_week: int | None = None
    weeks: int | None = None
    group_size: int | None = None
    rate_pence: int | None = None
    materials_pence: int | None = None


def _nearest(amount: Fraction) -> int:
    return int(amount + Fraction(1, 2))


def whole(dose: Dose) -> int | None:
    """Pence of the adult's time for the whole group over the whole plan; None while time or rate is not known."""
    if dose.rate_pence is None or not (dose.minutes and dose.times_a_week and dose.weeks):
        return None
    return _nearest(Fraction(dose.rate_pence * dose.minutes * dose.times_a_week * dose.weeks, HOUR))


def share(amount: int, group_size: int | None) -> int:
    """One child's share of a group's pence, to the nearest penny."""
    return _nearest(Fraction(amount, max(group_size or 1, 1)))


def shares(amount: int, group_size: int) -> list[int]:
    """A group's pence in `group_size` shares that add up to the whole and differ by a penny at most."""
    each, odd = divmod(amount, group_size)
    return [each + (place < odd) for place in range(group_size)]


def child(dose: Dose) -> int | None:
    """Pence of one child's part: the share of the adult's time, and materials; None when neither is known."""
    time = whole(dose)
    if time is None:
        return dose.materials_pence
    return share(time, dose.group_size) + (dose.materials_pence or 0)


def adult_minutes(dose: Dose) -> Fraction:
    """Minutes of an adult each week that are this child's part; nought where no times are planned."""
    return Fraction((dose.minutes or 0) * (dose.times_a_week or 0), max(dose.group_size or 1, 1))


class Total(NamedTuple):
    """Of so many `kinds` of help, `costed` have a cost: together `pence`; `minutes` of adults each week."""

    pence: int = 0
    minutes: Fraction = Fraction(0)
    costed: int = 0
    kinds: int = 0

    def plus(self, other: Total) -> Total:
        """Both together."""
        return Total(
            self.pence + other.pence, self.minutes + other.minutes, self.costed + other.costed, self.kinds + other.kinds
        )

    @property
    def hours(self) -> str:
        """Hours a week, to the nearest tenth: "2.5"."""
        return f"{float(round(self.minutes / HOUR, 1)):g}"


def total(doses: Iterable[Dose]) -> Total:
    """The total of several kinds of help, in whatever order."""
    found = Total()
    for dose in doses:
        cost = child(dose)
        found = found.plus(Total(cost or 0, adult_minutes(dose), int(cost is not None), 1))
    return found
