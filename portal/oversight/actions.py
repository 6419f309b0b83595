"""An officer names a child, with a reason that the family can read; the administrator gives a caseload.

The child is not in the officer's sight before: these are the named system actions "name a child".
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from flask_babel import gettext as _

from portal.access import sight
from portal.access.acting import Act, Refused
from portal.access.policy import in_sight
from portal.ehcp.models import AnnualReview, EarlyReview
from portal.organisation.names import fold
from portal.organisation.rules import rules
from portal.pupils import upn
from portal.pupils.models import NamedAccess, Pupil
from portal.timeline.record import Story, record
from portal.transitions.models import Transition

_WHY = "name a child"


class Wanted(NamedTuple):
    """What an officer knows of a child: a UPN alone, or surname and date of birth (forename for twins)."""

    upn: str = ""
    surname: str = ""
    forename: str = ""
    born_on: date | None = None


def find(wanted: Wanted) -> int:
    """The one child that matches exactly. Raises Refused with what to do when there is none, or more than one."""
    with sight.system(_WHY):
        rows = Pupil.select(Pupil.id, Pupil.forename, Pupil.preferred_forename).where(Pupil.joined_to.is_null())
        if wanted.upn:
            rows = rows.where(Pupil.upn == upn.normalise(wanted.upn))
        else:
            rows = rows.where((Pupil.surname_fold == fold(wanted.surname)) & (Pupil.born_on == wanted.born_on))
        found = [row for row in rows if not wanted.forename or fold(wanted.forename) in _names(row)]
    if not found:
        raise Refused(_("No child matches exactly. Check the spelling and the date."))
    if len(found) > 1:
        raise Refused(_("More than one child matches. Give the first name or the UPN."))
    return int(found[0].id)


def _names(row: Pupil) -> tuple[str, ...]:
    return fold(row.forename), fold(row.preferred_forename)


def name_child(act: Act, pupil: int, purpose: str) -> NamedAccess:
    """Open a child's thread to the officer for the authority's number of days, for one purpose.

    The entry is for the family to read. Raises Refused where no such child is.
    """
    days = rules().named_access_days
    access = NamedAccess(
        pupil=pupil, person=act.person, purpose=purpose, starts_on=act.today, until=act.today + timedelta(days=days)
    )
    return _open(act, access, "The council opened this record", purpose)


def of_move(move: int) -> int | None:
    """The child of a move that the board shows without a name; None where there is no such move."""
    with sight.system(_WHY):
        row = Transition.get_or_none(Transition.id == move)
        return int(row.pupil_id) if row else None


def of_request(request: int) -> int | None:
    """The child for whom a setting asked for an early review; None where nothing waits for an answer."""
    with sight.system(_WHY):
        row = EarlyReview.get_or_none((EarlyReview.id == request) & (EarlyReview.state == "asked"))
        return int(row.pupil_id) if row else None


def of_annual_review(review: int) -> int | None:
    """The child of an annual review whose report is here; None where no decision is waited for."""
    with sight.system(_WHY):
        waits = (AnnualReview.decided == "") & AnnualReview.report_on.is_null(False)
        row = AnnualReview.get_or_none((AnnualReview.id == review) & waits)
        return int(row.pupil_id) if row else None


def open_for(act: Act, pupil: int, purpose: str) -> NamedAccess | None:
    """Open a child for what waits for the authority's answer; None where the officer may open the child already."""
    return None if in_sight(pupil) else name_child(act, pupil, purpose)


def exists(pupil: int) -> bool:
    """Whether there is such a child; asked only behind a page that wants a reason."""
    with sight.system(_WHY):
        return bool(Pupil.select().where((Pupil.id == pupil) & Pupil.joined_to.is_null()).exists())


def give_caseload(act: Act, person: int, pupil: int, purpose: str) -> NamedAccess:
    """Give a child to an officer's caseload, without an end; the family can read it."""
    with sight.system(_WHY):
        standing = NamedAccess.get_or_none(
            (NamedAccess.pupil == pupil)
            & (NamedAccess.person == person)
            & NamedAccess.caseload
            & NamedAccess.until.is_null()
        )
    if standing is not None:
        raise Refused(_("This child is in that caseload already."))
    access = NamedAccess(pupil=pupil, person=person, purpose=purpose, caseload=True, starts_on=act.today)
    return _open(act, access, "A named person of the council follows this record", purpose)


def end_caseload(act: Act, access: int) -> None:
    """Take a child out of an officer's caseload from today. Raises Refused where it has ended."""
    with sight.system(_WHY):
        row = NamedAccess.get_or_none((NamedAccess.id == access) & NamedAccess.caseload & NamedAccess.until.is_null())
        if row is None:
            raise Refused(_("This has ended already."))
        row.until = act.today - timedelta(days=1)
        story = Story("access_named", "A named person of the council no longer follows this record", audience="family")
        record(act, story, row, pupil=row.pupil_id)


def _open(act: Act, access: NamedAccess, title: str, purpose: str) -> NamedAccess:
    with sight.system(_WHY):
        if Pupil.get_or_none(Pupil.id == access.pupil_id) is None:
            raise Refused(_("There is no such child."))
        data = {"until": access.until.isoformat() if access.until else "", "caseload": bool(access.caseload)}
        story = Story("access_named", title, purpose, audience="family", data=data)
        record(act, story, access, pupil=access.pupil_id)
    return access
