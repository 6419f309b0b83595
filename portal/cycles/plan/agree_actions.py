"""A plan is agreed at its meeting, circulated to all it concerns, and only then begun."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from flask_babel import gettext as _
from peewee import Model

from portal.access.acting import Act, Refused
from portal.cycles.circulation.queries import ANSWERED, fold, had_before
from portal.cycles.circulation.version_queries import content, not_sent
from portal.cycles.custody import held_here, in_stage, may_advance, nothing_missing
from portal.cycles.facts import Receiver, Stage
from portal.cycles.in_charge import in_charge
from portal.cycles.keeping import papers
from portal.cycles.models import Cycle
from portal.cycles.plan.missing import missing_to_agree, missing_to_circulate
from portal.cycles.plan.models import Circulation, PlanVersion
from portal.cycles.rows import Rows, facts
from portal.notices import recipients
from portal.notices.outbox import Telling
from portal.notices.recipients import where_they_are
from portal.pupils.settings_of import secret
from portal.timeline.record import Story, record


def agree(act: Act, cycle: Cycle, *, met_on: date, meeting: str) -> Cycle:
    """The plan was agreed at a meeting of staff, SENCO, family and child. Raises Refused while parts are missing."""
    held_here(act, cycle)
    in_stage(cycle, Stage.PLAN)
    if met_on > act.today:
        raise Refused(_("The meeting must be today or earlier."))
    nothing_missing(missing_to_agree(facts(Rows(cycle))))
    cycle.met_on, cycle.meeting, cycle.agreed_on = met_on, meeting, act.today
    story = Story(
        "plan_agreed",
        "Plan agreed",
        meeting,
        stage="plan",
        occurred_on=met_on,
        data={"plan_version": cycle.plan_version},
    )
    told = [*in_charge(cycle, "plan_agreed"), *recipients.family(cycle.pupil_id, "plan_agreed", cycle.id)]
    record(act, story, cycle, pupil=cycle.pupil_id, cycle=cycle, tell=told)
    return cycle


def circulate(act: Act, cycle: Cycle, receivers: Sequence[Receiver]) -> list[Circulation]:
    """Send the agreed plan to everyone it concerns, before it begins; each copy waits for its receipt.

    Who had an earlier version is sent what differs. The same version may be sent to more people later, in Do too.
    """
    held_here(act, cycle)
    in_stage(cycle, Stage.PLAN, Stage.DO)
    rows = Rows(cycle)
    if not cycle.circulated_on:
        nothing_missing(missing_to_circulate(facts(rows)))
    return _send(act, cycle, rows, receivers, "Plan sent to everyone it concerns")


def send_changes(act: Act, cycle: Cycle, receivers: Sequence[Receiver]) -> list[Circulation]:
    """What changed on the way becomes the next version of the plan, of which each receiver is sent the difference."""
    held_here(act, cycle)
    in_stage(cycle, Stage.DO, Stage.REVIEW)
    rows = Rows(cycle)
    if not not_sent(cycle, rows):
        raise Refused(_("Nothing has changed since the plan was sent."))
    cycle.plan_version += 1
    return _send(act, cycle, rows, receivers, "Changes to the plan sent to everyone they concern")


def _send(act: Act, cycle: Cycle, rows: Rows, receivers: Sequence[Receiver], title: str) -> list[Circulation]:
    number = cycle.plan_version
    before = had_before(cycle.id, number + 1)
    chosen = [one for one in receivers if before.get(one.person or fold(one.name)) != number]
    if not chosen:
        raise Refused(_("They all have it already.") if receivers else _("Choose who gets the plan."))
    kept: list[Model] = []
    if not PlanVersion.select().where((PlanVersion.cycle == cycle.id) & (PlanVersion.number == number)).exists():
        kept.append(
            PlanVersion(
                pupil=cycle.pupil_id, cycle=cycle, setting=act.setting, number=number, content=content(cycle, rows),
                circulated_on=act.today,
            )
        )  # fmt: skip
        cycle.circulated_on = act.today
        kept += papers(act, cycle, "sent")
    copies = [
        Circulation(
            pupil=cycle.pupil_id, cycle=cycle, setting=act.setting, plan_version=number, person=one.person,
            name=one.name, role=one.role, sent_on=act.today, since_version=before.get(one.person or fold(one.name)),
        )
        for one in chosen
    ]  # fmt: skip
    names = "" if secret(cycle.pupil_id, act.setting) else ", ".join(one.name for one in chosen)
    story = Story("plan_circulated", title, names, stage="plan", data={"plan_version": number})
    record(act, story, cycle, *kept, *copies, pupil=cycle.pupil_id, cycle=cycle, tell=_told(cycle, copies))
    return copies


def _told(cycle: Cycle, copies: Sequence[Circulation]) -> list[Telling]:
    """Those with an account are told, in the words for a new plan or for one that changed."""
    new = [copy.person_id for copy in copies if copy.since_version is None]
    changed = [copy.person_id for copy in copies if copy.since_version is not None]
    return [
        *where_they_are(new, cycle.setting_id, "plan_sent", cycle.id),
        *where_they_are(changed, cycle.setting_id, "plan_changed", cycle.id),
    ]


def start_doing(act: Act, cycle: Cycle) -> Cycle:
    """From Plan to Do: what was planned begins today. Who has not answered is written down and delays nothing."""
    may_advance(act, cycle, Stage.PLAN)
    cycle.stage, cycle.started_on = Stage.DO.value, act.today
    rows = Rows(cycle)
    begun = [row for row in rows.provisions if row.status == "planned"]
    for row in begun:
        row.status, row.starts_on = "running", act.today
    silent = [copy for copy in rows.circulations if copy.receipt not in ANSWERED]
    said = f"Not answered yet: {len(silent)} of {len(rows.circulations)} copies of the plan." if silent else ""
    story = Story(
        "stage_started", "The plan has begun", said, stage="do", data={"stage": "do", **_silence(cycle, silent)}
    )
    record(act, story, cycle, *begun, pupil=cycle.pupil_id, cycle=cycle)
    return cycle


def _silence(cycle: Cycle, silent: Sequence[Circulation]) -> dict[str, object]:
    """Who has not answered: by role and id of the copy, for those who may see the copies; never by name."""
    if not silent:
        return {}
    roles = [] if secret(cycle.pupil_id, cycle.setting_id) else [copy.role for copy in silent]
    return {"unanswered": [copy.id for copy in silent], "roles": roles}
