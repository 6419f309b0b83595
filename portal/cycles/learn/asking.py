"""Who is asked to think about what was learnt, and who is told when what works for a child changes."""

from __future__ import annotations

from portal.cycles.learn.models import Reflection
from portal.cycles.learn.readers import adults
from portal.cycles.models import Cycle
from portal.notices import recipients
from portal.notices.outbox import Telling


def asked(cycle: Cycle) -> list[Telling]:
    """Everybody who worked on the cycle, the family and the child: asked for their part in the pause to learn."""
    kind = "reflection_asked"
    staff = [one.person for one in adults(cycle.pupil_id, cycle.setting_id)]
    return [
        *recipients.family(cycle.pupil_id, kind, cycle.id),
        *recipients.named(staff, cycle.setting_id, kind, cycle.id),
        *recipients.specialists(cycle.pupil_id, kind, cycle.id),
    ]


def asked_again(cycle: Cycle) -> list[Telling]:
    """Those of them who have not answered yet."""
    given = Reflection.select(Reflection.by).where((Reflection.cycle == cycle.id) & Reflection.by.is_null(False))
    done = {person for (person,) in given.tuples()}
    return [one for one in asked(cycle) if one.person not in done]


def works_changed(pupil: int, setting: int | None) -> list[Telling]:
    """Every adult of the child at the setting, but for those whom an earlier notice of the same still waits for."""
    staff = [one.person for one in adults(pupil, setting)]
    return recipients.without_waiting(pupil, recipients.named(staff, setting, "works_changed"))
