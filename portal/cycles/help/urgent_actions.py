"""Support that cannot wait for the plan to be agreed and sent: it begins at once, with the reason."""

from __future__ import annotations

from flask_babel import gettext as _

from portal.access.acting import Act, Refused
from portal.cycles.custody import held_here, in_stage
from portal.cycles.facts import Stage
from portal.cycles.models import Cycle
from portal.cycles.plan.models import Provision
from portal.notices import recipients
from portal.timeline.record import Story, record


def start_now(act: Act, cycle: Cycle, provision: Provision, reason: str) -> Provision:
    """Begin one planned kind of help before the plan is circulated. The rest of the plan waits as it should.

    The plan itself does not change by it, so that an agreed plan stays agreed. The family is told at once.
    """
    held_here(act, cycle)
    in_stage(cycle, Stage.ASSESS, Stage.PLAN)
    if provision.status != "planned":
        raise Refused(_("This help runs already."))
    if not (provision.deliverer_id or provision.deliverer_name.strip() or provision.kind == "strategy"):
        raise Refused(_("Say first who gives this help."))
    if not reason.strip():
        raise Refused(_("Say why it cannot wait."))
    provision.status, provision.starts_on, provision.urgent_reason = "running", act.today, reason
    story = Story(
        "urgent_started", f"Help began before the plan was sent: {provision.name}", reason, stage="plan",
        data={"provision": provision.id},
    )  # fmt: skip
    tell = [
        *recipients.family(cycle.pupil_id, "urgent_started", cycle.id),
        *recipients.named(
            [cycle.responsible_teacher_id, provision.deliverer_id], cycle.setting_id, "urgent_started", cycle.id
        ),
    ]
    record(act, story, provision, pupil=cycle.pupil_id, cycle=cycle, tell=tell)
    return provision
