"""The review is arranged: day, time and place, who is asked, their views beforehand; and why it is late, if it is."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _

from portal.access.acting import Act, Refused
from portal.cycles.custody import held_here, in_stage, still_open
from portal.cycles.facts import Receiver, Stage
from portal.cycles.models import Cycle
from portal.cycles.plan.meeting_actions import ANSWERS, When, announced, asked_now
from portal.cycles.plan.models import Attendee
from portal.cycles.plan.review_dates import ReviewDates, refusal, review_dates
from portal.cycles.review.arrange_queries import attendees
from portal.cycles.review.late_causes import CAUSES, Late, checked, is_late
from portal.notices import recipients
from portal.notices.outbox import Telling
from portal.timeline.record import Story, record


def arrange(
    act: Act,
    cycle: Cycle,
    when: When,
    guests: Sequence[Receiver],
    *,
    ask_views: bool = True,
    late: Late | None = None,
    dates: ReviewDates | None = None,
) -> list[Attendee]:
    """Set the review's day, time and place, ask people to it and, unless said otherwise, for their views.

    A review that is late gets its cause and its next day in this one step. `dates` where the caller knows the limits.
    Raises Refused for a day later than a term from the start (Code of Practice 6.65), and without guests.
    """
    _to_come(act, cycle)
    if not guests:
        raise Refused(_("Choose who is asked to the review."), "people")
    because = _dated(act, cycle, when, late, dates)
    stay, new, gone = asked_now(act, cycle, "review", attendees(cycle), guests)
    moved = (cycle.review_on, cycle.review_at, cycle.review_where) != tuple(when)
    cycle.review_on, cycle.review_at, cycle.review_where = when
    asks = ask_views and cycle.views_asked_on is None
    if ask_views:
        cycle.views_asked_on = cycle.views_asked_on or act.today
    told = _told(cycle, new if not moved else [*stay, *new], [*stay, *new] if asks else new if ask_views else [])
    story = _story(cycle, announced(cycle, when, [*stay, *new]), because)
    record(act, story, cycle, *new, *gone, pupil=cycle.pupil_id, cycle=cycle, tell=told)
    return [*stay, *new]


def move_late(act: Act, cycle: Cycle, when: When, late: Late, dates: ReviewDates | None = None) -> Cycle:
    """A review that is late: why, and its next day, in one step. Those who are asked already hear of the new day.

    Where the review was held meanwhile, the cause alone is written down: `when` stays as it is.
    """
    held_here(act, cycle)
    in_stage(cycle, Stage.DO, Stage.REVIEW)
    if cycle.reviewed_on:
        cycle.late_cause, cycle.late_note = checked(late)
        record(act, _story(cycle, "", late), cycle, pupil=cycle.pupil_id, cycle=cycle)
        return cycle
    because = _dated(act, cycle, when, late, dates)
    asked = attendees(cycle)
    cycle.review_on, cycle.review_at, cycle.review_where = when
    told = _told(cycle, asked, [])
    record(
        act, _story(cycle, announced(cycle, when, asked), because), cycle, pupil=cycle.pupil_id, cycle=cycle, tell=told
    )
    return cycle


def ask_again(act: Act, cycle: Cycle, row: Attendee) -> Attendee:
    """Ask one person again for their view; those without an account are asked in person, which is written down too."""
    _to_come(act, cycle)
    row.invited_on = act.today
    cycle.views_asked_on = cycle.views_asked_on or act.today
    # No name: one person's silence is not the others' to know.
    story = Story("review_arranged", "Asked again about the review", stage="review", audience="professionals")
    told = recipients.where_they_are([row.person_id], cycle.setting_id, "review_view_asked", cycle.id)
    record(act, story, row, cycle, pupil=cycle.pupil_id, cycle=cycle, tell=told)
    return row


def answer(act: Act, cycle: Cycle, row: Attendee, said: str) -> Attendee:
    """What somebody who was asked says beforehand: coming, not coming, or sends views. `said`: one of ANSWERS."""
    still_open(cycle)
    if cycle.reviewed_on:
        raise Refused(_("This review was held already."))
    if row.person_id != act.person:
        raise Refused(_("Somebody else was asked with this invitation."))
    if said not in ANSWERS:
        raise Refused(_("Say whether you can come."))
    row.answer = said
    story = Story("review_arranged", "Invitation to the review answered", stage="review", data={"answer": said})
    tell = [
        *recipients.named([cycle.lead_id], cycle.setting_id, "review_answered", cycle.id),
        *recipients.sencos(cycle.setting_id, "review_answered", cycle.id),
    ]
    record(act, story, row, pupil=cycle.pupil_id, cycle=cycle, tell=list(dict.fromkeys(tell)))
    return row


def _to_come(act: Act, cycle: Cycle) -> None:
    held_here(act, cycle)
    in_stage(cycle, Stage.DO, Stage.REVIEW)
    if cycle.reviewed_on:
        raise Refused(_("This review was held already."))


def _dated(act: Act, cycle: Cycle, when: When, late: Late | None, dates: ReviewDates | None) -> Late | None:
    """Raises Refused for a day that may not be; returns the cause, kept on the cycle, where the review is late."""
    if when.on is None:
        raise Refused(_("Enter the day of the review."), "on")
    missed = is_late(cycle, act.today)
    if missed or when.on != cycle.review_on:
        refused = refusal(dates or review_dates(cycle, act.today), when.on, act.today)
        if refused:
            raise Refused(refused, "on")
    if not missed:
        return None
    late = checked(late or Late())
    cycle.late_cause, cycle.late_note = late
    return late


def _told(cycle: Cycle, invited: Sequence[Attendee], viewed: Sequence[Attendee]) -> list[Telling]:
    """Those with an account hear when the review is, and what is asked of them before it."""
    people, asked = [row.person_id for row in invited], [row.person_id for row in viewed]
    return [
        *recipients.where_they_are(people, cycle.setting_id, "review_invited", cycle.id),
        *recipients.where_they_are(asked, cycle.setting_id, "review_view_asked", cycle.id),
    ]


def _story(cycle: Cycle, words: str, late: Late | None) -> Story:
    """What the timeline says. A family reads the cause, not what was written about it: that may be about the other parent."""
    on = cycle.review_on.isoformat() if cycle.review_on else None
    if late is None:
        return Story("review_arranged", "Review arranged", words, stage="review", data={"review_on": on})
    title = f"Review late: {str(CAUSES[late.cause]).lower()}"
    data = {"review_on": on, "cause": late.cause}
    return Story("review_late", title[:250], words, stage="review", data=data)
