"""Notes in Do: conversations, ordinary teaching that went on, what the SENCO did, what was adjusted, who was briefed."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _

from portal.access.acting import Act, Refused
from portal.access.permissions import ASSISTANTS
from portal.cycles.custody import still_open
from portal.cycles.models import Cycle
from portal.timeline.models import Entry
from portal.timeline.record import Story, record

# What a note in Do is about, and what its entry is called.
NOTES = {
    "conversation": "Conversation about how it is going",
    "generalising": "Using it in lessons",
    "ordinary": "In ordinary teaching",
    "support": "Support from the SENCO",
    "adjustment": "Adjusted on the way",
    "briefing": "Staff briefed",
}
# With whom a conversation was: the code, and how its entry says it.
WITH = {
    "child": "the child",
    "family": "the family",
    "senco": "the SENCO",
    "teacher": "the teacher",
    "ta": "support staff",
}


def write_note(
    act: Act, cycle: Cycle, about: str, text: str, *, whom: Sequence[str] = (), audience: str = "family"
) -> Entry:
    """What went on beside the help, for the review. `about`: a key of NOTES; `whom`: keys of WITH, for a conversation.

    What an assistant writes stays with the staff of the setting until the teacher releases it.
    """
    still_open(cycle)
    if about == "conversation" and not whom:
        raise Refused(_("Select with whom the conversation was."), "whom")
    title = NOTES[about]
    if about == "conversation":
        title = f"Conversation with {_listed([WITH[one] for one in WITH if one in whom])}"
    story = Story(
        "note", title, text, stage="do", audience="setting" if act.role in ASSISTANTS else audience,
        category="session_notes", data={"about": about, "with": [one for one in WITH if one in whom]},
    )  # fmt: skip
    return record(act, story, pupil=cycle.pupil_id, cycle=cycle)


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
