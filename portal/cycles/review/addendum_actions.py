"""An addendum to the sealed record of a review: what was wrong or left out, with its day, by whom; the record stays."""

from __future__ import annotations

from flask_babel import gettext as _

from portal.access.acting import Act, Refused
from portal.cycles.models import Cycle
from portal.cycles.opening import lives_here
from portal.cycles.review.sealing import sealed
from portal.notices import recipients
from portal.timeline.audiences import FAMILY, PROFESSIONALS
from portal.timeline.models import Entry
from portal.timeline.record import Story, record


def add_addendum(act: Act, cycle: Cycle, words: str, audience: str) -> Entry:
    """Write beside a sealed review. `audience`: family or professionals.

    The setting whose record it is writes it; once the cycle is closed also the setting where the child is now, under its
    own name: after a move nobody else could. Raises Refused elsewhere, while the record can still be changed itself, and
    for a review that was never held.
    """
    if cycle.setting_id != act.setting and not (cycle.closed_on and lives_here(act, cycle.pupil_id)):
        raise Refused(_("Only the setting that keeps this record can add to it. You can add your view."))
    if not sealed(cycle):
        raise Refused(_("The record is not sealed yet: change the record itself."))
    if not cycle.reviewed_on:
        raise Refused(_("The review of this cycle was not held."))
    if audience not in (FAMILY, PROFESSIONALS):
        raise Refused(_("Choose who may read it."))
    story = Story(
        "addendum_added", "Addendum to the review", words, stage="review", audience=audience,
        data={"reviewed_on": cycle.reviewed_on.isoformat()},
    )  # fmt: skip
    told = recipients.family(cycle.pupil_id, "addendum_added", cycle.id) if audience == FAMILY else []
    return record(act, story, pupil=cycle.pupil_id, cycle=cycle, tell=told)
