"""Receipts of a plan: given by oneself, or recorded by those who sent it; and asking again. Silence never delays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from flask_babel import gettext as _

from portal.access.acting import Act, Refused
from portal.cycles.circulation.queries import OWN
from portal.cycles.custody import held_here, still_open
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Circulation
from portal.notices import recipients
from portal.notices.outbox import Telling
from portal.pupils.settings_of import secret
from portal.timeline import audiences
from portal.timeline.following import narrower
from portal.timeline.models import Entry, EntryDigest
from portal.timeline.record import Story, record

# What somebody else may record for a receiver: on paper, by telephone, at the door.
RECORDED = ("seen", "agreed", "with_comment", "commented", "paper", "unreachable", "silent")
# Words of these roles stay with the staff of the setting until the teacher releases them.
_UNRELEASED = ("ta", "cover")


class Receipt(NamedTuple):
    """How a copy was received. `tries`: what was done to reach somebody; `handed_by`: who gave them the paper."""

    receipt: str
    comment: str = ""
    tries: str = ""
    handed_by: str = ""


def give_receipt(act: Act, cycle: Cycle, copy: Circulation, *, receipt: str, comment: str = "", tries: str = "",
                 handed_by: str = "") -> Circulation:  # fmt: skip
    """Record for somebody how their copy was received. Raises Refused where they answered themselves, or words are missing."""
    held_here(act, cycle)
    if receipt not in RECORDED:
        raise Refused(_("Select how it was received."))
    if copy.receipt in OWN and (receipt in ("silent", "unreachable") or _said_themselves(copy)):
        raise Refused(_("There is an answer already: it stays."))
    if receipt == "unreachable" and not tries.strip():
        raise Refused(_("Say what you tried, and when."))
    if receipt == "paper" and not handed_by.strip():
        raise Refused(_("Say who handed over the paper copy."))
    copy.receipt, copy.receipt_on, copy.comment = receipt, act.today, comment
    copy.tries, copy.handed_by = tries, handed_by
    if comment or tries or receipt in ("silent", "unreachable"):
        # One parent's words, and one parent's silence, are not the other's to know.
        copy.audience = narrower(copy.audience, audiences.PROFESSIONALS)
    story = Story(
        "receipt_given", _title("Plan received", cycle, act, copy), comment or tries, stage="plan",
        audience=copy.audience, data={"receipt": receipt, "plan_version": copy.plan_version},
    )  # fmt: skip
    record(act, story, copy, pupil=cycle.pupil_id, cycle=cycle)
    return copy


def _said_themselves(copy: Circulation) -> bool:
    """Whether the receiver gave the answer of this copy: nobody else puts other words there."""
    if copy.person_id is None:
        return False
    given = (
        EntryDigest.select()
        .join(Entry)
        .where(
            (EntryDigest.subject_type == Circulation._meta.table_name)
            & (EntryDigest.subject_id == copy.id)
            & (Entry.kind == "receipt_given")
            & (Entry.author == copy.person_id)
        )
    )
    return bool(given.exists())


def answer_own(act: Act, cycle: Cycle, copy: Circulation, *, receipt: str, comment: str = "") -> Entry:
    """Staff or a professional say of their own copy that they have read it, agree, or would change something."""
    still_open(cycle)
    if copy.person_id != act.person:
        raise Refused(_("This copy of the plan was sent to somebody else."))
    if receipt in ("with_comment", "commented") and not comment.strip():
        raise Refused(_("Write what you want to say."))
    if comment:
        copy.audience = audiences.SETTING if act.role in _UNRELEASED else audiences.PROFESSIONALS
    copy.receipt, copy.receipt_on, copy.comment = receipt, act.today, comment
    story = Story(
        "receipt_given", _title("Plan read", cycle, act, copy), comment, stage="plan", audience=copy.audience,
        data={"receipt": receipt, "plan_version": copy.plan_version},
    )  # fmt: skip
    tell = answered(cycle) if comment else []
    return record(act, story, copy, pupil=cycle.pupil_id, cycle=cycle, tell=tell)


def answered(cycle: Cycle) -> list[Telling]:
    """Who hears what somebody said of the plan: the SENCO and the teacher who answers for it."""
    teacher = recipients.named([cycle.responsible_teacher_id], cycle.setting_id, "plan_answered", cycle.id)
    return [*recipients.sencos(cycle.setting_id, "plan_answered", cycle.id), *teacher]


def ask_again(act: Act, cycle: Cycle, copies: Sequence[Circulation]) -> int:
    """Ask those again who have not answered; returns how many. How often and when stands on each copy."""
    held_here(act, cycle)
    waiting = [copy for copy in copies if copy.receipt in ("", "unreachable", "silent")]
    if not waiting:
        raise Refused(_("Everybody has answered."))
    for copy in waiting:
        copy.asked, copy.asked_on = copy.asked + 1, act.today
    # No names: one parent's silence is not the other's to know.
    story = Story("receipt_asked", "Asked again about the plan", stage="plan", data={"copies": len(waiting)})
    people = [copy.person_id for copy in waiting]
    tell = recipients.where_they_are(people, cycle.setting_id, "plan_asked_again", cycle.id)
    record(act, story, *waiting, pupil=cycle.pupil_id, cycle=cycle, tell=tell)
    return len(waiting)


def _title(what: str, cycle: Cycle, act: Act, copy: Circulation) -> str:
    return what if secret(cycle.pupil_id, act.setting) else f"{what}: {copy.name}"
