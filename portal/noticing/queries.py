"""Reads of early notes: one child's, a setting's, what waits to become evidence, how long support took."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from flask import abort
from peewee import JOIN, SQL, Case, fn

from portal.access import sight
from portal.access.prepared import Prepared
from portal.access.sight import Bind
from portal.accounts.models import Person
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Provision
from portal.noticing.models import EarlyNote
from portal.noticing.words import Way
from portal.noticing.worry import STEPS, Standing, Step, Worry, standing, worries
from portal.organisation.calendar import Calendar, academic_year
from portal.organisation.models import Room
from portal.organisation.rules import Rules
from portal.pupils.models import Placement, Pupil
from portal.timeline.models import AudienceChange, Entry, EntryDigest

_FORENAME = fn.COALESCE(fn.NULLIF(Pupil.preferred_forename, ""), Pupil.forename)
_SURNAME = fn.COALESCE(fn.NULLIF(Pupil.preferred_surname, ""), Pupil.surname)
_ROOT = fn.COALESCE(EarlyNote.about, EarlyNote.id)


def _steps() -> object:
    """Every note in sight with child, room here and writer; staff of other settings are not named."""
    writer = Case(None, ((EarlyNote.setting == Bind("at"), Person.name),), None)
    return (
        EarlyNote.select(
            EarlyNote.id, _ROOT, Pupil.id, _FORENAME.concat(" ").concat(_SURNAME), fn.COALESCE(Room.name, ""),
            EarlyNote.kind, EarlyNote.seen_on, EarlyNote.area, EarlyNote.signs, EarlyNote.words, EarlyNote.next_step,
            EarlyNote.look_again_on, EarlyNote.cycle, EarlyNote.by, writer, EarlyNote.by_role, EarlyNote.setting,
            EarlyNote.audience,
        )
        .join(Pupil, on=EarlyNote.pupil == Pupil.id)
        .join(
            Placement, JOIN.LEFT_OUTER,
            on=(Placement.pupil == Pupil.id) & (Placement.setting == Bind("at")) & Placement.state.in_(("current", "coming")),
        )
        .join(Room, JOIN.LEFT_OUTER, on=Placement.room == Room.id)
        .join(Person, JOIN.LEFT_OUTER, on=EarlyNote.by == Person.id)
        .order_by(Pupil.surname_fold, Pupil.name_fold, Pupil.id, SQL("2"), EarlyNote.id)
    )  # fmt: skip


def _since() -> object:
    """The notes of the children here whose worry somebody touched since a day: read from the setting's places on."""
    later = EarlyNote.alias()
    touched = later.select(later.id).where(
        (later.pupil == EarlyNote.pupil)
        & (fn.COALESCE(later.about, later.id) == _ROOT)
        & (later.seen_on >= Bind("since"))
    )
    here = (Placement.setting == Bind("at")) & Placement.state.in_(("current", "coming"))
    return _steps().where(here & fn.EXISTS(touched))  # type: ignore[attr-defined]


_of_setting: Prepared[Step] = Prepared(Step, _since)
_of_child: Prepared[Step] = Prepared(Step, lambda: _steps().where(EarlyNote.pupil == Bind("child")))  # type: ignore[attr-defined]


def _at() -> int:
    return sight.required().setting or 0


def of_child(pupil: int) -> list[Worry]:
    """A child's worries, oldest first. One statement."""
    return worries(_distinct(_of_child.rows(child=pupil, at=_at())))


def _distinct(rows: list[Step]) -> list[Step]:
    """A child with two places here comes twice out of the join."""
    return list({row.id: row for row in rows}.values())


def of_setting(calendar: Calendar, rules: Rules, today: date) -> list[Standing]:
    """How the worries of all children in sight stand, by name; long past ones are left out. One statement."""
    since = date(academic_year(today) - (rules.notes_terms + 2) // 3, 9, 1)
    found = worries(_distinct(_of_setting.rows(since=since, at=_at())))
    return [standing(worry, calendar, rules.notes_terms, today) for worry in found]


class Expiring(NamedTuple):
    """A worry that leaves the working lists soon. `note` is the one that stands for it."""

    pupil: int
    name: str
    note: int
    leaves_on: date


def expiring(setting: int, calendar: Calendar, rules: Rules, today: date) -> list[Expiring]:
    """Worries written at a setting that leave its working lists within the warning. One statement."""
    return [
        Expiring(row.worry.first.pupil, row.worry.first.name, row.worry.first.root, row.leaves_on)
        for row in of_setting(calendar, rules, today)
        if row.state == "leaving" and row.worry.first.setting == setting
    ]


def note_or_404(early: int) -> EarlyNote:
    """A note in sight, or 404."""
    found = EarlyNote.get_or_none(EarlyNote.id == early)
    if found is None:
        abort(404)
    return found


def worry_of(note: EarlyNote) -> Worry:
    """The worry that a note belongs to, or 404 where the reader sees no note of it. One statement."""
    root = note.about_id or note.id
    found = next((worry for worry in of_child(note.pupil_id) if worry.first.root == root), None)
    if found is None:
        abort(404)
    return found


def waiting(pupil: int) -> list[Worry]:
    """Worries with notes that are no evidence yet and have not ended. One statement."""
    return [worry for worry in of_child(pupil) if worry.fresh and not worry.end]


class Written(NamedTuple):
    """The entry that wrote a note, and the audience that a change gave it (None: nobody changed it)."""

    entry: Entry
    changed: str | None


def written(notes: Collection[int]) -> dict[int, Written]:
    """The entry in sight that wrote each note. One statement; none for no note."""
    if not notes:
        return {}
    rows = (
        Entry.select(Entry, EntryDigest.subject_id.alias("note"), AudienceChange.audience.alias("changed"))
        .join(EntryDigest, on=EntryDigest.entry == Entry.id)
        .join(
            AudienceChange, JOIN.LEFT_OUTER,
            on=(AudienceChange.entry == Entry.id) & AudienceChange.superseded_at.is_null(),
        )
        .where(
            (EntryDigest.subject_type == EarlyNote._meta.table_name)
            & EntryDigest.subject_id.in_(list(notes))
            # Joining two records of a child saves its notes as well.
            & Entry.kind.in_((*STEPS, "early_watched", "early_ended"))
        )
        .order_by(Entry.id.desc())
        .objects()
    )  # fmt: skip
    return {row.note: Written(row, row.changed) for row in rows}


def way_to_support(pupil: int, registered_on: date | None = None) -> Way | None:
    """From the first notice to the first support in place; None for a child of whom nothing was noticed first.

    Support is in place on the first day of a provision that began, or of Do. Three statements.
    """
    noticed = (
        EarlyNote.select(fn.MIN(EarlyNote.seen_on))
        .where((EarlyNote.pupil == pupil) & EarlyNote.kind.in_(STEPS))
        .scalar()
    )
    if noticed is None:
        return None
    noticed = _day(noticed)
    began = (
        Provision.select(fn.MIN(Provision.starts_on))
        .where((Provision.pupil == pupil) & (Provision.status != "planned") & (Provision.starts_on >= noticed))
        .scalar()
    )
    do = Cycle.select(fn.MIN(Cycle.started_on)).where((Cycle.pupil == pupil) & (Cycle.started_on >= noticed)).scalar()
    days = [_day(found) for found in (began, do) if found is not None]
    return Way(noticed, registered_on, min(days, default=None))


def _day(value: date | str) -> date:
    """What MIN of a date gives: SQLite says it as text."""
    return date.fromisoformat(value) if isinstance(value, str) else value
