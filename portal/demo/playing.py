"""Who plays a part in the demo, and the day on which they play it."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from portal import clock
from portal.access.acting import Act
from portal.cycles.plan.models import Provision
from portal.demo.stock import Stock
from portal.demo.timetable import Diary


class Player(NamedTuple):
    """An adult of the story: their ids and what they are."""

    person: int
    role: str
    setting: int | None

    def act(self) -> Act:
        """What their actions take, on the day that the clock is held at."""
        return Act(self.person, self.role, self.setting)


class Cast(NamedTuple):
    """Who plays one child's story at one setting. `find` knows every adult by name; `room` is the child's class."""

    pupil: int
    forename: str
    senco: Player
    teacher: Player
    family: tuple[str, int | None]  # name, person
    find: Callable[[str], Player | None]
    stock: Stock
    diary: Diary
    room: str = ""
    # Counts the children, so that what differs between them is the same in each run; named children are 0.
    number: int = 0


def on(day: date, hour: int = 10, minute: int = 0) -> None:
    """Hold the clock at this day."""
    clock.fix(datetime.combine(day, time(hour, minute), UTC))


def weekday(day: date) -> date:
    """The same day, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def running(pupil: int, name: str, status: str = "running") -> Provision | None:
    """The child's help of that name, in that state."""
    named = (Provision.pupil == pupil) & (Provision.name == name) & (Provision.status == status)
    found: Provision | None = Provision.select().where(named).first()
    return found
