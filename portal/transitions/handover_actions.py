"""The steps around a move: who is asked to read, the family met, settled, questions to the setting before; and a new room."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from flask_babel import gettext as _

from portal.access import sight
from portal.access.acting import Act, Refused
from portal.notices import recipients
from portal.organisation.models import Room
from portal.pupils.models import Placement
from portal.timeline.models import Entry
from portal.timeline.record import Story, record
from portal.transitions.arrival_actions import reading_asked
from portal.transitions.models import Transition, TransitionReceipt
from portal.transitions.standing import side_of, step
from portal.transitions.states import WITH_RECEIVER, Side

CHECKS = {"check_2_weeks": "First settling check", "check_6_weeks": "Second settling check"}


def _received_here(act: Act, move: Transition) -> None:
    if side_of(move, act.setting) is not Side.RECEIVER or move.state not in WITH_RECEIVER:
        raise Refused(_("This step belongs to the new setting."))


def ask_to_read(act: Act, move: Transition, readers: Sequence[int]) -> Entry:
    """More adults are asked to read."""
    _received_here(act, move)
    asked = TransitionReceipt.select(TransitionReceipt.person).where(
        (TransitionReceipt.transition == move) & (TransitionReceipt.step == "read")
    )
    already = {person for (person,) in asked.tuples()}
    rows = reading_asked(move.pupil_id, move, [who for who in readers if who not in already], move.moves_on)
    if not rows:
        raise Refused(_("Everybody you chose has been asked already."))
    names = "" if move.withheld else ", ".join(row.name for row in rows)
    story = Story("handover_step", "Asked to read what works", names, data={"step": "read_asked"})
    told = recipients.named([row.person_id for row in rows], act.setting, "read_asked")
    return record(act, story, *rows, pupil=move.pupil_id, tell=told)


def meet_family(act: Act, move: Transition, *, on: date, note: str) -> Entry:
    """The new setting and the family have met: the first contact."""
    _received_here(act, move)
    if on > act.today:
        raise Refused(_("The day must be today or earlier."))
    row = step(act, move, "family_met", note=note)
    row.on = on
    story = Story("handover_step", "The new setting met the family", note, occurred_on=on, data={"step": "family_met"})
    return record(act, story, row, pupil=move.pupil_id)


def check_settling(act: Act, move: Transition, which: str, note: str) -> Entry:
    """How the child has settled at two or at six weeks, in words: what helps, and what got lost."""
    _received_here(act, move)
    row = TransitionReceipt.get_or_none((TransitionReceipt.transition == move) & (TransitionReceipt.step == which))
    if row is None or which not in CHECKS:
        raise Refused(_("This check belongs to a child who has arrived."))
    if row.on is not None:
        raise Refused(_("This has been done already."))
    if not note.strip():
        raise Refused(_("Write how the child has settled."))
    done = step(act, move, which)
    row.on, row.person, row.name, row.note = act.today, act.person, done.name, note
    return record(act, Story("handover_step", CHECKS[which], note, data={"step": which}), row, pupil=move.pupil_id)


def ask_question(act: Act, move: Transition, words: str) -> Entry:
    """The new setting asks the one before, which answers for a while (twelve weeks by default)."""
    _received_here(act, move)
    if move.from_setting_id is None or (move.questions_until and move.questions_until < act.today):
        raise Refused(_("The time for questions to the setting before is over."))
    return _said(act, move, "question", "Question to the setting before", words)


def _said(
    act: Act, move: Transition, name: str, title: str, words: str, answers: TransitionReceipt | None = None
) -> Entry:
    if not words.strip():
        raise Refused(_("Write your question or your answer."))
    row = step(act, move, name, note=words, answers=answers)
    story = Story("handover_step", title, words, audience="professionals", data={"step": name})
    if answers is None:
        told = recipients.sencos_apart(move.from_setting_id, "question_asked")
    else:
        told = recipients.sencos(move.to_setting_id, "question_answered")
    return record(act, story, row, pupil=move.pupil_id, tell=told)


def answer_question(act: Act, move: Transition, question: TransitionReceipt, words: str) -> Entry:
    """The setting before answers; the child is no longer in its sight, the question is."""
    if side_of(move, act.setting) is not Side.SENDER:
        raise Refused(_("This question is for the setting before."))
    if move.questions_until is not None and move.questions_until < act.today:
        raise Refused(_("The time for questions is over."))
    if question.step != "question" or question.transition_id != move.id:
        raise Refused(_("There is no such question."))
    with sight.system("answer after a move"):
        return _said(act, move, "answer", "Answer from the setting before", words, answers=question)


def change_room(
    act: Act,
    place: Placement,
    *,
    room: Room | None,
    key_person: int | None,
    readers: Sequence[int],
    note: str,
) -> Placement:
    """A small transition: a new room, class or key person; the adults named are asked to read what works."""
    if place.setting_id != act.setting:
        raise Refused(_("Only the child’s own setting can change the room."))
    before = place.room.name if place.room_id else ""
    same_room = place.room_id == (room.id if room else None)
    if same_room and place.key_person_id == key_person and not readers:
        raise Refused(_("Nothing has changed. Choose a new room, key person or reader."))
    place.room, place.key_person = room, key_person
    place.year_group = (room.year_group if room else "") or place.year_group
    asked = reading_asked(place.pupil_id, None, readers, None)
    title = "New room or class" if not same_room else "New key person"
    rooms = {} if place.withheld else {"from": before, "to": room.name if room else ""}
    story = Story("room_changed", title, note, data=rooms)
    told = recipients.named([row.person_id for row in asked], act.setting, "read_asked")
    record(act, story, place, *asked, pupil=place.pupil_id, tell=told)
    return place
