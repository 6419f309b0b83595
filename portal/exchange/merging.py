"""What a file adds to a child that the setting has already.

A file never takes away and never lowers: an EHC plan ends only by the authority's hand, and leaving
the register is something a SENCO does knowingly.
"""

import datetime as dt
from collections.abc import Iterator

from flask_babel import gettext as _

from portal.exchange.here import Standing
from portal.exchange.incoming import EarlierWork, IncomingPupil
from portal.organisation.names import fold

_HEIGHT = {"N": 0, "K": 1, "E": 2}


def raises(pupil: IncomingPupil, standing: Standing) -> bool:
    """Whether the file says a higher provision than we hold, and not of a time that we know to be over."""
    if _HEIGHT[pupil.provision] <= _HEIGHT[standing.provision]:
        return False
    start, last = pupil.periods[-1].start, max(standing.periods, default=None)
    over = pupil.provision in standing.periods.values()
    return start is None or last is None or start >= last or not over


def new_periods(pupil: IncomingPupil, standing: Standing) -> list[tuple[str, dt.date]]:
    """Provision and start of dated periods that we do not hold; the last one only if it does not lower."""
    return [
        (period.provision, period.start)
        for period in pupil.periods
        if period.start
        and period.start not in standing.periods
        and (period.end is not None or _HEIGHT[period.provision] >= _HEIGHT[standing.provision])
    ]


def new_needs(pupil: IncomingPupil, standing: Standing) -> list[str]:
    """Types of need in the file that the child is not known to have, in their order."""
    return [need.code for need in pupil.needs if need.end is None and need.code not in standing.needs]


def new_identifiers(pupil: IncomingPupil, standing: Standing) -> list[tuple[str, str]]:
    """Kind and value of numbers to keep beside the UPN."""
    found = [("former_upn", number) for number in pupil.former_upns if number != standing.pupil.upn or pupil.upn]
    if pupil.local_id:
        found.append(("local", pupil.local_id[:40]))
    if takes_upn(pupil, standing) and standing.pupil.upn:
        found.append(("former_upn", standing.pupil.upn))
    return [pair for pair in dict.fromkeys(found) if pair not in standing.identifiers]


def takes_upn(pupil: IncomingPupil, standing: Standing) -> bool:
    """Whether the child takes the file's UPN: it has none, or the file names its own as a former one."""
    own = standing.pupil.upn
    return bool(pupil.upn) and pupil.upn != own and (not own or own in pupil.former_upns)


def new_contacts(pupil: IncomingPupil, standing: Standing) -> list[int]:
    """Places in `pupil.contacts` of those that we do not hold word for word."""
    keys = [
        (contact.title, contact.forename, contact.surname, contact.relationship, ", ".join(contact.phones)[:255],
         contact.email)
        for contact in pupil.contacts
    ]  # fmt: skip
    return [place for place, key in enumerate(keys) if key not in standing.contacts and key not in keys[:place]]


def new_schools(pupil: IncomingPupil, standing: Standing) -> list[int]:
    """Places in `pupil.schools` of those that we do not hold."""
    keys = [(school.la, school.estab, school.entered) for school in pupil.schools]
    return [place for place, key in enumerate(keys) if key not in standing.schools and key not in keys[:place]]


def new_class(pupil: IncomingPupil, standing: Standing) -> bool:
    """Whether the file says another class than the child's."""
    room = standing.placement.room
    return bool(pupil.class_name) and (room is None or fold(room.name) != fold(pupil.class_name))


def brings_earlier_work(pupil: IncomingPupil, standing: Standing) -> bool:
    """Whether the file tells of cycles or a plan before the portal, and we have none."""
    return pupil.earlier != EarlierWork() and not standing.has_cycle


def changes_of(pupil: IncomingPupil, standing: Standing) -> list[str]:
    """What the child would gain, one short phrase each; nothing when the file is known already."""
    needs = new_needs(pupil, standing)
    raised = raises(pupil, standing)
    takes = takes_upn(pupil, standing)
    phrases = (
        (takes, _("UPN %(upn)s", upn=pupil.upn)),
        (pupil.uln and not standing.pupil.uln, _("learner number")),
        (not takes and new_identifiers(pupil, standing), _("an earlier or local number")),
        (raised, _("SEN provision %(code)s", code=pupil.provision)),
        (not raised and new_periods(pupil, standing), _("SEN history")),
        (needs, _("need %(codes)s", codes=", ".join(needs))),
        (new_class(pupil, standing), _("class %(name)s", name=pupil.class_name)),
        (new_year_group(pupil, standing), _("year group")),
        (informs(pupil, standing), _("when the family was informed")),
        (new_schools(pupil, standing), _("schools before")),
        (new_contacts(pupil, standing), _("contacts")),
        (brings_earlier_work(pupil, standing), _("work from before the portal")),
    )
    return [phrase for said, phrase in phrases if said]


def new_year_group(pupil: IncomingPupil, standing: Standing) -> bool:
    """Whether the file says another year group than the child's."""
    return bool(pupil.year_group) and pupil.year_group != standing.placement.year_group


def informs(pupil: IncomingPupil, standing: Standing) -> bool:
    """Whether the file says when the family was informed, and the register does not."""
    row = standing.registration
    return pupil.family_informed is not None and row is not None and row.informed_on is None


def keeps_of(pupil: IncomingPupil, standing: Standing) -> Iterator[str]:
    """What the file says otherwise and we keep, in sentences."""
    if pupil.periods and _HEIGHT[pupil.provision] < _HEIGHT[standing.provision]:
        if standing.provision == "E":
            yield _("The file says %(code)s. Only the authority ends an EHC plan, so E stays.", code=pupil.provision)
        else:
            yield _("The file says no SEN. Leaving the register is for you to record, so K stays.")
    own = standing.pupil.upn
    if pupil.upn and own and pupil.upn != own and not takes_upn(pupil, standing):
        yield _("The file has another UPN (%(upn)s). Ours stays.", upn=pupil.upn)
