"""`record()`: the only way in which an action saves its rows and writes its entry.

Every action on a child ends here, inside one transaction: the rows it made or changed are
saved (a stale version is refused), one entry is written, and the digest of each row is
kept beside it so that `flask check` can find a row that was changed without an entry.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any, NamedTuple

from peewee import IntegrityError, Model

from portal import clock
from portal.access import sight
from portal.access.acting import Act
from portal.access.scope import OutOfScope
from portal.db import database
from portal.notices import actions as notices
from portal.notices import outbox
from portal.notices.outbox import Telling
from portal.pupils.models import Pupil
from portal.timeline.digests import digest
from portal.timeline.following import narrower
from portal.timeline.models import Entry, EntryDigest
from portal.web.saving import Conflict, Repeated

# Under SQLite's limit of 32,766 values in one statement.
_MOST_VALUES = 30_000
_LONGEST_TITLE = 255


class Stale(Conflict):
    """Somebody saved the row first. `standing` is what is there now, `mine` what was to be saved."""

    def __init__(self, row: Model, mine: Model) -> None:
        super().__init__(f"{type(row).__name__} {row.id} has version {row.version}, not {mine.version}", row, mine)


class AlreadyDone(Repeated):
    """The same form was sent twice; `entry` is what the first one wrote."""

    def __init__(self, entry: Entry) -> None:
        super().__init__(f"entry {entry.id} was made by the same form")
        self.entry = entry


class Story(NamedTuple):
    """What the entry says. Titles are stored in English, words of people as given."""

    kind: str
    title: str
    body: str = ""
    stage: str = ""
    audience: str = "family"
    category: str = "record"
    words_of: str = ""
    data: dict[str, Any] | None = None
    occurred_on: date | None = None
    look_again_on: date | None = None
    supersedes: int | None = None


def _whole(row: Model) -> Model:
    """The row with all its columns: read again only when it was loaded in part."""
    complete = all(field.name in row.__data__ for field in row._meta.sorted_fields if not field.null)
    return row if complete else type(row).get_by_id(row.id)


def _save(row: Model) -> None:
    """Insert a new row, or update it only if its version still stands."""
    if row.id is None:
        row.save(force_insert=True)
        return
    model = type(row)
    # It may refer to a row of the same action that has just got its id.
    row._populate_unsaved_relations(row.__data__)
    values = {field.name: row.__data__[field.name] for field in row.dirty_fields if field.name not in ("id", "version")}
    changed = (
        model.update(**values, version=row.version + 1)
        .where((model.id == row.id) & (model.version == row.version))
        .execute()
    )
    if not changed:
        standing = model.get_or_none(model.id == row.id)
        if standing is None:
            raise OutOfScope(f"{model.__name__} {row.id} is not in sight.")
        raise Stale(standing, row)
    row.version += 1
    row._dirty.clear()


def record(
    act: Act,
    story: Story,
    *rows: Model,
    pupil: Pupil | int | None,
    cycle: Any = None,
    tell: Sequence[Telling] = (),
) -> Entry:
    """Save `rows`, write the one entry that says what was done, and put notices for those to `tell` into the outbox.

    `rows` are the rows the action made or changed, the subject first; a row with a
    `version` is saved only if nobody saved it since it was read. `cycle` is the Cycle the
    entry belongs to. Returns the entry. Raises Stale, AlreadyDone or OutOfScope; then
    nothing is written.
    """
    story = _held_back(act, story, rows)
    with _once(act):
        for row in rows:
            _save(row)
        entry = _entry(act, story, pupil, cycle, key=act.key)
        entry.save(force_insert=True)
        _keep_digests(entry, rows)
        notices.settled(act.person, story.kind, str((story.data or {}).get("step", "")), entry.pupil_id)
        # Nobody is told of their own deed.
        outbox.put(
            [one for one in tell if one.person != act.person],
            pupil=getattr(pupil, "id", pupil),
            entry=entry.id,
            now=entry.recorded_at,
        )
        return entry


def _held_back(act: Act, story: Story, rows: Sequence[Model]) -> Story:
    """What is done with words that somebody held back is told to no more people than may read them: the subject's audience."""
    standing = rows[0].__data__.get("audience") if rows and rows[0].id is not None and act.setting else None
    return story._replace(audience=narrower(story.audience, standing)) if standing else story


@contextmanager
def _once(act: Act) -> Iterator[None]:
    """One transaction for what a form does once, also when it is sent twice at the same moment (PostgreSQL)."""
    try:
        with database.atomic():
            first_time(act)
            yield
    except IntegrityError:
        # The other sending was first by a moment: its entry bears the key. Else the fault is another one.
        first_time(act)
        raise


def first_time(act: Act) -> None:
    """Refuse a form that was sent before: AlreadyDone with what the first one wrote."""
    if act.key and act.person:
        done = Entry.get_or_none((Entry.author == act.person) & (Entry.key == act.key))
        if done is not None:
            raise AlreadyDone(done)


