"""The verbs of the register on a child who is in sight: informed, needs, provision, leaving, coming back."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from flask_babel import gettext as _
from peewee import Model

from portal.access.acting import Act, Refused
from portal.access.permissions import AUTHORITY
from portal.cycles.models import Cycle
from portal.ehcp.actions import begun_with, ended_with
from portal.pupils.census_codes import NEED_LABELS
from portal.pupils.models import Pupil
from portal.register.models import Need, Registration, SenPeriod
from portal.register.queries import is_here
from portal.timeline.record import Story, record

MOST_NEEDS = 4
HOWS = ("meeting", "phone", "letter", "email", "home_visit")
# Leaving the register: provision then is N, but for a child who moved with the need.
REASONS = ("ordinary_provision", "moved", "parents_request", "data_error")


class Informed(NamedTuple):
    """How the family was informed (CFA 2014 s68; Code 6.43). `by` is a name, `how` one of HOWS."""

    on: date
    by: str
    how: str


def inform_family(act: Act, registration: Registration, informed: Informed) -> None:
    """Record that the family was informed. Raises Refused for a day in the future."""
    check_informed(act, informed)
    registration.informed_on, registration.informed_by, registration.informed_how = informed
    story = Story(
        "family_informed", "Family informed", occurred_on=informed.on, data={"by": informed.by, "how": informed.how}
    )
    record(act, story, registration, pupil=registration.pupil_id)


def check_informed(act: Act, informed: Informed) -> None:
    """Raises Refused unless day, person and way are given and the day is not to come."""
    if informed.on > act.today:
        raise Refused(_("The family was informed today or earlier: check the date."))
    if not informed.by.strip() or informed.how not in HOWS:
        raise Refused(_("Say who informed the family, and how."))


def checked_needs(codes: Sequence[str]) -> tuple[str, ...]:
    """The codes as given. Raises Refused for one twice, an unknown one, or more than four."""
    if len(set(codes)) < len(codes):
        raise Refused(_("The same need is chosen twice."))
    if len(codes) > MOST_NEEDS or any(code not in NEED_LABELS for code in codes):
        raise Refused(_("Choose up to four types of need from the list."))
    return tuple(codes)


def need_rows(pupil: Pupil | int, setting: int | None, codes: Sequence[str], since: date) -> list[Need]:
    """New needs in their rank, to be recorded."""
    return [
        Need(pupil=pupil, setting=setting, rank=rank, code=code, starts_on=since)
        for rank, code in enumerate(codes, start=1)
    ]


def set_needs(act: Act, pupil: int, codes: Sequence[str], why: str = "") -> bool:
    """Give the needs in force their new list and rank; an earlier one ends, it is never deleted.

    Returns whether anything changed. Raises Refused like `checked_needs`.
    """
    checked_needs(codes)
    standing = Need.select().where((Need.pupil == pupil) & Need.ends_on.is_null()).order_by(Need.rank, Need.id)
    before = list(standing)
    if [row.code for row in before] == list(codes):
        return False
    kept = {row.code: row for row in reversed(before)}
    rows = []
    for row in before:
        if row.code not in codes or kept[row.code] is not row:
            row.ends_on = act.today
            rows.append(row)
    for rank, code in enumerate(codes, start=1):
        row = kept.get(code) or Need(pupil=pupil, setting=act.setting, code=code, starts_on=act.today)
        if row.id is None or row.rank != rank:
            row.rank = rank
            rows.append(row)
    data = {"before": [row.code for row in before], "after": list(codes)}
    record(act, Story("needs_changed", "Needs changed", why, data=data), *rows, pupil=pupil)
    return True


def change_provision(act: Act, registration: Registration, code: str, since: date, note: str = "") -> None:
    """K to E on what the setting is told, or E to K by the authority: a change on the register, not a leaving.

    Only the local authority ends an EHC plan (Children and Families Act 2014 s45): raises Refused for anybody else.
    """
    if code not in ("K", "E") or code == registration.code:
        raise Refused(_("Choose the provision that it changes to."))
    if registration.code == "E" and act.role not in AUTHORITY:
        raise Refused(_("Only the local authority ends an EHC plan. Ask it for an early review."))
    if since > act.today:
        raise Refused(_("Enter a date that is today or earlier."))
    if since < registration.starts_on:
        raise Refused(_("Enter a date on or after the day on which the child came on the register."))
    registration.code = code
    title = "EHC plan began: SEN support became an EHC plan" if code == "E" else "EHC plan ended by the authority"
    period = _period(registration.pupil_id, act.setting or registration.setting_id, code, since, note)
    story = Story("register_changed", title, note, data={"code": code}, occurred_on=since)
    record(
        act, story, registration, period, *_law(act, registration.pupil_id, code, since), pupil=registration.pupil_id
    )


def _law(act: Act, pupil: int, code: str, since: date) -> list[Model]:
    """The plan that begins with the change on the register, or all that ends with it."""
    return begun_with(act, pupil, since) if code == "E" else ended_with(pupil, since)


def leave(act: Act, registration: Registration, on: date, reason: str, watch_for: str) -> None:
    """Take a child off the register, with the reason and what to watch for; the thread can resume later.

    Raises Refused for a child with an EHC plan unless they moved, and while a cycle is open when
    ordinary provision is said to meet the need: its review says so first.
    """
    if reason not in REASONS:
        raise Refused(_("Select why the child leaves the register."))
    if on > act.today or on < registration.starts_on:
        raise Refused(_("Enter a date from the day on the register to today."))
    if registration.code == "E" and reason != "moved":
        raise Refused(_("Only the local authority ends an EHC plan. Ask it for an early review."))
    if reason == "ordinary_provision" and _open_cycle(registration.pupil_id):
        raise Refused(_("A cycle is still open. Hold its review and close it with what was learnt first."))
    if reason != "data_error" and not watch_for.strip():
        raise Refused(_("Say what to watch for, so that nobody starts again if the need comes back."))
    registration.ends_on, registration.leaving_reason, registration.watch_for = on, reason, watch_for
    rows: list[Registration | SenPeriod] = [registration]
    if reason != "moved":
        rows.append(_period(registration.pupil_id, act.setting, "N", on, reason))
    story = Story("left_register", "Left the register", watch_for, data={"reason": reason}, occurred_on=on)
    record(act, story, *rows, pupil=registration.pupil_id)


def put_on(
    act: Act, pupil: int, code: str, since: date, informed: Informed | None = None, lead: int | None = None
) -> Registration:
    """Put a child of this setting on the register: for the first time, or back again. Raises Refused."""
    if since > act.today:
        raise Refused(_("Enter a date that is today or earlier."))
    if informed:
        check_informed(act, informed)
    if not is_here(pupil, act.setting):
        raise Refused(_("The child has no place at your setting yet."))
    last = Registration.select().where((Registration.pupil == pupil) & (Registration.setting == act.setting))
    if last.where(Registration.ends_on.is_null()).exists():
        raise Refused(_("This child is on the register already."))
    if last.where(Registration.ends_on > since).exists():
        raise Refused(_("Enter a date on or after the day on which the child last left the register."))
    planned = SenPeriod.select(SenPeriod.code).where(SenPeriod.pupil == pupil).order_by(SenPeriod.starts_on.desc())
    if code != "E" and planned.scalar() == "E":
        # Else leaving as moved and coming back would end a plan that only the authority ends.
        raise Refused(_("This child has an EHC plan. Only the local authority ends it: choose EHC plan (E)."))
    registration = Registration(pupil=pupil, setting=act.setting, code=code, starts_on=since, lead=lead)
    if informed:
        registration.informed_on, registration.informed_by, registration.informed_how = informed
    title = "Back on the register" if last.exists() else "Put on the register"
    rows = [registration, _period(pupil, act.setting, code, since, "")]
    record(act, Story("registered", title, data={"code": code}, occurred_on=since), *rows, pupil=pupil)
    return registration


def _period(pupil: int, setting: int | None, code: str, since: date, note: str) -> SenPeriod:
    """Provision from a day on; a second change on the same day replaces the first."""
    standing = SenPeriod.get_or_none((SenPeriod.pupil == pupil) & (SenPeriod.starts_on == since))
    period = standing or SenPeriod(pupil=pupil, setting=setting, starts_on=since)
    period.code, period.note = code, note[:255]
    return period


def _open_cycle(pupil: int) -> bool:
    return bool(Cycle.select().where((Cycle.pupil == pupil) & Cycle.closed_on.is_null()).exists())
