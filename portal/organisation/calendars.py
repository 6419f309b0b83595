"""A setting's calendar from the database: its own terms and closures, else the authority's."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from peewee import SQL, Value

from portal.organisation.calendar import Calendar
from portal.organisation.calendar import Term as CalendarTerm
from portal.organisation.models import Closure, Setting, Term

# Day nurseries and childminders are open in the holidays of schools.
ALL_YEAR_PHASES = ("childminder", "nursery")


def calendar_of(setting: int | None, phase: str = "") -> Calendar:
    """The calendar of a setting; None for the authority's own. Two statements.

    A setting that has entered terms of its own uses those alone; its closures come on top of the authority's.
    """
    here = Term.setting.is_null() if setting is None else Term.setting.is_null() | (Term.setting == setting)
    rows = Term.select(Term.setting, Term.name, Term.starts_on, Term.ends_on).where(here & Term.removed_on.is_null())
    terms = list(rows.order_by(Term.starts_on).tuples())
    own = [row for row in terms if row[0] is not None] or terms
    return Calendar(
        tuple(CalendarTerm(name, starts, ends) for _setting, name, starts, ends in own),
        _closed_days(setting),
        all_year=phase in ALL_YEAR_PHASES,
    )


def _closed_days(setting: int | None) -> frozenset[date]:
    here = Closure.setting.is_null() if setting is None else Closure.setting.is_null() | (Closure.setting == setting)
    spans = Closure.select(Closure.starts_on, Closure.ends_on).where(here & Closure.removed_on.is_null()).tuples()
    return _days_of(spans)


def _days_of(spans: Iterable[tuple[date, date]]) -> frozenset[date]:
    return frozenset(
        starts + timedelta(days=n) for starts, ends in spans for n in range(min((ends - starts).days, 366) + 1)
    )


def calendars_of(settings: Iterable[int | None]) -> dict[int | None, Calendar]:
    """The calendars of several settings, as `calendar_of` has each. One statement."""
    wanted = set(settings)
    ids = [setting for setting in wanted if setting is not None] or [0]
    terms = Term.select(Value("term"), Term.setting, Term.name, Term.starts_on, Term.ends_on).where(
        (Term.setting.is_null() | Term.setting.in_(ids)) & Term.removed_on.is_null()
    )
    closed = Closure.select(Value("closed"), Closure.setting, Closure.kind, Closure.starts_on, Closure.ends_on).where(
        (Closure.setting.is_null() | Closure.setting.in_(ids)) & Closure.removed_on.is_null()
    )
    no_day = SQL("CAST(NULL AS DATE)")
    phases = Setting.select(Value("phase"), Setting.id, Setting.phase, no_day, no_day).where(Setting.id.in_(ids))
    rows = list((terms + closed + phases).tuples())
    return {setting: _calendar(setting, rows) for setting in wanted}


_Row = tuple[str, int | None, str, date, date]


def _calendar(setting: int | None, rows: list[_Row]) -> Calendar:
    here = [row for row in rows if row[1] is None or row[1] == setting]
    terms = sorted((row for row in here if row[0] == "term"), key=lambda row: row[3])
    own = [row for row in terms if row[1] is not None] or terms
    phase = next((row[2] for row in here if row[0] == "phase"), "")
    return Calendar(
        tuple(CalendarTerm(row[2], row[3], row[4]) for row in own),
        _days_of((row[3], row[4]) for row in here if row[0] == "closed"),
        all_year=phase in ALL_YEAR_PHASES,
    )
