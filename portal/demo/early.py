"""Notice, Check and Try acted out: children on no register, and the first notes about Nia and Tomasz."""

from collections.abc import Iterator

from portal.demo.casting import Company
from portal.demo.playing import on
from portal.demo.worries import CHILDREN, Step, Unlisted, Worry
from portal.noticing import actions as noticing
from portal.noticing.models import EarlyNote
from portal.register.adding import NewChild, place_child


def play(company: Company) -> Iterator[str]:
    """The children on no register, in their classes, with what was noticed."""
    for child in CHILDREN:
        pupil = unlisted(company, child)
        for worry in child.worries:
            note(company, pupil, worry)
    yield f"{len(CHILDREN)} children on no register, with notes"


def unlisted(company: Company, child: Unlisted) -> int:
    """A child with a place in a class and on no register; the child's id."""
    on(child.starts_on, 9)
    house = company.houses[child.setting]
    new = NewChild(
        child.forename, child.surname, child.born_on, child.starts_on, child.starts_on, sex=child.sex,
        room=house.rooms[child.room], year_group=child.year,
    )  # fmt: skip
    return int(place_child(company.senco(child.setting).act(), new).id)


def note(company: Company, pupil: int, worry: Worry) -> list[EarlyNote]:
    """Write the notes of one worry, each on its day and by whoever saw it."""
    notes: list[EarlyNote] = []
    for step in worry.steps:
        on(step.day, 15, 20)
        notes.append(_step(company, pupil, worry.area, step, notes[0] if notes else None))
    return notes


def _step(company: Company, pupil: int, area: str, step: Step, about: EarlyNote | None) -> EarlyNote:
    act = company.players[step.by].act()
    if step.kind == "ended" and about is not None:
        return noticing.end(act, about, step.words)
    if step.kind == "watched" and about is not None:
        return noticing.watch(act, about, step.words, step.again)
    noted = noticing.Noted(
        step.kind, step.words, step.day, area=area, next_step=step.next_step, look_again_on=step.again,
        audience="family" if step.kind == "checked" else "setting",
    )  # fmt: skip
    return noticing.write(act, pupil, noted, about)
