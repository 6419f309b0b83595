"""Reads of children: loading one or answering 404."""

from typing import NamedTuple

from portal.organisation.models import Room, Setting
from portal.pupils.joined import gone
from portal.pupils.models import Placement, Pupil


class Child(NamedTuple):
    """A child and their main place, as far as the reader sees it."""

    id: int
    name: str
    pupil: Pupil
    placement: Placement | None
    setting: int | None
    setting_name: str
    room_name: str
    year_group: str
    withheld: bool


def child_or_404(pupil: int) -> Child:
    """The child, or 404 when there is none in sight. Two statements."""
    found = Pupil.get_or_none(Pupil.id == pupil)
    if found is None:
        gone(pupil)
    row = (
        Placement.select(Placement, Setting, Room)
        .join(Setting)
        .switch(Placement)
        .join(Room, "LEFT OUTER JOIN")
        .where((Placement.pupil == pupil) & (Placement.state == "current") & Placement.main)
        .first()
    )
    return Child(
        id=found.id,
        name=found.name,
        pupil=found,
        placement=row,
        setting=row.setting_id if row else None,
        setting_name=row.setting.name if row else "",
        room_name=row.room.name if row and row.room_id else "",
        year_group=row.year_group if row else "",
        withheld=row.withheld if row else False,
    )
