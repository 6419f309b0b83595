"""Sessions logged: each child's own, a whole group at once, who gave it instead of the person of the plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from flask_babel import gettext as _

from portal.access.acting import Act, Refused
from portal.access.permissions import ASSISTANTS
from portal.access.scope import OutOfScope
from portal.cycles.do.models import Delivery
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Provision
from portal.db import database
from portal.timeline.audiences import FAMILY, SETTING
from portal.timeline.following import narrower
from portal.timeline.record import AlreadyDone, Doing, Story, first_time, record, record_together

# The session took place, though not as planned.
PARTLY_GIVEN = ("left_early", "started_late")
# What keeps a whole group from meeting: nothing that lies with one child.
OF_A_GROUP = ("staff_absent", "cover", "room", "trip_or_test")


class Session(NamedTuple):
    """What happened to one child in one session. cause "": as planned; engagement 1 (not yet) to 5 (fully).

    `counted`: the measure with its unit, as the thread tells it ("6 minutes"); "" where the measure says it all.
    """

    cause: str = ""
    engagement: int | None = None
    measure: str = ""
    words: str = ""
    minutes: int | None = None
    counted: str = ""

    @property
    def given(self) -> bool:
        """Whether it took place, if only in part."""
        return self.cause == "" or self.cause in PARTLY_GIVEN


class Giver(NamedTuple):
    """Who gave a session instead of the person of the plan: an account here, or a name. Neither: as planned."""

    person: int | None = None
    name: str = ""


AS_PLANNED = Giver()


def log(act: Act, provision: Provision, on: date, session: Session, giver: Giver = AS_PLANNED) -> Delivery:
    """Log one session for one child. The same provision and day again changes that day's row, with a new entry."""
    _may_log(act, provision, on)
    with database.atomic():
        earlier = Delivery.get_or_none((Delivery.provision == provision) & (Delivery.on == on))
        row = earlier or _new(act, provision, on)
        doing = _doing(act, row, provision, session, giver, _open_cycles([provision]))
        record(act, doing.story, row, pupil=provision.pupil_id, cycle=doing.cycle)
    return row


def log_group(
    act: Act, on: date, sessions: Sequence[tuple[Provision, Session]], giver: Giver = AS_PLANNED,
    stood: Mapping[int, int] | None = None,
) -> int:  # fmt: skip
    """Log a whole group at once: one entry on each child's thread, all or none. Returns how many children.

    Sent twice with the same key it is written once. `stood`: what the form was opened on, the version of the day's row
    by provision (0: none); Refused when what was logged of a child since would be lost unseen.
    """
    for provision, _session in sessions:
        _may_log(act, provision, on)
    if not sessions:
        return 0
    try:
        with database.atomic():
            rows = [provision for provision, _session in sessions]
            standing = {row.provision_id: row for row in _of_the_day(rows, on)}
            since = _since(act, stood, standing.values(), {row.id: session for row, session in sessions})
            if since:
                # What was sent before is no news to what came after: it was first.
                first_time(act)
                raise Refused(_overtaken(act, since))
            cycles = _open_cycles(rows)
            doings = [
                _doing(act, standing.get(row.id) or _new(act, row, on), row, session, giver, cycles)
                for row, session in sessions
            ]
            record_together(act, doings)
    except AlreadyDone:
        # The first click wrote them all.
        pass
    return len(sessions)


def _since(
    act: Act, stood: Mapping[int, int] | None, standing: Iterable[Delivery], said: Mapping[int, Session]
) -> list[Delivery]:
    """What was logged after the form was opened and would be lost: a colleague's, or one's own of another phone.

    Of one's own only what says more than "as planned" and would become that: who corrects what they sent a moment ago
    under a lost answer is in no conflict with themselves.
    """
    if stood is None:
        return []
    newer = [row for row in standing if row.version != stood.get(row.provision_id, 0)]
    plain = {key for key, session in said.items() if session == Session()}
    return [row for row in newer if row.by_id != act.person or (row.provision_id in plain and _says(row))]


def _says(row: Delivery) -> bool:
    return bool(row.cause or row.engagement or row.measure)


def _overtaken(act: Act, since: Iterable[Delivery]) -> str:
    if any(row.by_id != act.person for row in since):
        return _(
            "A colleague logged this group while yours waited. Beside each name stands what they saved. Save again to put yours in its place."
        )
    return _(
        "You logged this group in another place while this page waited. Beside each name stands what you saved there. Save again to put this in its place."
    )


def _may_log(act: Act, provision: Provision, on: date) -> None:
    if provision.setting_id != act.setting:
        raise OutOfScope(f"provision {provision.id} is run elsewhere")
    if on > act.today or on < provision.starts_on:
        raise Refused(_("The day must be between the start of this help and today."))
    if provision.status != "running":
        raise Refused(_("This help is not running now."))


def _of_the_day(provisions: Sequence[Provision], on: date) -> Iterable[Delivery]:
    ids = [row.id for row in provisions]
    rows: Iterable[Delivery] = Delivery.select().where(Delivery.provision.in_(ids) & (Delivery.on == on))
    return rows


def _open_cycles(provisions: Sequence[Provision]) -> dict[int, Cycle]:
    """The cycle under way of each child: help goes on, and is logged, through every stage of it."""
    children = {row.pupil_id for row in provisions}
    rows = Cycle.select(Cycle.id, Cycle.number, Cycle.pupil).where(
        Cycle.pupil.in_(children) & Cycle.closed_on.is_null()
    )
    return {row.pupil_id: row for row in rows}


def _new(act: Act, provision: Provision, on: date) -> Delivery:
    return Delivery(pupil=provision.pupil_id, provision=provision, setting=act.setting, on=on)


def _doing(
    act: Act, row: Delivery, provision: Provision, session: Session, giver: Giver, cycles: Mapping[int, Cycle]
) -> Doing:
    """The day's row with what is said now, and its story."""
    row.cycle, row.by = cycles.get(provision.pupil_id), act.person
    row.given, row.cause = session.given, session.cause
    row.engagement, row.measure = session.engagement, session.measure
    row.minutes = session.minutes or (provision.minutes if session.given else None)
    instead = giver if session.given and giver.person != provision.deliverer_id else AS_PLANNED
    row.covered_by, row.covered_name = instead.person, "" if instead.person else instead.name
    return Doing(_logged(act, row, provision, session), [row], provision.pupil_id, row.cycle)


def _logged(act: Act, row: Delivery, provision: Provision, session: Session) -> Story:
    what = "session given" if session.given else "session not given"
    data = {
        "provision": provision.id, "cause": session.cause, "engagement": session.engagement,
        "measure": session.counted or session.measure,
    }  # fmt: skip
    # Who covered is not named to the family: the row says it to the staff.
    covered = row.covered_by_id is not None or row.covered_name != ""
    return Story(
        "session_logged",
        f"{provision.name}: {what}" + (" (changed)" if row.id else ""),
        session.words,
        stage="do",
        occurred_on=row.on,
        # Words of an assistant stay with the staff of the setting until the teacher releases them.
        # What was held back of the plan is not told with each session.
        audience=narrower(SETTING if session.words and act.role in ASSISTANTS else FAMILY, provision.audience),
        category="session_notes",
        data={**data, "covered": True} if covered else data,
    )
