"""September: every child moves on a year group, and into next year's class, in one go."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from flask_babel import gettext as _

from portal.access.acting import Act, Refused
from portal.db import database
from portal.organisation.models import Room
from portal.pupils.models import Placement, Pupil
from portal.pupils.year_groups import following
from portal.timeline.record import Story, record


class Moving(NamedTuple):
    """A class (or the children without one, id 0) with its number of children and their year groups."""

    room: int
    name: str
    children: int
    year_groups: tuple[str, ...]
    next_groups: tuple[str, ...]


def classes(setting: int) -> list[Moving]:
    """The classes that have children now, by name. One statement."""
    rows = (
        Placement.select(Room.id, Room.name, Placement.year_group)
        .join(Room, "LEFT OUTER JOIN")
        .where((Placement.setting == setting) & (Placement.state == "current"))
        .tuples()
    )
    found: dict[int, list[str]] = {}
    names: dict[int, str] = {}
    for room, name, group in rows:
        found.setdefault(room or 0, []).append(group)
        names[room or 0] = name or ""
    return [
        Moving(room, names[room], len(groups), _some(groups), _some([following(group) for group in groups]))
        for room, groups in sorted(found.items(), key=lambda item: names[item[0]].casefold())
    ]


def _some(groups: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted({group for group in groups if group}))


def roll_over(act: Act, new_rooms: Mapping[int, int | None]) -> int:
    """Move every child of the setting on. `new_rooms`: room → room of the new year (None: no class yet).

    A class that `new_rooms` does not name stays as it is (a room of babies, say, or a mixed class), and its
    children keep their year group too. Returns how many children moved. One entry a child, one
    transaction. Raises Refused for a room of another setting, AlreadyDone for a form sent twice: nobody moves on two years.
    """
    with database.atomic():
        rooms = {room.id: room for room in Room.select().where(Room.setting == act.setting)}
        if any(old and old not in rooms for old in new_rooms) or any(
            new and new not in rooms for new in new_rooms.values()
        ):
            raise Refused(_("That class is not one of yours."))
        placements = (
            Placement.select(Placement, Pupil)
            .join(Pupil)
            .where((Placement.setting == act.setting) & (Placement.state == "current"))
        )
        moved = [row for row in placements if (row.room_id or 0) in new_rooms]
        for number, row in enumerate(moved):
            # The form's key stands on one of the entries: enough to know the form by.
            _move(act if number == 0 else act._replace(key=None), row, rooms.get(new_rooms[row.room_id or 0] or 0))
    return len(moved)


def _move(act: Act, row: Placement, room: Room | None) -> None:
    before = row.year_group
    row.year_group = following(before)
    row.room = room
    place = "" if row.withheld else room.name if room else "no class yet"
    parts = [f"year {row.year_group}" if row.year_group else "", place]
    title = "New school year: " + ", ".join(part for part in parts if part)
    data = {"year_group": row.year_group, "before": before}
    record(act, Story("room_changed", title, data=data), row, pupil=row.pupil_id)
