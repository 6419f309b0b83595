"""Words removed under data protection law: from an entry, and from every row that took them over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _
from peewee import Model, TextField

from portal import clock
from portal.access import sight
from portal.access.acting import Act, Refused
from portal.db import database
from portal.timeline.audiences import PROFESSIONALS
from portal.timeline.following import WITHIN, resting_on, rows_of
from portal.timeline.models import Entry
from portal.timeline.record import Story, record


def redact(act: Act, entry: Entry, reason: str) -> Entry:
    """Remove the words of an entry under data protection law; that it was there, who and when stays. Raises Refused.

    The single change an entry allows (a trigger knows its shape). A new entry says that it was done, and why. Where the
    action wrote the same words into a plan, a view or a review, they go from there too.
    """
    if entry.redacted_at:
        raise Refused(_("These words were removed already."))
    if not reason.strip():
        raise Refused(_("Say which request or decision this follows."))
    # Removal goes further than its officer sees: into papers that only their makers read, and words that stay with a setting.
    with sight.system("words removed by law"), database.atomic():
        again = _word_for_word(entry)
        rows = list({(type(row), row.id): row for one in (entry, *again) for row in _saying_the_same(one)}.values())
        Entry.update(title="Words removed", body="", data={}, words_of="", redacted_at=clock.now()).where(
            Entry.id.in_([one.id for one in (entry, *again)])
        ).execute()
        story = Story(
            "redacted", "Words removed from an entry", reason, audience=PROFESSIONALS, data={"entry": entry.id}
        )
        return record(act, story, *rows, pupil=entry.pupil_id)


def _word_for_word(entry: Entry) -> list[Entry]:
    """Later entries that say the same words again: an understanding that was confirmed, a learning out of what was said."""
    if not entry.body.strip():
        return []
    resting = Entry.select().where(Entry.id.in_(resting_on(entry)) & Entry.redacted_at.is_null())
    said = set(_strings(_kept(entry, "said")))
    return [
        one
        for one in resting
        if one.body.strip() == entry.body.strip() or said & set(str(_kept(one, "text")).splitlines())
    ]


def _kept(entry: Entry, name: str) -> Any:
    """What an entry's data holds under a name; "" where it does not."""
    data: dict[str, Any] = entry.data or {}
    return data.get(name, "")


_REMOVED = "Words removed"
# No key of ours ("next_cycle") is as long; columns of free text may be shorter.
_LONGEST_KEY = 20


def _saying_the_same(entry: Entry) -> list[Model]:
    """The rows that the entry's action saved, in sight of who asks, with the entry's words taken out of them."""
    said = set(_strings([entry.body, entry.title.partition(": ")[2], *entry.body.split("\n\n"), entry.data])) - {""}
    found = []
    for model, number in rows_of(entry):
        row = model.get_or_none(model.id == number) if "version" in model._meta.fields else None
        if row is None:
            continue
        for field in model._meta.sorted_fields:
            words = row.__data__.get(field.name)
            free = isinstance(field, TextField) or (isinstance(words, str) and _typed(words))
            if (model, field.name) in WITHIN:
                kept = WITHIN[model, field.name](row, said)
            elif free and isinstance(words, str):
                kept = _line_by_line(words, said)
            elif isinstance(words, dict):
                kept = _without(words, said)
            else:
                continue
            if kept != words:
                setattr(row, field.name, kept)
        if row.dirty_fields:
            found.append(row)
    return found


def _typed(words: str) -> bool:
    """Whether this may be somebody's words, and no key of ours."""
    return len(words) > _LONGEST_KEY or " " in words


def _line_by_line(words: str, said: set[str]) -> str:
    """A text without those words: whole, or a line of it that was taken over beside others."""
    if words.strip() in said:
        return _REMOVED
    return "\n".join(_REMOVED if line.strip() in said else line for line in words.split("\n"))


def _without(value: Any, said: set[str]) -> Any:
    """A kept copy (a plan as it was sent) with the words taken out wherever they stand."""
    if isinstance(value, dict):
        return {key: _without(part, said) for key, part in value.items()}
    return _REMOVED if isinstance(value, str) and _typed(value) and value.strip() in said else value


def _strings(value: Any) -> Iterator[str]:
    """Every text in a value of an entry's data."""
    if isinstance(value, str):
        yield value.strip()
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _strings(part)
