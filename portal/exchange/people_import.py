"""Bring in a setting's staff and classes from a CSV, after a preview."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from flask_babel import gettext as _

from portal import clock
from portal.access.acting import Act, Refused
from portal.accounts.models import Assignment, Membership, Person
from portal.db import database
from portal.exchange import columns, csv_text, people_csv
from portal.exchange.models import ImportBatch
from portal.exchange.people_csv import ClassRow, StaffRow
from portal.organisation.models import Room, Setting
from portal.organisation.names import fold
from portal.people import actions as people
from portal.timeline.record import Story, record

_FIELDS = {"staff": columns.STAFF, "classes": columns.CLASSES}


class PlannedRow(NamedTuple):
    """One row of the preview. `outcome`: new, matched, same or refused."""

    line: int
    name: str
    detail: str
    outcome: str
    reasons: tuple[str, ...]


def store(act: Act, kind: str, file_name: str, sheet: csv_text.Sheet, mapping: Mapping[str, int]) -> ImportBatch:
    """Keep a read sheet for its preview. Raises UnreadableFile when a column that is needed is missing."""
    rows = _read(kind, sheet, mapping)
    content = {"rows": [[*row[:-1], [problem.sentence for problem in row.problems]] for row in rows]}
    batch: ImportBatch = ImportBatch.create(
        setting=act.setting, kind=kind, file_name=file_name[:200], by=act.person, at=clock.now(), content=content
    )
    return batch


def guess(kind: str, headers: Sequence[str], profile: Mapping[str, str]) -> dict[str, int]:
    """The likely columns of a sheet of staff or classes."""
    return columns.from_profile(profile, headers, _FIELDS[kind])


def _read(kind: str, sheet: csv_text.Sheet, mapping: Mapping[str, int]) -> Sequence[StaffRow | ClassRow]:
    return people_csv.read_staff(sheet, mapping) if kind == "staff" else people_csv.read_classes(sheet, mapping)


def planned(batch: ImportBatch) -> list[PlannedRow]:
    """What confirming would do to each row."""
    return _plan_staff(batch) if batch.kind == "staff" else _plan_classes(batch)


def _plan_staff(batch: ImportBatch) -> list[PlannedRow]:
    here = {
        (email, role)
        for email, role in Membership.select(Person.email, Membership.role)
        .join(Person, on=Membership.person == Person.id)
        .where((Membership.setting == batch.setting_id) & Membership.ends_on.is_null())
        .tuples()
    }
    plans = []
    for line, email, name, role, classes, reasons in batch.content["rows"]:
        outcome = "refused" if reasons else "same" if (email, role) in here else "new"
        detail = ", ".join([email, role, *classes])
        plans.append(PlannedRow(line, name, detail, outcome, tuple(reasons)))
    return plans


def _plan_classes(batch: ImportBatch) -> list[PlannedRow]:
    here = {fold(room.name): room.year_group for room in _rooms(batch.setting_id)}
    plans = []
    for line, name, group, _teacher, reasons in batch.content["rows"]:
        known = fold(name) in here
        outcome = "new" if not known else "matched" if group and group != here[fold(name)] else "same"
        plans.append(PlannedRow(line, name, group, outcome, tuple(reasons)))
    return plans


def _rooms(setting: int) -> Any:
    return Room.select().where((Room.setting == setting) & Room.ended_on.is_null())


def confirm(act: Act, batch: ImportBatch) -> None:
    """Write what the preview said, once. Raises Refused for what may not be given."""
    with database.atomic():
        mine = (ImportBatch.id == batch.id) & (ImportBatch.state == "preview")
        if not ImportBatch.update(state="confirmed", confirmed_at=clock.now()).where(mine).execute():
            return
        plans = planned(batch)
        done = _write_staff(act, batch, plans) if batch.kind == "staff" else _write_classes(act, batch)
        counts: dict[str, object] = {}
        for one in plans:
            counts[one.outcome] = int(str(counts.get(one.outcome, 0))) + 1
        lines = [[one.line, " ".join(one.reasons)] for one in plans if one.reasons] + done
        ImportBatch.update(counts=counts | {"lines": lines}, content={}).where(ImportBatch.id == batch.id).execute()


def _write_staff(act: Act, batch: ImportBatch, plans: Sequence[PlannedRow]) -> list[list[object]]:
    """Roles first, then rooms. What may not be given is said by line, and the rest goes in."""
    act = act._replace(key=None)
    said: list[list[object]] = []
    for row, one in zip(batch.content["rows"], plans, strict=True):
        if one.outcome == "refused":
            continue
        line, email, name, role, classes, _reasons = row
        try:
            if one.outcome == "new":
                people.add_member(act, name, email, role, act.today)
            _assign(act, email, role, classes)
        except Refused as refused:
            said.append([line, refused.reason])
    return said


def _assign(act: Act, email: str, role: str, classes: Sequence[str]) -> None:
    if not classes:
        return
    membership = (
        Membership.select()
        .join(Person, on=Membership.person == Person.id)
        .where((Person.email == email) & (Membership.setting == act.setting) & (Membership.role == role))
        .order_by(Membership.id.desc())
        .first()
    )
    rooms = {fold(room.name): room for room in _rooms(act.setting or 0)}
    for name in classes:
        room = rooms.get(fold(name))
        if membership is None or room is None:
            raise Refused(_("There is no class or room “%(name)s” yet.", name=name))
        given = (Assignment.person == membership.person_id) & (Assignment.room == room) & Assignment.ends_on.is_null()
        if not Assignment.select().where(given).exists():
            people.assign(act, membership, room, None, cover=False)


def _write_classes(act: Act, batch: ImportBatch) -> list[list[object]]:
    setting = Setting.get_by_id(act.setting)
    kind = {"nursery": "room", "childminder": "room", "secondary": "form"}.get(setting.phase, "class")
    rooms = {fold(room.name): room for room in _rooms(setting.id)}
    changed = []
    for _line, name, group, _teacher, _reasons in batch.content["rows"]:
        room = rooms.get(fold(name))
        if room is None:
            Room.create(setting=setting, name=name, kind=kind, year_group=group)
        elif group and room.year_group != group:
            room.year_group = group
            room.save(only=[Room.year_group])
        else:
            continue
        changed.append(name)
    if changed:
        story = Story("classes_changed", "Classes brought in from a list", ", ".join(changed), audience="setting")
        record(act._replace(key=None), story, pupil=None)
    return []
