"""The verbs of Do: sessions logged, help adjusted on the way, what goes on around it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from flask_babel import gettext as _

from portal.access.acting import Act, Refused
from portal.access.scope import OutOfScope
from portal.cycles.custody import held_here, may_advance
from portal.cycles.do.models import Delivery
from portal.cycles.facts import Stage
from portal.cycles.help.section_f import keeps_its_dose
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Provision
from portal.db import database
from portal.notices import recipients
from portal.timeline.models import Entry
from portal.timeline.record import AlreadyDone, Story, record

CAUSES = ("absent", "left_early", "refused", "staff_absent", "cover", "room", "trip_or_test", "started_late")
# The session took place, though not as planned.
PARTLY_GIVEN = ("left_early", "started_late")
# Words of these roles stay with the staff of the setting until the teacher releases them.
_UNRELEASED = ("ta", "cover")
CHANGES = {
    "adapted": "Help adapted",
    "paused": "Help paused",
    "running": "Help goes on",
    "stopped": "Help stopped",
    "finished": "Help finished",
}


class Session(NamedTuple):
    """What happened to one child in one session. cause "": as planned; engagement 1 (not yet) to 5 (fully)."""

    cause: str = ""
    engagement: int | None = None
    measure: str = ""
    words: str = ""
    minutes: int | None = None


def log(act: Act, provision: Provision, on: date, session: Session) -> Delivery:
    """Log one session for one child. The same provision and day again changes that day's row, with a new entry."""
    if provision.setting_id != act.setting:
        raise OutOfScope(f"provision {provision.id} is run elsewhere")
    if on > act.today or on < provision.starts_on:
        raise Refused(_("The day must be between the start of this help and today."))
    if provision.status != "running":
        raise Refused(_("This help is not running now."))
    earlier = Delivery.get_or_none((Delivery.provision == provision) & (Delivery.on == on))
    row = earlier or Delivery(pupil=provision.pupil_id, provision=provision, setting=act.setting, on=on)
    row.cycle = _open_cycle(provision)
    row.given = session.cause == "" or session.cause in PARTLY_GIVEN
    row.cause, row.engagement, row.measure = session.cause, session.engagement, session.measure
    row.minutes = session.minutes or (provision.minutes if row.given else None)
    row.by = act.person
    record(
        act,
        _logged(act, provision, on, session, changed=earlier is not None),
        row,
        pupil=provision.pupil_id,
        cycle=row.cycle,
    )
    return row


def _open_cycle(provision: Provision) -> Cycle | None:
    """The cycle under way: help goes on, and is logged, through every stage of it."""
    return Cycle.get_or_none((Cycle.pupil == provision.pupil_id) & Cycle.closed_on.is_null())


def _logged(act: Act, provision: Provision, on: date, session: Session, *, changed: bool) -> Story:
    given = session.cause == "" or session.cause in PARTLY_GIVEN
    what = "session given" if given else "session not given"
    return Story(
        "session_logged",
        f"{provision.name}: {what}" + (" (changed)" if changed else ""),
        session.words,
        stage="do",
        occurred_on=on,
        audience="setting" if session.words and act.role in _UNRELEASED else "family",
        category="session_notes",
        data={
            "provision": provision.id,
            "cause": session.cause,
            "engagement": session.engagement,
            "measure": session.measure,
        },
    )


def log_group(act: Act, on: date, sessions: Sequence[tuple[Provision, Session]]) -> int:
    """Log a whole group at once: one entry on each child's thread, all or none. Returns how many children.

    The form's key is made one key per child, so that a double click writes each child once.
    """
    try:
        with database.atomic():
            for provision, session in sessions:
                key = f"{act.key}:{provision.id}"[:64] if act.key else None
                log(act._replace(key=key), provision, on, session)
    except AlreadyDone:
        # The first click wrote them all.
        pass
    return len(sessions)


def change_provision(
    act: Act, cycle: Cycle, provision: Provision, *, change: str, reason: str, detail: str = "",
    deliverer: int | None = None, minutes: int | None = None, times_a_week: int | None = None,
) -> Provision:  # fmt: skip
    """Adapt, pause, go on with, stop or finish help on the way, with the reason. `change`: a key of CHANGES.

    `deliverer`: the person of this setting who gives it from now on; `minutes`, `times_a_week`: its dose where it is
    adapted. None leaves each as it is.
    """
    held_here(act, cycle)
    if not reason.strip():
        raise Refused(_("Say why."))
    if provision.section_f and change in ("paused", "stopped", "finished"):
        # Children and Families Act 2014 s42: what Section F names is secured by the authority until it changes the plan.
        raise Refused(_("This help is in the education, health and care plan. Ask the authority for an early review."))
    if change == "adapted":
        keeps_its_dose(provision, minutes, times_a_week)
        provision.detail = detail or provision.detail
        provision.minutes = minutes or provision.minutes
        provision.times_a_week = times_a_week or provision.times_a_week
    else:
        provision.status = change
        provision.ended_on = act.today if change in ("stopped", "finished") else None
    provision.status_reason = reason
    if deliverer is not None:
        provision.deliverer, provision.deliverer_name = deliverer, ""
    story = Story(
        "provision_changed", f"{CHANGES[change]}: {provision.name}", reason, stage="do",
        data={"provision": provision.id, "change": change},
    )  # fmt: skip
    record(act, story, provision, pupil=cycle.pupil_id, cycle=cycle)
    return provision


# What a note in Do is about, and what its entry is called.
NOTES = {
    "conversation": "Conversation about how it is going",
    "generalising": "Using it in lessons",
    "ordinary": "In ordinary teaching",
    "adjustment": "Adjusted on the way",
    "briefing": "Staff briefed",
}


def write_note(act: Act, cycle: Cycle, about: str, text: str) -> Entry:
    """A conversation, a skill used in lessons, ordinary teaching that went on: what the review will ask for."""
    audience = "setting" if act.role in _UNRELEASED else "family"
    story = Story(
        "note", NOTES[about], text, stage="do", audience=audience, category="session_notes", data={"about": about}
    )
    return record(act, story, pupil=cycle.pupil_id, cycle=cycle)


def start_review(act: Act, cycle: Cycle) -> Cycle:
    """From Do to Review, early, on the day or late; what is delivered goes on meanwhile."""
    may_advance(act, cycle, Stage.DO)
    cycle.stage = Stage.REVIEW.value
    story = Story("stage_started", "Review started", stage="review", data={"stage": "review"})
    told = recipients.family(cycle.pupil_id, "view_asked", cycle.id)
    record(act, story, cycle, pupil=cycle.pupil_id, cycle=cycle, tell=told)
    return cycle
