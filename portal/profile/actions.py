"""Reading what works for a child, asking others to read it, and taking off what holds no more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from flask_babel import gettext as _

from portal.access.acting import Act, Refused
from portal.cycles.learn.models import Learning, Reading
from portal.cycles.opening import lives_here
from portal.db import database
from portal.notices import recipients
from portal.profile.queries import Stand
from portal.timeline.audiences import FAMILY, SETTING
from portal.timeline.record import Story, record
from portal.transitions.models import TransitionReceipt


class ToRead(NamedTuple):
    """One child's page as it stood before the reader, and requests of a handover that reading it answers."""

    pupil: int
    stand: Stand
    waiting: Sequence[TransitionReceipt] = ()


def confirm(act: Act, pages: Sequence[ToRead]) -> list[Reading]:
    """The actor has read these pages: one entry for each child. Requests of a handover are answered with it.

    Raises Refused where there is none.
    """
    if not pages:
        raise Refused(_("Tick the pages that you have read."))
    with database.atomic():
        return [_read(act._replace(key=_key(act, place)), page) for place, page in enumerate(pages)]


def _key(act: Act, place: int) -> str | None:
    """A key of its own for each entry of one form: sent twice, each is written once."""
    return f"{act.key}-{place}"[-64:] if act.key and place else act.key


def _read(act: Act, page: ToRead) -> Reading:
    row = Reading(
        pupil=page.pupil, setting=act.setting, person=act.person, read_on=act.today, newest=page.stand.newest or None,
        retired=page.stand.retired,
    )  # fmt: skip
    mine = [one for one in page.waiting if one.person_id == act.person and one.on is None]
    for one in mine:
        one.on = act.today
    # Who it was stands beside the entry, for those who may know who works there. A reading that a handover waited for
    # is the family's to see; of the others they see how many of the adults have read.
    audience = FAMILY if mine else SETTING
    data = {"step": "read"} if mine else {}
    story = Story("works_read", "What works was read", stage="learn", audience=audience, data=data)
    record(act, story, row, *mine, pupil=page.pupil)
    return row


def ask_to_read(act: Act, pupil: int, people: Sequence[int]) -> int:
    """Those who have not read the page as it stands are asked again; returns how many. Raises Refused where nobody is left."""
    told = recipients.named(people, act.setting, "works_changed")
    told = [one for one in recipients.without_waiting(pupil, told) if one.person != act.person]
    if not told:
        raise Refused(_("Everybody has read it, or has been asked and has not seen it yet."))
    story = Story("works_asked", "Asked to read what works", stage="learn", audience=SETTING)
    record(act, story, pupil=pupil, tell=told)
    return len(told)


def retire(act: Act, learning: Learning, reason: str, told: Sequence[int]) -> Learning:
    """Something learnt holds no more, with the reason: it leaves the page, and `told` (people) are asked to read again.

    Raises Refused without a reason, away from the child's main setting, or when it is off already.
    """
    if not lives_here(act, learning.pupil_id):
        raise Refused(_("Only the child’s main setting can take this off the page."))
    if learning.retired_on is not None:
        raise Refused(_("This is off the page already."))
    if not reason.strip():
        raise Refused(_("Say why it holds no more."))
    learning.retired_on, learning.retired_reason = act.today, reason
    story = Story(
        "learning_used", f"Holds no more: {learning.text}", reason, stage="learn", audience=learning.audience,
        data={"used": False, "text": learning.text},
    )  # fmt: skip
    notices = recipients.without_waiting(learning.pupil_id, recipients.named(told, act.setting, "works_changed"))
    record(act, story, learning, pupil=learning.pupil_id, tell=notices)
    return learning
