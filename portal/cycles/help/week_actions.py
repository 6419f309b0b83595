"""The verbs of a child's own week: add a part, move it, take it out. What help says of its times follows by itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from flask_babel import gettext as _
from peewee import Model

from portal.access.acting import Act, Refused
from portal.cycles.custody import held_here
from portal.cycles.help import section_f
from portal.cycles.help.week import Time, in_words, made_from, read
from portal.cycles.help.week_queries import slots_of, times_of
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Provision, Slot
from portal.timeline.record import Story, record


class Planned(NamedTuple):
    """One part of the week as typed: on which days, when ("09:15"), what, how long, where, with whom."""

    weekdays: tuple[int, ...]
    at: str
    what: str = ""
    minutes: int | None = None
    place: str = ""
    with_whom: str = ""
    provision: int | None = None


def add_part(act: Act, cycle: Cycle, planned: Planned) -> list[Slot]:
    """Put a part into the week on each of its days: a time of help, or a part of a personalised timetable."""
    held_here(act, cycle)
    help_ = _help(cycle, planned.provision)
    if help_ is None and not planned.what.strip():
        raise Refused(_("Say what it is, or choose the help."))
    slots = [_slot(act, cycle, help_, planned, day) for day in sorted(set(planned.weekdays))]
    story = _story(
        f"Week: {planned.what or (help_.name if help_ else '')}", [Time(slot.weekday, slot.at) for slot in slots]
    )
    record(act, story, *slots, *_said(act, help_, slots), pupil=cycle.pupil_id, cycle=cycle)
    return slots


def _slot(act: Act, cycle: Cycle, help_: Provision | None, planned: Planned, day: int) -> Slot:
    return Slot(
        pupil=cycle.pupil_id, cycle=cycle, setting=act.setting, provision=help_, weekday=day, at=planned.at,
        minutes=planned.minutes, what=planned.what, place=planned.place, with_whom=planned.with_whom,
        audience=help_.audience if help_ else "family",
    )  # fmt: skip


def move_slot(act: Act, cycle: Cycle, slot: Slot, planned: Planned) -> Slot:
    """Give one part of the week another day, time, length, place or person. `planned.weekdays`: its one day."""
    held_here(act, cycle)
    slot.weekday, slot.at, slot.minutes = planned.weekdays[0], planned.at, planned.minutes
    slot.what, slot.place, slot.with_whom = planned.what, planned.place, planned.with_whom
    help_ = _help(cycle, slot.provision_id)
    if help_ is None and not slot.what.strip():
        raise Refused(_("Say what it is."))
    if (
        help_ is not None
        and section_f.is_secured(help_)
        and (slot.minutes or help_.minutes or 0) < (help_.minutes or 0)
    ):
        raise section_f.refused()
    story = _story(f"Week changed: {slot.what or (help_.name if help_ else '')}", [Time(slot.weekday, slot.at)])
    record(act, story, slot, *_said(act, help_, [slot]), pupil=cycle.pupil_id, cycle=cycle)
    return slot


def end_slot(act: Act, cycle: Cycle, slot: Slot) -> Slot:
    """Take one part out of the week."""
    held_here(act, cycle)
    slot.ended_on = act.today
    help_ = _help(cycle, slot.provision_id)
    if help_ is not None and section_f.is_secured(help_):
        # Its time may move; it may not go.
        left = [row for row in slots_of(help_.id, act.setting) if row.id != slot.id]
        if len(left) < (help_.times_a_week or 0):
            raise section_f.refused()
    story = _story(
        f"Taken out of the week: {slot.what or (help_.name if help_ else '')}", [Time(slot.weekday, slot.at)]
    )
    record(act, story, slot, *_said(act, help_, [slot]), pupil=cycle.pupil_id, cycle=cycle)
    return slot


def _help(cycle: Cycle, provision: int | None) -> Provision | None:
    if provision is None:
        return None
    found = Provision.get_or_none((Provision.id == provision) & (Provision.pupil == cycle.pupil_id))
    if found is None:
        raise Refused(_("This help is no longer part of the plan. Open the page again."))
    return found


def _story(title: str, times: Sequence[Time]) -> Story:
    return Story("week_planned", title, in_words(times), stage="plan")


def _said(act: Act, help_: Provision | None, changed: Sequence[Slot]) -> list[Model]:
    """The help, when its words for its times were made from them: then they are made anew."""
    if help_ is None:
        return []
    standing = slots_of(help_.id, act.setting)
    told = times_of(standing) or read(help_.when_text)
    if help_.when_text and not made_from(help_.when_text, told):
        # Somebody's own words: they stay as they were typed.
        return []
    ids = {slot.id for slot in changed if slot.id is not None}
    rest = [slot for slot in standing if slot.id not in ids]
    return retold(help_, [*rest, *(slot for slot in changed if slot.ended_on is None)])


def retold(help_: Provision, slots: Sequence[Slot]) -> list[Model]:
    """The help with the words and the number of its times, if they differ from what it says."""
    told, times = in_words(times_of(slots)), len(slots) or help_.times_a_week
    if (help_.when_text, help_.times_a_week) == (told, times):
        return []
    help_.when_text, help_.times_a_week = told, times
    return [help_]


def slots_for(act: Act, cycle: Cycle, help_: Provision, times: Sequence[Time]) -> list[Slot]:
    """The rows that give help these times: those that stand stay, others end or are new. Not saved yet."""
    standing = slots_of(help_.id, act.setting) if help_.id else []
    left = list(dict.fromkeys(times))
    rows = []
    for slot in standing:
        time = Time(slot.weekday, slot.at)
        if time in left:
            left.remove(time)
        else:
            slot.ended_on = act.today
            rows.append(slot)
    return rows + [_slot(act, cycle, help_, Planned((time.weekday,), time.at), time.weekday) for time in left]
