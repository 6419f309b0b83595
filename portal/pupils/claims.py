"""The claim that stands beside every child that a setting adds or imports.

Whether anybody knew the child shows only in columns that the claiming setting is never shown.
"""

import datetime as dt

from portal import clock
from portal.access.acting import Act
from portal.organisation.calendar import add_school_days
from portal.organisation.calendars import calendar_of
from portal.organisation.rules import rules
from portal.pupils.matching import Match
from portal.pupils.models import Claim, Pupil


def due_on(act: Act, days: int | None = None) -> dt.date:
    """When a claim made now must be answered: after `days` school days, by default those of the authority's rules.

    Three statements: ask once for many children.
    """
    return add_school_days(calendar_of(None), act.today, rules().claim_days if days is None else days)


def new_claim(act: Act, pupil: Pupil, match: Match, due: dt.date) -> Claim:
    """The claim of `act`'s setting on a record that it just made, to be saved with that record.

    A child nobody knows is confirmed at once.
    """
    now = clock.now()
    nobody = not match.matched_on
    return Claim(
        pupil=pupil,
        candidate=match.candidate,
        setting=act.setting,
        made_by=act.person,
        made_at=now,
        due_on=due,
        state="confirmed" if nobody else "waiting",
        matched_on=match.matched_on,
        answered_at=now if nobody else None,
        details={"others": list(match.others)} if match.others else {},
    )
