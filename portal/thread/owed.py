"""Whether a child is without a review with the family this term: said in red on the child's page, as on the register."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from flask_babel import gettext as _

from portal.access.me import me
from portal.organisation.calendars import calendar_of
from portal.organisation.rules import rules
from portal.register.listing import clock_of, owes_review
from portal.register.queries import met_family
from portal.thread.queries import Head, Turn

# A review held so lately lies in this term, or a first one could not have been held since the term began.
_LATELY = timedelta(weeks=2)


def tag(head: Head, turns: Iterable[Turn], today: date) -> list[tuple[str, str]]:
    """The tag for the staff of the child's setting; nothing is read where a review is on its way or was held lately."""
    if not head.code or head.setting != me().setting or not head.setting:
        return []
    for turn in turns:
        waits = turn.closed_on is None and turn.reviewed_on is None and turn.review_on
        if (waits and waits >= today) or (turn.reviewed_on and turn.reviewed_on >= today - _LATELY):
            return []
    since, met = met_family(head.id, head.setting)
    clock = clock_of(calendar_of(head.setting, head.setting_phase or ""), rules(), today)
    if since is None or not owes_review(since, met, None, clock):
        return []
    return [(_("No review with the family this term"), "bad")]
