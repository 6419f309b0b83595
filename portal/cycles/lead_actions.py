"""Who leads a cycle, and who agrees and sends its plan: the SENCO, or the teacher whom the SENCO lets."""

from __future__ import annotations

from flask_babel import gettext as _

from portal import clock
from portal.access.acting import Act, Refused
from portal.access.permissions import SENCO, TEACHERS
from portal.accounts.models import Membership, Person
from portal.cycles.custody import held_here
from portal.cycles.models import Cycle
from portal.notices import recipients
from portal.pupils.settings_of import secret
from portal.timeline.record import Story, record


def delegate(act: Act, cycle: Cycle, *, lead: int, delegate: int | None = None) -> Cycle:
    """Name who leads the cycle, and who besides the SENCO may agree and send its plan (None: nobody). SENCO only.

    Both work at the setting that holds the cycle, as a teacher or in charge. It ends with the cycle or with their role.
    """
    held_here(act, cycle)
    if act.role not in SENCO:
        raise Refused(_("Only the SENCO says who leads a cycle."))
    for person in filter(None, (lead, delegate)):
        if person not in dict(leaders(act.setting or 0)):
            raise Refused(_("Choose a teacher or key person who works here."))
    tell = []
    if lead != cycle.lead_id:
        tell += recipients.named([lead], act.setting, "lead_named", cycle.id)
    if delegate != cycle.delegate_id:
        tell += recipients.named([delegate], act.setting, "delegated", cycle.id)
    cycle.lead, cycle.delegate = lead, delegate
    story = Story("delegated", "Who leads this cycle", _told(cycle, lead, delegate), stage=cycle.stage)
    record(act, story, cycle, pupil=cycle.pupil_id, cycle=cycle, tell=tell)
    return cycle


def _told(cycle: Cycle, lead: int, delegate: int | None) -> str:
    """Names stay out of the story where nobody who works at the setting may be named."""
    if secret(cycle.pupil_id, cycle.setting_id):
        return ""
    names = dict(Person.select(Person.id, Person.name).where(Person.id.in_([lead, delegate or lead])).tuples())
    lines = [_("Leads: %(name)s", name=names[lead])]
    if delegate:
        lines.append(_("May agree and send the plan: %(name)s", name=names[delegate]))
    return "\n".join(lines)


def leaders(setting: int) -> list[tuple[int, str]]:
    """Who may lead a cycle at a setting: teachers, key persons and those in charge, today. One statement."""
    today = clock.today()
    rows = (
        Person.select(Person.id, Person.name)
        .join(Membership, on=(Membership.person == Person.id))
        .where(
            (Membership.setting == setting)
            & Membership.role.in_(TEACHERS)
            & (Membership.starts_on <= today)
            & (Membership.ends_on.is_null() | (Membership.ends_on >= today))
        )
        .distinct()
        .order_by(Person.name, Person.id)
        .tuples()
    )
    return list(rows)
