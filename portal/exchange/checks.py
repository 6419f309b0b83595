"""The checks every incoming child goes through, whatever kind of file it came in."""

import datetime as dt

from flask_babel import gettext as _

from portal.exchange.problems import Problem
from portal.pupils import upn as upns

MAX_NAME = 100
#: The Code of Practice covers birth to 25; a year of slack for files made at the end of one.
MAX_AGE_YEARS = 26


def name_problems(surname: str, forename: str, line: int) -> list[Problem]:
    """A child needs a surname and a forename of a length that is a name."""
    problems = []
    if not surname:
        problems.append(Problem("no-surname", _("There is no surname."), line, refuses=True))
    if not forename:
        problems.append(Problem("no-forename", _("There is no first name."), line, refuses=True))
    if len(surname) > MAX_NAME or len(forename) > MAX_NAME:
        sentence = _("The name is longer than %(count)s letters.", count=MAX_NAME)
        problems.append(Problem("long-name", sentence, line, refuses=True))
    return problems


def birth_problems(written: str, born: dt.date | None, today: dt.date, line: int) -> list[Problem]:
    """A date of birth, not in the future, of somebody of 25 or younger."""
    if not written.strip():
        return [Problem("no-birth", _("There is no date of birth."), line, refuses=True)]
    if born is None:
        sentence = _("“%(date)s” is not a date of birth we can read.", date=written.strip()[:30])
        return [Problem("birth", sentence, line, refuses=True)]
    if born > today:
        return [Problem("future-birth", _("The date of birth is in the future."), line, refuses=True)]
    if today.year - born.year > MAX_AGE_YEARS:
        return [Problem("old-birth", _("The date of birth is that of somebody over 25."), line, refuses=True)]
    return []


def upn_problems(written: str, line: int) -> tuple[str, list[Problem]]:
    """The normalised UPN (empty if there is none) and what is wrong with it.

    A missing UPN is no problem: under school age there is none. A wrong one refuses the row, since
    a child must never be matched, or not matched, on a mistyped number.
    """
    value = upns.normalise(written)
    if not value:
        return "", []
    checked = upns.check(value)
    if checked.reason:
        return checked.value, [Problem("upn", checked.reason, line, refuses=True)]
    if checked.warning:
        return checked.value, [Problem("upn-la", checked.warning, line)]
    return checked.value, []
