"""Joining a record to the thread of the same child, once a claim is answered "same".

The record's rows move to the thread; its entries are written again into the thread, with their author, role, setting,
date and audience, since an entry itself never changes. Only inside a system scope of a named action (`claims.py`).
"""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from peewee import Model

from portal.access import sight
from portal.access.acting import Act
from portal.access.scope import OutOfScope, ScopedModel
from portal.cycles.assess.models import Understanding
from portal.cycles.do.models import Delivery
from portal.cycles.models import Cycle
from portal.pupils.models import (
    Claim,
    Contact,
    Guardianship,
    NamedAccess,
    Placement,
    Pupil,
    PupilIdentifier,
    SchoolHistory,
)
from portal.register.models import Need, Registration, SenPeriod
from portal.timeline.models import AudienceChange, Entry
from portal.timeline.record import Story, record

AFTER_JOIN: list[Callable[[Act, Claim, Pupil], None]] = []
"""What slices below do when a child has come by a claim: transitions opens the move that nobody proposed."""

# Who may see is never carried: a parent whom the thread keeps out must not come in by a second record.
_STAYS = (Guardianship, NamedAccess, Claim)
_BY_HAND = (Placement, Registration, Need, SenPeriod, Cycle, Understanding)
_NOT_TOLD = ("claim_made", "claim_answered")


def join(act: Act, claim: Claim, thread: Pupil, dual: bool = False) -> Entry:
    """Join the claim's record to `thread`; returns the entry that says so.

    `dual`: the child stays at the present setting too, whose place remains the main one. Raises OutOfScope outside a
    system scope.
    """
    if not sight.required().system:
        raise OutOfScope("Joining moves rows that nobody sees both of: open a named system scope.")
    record_of = Pupil.get_by_id(claim.pupil_id)
    rows: list[Model] = [*_placements(act, claim, thread, dual), *_register(record_of, thread)]
    cycles = list(_cycles(act, record_of, thread))
    told = _entries_again(record_of, thread, {cycle.id: cycle for cycle in cycles})
    rows += [*cycles, *_understandings(record_of, thread), *_the_rest(record_of, thread, told)]
    rows += [*_carried(record_of, thread), *_numbers(record_of, thread), *_later_claims(record_of, thread, claim)]
    record_of.joined_to = thread
    rows += [thread, record_of, claim]
    body = "One thread goes on. Parents who were given access to the second record are to be invited again."
    entry = record(act, Story("claim_answered", "Two records of this child were joined", body), *rows, pupil=thread)
    for following in AFTER_JOIN:
        following(act, claim, thread)
    return entry


def _placements(act: Act, claim: Claim, thread: Pupil, dual: bool) -> Iterator[Model]:
    """The new place on the thread; the main one before it ends first (there is one at a time)."""
    new = list(Placement.select().where(Placement.pupil == claim.pupil_id))
    arrived = [place for place in new if place.state == "current"]
    former = Placement.get_or_none((Placement.pupil == thread) & (Placement.state == "current") & Placement.main)
    if arrived and former and not dual:
        yield from _ended(act, former, thread, arrived[0])
    for place in new:
        place.pupil = thread
        place.main = place.main and not (dual and former)
        yield place


def _ended(act: Act, former: Placement, thread: Pupil, arrived: Placement) -> Iterator[Model]:
    day = min(act.today, max(arrived.starts_on - timedelta(days=1), former.starts_on))
    former.state, former.ended_on, former.leaving_reason = "left", day, "moved"
    former.name_then, former.born_then = thread.name, thread.born_on
    yield former
    if former.setting_id == arrived.setting_id:
        return
    listed = Registration.get_or_none(
        (Registration.pupil == thread) & (Registration.setting == former.setting_id) & Registration.ends_on.is_null()
    )
    if listed:
        listed.ends_on, listed.leaving_reason = max(day, listed.starts_on), "moved"
        yield listed


def _register(record_of: Pupil, thread: Pupil) -> Iterator[Model]:
    """Registrations, provision and needs. An EHC plan that the thread has stays (only the authority ends it)."""
    last = SenPeriod.select().where(SenPeriod.pupil == thread).order_by(SenPeriod.starts_on.desc()).first()
    planned = last is not None and last.code == "E"
    for listed in Registration.select().where(Registration.pupil == record_of):
        listed.pupil = thread
        listed.code = "E" if planned else listed.code
        yield listed
    dates = {day for (day,) in SenPeriod.select(SenPeriod.starts_on).where(SenPeriod.pupil == thread).tuples()}
    for period in SenPeriod.select().where(SenPeriod.pupil == record_of):
        lowers = planned and last is not None and period.code != "E" and period.starts_on > last.starts_on
        if period.starts_on not in dates and not lowers:
            period.pupil = thread
            yield period
    known = list(Need.select().where((Need.pupil == thread) & Need.ends_on.is_null()))
    rank = max((need.rank for need in known), default=0)
    for need in Need.select().where(Need.pupil == record_of).order_by(Need.rank):
        if need.code not in {row.code for row in known} or need.ends_on:
            need.pupil = thread
            rank += 1
            need.rank = min(rank, 99)
            yield need


