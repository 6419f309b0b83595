"""Who was asked to a review, what each said of the next step, and the services it considered: read together."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from peewee import SQL, Value

from portal.access.prepared import Prepared
from portal.access.sight import Bind
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Attendee
from portal.cycles.review.models import Opinion, Referral


class Around(NamedTuple):
    """One "asked" person, "opinion" or "referral" (its `name` the service).

    `said`: the answer to the invitation, the words of the opinion, or where the referral stands. `yes` (came, or agrees) and `own`:
    0 or 1, None where that is not said.
    """

    table: str
    id: int
    person_id: int | None
    name: str
    role: str
    said: str
    on: date | None
    yes: int | None
    own: int | None
    setting_id: int | None

    @property
    def answer(self) -> str:
        """What somebody who is asked answered."""
        return self.said

    @property
    def came(self) -> bool:
        """Whether somebody who was asked was there."""
        return bool(self.yes)

    @property
    def agrees(self) -> bool:
        """Whether somebody agrees with the next step."""
        return bool(self.yes)


def _rows() -> Any:
    opinions = Opinion.select(
        Value("opinion"), Opinion.id, Opinion.person, Opinion.name, Opinion.role, Opinion.words, Opinion.given_on,
        Opinion.agrees.cast("INTEGER"), Opinion.own.cast("INTEGER"), Opinion.setting,
    ).where((Opinion.pupil == Bind("pupil")) & (Opinion.cycle == Bind("cycle")))  # fmt: skip
    referrals = Referral.select(
        Value("referral"), Referral.id, SQL("NULL"), Referral.service, Value(""), Referral.state, Referral.considered_on,
        SQL("NULL"), SQL("NULL"), Referral.setting,
    ).where((Referral.pupil == Bind("pupil")) & (Referral.cycle == Bind("cycle")))  # fmt: skip
    asked = Attendee.select(
        Value("asked"), Attendee.id, Attendee.person, Attendee.name, Attendee.role, Attendee.answer, Attendee.invited_on,
        Attendee.came.cast("INTEGER"), SQL("NULL"), Attendee.setting,
    ).where((Attendee.cycle == Bind("cycle")) & (Attendee.stage == "review") & Attendee.taken_off_on.is_null())  # fmt: skip
    return opinions.union_all(referrals).union_all(asked)


_around: Prepared[Around] = Prepared(Around, _rows)


def around(cycle: Cycle) -> dict[str, list[Around]]:
    """By table, each in its order; of opinions those that differ first. One statement."""
    found: dict[str, list[Around]] = {"asked": [], "opinion": [], "referral": []}
    for row in sorted(_around.rows(pupil=cycle.pupil_id, cycle=cycle.id), key=lambda row: row.id):
        found[row.table].append(row)
    found["opinion"].sort(key=lambda row: (row.agrees, row.on, row.id))
    return found
