"""Claims as those see them who answer: never the other record, only what proves who the child is."""

from datetime import date
from typing import NamedTuple

from flask import abort
from peewee import JOIN

from portal import clock
from portal.access import sight
from portal.access.scope import OutOfScope
from portal.organisation.models import Setting
from portal.pupils.models import Claim, Placement, Pupil
from portal.register.claims import possible

_AUTHORITY = "authority"


class Asked(NamedTuple):
    """A claim that the reader's setting can answer, beside the child whom it may mean."""

    claim: int
    setting_name: str
    pupil: int
    name: str
    born_on: date
    matched_on: str
    due_on: date


class Told(NamedTuple):
    """A child of a claim: name, date of birth, number and where they are; nothing else of the record."""

    pupil: int
    name: str
    born_on: date
    upn: str
    setting_name: str
    year_group: str


class Waiting(NamedTuple):
    """A claim in the authority's queue. `late`: days over its date, 0 when in time."""

    claim: int
    told: Told
    known: list[Told]
    matched_on: str
    due_on: date
    late: int


def asked_here(setting: int) -> list[Asked]:
    """What this setting is asked, the oldest first; the policy leaves out all else. One statement."""
    rows = (
        Claim.select(
            Claim.id, Setting.name, Pupil.id, Pupil.forename, Pupil.surname, Pupil.born_on, Claim.matched_on,
            Claim.due_on,
        )
        .join(Setting)
        .join_from(Claim, Pupil, on=(Claim.candidate == Pupil.id))
        .where((Claim.state == "waiting") & (Claim.setting != setting))
        .order_by(Claim.due_on, Claim.id)
        .tuples()
    )  # fmt: skip
    return [
        Asked(claim, where, pupil, f"{forename} {surname}", born, matched, due)
        for claim, where, pupil, forename, surname, born, matched, due in rows
    ]


def asked_count(setting: int) -> int:
    """How many claims wait for this setting. One statement."""
    return int(Claim.select().where((Claim.state == "waiting") & (Claim.setting != setting)).count())


def claim_or_404(claim: int, setting: int | None) -> Claim:
    """A waiting claim that the reader may answer, or 404 (also for one's own, and for one answered meanwhile)."""
    found = Claim.select(Claim, Setting).join(Setting).where((Claim.id == claim) & (Claim.state == "waiting")).first()
    if found is None or (setting is not None and found.setting_id == setting):
        abort(404)
    return found


def told(pupils: list[int]) -> dict[int, Told]:
    """What proves who children are. Only for a claim that the reader may answer. One statement.

    A withheld setting is named to the authority and to itself.
    """
    who = sight.required()
    with sight.system("claim"):
        rows = (
            Pupil.select(
                Pupil.id,
                Pupil.forename,
                Pupil.surname,
                Pupil.born_on,
                Pupil.upn,
                Setting.name,
                Placement.year_group,
                Placement.withheld,
                Placement.setting,
            )
            .join(
                Placement,
                JOIN.LEFT_OUTER,
                on=((Placement.pupil == Pupil.id) & (Placement.state == "current") & Placement.main),
            )
            .join(Setting, JOIN.LEFT_OUTER)
            .where(Pupil.id.in_(pupils))
            .tuples()
        )
        return {
            pupil: Told(
                pupil, f"{forename} {surname}", born, upn or "",
                "" if kept and who.reach == "setting" and setting != who.setting else where or "", year or "",
            )
            for pupil, forename, surname, born, upn, where, year, kept, setting in rows
        }  # fmt: skip


def queue() -> list[Waiting]:
    """The authority's matching queue: what no setting can answer, and what is late. Three statements.

    A number with name and date of birth is the present setting's to answer first; it comes here when its date is past
    or the child has no present setting. Raises OutOfScope for anybody but the authority.
    """
    if sight.required().reach != _AUTHORITY and not sight.required().system:
        raise OutOfScope("The matching queue is the authority's.")
    today = clock.today()
    claims = list(Claim.select().where(Claim.state == "waiting").order_by(Claim.due_on, Claim.id))
    children = {pupil for claim in claims for pupil in (claim.pupil_id, *possible(claim))}
    known = told(sorted(children)) if children else {}
    rows = [
        Waiting(
            claim.id,
            known[claim.pupil_id],
            [known[pupil] for pupil in possible(claim) if pupil in known],
            claim.matched_on,
            claim.due_on,
            max((today - claim.due_on).days, 0),
        )
        for claim in claims
        if claim.pupil_id in known
    ]
    return [
        row for row in rows if row.matched_on != "upn" or row.late or not any(one.setting_name for one in row.known)
    ]