def _cycles(act: Act, record_of: Pupil, thread: Pupil) -> Iterator[Cycle]:
    """The record's cycles get the next numbers of the thread; its open one closes where the thread has one."""
    last = Cycle.select().where(Cycle.pupil == thread).order_by(Cycle.number.desc()).first()
    is_open = bool(Cycle.select().where((Cycle.pupil == thread) & Cycle.closed_on.is_null()).exists())
    number, before = (last.number if last else 0), last
    for cycle in Cycle.select().where(Cycle.pupil == record_of).order_by(Cycle.number):
        number += 1
        cycle.pupil, cycle.number = thread, number
        cycle.follows = cycle.follows_id or before
        if is_open and cycle.closed_on is None:
            cycle.closed_on, cycle.next_step = act.today, "next_cycle"
            cycle.next_step_note = "Joined to the thread, where another cycle was open."
        before = cycle
        yield cycle


def _understandings(record_of: Pupil, thread: Pupil) -> Iterator[Model]:
    """The versions of our understanding come after those of the thread, each in its area."""
    known = Understanding.select(Understanding.area, Understanding.number).where(Understanding.pupil == thread)
    numbers: Counter[str] = Counter()
    for row in known:
        numbers[row.area] = max(numbers[row.area], row.number)
    for version in Understanding.select().where(Understanding.pupil == record_of).order_by(Understanding.number):
        numbers[version.area] += 1
        version.pupil, version.number = thread, numbers[version.area]
        yield version


def _the_rest(record_of: Pupil, thread: Pupil, told: dict[int, Entry]) -> Iterator[Model]:
    """Every other row about the record that knows its version: derived from the models, so that none is forgotten."""
    for model in _models(ScopedModel):
        if model in (*_STAYS, *_BY_HAND) or not {"pupil", "version"} <= set(model._meta.fields):
            continue
        for row in model.select().where(model.pupil == record_of):
            row.pupil = thread
            if isinstance(row, Delivery) and row.entry_id in told:
                row.entry_id = told[row.entry_id].id
            if not _stands_already(row, thread):
                yield row


def _models(base: type[Model]) -> Iterator[Any]:
    for model in base.__subclasses__():
        yield model
        yield from _models(model)


def _stands_already(row: Model, thread: Pupil) -> bool:
    """Whether a unique index of the row's table holds the same for the thread (the same professional asked twice)."""
    model = type(row)
    for index in model._meta.indexes:
        names = index[0] if isinstance(index, tuple) and index[1] else ()
        if "pupil" in names:
            rest = [getattr(model, name) == getattr(row, name) for name in names if name != "pupil"]
            query = model.select().where(model.pupil == thread)
            for clause in rest:
                query = query.where(clause)
            if query.exists():
                return True
    return False


def _carried(record_of: Pupil, thread: Pupil) -> Iterator[Model]:
    """Contacts (never merged by name), numbers and schools before: copied, as these rows have no version."""
    for model in (Contact, PupilIdentifier, SchoolHistory):
        for row in model.select().where(model.pupil == record_of):
            copy = model(**{**row.__data__, "id": None, "pupil": thread.id})
            if model is Contact or not _stands_already(copy, thread):
                yield copy


def _numbers(record_of: Pupil, thread: Pupil) -> Iterator[Model]:
    """The UPN reaches the child whom the nursery knew without one; a second UPN is kept as a former one."""
    if record_of.upn and not thread.upn:
        thread.upn = record_of.upn
    elif record_of.upn and record_of.upn != thread.upn:
        former = PupilIdentifier(pupil=thread, kind="former_upn", value=record_of.upn)
        if not _stands_already(former, thread):
            yield former
    thread.uln = thread.uln or record_of.uln
    thread.in_care = thread.in_care or record_of.in_care


def _later_claims(record_of: Pupil, thread: Pupil, answered: Claim) -> Iterator[Model]:
    """Other claims that meant the record mean the thread now."""
    for claim in Claim.select().where((Claim.candidate == record_of) & (Claim.state == "waiting")):
        if claim.id != answered.id:
            claim.candidate = thread
            yield claim


def _entries_again(record_of: Pupil, thread: Pupil, cycles: dict[int, Cycle]) -> dict[int, Entry]:
    """Write the record's entries into the thread; returns old id to new entry."""
    audiences = dict(
        AudienceChange.select(AudienceChange.entry, AudienceChange.audience)
        .where((AudienceChange.pupil == record_of) & AudienceChange.superseded_at.is_null())
        .tuples()
    )
    told: dict[int, Entry] = {}
    for old in Entry.select().where((Entry.pupil == record_of) & Entry.redacted_at.is_null()).order_by(Entry.id):
        if old.kind in _NOT_TOLD:
            continue
        before = told.get(old.supersedes_id or 0)
        story = Story(
            kind=old.kind, title=old.title, body=old.body, stage=old.stage,
            audience=audiences.get(old.id, old.audience), category=old.category, words_of=old.words_of,
            data={**old.data, "carried_from": old.id}, occurred_on=old.occurred_on, look_again_on=old.look_again_on,
            supersedes=before.id if before else None,
        )  # fmt: skip
        author = Act(old.author_id, old.author_role, old.setting_id)
        told[old.id] = record(author, story, pupil=thread, cycle=cycles.get(old.cycle_id or 0))
    return told
