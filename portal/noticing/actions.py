"""The verbs before the register: write a note, keep watching, end a worry, take worries into Assess."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from flask_babel import gettext as _
from peewee import Model

from portal.access.acting import Act, Refused
from portal.access.permissions import ASSISTANTS
from portal.accounts.models import Person
from portal.cycles.assess.models import Contribution
from portal.cycles.custody import still_open
from portal.cycles.models import Cycle
from portal.cycles.opening import following, lives_here
from portal.notices import recipients
from portal.noticing import queries
from portal.noticing.models import EarlyNote
from portal.noticing.words import SIGNS, TITLES, signs_in_words
from portal.noticing.worry import STEPS, Step, Worry
from portal.pupils.areas import AREAS, IN_ENGLISH
from portal.timeline.actions import waits_for
from portal.timeline.audiences import FAMILY, PROFESSIONALS, SETTING
from portal.timeline.following import FOLLOWING, LIMITS
from portal.timeline.record import Story, record

_UNRELEASED = ("ta", "cover")
_SAFEGUARDING = ("senco", "childminder", "dsl")
_SENCO = ("senco", "childminder")
# How long words for professionals alone stand before somebody asks whether the family can see them.
_ASK_AGAIN = timedelta(weeks=6)
_WHOSE = {
    "ta": "support_staff", "cover": "support_staff", "senco": "senco", "childminder": "senco",
    "professional": "professional", "area_senco": "professional",
}  # fmt: skip


class Noted(NamedTuple):
    """What somebody noticed, checked or tried (`kind`). `signs`: codes of words.SIGNS; `area`: a broad area or ""."""

    kind: str
    words: str
    seen_on: date
    audience: str = SETTING
    area: str = ""
    signs: tuple[str, ...] = ()
    next_step: str = ""
    look_again_on: date | None = None


def write(act: Act, pupil: int, noted: Noted, about: EarlyNote | None = None) -> EarlyNote:
    """Write down what was noticed, checked or tried, as a worry of its own or as the next step of one (`about`).

    No label, no register. An assistant's words stay with the staff until a teacher releases them. Raises Refused.
    """
    _check(act, pupil, noted, about)
    audience = SETTING if act.role in _UNRELEASED else noted.audience
    story = Story(
        noted.kind, TITLES[noted.kind] + (f": {IN_ENGLISH[noted.area]}" if noted.area else ""), noted.words,
        audience=audience, category=_category(act), occurred_on=noted.seen_on,
        data=_said(signs_in_words(noted.kind, ",".join(noted.signs)), noted.next_step),
        look_again_on=act.today + _ASK_AGAIN if audience == PROFESSIONALS else None,
    )  # fmt: skip
    return _added(
        act, story, pupil, about, kind=noted.kind, words=noted.words, seen_on=noted.seen_on, area=noted.area,
        signs=",".join(noted.signs), next_step=noted.next_step, look_again_on=noted.look_again_on, audience=audience,
    )  # fmt: skip


def _check(act: Act, pupil: int, noted: Noted, about: EarlyNote | None) -> None:
    if noted.kind not in STEPS:
        raise Refused(_("Say whether you noticed, checked or tried something."))
    if not noted.words.strip():
        raise Refused(_("Write down what you saw, heard or tried."))
    if noted.seen_on > act.today:
        raise Refused(_("The day must be today or earlier."))
    if noted.look_again_on is not None and noted.look_again_on < act.today:
        raise Refused(_("The day to look again must be today or later."))
    if noted.area and noted.area not in AREAS:
        raise Refused(_("Select an area from the list."))
    if set(noted.signs) - set(SIGNS[noted.kind]):
        raise Refused(_("Tick what is on the list."))
    if about is not None and about.pupil_id != pupil:
        raise Refused(_("That note is about another child."))


def _category(act: Act) -> str:
    """What a specialist writes passes at a move with the reports of specialists, or stays with them."""
    return "professional_advice" if act.role == "professional" else "early_notes"


def _said(signs: str, next_step: str) -> dict[str, Any]:
    return {name: words for name, words in (("signs", signs), ("next", next_step)) if words}


def _added(act: Act, story: Story, pupil: int, about: EarlyNote | None, **columns: Any) -> EarlyNote:
    """One more note of a worry, with its entry."""
    row = EarlyNote(
        pupil=pupil, setting=act.setting, about=(about.about_id or about.id) if about else None, by=act.person,
        by_role=act.role, **columns,
    )  # fmt: skip
    waits = recipients.teachers(pupil, act.setting, "words_waiting") if act.role in ASSISTANTS else []
    record(act, story, row, pupil=pupil, tell=waits)
    return row


def watch(act: Act, note: EarlyNote, why: str, look_again_on: date | None = None) -> EarlyNote:
    """Keep watching: the worry stays on the lists as long as if it were noticed today. Raises Refused."""
    worry = _open_worry(note)
    if not why.strip():
        raise Refused(_("Say why you keep watching."))
    if look_again_on is not None and look_again_on < act.today:
        raise Refused(_("The day to look again must be today or later."))
    story = Story("early_watched", "Still watching", why, audience=_as_wide_as(act, worry), category=_category(act))
    return _added(
        act, story, note.pupil_id, note, kind="watched", words=why, seen_on=act.today, look_again_on=look_again_on,
        audience=story.audience,
    )  # fmt: skip


def end(act: Act, note: EarlyNote, how: str) -> EarlyNote:
    """End a worry, saying how: it leaves the lists and can be read. A later note about it opens it again."""
    worry = _open_worry(note)
    if not how.strip():
        raise Refused(_("Say how it ended."))
    story = Story("early_ended", "No longer watched", how, audience=_as_wide_as(act, worry), category=_category(act))
    return _added(
        act, story, note.pupil_id, note, kind="ended", words=how, seen_on=act.today, audience=story.audience
    )  # fmt: skip


def _open_worry(note: EarlyNote) -> Worry:
    worry = queries.worry_of(note)
    if worry.end or worry.used:
        raise Refused(_("This is not watched any more. Write a new note if you see it again."))
    return worry


def _as_wide_as(act: Act, worry: Worry) -> str:
    """A working note stays one to its end; what the family reads, it reads to the end."""
    told = all(step.audience == FAMILY for step in worry.notes)
    return FAMILY if told and act.role not in _UNRELEASED else SETTING


def use(act: Act, pupil: int, notes: Sequence[int]) -> Cycle:
    """Take worries (by any of their notes) into Assess: every note that waits becomes evidence of the open cycle, once.

    One action and one entry, which holds none of the words: each piece of evidence keeps its note's audience. Opens the
    cycle where none is open, for who may open one. Raises Refused.
    """
    chosen = [worry for worry in queries.waiting(pupil) if {step.id for step in worry.steps} & set(notes)]
    if not chosen:
        raise Refused(_("Choose at least one note that is not used yet."))
    fresh = _usable(act, [step for worry in chosen for step in worry.fresh])
    cycle, opened = _cycle_for(act, pupil)
    names = dict(Person.select(Person.id, Person.name).where(Person.id.in_({step.by for step in fresh})).tuples())
    rows: list[Model] = [_evidence(cycle, step, names) for step in fresh]
    rows += [
        EarlyNote(
            pupil=pupil, setting=act.setting, about=worry.first.root, kind="used", seen_on=act.today, cycle=cycle,
            by=act.person, by_role=act.role, audience=PROFESSIONALS,
        )
        for worry in chosen
    ]  # fmt: skip
    # The cycle's version is checked with it: two people in the same moment do not use a note twice.
    record(act, _story(cycle, fresh, opened), cycle, *rows, pupil=pupil, cycle=cycle)
    return cycle


def _usable(act: Act, steps: list[Step]) -> list[Step]:
    """Raises Refused for a colleague's working notes and for words held back: those the SENCO may use further."""
    kept = queries.written([step.id for step in steps if step.audience not in (FAMILY, PROFESSIONALS)])
    if act.role not in _SAFEGUARDING and not all(waits_for(act.person, act.role, *one) for one in kept.values()):
        raise Refused(_("One of these is a colleague’s working note, or was held back. Ask your SENCO to use it."))
    return steps


