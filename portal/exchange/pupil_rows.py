"""The rows of a child that a file brings and the setting did not have."""

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

from peewee import Model

from portal import clock
from portal.access.acting import Act
from portal.exchange import earlier_work
from portal.exchange.incoming import IncomingPupil
from portal.organisation.models import Room
from portal.organisation.names import fold as fold_name
from portal.organisation.names import name_words
from portal.pupils.census_codes import fold
from portal.pupils.claims import new_claim
from portal.pupils.matching import Match
from portal.pupils.models import Contact, Placement, Pupil, PupilIdentifier, SchoolHistory
from portal.register.models import Need, Registration, SenPeriod
from portal.timeline.record import Doing, Story

Rooms = Mapping[str, Room]


class Source(NamedTuple):
    """Where the children come from: `kind` is `ctf` or `csv`, the title is what entries say."""

    kind: str

    @property
    def title(self) -> str:
        """The entry's title, as entries are titled: a short fact in English."""
        return "Added from a transfer file" if self.kind == "ctf" else "Added from the setting’s own list"


def new_child(
    act: Act, incoming: IncomingPupil, match: Match, due: dt.date, source: Source, rooms: Rooms
) -> list[Doing]:
    """What to record for a child that is new to the setting: the child, and what came before the portal."""
    assert incoming.born is not None
    pupil = _pupil(incoming)
    placement = _placement(act, pupil, incoming, rooms)
    rows: list[Model] = [pupil, placement]
    since = placement.starts_on
    registration = _registration(act, pupil, incoming, since, source)
    if registration is not None:
        rows.append(registration)
        since = registration.starts_on
    rows += sen_periods(act, pupil, incoming, source)
    rows += needs(act, pupil, [(need.code, need.start, need.end) for need in incoming.needs], source)
    rows += identifiers(act, pupil, numbers_of(incoming))
    rows += schools(pupil, incoming, range(len(incoming.schools)))
    rows += contacts(act, pupil, incoming, range(len(incoming.contacts)), source)
    rows.append(new_claim(act, pupil, match, due))
    doings = [Doing(Story("imported", source.title, data={"source": source.kind}), rows, pupil)]
    earlier = earlier_work.doing(act, pupil, incoming.earlier, since)
    return [*doings, earlier] if earlier else doings


def _pupil(incoming: IncomingPupil) -> Pupil:
    forename = incoming.preferred_forename or incoming.forename
    surname = incoming.preferred_surname or incoming.surname
    return Pupil(
        surname=incoming.surname,
        forename=incoming.forename,
        preferred_surname=incoming.preferred_surname if incoming.preferred_surname != incoming.surname else "",
        preferred_forename=incoming.preferred_forename if incoming.preferred_forename != incoming.forename else "",
        name_fold=name_words(forename, surname),
        surname_fold=fold_name(surname),
        born_on=incoming.born,
        sex=incoming.sex,
        upn=incoming.upn or None,
        uln=incoming.uln or None,
        in_care=bool(incoming.looked_after),
        created_at=clock.now(),
    )


def _placement(act: Act, pupil: Pupil, incoming: IncomingPupil, rooms: Rooms) -> Placement:
    starts = min(incoming.entered or act.today, act.today)
    return Placement(
        pupil=pupil,
        setting=act.setting,
        room=rooms.get(fold(incoming.class_name)),
        starts_on=starts,
        sees_from=starts,
        year_group=incoming.year_group,
    )


def _registration(
    act: Act, pupil: Pupil, incoming: IncomingPupil, since: dt.date, source: Source
) -> Registration | None:
    """On the register when the provision now is K or E.

    A setting's own list says since when; with a transfer file the child came with it, so on this
    setting's register from the first day here.
    """
    if incoming.provision == "N":
        return None
    start = incoming.periods[-1].start if source.kind == "csv" else None
    return Registration(
        pupil=pupil,
        setting=act.setting,
        code=incoming.provision,
        starts_on=min(start or since, act.today),
        informed_on=incoming.family_informed,
        lead=act.person if source.kind == "csv" and act.role in ("senco", "childminder") else None,
    )


def sen_periods(act: Act, pupil: Pupil, incoming: IncomingPupil, source: Source) -> list[SenPeriod]:
    """The history of provision as far as it has dates: one that we made up would stand in the way of a true one."""
    by_start = {period.start: period.provision for period in incoming.periods if period.start}
    return [
        SenPeriod(pupil=pupil, setting=act.setting, code=code, starts_on=start, source=source.kind)
        for start, code in sorted(by_start.items())
    ]


def needs(
    act: Act,
    pupil: Pupil | int,
    codes: list[tuple[str, dt.date | None, dt.date | None]],
    source: Source,
    after: int = 0,
) -> list[Need]:
    """Types of need, ranked in their order after the `after` that the child has already."""
    return [
        Need(
            pupil=pupil, setting=act.setting, rank=rank, code=code, starts_on=start, ends_on=end, source=source.kind
        )
        for rank, (code, start, end) in enumerate(codes, after + 1)
        if rank < 100
    ]  # fmt: skip


def numbers_of(incoming: IncomingPupil) -> list[tuple[str, str]]:
    """Kind and value of the numbers kept beside the UPN."""
    numbers = [("former_upn", number) for number in incoming.former_upns]
    return numbers + ([("local", incoming.local_id[:40])] if incoming.local_id else [])


def identifiers(act: Act, pupil: Pupil | int, numbers: list[tuple[str, str]]) -> list[PupilIdentifier]:
    """Keys to match on later."""
    return [
        PupilIdentifier(pupil=pupil, kind=kind, value=value, setting=act.setting)
        for kind, value in dict.fromkeys(numbers)
    ]


def schools(pupil: Pupil | int, incoming: IncomingPupil, places: range | list[int]) -> list[SchoolHistory]:
    """Schools of the child's past, each once."""
    rows: dict[tuple[object, ...], SchoolHistory] = {}
    for place in places:
        school = incoming.schools[place]
        rows.setdefault(
            (school.la, school.estab, school.entered),
            SchoolHistory(
                pupil=pupil, la_code=school.la, estab=school.estab, name=school.name, entered_on=school.entered,
                left_on=school.left,
            ),
        )  # fmt: skip
    return list(rows.values())


def contacts(
    act: Act, pupil: Pupil | int, incoming: IncomingPupil, places: range | list[int], source: Source
) -> list[Contact]:
    """Contacts as the file has them, in its order; never merged with anybody by name."""
    chosen = sorted((incoming.contacts[place] for place in places), key=lambda contact: contact.order)
    return [
        Contact(
            pupil=pupil, setting=act.setting, position=contact.order, title=contact.title, forename=contact.forename,
            surname=contact.surname, relationship=contact.relationship, responsibility=contact.responsibility,
            phone=", ".join(contact.phones)[:255], email=contact.email, source=source.kind,
        )
        for contact in chosen
    ]  # fmt: skip
