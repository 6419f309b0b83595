"""Changing the authority's rules and the calendars: each change with its record of who and what."""

from datetime import date
from typing import Any

from flask_babel import gettext as _

from portal import clock
from portal.access.acting import Act, Refused
from portal.organisation.models import Closure, Rule, Term
from portal.organisation.rules import Rules, problems, rules
from portal.timeline.record import Story, record

LONGEST_TERM = 140
"""Days from the first to the last of a term; the longest in use (autumn) has about 110."""
LONGEST_CLOSURE = 70
CLOSURES = ("inset", "half_term", "closed")


def change_rules(act: Act, wanted: Rules) -> list[str]:
    """Put `wanted` in force; returns the names of the rules that changed (none: nothing is written).

    Raises Refused for a number out of bounds: the term may be shortened, never lengthened (Code 6.65).
    """
    if problems(wanted):
        raise Refused(_("Some of the numbers are not allowed. Look at the limits beside them."))
    before = rules()
    changed = [name for name in Rules._fields if getattr(wanted, name) != getattr(before, name)]
    if not changed:
        return []
    standing = {row.name: row for row in Rule.select().where(Rule.name.in_(changed))}
    rows = [_ruled(standing.get(name) or Rule(name=name), getattr(wanted, name), act) for name in changed]
    changes = [[name, _plain(getattr(before, name)), _plain(getattr(wanted, name))] for name in changed]
    story = Story("rules_changed", "Rules changed", audience="professionals", data={"changes": changes})
    record(act, story, *rows, pupil=None)
    return changed


def _ruled(row: Rule, value: Any, act: Act) -> Rule:
    row.setting_value = _plain(value)
    row.changed_at = clock.now()
    row.changed_by = act.person
    return row


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def add_term(act: Act, name: str, starts: date, ends: date) -> Term:
    """Add a term to the actor's calendar: their setting's, or the authority's when they work there.

    Raises Refused when it ends before it begins, is too long, or overlaps another of the same calendar.
    """
    _in_order(starts, ends, LONGEST_TERM)
    others = Term.select().where(_own(Term, act) & Term.removed_on.is_null())
    if others.where((Term.starts_on <= ends) & (Term.ends_on >= starts)).exists():
        raise Refused(_("These dates overlap with a term that is there already. Take that one out first."))
    term = Term(setting=act.setting, name=name, starts_on=starts, ends_on=ends)
    data = {"starts": str(starts), "ends": str(ends)}
    record(act, _told(f"Term added: {name}", data), term, pupil=None)
    return term


def add_closure(act: Act, kind: str, starts: date, ends: date) -> Closure:
    """Add days without children (INSET, half term, closed) to the actor's calendar. Raises Refused like `add_term`."""
    _in_order(starts, ends, LONGEST_CLOSURE)
    if kind not in CLOSURES:
        raise Refused(_("Select what kind of days these are."))
    closure = Closure(setting=act.setting, kind=kind, starts_on=starts, ends_on=ends)
    data = {"kind": kind, "starts": str(starts), "ends": str(ends)}
    record(act, _told("Days without children added", data), closure, pupil=None)
    return closure


def take_out(act: Act, row: Term | Closure) -> None:
    """Take a term or closure out of the actor's own calendar. Raises Refused for another's."""
    if row.setting_id != act.setting:
        raise Refused(_("This belongs to another calendar."))
    row.removed_on = act.today
    what = f"Term taken out: {row.name}" if isinstance(row, Term) else "Days without children taken out"
    record(act, _told(what, {"starts": str(row.starts_on), "ends": str(row.ends_on)}), row, pupil=None)


def _own(model: type[Term] | type[Closure], act: Act) -> object:
    return model.setting.is_null() if act.setting is None else model.setting == act.setting


def _in_order(starts: date, ends: date, longest: int) -> None:
    if ends < starts:
        raise Refused(_("The last day is before the first day."))
    if (ends - starts).days > longest:
        raise Refused(_("That is more than %(days)s days. Check the two dates.", days=longest))


def _told(title: str, data: dict[str, str]) -> Story:
    return Story("setting_changed", title, audience="professionals", data=data)
