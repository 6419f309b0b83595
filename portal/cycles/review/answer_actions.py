"""What people say for a review: three questions, answered before the meeting and changed until it is held."""

from __future__ import annotations

from flask_babel import gettext as _

from portal.access.acting import Act, Refused
from portal.cycles.assess.actions import View, spoken, story_of_view
from portal.cycles.assess.models import Contribution
from portal.cycles.in_charge import in_charge
from portal.cycles.models import Cycle
from portal.cycles.review.sealing import not_held
from portal.timeline.following import narrowed_to, narrower
from portal.timeline.record import record


def change(act: Act, cycle: Cycle, row: Contribution, view: View) -> Contribution:
    """Say it differently, until the review is held. Raises Refused for words that somebody else wrote down.

    What was held back stays so: new words are never read more widely than somebody narrowed the first ones to.
    """
    not_held(cycle)
    if row.by_id != act.person:
        raise Refused(_("Only the person who wrote this down can change it."))
    kept = spoken(act, view)
    kept = kept._replace(audience=narrower(kept.audience, narrowed_to(Contribution, row.id)))
    row.text, row.better, row.hard, row.wish = kept.text, kept.better, kept.hard, kept.wish
    row.name, row.audience, row.given_on = kept.name, kept.audience, act.today
    story = story_of_view("View for the review changed", "review", kept._replace(whose=row.whose))
    record(act, story, row, pupil=cycle.pupil_id, cycle=cycle, tell=in_charge(cycle, "view_given"))
    return row
