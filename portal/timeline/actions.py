"""Verbs about entries themselves: a note, a correction, another audience, a removal under data protection law."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from flask_babel import gettext as _

from portal import clock
from portal.access.acting import Act, Refused
from portal.access.permissions import FAMILY as FAMILIES
from portal.access.policy import changed_audience
from portal.db import database
from portal.notices import recipients
from portal.timeline.audiences import FAMILY, PROFESSIONALS, SETTING, restricted, roles_of
from portal.timeline.following import WIDTH, carry_over, resting_on
from portal.timeline.models import AudienceChange, Entry
from portal.timeline.record import Story, record

_LEADING = ("senco", "childminder", "dsl", "head")
_SAFEGUARDING = ("senco", "childminder", "dsl")
_UNRELEASED = ("ta", "cover")


class _Cycle(NamedTuple):
    """The cycle of an entry, as `record()` asks for it."""

    id: int
    number: int | None


def add_note(
    act: Act,
    pupil: int,
    *,
    title: str,
    body: str,
    audience: str,
    on: date,
    look_again_on: date | None = None,
) -> Entry:
    """Write down something for the record. A teaching assistant's words stay with the staff until released.

    What is noticed, checked and tried before the register has a slice of its own (`noticing`). Words for professionals
    only need a day to look at them again. Raises Refused.
    """
    if on > act.today:
        raise Refused(_("The day must be today or earlier."))
    if audience == PROFESSIONALS and look_again_on is None:
        raise Refused(_("Say when to look again at whether the family can see this."))
    kept = SETTING if act.role in _UNRELEASED else audience
    # What a specialist writes passes at a move with the reports of specialists, or stays with them.
    category = "professional_advice" if act.role == "professional" else "early_notes"
    story = Story("note", title, body, audience=kept, category=category, occurred_on=on, look_again_on=look_again_on)
    waits = recipients.teachers(pupil, act.setting, "words_waiting") if act.role in _UNRELEASED else []
    return record(act, story, pupil=pupil, tell=waits)


def correct(act: Act, entry: Entry, body: str) -> Entry:
    """A dated addendum that supersedes: the first words stay and are marked. Raises Refused for words of others.

    Those who wrote may correct, and the SENCO of the setting where it was written.
    """
    if not may_correct(act.person, act.role, act.setting, entry):
        raise Refused(_("Only the person who wrote this, or their SENCO, can correct it. You can add your own view."))
    if entry.redacted_at:
        raise Refused(_("These words were removed. Write a new entry instead."))
    if body.strip() == entry.body.strip():
        raise Refused(_("Change the words first: they are as they were."))
    original = entry.title.removeprefix("Corrected: ")
    story = Story(
        "corrected", f"Corrected: {original}"[:255], body, stage=entry.stage, audience=_corrected_for(act, entry),
        category=entry.category, words_of=entry.words_of, supersedes=entry.id,
    )  # fmt: skip
    cycle = _Cycle(entry.cycle_id, entry.cycle_number) if entry.cycle_id else None
    return record(act, story, pupil=entry.pupil_id, cycle=cycle)


def may_correct(person: int | None, role: str, setting: int | None, entry: Entry) -> bool:
    """Whether somebody may correct an entry: its writer, or the SENCO where it was written.

    What a family wrote stands there too, but nobody puts words into a parent's or a child's mouth.
    """
    leads = role in ("senco", "childminder") and entry.setting_id == setting and entry.author_role not in FAMILIES
    return entry.author_id == person or leads


def _corrected_for(act: Act, entry: Entry) -> str:
    """Who reads a correction: those who read the entry now; new words of an assistant wait like their first ones."""
    now = in_force(entry)
    waits = act.role in _UNRELEASED and now in (FAMILY, PROFESSIONALS)
    return SETTING if waits else now


def in_force(entry: Entry) -> str:
    """The audience that holds now: the newest change, else the entry's own. One statement."""
    change = changed_audience(entry.id)
    return change[0] if change else str(entry.audience)


