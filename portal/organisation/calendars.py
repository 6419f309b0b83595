"""A setting's calendar from the database: its own terms and closures, else the authority's."""

from __future__ import annotations

from datetime import date, timedelta

from portal.organisation.calendar import Calendar
from portal.organisation.calendar import Term as CalendarTerm
from portal.organisation.models import Closure, Term

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
    return frozenset(
        starts + timedelta(days=n) for starts, ends in spans for n in range(min((ends - starts).days, 366) + 1)
    )
