"""Who and what an invented authority of any size holds: numbers from which every row follows.

Settings of 250 children; everything follows from a child's number, so that two runs make the same rows. Child 1 has 50 entries,
child 2 has 200; a few of the first children have the fullest plan, the fullest Assess page and the longest thread that the portal promises
to bear.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

CHILDREN_PER_SETTING = 250
ROOMS = 10
STAFF = ("senco", *["teacher"] * 8, "ta", "ta")
CYCLES = 3
OUTCOMES = 2
PROVISIONS = 5

# Children by what is measured on them; the stage of their open cycle follows from their number (words.STAGES).
FULL_PLAN, FULL_DRAFT, FULL_ASSESS = 4, 9, 8
# Twenty cycles and two hundred sessions.
LONG = 14

TODAY = date.today()  # noqa: DTZ011 - a day either way changes nothing here
NOW = str(datetime.combine(TODAY, datetime.min.time()).replace(hour=8))


def day(before: int) -> str:
    """The ISO date so many days before today."""
    return str(TODAY - timedelta(days=before))


class Authority:
    """An authority with ``children`` children; ids are known without asking."""

    def __init__(self, children: int) -> None:
        self.children = range(1, children + 1)
        self.settings = range(1, -(-children // CHILDREN_PER_SETTING) + 1)
        self.staff = len(STAFF) * len(self.settings)
        self.officer = self.staff + children + 1

    def setting_of(self, child: int) -> int:
        return (child - 1) // CHILDREN_PER_SETTING + 1

    def room_of(self, child: int) -> int:
        return (self.setting_of(child) - 1) * ROOMS + (child - 1) % ROOMS + 1

    def staff_of(self, setting: int, place: int = 0) -> int:
        return (setting - 1) * len(STAFF) + place + 1

    def senco_of(self, child: int) -> int:
        return self.staff_of(self.setting_of(child))

    def teacher_of(self, child: int) -> int:
        return self.staff_of(self.setting_of(child), 1 + child % 8)

    def parent_of(self, child: int) -> int:
        return self.staff + child

    def open_cycle_of(self, child: int) -> int:
        return child * CYCLES
