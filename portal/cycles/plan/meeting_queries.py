"""Who is around a child and asked to a meeting, and what the meeting comes to in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from flask_babel import gettext as _

from portal.cycles.circulation.queries import plan_readers
from portal.cycles.facts import Receiver
from portal.cycles.models import Cycle
from portal.cycles.plan.meeting_actions import key_of
from portal.cycles.plan.models import Attendee


class Offer(NamedTuple):
    """Somebody to ask: `key` as the form writes them, and whether they are asked already."""

    key: str
    guest: Receiver
    asked: bool


def offers(cycle: Cycle, attendees: Sequence[Attendee]) -> list[Offer]:
    """Child, family, staff and professionals around the child, with whoever else was asked by name; each once."""
    asked = {key_of(row.person_id, row.name) for row in attendees}
    child = cycle.pupil.name
    around = plan_readers(cycle)
    if child not in {one.name for one in around}:
        around = [Receiver(child, _("the child"), None, _("it is their own plan")), *around]
    named = [Receiver(row.name, row.role, row.person_id) for row in attendees]
    found = {key_of(one.person, one.name): one for one in reversed([*around, *named])}
    order = list(dict.fromkeys(key_of(one.person, one.name) for one in [*around, *named]))
    return [Offer(key, found[key], key in asked) for key in order]


def aside(guest: Receiver) -> bool:
    """Who has the plan for safeguarding alone is offered, and not asked unless somebody says so."""
    return guest.why == _("leads safeguarding here")


def shown(guest: Receiver) -> str:
    """Somebody in a list to choose from: "Magda Wieczorek, mother"."""
    return ", ".join(filter(None, (guest.name, guest.role)))


def minutes(cycle: Cycle, attendees: Sequence[Attendee]) -> str:
    """Who came, who sent views, and what was decided, in lines; "" before the meeting was written down."""
    if cycle.met_on is None:
        return ""
    came = ", ".join(_named(row) for row in attendees if row.came)
    sent = ", ".join(_named(row) for row in attendees if row.sent_views and not row.came)
    lines = [_("Came: %(names)s", names=came) if came else "", _("Sent views: %(names)s", names=sent) if sent else ""]
    told = [line for line in lines if line and line not in cycle.meeting]
    return "\n".join(filter(None, (*told, cycle.meeting)))


def _named(row: Attendee) -> str:
    return f"{row.name} ({row.role})" if row.role else row.name
