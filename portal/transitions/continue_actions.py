"""The continue gate: keep, adapt, pause or stop what was inherited, and carry on the cycle instead of starting again."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from flask_babel import gettext as _
from peewee import Model

from portal.access.acting import Act, Refused
from portal.accounts.models import Person
from portal.cycles.help import section_f
from portal.cycles.models import Cycle
from portal.cycles.opening import following
from portal.cycles.plan.models import Provision
from portal.ehcp import early_actions
from portal.ehcp.models import EarlyReview
from portal.notices import recipients
from portal.timeline.record import Story, record
from portal.transitions.models import Decision, Transition
from portal.transitions.standing import allow, facts_of, step
from portal.transitions.states import Verb, after

WORDS = {"keep": "Keep", "adapt": "Adapt", "pause": "Pause", "stop": "Stop"}
DONE = {"keep": "kept", "adapt": "adapted", "pause": "paused", "stop": "stopped"}


class Choice(NamedTuple):
    """What a named person decides of one strand. `reason`: in words that the family reads.

    `minutes`, `times_a_week`: its dose from now on where it is adapted; None leaves it as it is.
    """

    choice: str
    reason: str = ""
    look_again_on: date | None = None
    deliverer: int | None = None
    minutes: int | None = None
    times_a_week: int | None = None


def wrong(choice: Choice, *, section_f: bool, today: date) -> str:
    """Why a decision cannot stand, as a sentence; "" when it can."""
    if choice.choice not in WORDS:
        return _("Choose keep, adapt, pause or stop.")
    if section_f and choice.choice in ("pause", "stop"):
        return _("This is in the child’s education, health and care plan. Ask the authority for an early review.")
    if choice.choice == "keep":
        return ""
    if choice.choice == "pause" and not choice.reason.strip() and choice.look_again_on is None:
        return _("Pause needs a reason and a date.")
    if not choice.reason.strip():
        return _("Write a reason for the family.")
    if choice.choice == "pause" and choice.look_again_on is None:
        return _("Pause needs a date to look again.")
    if choice.look_again_on is not None and choice.look_again_on <= today:
        return _("The date to look again must be after today.")
    return ""


def decide(act: Act, move: Transition, choices: dict[int, Choice]) -> list[Decision]:
    """Record decisions about inherited strands (by provision). Those left out stay undecided and go on.

    Raises Refused for the first that cannot stand; then nothing is written.
    """
    allow(act, move, Verb.DECIDE)
    if not choices:
        raise Refused(_("Nothing is decided yet. What was agreed goes on meanwhile."))
    decisions, strands = _decided(act, move, choices)
    cycle = _open_cycle(move.pupil_id)
    story = Story("decision_made", _summary(decisions), _reasons(decisions), stage="do", data=_data(decisions))
    record(act, story, move, *decisions, *strands, pupil=move.pupil_id, cycle=cycle)
    return decisions


def _decided(act: Act, move: Transition, choices: dict[int, Choice]) -> tuple[list[Decision], list[Provision]]:
    name = Person.get_by_id(act.person).name
    standing = {row.provision_id: row for row in Decision.select().where(Decision.transition == move)}
    strands = list(Provision.select().where((Provision.pupil == move.pupil_id) & Provision.id.in_(list(choices))))
    if len(strands) != len(choices):
        raise Refused(_("One of these is no longer part of the plan. Open the page again."))
    decisions = []
    for strand in strands:
        choice = choices[strand.id]
        reason = wrong(choice, section_f=section_f.is_secured(strand), today=act.today)
        if reason:
            raise Refused(f"{strand.name}: {reason}")
        row = standing.get(strand.id) or Decision(
            pupil=move.pupil_id, transition=move, provision=strand, setting=act.setting, cycle=move.cycle_id
        )
        row.provision = strand
        row.choice, row.reason, row.look_again_on = choice.choice, choice.reason, choice.look_again_on
        row.by, row.by_name, row.on = act.person, name, act.today
        _change(strand, choice, act.today)
        decisions.append(row)
    return decisions, strands


def _change(strand: Provision, choice: Choice, today: date) -> None:
    """Kept and adapted help goes on; how it is adapted stands in the reason, its dose in the plan."""
    if choice.choice in ("pause", "stop"):
        strand.status = "paused" if choice.choice == "pause" else "stopped"
        strand.status_reason = choice.reason
    elif strand.status == "stopped" or (strand.status == "paused" and choice.choice == "adapt"):
        strand.status, strand.status_reason = "running", choice.reason
    strand.ended_on = today if choice.choice == "stop" else None
    if choice.choice == "adapt":
        secured = section_f.secured_dose(strand)
        strand.minutes = choice.minutes or strand.minutes
        strand.times_a_week = choice.times_a_week or strand.times_a_week
        section_f.keeps(strand, secured)
    if choice.deliverer is not None:
        strand.deliverer, strand.deliverer_name = choice.deliverer, ""


def _summary(decisions: list[Decision]) -> str:
    counts = [(word, sum(row.choice == kind for row in decisions)) for kind, word in DONE.items()]
    return "Decided: " + ", ".join(f"{count} {word}" for word, count in counts if count)


def _reasons(decisions: list[Decision]) -> str:
    return "\n".join(
        f"{WORDS[row.choice]}: {row.provision.name}." + (f" {row.reason}" if row.reason else "") for row in decisions
    )


def _data(decisions: list[Decision]) -> dict[str, object]:
    return {
        "decisions": [
            {
                "name": row.provision.name,
                "choice": row.choice,
                "reason": row.reason,
                "look_again_on": row.look_again_on.isoformat() if row.look_again_on else None,
            }
            for row in decisions
        ]
    }


def _open_cycle(pupil: int) -> Cycle | None:
    return Cycle.get_or_none((Cycle.pupil == pupil) & Cycle.closed_on.is_null())


def last_cycle(pupil: int) -> Cycle | None:
    """The newest cycle of the thread, open or closed."""
    return Cycle.select().where(Cycle.pupil == pupil).order_by(Cycle.number.desc()).first()


def continue_cycle(act: Act, move: Transition, choices: dict[int, Choice]) -> Cycle:
    """Carry on: the open cycle under its new custodian, at its stage and with its review date; or, when the last
    one is closed, the next, which inherits what was learnt. Decisions made so far are recorded with it.
    """
    allow(act, move, Verb.CONTINUE)
    decisions, strands = _decided(act, move, choices) if choices else ([], [])
    last = last_cycle(move.pupil_id)
    carries_on = last is not None and last.closed_on is None
    cycle = last if last is not None and carries_on else following(act, move.pupil_id, last)
    if cycle.setting_id != act.setting:
        cycle.setting, cycle.delegate = act.setting, None
    move.state, move.continued_on, move.cycle = after(facts_of(move), Verb.CONTINUE), act.today, cycle
    title = f"Cycle {cycle.number} continues" if carries_on else f"Cycle {cycle.number} opened, following on"
    reasons = _reasons(decisions)
    note = last.next_step_note if last and not carries_on else ""
    story = Story(
        "cycle_continued", title, "\n\n".join(filter(None, (note, reasons))), stage=cycle.stage,
        data={"follows": None if carries_on or last is None else last.number, **_data(decisions)},
    )  # fmt: skip
    told = recipients.family(move.pupil_id, "move_continued")
    record(act, story, cycle, move, *decisions, *strands, pupil=move.pupil_id, cycle=cycle, tell=told)
    return cycle


def restart(act: Act, move: Transition, reason: str) -> Cycle:
    """Start again all the same: the open cycle is closed, a new one opens and still points to it. It is counted.

    Raises Refused without a reason, or when there is nothing to start again from.
    """
    allow(act, move, Verb.RESTART)
    if not reason.strip():
        raise Refused(_("Say why what was there cannot be carried on."))
    last = last_cycle(move.pupil_id)
    if last is None:
        raise Refused(_("There is no cycle yet, so there is nothing to restart. Open the first one."))
    rows: list[Model] = []
    if last.closed_on is None:
        # First: there is one open cycle at a time.
        last.closed_on, last.setting = act.today, act.setting
        rows.append(last)
    cycle = following(act, move.pupil_id, last, restart_reason=reason)
    move.state, move.continued_on, move.cycle = after(facts_of(move), Verb.RESTART), act.today, cycle
    move.restart_reason = reason
    story = Story(
        "cycle_restarted", f"Started again: cycle {cycle.number}", reason, stage="assess", data={"follows": last.number}
    )
    told = recipients.family(move.pupil_id, "move_continued")
    record(act, story, *rows, cycle, move, pupil=move.pupil_id, cycle=cycle, tell=told)
    return cycle


def ask_early_review(act: Act, move: Transition, strand: Provision, reason: str) -> EarlyReview:
    """Ask the authority to review a plan's Section F early: only it may change, pause or stop that help."""
    allow(act, move, Verb.DECIDE)
    if not reason.strip():
        raise Refused(_("Say why."))
    asked = step(act, move, "early_review", strand.name, note=reason)
    cycle = _open_cycle(move.pupil_id)
    return early_actions.ask(act, move.pupil_id, reason, strand.id, strand.name, beside=[asked], cycle=cycle)
