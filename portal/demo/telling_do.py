"""Do acted out: sessions logged by whoever runs them, and help that ended, paused or came back on the way."""

from datetime import date, timedelta

from portal.cycles.do import actions as doing
from portal.cycles.do import session_actions as logging
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Provision, Slot
from portal.demo.places import CLOSURES
from portal.demo.playing import Cast, Player, on, running, weekday
from portal.demo.story import Turn


def do(cast: Cast, cycle: Cycle, turn: Turn, until: date) -> None:
    """The sessions up to `until`, then what changed."""
    for log in turn.logs:
        provision = running(cast.pupil, log.strand)
        if provision is None:
            continue
        day = _session_day(provision, weekday(turn.began + timedelta(days=log.after)))
        if day > until:
            continue
        on(day, 14)
        session = logging.Session(log.cause, log.engagement or None, log.measure, log.seen)
        logging.log(_deliverer(cast, provision).act(), provision, day, session)
    on(min(turn.reviewed or until, until), 9)
    for name, change, why in turn.ended:
        provision = running(cast.pupil, name, "paused" if change == "running" else "running")
        if provision is not None:
            doing.change_provision(cast.senco.act(), cycle, provision, change=change, reason=why)


def _session_day(provision: Provision, day: date) -> date:
    """The day, or the last open one before it on which the help is given; never before it began."""
    meets = {number for (number,) in Slot.select(Slot.weekday).where(Slot.provision == provision).tuples()}
    while (meets and day.isoweekday() not in meets) or _closed(day):
        day -= timedelta(days=1)
    return day if day >= provision.starts_on else day + timedelta(days=7)


def _closed(day: date) -> bool:
    """Whether the day lies in a half-term or another closure of the whole authority: nobody logs anything then."""
    return any(starts <= day <= ends for _kind, starts, ends in CLOSURES)


def _deliverer(cast: Cast, provision: Provision) -> Player:
    """Who logs: the deliverer while they work where the help is run, else the teacher."""
    found = cast.find(provision.deliverer_name)
    return found if found is not None and found.setting == provision.setting_id else cast.teacher
