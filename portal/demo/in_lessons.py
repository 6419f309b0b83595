"""What went on beside the sessions: skills seen in lessons, conversations, ordinary teaching, and one answered prompt."""

from collections.abc import Iterator
from datetime import date

from portal.cycles.do import generalise_actions as using
from portal.cycles.do import note_actions as notes
from portal.cycles.do import prompt_actions as prompting
from portal.cycles.do import session_actions as doing
from portal.cycles.do.prompts import Kind
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Target
from portal.demo.casting import Company
from portal.demo.playing import on, running
from portal.pupils.models import Pupil

HARBOUR, FERNHILL = "Harbour Lane Academy", "Fernhill Primary School"
# Who looked where for which of Nia's skills, and what they saw; then what was said and taught.
_LOOKS = (
    (date(2026, 10, 15), "Daniel Pryce", "Explains new words", "Science", "not_yet", "Five new words at once: too many."),
    (date(2026, 11, 9), "Daniel Pryce", "Explains new words", "Science", "sometimes", "With the card on the table."),
    (date(2026, 11, 18), "Siobhan Keane", "Explains new words", "Geography", "works", "Explained “erosion” to her neighbour."),
    (date(2026, 11, 12), "Daniel Pryce", "Asks when stuck", "Science", "works", "Shows the ask card; no words needed."),
    (date(2026, 11, 19), "Siobhan Keane", "Asks when stuck", "Geography", "not_yet", "Sits and waits. The card was in her bag."),
)  # fmt: skip
_NOTES = (
    (date(2026, 10, 20), "Daniel Pryce", "ordinary", (), "family",
     "The words of the topic are on the wall with pictures, for the whole class, a week before they are needed."),
    (date(2026, 10, 23), "Daniel Pryce", "conversation", ("child",), "family",
     "Nia showed me on her map where it is loud. She would like to leave science two minutes early."),
    (date(2026, 11, 6), "Daniel Pryce", "conversation", ("family",), "family",
     "Phoned Folake: mornings are calmer at home since the side door. She hears new words at the dinner table."),
    (date(2026, 11, 10), "Ruth Mensah", "support", (), "family",
     "Watched a science lesson and wrote three instruction cards with Daniel."),
    (date(2026, 11, 13), "Daniel Pryce", "conversation", ("senco", "ta"), "professionals",
     "The vocabulary group meets in the corridor on Thursdays. Ruth asks for the small room."),
    (date(2026, 11, 16), "Daniel Pryce", "briefing", (), "family",
     "Leanne and Yusuf know: Mondays fifteen minutes, the ask card stays on the table."),
)  # fmt: skip
# Sessions of ELSA that did not take place, and why: more than half.
_LOST = ((date(2026, 10, 15), "cover"), (date(2026, 10, 22), "cover"), (date(2026, 11, 5), "staff_absent"))


def play(company: Company) -> Iterator[str]:
    """Nia in her lessons; at Fernhill a group that is lost to cover more often than not."""
    _nia(company)
    _answered(company)
    _lost(company)
    yield "In lessons: where skills are used, conversations, and what is worth a question"


def _open_cycle(forename: str, surname: str) -> Cycle:
    pupil = Pupil.get((Pupil.forename == forename) & (Pupil.surname == surname))
    cycle: Cycle = Cycle.get((Cycle.pupil == pupil) & Cycle.closed_on.is_null())
    return cycle


def _nia(company: Company) -> None:
    cycle = _open_cycle("Nia", "Oyelaran")
    targets = {row.name: row for row in Target.select().where(Target.cycle == cycle)}
    for day, who, name, place, state, note in _LOOKS:
        if name in targets:
            on(day, 15)
            act = company.players[who].act()
            using.see_in_use(act, cycle, targets[name], place=place, state=state, note=note)
    for day, who, about, whom, audience, text in _NOTES:
        on(day, 16)
        notes.write_note(company.players[who].act(), cycle, about, text, whom=whom, audience=audience)


def _answered(company: Company) -> None:
    """Nobody logged her ELSA sessions: her teacher knows why, and is not asked again."""
    cycle = _open_cycle("Nia", "Oyelaran")
    elsa = running(cycle.pupil_id, "ELSA sessions")
    if elsa is not None:
        on(date(2026, 11, 19), 8)
        why = "They begin again when Leanne is back from her training, on 30 November."
        prompting.answer(company.players["Daniel Pryce"].act(), cycle, Kind.QUIET, elsa, what="known", why=why)


def _lost(company: Company) -> None:
    cycle = _open_cycle("Yara", "Zhou")
    elsa = running(cycle.pupil_id, "ELSA sessions")
    if elsa is None:
        return
    for day, cause in _LOST:
        on(day, 14)
        doing.log(company.players["Kelechi Obi"].act(), elsa, day, doing.Session(cause))
