"""What one person says in the pause to learn, and why the child or the family did not; and who is asked again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from flask_babel import gettext as _

from portal.access.acting import Act, Refused
from portal.cycles.assess.actions import CATEGORY, WHOSE
from portal.cycles.custody import held_here, in_stage
from portal.cycles.facts import Stage
from portal.cycles.in_charge import in_charge
from portal.cycles.learn.asking import asked_again
from portal.cycles.learn.models import Learning, LearningGround, Reflection
from portal.cycles.learn.prompts import PROMPTS, RECORDED, sentences
from portal.cycles.models import Cycle
from portal.notices import recipients
from portal.timeline.audiences import FAMILY, SETTING
from portal.timeline.following import FOLLOWING, LIMITS, RESTING, narrowed_to, narrower
from portal.timeline.models import Entry, EntryDigest
from portal.timeline.record import Story, record

# Words of these roles stay with the staff of the setting until the teacher releases them.
_UNRELEASED = ("ta", "cover")


class Said(NamedTuple):
    """A reflection: whose words they are, the answers by column of Reflection, and who may read them."""

    whose: str
    name: str
    words: Mapping[str, str]
    audience: str = FAMILY


def reflect(act: Act, cycle: Cycle, said: Said, given: Reflection | None = None) -> Reflection:
    """Keep what somebody says; `given` is what the same person said before, which is changed.

    Raises Refused when nothing is said, when the words are another's, and before the review or after the close.
    """
    in_stage(cycle, Stage.REVIEW, Stage.LEARN)
    words = {prompt: said.words.get(prompt, "").strip() for prompt in PROMPTS}
    if not any(words.values()):
        raise Refused(_("Answer at least one question."))
    if given is not None and given.by_id != act.person:
        raise Refused(_("Only the person who wrote this can change it. You can add your own."))
    row = given or Reflection(pupil=cycle.pupil_id, cycle=cycle, setting=act.setting, by=act.person)
    row.whose, row.name, row.given_on = said.whose, said.name, act.today
    # What was held back stays so when it is said differently.
    held = narrowed_to(Reflection, given.id) if given is not None else FAMILY
    row.audience = narrower(SETTING if act.role in _UNRELEASED else said.audience, held)
    for prompt, text in words.items():
        setattr(row, prompt, text)
    told = in_charge(cycle, "reflection_given")
    if act.role in _UNRELEASED:
        told += recipients.teachers(cycle.pupil_id, act.setting, "words_waiting")
    record(act, _told(row), row, pupil=cycle.pupil_id, cycle=cycle, tell=told)
    return row


def _told(row: Reflection) -> Story:
    answers = {prompt: text for prompt in PROMPTS if (text := getattr(row, prompt))}
    return Story(
        "reflection_given", f"What was learnt: {WHOSE[row.whose]}",
        "\n\n".join(f"{RECORDED[prompt]}: {text}" for prompt, text in answers.items()), stage="learn",
        audience=row.audience, category=CATEGORY.get(row.whose, "record"), words_of=row.name,
        # Each answer, and each sentence that a learning may be made of: what is removed here is removed there.
        data={"whose": row.whose, "said": {prompt: [text, *sentences(text)] for prompt, text in answers.items()}},
    )  # fmt: skip


def explain_absence(act: Act, cycle: Cycle, whose: str, reason: str) -> Cycle:
    """Say why the child or the family did not take part in the pause: an absence needs a reason."""
    held_here(act, cycle)
    in_stage(cycle, Stage.REVIEW, Stage.LEARN)
    if not reason.strip():
        raise Refused(_("Say why they could not take part."))
    setattr(cycle, {"child": "child_learn_absent", "family": "family_learn_absent"}[whose], reason)
    story = Story(
        "reflection_given", f"What was learnt: {WHOSE[whose].lower()} could not take part", reason, stage="learn",
        data={"whose": whose, "absent": True},
    )  # fmt: skip
    record(act, story, cycle, pupil=cycle.pupil_id, cycle=cycle)
    return cycle


def ask_again(act: Act, cycle: Cycle) -> int:
    """Everybody who has not said what they learnt is asked again; returns how many. Raises Refused where nobody is left."""
    held_here(act, cycle)
    in_stage(cycle, Stage.REVIEW, Stage.LEARN)
    told = recipients.without_waiting(cycle.pupil_id, asked_again(cycle))
    told = [one for one in told if one.person != act.person]
    if not told:
        raise Refused(_("Everybody has answered, or has been asked and has not seen it yet."))
    story = Story("reflection_asked", "Asked what was learnt", stage="learn", audience=SETTING)
    record(act, story, pupil=cycle.pupil_id, cycle=cycle, tell=told)
    return len(told)


def _resting_on(reflections: list[int]) -> list[int]:
    """The learnings that are made of these reflections."""
    also = LearningGround.select(LearningGround.learning).where(LearningGround.reflection.in_(reflections))
    made = Learning.select(Learning.id).where(Learning.reflection.in_(reflections) | Learning.id.in_(also))
    return [number for (number,) in made.tuples()] if reflections else []


def _reflections(rows: list[tuple[Any, int]]) -> list[int]:
    return [number for model, number in rows if model is Reflection]


def _following(rows: list[tuple[Any, int]]) -> list[tuple[Any, int]]:
    """Learnings follow the audience and the removal of the words that they are made of."""
    return [(Learning, number) for number in _resting_on(_reflections(rows))]


def _limits(model: Any, number: int) -> list[str]:
    """A learning is never read more widely than any reflection it rests on."""
    if model is not Learning:
        return []
    row = Learning.get_or_none(Learning.id == number)
    also = LearningGround.select(LearningGround.reflection).where(LearningGround.learning == number)
    rests = Reflection.select(Reflection.audience).where(
        (Reflection.id == (row.reflection_id if row else None)) | Reflection.id.in_(also)
    )
    return [audience for (audience,) in rests.tuples()]


def _resting(rows: list[tuple[Any, int]]) -> list[int]:
    """The entries that tell of learnings made of these reflections, and that such a learning, or one of `rows`, was taken off."""
    made = _resting_on(_reflections(rows))
    known = [number for model, number in rows if model is Learning]
    told = EntryDigest.select(EntryDigest.entry).where(
        (EntryDigest.subject_type == Learning._meta.table_name) & EntryDigest.subject_id.in_([*made, *known])
    )
    kinds = (*(("learning_recorded",) if made else ()), "learning_used")
    found = Entry.select(Entry.id).where(Entry.id.in_(told) & Entry.kind.in_(kinds))
    return [entry for (entry,) in found.tuples()] if made or known else []


FOLLOWING.append(_following)
LIMITS.append(_limits)
RESTING.append(_resting)
