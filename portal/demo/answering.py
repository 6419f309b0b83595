"""What is said before Nia's review in Year 7: by her mother, herself, a teacher and an assistant, each in three answers."""

from collections.abc import Iterator
from datetime import date

from portal.cycles import queries
from portal.cycles.assess import actions as assessing
from portal.cycles.assess.actions import View
from portal.demo.casting import Company
from portal.demo.playing import on
from portal.pupils.models import Pupil

HARBOUR = "Harbour Lane Academy"
_SAID = (
    ("Siobhan Keane", View("teacher", "Siobhan Keane, maths", "").answered({
        "better": "She asks with the card before I have finished the task.",
        "hard": "Pair work when she has not chosen the partner.",
        "wish": "Keep the seat by the door, and try the card in science.",
    })),
    ("Yusuf Demir", View("support_staff", "Yusuf Demir, teaching assistant", "").answered({
        "better": "Explains the geography words to me without the picture.",
        "hard": "Thursdays after PE: too loud to start.",
    })),
)  # fmt: skip
_AT_HOME = {
    "better": "She tells us one new word each evening.",
    "hard": "Sunday nights. She asks what changes on Monday.",
    "wish": "Send the week home on Friday, in pictures as before.",
}
_HERSELF = {
    "better": "Proud, Friends\nI know my way now.",
    "hard": "Too loud\nThe corridor after lunch.",
    "wish": "I want quiet",
}


def play(company: Company) -> Iterator[str]:
    """Four views of the review that is on 27 November."""
    nia = Pupil.get((Pupil.forename == "Nia") & (Pupil.surname == "Oyelaran"))
    cycle = queries.open_cycle(nia.id)
    assert cycle is not None
    senco = company.senco(HARBOUR).act()
    on(date(2026, 11, 19), 15)
    for name, view in _SAID:
        assessing.give_view(company.players[name].act(), cycle, "review", view)
    on(date(2026, 11, 20), 16)
    for view in (
        View("child", "Nia, with pictures", "").answered(_HERSELF),
        View("family", "Folake Oyelaran, mother, on the phone", "").answered(_AT_HOME),
    ):
        assessing.give_view(senco, cycle, "review", view)
    yield "Four views before Nia's review"
