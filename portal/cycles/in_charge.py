"""Who is told of what happens in a cycle: the SENCO, the teacher who answers for the plan, and who leads."""

from __future__ import annotations

from portal.cycles.models import Cycle
from portal.notices import recipients
from portal.notices.outbox import Telling


def in_charge(cycle: Cycle, kind: str) -> list[Telling]:
    """Everybody at the setting that holds the cycle who has to act on it."""
    people = (cycle.responsible_teacher_id, cycle.lead_id)
    return [
        *recipients.sencos(cycle.setting_id, kind, cycle.id),
        *recipients.named(people, cycle.setting_id, kind, cycle.id),
    ]