def _cycle_for(act: Act, pupil: int) -> tuple[Cycle, bool]:
    """The open cycle, or a new one where nobody opened it yet; and whether it is new."""
    last = Cycle.select().where(Cycle.pupil == pupil).order_by(Cycle.number.desc()).first()
    if last is not None and last.closed_on is None:
        still_open(last)
        return last, False
    if act.role not in _SENCO:
        raise Refused(_("No cycle is open. Your SENCO opens one; these notes wait until then."))
    if not lives_here(act, pupil):
        raise Refused(_("Only the child’s main setting can open a cycle, from the day the child is there."))
    return following(act, pupil, last), True


def _evidence(cycle: Cycle, step: Step, names: dict[int, str]) -> Contribution:
    """A note as evidence: its words, its day, its writer and its audience, typed once."""
    advice = step.by_role in ("professional", "area_senco")
    context = "; ".join(filter(None, [TITLES[step.kind], signs_in_words(step.kind, step.signs)]))
    return Contribution(
        pupil=step.pupil, cycle=cycle, setting=step.setting, stage="assess", whose=_WHOSE.get(step.by_role, "teacher"),
        name=names.get(step.by or 0, ""), source="agency" if advice else "in_house", reach="universal",
        context=context[:120], text=step.words, note_id=step.id, given_on=step.seen_on, by=step.by,
        audience=step.audience,
    )  # fmt: skip


def _story(cycle: Cycle, fresh: list[Step], opened: bool) -> Story:
    """What happened, without the words of the notes; for the family where it may read every one of them."""
    told = all(step.audience == FAMILY for step in fresh)
    said = f"{len(fresh)} early notes became evidence" if len(fresh) != 1 else "An early note became evidence"
    days = ", ".join(dict.fromkeys(f"{step.seen_on:%-d %B %Y}" for step in fresh))
    data = {"source": "in_house", "reach": "universal", "notes": [step.id for step in fresh]}
    kept = FAMILY if told or opened else SETTING
    title = f"Cycle {cycle.number} opened: {said[0].lower()}{said[1:]}" if opened else said
    return Story(
        "cycle_opened" if opened else "evidence_added", title, f"Noted on {days}.", stage="assess", audience=kept,
        data=data,
    )  # fmt: skip


def _copies(rows: list[tuple[Any, int]]) -> list[tuple[Any, int]]:
    """Evidence made from notes: it follows their audience, and loses their words with them."""
    notes = [number for model, number in rows if model is EarlyNote]
    if not notes:
        return []
    made = Contribution.select(Contribution.id).where(Contribution.note_id.in_(notes))
    return [(Contribution, number) for (number,) in made.tuples()]


FOLLOWING.append(_copies)


def _limits(model: Any, number: int) -> list[str]:
    """The audience of the note that evidence was made of; the staff's where the actor does not see it."""
    if model is not Contribution:
        return []
    note = Contribution.select(Contribution.note_id).where(Contribution.id == number).scalar()
    if note is None:
        return []
    return [EarlyNote.select(EarlyNote.audience).where(EarlyNote.id == note).scalar() or SETTING]


LIMITS.append(_limits)
