"""Write what a person confirmed: children of a transfer file or of the setting's own list.

A named system action: it may look at every child (to find whom a new one may be) and make new ones.
One transaction for the whole file, one entry for each child that changes.
"""

from collections.abc import Sequence
from typing import NamedTuple

from peewee import Model

from portal.access import sight
from portal.access.acting import Act
from portal.db import database
from portal.exchange import earlier_work, here, merging
from portal.exchange import pupil_rows as rows_of
from portal.exchange.incoming import IncomingPupil
from portal.exchange.plans import MATCHED, NEW, Planned, identity_of
from portal.exchange.pupil_rows import Rooms, Source
from portal.organisation.models import Room, Setting
from portal.pupils import claims, matching
from portal.pupils.census_codes import fold
from portal.register.models import Registration, SenPeriod
from portal.timeline.record import Doing, Story, record, record_many


class Written(NamedTuple):
    """How many children of each outcome, and the ids of the children changed or made."""

    counts: dict[str, int]
    pupils: list[int]


def write(act: Act, planned: Sequence[Planned], source: Source) -> Written:
    """Store the new and the matched children of `planned`; the others are only counted."""
    counts: dict[str, int] = {}
    for one in planned:
        counts[one.outcome] = counts.get(one.outcome, 0) + 1
    with sight.system("import"), database.atomic():
        rooms = _rooms(act, planned)
        matched = _write_matched(act, [one for one in planned if one.outcome == MATCHED], source, rooms)
        made = _write_new(act, [one for one in planned if one.outcome == NEW], source, rooms)
    return Written(counts, matched + made)


def _write_new(act: Act, planned: Sequence[Planned], source: Source, rooms: Rooms) -> list[int]:
    if not planned:
        return []
    here_already = frozenset(known.id for known in here.known_here(act.setting or 0))
    matches = matching.candidates([identity_of(one.pupil) for one in planned], without=here_already)
    due = claims.due_on(act)
    doings: list[Doing] = []
    for one, match in zip(planned, matches, strict=True):
        doings += rows_of.new_child(act, one.pupil, match, due, source, rooms)
    record_many(act._replace(key=None), doings)
    return [doing.pupil.id for doing in doings if doing.story.kind == "imported"]  # type: ignore[union-attr]


def _write_matched(act: Act, planned: Sequence[Planned], source: Source, rooms: Rooms) -> list[int]:
    standing = here.standing(act.setting or 0, [one.match for one in planned if one.match])
    for one in planned:
        if one.match in standing:
            _merge(act._replace(key=None), one, standing[one.match], source, rooms)
    return list(standing)


def _merge(act: Act, one: Planned, known: here.Standing, source: Source, rooms: Rooms) -> None:
    """Add to a child what the file knows and we did not: one entry."""
    rows = _gained(act, one.pupil, known, source)
    rows = _named(one.pupil, known) + _moved(one.pupil, known, rooms) + _registered(act, one.pupil, known) + rows
    if rows:
        title = "Brought up to date from a transfer file" if source.kind == "ctf" else "Brought up to date from a list"
        body = ", ".join(one.changes)
        record(act, Story("imported", title, body, data={"source": source.kind}), *rows, pupil=known.pupil)
    if merging.brings_earlier_work(one.pupil, known):
        since = known.registration.starts_on if known.registration else known.placement.starts_on
        earlier = earlier_work.doing(act, known.pupil, one.pupil.earlier, since)
        if earlier:
            record_many(act, [earlier])


def _gained(act: Act, incoming: IncomingPupil, known: here.Standing, source: Source) -> list[Model]:
    """New rows beside the child; looked for before anything of the child is changed."""
    pupil = known.pupil
    periods = merging.new_periods(incoming, known)
    codes = merging.new_needs(incoming, known)
    spans = {need.code: (need.code, need.start, need.end) for need in incoming.needs}
    rows: list[Model] = [
        SenPeriod(pupil=pupil, setting=act.setting, code=code, starts_on=start, source=source.kind)
        for code, start in periods
    ]
    rows += rows_of.needs(act, pupil, [spans[code] for code in codes], source, after=len(known.needs))
    rows += rows_of.identifiers(act, pupil, merging.new_identifiers(incoming, known))
    rows += rows_of.schools(pupil, incoming, merging.new_schools(incoming, known))
    rows += rows_of.contacts(act, pupil, incoming, merging.new_contacts(incoming, known), source)
    return rows


def _named(incoming: IncomingPupil, known: here.Standing) -> list[Model]:
    pupil = known.pupil
    if merging.takes_upn(incoming, known):
        pupil.upn = incoming.upn
    if incoming.uln and not pupil.uln:
        pupil.uln = incoming.uln
    return [pupil] if pupil.is_dirty() else []


def _moved(incoming: IncomingPupil, known: here.Standing, rooms: Rooms) -> list[Model]:
    placement = known.placement
    if merging.new_class(incoming, known):
        placement.room = rooms[fold(incoming.class_name)]
    if merging.new_year_group(incoming, known):
        placement.year_group = incoming.year_group
    return [placement] if placement.is_dirty() else []


def _registered(act: Act, incoming: IncomingPupil, known: here.Standing) -> list[Model]:
    """The register where the file raises the provision, or tells when the family was informed."""
    row, raised = known.registration, merging.raises(incoming, known)
    if row is None and raised:
        start = incoming.periods[-1].start or act.today
        row = Registration(
            pupil=known.pupil, setting=act.setting, code=incoming.provision,
            starts_on=max(min(start, act.today), known.placement.starts_on), informed_on=incoming.family_informed,
        )  # fmt: skip
        return [row]
    if row is None:
        return []
    if merging.informs(incoming, known):
        row.informed_on = incoming.family_informed
    if raised:
        row.code = incoming.provision
    return [row] if row.is_dirty() else []


def _rooms(act: Act, planned: Sequence[Planned]) -> Rooms:
    """The setting's classes by folded name; those that the file names and we lack are made."""
    setting = Setting.get_by_id(act.setting)
    rooms = {fold(room.name): room for room in Room.select().where((Room.setting == setting) & Room.ended_on.is_null())}
    named = [one.pupil.class_name for one in planned if one.outcome in (NEW, MATCHED) and one.pupil.class_name]
    lacking = {fold(name): name for name in reversed(named) if fold(name) not in rooms}
    kind = {"nursery": "room", "childminder": "room", "secondary": "form"}.get(setting.phase, "class")
    for folded, name in lacking.items():
        rooms[folded] = Room.create(setting=setting, name=name, kind=kind)
    if lacking:
        words = ", ".join(sorted(lacking.values()))
        record(act._replace(key=None), Story("classes_changed", "Classes added", words, audience="setting"), pupil=None)
    return rooms
