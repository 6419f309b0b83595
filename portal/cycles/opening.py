"""Opening a cycle: the first of a thread, or the next, which points to the one it follows."""

from __future__ import annotations

from flask_babel import gettext as _

from portal.access.acting import Act, Refused
from portal.cycles.models import Cycle
from portal.notices import recipients
from portal.pupils.models import Placement
from portal.timeline.record import Story, record


def open_cycle(act: Act, pupil: int, restart_reason: str = "") -> Cycle:
    """Open cycle 1, or n+1 of the same thread: numbered along the child's life, whoever the custodian is.

    The next cycle keeps the responsible teacher, the child's running provisions, the understanding and every
    learning that is still in force; each learning is then used or set aside. `restart_reason` is for a receiving
    setting that starts again all the same: the cycle still points to the one before, and the restart is counted.
    Raises Refused while a cycle is open, or away from the child's main setting.
    """
    last = Cycle.select().where(Cycle.pupil == pupil).order_by(Cycle.number.desc()).first()
    if last is not None and last.closed_on is None:
        raise Refused(_("Cycle %(number)s is still open. There is one open cycle at a time.", number=last.number))
    if not lives_here(act, pupil):
        raise Refused(_("Only the child’s main setting can open a cycle, from the day the child is there."))
    cycle = following(act, pupil, last, restart_reason)
    # A cycle begins with how the family sees it.
    told = recipients.family(pupil, "view_asked")
    record(act, _story(cycle, last), cycle, pupil=pupil, cycle=cycle, tell=told)
    return cycle


def following(act: Act, pupil: int, last: Cycle | None, restart_reason: str = "") -> Cycle:
    """The cycle after `last` (or the first), held by the actor's setting; not saved yet."""
    same_place = last is not None and last.setting_id == act.setting
    return Cycle(
        pupil=pupil,
        number=last.number + 1 if last else 1,
        follows=last,
        setting=act.setting,
        opened_at=act.setting,
        stage="assess",
        opened_on=act.today,
        lead=act.person,
        responsible_teacher=last.responsible_teacher_id if last and same_place else None,
        restart_reason=restart_reason,
    )


def _story(cycle: Cycle, last: Cycle | None) -> Story:
    if cycle.restart_reason:
        return Story(
            "cycle_restarted", f"Cycle {cycle.number} opened anew", cycle.restart_reason, stage="assess",
            data={"follows": last.number if last else None},
        )  # fmt: skip
    title = f"Cycle {cycle.number} opened" + (f", following cycle {last.number}" if last else "")
    body = last.next_step_note if last else ""
    return Story("cycle_opened", title, body, stage="assess", data={"follows": last.number if last else None})


def lives_here(act: Act, pupil: int) -> bool:
    """Whether the actor's setting is the child's main one today: a cycle begins nowhere else."""
    return (
        Placement.select()
        .where(
            (Placement.pupil == pupil)
            & (Placement.setting == act.setting)
            & (Placement.state == "current")
            & Placement.main
        )
        .exists()
    )
