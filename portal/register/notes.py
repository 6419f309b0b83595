"""Notice, Check, Try: light notes by any member of staff about any child, without a label."""

from datetime import date

from flask_babel import gettext as _

from portal.access.acting import Act, Refused
from portal.timeline.models import Entry
from portal.timeline.record import Story, record

TITLES = {
    "noticed": "Noticed",
    "checked": "Checked",
    "tried": "Tried",
    "note": "Note",
}
# A teaching assistant's words stay with the staff until the teacher releases them.
UNRELEASED = ("ta", "cover")


def audiences(role: str, setting: int | None) -> tuple[str, ...]:
    """Who a note by this role may be for, the default first. Those of no setting write for professionals."""
    if role in UNRELEASED:
        return ("setting",)
    return ("setting", "professionals", "family") if setting else ("professionals", "family")


def add_note(act: Act, pupil: int, kind: str, words: str, on: date, audience: str = "") -> Entry:
    """Write a note. Raises Refused for a day in the future, no words, or an audience that is not the writer's to choose."""
    allowed = audiences(act.role, act.setting)
    if kind not in TITLES or (audience or allowed[0]) not in allowed:
        raise Refused(_("Choose what kind of note it is, and who it is for."))
    if not words.strip():
        raise Refused(_("Write what you saw, asked or tried."))
    if on > act.today:
        raise Refused(_("Enter a date that is today or earlier."))
    story = Story(kind, TITLES[kind], words, audience=audience or allowed[0], category="early_notes", occurred_on=on)
    return record(act, story, pupil=pupil)
