"""Acting a story out: every step is taken by the portal's own actions, on its own day."""

from datetime import date

from portal.cycles import opening
from portal.cycles.assess import actions as assessing
from portal.cycles.models import Cycle
from portal.cycles.plan import agree_actions as agreeing
from portal.demo import telling_assess, telling_do, telling_meeting, telling_plan, telling_review
from portal.demo.playing import Cast, on
from portal.demo.story import Turn


def tell(cast: Cast, turn: Turn, until: date, cycle: Cycle | None = None) -> Cycle:
    """Act a cycle out, as far as `until`; one that a move opened already is given. Returns it as it then stands."""
    on(turn.opened)
    cycle = cycle or opening.open_cycle(cast.senco.act(), cast.pupil)
    cycle = telling_assess.take_notes(cast, cycle)
    telling_assess.assess(cast, cycle, turn)
    if turn.planned > until:
        return cycle
    telling_meeting.invite(cast, cycle, turn)
    on(turn.planned)
    assessing.start_planning(cast.senco.act(), cycle)
    targets = telling_plan.plan(cast, cycle, turn)
    if not turn.agreed:
        return cycle
    on(turn.planned, 15)
    telling_meeting.meet_and_send(cast, cycle, turn)
    if turn.began > until:
        return cycle
    on(turn.began, 8)
    agreeing.start_doing(cast.senco.act(), cycle)
    telling_do.do(cast, cycle, turn, until)
    if turn.reviewed is None or turn.reviewed > until:
        return cycle
    on(turn.reviewed)
    telling_review.review(cast, cycle, turn, targets)
    if turn.closed is None or turn.closed > until:
        return cycle
    on(turn.closed)
    telling_review.learn(cast, cycle, turn)
    return cycle
