"""Reads of the calendar and of who changed which rule."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from flask import abort

from portal.accounts.models import Person
from portal.organisation.models import Closure, Term
from portal.timeline.models import Entry


class Change(NamedTuple):
    """Who changed rules, when; `changes` holds (name, before, after)."""

    at: datetime
    by: str
    changes: list[tuple[str, object, object]]


class Span(NamedTuple):
    """A term or days without children. `own` says whether the reader's calendar holds it."""

    id: int
    name: str
    starts: date
    ends: date
    own: bool


def last_changes(most: int = 20) -> list[Change]:
    """The latest changes of the rules, newest first. One statement."""
    rows = (
        Entry.select(Entry.recorded_at, Person.name, Entry.data)
        .join(Person, "LEFT OUTER JOIN")
        .where((Entry.kind == "rules_changed") & Entry.pupil.is_null())
        .order_by(Entry.recorded_at.desc(), Entry.id.desc())
        .limit(most)
        .tuples()
    )
    return [Change(at, by or "", [tuple(change) for change in data.get("changes", ())]) for at, by, data in rows]


def terms(setting: int | None, today: date) -> list[Span]:
    """Terms that a setting goes by, from last school year on; its own take the place of the authority's."""
    rows = list(
        Term.select()
        .where(_seen(Term, setting) & Term.removed_on.is_null() & (Term.ends_on >= today - timedelta(days=365)))
        .order_by(Term.starts_on)
    )
    own = [row for row in rows if row.setting_id == setting]
    return [Span(row.id, row.name, row.starts_on, row.ends_on, row.setting_id == setting) for row in own or rows]


def closures(setting: int | None, today: date) -> list[Span]:
    """Days without children, the authority's and the setting's own."""
    rows = (
        Closure.select()
        .where(_seen(Closure, setting) & Closure.removed_on.is_null() & (Closure.ends_on >= today - timedelta(days=90)))
        .order_by(Closure.starts_on)
    )
    return [Span(row.id, row.kind, row.starts_on, row.ends_on, row.setting_id == setting) for row in rows]


def own_or_404(model: type[Term] | type[Closure], number: int, setting: int | None) -> Term | Closure:
    """A term or closure of this calendar that has not been taken out, or 404."""
    found = model.get_or_none((model.id == number) & model.removed_on.is_null())
    if found is None or found.setting_id != setting:
        abort(404)
    return found


def _seen(model: type[Term] | type[Closure], setting: int | None) -> object:
    return model.setting.is_null() if setting is None else model.setting.is_null() | (model.setting == setting)