def _entry(act: Act, story: Story, pupil: Pupil | int | None, cycle: Any, key: str | None = None) -> Entry:
    """The entry that says what was done, not yet saved."""
    return Entry(
        pupil=pupil,
        setting=act.setting,
        cycle_id=cycle.id if cycle is not None else None,
        cycle_number=cycle.number if cycle is not None else None,
        kind=story.kind,
        stage=story.stage,
        category=story.category,
        # Made of names that people typed: the column's length, not an error, ends it.
        title=story.title[:_LONGEST_TITLE],
        body=story.body,
        data=story.data or {},
        occurred_on=story.occurred_on or act.today,
        recorded_at=clock.now(),
        author=act.person,
        author_role=act.role,
        words_of=story.words_of,
        audience=story.audience,
        look_again_on=story.look_again_on,
        supersedes=story.supersedes,
        key=key,
    )


class Doing(NamedTuple):
    """One of many actions of the same kind: its story, its new rows (the child first), the child.

    `cycle` is the Cycle that the entry belongs to; it may be one of the new rows.
    """

    story: Story
    rows: Sequence[Model]
    pupil: Pupil | int
    cycle: Any = None


def record_many(act: Act, doings: Sequence[Doing]) -> None:
    """`record` for many actions that only make new rows (an import): one entry each, in bulk.

    A row may refer to another row of its action that stands before it. Only in a system scope.
    """
    if not sight.required().system:
        raise OutOfScope("Many at once are recorded only by a named system action.")
    with database.atomic():
        _all_at_once(act._replace(key=None), doings)


def record_together(act: Act, doings: Sequence[Doing]) -> None:
    """`record` for one act about several children (a group's session): one entry each, all or none, and nobody is told.

    Rows are new, or changed ones whose version still stands. The first entry bears the form's key. Raises as `record`.
    """
    with _once(act):
        for row in (row for doing in doings for row in doing.rows if row.id is not None):
            _save(row)
        _all_at_once(act, doings)


def _all_at_once(act: Act, doings: Sequence[Doing]) -> None:
    rows = [row for doing in doings for row in doing.rows]
    new = [row for row in rows if row.id is None]
    for model in dict.fromkeys(type(row) for row in new):
        _insert_waves(model, [row for row in new if type(row) is model])
    entries = [
        _entry(act, doing.story, doing.pupil, doing.cycle, key=None if n else act.key) for n, doing in enumerate(doings)
    ]
    _insert(Entry, entries)
    kept = [(entry, row) for entry, doing in zip(entries, doings, strict=True) for row in doing.rows]
    digests = _digests(rows)
    _insert(EntryDigest, [_kept(entry, row, digests[type(row), row.id]) for entry, row in kept])


def _insert_waves(model: type[Model], rows: Sequence[Model]) -> None:
    """Insert rows of one table; those that refer to another new row of it (a cycle that follows) come after it."""
    own = [field.name for field in model._meta.refs if field.rel_model is model]
    waiting = list(rows)
    while waiting:
        ready = [row for row in waiting if all(name not in row.__rel__ or row.__rel__[name].id for name in own)]
        if not ready:
            raise ValueError(f"rows of {model.__name__} refer to rows that are not recorded with them")
        _insert(model, ready)
        waiting = [row for row in waiting if row.id is None]


def _insert(model: type[Model], rows: Sequence[Model]) -> None:
    """Insert rows of one table and give each its id, which both engines return in the order of the values."""
    fields = [field for field in model._meta.sorted_fields if field.name != "id"]
    step = _MOST_VALUES // len(fields)
    for begin in range(0, len(rows), step):
        part = rows[begin : begin + step]
        for row in part:
            row._populate_unsaved_relations(row.__data__)
        values = [{field.name: row.__data__.get(field.name) for field in fields} for row in part]
        made = model.insert_many(values).returning(model.id).tuples().execute()
        for row, (number,) in zip(part, made, strict=True):
            row.id = number
            row._dirty.clear()


def _digests(rows: Sequence[Model]) -> dict[tuple[type[Model], int], str]:
    """The digest of each row as the database holds it."""
    found: dict[tuple[type[Model], int], str] = {}
    for model in dict.fromkeys(type(row) for row in rows):
        ids = [row.id for row in rows if type(row) is model]
        for begin in range(0, len(ids), _MOST_VALUES):
            standing = model.select().where(model.id.in_(ids[begin : begin + _MOST_VALUES]))
            found |= {(model, row.id): digest(row) for row in standing.iterator()}
    return found


def _keep_digests(entry: Entry, rows: Sequence[Model]) -> None:
    """Remember how each row stands after the action."""
    if rows:
        kept = [_kept(entry, row, digest(_whole(row))) for row in rows]
        EntryDigest.insert_many([row.__data__ for row in kept]).execute()


def _kept(entry: Entry, row: Model, standing: str) -> EntryDigest:
    return EntryDigest(
        entry=entry.id,
        subject_type=type(row)._meta.table_name,
        subject_id=row.id,
        subject_version=getattr(row, "version", 1),
        digest=standing,
    )
