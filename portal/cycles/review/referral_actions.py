"""Referrals to services: considered, agreed, sent, answered, seen, advised, used; through cycles and moves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from flask_babel import gettext as _
from peewee import Model

from portal.access.acting import Act, Refused
from portal.cycles.assess.models import Contribution
from portal.cycles.custody import held_here
from portal.cycles.models import Cycle
from portal.cycles.queries import open_cycle
from portal.cycles.review.models import Referral
from portal.cycles.review.referral_states import ENDED, NEEDS_WORDS, NEXT, TITLES, since
from portal.notices import recipients
from portal.notices.outbox import Telling
from portal.timeline.following import narrower
from portal.timeline.record import Story, record


class Step(NamedTuple):
    """One step of a referral: the day, and what is said with it.

    `who`: who agreed, saw the child or wrote the advice; `how`: how they agreed; `words`: why, where, or the advice
    itself; `audience`: who may read the advice.
    """

    to: str
    on: date
    who: str = ""
    how: str = ""
    words: str = ""
    audience: str = "family"


def consider(act: Act, cycle: Cycle, services: Sequence[str], why: str) -> list[Referral]:
    """Refer a child to one service or several: each is first considered with the family. Raises Refused."""
    held_here(act, cycle)
    wanted = list(dict.fromkeys(name.strip() for name in services if name.strip()))
    if not wanted:
        raise Refused(_("Choose the service."), "services")
    if not why.strip():
        raise Refused(_("Say what you hope to learn."), "why")
    asked = {row.service.casefold() for row in Referral.select().where(
        (Referral.pupil == cycle.pupil_id) & Referral.ended_on.is_null()
    )}  # fmt: skip
    twice = next((name for name in wanted if name.casefold() in asked), "")
    if twice:
        raise Refused(_("A referral to %(service)s is open already.", service=twice), "services")
    rows = [
        Referral(
            pupil=cycle.pupil_id, cycle=cycle, setting=act.setting, service=name[:120], why=why,
            considered_on=act.today, by=act.person,
        )
        for name in wanted
    ]  # fmt: skip
    title = f"Referral considered: {', '.join(wanted)}"
    story = Story("referral_changed", title, why, stage="review", data={"state": "considered", "services": wanted})
    record(act, story, *rows, pupil=cycle.pupil_id, cycle=cycle, tell=_told(cycle, cycle.pupil_id, act.setting, None))
    return rows


def take(act: Act, row: Referral, step: Step) -> Referral:
    """Take a referral one step on. Raises Refused for a step that does not follow, and where words are missing."""
    if row.setting_id != act.setting:
        raise Refused(_("Only the setting where the child is now can change this referral."))
    if step.to not in NEXT[row.state]:
        raise Refused(_("The referral is somewhere else now. Look at what is next."))
    if step.on > act.today:
        raise Refused(_("The day must be today or earlier."), "on")
    if step.on < since(row):
        raise Refused(_("This cannot have been before the step that it follows."), "on")
    if step.to in NEEDS_WORDS and not step.words.strip():
        raise Refused(_missing(step.to), "words")
    if step.to == "consent" and not (step.who.strip() and step.how.strip()):
        raise Refused(_("Say who agreed, and how."), "who")
    cycle = open_cycle(row.pupil_id)
    rows: list[Model] = [row]
    if step.to == "advice":
        rows.insert(0, _advice(act, row, cycle, step))
    _fill(row, step)
    story = Story(
        "referral_changed", f"Referral to {row.service}: {TITLES[step.to]}", step.words, stage="review",
        audience=narrower(step.audience, row.audience), category="professional_advice" if step.to == "advice" else "record",
        words_of=step.who if step.to == "advice" else "", occurred_on=step.on,
        data={"state": step.to, "service": row.service} | ({"by": row.consent_by} if step.to == "consent" else {}),
    )  # fmt: skip
    about = cycle or (Cycle.get_or_none(Cycle.id == row.cycle_id) if row.cycle_id else None)
    told = _told(about, row.pupil_id, act.setting, row.id)
    record(act, story, *rows, pupil=row.pupil_id, cycle=about, tell=told)
    return row


def _fill(row: Referral, step: Step) -> None:
    """The step on the row: its state, its day, what was said."""
    row.state = step.to
    if step.to == "consent":
        row.consent_on, row.consent_by = step.on, f"{step.who.strip()}, {step.how}"[:120]
    elif step.to == "sent":
        row.sent_on = step.on
    elif step.to in ("accepted", "waiting", "declined"):
        row.answered_on, row.answer = step.on, step.words
    elif step.to == "seen":
        row.seen_on = step.on
    elif step.to == "advice":
        row.advice_on = step.on
    else:
        row.came_of_it = step.words
    if step.to in ENDED:
        row.ended_on = step.on


def _advice(act: Act, row: Referral, cycle: Cycle | None, step: Step) -> Contribution:
    """The advice as evidence of the open cycle's Assess: it is not typed twice."""
    if cycle is None or cycle.setting_id != act.setting:
        raise Refused(_("The advice goes into the child’s open cycle. Open the next cycle first."))
    made = Contribution(
        pupil=row.pupil_id, cycle=cycle, setting=act.setting, stage="assess", whose="professional",
        name=step.who.strip() or row.service, source="agency", reach="targeted", context=row.service, text=step.words,
        given_on=step.on, by=act.person, audience=narrower(step.audience, row.audience),
    )  # fmt: skip
    row.advice = made
    return made


def _missing(to: str) -> str:
    return {
        "declined": _("Say why it was declined."),
        "advice": _("Write down what they advise."),
        "used": _("Say where the plan uses it."),
        "not_used": _("Say why nothing of it is used."),
        "withdrawn": _("Say why it is withdrawn."),
    }[to]


def _told(cycle: Cycle | None, pupil: int, setting: int | None, about: int | None) -> list[Telling]:
    """The family, the SENCO and who leads."""
    lead = [cycle.lead_id] if cycle is not None else []
    told = [
        *recipients.sencos(setting, "referral_changed", about),
        *recipients.named(lead, setting, "referral_changed", about),
        *recipients.family(pupil, "referral_changed", about),
    ]
    return list(dict.fromkeys(told))
