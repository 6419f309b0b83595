"""Adding a child by hand: a named system action, as the child is nobody's yet and may be known elsewhere."""

from datetime import date
from typing import NamedTuple

from flask_babel import gettext as _
from peewee import Model

from portal import clock
from portal.access import sight
from portal.access.acting import Act, Refused
from portal.db import database
from portal.notices import recipients
from portal.notices.outbox import Telling
from portal.organisation.calendar import year_group
from portal.organisation.names import fold, name_words
from portal.organisation.rules import rules
from portal.pupils import claims, matching, upn
from portal.pupils.models import Placement, Pupil
from portal.pupils.year_groups import YEAR_GROUPS
from portal.register.actions import Informed, check_informed, checked_needs, need_rows
from portal.register.models import Registration, SenPeriod
from portal.timeline.record import Story, record

RECEPTION = YEAR_GROUPS.index("R")


class NewChild(NamedTuple):
    """A child as the SENCO gives them. `since` is the day on the register, `starts_on` the day at the setting.

    `needs` are census codes in their rank; `year_group` "" means the usual one for the age.
    """

    forename: str
    surname: str
    born_on: date
    starts_on: date
    since: date
    code: str = "K"
    needs: tuple[str, ...] = ()
    preferred_forename: str = ""
    sex: str = ""
    upn: str = ""
    room: int | None = None
    year_group: str = ""
    lead: int | None = None
    informed: Informed | None = None


def usual_year(born: date, on: date) -> str:
    """The year group for the age, as the census writes it: E1 for babies to 14."""
    place = RECEPTION + year_group(born, on)
    return YEAR_GROUPS[min(max(place, 0), len(YEAR_GROUPS) - 2)]


def add_child(act: Act, child: NewChild) -> Registration:
    """Put a new child on the actor's register, with a claim beside the new record.

    Whether anybody knows the child is never told: the record is the setting's own until the claim is answered.
    Raises Refused for dates that cannot be, a UPN with a mistake, and a child whom this setting has already.
    """
    pupil, registration = _added(act, child, listed=True)
    assert registration is not None, pupil.id
    return registration


def place_child(act: Act, child: NewChild) -> Pupil:
    """Give a new child a place at the actor's setting without putting them on the register: early notes need no label.

    With a claim beside the new record, as every child. Raises Refused like `add_child`.
    """
    return _added(act, child, listed=False)[0]


def _added(act: Act, child: NewChild, *, listed: bool) -> tuple[Pupil, Registration | None]:
    number = upn.normalise(child.upn)
    _check(act, child, number)
    identity = matching.Identity(child.preferred_forename or child.forename, child.surname, child.born_on, number)
    with sight.system("add child"), database.atomic():
        match = matching.candidates([identity], without=_own_children(act))[0]
        if match == matching.NOBODY and child.preferred_forename:
            identity = identity._replace(forename=child.forename)
            match = matching.candidates([identity], without=_own_children(act))[0]
        pupil = _pupil(child, number)
        registration = _registration(act, pupil, child) if listed else None
        rows: list[Model] = [pupil, _placement(act, pupil, child)]
        if registration is not None:
            period = SenPeriod(pupil=pupil, setting=act.setting, code=child.code, starts_on=child.since)
            rows += [registration, period, *need_rows(pupil, act.setting, child.needs, child.since)]
        rows.append(claims.new_claim(act, pupil, match, claims.due_on(act, rules().claim_days)))
        data = {"code": child.code, "needs": list(child.needs)} if listed else {}
        title = "Added to the register" if listed else "Added, not on the register"
        story = Story("child_added", title, data=data, occurred_on=min(child.since, act.today))
        record(act, story, *rows, pupil=pupil, tell=_asked(match))
    return pupil, registration


def _asked(match: matching.Match) -> list[Telling]:
    """The settings that can say whether it is their child: told that something waits, and not about whom."""
    if match.matched_on not in ("upn", "name"):
        return []
    places = Placement.select(Placement.setting).where(
        (Placement.pupil == match.candidate) & Placement.state.in_(("current", "coming"))
    )
    return [one for (setting,) in places.tuples() for one in recipients.sencos_apart(setting, "claim_waiting")]


def _check(act: Act, child: NewChild, number: str) -> None:
    if child.born_on > act.today:
        raise Refused(_("The date of birth is in the future."))
    if act.today.year - child.born_on.year > 26:
        raise Refused(_("The date of birth is that of somebody over 25."))
    if child.since > act.today or child.since < child.born_on:
        raise Refused(_("The day on the register must be today or earlier, and after the date of birth."))
    if child.starts_on < child.born_on:
        raise Refused(_("The child cannot start before they were born."))
    if number and upn.check(number).reason:
        raise Refused(upn.check(number).reason)
    checked_needs(child.needs)
    if child.informed:
        check_informed(act, child.informed)
    if _here(child, number):
        raise Refused(
            _("%(name)s is at your setting already. Open their page and put them on the register there.",
              name=f"{child.forename} {child.surname}")
        )  # fmt: skip


def _here(child: NewChild, number: str) -> bool:
    """Whether the reader's own children hold this one: asked in their own sight, not in the system's."""
    same = (Pupil.born_on == child.born_on) & (Pupil.surname_fold == fold(child.surname))
    asked = (same | (Pupil.upn == number)) if number else same
    folded = {fold(child.forename), fold(child.preferred_forename)}
    return any(
        (row.upn and row.upn == number) or {fold(row.forename), fold(row.preferred_forename)} & (folded - {""})
        for row in Pupil.select().where(asked)
    )


def _own_children(act: Act) -> frozenset[int]:
    rows = Placement.select(Placement.pupil).where(
        (Placement.setting == act.setting) & Placement.state.in_(("current", "coming"))
    )
    return frozenset(pupil for (pupil,) in rows.tuples())


def _pupil(child: NewChild, number: str) -> Pupil:
    return Pupil(
        forename=child.forename,
        surname=child.surname,
        preferred_forename="" if child.preferred_forename == child.forename else child.preferred_forename,
        name_fold=name_words(child.preferred_forename or child.forename, child.surname),
        surname_fold=fold(child.surname),
        born_on=child.born_on,
        sex=child.sex,
        upn=number or None,
        created_at=clock.now(),
    )


def _placement(act: Act, pupil: Pupil, child: NewChild) -> Placement:
    return Placement(
        pupil=pupil,
        setting=act.setting,
        room=child.room,
        state="current" if child.starts_on <= act.today else "coming",
        starts_on=child.starts_on,
        sees_from=min(child.starts_on, act.today),
        year_group=child.year_group or usual_year(child.born_on, max(child.starts_on, act.today)),
    )


def _registration(act: Act, pupil: Pupil, child: NewChild) -> Registration:
    informed = child.informed
    return Registration(
        pupil=pupil,
        setting=act.setting,
        code=child.code,
        starts_on=child.since,
        lead=child.lead,
        informed_on=informed.on if informed else None,
        informed_by=informed.by if informed else "",
        informed_how=informed.how if informed else "",
    )
