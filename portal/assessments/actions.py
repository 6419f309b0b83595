"""The verbs of scores: build one that makes sense, and record it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from flask_babel import gettext as _

from portal.access.acting import Act, Refused
from portal.assessments import saying, scoring
from portal.assessments.models import Instrument, Scale, Score
from portal.assessments.queries import scales_of
from portal.assessments.scoring import Nonsense
from portal.pupils.models import Pupil
from portal.timeline.audiences import FAMILY, PROFESSIONALS
from portal.timeline.models import EntryDigest
from portal.timeline.record import Story, record

SOURCES = ("in_house", "current", "previous", "agency")
REACHES = ("universal", "targeted")
AUDIENCES = (FAMILY, PROFESSIONALS)


class Entered(NamedTuple):
    """One sitting as it was typed. `results` and `raws`: scale code to text ("84", "7:04", "342 of 380", "amber")."""

    instrument: int
    taken_on: date
    results: Mapping[str, str]
    tester: str = ""
    informant: str = ""
    form: str = ""
    subject: str = ""
    note: str = ""
    source: str = "in_house"
    reach: str = "targeted"
    audience: str = FAMILY
    raws: Mapping[str, str] = {}


def build_score(act: Act, pupil: Pupil, entered: Entered, cycle_id: int | None = None) -> Score:
    """The sitting as a row, not yet saved. Three statements.

    Raises Nonsense, with its field (`taken_on`, `r_<scale code>`, `raw_<scale code>`, `informant`, `subject`, `note` …),
    for a result that cannot be: out of range, of another kind, in the future, before birth, outside the instrument's
    ages without a word why.
    """
    instrument = Instrument.get_or_none((Instrument.id == entered.instrument) & Instrument.retired_on.is_null())
    if instrument is None:
        raise Nonsense(_("Select an instrument from the list."), "instrument")
    scoring.check_day(pupil.born_on, entered.taken_on, act.today)
    _named(instrument, entered)
    age = scoring.age_in_months(pupil.born_on, entered.taken_on)
    return Score(
        pupil=pupil,
        setting=act.setting,
        cycle_id=cycle_id,
        instrument=instrument,
        edition=instrument.edition,
        form=entered.form,
        subject=entered.subject,
        informant=entered.informant,
        tester=entered.tester,
        taken_on=entered.taken_on,
        age_months=age,
        outside_ages=_outside(instrument, age, entered.note),
        results=_results(scales_of(instrument.id), entered),
        note=entered.note,
        source=entered.source,
        reach=entered.reach,
        by=act.person,
        audience=entered.audience,
    )


def add_score(act: Act, pupil: Pupil, entered: Entered, cycle_id: int | None = None) -> Score:
    """Record a sitting. Raises Nonsense like `build_score`."""
    score = build_score(act, pupil, entered, cycle_id)
    record(act, story_of(score), score, pupil=pupil)
    return score


def withdraw(act: Act, score: Score, why: str) -> Score:
    """Take back a sitting that was entered wrongly: it leaves every line, and stays on record with the reason.

    The entry that told of it is marked as corrected. Raises Refused for somebody else's score, or without a reason.
    """
    if not score.answers(act.person, act.role, act.setting):
        raise Refused(_("Only the person who entered this, or their SENCO, can take it back."))
    if score.withdrawn_on:
        raise Refused(_("This was taken back already."))
    if not why.strip():
        raise Refused(_("Say what was wrong."), "why")
    told = (
        EntryDigest.select(EntryDigest.entry)
        .where((EntryDigest.subject_type == "score") & (EntryDigest.subject_id == score.id))
        .order_by(EntryDigest.id)
        .first()
    )
    score.withdrawn_on, score.withdrawn_why = act.today, why
    story = story_of(score)._replace(
        kind="corrected", title=f"Corrected: {score.headline}", body=why, occurred_on=act.today,
        supersedes=told.entry_id if told else None,
    )  # fmt: skip
    record(act, story, score, pupil=score.pupil_id)
    return score


def story_of(score: Score) -> Story:
    """What the timeline says of a sitting; who records a score beside other rows takes it too."""
    category = "professional_advice" if score.source == "agency" else "record"
    return Story(
        "score_added", score.headline, score.note, stage="assess", audience=score.audience, category=category,
        occurred_on=score.taken_on,
    )  # fmt: skip


def _named(instrument: Instrument, entered: Entered) -> None:
    """Everything that is chosen from a list, and what the instrument asks for beside its results."""
    chosen = (("source", SOURCES), ("reach", REACHES), ("audience", AUDIENCES))
    for field, allowed in chosen:
        if getattr(entered, field) not in allowed:
            raise Nonsense(_("Select one of the answers."), field)
    informants = split(instrument.informants)
    if informants and entered.informant not in informants:
        raise Nonsense(_("Select who answered: results of different people are different lines."), "informant")
    forms = split(instrument.forms)
    if forms and entered.form and entered.form not in forms:
        raise Nonsense(_("%(name)s has the forms %(forms)s.", name=instrument.name, forms=", ".join(forms)), "form")
    if instrument.asks_subject and not entered.subject.strip():
        raise Nonsense(_("Enter an answer: %(question)s", question=instrument.asks_subject), "subject")


def split(listed: str) -> list[str]:
    """ "A, B" as ["A", "B"]."""
    return [part.strip() for part in listed.split(",") if part.strip()]


def _outside(instrument: Instrument, age: int, note: str) -> bool:
    """Whether the child is outside the instrument's ages, which is taken only with a word why."""
    if scoring.fits(age, instrument.youngest, instrument.oldest):
        return False
    if not note.strip():
        ages = {
            "age": scoring.age(age), "name": instrument.name,
            "youngest": scoring.age(instrument.youngest or 0),
            "oldest": scoring.age(instrument.oldest) if instrument.oldest is not None else _("any age"),
        }  # fmt: skip
        raise Nonsense(
            _(
                "The child was %(age)s on that day. %(name)s is made for %(youngest)s to %(oldest)s. "
                "Check the day, or say in the note why it was used.", **ages,
            ),
            "taken_on",
        )  # fmt: skip
    return True


def _results(scales: list[Scale], entered: Entered) -> dict[str, dict[str, Any]]:
    """Scale code to its result as stored, in the order of the scales."""
    found: dict[str, dict[str, Any]] = {}
    for scale in scales:
        typed = entered.results.get(scale.code, "").strip()
        if scale.kind == "words":
            found |= {scale.code: {"value": None, "said": scale.name}} if entered.note.strip() else {}
        elif typed:
            found[scale.code] = _result(scale, typed, entered.raws.get(scale.code, "").strip())
    if not found:
        words = all(scale.kind == "words" for scale in scales)
        field = "note" if words else f"r_{scales[0].code}" if scales else "instrument"
        raise Nonsense(_("Write what was seen.") if words else _("Enter at least one result."), field)
    return found


def _result(scale: Scale, typed: str, raw: str) -> dict[str, Any]:
    ruler = scale.ruler
    try:
        result = scoring.read(ruler, typed)
    except Nonsense as nonsense:
        raise Nonsense(nonsense.reason, f"r_{scale.code}") from None
    kept: dict[str, Any] = {"value": result.value, "said": f"{scale.name} {saying.plain(ruler, result.value)}"}
    if raw:
        if not (raw.isascii() and raw.isdigit() and len(raw) <= 4):
            raise Nonsense(_("A raw score is a whole number, the count of right answers."), f"raw_{scale.code}")
        kept["raw"] = int(raw)
    elif result.raw is not None:
        kept |= {"raw": result.raw, "of": result.of}
    return kept
