"""The meeting of a plan, the plan agreed and sent to everyone it concerns, and how each copy was received."""

from datetime import date, timedelta

from portal import clock
from portal.cycles.circulation import receipt_actions as receipts
from portal.cycles.circulation.queries import plan_readers
from portal.cycles.facts import Receiver
from portal.cycles.models import Cycle
from portal.cycles.plan import agree_actions as agreeing
from portal.cycles.plan import meeting_actions as meeting
from portal.cycles.plan.models import Circulation
from portal.demo.playing import Cast, on, weekday
from portal.demo.story import Turn

# How families received their copy, by the child's number: those without an account were asked by somebody.
_RECEIPTS = (
    receipts.Receipt("agreed"),
    receipts.Receipt("paper", handed_by="the class teacher, at the gate"),
    receipts.Receipt("with_comment", "We agree. Please ring before four, I work nights."),
    receipts.Receipt("agreed"),
    receipts.Receipt("unreachable", tries="Rang on two evenings, and left the letter in the book bag."),
    receipts.Receipt("silent"),
    receipts.Receipt("seen"),
)
_FAMILY = ("family", "mother", "father")
_NEXT_MEETING = date(2026, 11, 26)
_PLACES = ("the SENCO’s room", "the classroom", "on the telephone")


def invite(cast: Cast, cycle: Cycle, turn: Turn) -> None:
    """Ask child, family, teacher and whoever advises to the meeting, a week before it."""
    if not _kept(cast, turn):
        return
    day = turn.planned if turn.agreed else _NEXT_MEETING
    on(weekday(max(cycle.opened_on, turn.planned - timedelta(days=6))), 16)
    name, person = cast.family
    guests = [Receiver(cast.forename, "child"), Receiver(name, "family", person)]
    guests += [_adult(cast, turn.teacher, "teacher"), *(_adult(cast, adult, "professional") for adult in turn.advisers)]
    when = meeting.When(day, "15:30" if cast.number % 2 else "08:30", _PLACES[cast.number % len(_PLACES)])
    asked = meeting.invite(cast.senco.act(), cycle, when, guests)
    if cast.number % 4 == 0:
        meeting.answer(cast.senco.act(), cycle, asked[1], ("coming", "views")[cast.number % 8 == 4])


def _kept(cast: Cast, turn: Turn) -> bool:
    """Every meeting of the children whose whole thread is told; of the others the present one of every third, and those to come."""
    return cast.number == 0 or (turn.reviewed is None and (cast.number % 3 == 0 or not turn.agreed))


def _adult(cast: Cast, name: str, role: str) -> Receiver:
    player = cast.find(name)
    return Receiver(name, role, player.person if player else None)


def meet_and_send(cast: Cast, cycle: Cycle, turn: Turn) -> None:
    """Meet, agree, send, and write down what the family said; staff read their copy within the day."""
    act, name = cast.senco.act(), cast.family[0]
    said = turn.decided or f"{turn.outcome} {turn.aims[0].name} comes first."
    if _kept(cast, turn):
        asked = {row.id: row for row in cycle.attendees}
        sent = {row.id for row in asked.values() if row.answer == "views"}
        meeting.hold(act, cycle, met_on=turn.planned, came=set(asked) - sent, sent_views=sent, decisions=said)
    agreeing.agree(act, cycle, met_on=turn.planned, meeting=f"{cast.forename}, {name}, {turn.teacher}, SENCO. {said}")
    copies = agreeing.circulate(act, cycle, _receivers(cast, cycle, turn))
    on(min(clock.today() + timedelta(days=1), turn.began), 8 if clock.today() == turn.began else 16)
    for copy in copies:
        _answer(cast, cycle, copy, turn)


def _receivers(cast: Cast, cycle: Cycle, turn: Turn) -> list[Receiver]:
    """Whom the page proposes; for the many children family and teacher, often whoever gives the help. A parent without an account by name."""
    proposed = plan_readers(cycle, but=cast.senco.person)
    if cast.number:
        helper = turn.aide if cast.number % 3 == 0 else ""
        proposed = [one for one in proposed if one.role in _FAMILY or one.name in (turn.teacher, helper)]
    name, person = cast.family
    without_account = Receiver(name, "family", None)
    return proposed if person else [without_account, *(one for one in proposed if one.name != name)]


def _answer(cast: Cast, cycle: Cycle, copy: Circulation, turn: Turn) -> None:
    """The family as it answers; staff and specialists read their copy, all but a few."""
    if copy.role in _FAMILY:
        receipts.give_receipt(cast.senco.act(), cycle, copy, **_RECEIPTS[cast.number % len(_RECEIPTS)]._asdict())
    reader = cast.find(copy.name)
    slow = cast.number % 18 == 3 and copy.name == turn.aide
    present = cast.number == 0 or turn.reviewed is None
    if reader is not None and reader.person == copy.person_id and present and not slow:
        receipts.answer_own(reader.act(), cycle, copy, receipt="seen")
