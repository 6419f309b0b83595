"""The meeting at which a plan is made: who is asked, what they answer, who came, what was decided."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from flask_babel import gettext as _

from portal.access.acting import Act, Refused
from portal.cycles.custody import held_here, in_stage, still_open
from portal.cycles.facts import Receiver, Stage
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Attendee
from portal.cycles.rows import Rows
from portal.notices import recipients
from portal.pupils.settings_of import secret
from portal.timeline.record import Story, record
from portal.web.days import clock_words

ANSWERS = ("coming", "not_coming", "views")


class When(NamedTuple):
    """When and where a meeting is. `at`: "09:15" or ""; a day may still be open."""

    on: date | None = None
    at: str = ""
    where: str = ""


def invite(act: Act, cycle: Cycle, when: When, guests: Sequence[Receiver]) -> list[Attendee]:
    """Ask people to the meeting of the plan, with or without its day; those not in `guests` any more are taken off.

    Everybody with an account is told: new ones at once, all of them when day, time or place changes.
    """
    held_here(act, cycle)
    in_stage(cycle, Stage.ASSESS, Stage.PLAN)
    if not guests:
        raise Refused(_("Choose who is asked to the meeting."))
    if when.on and when.on < act.today and when.on != cycle.meets_on:
        raise Refused(_("This day is over. Write down the meeting instead, or choose a day to come."))
    stay, new, gone = asked_now(act, cycle, "plan", Rows(cycle).attendees, guests)
    moved = (cycle.meets_on, cycle.meets_at, cycle.meets_where) != tuple(when)
    cycle.meets_on, cycle.meets_at, cycle.meets_where = when
    told = [row.person_id for row in (*new, *(stay if moved else ()))]
    record(
        act,
        Story("meeting_planned", "Meeting about the plan", announced(cycle, when, [*stay, *new]), stage="plan"),
        cycle, *new, *gone,
        pupil=cycle.pupil_id,
        cycle=cycle,
        tell=recipients.where_they_are(told, cycle.setting_id, "meeting_invited", cycle.id),
    )  # fmt: skip
    return [*stay, *new]


def asked_now(
    act: Act, cycle: Cycle, stage: str, before: Sequence[Attendee], guests: Sequence[Receiver]
) -> tuple[list[Attendee], list[Attendee], list[Attendee]]:
    """Who stays asked to the meeting of a stage (plan or review), who is new, and who is taken off; none is saved yet."""
    asked = {key_of(row.person_id, row.name): row for row in before}
    wanted = {key_of(guest.person, guest.name): guest for guest in guests}
    new = [
        Attendee(
            pupil=cycle.pupil_id, cycle=cycle, setting=act.setting, stage=stage, person=guest.person,
            name=guest.name, role=guest.role, invited_on=act.today,
        )
        for key, guest in wanted.items()
        if key not in asked
    ]  # fmt: skip
    gone = [row for key, row in asked.items() if key not in wanted]
    for row in gone:
        row.taken_off_on = act.today
    return [row for key, row in asked.items() if key in wanted], new, gone


def key_of(person: int | None, name: str) -> str:
    """By what somebody is known among those asked: their account, else their name whatever its case."""
    return str(person) if person else " ".join(name.casefold().split())


def announced(cycle: Cycle, when: When, asked: Sequence[Attendee]) -> str:
    """What the story says: the day, and who is asked. Of a setting that nobody may know, neither place nor names."""
    if secret(cycle.pupil_id, cycle.setting_id):
        return ""
    day = f"{when.on.day} {when.on:%B %Y}" if when.on else ""
    at = clock_words(when.at) if when.at else ""
    where = ", ".join(filter(None, (day, at, when.where)))
    names = ", ".join(row.name for row in asked)
    return "\n".join(filter(None, (where, _("Asked: %(names)s", names=names))))


def answer(act: Act, cycle: Cycle, row: Attendee, said: str) -> Attendee:
    """What somebody who was asked says beforehand: coming, not coming, or sends views. `said`: one of ANSWERS."""
    still_open(cycle)
    if said not in ANSWERS:
        raise Refused(_("Say whether you can come."))
    row.answer = said
    story = Story("meeting_planned", "Answer to the meeting about the plan", stage="plan", data={"answer": said})
    tell = recipients.named([cycle.lead_id], cycle.setting_id, "meeting_answered", cycle.id)
    record(act, story, row, pupil=cycle.pupil_id, cycle=cycle, tell=tell)
    return row


def hold(
    act: Act,
    cycle: Cycle,
    *,
    met_on: date,
    came: Collection[int],
    sent_views: Collection[int],
    decisions: str,
    others: Sequence[Receiver] = (),
) -> Cycle:
    """Write down the meeting: who came, who sent views instead (ids of those asked), who came unasked, what was decided."""
    held_here(act, cycle)
    in_stage(cycle, Stage.ASSESS, Stage.PLAN)
    if met_on > act.today:
        raise Refused(_("The meeting must be today or earlier."))
    rows = Rows(cycle).attendees
    for row in rows:
        row.came, row.sent_views = row.id in came, row.id in sent_views
    unasked = [
        Attendee(
            pupil=cycle.pupil_id, cycle=cycle, setting=act.setting, stage="plan", person=other.person,
            name=other.name, role=other.role, came=True,
        )
        for other in others
    ]  # fmt: skip
    if not (unasked or any(row.came or row.sent_views for row in rows)):
        raise Refused(_("Say who came."))
    cycle.met_on, cycle.meeting = met_on, decisions
    story = Story("meeting_held", "Meeting about the plan held", decisions, stage="plan", occurred_on=met_on)
    record(act, story, cycle, *rows, *unasked, pupil=cycle.pupil_id, cycle=cycle)
    return cycle
