"""A child as another system describes them: the one shape that a CTF and a CSV are both read into.

Addresses are not part of it on purpose: a parent's address may be withheld, and nothing here needs
one. Contacts stay a list of what the file says; they are never merged with people by name.
"""

import datetime as dt
from typing import NamedTuple

from portal.exchange.problems import Problem, refusing


class SenPeriod(NamedTuple):
    """SEN provision (`N`, `K` or `E`) from `start` up to and without `end` (None: still so)."""

    provision: str
    start: dt.date | None
    end: dt.date | None = None


class Need(NamedTuple):
    """A type of need (census code) with its rank, 1 for the primary one."""

    code: str
    rank: int
    start: dt.date | None = None
    end: dt.date | None = None


class SchoolSpell(NamedTuple):
    """A school the child has been to. `la` and `estab` together are its DfE number."""

    la: str
    estab: str
    name: str
    entered: dt.date | None
    left: dt.date | None


class Contact(NamedTuple):
    """Somebody the sending system lists for the child, as it wrote them."""

    order: int
    title: str
    surname: str
    forename: str
    relationship: str
    responsibility: bool
    phones: tuple[str, ...]
    email: str


class EarlierWork(NamedTuple):
    """What a register on paper or in a spreadsheet held: it enters as "before the portal"."""

    cycles: int = 0
    plan_started: dt.date | None = None
    outcome: str = ""
    support: str = ""
    works: str = ""
    review_due: dt.date | None = None


class IncomingPupil(NamedTuple):
    """One child of one file. `line` is the line of a CSV, or the position (1, 2, 3) in a CTF.

    `year_group` is an NC year as the census writes it (`N1`, `R`, `1`-`14`), empty if not known;
    `sex` is `M`, `F` or empty; `periods` are in order of their start.
    """

    line: int
    surname: str
    forename: str
    born: dt.date | None
    upn: str = ""
    former_upns: tuple[str, ...] = ()
    uln: str = ""
    local_id: str = ""
    preferred_forename: str = ""
    preferred_surname: str = ""
    middle_names: str = ""
    former_surname: str = ""
    sex: str = ""
    year_group: str = ""
    class_name: str = ""
    entered: dt.date | None = None
    looked_after: bool | None = None
    family_informed: dt.date | None = None
    periods: tuple[SenPeriod, ...] = ()
    needs: tuple[Need, ...] = ()
    schools: tuple[SchoolSpell, ...] = ()
    contacts: tuple[Contact, ...] = ()
    earlier: EarlierWork = EarlierWork()
    problems: tuple[Problem, ...] = ()

    @property
    def name(self) -> str:
        """The name to show: the preferred one where it is known."""
        forename = self.preferred_forename or self.forename
        surname = self.preferred_surname or self.surname
        return f"{forename} {surname}".strip()

    @property
    def refused(self) -> bool:
        """Whether something keeps this child out as the file stands."""
        return bool(refusing(self.problems))

    @property
    def has_sen_history(self) -> bool:
        """Ever on K or E, or with a need recorded: the children a register is about."""
        return bool(self.needs) or any(period.provision in "KE" for period in self.periods)

    @property
    def provision(self) -> str:
        """The provision now: that of the last period, `N` when there is none."""
        return self.periods[-1].provision if self.periods else "N"


def in_order(periods: list[SenPeriod]) -> tuple[SenPeriod, ...]:
    """Start-dated periods, each ending where the next begins; repeats of the same one dropped.

    An undated period sorts first. Of two that start on the same day the later in the file counts.
    """
    by_start: dict[dt.date | None, SenPeriod] = {period.start: period for period in periods}
    ordered = sorted(by_start.values(), key=lambda period: period.start or dt.date.min)
    kept: list[SenPeriod] = []
    for period in ordered:
        if not kept or kept[-1].provision != period.provision:
            kept.append(period)
    starts = [period.start for period in kept]
    return tuple(period._replace(end=end) for period, end in zip(kept, [*starts[1:], None], strict=False))
