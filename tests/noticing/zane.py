"""Zane Malik, four, in Oak class at Fernhill: on no register. Kelechi and Jess work there."""

from __future__ import annotations

from datetime import date
from typing import Any

from portal import clock
from portal.access import sight
from portal.noticing import actions
from portal.noticing.actions import Noted
from portal.noticing.models import EarlyNote
from portal.pupils.models import Guardianship, Placement, Pupil
from tests.world import TODAY, Who, World, person


def zane(world: World) -> int:
    """A child with a place and no registration."""
    with sight.system("test"):
        made = Pupil.create(
            forename="Zane", surname="Malik", born_on=date(2022, 5, 1), created_at=clock.now(),
            name_fold="zane malik", surname_fold="malik",
        )  # fmt: skip
        since = date(2026, 9, 3)
        Placement.create(
            pupil=made, setting=world.fernhill, room=world.oak_class, starts_on=since, sees_from=since, year_group="R"
        )
        return int(made.id)


def his_mother(pupil: int) -> Who:
    """Rana Malik, who sees him."""
    with sight.system("test"):
        rana = person("Rana Malik", "parent")
        Guardianship.create(pupil=pupil, person=rana.person, relationship="mother", starts_on=date(2026, 9, 3))
    return rana


def noted(who: Who, pupil: int, words: str, about: EarlyNote | None = None, **more: Any) -> EarlyNote:
    """Somebody writes a note; "noticed", today, for the staff, unless said otherwise."""
    values: dict[str, Any] = {"kind": "noticed", "seen_on": TODAY, **more}
    with sight.looking(who.sight()):
        return actions.write(who.act(), pupil, Noted(words=words, **values), about)