def change_audience(act: Act, entry: Entry, audience: str, reason: str = "") -> AudienceChange:
    """Widen or narrow who sees an entry, and the typed rows it made, at once. The entry itself never changes.

    No entry is written: a narrowing must leave no trace for the family. The row of the change says who, when and why.
    Raises Refused.
    """
    width = WIDTH.index(audience if audience in WIDTH else "restricted")
    now = WIDTH.index(in_force(entry).partition(",")[0])
    _may_change(act, entry, audience, reason, narrower=width > now, same=width == now and not roles_of(audience))
    kept = restricted(*(roles_of(audience) or ("head",))) if width == len(WIDTH) - 1 else audience
    with database.atomic():
        change = _changed(act, entry, kept, reason)
        if width > now:
            resting = Entry.select().where(Entry.id.in_(resting_on(entry)))
            for other in (*_same_words(entry), *resting):
                if WIDTH.index(in_force(other).partition(",")[0]) < width and _may_hold(act, other, kept):
                    _changed(act, other, kept, reason)
    return change


def _changed(act: Act, entry: Entry, audience: str, reason: str) -> AudienceChange:
    """One more change of an entry's audience, which now holds, for the entry and for the rows it made."""
    AudienceChange.update(superseded_at=clock.now()).where(
        (AudienceChange.entry == entry.id) & AudienceChange.superseded_at.is_null()
    ).execute()
    change = AudienceChange.create(
        entry=entry.id, pupil=entry.pupil_id, audience=audience, reason=reason, by=act.person, by_role=act.role,
        at=clock.now(),
    )  # fmt: skip
    carry_over(entry, audience)
    return change


def _same_words(entry: Entry) -> list[Entry]:
    """What the entry corrects and what corrects it: words held back in one must not stand open in another."""
    if entry.pupil_id is None:
        return []
    linked = Entry.select().where((Entry.pupil == entry.pupil_id) & Entry.supersedes.is_null(False))
    before = {row.id: row.supersedes_id for row in linked}
    found, seen = [entry.id], {entry.id}
    for one in found:
        near = {before.get(one)} | {later for later, earlier in before.items() if earlier == one}
        found += sorted(number for number in near - seen if number is not None)
        seen |= near
    return list(Entry.select().where(Entry.id.in_(found[1:])))


def _may_hold(act: Act, entry: Entry, audience: str) -> bool:
    """Whether the actor may narrow this entry to this audience; roles are those of the setting that wrote it."""
    return entry.setting_id == act.setting or audience in (PROFESSIONALS, SETTING)


def release(act: Act, entry: Entry) -> AudienceChange:
    """A teacher lets the words of a teaching assistant go to the family. Raises Refused when they are held back."""
    if not may_release(act.person, act.role, entry):
        raise Refused(_("There is nothing to release: these words are not waiting."))
    return change_audience(act, entry, FAMILY, reason="Released by the teacher")


def may_release(person: int | None, role: str, entry: Entry) -> bool:
    """Whether the entry's words wait for this reader to release them.

    A teacher releases an assistant's words, or their own; not a colleague's working notes, and never what the SENCO or
    the safeguarding lead held back: that only they open again.
    """
    change = changed_audience(entry.id)
    return waits_for(person, role, entry, change[0] if change else None)


def waits_for(person: int | None, role: str, entry: Entry, changed: str | None) -> bool:
    """`may_release` for an entry whose change of audience is known (None: nobody changed it). No statement."""
    if (changed or entry.audience) != SETTING:
        return False
    if role in _SAFEGUARDING:
        return True
    return changed is None and (entry.author_role in _UNRELEASED or entry.author_id == person)


def _may_change(act: Act, entry: Entry, audience: str, reason: str, *, narrower: bool, same: bool) -> None:
    """The rules of a change. What another setting wrote can be held back here at once, and opened again only there."""
    theirs = entry.setting_id != act.setting
    if theirs and (not narrower or act.role not in _SAFEGUARDING):
        raise Refused(_("Only the setting that wrote this can let more people see it."))
    if theirs and audience not in (PROFESSIONALS, SETTING):
        raise Refused(_("Choose professionals only, or the staff of the setting that wrote it."))
    if same:
        raise Refused(_("That is who can see it already."))
    if not narrower and _speaker_chose(entry) and WIDTH.index(audience) < WIDTH.index(entry.audience.partition(",")[0]):
        raise Refused(_("They chose who reads their words. Ask them to share them more widely."))
    if narrower and act.role not in _LEADING:
        raise Refused(_("Only the SENCO or the safeguarding lead can hold words back."))
    if narrower and not reason.strip():
        raise Refused(_("Say why you hold it back. The family does not see this."))


def _speaker_chose(entry: Entry) -> bool:
    """Whether a parent or the child said who may read the words, themselves or through somebody who wrote them down."""
    told = entry.category in ("family_views", "child_views") and entry.author_role not in _UNRELEASED
    return entry.author_role in FAMILIES or told
